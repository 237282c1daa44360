# SPDX-License-Identifier: MIT
# Small Unix filters for fine-tuning data.  `make help` lists the targets.

PREFIX ?= /usr/local
DESTDIR ?=
CC ?= cc
CFLAGS ?= -O2 -g
VERSION := $(shell cat VERSION)

# All processors, unless -j says how many.
ifeq ($(MAKELEVEL)$(filter -j%,$(MAKEFLAGS)),0)
MAKEFLAGS += -j$(or $(shell nproc 2>/dev/null),2)
endif

# Variants live in folders of their own: make san=asan check
san ?=
B := build$(if $(san),-$(san))
SAN_asan := -fsanitize=address,undefined -fno-sanitize-recover=all \
	-fno-omit-frame-pointer -O1
SAN_tsan := -fsanitize=thread -O1
SAN := $(SAN_$(san))
$(if $(san),$(if $(SAN),,$(error san is asan or tsan)))

WARN := -Wall -Wextra -Wshadow -Wconversion -Wno-sign-conversion \
	-Wstrict-prototypes -Wmissing-prototypes -Wvla -Wformat=2 -Wundef \
	$(if $(CI),-Werror)
PKGS := yajl libcurl libutf8proc libzstd zlib libxxhash libpcre2-8 \
	libcrypto sqlite3
ALL_CFLAGS = -std=c11 -D_POSIX_C_SOURCE=200809L -D_XOPEN_SOURCE=700 \
	-I. -I$(B)/gen -DFT_VERSION='"$(VERSION)"' $(WARN) -pthread \
	$(CFLAGS) $(SAN) -MMD -MP
# libcsv has no .pc file.  A tool is linked with what it uses and no more.
LIBS = -lcsv -lm $(shell pkg-config --libs $(PKGS))
LINK = $(CC) $(CFLAGS) $(SAN) -pthread $(LDFLAGS) -Wl,--as-needed

LIB_OBJ := $(patsubst %.c,$(B)/%.o,$(wildcard common/*/*.c))
TOOLS := $(patsubst tools/%.c,%,$(wildcard tools/*.c))
MAN := $(wildcard man/*.[157])
UNITS := $(patsubst tests/unit/%.c,$(B)/unit/%,$(wildcard tests/unit/test_*.c))
FUZZ := $(patsubst tests/fuzz/%.c,$(B)/fuzz/%,$(wildcard tests/fuzz/fuzz_*.c))
# With "make deps check" what deps installs must be there before the rest.
DEPS := $(filter deps,$(MAKECMDGOALS))

all: $(TOOLS:%=$(B)/bin/%) ## build the tools, into $(B)/bin

include common/text/gen.mk common/token/gen.mk common/market/gen.mk
$(GEN_OBJ) $(TEXT_TABLES:%=$(B)/gen/mk%) $(B)/gen/mkvocab \
	$(B)/gen/mkrecent: | $(DEPS)
$(B)/common/base/opt.o $(B)/common/net/handle.o \
	$(B)/tools/lint/form_sarif.o: VERSION

$(B)/%.o: %.c | $(DEPS)
	@mkdir -p $(@D)
	$(CC) $(ALL_CFLAGS) -c -o $@ $<

$(B)/libft.a: $(LIB_OBJ) $(GEN_OBJ)
	rm -f $@
	$(AR) rcs $@ $^

# A tool is its file and, where it has one, the folder of the same name
# without "ft-": tools/ft-lint.c and tools/lint/*.c.
.SECONDEXPANSION:
tool_obj = $(patsubst %.c,$(B)/%.o,tools/$(1).c \
	$(wildcard tools/$(patsubst ft-%,%,$(1))/*.c))
$(B)/bin/%: $$(call tool_obj,$$*) $(B)/libft.a
	@mkdir -p $(@D)
	$(LINK) -o $@ $^ $(LIBS)

$(B)/completions/%: $(B)/bin/%
	@mkdir -p $(@D)
	for s in bash zsh fish; do $< --completion $$s >$@.$$s || exit 1; done
	touch $@

$(B)/unit/%: $(B)/tests/unit/%.o $(B)/libft.a
	@mkdir -p $(@D)
	$(LINK) -o $@ $^ $(LIBS) -lcmocka

$(B)/fuzz/%: $(B)/tests/fuzz/%.o $(B)/tests/fuzz/replay.o $(B)/libft.a
	@mkdir -p $(@D)
	$(LINK) -o $@ $^ $(LIBS)

$(B)/failio.so: tests/inject/failio.c | $(DEPS)
	@mkdir -p $(@D)
	$(CC) -std=c11 $(WARN) $(CFLAGS) -shared -fPIC -o $@ $< -ldl

deps: ## install what build and tests need (Debian: apt, with sudo)
	sh tests/deps.sh

demo: all ## run the pipeline on data-samples/ and show each step
	sh data-samples/demo.sh $(B)/bin

units: all $(UNITS) ## run the unit tests alone
	san=$(san) B=$(B) prove tests/cli/units.t

check: tests $(if $(san),,check-asan check-tsan) ## run every test

# What runs in this build; all of it but for tsan, which looks at threads only.
tests: all $(UNITS) $(FUZZ) $(B)/failio.so
	san=$(san) B=$(B) sh tests/run.sh

# One after the other: the tests themselves use all processors.
check-asan: tests
	$(MAKE) --no-print-directory san=asan B=$(B)-asan tests
check-tsan: check-asan
	$(MAKE) --no-print-directory san=tsan B=$(B)-tsan tests

golden: all ## rewrite the expectations in tests/golden; review the diff
	B=$(B) sh tests/golden/run.sh --rewrite

lint: ## style, floors, banned calls, headers, man pages, shell
	CC='$(CC)' B=$(B) sh tests/lint/lint.sh

bench: all ## measure speed and memory against other tools
	B=$(B) sh tests/bench/bench.sh $(parts)

fuzz: ## run each fuzz target for a minute (needs clang)
	sh tests/fuzz/run.sh

SHARE := $(DESTDIR)$(PREFIX)/share
BASH := $(SHARE)/bash-completion/completions
ZSH := $(SHARE)/zsh/site-functions
FISH := $(SHARE)/fish/vendor_completions.d
install: all $(TOOLS:%=$(B)/completions/%) ## put all under $(DESTDIR)$(PREFIX)
	install -d $(DESTDIR)$(PREFIX)/bin $(BASH) $(ZSH) $(FISH) \
		$(SHARE)/man/man1 $(SHARE)/man/man5 $(SHARE)/man/man7
	install $(TOOLS:%=$(B)/bin/%) $(DESTDIR)$(PREFIX)/bin
	for page in $(MAN); do install -m 644 $$page \
		$(SHARE)/man/man$${page##*.} || exit 1; done
	for t in $(TOOLS); do c=$(B)/completions/$$t; \
		install -m 644 $$c.bash $(BASH)/$$t && \
		install -m 644 $$c.zsh $(ZSH)/_$$t && \
		install -m 644 $$c.fish $(FISH)/$$t.fish || exit 1; done

uninstall: ## remove what install put there
	rm -f $(TOOLS:%=$(DESTDIR)$(PREFIX)/bin/%) $(TOOLS:%=$(BASH)/%) \
		$(TOOLS:%=$(ZSH)/_%) $(TOOLS:%=$(FISH)/%.fish) \
		$(foreach m,$(MAN),$(SHARE)/man/man$(subst .,,$(suffix $m))/$(notdir $m))

clean: ## remove everything that was built
	rm -rf build build-asan build-tsan build-fuzz

help: ## list the targets
	@awk -F ':.*## ' '/^[a-z]+:.*## /{printf "%-10s %s\n", $$1, $$2}' Makefile

.PHONY: all deps demo units check tests check-asan check-tsan golden lint \
	bench fuzz install uninstall clean help
.DELETE_ON_ERROR:
# Objects are kept: they are intermediate only on the way to a test.
.SECONDARY:
-include $(shell find $(B) -name '*.d' 2>/dev/null)
