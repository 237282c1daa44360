/* SPDX-License-Identifier: MIT */
#include "common/text/utf8.h"
#include "common/token/loaded.h"

static bool
is_lead(char c)
{
	return ((unsigned char)c & 0xC0) != 0x80;
}

/* The valid character that ends at `end`, at most 4 bytes before it. */
static bool
char_before(struct str s, size_t end, uint32_t *cp)
{
	size_t i = end;

	while (i > 0 && end - i < 4)
		if (is_lead(s.p[--i]))
			return utf8_decode(str_of(s.p + i, end - i), cp) ==
			    end - i;
	return false;
}

static struct split_side
side(uint32_t cp)
{
	return (struct split_side){cp, UCLASS_BIT(uclass(cp))};
}

/* May s stand across `at`, where the text goes on behind its end? */
static bool
across(struct str s, struct str text, size_t at)
{
	for (size_t before = 1; before < s.n && before <= at; before++) {
		struct str rest = str_from(text, at - before);

		if (str_starts(s, str_of(rest.p, rest.n < s.n ? rest.n : s.n)))
			return true;
	}
	return false;
}

static bool
in_special(const struct encoding *e, struct str text, size_t at)
{
	for (size_t i = 0; i < e->nspecials; i++)
		if (across(e->specials[i].text, text, at))
			return true;
	return false;
}

static bool
ends_special(const struct encoding *e, struct str text, size_t at)
{
	for (size_t i = 0; i < e->nspecials; i++)
		if (str_ends(str_of(text.p, at), e->specials[i].text))
			return true;
	return false;
}

size_t
token_cut(const struct encoding *e, struct str text, bool special)
{
	uint32_t before, behind;

	if (e->boundary == NULL)
		return 0;
	for (size_t at = text.n; at-- > 1;) {
		if (!is_lead(text.p[at]) ||
		    utf8_decode(str_from(text, at), &behind) == 0 ||
		    !char_before(text, at, &before))
			continue;
		if (!e->boundary(side(before), side(behind)) &&
		    !(special && ends_special(e, text, at)))
			continue;
		if (special && in_special(e, text, at))
			continue;
		if (e->loaded == NULL ||
		    loaded_may_cut(
			e->loaded, text, at, side(before), side(behind)))
			return at;
	}
	return 0;
}
