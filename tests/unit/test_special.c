/* SPDX-License-Identifier: MIT */
#include "tests/unit/unit.h"

#include "common/token/token.h"

static void
a_special_token_is_found_where_it_is_spelt_out(void **state)
{
	size_t off = 0, len = 0;
	uint32_t id = 0;

	(void)state;
	assert_true(token_special(encoding_at(0),
	    STR("<|<|fim_prefix| <|fim_suffix|> <|endoftext|>"), &off, &id,
	    &len));
	assert_int_equal(off, 16);
	assert_int_equal(id, 100260);
	assert_int_equal(len, 14);
	assert_true(token_special(
	    encoding_at(1), STR("<|endoftext|>"), &off, &id, &len));
	assert_int_equal(off, 0);
	assert_int_equal(id, 199999);
	assert_int_equal(len, 13);
	assert_false(token_special(
	    encoding_at(1), STR("<|fim_suffix|>"), &off, &id, &len));
	assert_false(token_special(
	    encoding_at(3), STR("<|endofprompt|>"), &off, &id, &len));
	assert_false(token_special(
	    encoding_at(0), STR("<|endoftext|"), &off, &id, &len));
	assert_false(token_special(encoding_at(0), STR(""), &off, &id, &len));
}

static void
the_text_of_a_special_token_is_that_one_where_asked_for(void **state)
{
	static const struct {
		const char *text;
		size_t n;
		uint32_t id[6];
	} cases[] = {
	    {"<|endoftext|>", 1, {100257}},
	    {"<|endoftext|><|endofprompt|>", 2, {100257, 100276}},
	    {" <|endoftext|> ", 3, {220, 100257, 220}},
	    {"hello <|fim_prefix|>\n", 4, {15339, 220, 100258, 198}},
	    {"<<|fim_middle|>>", 3, {27, 100259, 29}},
	    {"<|<|fim_suffix|>", 3, {27, 91, 100260}},
	    {"<|endoftext|", 6, {27, 91, 8862, 728, 428, 91}},
	};

	struct tokenizer *t = tokenizer_new(encoding_at(0));
	struct token_ids ids;

	(void)state;
	token_ids_init(&ids);
	tokenizer_specials(t, true);
	for (size_t k = 0; k < LENGTH(cases); k++) {
		ids.n = 0;
		token_encode(t, str_c(cases[k].text), &ids);
		assert_int_equal(ids.n, cases[k].n);
		assert_memory_equal(
		    ids.id, cases[k].id, ids.n * sizeof(*ids.id));
		assert_int_equal(
		    token_count(t, str_c(cases[k].text)), cases[k].n);
	}
	tokenizer_specials(t, false);
	assert_int_equal(token_count(t, str_c(cases[0].text)), 7);
	token_ids_free(&ids);
	tokenizer_free(t);
}

static void
what_may_become_a_special_token_is_not_cut(void **state)
{
	static const struct {
		const char *text;
		size_t cut, special;
	} cases[] = {
	    {"a <|endoftext|", 13, 1},
	    {"a <|endoftext|>", 13, 1},
	    {"a <|endoftext|>b", 13, 15},
	    {"a <|endoftext|><", 13, 15},
	    {"<|endoftext|><|endoftext|><|endof", 24, 26},
	    {"a <|endoftext| ", 14, 14},
	    {"a <|endoftext!", 13, 13},
	    {"a <|fim_prefix|", 14, 1},
	    {"a <|fim_", 7, 1},
	    {"a t|", 3, 3},
	};

	(void)state;
	for (size_t k = 0; k < LENGTH(cases); k++) {
		struct str text = str_c(cases[k].text);

		assert_int_equal(
		    token_cut(encoding_at(0), text, false), cases[k].cut);
		assert_int_equal(
		    token_cut(encoding_at(0), text, true), cases[k].special);
	}
}

int
main(void)
{
	static const struct CMUnitTest tests[] = {
	    cmocka_unit_test(a_special_token_is_found_where_it_is_spelt_out),
	    cmocka_unit_test(
		the_text_of_a_special_token_is_that_one_where_asked_for),
	    cmocka_unit_test(what_may_become_a_special_token_is_not_cut),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
