/* SPDX-License-Identifier: MIT */
#include "tests/unit/plain_bpe.h"

#include <assert.h>
#include <stdlib.h>

#include "common/text/uclass.h"
#include "common/text/utf8.h"

#define NO_MATCH SIZE_MAX

/* No encoding has so many. */
enum { MOST_IDS = 200100 };

/* As published, but that the cl100k and o200k ones are cut into two lines. */
static const char cl100k_pattern[] =
    "(?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\\r\\n\\p{L}\\p{N}]?\\p{L}+|\\p{N}{1,3}|"
    " ?[^\\s\\p{L}\\p{N}]+[\\r\\n]*|\\s*[\\r\\n]+|\\s+(?!\\S)|\\s+";
static const char o200k_pattern[] =
    "[^\\r\\n\\p{L}\\p{N}]?[\\p{Lu}\\p{Lt}\\p{Lm}\\p{Lo}\\p{M}]*"
    "[\\p{Ll}\\p{Lm}\\p{Lo}\\p{M}]+(?i:'s|'t|'re|'ve|'m|'ll|'d)?|"
    "[^\\r\\n\\p{L}\\p{N}]?[\\p{Lu}\\p{Lt}\\p{Lm}\\p{Lo}\\p{M}]+"
    "[\\p{Ll}\\p{Lm}\\p{Lo}\\p{M}]*(?i:'s|'t|'re|'ve|'m|'ll|'d)?|"
    "\\p{N}{1,3}| ?[^\\s\\p{L}\\p{N}]+[\\r\\n/]*|\\s*[\\r\\n]+|"
    "\\s+(?!\\S)|\\s+";
static const char gpt2_pattern[] = "'s|'t|'re|'ve|'m|'ll|'d| ?\\p{L}+| ?\\p{N}+"
				   "| ?[^\\s\\p{L}\\p{N}]+|\\s+(?!\\S)|\\s+";

/* One member of a class: "\p{Lu}", "\s", "\S", "\r", "\n" or a character. */
static const char *
member(const char *re, uint32_t cp, bool *in)
{
	enum uclass class = uclass(cp);

	if (re[0] != '\\') {
		*in = cp == (unsigned char)re[0];
		return re + 1;
	}
	switch (re[1]) {
	case 's':
		*in = class == UCLASS_SPACE;
		return re + 2;
	case 'S':
		*in = class != UCLASS_SPACE;
		return re + 2;
	case 'r':
		*in = cp == '\r';
		return re + 2;
	case 'n':
		*in = cp == '\n';
		return re + 2;
	default:
		break;
	}
	assert(re[1] == 'p' && re[2] == '{');
	re += 3;
	*in = (re[0] == 'L' && re[1] == '}' && uclass_in(cp, UCLASS_LETTERS)) ||
	    (re[0] == 'L' && re[1] == 'u' && class == UCLASS_UPPER) ||
	    (re[0] == 'L' && re[1] == 't' && class == UCLASS_TITLE) ||
	    (re[0] == 'L' && re[1] == 'l' && class == UCLASS_LOWER) ||
	    (re[0] == 'L' && re[1] == 'm' && class == UCLASS_MODIFIER) ||
	    (re[0] == 'L' && re[1] == 'o' && class == UCLASS_LETTER) ||
	    (re[0] == 'M' && class == UCLASS_MARK) ||
	    (re[0] == 'N' && class == UCLASS_NUMBER);
	return strchr(re, '}') + 1;
}

/* One character of text against a class at re; returns what follows re. */
static const char *
one(const char *re, uint32_t cp, bool *in)
{
	bool negated, any = false;

	if (re[0] != '[')
		return member(re, cp, in);
	negated = re[1] == '^';
	for (re += negated ? 2 : 1; *re != ']';) {
		re = member(re, cp, in);
		any = any || *in;
	}
	*in = any != negated;
	return re + 1;
}

static const char *
quantifier(const char *re, size_t *min, size_t *max)
{
	*min = *max = 1;
	if (*re == '?' || *re == '*')
		*min = 0;
	if (*re == '+' || *re == '*')
		*max = SIZE_MAX;
	if (*re == '{') {
		assert(strncmp(re, "{1,3}", 5) == 0);
		*max = 3;
		return re + 5;
	}
	return *re == '?' || *re == '*' || *re == '+' ? re + 1 : re;
}

static size_t match(const char *re, struct str s, size_t i);

/* Any one of the words, in any case. */
static size_t
contraction(const char *words, struct str s, size_t i)
{
	size_t n, at;

	for (; *words != ')'; words += *words == '|') {
		uint32_t cp;
		bool same = true;

		at = i;
		for (; *words != '|' && *words != ')'; words++) {
			n = utf8_decode(str_from(s, at), &cp);
			if (n == 1 && cp >= 'A' && cp <= 'Z')
				cp += 'a' - 'A';
			if (cp == 0x17F)
				cp = 's';
			same = same && n > 0 && cp == (unsigned char)*words;
			at += same ? n : 0;
		}
		if (same)
			return at;
	}
	return NO_MATCH;
}

static size_t
match_group(const char *re, struct str s, size_t i)
{
	const char *words = re + strlen("(?i:");
	const char *rest = strchr(re, ')') + 1;
	size_t at = contraction(words, s, i), end = NO_MATCH;

	if (at != NO_MATCH)
		end = match(*rest == '?' ? rest + 1 : rest, s, at);
	if (end == NO_MATCH && *rest == '?')
		end = match(rest + 1, s, i);
	return end;
}

/* A class and its quantifier, greedy, then the rest of the alternative. */
static size_t
match_class(const char *re, struct str s, size_t i)
{
	size_t min, max, count, n, end;
	const char *rest;
	uint32_t cp;
	bool in;

	rest = quantifier(one(re, 0, &in), &min, &max);
	for (count = 0, end = i; count < max; count++, end += n) {
		n = utf8_decode(str_from(s, end), &cp);
		if (n == 0 || (one(re, cp, &in), !in))
			break;
	}
	for (;; count--) {
		size_t found;

		if (count < min)
			return NO_MATCH;
		found = match(rest, s, end);
		if (found != NO_MATCH || count == 0)
			return found;
		do
			end--;
		while (((unsigned char)s.p[end] & 0xC0) == 0x80);
	}
}

/* The end of a match of one alternative, from i on. */
static size_t
match(const char *re, struct str s, size_t i)
{
	uint32_t cp;
	bool in;

	if (*re == '\0' || *re == '|')
		return i;
	if (strncmp(re, "(?!\\S)", 6) == 0) {
		if (utf8_decode(str_from(s, i), &cp) > 0 &&
		    (one("\\S", cp, &in), in))
			return NO_MATCH;
		return match(re + 6, s, i);
	}
	if (*re == '(')
		return match_group(re, s, i);
	return match_class(re, s, i);
}

static const char *
next_alternative(const char *re)
{
	bool group = false;

	for (; *re != '\0'; re++) {
		group = (group || *re == '(') && *re != ')';
		if (*re == '|' && !group)
			return re + 1;
	}
	return NULL;
}

size_t
plain_piece(const struct plain *p, struct str text, size_t i)
{
	size_t end;

	for (const char *re = p->pattern; re != NULL;
	     re = next_alternative(re)) {
		end = match(re, text, i);
		if (end != NO_MATCH && end > i)
			return end;
	}
	assert(!"every character is of some piece");
	return i + 1;
}

static int
by_bytes(const void *a, const void *b)
{
	const struct plain_token *x = a, *y = b;

	return str_cmp(x->bytes, y->bytes);
}

static bool
is_special(struct str s)
{
	return s.n > 8 && str_starts(s, STR("<|")) && str_ends(s, STR("|>"));
}

void
plain_init(struct plain *p, const struct encoding *e)
{
	const char *name = encoding_name(e);

	p->pattern = strcmp(name, "cl100k_base") == 0 ? cl100k_pattern
	    : strcmp(name, "o200k_base") == 0	      ? o200k_pattern
						      : gpt2_pattern;
	p->ntokens = p->nspecials = 0;
	p->tokens = mem_zero(MOST_IDS, sizeof(*p->tokens));
	for (uint32_t id = 0; id < MOST_IDS; id++) {
		struct plain_token token = {.id = id};

		if (!token_decode(e, id, &token.bytes))
			continue;
		if (is_special(token.bytes)) {
			assert(p->nspecials < PLAIN_SPECIALS);
			p->special[p->nspecials++] = token;
		} else {
			p->tokens[p->ntokens++] = token;
		}
	}
	qsort(p->tokens, p->ntokens, sizeof(*p->tokens), by_bytes);
}

void
plain_free(struct plain *p)
{
	free(p->tokens);
}

static uint32_t
find(const struct plain *p, struct str bytes)
{
	struct plain_token key = {bytes, 0}, *found;

	found = bsearch(&key, p->tokens, p->ntokens, sizeof(key), by_bytes);
	return found == NULL ? UINT32_MAX : found->id;
}

static void
add(struct token_ids *to, uint32_t id)
{
	if (to->n == to->cap) {
		to->cap = 2 * to->cap + 64;
		to->id = mem_resize(to->id, to->cap, sizeof(*to->id));
	}
	to->id[to->n++] = id;
}

static void
encode_piece(const struct plain *p, struct str piece, struct token_ids *to)
{
	struct str *part;
	size_t n = piece.n;

	if (find(p, piece) != UINT32_MAX) {
		add(to, find(p, piece));
		return;
	}
	part = mem_zero(n, sizeof(*part));
	for (size_t i = 0; i < n; i++)
		part[i] = str_of(piece.p + i, 1);
	for (;;) {
		uint32_t least = UINT32_MAX, id;
		size_t at = 0;

		for (size_t i = 0; i + 1 < n; i++) {
			id = find(
			    p, str_of(part[i].p, part[i].n + part[i + 1].n));
			if (id < least) {
				least = id;
				at = i;
			}
		}
		if (least == UINT32_MAX)
			break;
		part[at].n += part[at + 1].n;
		memmove(
		    part + at + 1, part + at + 2, (n - at - 2) * sizeof(*part));
		n--;
	}
	for (size_t i = 0; i < n; i++)
		add(to, find(p, part[i]));
	free(part);
}

void
plain_encode(const struct plain *p, struct str text, struct token_ids *to)
{
	for (size_t at = 0, end; at < text.n; at = end) {
		end = plain_piece(p, text, at);
		encode_piece(p, str_of(text.p + at, end - at), to);
	}
}

static const struct plain_token *
special_at(const struct plain *p, struct str text, size_t at)
{
	for (size_t i = 0; i < p->nspecials; i++)
		if (str_starts(str_from(text, at), p->special[i].bytes))
			return &p->special[i];
	return NULL;
}

void
plain_encode_special(
    const struct plain *p, struct str text, struct token_ids *to)
{
	size_t from = 0;

	for (size_t at = 0; at < text.n;) {
		const struct plain_token *special = special_at(p, text, at);

		if (special == NULL) {
			at++;
			continue;
		}
		plain_encode(p, str_of(text.p + from, at - from), to);
		add(to, special->id);
		from = at += special->bytes.n;
	}
	plain_encode(p, str_from(text, from), to);
}
