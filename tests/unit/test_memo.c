/* SPDX-License-Identifier: MIT */
#include "common/token/memo.h"

#include "common/token/token.h"
#include "tests/unit/unit.h"

static void
a_text_is_found_by_its_bytes(void **state)
{
	struct memo m = {0};
	char text[] = "You are a bot.";
	size_t n;

	(void)state;
	assert_false(memo_get(&m, str_c(text), &n));
	memo_put(&m, str_c(text), 5);
	text[0] = 'M'; /* it was copied */
	assert_false(memo_get(&m, str_c(text), &n));
	assert_true(memo_get(&m, STR("You are a bot."), &n));
	assert_int_equal(n, 5);
	assert_false(memo_get(&m, STR("You are a bot"), &n));
	memo_free(&m);
}

static void
nothing_and_too_much_are_not_kept(void **state)
{
	static char large[MEMO_MOST + 1];
	struct memo m = {0};
	size_t n;

	(void)state;
	memo_put(&m, STR(""), 7);
	assert_false(memo_get(&m, STR(""), &n));
	memo_put(&m, str_of(large, MEMO_MOST + 1), 7);
	assert_false(memo_get(&m, str_of(large, MEMO_MOST + 1), &n));
	memo_put(&m, str_of(large, MEMO_MOST), 7);
	assert_true(memo_get(&m, str_of(large, MEMO_MOST), &n));
	memo_free(&m);
}

static void
the_oldest_is_forgotten(void **state)
{
	struct memo m = {0};
	char text[2] = {0};
	size_t n;

	(void)state;
	for (char c = 0; c <= MEMO_TEXTS; c++) {
		text[0] = (char)('a' + c);
		memo_put(&m, str_c(text), (size_t)c);
	}
	assert_false(memo_get(&m, STR("a"), &n));
	for (char c = 1; c <= MEMO_TEXTS; c++) {
		text[0] = (char)('a' + c);
		assert_true(memo_get(&m, str_c(text), &n));
		assert_int_equal(n, c);
	}
	memo_free(&m);
}

static void
counting_again_gives_the_same(void **state)
{
	static const char *const texts[] = {
	    "", "user", "assistant", "user", "You are a helpful bot.", ""};
	const struct encoding *e = encoding_find(STR("o200k_base"));
	struct tokenizer *t = tokenizer_new(e);

	(void)state;
	for (int round = 0; round < 2; round++)
		for (size_t i = 0; i < LENGTH(texts); i++)
			assert_int_equal(token_count_again(t, str_c(texts[i])),
			    token_count(t, str_c(texts[i])));
	tokenizer_free(t);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(a_text_is_found_by_its_bytes),
	    cmocka_unit_test(nothing_and_too_much_are_not_kept),
	    cmocka_unit_test(the_oldest_is_forgotten),
	    cmocka_unit_test(counting_again_gives_the_same),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
