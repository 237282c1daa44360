/* SPDX-License-Identifier: MIT */
#include "common/text/apikey.h"

#include "common/text/apikey_forms.h"
#include "common/text/apikey_kinds.h"
#include "common/text/chars.h"

#if defined(__SSE2__)
#include <emmintrin.h>
#endif

enum { CRC_DIGITS = 6 };

/* Values that are published as examples, or stand in every tutorial. */
static const char *const published[] = {"AKIAIOSFODNN7EXAMPLE",
    "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY",
    "sk_test_4eC39HqLyjWDarjtT1zdp7dc", "sk_test_BQokikJOvBiI2HlWgH4olfQ2",
    "sk_test_26PHem9AhJZvU623DfE1x4sd",
    "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",
    "AIzaSyAnLA7NfeLquW1tJFpx_eQCxoX-oo6YyIs",
    "AIzaSyD3asb-2pEZVqMkmL6M9N6nHZRR_znhrh0",
    "AIzaSyDSb51JiIcB6OJpwwMicseKRhhrOq1cS7g",
    "xoxb-17653672481-19874698323-pdFZKVeTuE8sk7oOcBrzqqgy"};

/* What is written into an example so that it looks like none. */
static const struct str tells[] = {STR("example"), STR("your"), STR("xxxx"),
    STR("placeholder"), STR("redacted"), STR("dummy"), STR("sample"),
    STR("fake"), STR("0000000"), STR("1234567890"), STR("abcdefgh"),
    STR("aaaaaa"), STR("insert"), STR("replace"), STR("deadbeef")};

bool
apikey_in(char c, unsigned set)
{
	if (is_digit(c))
		return set & (SET_DIGIT | SET_HEX);
	if (is_alpha(c))
		return set & (is_upper(c) ? SET_UPPER : SET_LOWER) ||
		    (set & SET_HEX && to_lower(c) <= 'f');
	if (c == '-' || c == '_')
		return set & SET_JOIN;
	if (c == '.')
		return set & SET_DOT;
	return (c == '+' || c == '/' || c == '=') && set & SET_BASE64;
}

/* Does it hold one of the tells, whatever the case? */
static bool
has_tell(struct str s)
{
	for (size_t at = 0; at < s.n; at++)
		for (size_t i = 0; i < LENGTH(tells); i++) {
			size_t k = 0;

			while (k < tells[i].n && at + k < s.n &&
			    to_lower(s.p[at + k]) == tells[i].p[k])
				k++;
			if (k == tells[i].n)
				return true;
		}
	return false;
}

/* How many characters are in it, each counted once. */
static size_t
distinct(struct str s)
{
	bool seen[256] = {false};
	size_t n = 0;

	for (size_t i = 0; i < s.n; i++) {
		n += !seen[(unsigned char)s.p[i]];
		seen[(unsigned char)s.p[i]] = true;
	}
	return n;
}

bool
apikey_is_random(struct str body)
{
	size_t least = body.n / 3 < 10 ? body.n / 3 : 10;
	bool digit = false;

	for (size_t i = 0; i < body.n; i++)
		digit |= is_digit(body.p[i]);
	return distinct(body) >= least && !has_tell(body) &&
	    (digit || body.n >= 30);
}

bool
apikey_is_published(struct str whole)
{
	for (size_t i = 0; i < LENGTH(published); i++)
		if (str_is(whole, published[i]))
			return true;
	return false;
}

static uint32_t
crc32_of(struct str s)
{
	uint32_t crc = 0xFFFFFFFF;

	for (size_t i = 0; i < s.n; i++) {
		crc ^= (unsigned char)s.p[i];
		for (int bit = 0; bit < 8; bit++)
			crc = crc >> 1 ^ (0xEDB88320 & (0 - (crc & 1)));
	}
	return ~crc;
}

/* The last six characters, digits of base 62, are the CRC-32 of the others. */
static bool
crc32_holds(struct str body)
{
	static const char digits[] = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"
				     "abcdefghijklmnopqrstuvwxyz";
	size_t n = body.n - CRC_DIGITS;
	uint32_t crc = crc32_of(str_of(body.p, n));

	for (size_t i = 0; i < CRC_DIGITS; i++, crc /= 62)
		if (body.p[body.n - 1 - i] != digits[crc % 62])
			return false;
	return true;
}

/* Groups parted by hyphens: the first of digits, and one more at least. */
static bool
is_of_slack(struct str body)
{
	size_t hyphen = str_find(body, '-');

	return is_digit(body.p[0]) && hyphen < body.n;
}

static bool
judge(const struct apikey_kind *kind, struct str body, struct apikey *s)
{
	bool sure = false;

	switch (kind->check) {
	case CHECK_NOTHING:
		break;
	case CHECK_CRC32:
		sure = crc32_holds(body);
		if (!sure)
			s->verdict = APIKEY_EXAMPLE;
		break;
	case CHECK_OPENAI:
		if (body.n >= 100 &&
		    str_search(body, STR("T3BlbkFJ")) == body.n)
			return false;
		break;
	case CHECK_SLACK:
		if (!is_of_slack(body))
			return false;
		break;
	}
	if (sure)
		s->verdict = APIKEY_SURE;
	else if (!apikey_is_random(body))
		s->verdict = APIKEY_EXAMPLE;
	return true;
}

/* Is what stands at s->off, with a prefix of n bytes, one of that kind? */
static bool
is_kind(struct str text, const struct apikey_kind *kind, struct apikey *s)
{
	size_t from = s->off + strlen(kind->prefix), end = from;
	struct str body;

	while (end < text.n && end - from <= kind->most &&
	    apikey_in(text.p[end], kind->set))
		end++;
	/* A dot, hyphen or slash that ends a sentence is no part of it. */
	while (end > from && !is_alnum(text.p[end - 1]) &&
	    end - from > kind->least)
		end--;
	body = str_of(text.p + from, end - from);
	if (body.n < kind->least || body.n > kind->most ||
	    (end < text.n && is_alnum(text.p[end])))
		return false;
	s->name = kind->name;
	s->len = end - s->off;
	s->verdict = APIKEY_LIKELY;
	if (!judge(kind, body, s))
		return false;
	if (apikey_is_published(str_of(text.p + s->off, s->len)))
		s->verdict = APIKEY_EXAMPLE;
	return true;
}

/* The first row whose prefix is not before that character. */
static size_t
first_kind(char c)
{
	size_t low = 0, high = apikey_kind_count;

	while (low < high) {
		size_t mid = (low + high) / 2;

		if (apikey_kinds[mid].prefix[0] < c)
			low = mid + 1;
		else
			high = mid;
	}
	return low;
}

static const struct apikey_kind *
kind_at(struct str text, size_t at)
{
	struct str rest = str_from(text, at);
	const struct apikey_kind *best = NULL;

	for (size_t i = first_kind(rest.p[0]);
	     i < apikey_kind_count && apikey_kinds[i].prefix[0] == rest.p[0];
	     i++)
		if (rest.n > 1 && apikey_kinds[i].prefix[1] == rest.p[1] &&
		    str_starts(rest, str_c(apikey_kinds[i].prefix)))
			best = &apikey_kinds[i]; /* a longer one comes later */
	return best;
}

static bool
has_prefix(struct str text, size_t at, struct apikey *s)
{
	const struct apikey_kind *kind = kind_at(text, at);

	s->off = at;
	return kind != NULL && is_kind(text, kind, s);
}

bool
apikey_begins(struct str text, size_t at, size_t *len)
{
	enum { PREFIX_LEAST = 3, BODY_LEAST = 8 };
	const struct apikey_kind *kind = NULL;
	size_t from, end = at;

	/* Most words are shorter than a prefix and a body. */
	while (end < text.n && end - at < PREFIX_LEAST + BODY_LEAST &&
	    apikey_in(text.p[end], SET_ANY))
		end++;
	if (end - at == PREFIX_LEAST + BODY_LEAST)
		kind = kind_at(text, at);
	if (kind == NULL || strlen(kind->prefix) < PREFIX_LEAST)
		return false;
	from = end = at + strlen(kind->prefix);
	while (end < text.n && apikey_in(text.p[end], kind->set))
		end++;
	*len = end - at;
	return end - from >= BODY_LEAST &&
	    apikey_is_random(str_of(text.p + from, end - from));
}

static bool
is_behind_dot(struct str text, size_t at, struct apikey *s)
{
	for (size_t i = 0; i < apikey_dotted_count; i++) {
		struct str prefix = str_c(apikey_dotted[i].prefix);

		if (at < prefix.n || !str_ends(str_of(text.p, at), prefix) ||
		    (at > prefix.n && is_word(text.p[at - prefix.n - 1])))
			continue;
		s->off = at - prefix.n;
		return is_kind(text, &apikey_dotted[i], s);
	}
	return false;
}

/* A row of letters, digits, '-' and '_'. */
struct row {
	size_t n; /* bytes, ROW_MAX at most */
	bool digit;
};

enum { ROW_MAX = 100 };

#if defined(__SSE2__)

static inline __m128i
between(__m128i x, char lo, char hi)
{
	return _mm_and_si128(_mm_cmpgt_epi8(x, _mm_set1_epi8((char)(lo - 1))),
	    _mm_cmplt_epi8(x, _mm_set1_epi8((char)(hi + 1))));
}

/* Nearly all rows are shorter than 16 bytes: false of those that are not. */
static inline bool
short_row(struct str text, size_t at, struct row *row)
{
	__m128i x, digit, word;
	unsigned end;

	if (text.n - at < 16)
		return false;
	x = _mm_loadu_si128((const __m128i *)(const void *)(text.p + at));
	digit = between(x, '0', '9');
	word = between(_mm_or_si128(x, _mm_set1_epi8(0x20)), 'a', 'z');
	word = _mm_or_si128(_mm_or_si128(word, digit),
	    _mm_or_si128(_mm_cmpeq_epi8(x, _mm_set1_epi8('-')),
		_mm_cmpeq_epi8(x, _mm_set1_epi8('_'))));
	end = (unsigned)_mm_movemask_epi8(word) ^ 0xFFFF;
	if (end == 0)
		return false;
	row->n = (size_t)__builtin_ctz(end);
	row->digit = (_mm_movemask_epi8(digit) & ((1 << row->n) - 1)) != 0;
	return true;
}

#else

static inline bool
short_row(struct str text, size_t at, struct row *row)
{
	(void)text;
	(void)at;
	(void)row;
	return false;
}

#endif

static struct row
row_at(struct str text, size_t at)
{
	struct row row = {0, false};

	if (short_row(text, at, &row))
		return row;
	row = (struct row){0, false};
	for (; row.n < ROW_MAX && at + row.n < text.n; row.n++) {
		char c = text.p[at + row.n];

		if (!is_word(c))
			break;
		row.digit |= is_digit(c);
	}
	return row;
}

bool
apikey_at(struct str text, size_t at, struct apikey *s)
{
	struct row row = row_at(text, at);
	size_t word = row.n;

	*s = (struct apikey){0};
	/* Most long words are just that, or the names of something. */
	if (!row.digit && word < 30 && text.p[at] != '-' &&
	    (at == 0 || text.p[at - 1] != '/'))
		return apikey_is_assigned(text, at, word, s);
	if (word > 0 && text.p[at] == '-')
		return apikey_is_pem(text, at, s);
	if (word > 3 && memcmp(text.p + at, "eyJ", 3) == 0)
		return apikey_is_jwt(text, at, s);
	if (at > 0 && text.p[at - 1] == '.' && is_behind_dot(text, at, s))
		return true;
	return has_prefix(text, at, s) ||
	    apikey_is_assigned(text, at, word, s) ||
	    apikey_is_in_place(text, at, word, s);
}
