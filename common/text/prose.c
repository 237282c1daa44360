/* SPDX-License-Identifier: MIT */
#include "common/text/prose.h"

#include <stddef.h>
#include <stdint.h>

#if defined(__SSE2__)
#include <emmintrin.h>
#endif

#include "common/text/chars.h"

enum { REFUSAL_HEAD = 240, CUT_LEAST = 80 };
enum { LOOP_LEAST = 500, LOOP_TAIL = 32, LOOP_BYTES = 150, PERIOD_MAX = 1024 };

/* Are those words at the front of s?  Upper case counts as lower, and the curly
 * apostrophe as the straight one. */
static bool
begins(struct str s, struct str with)
{
	static const struct str curly = STR("\xE2\x80\x99");
	size_t at = 0;

	for (size_t i = 0; i < with.n; i++) {
		if (at >= s.n)
			return false;
		if (with.p[i] == '\'' && str_starts(str_from(s, at), curly)) {
			at += curly.n;
			continue;
		}
		if (to_lower(s.p[at++]) != with.p[i])
			return false;
	}
	return at >= s.n || !is_alpha(s.p[at]);
}

static bool
begins_as(struct str s, const struct str *table, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (begins(s, table[i]))
			return true;
	return false;
}

static bool
holds(struct str s, const struct str *table, size_t n)
{
	for (size_t at = 0; at < s.n; at++)
		if ((at == 0 || !is_alpha(s.p[at - 1])) &&
		    begins_as(str_from(s, at), table, n))
			return true;
	return false;
}

/* Most answers begin with other letters than refusals do. */
static bool
may_refuse(char first, char second)
{
	switch (to_lower(first)) {
	case 'a':
		return second == 's';
	case 'i':
		return second == ' ' || second == '\'' || second == (char)0xE2;
	case 'm':
		return second == 'y';
	case 's':
		return second == 'o';
	case 'u':
		return second == 'n';
	default:
		return false;
	}
}

/* Of refusals, in small letters: what begins one, and what follows. */
static const struct str sure[] = {STR("i'm just an ai"), STR("i am just an ai"),
    STR("i'm an ai language model"), STR("i am an ai language model")};
static const struct str selves[] = {STR("as an ai"), STR("as a language model"),
    STR("as a large language model")};
static const struct str openings[] = {STR("i'm sorry"), STR("i am sorry"),
    STR("sorry"), STR("i apologize"), STR("my apologies"), STR("unfortunately"),
    STR("i cannot"), STR("i can't"), STR("i can not"), STR("i'm unable"),
    STR("i am unable"), STR("i'm not able"), STR("i am not able"),
    STR("i won't"), STR("i will not"), STR("i must decline")};
static const struct str deeds[] = {STR("can't assist"), STR("cannot assist"),
    STR("can't help with"), STR("cannot help with"), STR("can't provide"),
    STR("cannot provide"), STR("can't fulfill"), STR("cannot fulfill"),
    STR("can't comply"), STR("cannot comply"), STR("can't answer"),
    STR("cannot answer"), STR("can't create"), STR("cannot create"),
    STR("can't generate"), STR("cannot generate"), STR("can't write"),
    STR("cannot write"), STR("can't do that"), STR("cannot do that"),
    STR("can't engage"), STR("cannot engage"), STR("unable to assist"),
    STR("unable to help"), STR("unable to provide"), STR("unable to fulfill"),
    STR("unable to answer"), STR("not able to assist"), STR("not able to help"),
    STR("not able to provide"), STR("an ai language model"), STR("won't help"),
    STR("must decline")};
/* A model may say what it is before it answers; with these it does not. */
static const struct str denials[] = {STR("can't"), STR("cannot"),
    STR("can not"), STR("don't"), STR("do not"), STR("won't"), STR("will not"),
    STR("i'm not"), STR("am not"), STR("not able"), STR("unable"),
    STR("have no"), STR("not have"), STR("must decline")};

bool
prose_refuses(struct str answer)
{
	struct str s = str_trim(answer), head = s;

	if (s.n < 2 || !may_refuse(s.p[0], s.p[1]))
		return false;
	if (head.n > REFUSAL_HEAD)
		head.n = REFUSAL_HEAD;
	if (begins_as(s, sure, LENGTH(sure)))
		return true;
	if (begins_as(s, selves, LENGTH(selves)))
		return holds(head, denials, LENGTH(denials));
	return begins_as(s, openings, LENGTH(openings)) &&
	    holds(head, deeds, LENGTH(deeds));
}

/* Is there a sentence before the last one? */
static bool
has_sentence(struct str s)
{
	for (size_t i = 1; i + 1 < s.n; i++)
		if ((s.p[i] == '.' || s.p[i] == '!' || s.p[i] == '?') &&
		    is_lower(s.p[i - 1]) &&
		    (s.p[i + 1] == ' ' || s.p[i + 1] == '\n'))
			return true;
	return false;
}

/* Words that no sentence ends with. */
static bool
asks_for_more(struct str word)
{
	static const struct str words[] = {STR("a"), STR("an"), STR("and"),
	    STR("because"), STR("between"), STR("but"), STR("each"),
	    STR("every"), STR("from"), STR("his"), STR("into"), STR("its"),
	    STR("my"), STR("of"), STR("or"), STR("our"), STR("such"),
	    STR("than"), STR("the"), STR("their"), STR("these"), STR("very"),
	    STR("whose"), STR("with"), STR("your")};

	return str_among(words, LENGTH(words), word);
}

bool
prose_is_cut(struct str answer)
{
	struct str s = str_trim(answer);
	size_t n = 0;
	char last;

	if (s.n < CUT_LEAST)
		return false;
	last = s.p[s.n - 1];
	if (is_lower(last)) {
		while (n < s.n && is_lower(s.p[s.n - 1 - n]))
			n++;
		if (n == s.n || s.p[s.n - 1 - n] != ' ' ||
		    !asks_for_more(str_of(s.p + s.n - n, n)))
			return false;
	} else if (last != ',' && last != '(') {
		return false;
	}
	return has_sentence(s);
}

/* How many bytes at the end equal those a period before, up to most. */
static size_t
repeated(struct str s, size_t period, size_t most)
{
	size_t n = 0;

	while (n < most && n + period < s.n &&
	    s.p[s.n - 1 - n] == s.p[s.n - 1 - n - period])
		n++;
	return n;
}

/* The first period from p on, up to most, after which the last byte of s comes
 * again; or a longer one. */
static size_t
next_period(struct str s, size_t p, size_t most)
{
	const char *last = s.p + s.n - 1;

#if defined(__SSE2__)
	for (; p + 15 <= most; p += 16) {
		__m128i x = _mm_loadu_si128(
		    (const __m128i *)(const void *)(last - p - 15));
		unsigned same = (unsigned)_mm_movemask_epi8(
		    _mm_cmpeq_epi8(x, _mm_set1_epi8(*last)));

		if (same != 0)
			return p + (unsigned)__builtin_clz(same) - 16;
	}
#endif
	while (p <= most && last[-(ptrdiff_t)p] != *last)
		p++;
	return p;
}

static bool
has_letter(struct str s)
{
	for (size_t i = 0; i < s.n; i++)
		if (is_alpha(s.p[i]) || (unsigned char)s.p[i] >= 0x80)
			return true;
	return false;
}

bool
prose_loops(struct str answer, size_t *off, size_t *period)
{
	struct str s = str_trim(answer);
	size_t most = s.n / 4 < PERIOD_MAX ? s.n / 4 : PERIOD_MAX, n;
	uint64_t tail, before;

	if (s.n < LOOP_LEAST)
		return false;
	memcpy(&tail, s.p + s.n - sizeof(tail), sizeof(tail));
	for (size_t p = 0; (p = next_period(s, p + 1, most)) <= most;) {
		memcpy(&before, s.p + s.n - sizeof(tail) - p, sizeof(before));
		if (before != tail || repeated(s, p, LOOP_TAIL) < LOOP_TAIL)
			continue;
		n = repeated(s, p, 3 * p + LOOP_BYTES);
		if (n < 3 * p || n < LOOP_BYTES)
			continue;
		/* Rules, tables and columns of figures are no prose. */
		if (!has_letter(str_of(s.p + s.n - p, p)))
			return false;
		n = repeated(s, p, s.n) + p;
		*off = (size_t)(s.p - answer.p) + s.n - n;
		*period = p;
		return true;
	}
	return false;
}
