/* SPDX-License-Identifier: MIT */
#include "common/token/seams.h"

/* May a token span the place p?  Three bytes before and behind are read. */
static bool
spanned(const struct image *m, const unsigned char *p)
{
	const uint64_t *table = image_at(m, m->seam_table);
	const uint64_t *set = image_at(m, m->seam_set);
	uint32_t near = seams_near(p[-1], p[0], p[1]);
	uint64_t what = table[near / 32] >> near % 32 * 2, bit[2];

	if ((what & SEAMS_NEAR) == 0)
		return false;
	if (what & SEAMS_SHORT)
		return true;
	seams_bits(p, m->seam_bits, bit);
	return set[bit[0] / 64] >> bit[0] % 64 &
	    set[bit[1] / 64] >> bit[1] % 64 & 1;
}

static size_t
char_length(unsigned char lead)
{
	return lead < 0xC0 ? 1 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
}

size_t
seams_cut(const struct image *m, struct str text, size_t at, size_t stop,
    size_t *end, size_t max)
{
	const unsigned char *p = (const unsigned char *)text.p;
	size_t n = 0, next;

	for (; at < stop && n + 1 < max; at = next) {
		next = at + char_length(p[at]);
		if (next < stop && p[at] >= 0xE0 && p[next] >= 0xE0 &&
		    !spanned(m, p + next))
			end[n++] = next;
	}
	end[n++] = stop;
	return n;
}
