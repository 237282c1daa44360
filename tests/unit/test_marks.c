/* SPDX-License-Identifier: MIT */
#include "common/text/marks.h"

#include "common/text/chars.h"
#include "tests/unit/unit.h"

/* The marks of a text as "offset:kinds" each, by looking at each byte. */
static bool
is_byte(const char *text, size_t i)
{
	unsigned char c = (unsigned char)text[i];

	return (c < 0x20 && c != '\t' && c != '\n' && c != '\r') ||
	    (c < 0x80 && c > 0 && strchr("<{[&+@#`\x7F", c) != NULL) ||
	    c == 0xC2 || c == 0xC3 || c == 0xE2 || c >= 0xEF;
}

static size_t
row(const char *text, size_t i, const char *set)
{
	size_t n = 0;

	while (
	    n <= i && text[i - n] != '\0' && strchr(set, text[i - n]) != NULL)
		n++;
	return n;
}

static unsigned
kinds_at(const char *text, size_t i)
{
	static const char word[] = "abcdefghijklmnopqrstuvwxyz"
				   "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_";

	return (is_byte(text, i) ? MARK_BYTE : 0) |
	    (row(text, i, word) == MARK_WORD_LEAST ? MARK_WORD : 0) |
	    (row(text, i, "0123456789") == MARK_DIGITS_LEAST ? MARK_DIGITS
							     : 0) |
	    (row(text, i, "\n") == 2 ? MARK_BREAK : 0);
}

/* Is the row, which is long enough at i, shorter than 30 and without digit? */
static bool
is_plain(const char *text, size_t n, size_t i)
{
	size_t from = i + 1 - MARK_WORD_LEAST, end = from;

	for (; end < n && is_word(text[end]); end++)
		if (is_digit(text[end]))
			return false;
	return end - from < MARK_PLAIN_MOST;
}

static void
check(const char *text, size_t n)
{
	struct marks m;
	struct mark mark;
	size_t at = 0;

	marks_start(&m, str_of(text, n));
	while (marks_next(&m, &mark)) {
		for (; at < mark.at; at++)
			assert_int_equal(kinds_at(text, at), 0);
		assert_true(at < n);
		assert_int_equal(mark.at, at);
		assert_int_equal(mark.kinds, kinds_at(text, at));
		if ((mark.kinds & MARK_WORD) != 0 &&
		    marks_is_plain(&m, (unsigned)(at - m.block)))
			assert_true(is_plain(text, n, at));
		at++;
	}
	for (; at < n; at++)
		assert_int_equal(kinds_at(text, at), 0);
	assert_false(marks_next(&m, &mark));
}

static void
an_empty_text_has_no_marks(void **state)
{
	struct marks m;
	struct mark mark;

	(void)state;
	marks_start(&m, str_of(NULL, 0));
	assert_false(marks_next(&m, &mark));
	check("", 0);
}

static void
every_byte_is_judged_as_the_header_says(void **state)
{
	char text[256];

	(void)state;
	for (unsigned i = 0; i < sizeof(text); i++)
		text[i] = (char)(i + 1);
	check(text, sizeof(text) - 1);
	text[0] = '\0';
	check(text, 1);
}

static void
a_row_is_marked_once_wherever_it_lies(void **state)
{
	char text[300];

	(void)state;
	for (size_t from = 0; from < 140; from++)
		for (size_t n = 1; n < 150; n += n < 12 ? 1 : 13) {
			memset(text, ' ', sizeof(text));
			memset(text + from, '7', n);
			check(text, sizeof(text));
			check(text, from + n);
			memset(text + from, '\n', n);
			check(text, from + n);
		}
}

/* Texts of few different characters, in which rows of all kinds are near. */
static void
random_texts_have_the_marks_of_the_definition(void **state)
{
	static const char letters[] = "aZ09-_ \n\n0123.<`\x01\xC3\xE2";
	uint32_t seed = 1;
	char text[400];

	(void)state;
	for (int round = 0; round < 2000; round++) {
		size_t n = seed % sizeof(text), some = 2 + seed / 977 % 16;

		for (size_t i = 0; i < n; i++) {
			seed = seed * 1664525 + 1013904223;
			text[i] = letters[(seed >> 16) % some];
		}
		check(text, n);
		seed = seed * 1664525 + 1013904223;
	}
}

static void
a_long_word_is_known_to_be_plain(void **state)
{
	struct marks m;
	struct mark mark = {0};

	(void)state;
	marks_start(&m,
	    STR("internationalization of state-of-the-art "
		"parts-1ab parts_4711 x"));
	assert_true(marks_next(&m, &mark));
	assert_true(marks_is_plain(&m, 9) && mark.at == 9);
	assert_true(marks_next(&m, &mark));
	assert_true(marks_is_plain(&m, (unsigned)mark.at));
	assert_true(marks_next(&m, &mark));
	assert_false(marks_is_plain(&m, (unsigned)mark.at));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(an_empty_text_has_no_marks),
	    cmocka_unit_test(every_byte_is_judged_as_the_header_says),
	    cmocka_unit_test(a_row_is_marked_once_wherever_it_lies),
	    cmocka_unit_test(a_long_word_is_known_to_be_plain),
	    cmocka_unit_test(random_texts_have_the_marks_of_the_definition),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
