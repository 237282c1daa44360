# The vocabularies: each becomes an image that is put into the library as is.
IMAGES := $(patsubst common/token/vocab/%.tiktoken,$(B)/gen/%.image,$(wildcard common/token/vocab/*.tiktoken))
GEN_OBJ += $(B)/gen/images.o

# What compiles them is part of the library, too.
MKVOCAB := common/token/vocab/mkvocab.c $(patsubst %,common/token/%.c, \
	compile known pairs place) $(patsubst %,common/base/%.c,buf diag fault mem)

$(B)/gen/mkvocab: $(MKVOCAB) common/token/compile.h common/token/image.h \
		common/token/known.h common/token/seams.h
	@mkdir -p $(@D)
	$(CC) -std=c11 -D_POSIX_C_SOURCE=200809L -D_XOPEN_SOURCE=700 -I. \
		$(WARN) -O2 -o $@ $(MKVOCAB)

$(B)/gen/%.image: common/token/vocab/%.tiktoken $(B)/gen/mkvocab
	$(B)/gen/mkvocab $< $@

$(B)/gen/images.o: common/token/vocab/images.S $(IMAGES)
	$(CC) -Wa,-I$(B)/gen -c -o $@ $<

# The characters that PCRE2 may not know the classes of yet.
GEN_OBJ += $(B)/gen/recent.o

$(B)/gen/mkrecent: common/token/gen/mkrecent.c $(B)/gen/uclass_table.o
	@mkdir -p $(@D)
	$(CC) -std=c11 -I. $(WARN) $(SAN) -O1 -o $@ $^ \
		$(shell pkg-config --libs libpcre2-8)

$(B)/gen/recent.c: $(B)/gen/mkrecent
	$< >$@

$(B)/gen/recent.o: $(B)/gen/recent.c
	$(CC) $(ALL_CFLAGS) -c -o $@ $<

# What makes a block in a cache, as a number: of another source, another block.
STAMPED := $(wildcard common/token/*.[ch] common/vocab/*.[ch] common/text/nfc.c)
GEN_OBJ += $(B)/gen/pack_stamp.o

$(B)/gen/pack_stamp.c: $(STAMPED)
	@mkdir -p $(@D)
	printf '#include "common/token/pack.h"\n%s"%s";\n' \
		'const char pack_stamp[PACK_STAMP] = ' \
		"$$(cat $(STAMPED) | cksum | cut -d ' ' -f 1)" >$@

$(B)/gen/pack_stamp.o: $(B)/gen/pack_stamp.c
	$(CC) $(ALL_CFLAGS) -c -o $@ $<
