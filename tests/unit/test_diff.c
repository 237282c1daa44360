/* SPDX-License-Identifier: MIT */
#include "common/score/diff.h"

#include "tests/unit/unit.h"

/* Both texts can be put together from the runs. */
static void
is_sound(const struct diff *d, struct str from, struct str to)
{
	size_t i = 0, j = 0;

	for (size_t k = 0; k < d->n; k++) {
		struct str text = d->run[k].text;

		assert_true(text.n > 0);
		if (k > 0)
			assert_true(d->run[k].kind != d->run[k - 1].kind);
		if (d->run[k].kind != DIFF_INSERT) {
			assert_ptr_equal(text.p, from.p + i);
			i += text.n;
		}
		if (d->run[k].kind == DIFF_SAME)
			assert_memory_equal(text.p, to.p + j, text.n);
		if (d->run[k].kind == DIFF_INSERT)
			assert_ptr_equal(text.p, to.p + j);
		if (d->run[k].kind != DIFF_DELETE)
			j += text.n;
	}
	assert_int_equal(i, from.n);
	assert_int_equal(j, to.n);
}

/* As text: [-old-], {+new+}. */
static void
differs(const char *from, const char *to, const char *want)
{
	static const char *const marks[][2] = {
	    [DIFF_SAME] = {"", ""},
	    [DIFF_DELETE] = {"[-", "-]"},
	    [DIFF_INSERT] = {"{+", "+}"},
	};
	struct arena arena = {0};
	struct diff d;
	struct buf b;

	buf_init(&b, BUF_NO_MAX);
	diff_words(&d, str_c(from), str_c(to), &arena);
	is_sound(&d, str_c(from), str_c(to));
	assert_false(d.coarse);
	for (size_t i = 0; i < d.n; i++) {
		buf_adds(&b, marks[d.run[i].kind][0]);
		buf_add_str(&b, d.run[i].text);
		buf_adds(&b, marks[d.run[i].kind][1]);
	}
	assert_string_equal(buf_cstr(&b), want);
	buf_free(&b);
	arena_free(&arena);
}

static void
words_that_differ_are_marked(void **state)
{
	(void)state;
	differs("", "", "");
	differs("same text", "same text", "same text");
	differs("", "new", "{+new+}");
	differs("old", "", "[-old-]");
	differs("the old man", "the young man", "the [-old-]{+young+} man");
	differs("one two", "one and two", "one {+and +}two");
	differs("a b c d", "a c d", "a [-b -]c d");
	differs("f(x, 1)", "f(y, 1)", "f([-x-]{+y+}, 1)");
	differs("It is late.", "It's late!", "It{+'s+} [-is -]late[-.-]{+!+}");
}

static void
blanks_between_words_that_are_replaced_are_replaced(void **state)
{
	(void)state;
	differs("say red cat now", "say big dog now",
	    "say [-red cat-]{+big dog+} now");
	differs("x, y", "u, v", "[-x-]{+u+}, [-y-]{+v+}");
}

static void
scripts_without_blanks_differ_by_character(void **state)
{
	(void)state;
	differs("明天去", "后天去", "[-明-]{+后+}天去");
	differs("말은 수", "말이 수", "[-말은-]{+말이+} 수");
}

static void
bytes_that_are_no_utf8_are_words(void **state)
{
	(void)state;
	differs("a\xFF\xFE", "a\xFE", "a[-\xFF-]\xFE");
}

/* Of texts of up to 9 words: how few can be marked, by trying all ways. */
static size_t
least(const char *a, const char *b)
{
	size_t skip_a, skip_b;

	if (*a == '\0' || *b == '\0')
		return strlen(a) + strlen(b);
	if (*a == *b)
		return least(a + 1, b + 1);
	skip_a = 1 + least(a + 1, b);
	skip_b = 1 + least(a, b + 1);
	return skip_a < skip_b ? skip_a : skip_b;
}

static void
as_little_as_can_be_is_marked(void **state)
{
	struct arena arena = {0};
	uint64_t seed = 1;

	(void)state;
	for (int round = 0; round < 3000; round++) {
		char a[10] = "", b[10] = "";
		size_t marked = 0;
		struct diff d;

		for (int i = 0; i < 9; i++) {
			seed =
			    seed * 6364136223846793005u + 1442695040888963407u;
			a[i] = ".,;\0"[seed >> 60 & 3];
			b[i] = ".,;\0"[seed >> 50 & 3];
		}
		diff_words(&d, str_c(a), str_c(b), &arena);
		is_sound(&d, str_c(a), str_c(b));
		for (size_t i = 0; i < d.n; i++)
			if (d.run[i].kind != DIFF_SAME)
				marked += d.run[i].text.n;
		assert_int_equal(marked, least(a, b));
		arena_reset(&arena);
	}
	arena_free(&arena);
}

/* Only what both begin and end with is the same. */
static void
too_much_that_differs_differs_as_a_whole(void **state)
{
	struct arena arena = {0};
	struct buf a, b;
	struct diff d;

	(void)state;
	buf_init(&a, BUF_NO_MAX);
	buf_init(&b, BUF_NO_MAX);
	buf_adds(&a, "begin ");
	buf_adds(&b, "begin ");
	for (int i = 0; i < 600; i++) {
		buf_printf(&a, "a%d;same;", i);
		buf_printf(&b, "b%d;same;", i);
	}
	buf_adds(&a, " end");
	buf_adds(&b, " end");
	diff_words(&d, buf_str(&a), buf_str(&b), &arena);
	is_sound(&d, buf_str(&a), buf_str(&b));
	assert_true(d.coarse);
	assert_int_equal(d.n, 4);
	assert_str(d.run[0].text, "begin ");
	assert_str(d.run[3].text, ";same; end");
	buf_free(&a);
	buf_free(&b);
	arena_free(&arena);
}

int
main(void)
{
	static const struct CMUnitTest tests[] = {
	    cmocka_unit_test(words_that_differ_are_marked),
	    cmocka_unit_test(
		blanks_between_words_that_are_replaced_are_replaced),
	    cmocka_unit_test(scripts_without_blanks_differ_by_character),
	    cmocka_unit_test(bytes_that_are_no_utf8_are_words),
	    cmocka_unit_test(as_little_as_can_be_is_marked),
	    cmocka_unit_test(too_much_that_differs_differs_as_a_whole),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
