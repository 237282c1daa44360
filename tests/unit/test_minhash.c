/* SPDX-License-Identifier: MIT */
#include "common/text/minhash.h"

#include <stdlib.h>

#include "common/base/mem.h"
#include "tests/unit/unit.h"

struct signature {
	unsigned char p[MINHASH_SIZE];
};

static struct signature
sign(const char *text)
{
	struct signature s;
	struct minhash m;

	minhash_init(&m);
	minhash_text(&m, str_c(text));
	assert_true(minhash_sign(&m, s.p));
	minhash_free(&m);
	return s;
}

static bool
is_one(const char *a, const char *b)
{
	struct signature x = sign(a), y = sign(b);

	return memcmp(x.p, y.p, sizeof(x.p)) == 0;
}

/* n words that are numbers, from the first on. */
static struct signature
count(unsigned first, unsigned n)
{
	struct signature s;
	struct buf b;

	buf_init(&b, BUF_NO_MAX);
	for (unsigned i = first; i < first + n; i++)
		buf_printf(&b, "%u ", i);
	s = sign(buf_cstr(&b));
	buf_free(&b);
	return s;
}

static void
blanks_marks_and_case_make_no_difference(void **state)
{
	(void)state;
	assert_true(is_one("One two, three: four FIVE six!",
	    "  one two\nthree four-five\tsix"));
	assert_true(is_one("a b", "A.B"));
	assert_false(is_one(
	    "one two three four five six", "one two three four five seven"));
	assert_false(is_one("a b", "ab"));
	assert_false(is_one("a b", "b a"));
}

static void
code_points_without_blanks_between_are_words(void **state)
{
	(void)state;
	assert_true(
	    is_one("\xe4\xbd\xa0\xe5\xa5\xbd", "\xe4\xbd\xa0 \xe5\xa5\xbd"));
	assert_false(is_one("\xc3\xa9\xc3\xa8", "\xc3\xa9 \xc3\xa8"));
}

static void
marks_beyond_ascii_stand_between_words(void **state)
{
	(void)state;
	/* Quotes, a dash, a no-break space, an ideographic full stop. */
	assert_true(is_one("\xe2\x80\x9cx\xe2\x80\x9d", "x"));
	assert_true(is_one("x\xe2\x80\x94y", "x - y"));
	assert_true(is_one("x\xc2\xa0y", "x y"));
	assert_true(is_one("\xe4\xbd\xa0\xe3\x80\x82\xe5\xa5\xbd",
	    "\xe4\xbd\xa0\xe5\xa5\xbd"));
	assert_false(is_one("x\xc3\x80y", "x y"));
}

static void
bytes_that_are_no_utf8_are_read_to_their_end(void **state)
{
	static const char bad[] = "a\xe2\x80 \xff\xf0\x9f\x98 \x80 \xc3";

	(void)state;
	for (size_t n = 1; n < sizeof(bad); n++) {
		char *cut = mem_resize(NULL, n, 1); /* no byte beyond */
		struct minhash m;

		memcpy(cut, bad, n);
		minhash_init(&m);
		minhash_text(&m, str_of(cut, n));
		minhash_free(&m);
		free(cut);
	}
}

static void
texts_are_added_up_but_words_are_not(void **state)
{
	struct signature s, want = sign("one two three four five six");
	struct minhash m;

	(void)state;
	minhash_init(&m);
	minhash_text(&m, STR("lost"));
	minhash_start(&m);
	minhash_text(&m, STR("one two thr"));
	minhash_text(&m, STR("ee four five six"));
	assert_true(minhash_sign(&m, s.p));
	assert_memory_not_equal(s.p, want.p, sizeof(s.p));
	minhash_start(&m);
	minhash_text(&m, STR("one two"));
	minhash_text(&m, STR("three four five six"));
	assert_true(minhash_sign(&m, s.p));
	assert_memory_equal(s.p, want.p, sizeof(s.p));
	minhash_free(&m);
}

static void
a_text_without_words_has_no_signature(void **state)
{
	struct signature s;
	struct minhash m;

	(void)state;
	minhash_init(&m);
	assert_false(minhash_sign(&m, s.p));
	minhash_text(&m, STR(" ,.!\n"));
	assert_false(minhash_sign(&m, s.p));
	minhash_text(&m, STR("a"));
	assert_true(minhash_sign(&m, s.p));
	minhash_free(&m);
}

/* Texts that have a known share of their shingles in common. */
static void
the_likeness_is_that_of_the_shingles(void **state)
{
	enum { TEXTS = 60, WORDS = 204 };

	(void)state;
	for (unsigned common = 0; common <= 200; common += 20) {
		double sum = 0, want = common / (400.0 - common);

		for (unsigned i = 0; i < TEXTS; i++) {
			struct signature a = count(i * 10000, WORDS);
			struct signature b =
			    count(i * 10000 + 200 - common, WORDS);
			double got = minhash_likeness(a.p, b.p);

			/* Five standard errors. */
			assert_true(got > want - 0.23 && got < want + 0.23);
			sum += got;
		}
		assert_true(sum / TEXTS > want - 0.03);
		assert_true(sum / TEXTS < want + 0.03);
	}
}

static void
bands_find_what_is_as_alike_as_the_threshold(void **state)
{
	(void)state;
	for (unsigned t = 50; t <= 100; t++) {
		struct minhash_bands b = minhash_bands(t / 100.0);
		double band = 1, missed = 1;

		assert_true(b.rows >= 1 && b.rows <= 8);
		assert_true(b.bands * b.rows <= MINHASH_SIZE);
		for (unsigned i = 0; i < b.rows; i++)
			band *= t / 100.0;
		for (unsigned i = 0; i < b.bands; i++)
			missed *= 1 - band;
		assert_true(missed <= 0.01);
	}
	assert_int_equal(minhash_bands(0.8).rows, 6);
	assert_int_equal(minhash_bands(0.8).bands, 21);
	assert_int_equal(minhash_bands(1).rows, 8);
}

static void
bands_are_the_signature_cut_up(void **state)
{
	unsigned char s[MINHASH_SIZE];
	struct minhash_bands b = {.bands = 42, .rows = 3};

	(void)state;
	for (size_t i = 0; i < sizeof(s); i++)
		s[i] = (unsigned char)i;
	assert_true(minhash_band(s, b, 0) == 0x000102);
	assert_true(minhash_band(s, b, 41) == 0x7b7c7d);
}

static void
a_signature_is_pinned(void **state)
{
	static const unsigned char want[] = {0x6e, 0x5a, 0xe5, 0xef, 0x1b, 0x34,
	    0x58, 0x86, 0xab, 0x2d, 0x74, 0xaf};
	struct signature s = sign("The quick brown fox jumps over the dog");

	(void)state;
	assert_memory_equal(s.p, want, sizeof(want));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(blanks_marks_and_case_make_no_difference),
	    cmocka_unit_test(code_points_without_blanks_between_are_words),
	    cmocka_unit_test(marks_beyond_ascii_stand_between_words),
	    cmocka_unit_test(bytes_that_are_no_utf8_are_read_to_their_end),
	    cmocka_unit_test(texts_are_added_up_but_words_are_not),
	    cmocka_unit_test(a_text_without_words_has_no_signature),
	    cmocka_unit_test(the_likeness_is_that_of_the_shingles),
	    cmocka_unit_test(bands_find_what_is_as_alike_as_the_threshold),
	    cmocka_unit_test(bands_are_the_signature_cut_up),
	    cmocka_unit_test(a_signature_is_pinned),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
