/* SPDX-License-Identifier: MIT */
/*
 * The tokens that an image takes, by its size: what the providers' guides say
 * of a request.  No public training job with images is known to compare with.
 *
 * Some models look at tiles: the image is made to fit 2,048 by 2,048 pixels,
 * then its shorter side 768, and takes `base` tokens and `tile` more for each
 * square of 512 pixels; with little detail the base alone.  Others look at
 * patches of 32 pixels: the image is shrunk until there are no more than
 * `budget`, and takes `percent` hundredths of a token for each; how much detail
 * is asked for does not matter.
 *
 *	tokens = visual_tokens(market_visual(&market, model), 1024, 1024,
 *false);
 */
#ifndef FT_TOKEN_VISUAL_H
#define FT_TOKEN_VISUAL_H

#include <stdbool.h>
#include <stdint.h>

#include "common/base/str.h"

/* Of a model, or of all whose names fit a pattern: a row of images.tsv. */
struct visual {
	struct str pattern;
	uint64_t base, tile;	  /* tiles; 0: patches */
	uint64_t percent, budget; /* patches */
	uint32_t date;
	struct str source;
};

/* Of an image of that many pixels; `low`: with little detail. */
uint64_t visual_tokens(
    const struct visual *v, uint32_t width, uint32_t height, bool low);

#endif
