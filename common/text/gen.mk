# Tables over Unicode: made by programs of the build, as C.
TEXT_TABLES := uclass nfc
GEN_OBJ += $(TEXT_TABLES:%=$(B)/gen/%_table.o)

$(TEXT_TABLES:%=$(B)/gen/mk%): $(B)/gen/mk%: common/text/gen/mk%.c \
		common/text/%.h
	@mkdir -p $(@D)
	$(CC) -std=c11 -I. $(WARN) -O1 -o $@ $< $(shell pkg-config --libs libutf8proc)

$(TEXT_TABLES:%=$(B)/gen/%_table.c): $(B)/gen/%_table.c: $(B)/gen/mk%
	$< >$@

$(TEXT_TABLES:%=$(B)/gen/%_table.o): $(B)/gen/%_table.o: $(B)/gen/%_table.c
	$(CC) $(ALL_CFLAGS) -c -o $@ $<
