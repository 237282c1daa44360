/* SPDX-License-Identifier: MIT */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>
#include <utf8proc.h>

#include "common/text/utf8.h"
#include "common/text/utf8_avx2.h"

#define REPLACED "\xEF\xBF\xBD"

/* Texts that are no UTF-8: where that begins, and what they become. */
static const struct {
	struct str text;
	size_t bad;
	struct str repaired;
} wrong[] = {
    /* What no sequence begins with. */
    {STR("\x80"), 0, STR(REPLACED)},
    {STR("a\xBFz"), 1, STR("a" REPLACED "z")},
    {STR("\xC0\x80"), 0, STR(REPLACED REPLACED)},
    {STR("\xC1\xBF"), 0, STR(REPLACED REPLACED)},
    {STR("\xF5\x80\x80\x80"), 0, STR(REPLACED REPLACED REPLACED REPLACED)},
    {STR("\xFE"), 0, STR(REPLACED)},
    {STR("\xFF"), 0, STR(REPLACED)},
    /* Overlong, surrogate, too high: told by the second byte. */
    {STR("\xE0\x80\xAF"), 0, STR(REPLACED REPLACED REPLACED)},
    {STR("\xE0\x9F\xBF"), 0, STR(REPLACED REPLACED REPLACED)},
    {STR("\xED\xA0\x80"), 0, STR(REPLACED REPLACED REPLACED)},
    {STR("\xED\xBF\xBF"), 0, STR(REPLACED REPLACED REPLACED)},
    {STR("\xF0\x8F\xBF\xBF"), 0, STR(REPLACED REPLACED REPLACED REPLACED)},
    {STR("\xF4\x90\x80\x80"), 0, STR(REPLACED REPLACED REPLACED REPLACED)},
    /* Cut short, by the end or by another character. */
    {STR("a\xC3"), 1, STR("a" REPLACED)},
    {STR("\xE2\x82"), 0, STR(REPLACED)},
    {STR("\xF0\x9F\x98"), 0, STR(REPLACED)},
    {STR("\xF0\x9F"), 0, STR(REPLACED)},
    {STR("\xF0"), 0, STR(REPLACED)},
    {STR("\xC3(\xE2\x82(\xF0\x9F\x98("), 0,
	STR(REPLACED "(" REPLACED "(" REPLACED "(")},
    {STR("\xF0\x9F("), 0, STR(REPLACED "(")},
    {STR("\xC3\xC3\xA9"), 0, STR(REPLACED "\xC3\xA9")},
    {STR("\xF0\x9F\x98\xF0\x9F\x98\x80"), 0, STR(REPLACED "\xF0\x9F\x98\x80")},
    /* A mixture, as in the Unicode standard's chapter 3. */
    {STR("a\xF1\x80\x80\xE1\x80\xC2"
	 "b\x80"
	 "c\x80\xBF"
	 "d"),
	1,
	STR("a" REPLACED REPLACED REPLACED "b" REPLACED "c" REPLACED REPLACED
	    "d")},
};

static const struct str right[] = {
    STR(""),
    STR("\0"),
    STR("plain, and \x7F"),
    STR("\xC2\x80"),
    STR("\xDF\xBF"),
    STR("\xE0\xA0\x80"),
    STR("\xED\x9F\xBF"),
    STR("\xEE\x80\x80"),
    STR("\xEF\xBF\xBF"),
    STR("\xEF\xBB\xBF"),
    STR("\xF0\x90\x80\x80"),
    STR("\xF4\x8F\xBF\xBF"),
    STR("na\xC3\xAFve \xE6\xBC\xA2\xE5\xAD\x97 \xF0\x9F\x98\x80"),
};

/* A copy that ends where memory ends, for the sanitizers to see. */
static char *
tight(struct str s)
{
	char *p = malloc(s.n == 0 ? 1 : s.n);

	assert_non_null(p);
	if (s.n > 0)
		memcpy(p, s.p, s.n);
	return p;
}

static void
valid_text_is_valid_and_repairing_changes_nothing(void **state)
{
	(void)state;
	for (size_t i = 0; i < LENGTH(right); i++) {
		char *p = tight(right[i]);
		struct str s = str_of(p, right[i].n);
		struct buf b;

		buf_init(&b, BUF_NO_MAX);
		assert_true(utf8_valid(s, NULL));
		assert_int_equal(utf8_repair(&b, s), 0);
		assert_true(str_eq(buf_str(&b), right[i]));
		buf_free(&b);
		free(p);
	}
	assert_true(utf8_valid(str_of(NULL, 0), NULL));
}

static void
each_maximal_subpart_is_found_and_replaced_once(void **state)
{
	(void)state;
	for (size_t i = 0; i < LENGTH(wrong); i++) {
		char *p = tight(wrong[i].text);
		struct str s = str_of(p, wrong[i].text.n);
		size_t bad = 99, mistakes, count = 0;
		struct buf b;

		buf_init(&b, BUF_NO_MAX);
		assert_false(utf8_valid(s, &bad));
		assert_false(utf8_valid(s, NULL));
		assert_int_equal(bad, wrong[i].bad);
		mistakes = utf8_repair(&b, s);
		assert_false(b.over);
		if (!str_eq(buf_str(&b), wrong[i].repaired))
			fail_msg("row %zu became '%s'", i, buf_cstr(&b));
		for (size_t j = 0; j < b.n; j++)
			count += b.p[j] == '\xEF';
		assert_int_equal(mistakes, count);
		buf_free(&b);
		free(p);
	}
}

/* The fast way over ASCII must not step over anything, wherever it stands. */
static void
a_wrong_byte_is_found_at_every_place(void **state)
{
	char text[50];
	size_t bad;

	(void)state;
	for (size_t n = 1; n <= sizeof(text); n++)
		for (size_t at = 0; at < n; at++) {
			memset(text, 'x', sizeof(text));
			text[at] = '\x80';
			assert_false(utf8_valid(str_of(text, n), &bad));
			assert_int_equal(bad, at);
			assert_true(utf8_valid(str_of(text, at), &bad));
		}
}

/* Is it valid, character by character? */
static bool
valid_by_steps(struct str s)
{
	uint32_t cp;
	size_t n;

	for (; s.n > 0; s = str_from(s, n))
		if ((n = utf8_decode(s, &cp)) == 0)
			return false;
	return true;
}

/* All that may be wrong with up to four bytes, by the bytes where verdicts
 * change, where the wide check looks from one block to the next. */
static void
a_long_text_is_judged_like_its_characters(void **state)
{
	static const unsigned char bytes[] = {0x00, 0x7F, 0x80, 0x8F, 0x90,
	    0x9F, 0xA0, 0xBF, 0xC0, 0xC1, 0xC2, 0xDF, 0xE0, 0xE1, 0xEC, 0xED,
	    0xEE, 0xEF, 0xF0, 0xF1, 0xF3, 0xF4, 0xF5, 0xF8, 0xFF};
	enum { N = sizeof(bytes), ALL = N * N * N * N };
	char text[100];
	bool want, wide;

	(void)state;
	memset(text, 'x', sizeof(text));
	memcpy(text, "\xC3\xA9", 2);
	for (size_t i = 0; i < ALL; i++) {
		size_t at = 61 + i % 5, rest = i, n = at + 4;

		for (size_t k = 0; k < 4; k++, rest /= N)
			text[at + k] = (char)bytes[rest % N];
		n += i % 3 == 0 ? 0 : 6;
		want = valid_by_steps(str_of(text + at, n - at));
		assert_int_equal(utf8_valid(str_of(text, n), NULL), want);
		if (utf8_valid_avx2((uint8_t *)text, n, &wide))
			assert_int_equal(wide, want);
		memset(text + at, 'x', 4);
	}
}

static void
a_character_is_crossed_at_every_place(void **state)
{
	static const char character[] = "\xF0\x9F\x98\x80";
	char text[50];
	size_t bad;

	(void)state;
	for (size_t at = 0; at + 4 <= sizeof(text); at++) {
		memset(text, 'x', sizeof(text));
		memcpy(text + at, character, 4);
		assert_true(utf8_valid(str_of(text, sizeof(text)), &bad));
		for (size_t cut = 1; cut < 4; cut++) {
			assert_false(utf8_valid(str_of(text, at + cut), &bad));
			assert_int_equal(bad, at);
		}
	}
}

static void
agree(const uint8_t *p, size_t n)
{
	utf8proc_int32_t theirs;
	utf8proc_ssize_t length =
	    utf8proc_iterate(p, (utf8proc_ssize_t)n, &theirs);
	uint32_t ours;
	size_t got = utf8_decode(str_of((const char *)p, n), &ours);

	if (got != (length < 0 ? 0 : (size_t)length) ||
	    (got > 0 && ours != (uint32_t)theirs))
		fail_msg("%zu bytes, %02x %02x %02x %02x", n, p[0], p[1], p[2],
		    p[3]);
}

static void
all_sequences_of_up_to_three_bytes_decode_as_in_utf8proc(void **state)
{
	uint8_t p[4] = {0};

	(void)state;
	for (uint32_t i = 0; i < 1 << 24; i++) {
		p[0] = (uint8_t)(i >> 16);
		p[1] = (uint8_t)(i >> 8);
		p[2] = (uint8_t)i;
		agree(p, 3);
		if (p[2] == 0)
			agree(p, 2);
		if (p[2] == 0 && p[1] == 0)
			agree(p, 1);
	}
}

static void
sequences_of_four_bytes_decode_as_in_utf8proc(void **state)
{
	static const uint8_t tails[] = {
	    0x00, 0x41, 0x7F, 0x80, 0x9C, 0xBF, 0xC0, 0xE2, 0xFF};
	uint8_t p[4];

	(void)state;
	for (unsigned lead = 0xE0; lead <= 0xFF; lead++)
		for (unsigned second = 0; second <= 0xFF; second++)
			for (size_t i = 0; i < LENGTH(tails); i++)
				for (size_t j = 0; j < LENGTH(tails); j++) {
					p[0] = (uint8_t)lead;
					p[1] = (uint8_t)second;
					p[2] = tails[i];
					p[3] = tails[j];
					agree(p, 4);
				}
}

static void
every_code_point_is_written_as_it_is_read(void **state)
{
	struct buf b;
	uint32_t back;

	(void)state;
	buf_init(&b, 4);
	for (uint32_t cp = 0; cp <= 0x10FFFF; cp++) {
		bool surrogate = cp >= 0xD800 && cp <= 0xDFFF;

		buf_clear(&b);
		utf8_write(&b, cp);
		if (utf8_decode(buf_str(&b), &back) != b.n ||
		    back != (surrogate ? UTF8_REPLACEMENT : cp))
			fail_msg("U+%04X", cp);
	}
	buf_clear(&b);
	utf8_write(&b, 0x110000);
	assert_true(str_is(buf_str(&b), REPLACED));
	buf_free(&b);
}

static void
nothing_is_decoded_from_nothing(void **state)
{
	uint32_t cp = 7;

	(void)state;
	assert_int_equal(utf8_decode(str_of(NULL, 0), &cp), 0);
	assert_int_equal(utf8_decode(STR("\xE2\x82"), &cp), 0);
	assert_int_equal(cp, 7);
}

static void
width_counts_columns(void **state)
{
	static const struct {
		struct str text;
		size_t columns;
	} cases[] = {
	    {STR(""), 0}, {STR("abc ~"), 5}, {STR("\t\x1B\x7F"), 0},
	    {STR("na\xC3\xAFve"), 5},
	    {STR("e\xCC\x81"), 1},		  /* combining acute */
	    {STR("\xE6\xBC\xA2\xE5\xAD\x97"), 4}, /* two ideographs */
	    {STR("\xEF\xBD\xB1"), 1},		  /* half-width kana */
	    {STR("\xF0\x9F\x98\x80"), 2},	  /* an emoji */
	    {STR("a\xFF"), 2},			  /* a mistake */
	    {STR("\xE2\x82!"), 2},		  /* one mistake */
	};

	(void)state;
	for (size_t i = 0; i < LENGTH(cases); i++)
		if (utf8_width(cases[i].text) != cases[i].columns)
			fail_msg("row %zu: %zu", i, utf8_width(cases[i].text));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(valid_text_is_valid_and_repairing_changes_nothing),
	    cmocka_unit_test(each_maximal_subpart_is_found_and_replaced_once),
	    cmocka_unit_test(a_wrong_byte_is_found_at_every_place),
	    cmocka_unit_test(a_long_text_is_judged_like_its_characters),
	    cmocka_unit_test(a_character_is_crossed_at_every_place),
	    cmocka_unit_test(
		all_sequences_of_up_to_three_bytes_decode_as_in_utf8proc),
	    cmocka_unit_test(sequences_of_four_bytes_decode_as_in_utf8proc),
	    cmocka_unit_test(every_code_point_is_written_as_it_is_read),
	    cmocka_unit_test(nothing_is_decoded_from_nothing),
	    cmocka_unit_test(width_counts_columns),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
