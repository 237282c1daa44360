/* SPDX-License-Identifier: MIT */
/* The text of each table, and behind it its length as a uint64_t. */
.macro table symbol, file
	.globl	\symbol
	.globl	\symbol\()_size
\symbol:
	.incbin	"\file"
0:
	.balign	8
\symbol\()_size:
	.8byte	0b - \symbol
.endm

	.section .rodata
	table	market_models_tsv, "common/market/models.tsv"
	table	market_providers_tsv, "common/market/providers.tsv"
	table	market_encodings_tsv, "common/market/encodings.tsv"
	table	market_images_tsv, "common/market/images.tsv"
	table	market_apis_tsv, "common/market/apis.tsv"

	.section .note.GNU-stack, "", %progbits
