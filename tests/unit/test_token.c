/* SPDX-License-Identifier: MIT */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>

#include "common/base/buf.h"
#include "common/text/utf8.h"
#include "common/token/tokenizer.h"
#include "tests/unit/plain_bpe.c"
#include "tests/unit/token_page.h"

enum { ENCODINGS = 4 };

static const struct encoding *encoding[ENCODINGS];
static struct tokenizer *tokenizer[ENCODINGS];
static struct plain plain[ENCODINGS];
static struct token_ids ours, theirs;

static int
set_up(void **state)
{
	(void)state;
	for (size_t i = 0; i < ENCODINGS; i++) {
		encoding[i] = encoding_at(i);
		tokenizer[i] = tokenizer_new(encoding[i]);
		plain_init(&plain[i], encoding[i]);
	}
	return 0;
}

static int
tear_down(void **state)
{
	(void)state;
	for (size_t i = 0; i < ENCODINGS; i++) {
		tokenizer_free(tokenizer[i]);
		plain_free(&plain[i]);
	}
	token_ids_free(&ours);
	token_ids_free(&theirs);
	return 0;
}

/* The same text in memory of its own size, for the sanitizer to guard. */
static struct str
guarded(struct str text)
{
	char *p = mem_resize(NULL, text.n, 1);

	if (text.n > 0)
		memcpy(p, text.p, text.n);
	return str_of(p, text.n);
}

static void
assert_same_ids(const struct token_ids *a, const uint32_t *id, size_t n)
{
	for (size_t i = 0; i < n && i < a->n; i++)
		assert_int_equal(a->id[i], id[i]);
	assert_int_equal(a->n, n);
}

/* Random numbers, the same ones in every run. */
static uint32_t
draw(uint32_t below)
{
	static uint64_t x = 88172645463325252u;

	x ^= x << 13;
	x ^= x >> 7;
	x ^= x << 17;
	return (uint32_t)(x >> 32) % below;
}

/* Pieces that are hard to split side by side. */
static const char *const nasty[] = {"'s", "'T", "'re", "'VE", "'ll", "'l", "'",
    "'\u017f", "\u017f", "don't", "DON'T", " ", "  ", "\t", "\n", "\r", "\r\n",
    " \n", "\n ", "\u00a0", "\u3000", "\u2028", "\xc2\x85", "\u200b", "\ufeff",
    "a", "A", "Ab", "aB", "ABc", "abc", "the", " the", "\u01c5", "\u02b0",
    "\u0301", "\u0300a", "\u0915\u094d", "\u4e2d", "\u4e2d\u6587", "\u3042",
    "\ud55c", "\u05d0", "\u0645", "1", "12", "1234", "\u0663", "\u2167",
    "\u00bd", "!", "!!", "/", "//", "\n/", "((foo", " (foo", "-", "__", "#",
    "\U0001f600", "\U0001f468\u200d\U0001f469", "\u1c89", "\u1c8a", "\ua7cb",
    "\U00010437", "\x01", "\x7f", "<|endoftext|>", "<|", "|>", "<|fim_prefix|>",
    "<|endofprompt|>", "<|fim_", "suffix|>", "<|endof", "text|>", "\u00e9",
    "\u00c9", "\u212a", "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa", "\U0010ffff",
    "                                                    ", "\ue000", "\u0378",
    "=====================", "xkqjzvwpxkqjzvwpxkqjzvwpxkqjzvwpxkqjzvwpxkqjz"};

static void
add_nasty(struct buf *b, size_t most)
{
	for (size_t n = draw((uint32_t)most + 1); n > 0; n--) {
		if (draw(40) == 0)
			buf_addc(b, '\0');
		buf_adds(b, nasty[draw(LENGTH(nasty))]);
	}
}

static void
add_bytes(struct buf *b, size_t most)
{
	static const char some[] = "az 1'\n/\x80\xbf\xc0\xc2\xe0\xa0\xed\x9f"
				   "\xef\xbf\xbd\xf0\x90\xf4\x8f\xf5\xff";

	for (size_t n = draw((uint32_t)most + 1); n > 0; n--)
		buf_addc(b, some[draw(sizeof(some))]);
}

static void
four_encodings_are_known_by_name(void **state)
{
	static const char *const names[] = {
	    "cl100k_base", "o200k_base", "p50k_base", "r50k_base"};

	(void)state;
	for (size_t i = 0; i < LENGTH(names); i++) {
		assert_ptr_equal(
		    encoding_find(str_c(names[i])), encoding_at(i));
		assert_string_equal(encoding_name(encoding_at(i)), names[i]);
	}
	assert_null(encoding_at(LENGTH(names)));
	assert_null(encoding_find(STR("cl100k")));
	assert_null(encoding_find(STR("")));
}

static void
a_page_of_everything_has_the_ids_of_tiktoken(void **state)
{
	static const struct {
		const uint32_t *id;
		size_t n;
	} expected[] = {{page_cl100k_base, LENGTH(page_cl100k_base)},
	    {page_o200k_base, LENGTH(page_o200k_base)},
	    {page_p50k_base, LENGTH(page_p50k_base)},
	    {page_r50k_base, LENGTH(page_r50k_base)}};
	struct str text = guarded(str_of(page, sizeof(page) - 1));

	(void)state;
	for (size_t i = 0; i < ENCODINGS; i++) {
		ours.n = 0;
		token_encode(tokenizer[i], text, &ours);
		assert_same_ids(&ours, expected[i].id, expected[i].n);
		assert_int_equal(
		    token_count(tokenizer[i], text), expected[i].n);
	}
	free((char *)text.p);
}

static void
what_misled_other_tokenizers_is_counted_right(void **state)
{
	static const struct {
		const char *text;
		size_t n[ENCODINGS];
	} cases[] = {
	    {"", {0, 0, 0, 0}},
	    {"\U00010437'\u017f'Ll\u00e9", {10, 8, 10, 10}},
	    {"\u1c89'l", {4, 4, 5, 5}},
	    {"\u1c89'S", {4, 4, 5, 5}},
	    {"\ufeff", {1, 1, 3, 3}},
	    {"\ufeff'l", {3, 3, 5, 5}},
	    {" \n ", {2, 2, 3, 3}},
	    {"'select'", {3, 3, 3, 3}},
	    {"((foo", {2, 2, 2, 2}},
	    {" (foo", {2, 2, 2, 2}},
	    {"don't", {2, 1, 2, 2}},
	    {"<|endoftext|>", {7, 7, 7, 7}},
	    {"                         x", {2, 2, 2, 25}},
	};

	(void)state;
	for (size_t k = 0; k < LENGTH(cases); k++)
		for (size_t i = 0; i < ENCODINGS; i++)
			assert_int_equal(
			    token_count(tokenizer[i], str_c(cases[k].text)),
			    cases[k].n[i]);
}

static void
a_mistake_in_utf8_counts_as_one_replacement_character(void **state)
{
	static const char *const pairs[][2] = {
	    {"a\xff z", "a\ufffd z"},
	    {"\xe4\xb8", "\ufffd"},
	    {"\xe4\xb8x", "\ufffdx"},
	    {"\xed\xa0\x80", "\ufffd\ufffd\ufffd"},
	    {"\xf0\x9f\x98", "\ufffd"},
	    {"\xc0\xaf", "\ufffd\ufffd"},
	    {"\xf4\x90\x80\x80", "\ufffd\ufffd\ufffd\ufffd"},
	};

	(void)state;
	for (size_t k = 0; k < LENGTH(pairs); k++)
		for (size_t i = 0; i < ENCODINGS; i++) {
			theirs.n = ours.n = 0;
			token_encode(tokenizer[i], str_c(pairs[k][0]), &ours);
			token_encode(tokenizer[i], str_c(pairs[k][1]), &theirs);
			assert_same_ids(&ours, theirs.id, theirs.n);
		}
}

/* Are ours the ids of theirs, as many as are counted, and decode to `valid`? */
static void
check_ids(size_t i, struct str text, struct str valid)
{
	struct str bytes;
	struct buf back;

	ours.n = 0;
	token_encode(tokenizer[i], text, &ours);
	assert_same_ids(&ours, theirs.id, theirs.n);
	assert_int_equal(token_count(tokenizer[i], text), ours.n);
	buf_init(&back, BUF_NO_MAX);
	for (size_t k = 0; k < ours.n; k++) {
		assert_true(token_decode(encoding[i], ours.id[k], &bytes));
		buf_add_str(&back, bytes);
	}
	assert_true(str_eq(buf_str(&back), valid));
	buf_free(&back);
}

static void
check_text(struct str text)
{
	struct buf valid;

	buf_init(&valid, BUF_NO_MAX);
	utf8_repair(&valid, text);
	for (size_t i = 0; i < ENCODINGS; i++) {
		theirs.n = 0;
		plain_encode(&plain[i], buf_str(&valid), &theirs);
		check_ids(i, text, buf_str(&valid));
		theirs.n = 0;
		plain_encode_special(&plain[i], buf_str(&valid), &theirs);
		tokenizer_specials(tokenizer[i], true);
		check_ids(i, text, buf_str(&valid));
		tokenizer_specials(tokenizer[i], false);
	}
	buf_free(&valid);
}

static void
any_text_has_the_ids_that_the_definition_gives(void **state)
{
	struct buf b;

	(void)state;
	buf_init(&b, BUF_NO_MAX);
	for (int k = 0; k < 1500; k++) {
		struct str text;

		buf_clear(&b);
		if (k % 8 == 0)
			add_bytes(&b, 30);
		else
			add_nasty(&b, 12);
		text = guarded(buf_str(&b));
		check_text(text);
		free((char *)text.p);
	}
	buf_free(&b);
}

static void
a_long_piece_has_the_ids_that_the_definition_gives(void **state)
{
	static const char *const alphabets[] = {"a", "ab", "etaoin", " ", " \t",
	    "abcdefghijklmnopqrstuvwxyz", "=-", "\n", "ABCDEFGH", "0", ".!"};
	struct buf b;

	(void)state;
	buf_init(&b, BUF_NO_MAX);
	for (size_t k = 0; k < 4 * LENGTH(alphabets); k++) {
		const char *from = alphabets[k % LENGTH(alphabets)];

		buf_clear(&b);
		for (size_t n = 65 + draw(400); n > 0; n--)
			buf_addc(&b, from[draw((uint32_t)strlen(from))]);
		check_text(buf_str(&b));
	}
	buf_free(&b);
}

/* That this ends before the test is stopped is what is shown here. */
static void
a_million_times_one_letter_is_counted_in_linear_time(void **state)
{
	enum { N = 1000000 };
	static const size_t expected[ENCODINGS] = {
	    125000, 125000, 250000, 250000};
	char *p = mem_resize(NULL, N, 1);

	(void)state;
	memset(p, 'a', N);
	for (size_t i = 0; i < ENCODINGS; i++)
		assert_int_equal(
		    token_count(tokenizer[i], str_of(p, N)), expected[i]);
	free(p);
}

static void
every_id_is_decoded_and_no_other_one(void **state)
{
	static const struct {
		size_t tokens, specials;
		uint32_t gap, end;
	} expected[] = {{100256, 5, 100256, 100277},
	    {199998, 2, 199998, 200019}, {50280, 1, 50281, 50282},
	    {50256, 1, 50257, 50258}};
	struct str bytes;

	(void)state;
	for (size_t i = 0; i < ENCODINGS; i++) {
		size_t n = 0;

		for (uint32_t id = 0; id < 300000; id++)
			n += token_decode(encoding[i], id, &bytes);
		assert_int_equal(n, expected[i].tokens + expected[i].specials);
		assert_false(
		    token_decode(encoding[i], expected[i].gap, &bytes));
		assert_false(
		    token_decode(encoding[i], expected[i].end, &bytes));
		assert_false(token_decode(encoding[i], UINT32_MAX, &bytes));
	}
	assert_true(token_decode(encoding[0], 100276, &bytes));
	assert_true(str_eq(bytes, STR("<|endofprompt|>")));
	assert_true(token_decode(encoding[2], 50280, &bytes));
	assert_true(str_eq(bytes, STR("                         ")));
	assert_true(token_decode(encoding[3], 50256, &bytes));
	assert_true(str_eq(bytes, STR("<|endoftext|>")));
}

static void
a_cut_stands_where_nothing_can_join(void **state)
{
	static const struct {
		const char *text;
		size_t cut[ENCODINGS];
	} cases[] = {
	    {"", {0, 0, 0, 0}},
	    {"word", {0, 0, 0, 0}},
	    {"two words", {3, 3, 3, 3}},
	    {"one ", {3, 3, 3, 3}},
	    {"a\nb", {2, 2, 1, 1}},
	    {"!\n", {0, 0, 1, 1}},
	    {"!\n/", {2, 0, 1, 1}},
	    {"don't", {3, 0, 3, 3}},
	    {"x1y", {2, 2, 2, 2}},
	    {"\u4e2d\u6587 \u4e2d", {6, 6, 6, 6}},
	    {"\u0915\u094d", {3, 0, 3, 3}},
	    {"a \xe4\xb8", {1, 1, 1, 1}},
	    {"\xff a", {0, 0, 0, 0}},
	};

	(void)state;
	for (size_t k = 0; k < LENGTH(cases); k++)
		for (size_t i = 0; i < ENCODINGS; i++)
			assert_int_equal(
			    token_cut(encoding[i], str_c(cases[k].text), false),
			    cases[k].cut[i]);
}

static void
the_tokens_at_both_sides_of_a_cut_add_up(void **state)
{
	size_t cuts = 0;
	struct buf b;

	(void)state;
	buf_init(&b, BUF_NO_MAX);
	for (int k = 0; k < 30000; k++) {
		size_t i = (size_t)k % ENCODINGS, n, cut, before, behind;
		struct str text;

		buf_clear(&b);
		add_nasty(&b, 6);
		add_bytes(&b, k % 3 == 0 ? 3 : 0);
		n = b.n;
		add_nasty(&b, 3);
		add_bytes(&b, k % 5 == 0 ? 3 : 0);
		text = buf_str(&b);
		for (int special = 0; special < 2; special++) {
			tokenizer_specials(tokenizer[i], special);
			cut =
			    token_cut(encoding[i], str_of(text.p, n), special);
			assert_true(cut <= n);
			before = token_count(tokenizer[i], str_of(text.p, cut));
			behind = token_count(tokenizer[i], str_from(text, cut));
			assert_int_equal(
			    before + behind, token_count(tokenizer[i], text));
		}
		tokenizer_specials(tokenizer[i], false);
		cuts += cut > 0;
	}
	assert_true(cuts > 15000);
	buf_free(&b);
}

/* All boundaries, found in batches of a random size. */
static size_t
split_all(split_fn *split, struct str text, size_t *end)
{
	size_t n = 0, at = 0, got;

	while ((got = split(text, at, end + n, 64 + draw(200))) > 0) {
		n += got;
		at = end[n - 1];
	}
	return n;
}

/* Words, numbers and signs as they come in texts, and what is hard. */
static void
add_text(struct buf *b)
{
	static const char *const words[] = {"the ", "It's ", "x = y;\n",
	    "foo(bar, 12345) ", "\n\n    ", "CamelCase ", "HTTPServer2 ", "...",
	    "don't you'LL ", "\u043f\u0440\u0438\u0432\u0435\u0442 ",
	    "\u4f60\u597d\uff0c", "\u00e9t\u00e9 ", "// ", "\t\t"};

	while (b->n < 500)
		if (draw(8) == 0)
			buf_adds(b, nasty[draw(LENGTH(nasty))]);
		else
			buf_adds(b, words[draw(LENGTH(words))]);
}

static void
the_fast_splitters_split_as_the_plain_ones(void **state)
{
	static split_fn *const splits[] = {
	    split_cl100k, split_cl100k_digit, split_o200k, split_gpt2};
	static size_t fast[4096], slow[4096];
	struct buf b;

	(void)state;
	buf_init(&b, BUF_NO_MAX);
	for (int k = 0; k < 8000; k++) {
		split_fn *split = splits[k % LENGTH(splits)];
		struct str text;
		size_t n;

		buf_clear(&b);
		if (k % 3 == 0)
			add_nasty(&b, 60);
		else
			add_text(&b);
		text = guarded(buf_str(&b));
		n = split_all(split, text, slow);
		assert_int_equal(split_all(split_avx2(split), text, fast), n);
		assert_memory_equal(fast, slow, n * sizeof(*slow));
		assert_true(n == 0 || slow[n - 1] == text.n);
		free((char *)text.p);
	}
	buf_free(&b);
}

static void
plain_c_counts_the_same(void **state)
{
	struct tokenizer *t;
	struct buf b;

	(void)state;
	buf_init(&b, BUF_NO_MAX);
	for (size_t i = 0; i < ENCODINGS; i++) {
		t = tokenizer_new(encoding[i]);
		tokenizer_plain(t);
		for (int k = 0; k < 300; k++) {
			struct str text;

			buf_clear(&b);
			add_text(&b);
			add_bytes(&b, 40);
			text = guarded(buf_str(&b));
			assert_int_equal(token_count(t, text),
			    token_count(tokenizer[i], text));
			free((char *)text.p);
		}
		tokenizer_free(t);
	}
	buf_free(&b);
}

static struct cache_key
nth_key(uint64_t n, unsigned words)
{
	struct cache_key key = {{0}};

	for (unsigned i = 0; i < words; i++)
		key.word[i] = n + i;
	return key;
}

static void
a_cache_finds_what_was_put_in_and_nothing_else(void **state)
{
	enum { N = 500 };
	struct cache c;
	size_t kept;

	(void)state;
	for (unsigned words = 2; words <= CACHE_WORDS_MAX; words *= 2) {
		cache_init(&c, words, 1 << 14);
		for (uint64_t n = 0; n < N; n++) {
			struct cache_key key = nth_key(n, words);

			cache_put(&c, &key, 1 + (unsigned)n % 255);
		}
		kept = 0;
		for (uint64_t n = 0; n < 2 * N; n++) {
			struct cache_key key = nth_key(n, words);
			unsigned found = cache_look(&c, &key);

			kept += found > 0;
			assert_true(found == 0 ||
			    (n < N && found == 1 + (unsigned)n % 255));
		}
		/* A line that is full forgets; most are not. */
		assert_true(kept > N / 2);
		assert_true(c.nlines > CACHE_MIN_LINES);
		cache_free(&c);
	}
}

static void
counting_again_gives_the_same(void **state)
{
	struct tokenizer *t = tokenizer_new(encoding[0]);
	struct buf b;
	size_t n;

	(void)state;
	buf_init(&b, BUF_NO_MAX);
	for (int k = 0; k < 400000; k++)
		buf_printf(&b, " %x", draw(1 << 30));
	ours.n = 0;
	token_encode(t, buf_str(&b), &ours);
	n = token_count(t, buf_str(&b));
	assert_int_equal(n, ours.n);
	assert_int_equal(token_count(t, buf_str(&b)), n);
	buf_free(&b);
	tokenizer_free(t);
	tokenizer_free(NULL);
}

int
main(void)
{
	static const struct CMUnitTest tests[] = {
	    cmocka_unit_test(four_encodings_are_known_by_name),
	    cmocka_unit_test(a_page_of_everything_has_the_ids_of_tiktoken),
	    cmocka_unit_test(what_misled_other_tokenizers_is_counted_right),
	    cmocka_unit_test(
		a_mistake_in_utf8_counts_as_one_replacement_character),
	    cmocka_unit_test(any_text_has_the_ids_that_the_definition_gives),
	    cmocka_unit_test(
		a_long_piece_has_the_ids_that_the_definition_gives),
	    cmocka_unit_test(
		a_million_times_one_letter_is_counted_in_linear_time),
	    cmocka_unit_test(every_id_is_decoded_and_no_other_one),
	    cmocka_unit_test(a_cut_stands_where_nothing_can_join),
	    cmocka_unit_test(the_tokens_at_both_sides_of_a_cut_add_up),
	    cmocka_unit_test(the_fast_splitters_split_as_the_plain_ones),
	    cmocka_unit_test(plain_c_counts_the_same),
	    cmocka_unit_test(a_cache_finds_what_was_put_in_and_nothing_else),
	    cmocka_unit_test(counting_again_gives_the_same),
	};

	return cmocka_run_group_tests(tests, set_up, tear_down);
}
