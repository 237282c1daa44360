/* SPDX-License-Identifier: MIT */
/*
 * What an encoding is made of, for the files of common/token/ alone.
 */
#ifndef FT_TOKEN_ENCODING_H
#define FT_TOKEN_ENCODING_H

#include "common/token/image.h"
#include "common/token/split.h"
#include "common/token/token.h"

struct loaded;

struct special {
	struct str text;
	uint32_t id;
};

struct encoding {
	const char *name;
	const struct image *image; /* NULL where a loaded one has a heap */
	split_fn *split;
	boundary_fn *boundary;		/* NULL: no text may be cut */
	const struct special *specials; /* no two can overlap */
	size_t nspecials;
	struct loaded *loaded; /* NULL where it is built in */
};

#endif
