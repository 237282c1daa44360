/* SPDX-License-Identifier: MIT */
#include "tests/unit/unit.h"

#include "tools/eval/marks.c"

/* The runs as "same[-gone-]{+come+}". */
static void
expect(const char *expected, const char *said, const char *want)
{
	static const char *const open[] = {"", "[-", "{+"};
	static const char *const close[] = {"", "-]", "+}"};
	struct arena arena;
	struct marks m;
	struct buf b;

	arena_init(&arena);
	buf_init(&b, BUF_NO_MAX);
	marks_make(&m, str_c(expected), str_c(said), &arena);
	buf_adds(&b, m.other ? "other:" : "");
	for (size_t i = 0; i < m.n; i++) {
		buf_adds(&b, open[m.run[i].kind]);
		buf_add_str(&b, m.run[i].text);
		buf_adds(&b, close[m.run[i].kind]);
	}
	assert_string_equal(buf_cstr(&b), want);
	buf_free(&b);
	arena_free(&arena);
}

static void
what_differs_is_marked(void **state)
{
	(void)state;
	expect("the cat sat", "the cat sat", "the cat sat");
	expect("the cat sat", "the dog sat", "the [-cat-]{+dog+} sat");
	expect("the cat", "the cat sat", "the cat{+ sat+}");
}

static void
blanks_between_changes_are_part_of_them(void **state)
{
	(void)state;
	expect("we said: one two, all of us", "we said: three four, all of us",
	    "we said: [-one two-]{+three four+}, all of us");
}

static void
what_is_hardly_alike_is_not_marked(void **state)
{
	(void)state;
	expect("one two three four", "a two b c", "other:{+a two b c+}");
	expect("one", "", "other:");
	expect("", "", "");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(what_differs_is_marked),
	    cmocka_unit_test(blanks_between_changes_are_part_of_them),
	    cmocka_unit_test(what_is_hardly_alike_is_not_marked),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
