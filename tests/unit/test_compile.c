/* SPDX-License-Identifier: MIT */
#include "tests/unit/unit.h"

#include "common/token/bpe.h"
#include "common/token/compile.h"

enum { TOKENS_MAX = 300 };

/* The 256 single bytes, and what is added to them. */
struct set {
	char byte[256];
	struct str token[TOKENS_MAX];
	uint64_t pair[TOKENS_MAX];
	struct vocab vocab;
	struct buf image;
	struct fault fault;
};

static void
set_init(struct set *s)
{
	*s = (struct set){.vocab = {.n = 256}};
	s->vocab.token = s->token;
	s->vocab.pair = s->pair;
	for (unsigned i = 0; i < 256; i++) {
		s->byte[i] = (char)i;
		s->token[i] = str_of(&s->byte[i], 1);
	}
	buf_init(&s->image, BUF_NO_MAX);
}

static void
set_add(struct set *s, const char *token)
{
	s->token[s->vocab.n++] = str_c(token);
}

static bool
set_compile(struct set *s)
{
	return vocab_find_pairs(&s->vocab, &s->fault) &&
	    vocab_compile(&s->vocab, &s->image, &s->fault);
}

static const struct image *
set_image(const struct set *s)
{
	return (const struct image *)(const void *)s->image.p;
}

static void
a_compiled_vocabulary_finds_its_tokens_and_merges(void **state)
{
	uint32_t id[BPE_SHORT];
	struct set s;

	(void)state;
	set_init(&s);
	set_add(&s, "ab");
	set_add(&s, "cd");
	set_add(&s, "abcd");
	assert_true(set_compile(&s));
	for (uint32_t i = 0; i < s.vocab.n; i++)
		assert_int_equal(bpe_whole(set_image(&s), s.token[i]), i);
	assert_int_equal(bpe_whole(set_image(&s), STR("ac")), IMAGE_NONE);
	assert_int_equal(bpe_short(set_image(&s), STR("xabcdab"), id), 3);
	assert_int_equal(id[0], 'x');
	assert_int_equal(id[1], 258);
	assert_int_equal(id[2], 256);
	buf_free(&s.image);
}

static void
a_token_without_a_pair_is_found_whole_and_never_merged(void **state)
{
	uint32_t id[BPE_SHORT];
	struct set s;

	(void)state;
	set_init(&s);
	set_add(&s, "ab");
	set_add(&s, "cd");
	assert_true(vocab_find_pairs(&s.vocab, &s.fault));
	s.pair[256] = VOCAB_NO_PAIR;
	assert_true(vocab_compile(&s.vocab, &s.image, &s.fault));
	assert_int_equal(bpe_whole(set_image(&s), STR("ab")), 256);
	assert_int_equal(bpe_short(set_image(&s), STR("abcd"), id), 3);
	assert_int_equal(id[2], 257);
	buf_free(&s.image);
}

static void
single_bytes_alone_are_a_vocabulary(void **state)
{
	uint32_t id[BPE_SHORT];
	struct set s;

	(void)state;
	set_init(&s);
	assert_true(set_compile(&s));
	assert_int_equal(bpe_short(set_image(&s), STR("abc"), id), 3);
	buf_free(&s.image);
}

static void
refused(struct set *s, const char *why)
{
	assert_false(set_compile(s));
	assert_int_equal(s->fault.status, STATUS_INPUT);
	assert_string_equal(s->fault.text, why);
	buf_free(&s->image);
}

static void
what_has_no_token_for_a_byte_is_refused(void **state)
{
	struct set s;

	(void)state;
	set_init(&s);
	s.token[10] = STR("ab");
	refused(&s, "no token below 256 is the single byte 0x0A");
}

static void
a_token_that_merges_do_not_reach_is_refused(void **state)
{
	struct set s;

	(void)state;
	set_init(&s);
	set_add(&s, "bc");
	set_add(&s, "abcd");
	refused(&s, "token 257 is not reached by merges of lower rank");
}

static void
a_token_twice_is_refused(void **state)
{
	struct set s;

	(void)state;
	set_init(&s);
	set_add(&s, "ab");
	set_add(&s, "ab");
	refused(&s, "token 257 is not reached by merges of lower rank");
}

static void
the_longest_token_there_can_be_is_found(void **state)
{
	static const char bytes[257];
	struct set s;

	(void)state;
	set_init(&s);
	for (unsigned n = 2; n <= 128; n *= 2)
		s.token[s.vocab.n++] = str_of(bytes, n);
	for (unsigned n = 64, sum = 192; n > 0; sum += n /= 2)
		s.token[s.vocab.n++] = str_of(bytes, sum);
	assert_true(set_compile(&s));
	assert_int_equal(bpe_whole(set_image(&s), str_of(bytes, 255)), 269);
	buf_clear(&s.image);
	s.token[s.vocab.n++] = str_of(bytes, 256);
	refused(&s, "token 270 is longer than 255 bytes");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(a_compiled_vocabulary_finds_its_tokens_and_merges),
	    cmocka_unit_test(
		a_token_without_a_pair_is_found_whole_and_never_merged),
	    cmocka_unit_test(single_bytes_alone_are_a_vocabulary),
	    cmocka_unit_test(what_has_no_token_for_a_byte_is_refused),
	    cmocka_unit_test(a_token_that_merges_do_not_reach_is_refused),
	    cmocka_unit_test(a_token_twice_is_refused),
	    cmocka_unit_test(the_longest_token_there_can_be_is_found),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
