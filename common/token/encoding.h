/* SPDX-License-Identifier: MIT */
/*
 * What an encoding is made of, for the files of common/token/ alone.
 */
#ifndef FT_TOKEN_ENCODING_H
#define FT_TOKEN_ENCODING_H

#include "common/token/image.h"
#include "common/token/split.h"
#include "common/token/token.h"

struct special {
	struct str text;
	uint32_t id;
};

struct encoding {
	const char *name;
	const struct image *image;
	split_fn *split;
	bool (*boundary)(struct split_side before, struct split_side behind);
	const struct special *specials;
	size_t nspecials;
};

#endif
