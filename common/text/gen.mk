# The table of Unicode classes: made by a program of the build, as C.
GEN_OBJ += $(B)/gen/uclass_table.o

$(B)/gen/mkuclass: common/text/gen/mkuclass.c common/text/uclass.h
	@mkdir -p $(@D)
	$(CC) -std=c11 -I. $(WARN) -O1 -o $@ $< $(shell pkg-config --libs libutf8proc)

$(B)/gen/uclass_table.c: $(B)/gen/mkuclass
	$< >$@

$(B)/gen/uclass_table.o: $(B)/gen/uclass_table.c
	$(CC) $(ALL_CFLAGS) -c -o $@ $<
