/* SPDX-License-Identifier: MIT */
/*
 * Random vocabularies, most of which no training would make, against the
 * definition of byte pair encoding.
 */
#include "tests/unit/unit.h"

#include <stdlib.h>

#include "common/token/loaded.h"
#include "common/token/pick.h"
#include "common/token/token.h"

enum { LETTERS = 3, TOKENS_MAX = 320, MERGES_MAX = 400, LONGEST = 6 };

struct random_vocab {
	char text[TOKENS_MAX][LONGEST];
	struct str token[TOKENS_MAX];
	uint32_t id[TOKENS_MAX];
	struct spec_merge merge[MERGES_MAX];
	struct spec spec;
	uint32_t random;
};

static uint32_t
draw(struct random_vocab *v, uint32_t below)
{
	v->random = v->random * 1664525 + 1013904223;
	return (v->random >> 16) % below;
}

static uint32_t
find(const struct random_vocab *v, const char *p, size_t n)
{
	for (uint32_t i = 0; i < v->spec.ntokens; i++)
		if (str_eq(v->token[i], str_of(p, n)))
			return i;
	return UINT32_MAX;
}

static void
add_token(struct random_vocab *v, const char *p, size_t n)
{
	uint32_t i = v->spec.ntokens;

	if (find(v, p, n) != UINT32_MAX)
		return;
	memcpy(v->text[i], p, n);
	v->token[i] = str_of(v->text[i], n);
	v->id[i] = 1000 + (i * 7919 + 13) % 5000;
	v->spec.ntokens++;
}

/* Every two tokens that make one, in the order of the tokens. */
static void
add_merges(struct random_vocab *v)
{
	for (uint32_t i = 256; i < v->spec.ntokens; i++)
		for (size_t at = 1; at < v->token[i].n; at++) {
			struct str t = v->token[i];
			uint32_t l = find(v, t.p, at);
			uint32_t r = find(v, t.p + at, t.n - at);

			if (l != UINT32_MAX && r != UINT32_MAX &&
			    v->spec.nmerges < MERGES_MAX)
				v->merge[v->spec.nmerges++] =
				    (struct spec_merge){l, r, i};
		}
}

/* Swaps merges: a few, or many, or drops some. */
static void
disturb(struct random_vocab *v)
{
	uint32_t n = (uint32_t)v->spec.nmerges;
	uint32_t swaps = draw(v, 3) * draw(v, 10);

	for (uint32_t i = 0; i < swaps && n > 0; i++) {
		uint32_t a = draw(v, n), b = draw(v, n);
		struct spec_merge m = v->merge[a];

		v->merge[a] = v->merge[b];
		v->merge[b] = m;
	}
	if (draw(v, 3) == 0)
		v->spec.nmerges -= draw(v, n / 2 + 1);
	if (draw(v, 8) == 0 && n + 1 < MERGES_MAX && n > 0)
		v->merge[v->spec.nmerges++] = v->merge[draw(v, n)];
}

static uint32_t
any_token(struct random_vocab *v)
{
	uint32_t words = v->spec.ntokens - 256;

	if (words == 0 || draw(v, 2) == 0)
		return 'a' + draw(v, LETTERS);
	return 256 + draw(v, words);
}

/* As by training: each merge is of tokens that are there. */
static void
train(struct random_vocab *v)
{
	char p[2 * LONGEST];

	for (uint32_t i = draw(v, 40); i > 0; i--) {
		uint32_t l = any_token(v), r = any_token(v);
		size_t n = v->token[l].n, all = n + v->token[r].n;

		if (all > LONGEST)
			continue;
		memcpy(p, v->token[l].p, n);
		memcpy(p + n, v->token[r].p, v->token[r].n);
		add_token(v, p, all);
		v->merge[v->spec.nmerges++] =
		    (struct spec_merge){l, r, find(v, p, all)};
	}
}

static void
invent(struct random_vocab *v)
{
	char p[LONGEST];

	for (uint32_t i = draw(v, 40); i > 0; i--) {
		size_t n = 2 + draw(v, LONGEST - 1);

		for (size_t k = 0; k < n; k++)
			p[k] = (char)('a' + draw(v, LETTERS));
		add_token(v, p, n);
		/* What is longer has better parts. */
		for (size_t k = 2; k < n && draw(v, 3) > 0; k++)
			add_token(v, p, k);
	}
}

static void
make(struct random_vocab *v, uint32_t seed)
{
	char p;
	*v = (struct random_vocab){.random = seed};
	v->spec.token = v->token;
	v->spec.id = v->id;
	v->spec.merge = v->merge;
	for (unsigned i = 0; i < 256; i++) {
		p = (char)i;
		add_token(v, &p, 1);
	}
	if (seed % 2 == 0)
		train(v);
	else
		invent(v);
	v->spec.ranked = draw(v, 3) == 0;
	v->spec.whole = v->spec.ranked || draw(v, 2) == 0;
	if (!v->spec.ranked) {
		if (seed % 2 != 0)
			add_merges(v);
		if (draw(v, 3) > 0)
			disturb(v);
	}
	v->spec.nsteps = 1;
	v->spec.step[0] =
	    (struct spec_step){.kind = STEP_REGEX, .pattern = STR("[a-z]+")};
}

/* What two tokens merge to, and its rank. */
static uint32_t
merged(const struct random_vocab *v, uint32_t l, uint32_t r, uint32_t *rank)
{
	char both[2 * LONGEST];
	uint32_t token = UINT32_MAX;

	if (v->spec.ranked) {
		memcpy(both, v->token[l].p, v->token[l].n);
		memcpy(both + v->token[l].n, v->token[r].p, v->token[r].n);
		token = find(v, both, v->token[l].n + v->token[r].n);
		*rank = token;
		return token;
	}
	for (uint32_t i = 0; i < v->spec.nmerges; i++)
		if (v->merge[i].left == l && v->merge[i].right == r) {
			token = v->merge[i].token;
			*rank = i;
		}
	return token;
}

/* By the book; returns how many tokens. */
static size_t
by_the_book(const struct random_vocab *v, struct str s, uint32_t *part)
{
	size_t n = s.n;

	part[0] = find(v, s.p, s.n);
	if (v->spec.whole && part[0] != UINT32_MAX)
		return 1;
	for (size_t i = 0; i < n; i++)
		part[i] = (unsigned char)s.p[i];
	for (;;) {
		uint32_t least = UINT32_MAX, rank = 0, to = 0, token;
		size_t at = 0;

		for (size_t i = 0; i + 1 < n; i++) {
			token = merged(v, part[i], part[i + 1], &rank);
			if (token != UINT32_MAX && rank < least) {
				least = rank;
				to = token;
				at = i;
			}
		}
		if (least == UINT32_MAX)
			return n;
		part[at] = to;
		n--;
		for (size_t i = at + 1; i < n; i++)
			part[i] = part[i + 1];
	}
}

static void
compare(struct random_vocab *v, struct tokenizer *t, size_t n)
{
	char text[200];
	uint32_t part[200];
	struct token_ids ids;
	size_t want;

	for (size_t i = 0; i < n; i++)
		text[i] = (char)('a' + draw(v, LETTERS));
	token_ids_init(&ids);
	token_encode(t, str_of(text, n), &ids);
	want = by_the_book(v, str_of(text, n), part);
	assert_int_equal(ids.n, want);
	for (size_t i = 0; i < want; i++)
		assert_int_equal(ids.id[i], v->id[part[i]]);
	assert_int_equal(token_count(t, str_of(text, n)), want);
	token_ids_free(&ids);
}

static void
release(struct str block)
{
	free((void *)(uintptr_t)block.p);
}

static bool
is_fast(const struct random_vocab *v)
{
	struct picked p;
	struct fault f;
	bool fast;

	assert_true(pick(&v->spec, &p, &f));
	fast = p.fast;
	picked_free(&p);
	return fast;
}

static void
check_vocab(struct random_vocab *v)
{
	const struct encoding *e;
	struct tokenizer *t;
	struct buf block;
	struct fault f;

	buf_init(&block, BUF_NO_MAX);
	assert_true(pack_make(&v->spec, (struct pack_key){{1, 2}}, &block, &f));
	e = loaded_open(buf_str(&block), release, "random", &f);
	assert_non_null(e);
	t = tokenizer_new(e);
	for (size_t n = 1; n <= 10; n++)
		for (int k = 0; k < 6; k++)
			compare(v, t, n);
	compare(v, t, 70);
	compare(v, t, 200);
	tokenizer_free(t);
	encoding_free(e);
}

static void
any_list_of_merges_is_encoded_by_the_book(void **state)
{
	struct random_vocab *v = mem_zero(1, sizeof(*v));
	size_t fast = 0, all = 2000;

	(void)state;
	for (uint32_t seed = 1; seed <= all; seed++) {
		make(v, seed);
		fast += is_fast(v);
		check_vocab(v);
	}
	/* Both ways were tried. */
	assert_in_range(fast, all / 4, all - all / 10);
	free(v);
}

static void
a_vocabulary_without_a_byte_is_refused(void **state)
{
	struct random_vocab *v = mem_zero(1, sizeof(*v));
	struct picked p;
	struct fault f;

	(void)state;
	make(v, 1);
	v->token[10] = STR("nn");
	assert_false(pick(&v->spec, &p, &f));
	assert_int_equal(f.status, STATUS_INPUT);
	assert_non_null(strstr(f.text, "0x0A"));
	picked_free(&p);
	free(v);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(any_list_of_merges_is_encoded_by_the_book),
	    cmocka_unit_test(a_vocabulary_without_a_byte_is_refused),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
