/* SPDX-License-Identifier: MIT */
#include "common/text/fold.h"
#include "tests/unit/unit.h"

static void
folds_to(struct str text, const char *want)
{
	struct buf b;

	buf_init(&b, BUF_NO_MAX);
	buf_adds(&b, "|");
	fold_add(&b, text);
	assert_string_equal(buf_cstr(&b) + 1, want);
	buf_free(&b);
}

static void
blanks_and_case_do_not_matter(void **state)
{
	(void)state;
	folds_to(STR(""), "");
	folds_to(STR(" \t\r\n"), "");
	folds_to(STR("a"), "a");
	folds_to(STR("  Yes,\n\n sir!\t"), "yes, sir!");
	folds_to(STR("@[`{"), "@[`{");
	folds_to(STR("\xC3\x84pfel \xF0\x9F\x98\x80"),
	    "\xC3\x84pfel \xF0\x9F\x98\x80");
}

/* The definition. */
static size_t
plain(const char *p, size_t n, char *to)
{
	size_t k = 0;

	for (size_t i = 0; i < n; i++)
		if (p[i] == ' ' || (p[i] >= '\t' && p[i] <= '\r')) {
			if (k > 0 && to[k - 1] != ' ')
				to[k++] = ' ';
		} else {
			to[k++] = p[i];
			if (p[i] >= 'A' && p[i] <= 'Z')
				to[k - 1] = (char)(p[i] - 'A' + 'a');
		}
	return k > 0 && to[k - 1] == ' ' ? k - 1 : k;
}

static void
every_place_of_a_block_is_folded_as_defined(void **state)
{
	static const char bytes[] = "aZ \n\xC3\x89.\t \v";
	char text[80], want[80];
	uint64_t seed = 1;
	struct buf b;

	(void)state;
	buf_init(&b, BUF_NO_MAX);
	for (int round = 0; round < 20000; round++) {
		size_t n = (size_t)round % sizeof(text), k;

		for (size_t i = 0; i < n; i++) {
			seed = seed * 6364136223846793005u + 1;
			text[i] = bytes[(seed >> 33) % (sizeof(bytes) - 1)];
		}
		k = plain(text, n, want);
		buf_clear(&b);
		fold_add(&b, str_of(text, n));
		assert_int_equal(b.n, k);
		assert_memory_equal(b.p, want, k);
	}
	buf_free(&b);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(blanks_and_case_do_not_matter),
	    cmocka_unit_test(every_place_of_a_block_is_folded_as_defined),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
