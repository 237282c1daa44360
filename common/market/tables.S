/* SPDX-License-Identifier: MIT */
/* The text of the tables, each followed by the address of its end. */
.macro table symbol, file
	.globl	\symbol
	.globl	\symbol\()_end
\symbol:
	.incbin	"\file"
\symbol\()_end:
.endm

	.section .rodata
	table	market_models_tsv, "common/market/models.tsv"
	table	market_providers_tsv, "common/market/providers.tsv"
	table	market_encodings_tsv, "common/market/encodings.tsv"

	.section .note.GNU-stack, "", %progbits
