/* SPDX-License-Identifier: MIT */
/* The text of this folder's .tsv files; tables.S puts it into the program. */
#ifndef FT_MARKET_TABLES_H
#define FT_MARKET_TABLES_H

extern const char market_models_tsv[], market_models_tsv_end[];
extern const char market_providers_tsv[], market_providers_tsv_end[];
extern const char market_encodings_tsv[], market_encodings_tsv_end[];

#endif
