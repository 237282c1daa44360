/* SPDX-License-Identifier: MIT */
#include "common/token/dict.h"

#include <xxhash.h>

void
dict_init(struct dict *d, const struct str *text, size_t n)
{
	d->text = text;
	for (d->nplaces = 64; d->nplaces < 2 * n;)
		d->nplaces *= 2;
	d->place = mem_resize(NULL, d->nplaces, sizeof(*d->place));
	for (size_t i = 0; i < d->nplaces; i++)
		d->place[i] = DICT_NONE;
}

/* Where the text is, or the free place where it goes. */
static uint32_t *
place(const struct dict *d, struct str text)
{
	size_t i = XXH3_64bits(text.p, text.n) & (d->nplaces - 1);

	while (d->place[i] != DICT_NONE && !str_eq(d->text[d->place[i]], text))
		i = (i + 1) & (d->nplaces - 1);
	return &d->place[i];
}

bool
dict_add(struct dict *d, uint32_t i)
{
	uint32_t *p = place(d, d->text[i]);

	if (*p != DICT_NONE)
		return false;
	*p = i;
	return true;
}

uint32_t
dict_find(const struct dict *d, struct str text)
{
	return *place(d, text);
}
