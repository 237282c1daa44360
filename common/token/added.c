/* SPDX-License-Identifier: MIT */
#include "common/token/added.h"

#include "common/text/uclass.h"
#include "common/text/utf8.h"
#include "common/token/spec.h"

void
added_init(struct added_set *set, const struct added *token, size_t n)
{
	*set = (struct added_set){
	    .token = token, .n = n, .special = true, .only = -1};
	for (size_t i = 0; i < n; i++) {
		unsigned char c = (unsigned char)token[i].text.p[0];

		set->first[c] = true;
		set->only = i == 0 || set->only == c ? c : -1;
		set->flags |= token[i].flags;
		set->special = set->special && token[i].flags & ADDED_SPECIAL;
	}
}

/* The next place where a token may begin, or the end. */
static size_t
next_first(const struct added_set *set, struct str text, size_t at)
{
	if (set->only >= 0)
		return at + str_find(str_from(text, at), (char)set->only);
	while (at < text.n && !set->first[(unsigned char)text.p[at]])
		at++;
	return at;
}

/* The first of token[lo...hi), which are the same up to byte i, whose byte
 * there is c or above. */
static size_t
first_from(
    const struct added *token, size_t lo, size_t hi, size_t i, unsigned c)
{
	while (lo < hi) {
		size_t mid = lo + (hi - lo) / 2;

		if ((unsigned char)token[mid].text.p[i] < c)
			lo = mid + 1;
		else
			hi = mid;
	}
	return lo;
}

/* The longest token at the front of the text, or NULL. */
static const struct added *
longest(const struct added_set *set, struct str text)
{
	const struct added *token = set->token, *best = NULL;
	size_t lo = 0, hi = set->n;

	for (size_t i = 0;; i++) {
		unsigned c;

		if (lo < hi && token[lo].text.n == i)
			best = &token[lo++];
		if (lo == hi || i == text.n)
			return best;
		c = (unsigned char)text.p[i];
		lo = first_from(token, lo, hi, i, c);
		hi = first_from(token, lo, hi, i, c + 1);
	}
}

/* Letters, marks, decimal numbers and what joins words, as far as the classes
 * of common/text/uclass.h go. */
static bool
is_word(uint32_t cp)
{
	return cp == '_' || cp == 0x200C || cp == 0x200D ||
	    uclass_in(cp,
		UCLASS_LETTERS | UCLASS_BIT(UCLASS_MARK) |
		    UCLASS_BIT(UCLASS_NUMBER));
}

/* The character that ends at `end`, and where it begins; end > 0. */
static size_t
char_before(struct str text, size_t end, uint32_t *cp)
{
	size_t i = end - 1;

	while (i > 0 && ((unsigned char)text.p[i] & 0xC0) == 0x80)
		i--;
	if (utf8_decode(str_of(text.p + i, end - i), cp) == 0)
		*cp = UTF8_REPLACEMENT;
	return i;
}

static bool
in_word(struct str text, size_t start, size_t end)
{
	uint32_t cp;

	if (start > 0) {
		char_before(text, start, &cp);
		if (is_word(cp))
			return true;
	}
	return end < text.n && utf8_decode(str_from(text, end), &cp) > 0 &&
	    is_word(cp);
}

static size_t
space_start(struct str text, size_t end)
{
	uint32_t cp;

	while (end > 0) {
		size_t i = char_before(text, end, &cp);

		if (uclass(cp) != UCLASS_SPACE)
			break;
		end = i;
	}
	return end;
}

static size_t
space_end(struct str text, size_t i)
{
	uint32_t cp;
	size_t n;

	while ((n = utf8_decode(str_from(text, i), &cp)) > 0 &&
	    uclass(cp) == UCLASS_SPACE)
		i += n;
	return i;
}

bool
added_next(const struct added_set *set, struct str text, bool special,
    struct added_scan *scan, struct added_found *found)
{
	if (set->n == 0 || (set->special && !special))
		return false;
	while ((scan->at = next_first(set, text, scan->at)) < text.n) {
		const struct added *a = longest(set, str_from(text, scan->at));
		size_t start = scan->at, end;

		if (a == NULL) {
			scan->at++;
			continue;
		}
		end = scan->at += a->text.n;
		if (a->flags & ADDED_SPECIAL && !special)
			continue;
		if (a->flags & ADDED_SINGLE_WORD && in_word(text, start, end))
			continue;
		if (a->flags & ADDED_LSTRIP) {
			start = space_start(text, start);
			if (start < scan->left)
				start = scan->left;
		}
		if (a->flags & ADDED_RSTRIP)
			end = space_end(text, end);
		scan->left = end;
		*found = (struct added_found){
		    start, end, a->id, a->flags & ADDED_SPECIAL};
		return true;
	}
	return false;
}

static bool
has_inside(struct str s, char before, char behind)
{
	for (size_t i = 0; i + 1 < s.n; i++)
		if (s.p[i] == before && s.p[i + 1] == behind)
			return true;
	return false;
}

bool
added_may_cut(const struct added_set *set, char before, char behind,
    bool space_before, bool space_behind)
{
	if (set->flags & ADDED_SINGLE_WORD ||
	    (set->flags & ADDED_LSTRIP && space_before) ||
	    (set->flags & ADDED_RSTRIP && space_behind))
		return false;
	for (size_t i = 0; i < set->n; i++)
		if (has_inside(set->token[i].text, before, behind))
			return false;
	return true;
}
