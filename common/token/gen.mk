# The vocabularies: each becomes an image that is put into the library as is.
IMAGES := $(patsubst common/token/vocab/%.tiktoken,$(B)/gen/%.image,$(wildcard common/token/vocab/*.tiktoken))
GEN_OBJ += $(B)/gen/images.o

MKVOCAB := $(wildcard common/token/vocab/*.c)

$(B)/gen/mkvocab: $(MKVOCAB) common/token/vocab/mkvocab.h common/token/image.h
	@mkdir -p $(@D)
	$(CC) -std=c11 -I. $(WARN) -O2 -o $@ $(MKVOCAB)

$(B)/gen/%.image: common/token/vocab/%.tiktoken $(B)/gen/mkvocab
	$(B)/gen/mkvocab $< $@

$(B)/gen/images.o: common/token/vocab/images.S $(IMAGES)
	$(CC) -Wa,-I$(B)/gen -c -o $@ $<
