/* SPDX-License-Identifier: MIT */
/* Counts that are settled later are those made at once. */
#include "common/token/token.h"
#include "tests/unit/unit.h"

enum { TEXTS = 3000 };

static const char *const words[] = {" the", " Tokenizer", "'s", "Xyzzy",
    " qwertz", "\n\n", " 2026",
    " gr\xC3\xB6\xC3\x9F"
    "er",
    "\xE6\x97\xA5\xE6\x9C\xAC\xE8\xAA\x9E\xE3\x83\x86\xE3\x82\xAD",
    "\xD1\x81\xD0\xBB\xD0\xBE\xD0\xB2\xD0\xBE", " <|endoftext|>",
    "zzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzz", "\xFF"};

/* Every text has a word that no other has. */
static void
write_text(struct buf *b, size_t i)
{
	buf_clear(b);
	for (size_t k = 0; k < i % 7; k++)
		buf_adds(b, words[(i / 7 + 3 * k) % LENGTH(words)]);
	buf_printf(b, " Xk%zuQv", i * i);
}

static void
texts_added_and_settled_are_counted_texts(void **state)
{
	static size_t total[TEXTS];
	struct buf b;

	(void)state;
	buf_init(&b, BUF_NO_MAX);
	for (int special = 0; special < 2; special++)
		for (size_t e = 0; encoding_at(e) != NULL; e++) {
			struct tokenizer *t = tokenizer_new(encoding_at(e));
			struct tokenizer *once = tokenizer_new(encoding_at(e));

			tokenizer_specials(t, special);
			tokenizer_specials(once, special);
			for (size_t i = 0; i < TEXTS; i++) {
				total[i] = i;
				write_text(&b, i);
				token_add(t, buf_str(&b), &total[i]);
			}
			token_settle(t);
			for (size_t i = 0; i < TEXTS; i++) {
				write_text(&b, i);
				assert_int_equal(total[i],
				    i + token_count(once, buf_str(&b)));
			}
			tokenizer_free(t);
			tokenizer_free(once);
		}
	buf_free(&b);
}

static void
counting_at_once_settles_what_waits(void **state)
{
	struct tokenizer *t = tokenizer_new(encoding_at(1));
	size_t total = 0, n;

	(void)state;
	token_add(t, STR(" Xk7Qv Zy9Wq"), &total);
	n = token_count(t, STR(" Xk7Qv Zy9Wq"));
	assert_true(n > 0);
	assert_int_equal(total, n);
	tokenizer_free(t);
}

static void
what_waits_may_be_given_up(void **state)
{
	struct tokenizer *t = tokenizer_new(encoding_at(0));
	size_t total = 0;

	(void)state;
	token_add(t, STR(" Xk7Qv"), &total);
	tokenizer_free(t);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(texts_added_and_settled_are_counted_texts),
	    cmocka_unit_test(counting_at_once_settles_what_waits),
	    cmocka_unit_test(what_waits_may_be_given_up),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
