/* SPDX-License-Identifier: MIT */
/* The fast ways to count pieces, each held against the plain one. */
#include "common/text/utf8.h"
#include "common/token/seams.h"
#include "common/token/tokenizer.h"
#include "tests/unit/unit.h"

enum { ENCODINGS = 4, PIECES = 64 };

static uint64_t state_of_random;

static size_t
draw(size_t n)
{
	state_of_random =
	    state_of_random * 6364136223846793005u + 1442695040888963407u;
	return (size_t)(state_of_random >> 33) % n;
}

/* Characters of scripts that have seams, and some that have none. */
static uint32_t
draw_char(size_t script)
{
	static const uint32_t first[] = {'a', 0x430, 0x4E00, 0x3041, 0xAC00,
	    0x915, 0xE01, 0x1F600, 0x20000, 0x80};
	static const uint32_t count[] = {
	    26, 32, 3000, 86, 4000, 37, 46, 64, 200, 0x700};

	return first[script] + (uint32_t)draw(count[script]);
}

enum { SCRIPTS = 10 };

/* A piece of up to max bytes: one script, or a mix, or any bytes. */
static void
draw_piece(struct buf *b, size_t max)
{
	size_t n = 1 + draw(max), kind = draw(SCRIPTS + 2);
	char c[UTF8_MAX];

	buf_clear(b);
	while (b->n < n) {
		if (kind == SCRIPTS + 1) {
			buf_addc(b, (char)draw(256));
			continue;
		}
		buf_add(b, c,
		    utf8_put(
			c, draw_char(kind == SCRIPTS ? draw(SCRIPTS) : kind)));
	}
	b->n = b->n > max ? max : b->n;
}

static void
hold_against_plain(const struct image *m, bpe_count_fn *several, size_t max)
{
	static struct buf bytes[PIECES];
	struct str piece[PIECES];
	uint8_t count[PIECES];
	uint32_t id[BPE_SHORT];

	for (size_t i = 0; i < PIECES; i++) {
		bytes[i].max = BUF_NO_MAX;
		draw_piece(&bytes[i], max);
		piece[i] = buf_str(&bytes[i]);
	}
	for (size_t n = 0; n <= PIECES; n = n < 9 ? n + 1 : n + 55) {
		several(m, piece, n, count);
		for (size_t i = 0; i < n; i++)
			assert_int_equal(count[i], bpe_short(m, piece[i], id));
	}
	for (size_t i = 0; i < PIECES; i++)
		buf_free(&bytes[i]);
}

static void
several_pieces_are_counted_as_each_alone(void **state)
{
	(void)state;
	if (count_avx2() == NULL)
		skip();
	for (size_t e = 0; e < ENCODINGS; e++)
		for (int i = 0; i < 200; i++) {
			const struct image *m = encoding_at(e)->image;

			hold_against_plain(m, bpe_count_few, BPE_FEW);
			hold_against_plain(m, bpe_count_many, BPE_MANY);
		}
}

static size_t
tokens_of(const struct image *m, struct str piece)
{
	struct bpe_window w = {0};
	struct token_ids ids;
	size_t n;

	token_ids_init(&ids);
	bpe_long(m, &w, piece, &ids);
	n = ids.n;
	token_ids_free(&ids);
	bpe_window_free(&w);
	return n;
}

static void
parts_between_seams_have_the_tokens_of_the_whole(void **state)
{
	struct buf b;
	size_t end[256], cuts = 0;

	(void)state;
	buf_init(&b, BUF_NO_MAX);
	for (size_t e = 0; e < ENCODINGS; e++)
		for (int i = 0; i < 4000; i++) {
			const struct image *m = encoding_at(e)->image;
			size_t n, at = 0, sum = 0;
			char c[UTF8_MAX];

			buf_clear(&b);
			for (size_t k = draw(40) + 1; k > 0; k--)
				buf_add(&b, c,
				    utf8_put(c,
					draw_char(i % 2 == 0
						? draw(SCRIPTS)
						: (size_t)i / 2 % SCRIPTS)));
			n = seams_cut(m, buf_str(&b), 0, b.n, end, 256);
			assert_int_equal(end[n - 1], b.n);
			for (size_t k = 0; k < n; at = end[k++])
				sum +=
				    tokens_of(m, str_of(b.p + at, end[k] - at));
			assert_int_equal(sum, tokens_of(m, buf_str(&b)));
			cuts += n - 1;
		}
	assert_true(cuts > 10000);
	buf_free(&b);
}

static void
no_token_is_cut(void **state)
{
	size_t end[256];

	(void)state;
	for (size_t e = 0; e < ENCODINGS; e++) {
		const struct image *m = encoding_at(e)->image;
		struct str bytes;

		for (uint32_t id = 0; id < m->ntokens; id++)
			if (token_decode(encoding_at(e), id, &bytes) &&
			    utf8_valid(bytes, NULL))
				assert_int_equal(
				    seams_cut(m, bytes, 0, bytes.n, end, 256),
				    1);
	}
}

static void
only_so_many_parts_are_made_as_asked_for(void **state)
{
	const struct image *m = encoding_at(0)->image;
	struct str text = STR("\xF0\xA0\x80\x80\xF0\xA0\x80\x81"
			      "\xF0\xA0\x80\x82\xF0\xA0\x80\x83");
	size_t end[4];

	(void)state;
	assert_int_equal(seams_cut(m, text, 0, text.n, end, 4), 4);
	assert_int_equal(seams_cut(m, text, 4, 12, end, 4), 2);
	assert_int_equal(end[0], 8);
	assert_int_equal(end[1], 12);
	assert_int_equal(seams_cut(m, text, 0, text.n, end, 2), 2);
	assert_int_equal(end[0], 4);
	assert_int_equal(end[1], text.n);
}

/* 16 code points, each twice and before a letter, which tells what they are;
 * surrogates are passed over. */
static void
write_row(struct buf *b, uint32_t first)
{
	buf_clear(b);
	for (uint32_t cp = first; cp < first + 16; cp++)
		if (cp < 0xD800 || cp > 0xDFFF) {
			utf8_write(b, cp);
			utf8_write(b, cp);
			buf_addc(b, 'a');
		}
}

static void
each_code_point_is_split_as_by_the_plain_splitter(void **state)
{
	static split_fn *const plain[] = {
	    split_cl100k, split_o200k, split_gpt2};
	struct buf b;

	(void)state;
	buf_init(&b, BUF_NO_MAX);
	for (uint32_t cp = 0; cp <= 0x10FFFF; cp += 16) {
		write_row(&b, cp);
		for (size_t i = 0; i < LENGTH(plain); i++) {
			split_fn *fast = split_avx2(plain[i]);
			size_t a[128], c[128], n, k, at = 0;

			n = plain[i](buf_str(&b), 0, a, 128);
			for (size_t from = 0;
			     (k = fast(buf_str(&b), from, c, 128)) > 0;
			     from = c[k - 1], at += k)
				assert_memory_equal(a + at, c, k * sizeof(*a));
			assert_int_equal(at, n);
		}
	}
	buf_free(&b);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(several_pieces_are_counted_as_each_alone),
	    cmocka_unit_test(parts_between_seams_have_the_tokens_of_the_whole),
	    cmocka_unit_test(no_token_is_cut),
	    cmocka_unit_test(only_so_many_parts_are_made_as_asked_for),
	    cmocka_unit_test(each_code_point_is_split_as_by_the_plain_splitter),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
