/* SPDX-License-Identifier: MIT */
/* The text of this folder's .tsv files; tables.S puts it into the program. */
#ifndef FT_MARKET_TABLES_H
#define FT_MARKET_TABLES_H

#include <stdint.h>

extern const char market_models_tsv[];
extern const char market_providers_tsv[];
extern const char market_encodings_tsv[];
extern const char market_images_tsv[];
extern const char market_apis_tsv[];

/* Their lengths in bytes. */
extern const uint64_t market_models_tsv_size;
extern const uint64_t market_providers_tsv_size;
extern const uint64_t market_encodings_tsv_size;
extern const uint64_t market_images_tsv_size;
extern const uint64_t market_apis_tsv_size;

#endif
