/* SPDX-License-Identifier: MIT */
#include "common/token/visual.h"

#include <math.h>

enum { LONG_MOST = 2048, SHORT_MOST = 768, TILE = 512, PATCH = 32 };

struct size {
	uint64_t width, height;
};

static uint64_t
parts(uint64_t pixels, uint64_t of)
{
	return pixels / of + (pixels % of != 0);
}

/* As large as it is when `side` pixels of it become `most`; never nothing, and
 * never larger. */
static struct size
shrink(struct size s, uint64_t side, uint64_t most)
{
	if (side <= most)
		return s;
	s.width = s.width * most / side;
	s.height = s.height * most / side;
	s.width += s.width == 0;
	s.height += s.height == 0;
	return s;
}

static uint64_t
tiles_of(struct size s)
{
	s = shrink(s, s.width > s.height ? s.width : s.height, LONG_MOST);
	s = shrink(s, s.width < s.height ? s.width : s.height, SHORT_MOST);
	return parts(s.width, TILE) * parts(s.height, TILE);
}

/* Whole patches of a side that is not quite that long. */
static uint64_t
whole(double patches)
{
	return patches < 1 ? 1 : (uint64_t)floor(patches + 1e-6);
}

/*
 * Shrunk to the budget, then a little more until the side that loses most by it
 * has whole patches; what the other has in part counts as one.
 */
static uint64_t
patches_of(struct size s, uint64_t budget)
{
	uint64_t n = parts(s.width, PATCH) * parts(s.height, PATCH);
	double w = (double)s.width / PATCH, h = (double)s.height / PATCH;
	double shrunk, less;

	if (n <= budget)
		return n;
	shrunk = sqrt((double)budget / (w * h));
	w *= shrunk;
	h *= shrunk;
	less = fmin((double)whole(w) / w, (double)whole(h) / h);
	if (less < 1) {
		w *= less;
		h *= less;
	}
	n = whole(ceil(w - 1e-6)) * whole(ceil(h - 1e-6));
	return n < budget ? n : budget;
}

uint64_t
visual_tokens(const struct visual *v, uint32_t width, uint32_t height, bool low)
{
	struct size s = {width, height};

	if (v->tile > 0)
		return v->base + (low ? 0 : v->tile * tiles_of(s));
	return (patches_of(s, v->budget) * v->percent + 99) / 100;
}
