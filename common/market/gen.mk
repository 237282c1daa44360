# The tables of models, providers and encodings, compiled into the library.
MARKET_TABLES := $(wildcard common/market/*.tsv)
GEN_OBJ += $(B)/common/market/tables.S.o

$(B)/common/market/tables.S.o: common/market/tables.S $(MARKET_TABLES)
	@mkdir -p $(@D)
	$(CC) -I. -c -o $@ $<
