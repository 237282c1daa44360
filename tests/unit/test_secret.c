/* SPDX-License-Identifier: MIT */
#include "common/net/secret.h"
#include "tests/unit/unit.h"

static void
assert_masked(const char *text, const char *key, const char *want)
{
	struct buf b;

	buf_init(&b, 1000);
	secret_mask(&b, str_c(text), str_c(key));
	if (!str_is(buf_str(&b), want))
		fail_msg("'%s' became '%s'", text, buf_cstr(&b));
	buf_free(&b);
}

static void
a_key_is_masked_wherever_it_stands(void **state)
{
	(void)state;
	assert_masked("sk-abcdefgh", "sk-abcdefgh", "***");
	assert_masked(
	    "no sk-abcdefgh, sk-abcdefgh!", "sk-abcdefgh", "no ***, ***!");
	assert_masked("nothing here", "sk-abcdefgh", "nothing here");
	assert_masked("", "sk-abcdefgh", "");
}

static void
a_piece_of_a_key_is_masked_too(void **state)
{
	(void)state;
	assert_masked("key sk-abcde was cut", "sk-abcdefgh", "key *** was cut");
	assert_masked("bcdefghi", "sk-abcdefghij", "***");
	assert_masked("sk-abcd is short", "sk-abcdefgh", "sk-abcd is short");
}

static void
the_longest_piece_counts(void **state)
{
	(void)state;
	assert_masked("aaaaaaaabcdefgh.", "aaaaaaaaaaaabcdefgh", "***.");
}

static void
a_short_key_is_masked_whole_only(void **state)
{
	(void)state;
	assert_masked("the key is key", "key", "the *** is ***");
	assert_masked("ke", "key", "ke");
}

static void
no_key_masks_nothing(void **state)
{
	(void)state;
	assert_masked("text", "", "text");
}

static void
a_slash_may_be_escaped(void **state)
{
	(void)state;
	assert_masked("\"ab\\/cd\\/efgh\"", "ab/cd/efgh", "\"***\"");
	assert_masked("\\/ab/cdefgh", "/ab/cdefgh", "***");
	assert_masked("a\\", "abcdefgh/", "a\\");
}

static void
wiping_leaves_nothing(void **state)
{
	char bytes[] = "sk-secret";
	static const char none[sizeof(bytes)];

	(void)state;
	secret_wipe(bytes, sizeof(bytes));
	assert_memory_equal(bytes, none, sizeof(bytes));
}

static void
a_secret_has_room_and_goes_away(void **state)
{
	struct secret s;

	(void)state;
	secret_take(&s, 5000);
	assert_true(s.room >= 5000);
	for (size_t i = 0; i < s.room; i++)
		assert_int_equal(s.p[i], 0);
	s.p[4999] = 'x';
	secret_free(&s);
	assert_null(s.p);
	secret_free(&s);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(a_key_is_masked_wherever_it_stands),
	    cmocka_unit_test(a_piece_of_a_key_is_masked_too),
	    cmocka_unit_test(the_longest_piece_counts),
	    cmocka_unit_test(a_short_key_is_masked_whole_only),
	    cmocka_unit_test(no_key_masks_nothing),
	    cmocka_unit_test(a_slash_may_be_escaped),
	    cmocka_unit_test(wiping_leaves_nothing),
	    cmocka_unit_test(a_secret_has_room_and_goes_away),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
