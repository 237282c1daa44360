/* SPDX-License-Identifier: MIT */
#include "common/score/words.h"

#include <xxhash.h>

#include "common/text/uclass.h"
#include "common/text/utf8.h"

enum class { WORD, LONE, MARK, SPACE, OTHER };

/* Scripts without blanks between words, in their order. */
static const struct {
	uint32_t first, last;
} lone[] = {
    {0x0E00, 0x0FFF},	/* Thai, Lao, Tibetan */
    {0x1000, 0x109F},	/* Burmese */
    {0x1780, 0x17FF},	/* Khmer */
    {0x2E80, 0x312F},	/* radicals, kana, bopomofo */
    {0x3190, 0xA4CF},	/* Han, Yi */
    {0xA9E0, 0xA9FF},	/* Burmese */
    {0xAA60, 0xAA7F},	/* Burmese */
    {0xF900, 0xFAFF},	/* Han */
    {0xFF66, 0xFF9F},	/* kana */
    {0x1AFF0, 0x1B16F}, /* kana */
    {0x1F200, 0x1F2FF}, /* Han */
    {0x20000, 0x3FFFF}, /* Han */
};

static bool
is_lone(uint32_t cp)
{
	if (cp < lone[0].first)
		return false;
	for (size_t i = 0; i < LENGTH(lone); i++)
		if (cp <= lone[i].last)
			return cp >= lone[i].first;
	return false;
}

bool
words_is_space(uint32_t cp)
{
	return uclass(cp) == UCLASS_SPACE || (cp >= 0x1C && cp <= 0x1F);
}

static enum class classify(uint32_t cp) {
	enum uclass is = uclass(cp);

	if (is == UCLASS_MARK) return MARK;
	if (words_is_space(cp)) return SPACE;
	if (is == UCLASS_OTHER) return OTHER;
	return is != UCLASS_NUMBER && is_lone(cp) ? LONE : WORD;
}

/* The class of what s begins with, and how many bytes that is. */
static enum class look(struct str s, size_t *size) {
	uint32_t cp;

	*size = utf8_decode(s, &cp);
	if (*size > 0) return classify(cp);
	*size = utf8_mistake(s);
	return OTHER;
}

/* Does what is of the second class go on with a piece of the first? */
static bool goes_on(enum class piece, enum class next)
{
	switch (piece) {
	case WORD:
	case MARK:
		return next == WORD || next == MARK;
	case LONE:
		return next == MARK;
	case SPACE:
		return next == SPACE;
	default:
		return false;
	}
}

bool
words_next(struct str *rest, enum words_kind *kind, struct str *piece)
{
	enum class first;
	size_t n, size;

	if (rest->n == 0)
		return false;
	first = look(*rest, &n);
	while (n < rest->n && goes_on(first, look(str_from(*rest, n), &size)))
		n += size;
	*kind = first == SPACE ? WORDS_SPACE
	    : first == OTHER   ? WORDS_OTHER
			       : WORDS_WORD;
	*piece = str_of(rest->p, n);
	*rest = str_from(*rest, n);
	return true;
}

void
words_split(
    struct words *to, struct str text, words_cut *cut, struct arena *arena)
{
	struct str rest = text, piece;
	struct str *word;
	size_t n = 0;

	while (cut(&rest, &piece))
		n++;
	word = arena_take(arena, n, sizeof(*word));
	*to = (struct words){.word = word};
	for (rest = text; cut(&rest, &piece); to->n++)
		word[to->n] = piece;
}

/* Open addressing; a place holds a word's number and one, or 0. */
struct book {
	uint32_t *place;
	size_t mask;
	const struct str **word; /* by number */
	uint32_t n;
};

static void
number(struct book *book, struct words *words, struct arena *arena)
{
	words->id = arena_take(arena, words->n, sizeof(*words->id));
	for (size_t i = 0; i < words->n; i++) {
		const struct str *w = &words->word[i];
		size_t at = XXH3_64bits(w->p, w->n) & book->mask;

		while (book->place[at] != 0 &&
		    !str_eq(*book->word[book->place[at] - 1], *w))
			at = (at + 1) & book->mask;
		if (book->place[at] == 0) {
			book->word[book->n] = w;
			book->place[at] = ++book->n;
		}
		words->id[i] = book->place[at] - 1;
	}
}

uint32_t
words_number(struct words *a, struct words *b, struct arena *arena)
{
	struct book book = {0};
	size_t size = 16;

	while (size < 2 * (a->n + b->n))
		size *= 2;
	book.mask = size - 1;
	book.place = arena_zero(arena, size, sizeof(*book.place));
	book.word = arena_take(arena, a->n + b->n, sizeof(*book.word));
	number(&book, a, arena);
	number(&book, b, arena);
	return book.n;
}

size_t
words_shared(const struct words *a, const struct words *b, struct arena *arena)
{
	size_t *count = arena_zero(arena, a->n + b->n, sizeof(*count));
	size_t shared = 0;

	for (size_t i = 0; i < a->n; i++)
		count[a->id[i]]++;
	for (size_t i = 0; i < b->n; i++)
		if (count[b->id[i]] > 0) {
			count[b->id[i]]--;
			shared++;
		}
	return shared;
}
