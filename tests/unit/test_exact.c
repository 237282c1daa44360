/* SPDX-License-Identifier: MIT */
/*
 * The tokenizer against its definition, in two steps where one would take too
 * long: what the fast splitters do at every place of their windows is held
 * against plain C, and plain C against the published expressions.
 */
#include "tests/unit/unit.h"

#include <stdlib.h>

#include "common/text/utf8.h"
#include "common/token/tokenizer.h"
#include "tests/unit/plain_bpe.c"

/* The sanitizers are slow: they look at one case of so many. */
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
enum { EVERY = 13 };
#else
enum { EVERY = 1 };
#endif

enum { WINDOW_BYTES = 64, ENCODINGS = 4, TEXT_MAX = 512 };

/*
 * Of each general category and each length in UTF-8, and what the expressions
 * name: the first of them, up to "/", are those that they tell apart.
 */
static const uint32_t chars[] = {'A', 'a', 's', 't', 'l', 'v', 'e', 'L', 0xC9,
    0xE9, 0x17F, 0x1C5, 0x2B0, 0x5D0, 0x4E2D, 0x301, 0x903, '0', 0x663, 0x2167,
    '_', '!', '\'', '|', 0x1F600, ' ', '\t', '\n', '\r', 0xA0, 0x85, 0x2028,
    0x3000, 0, 0x200B, 0xFEFF, 0x378, '/',
    /* Lu Lt Ll Lm Lo */
    'R', 'D', 0x10A0, 0x10400, 0x1F88, 'd', 'm', 'r', 0x1E01, 0x10428, 0x3005,
    0x16B40, 0xAA, 0x3042, 0xAC00, 0x20000,
    /* Mn Mc Me */
    0x94D, 0x20DD, 0x1D165, 0xE0100,
    /* Nd Nl No */
    '9', 0x967, 0x1D7CE, 0x10140, 0xBD, 0x2460,
    /* Pc Pd Ps Pe Pi Pf Po Sm Sc Sk So */
    0x203F, '-', 0x2014, '(', ')', 0xAB, 0x2019, 0x3002, 0x10100, '<', 0x20AC,
    '^', 0xA9,
    /* Zs Zl Zp Cc Cf Co Cn */
    0x1680, 0x2009, 0x2029, 0xB, 0xC, 1, 0x7F, 0x80, 0x200D, 0xAD, 0xE000,
    0x10FFFD, 0xFFFF, 0x10FFFF};

static size_t
told_apart(void)
{
	size_t n = 0;

	while (chars[n++] != '/')
		;
	return n;
}

static struct buf text;
static size_t slow[TEXT_MAX + WINDOW_BYTES], fast[TEXT_MAX + WINDOW_BYTES];

/* The same bytes in memory that ends with them, for the sanitizer to guard. */
static struct str
guarded(struct str s)
{
	static char *memory[TEXT_MAX + 1];

	assert_in_range(s.n, 1, TEXT_MAX);
	if (memory[s.n] == NULL)
		memory[s.n] = mem_resize(NULL, s.n, 1);
	memcpy(memory[s.n], s.p, s.n);
	return str_of(memory[s.n], s.n);
}

static size_t
split_all(split_fn *split, struct str s, size_t *end)
{
	size_t n = 0, at = 0, got;

	while ((got = split(s, at, end + n, WINDOW_BYTES)) > 0) {
		n += got;
		at = end[n - 1];
	}
	return n;
}

static void
fail_on(const struct encoding *e, struct str s)
{
	struct buf b;

	buf_init(&b, BUF_NO_MAX);
	for (size_t i = 0; i < s.n; i++)
		buf_printf(&b, "\\x%02x", (unsigned char)s.p[i]);
	fail_msg("%s: \"%s\"", encoding_name(e), buf_cstr(&b));
}

static void
assert_fast_is_plain(const struct encoding *e, struct str s)
{
	size_t n = split_all(e->split, s, slow);

	if (split_all(split_avx2(e->split), s, fast) != n ||
	    memcmp(fast, slow, n * sizeof(*slow)) != 0)
		fail_on(e, s);
}

/* What stands before and behind two characters in a window. */
static const char *const fillers[] = {"a", " ", "ab ", "1", "!", "\n", "x'",
    "\u4e2d", "A", "\u00e9 ", "s'", "'ll", "T"};

static void
fill(const char *filler, size_t n)
{
	size_t end = text.n + n, length = strlen(filler);

	while (end - text.n >= length)
		buf_adds(&text, filler);
	while (text.n < end)
		buf_addc(&text, 'z');
}

static void
try_pair(size_t a, size_t b, size_t at, const char *filler)
{
	struct str s;

	buf_clear(&text);
	fill(filler, at);
	utf8_write(&text, chars[a]);
	utf8_write(&text, chars[b]);
	/* Up to the end of the text, and with more behind. */
	for (int more = 0; more < 2; more++) {
		if (more == 1)
			fill(filler, 2 * WINDOW_BYTES - text.n % WINDOW_BYTES);
		s = guarded(buf_str(&text));
		for (size_t e = 0; e + 1 < ENCODINGS; e++)
			assert_fast_is_plain(encoding_at(e), s);
	}
}

static void
two_characters_are_split_alike_anywhere_in_a_window(void **state)
{
	size_t k = 0;

	(void)state;
	for (size_t a = 0; a < LENGTH(chars); a++)
		for (size_t b = 0; b < LENGTH(chars); b++)
			for (size_t at = 0; at <= WINDOW_BYTES; at++)
				if (k++ % EVERY == 0)
					try_pair(a, b, at,
					    fillers[k / EVERY %
						LENGTH(fillers)]);
}

static void
assert_plain_is_the_expression(
    const struct encoding *e, const struct plain *p, struct str s)
{
	size_t n = split_all(e->split, s, slow), at = 0;

	for (size_t i = 0; i < n; at = slow[i++])
		if (plain_piece(p, s, at) != slow[i])
			fail_on(e, s);
	if (at != s.n)
		fail_on(e, s);
}

/* In the order of encoding_at(). */
static struct plain plain[ENCODINGS];
static struct tokenizer *tokenizer[ENCODINGS], *plain_c[ENCODINGS];

static int
set_up(void **state)
{
	(void)state;
	buf_init(&text, BUF_NO_MAX);
	for (size_t i = 0; i < ENCODINGS; i++) {
		plain_init(&plain[i], encoding_at(i));
		tokenizer[i] = tokenizer_new(encoding_at(i));
		plain_c[i] = tokenizer_new(encoding_at(i));
		tokenizer_plain(plain_c[i]);
	}
	return 0;
}

static int
tear_down(void **state)
{
	(void)state;
	buf_free(&text);
	for (size_t i = 0; i < ENCODINGS; i++) {
		plain_free(&plain[i]);
		tokenizer_free(tokenizer[i]);
		tokenizer_free(plain_c[i]);
	}
	return 0;
}

static void
four_characters_are_split_as_the_expressions_say(void **state)
{
	size_t n = told_apart(), k = 0;

	(void)state;
	for (size_t i = 0; i < n * n * n; i++, k++) {
		if (k % EVERY != 0)
			continue;
		buf_clear(&text);
		utf8_write(&text, chars[i % n]);
		utf8_write(&text, chars[i / n % n]);
		utf8_write(&text, chars[i / n / n]);
		/* And a fourth, which differs from one to the next. */
		utf8_write(&text, chars[(i * 7 + i / n) % n]);
		for (size_t e = 0; e + 1 < ENCODINGS; e++)
			assert_plain_is_the_expression(
			    encoding_at(e), &plain[e], buf_str(&text));
	}
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

/* Scripts, by blocks of Unicode. */
static const struct {
	uint32_t first, last;
} scripts[] = {{'a', 'z'}, {'A', 'z'}, {0xC0, 0x24F}, {0x250, 0x2FF},
    {0x300, 0x36F}, {0x370, 0x3FF}, {0x400, 0x52F}, {0x530, 0x58F},
    {0x590, 0x5FF}, {0x600, 0x6FF}, {0x700, 0x74F}, {0x780, 0x7BF},
    {0x900, 0x97F}, {0x980, 0x9FF}, {0xA00, 0xA7F}, {0xA80, 0xAFF},
    {0xB00, 0xB7F}, {0xB80, 0xBFF}, {0xC00, 0xC7F}, {0xC80, 0xCFF},
    {0xD00, 0xD7F}, {0xD80, 0xDFF}, {0xE00, 0xE7F}, {0xE80, 0xEFF},
    {0xF00, 0xFFF}, {0x1000, 0x109F}, {0x10A0, 0x10FF}, {0x1100, 0x11FF},
    {0x1200, 0x137F}, {0x13A0, 0x13FF}, {0x1400, 0x167F}, {0x1780, 0x17FF},
    {0x1800, 0x18AF}, {0x1C80, 0x1CBF}, {0x1E00, 0x1EFF}, {0x1F00, 0x1FFF},
    {0x2000, 0x206F}, {0x2070, 0x218F}, {0x2190, 0x2BFF}, {0x2C00, 0x2DFF},
    {0x3000, 0x303F}, {0x3041, 0x309F}, {0x30A0, 0x30FF}, {0x4E00, 0x9FFF},
    {0xA000, 0xA4CF}, {0xA640, 0xA7FF}, {0xAC00, 0xD7A3}, {0xE000, 0xE0FF},
    {0xFB00, 0xFDFF}, {0xFE00, 0xFFFF}, {0x10000, 0x103FF}, {0x10400, 0x10FFF},
    {0x11000, 0x11FFF}, {0x16A00, 0x16FFF}, {0x1D000, 0x1D7FF},
    {0x1E900, 0x1E95F}, {0x1F000, 0x1FAFF}, {0x20000, 0x2A6DF},
    {0xE0000, 0xE01EF}, {0x10FF00, 0x10FFFF}};

static void
add_word(size_t script)
{
	uint32_t first = scripts[script].first, last = scripts[script].last;

	for (uint32_t n = 1 + draw(7); n > 0; n--)
		utf8_write(&text, first + draw(last - first + 1));
}

/* Longer than what is merged at once, of a few letters. */
static void
add_run(void)
{
	static const char *const letters[] = {
	    "a", "ab", "etaoin", "=-", " ", "\n", "ABC", "abcdefghij", "_."};
	const char *from = letters[draw(LENGTH(letters))];

	for (uint32_t n = 60 + draw(200); n > 0; n--)
		buf_addc(&text, from[draw((uint32_t)strlen(from))]);
}

static void
add_between(void)
{
	static const char *const marks[] = {" ", " ", " ", " ", " ", ", ", ". ",
	    "\n", "\n\n    ", "\r\n", "\t", "'s ", "'LL ", "-", "/", "  ", " (",
	    ") ", "!!", " = 3.14159;\n", "_", " 2024", ""};

	buf_adds(&text, marks[draw(LENGTH(marks))]);
	if (draw(6) == 0)
		utf8_write(&text, chars[draw(LENGTH(chars))]);
	if (draw(250) == 0)
		add_run();
}

/* A text in one script, with what stands between words and some strangers. */
static void
write_text(size_t script, size_t bytes)
{
	buf_clear(&text);
	while (text.n < bytes) {
		add_word(draw(12) == 0 ? draw(LENGTH(scripts)) : script);
		add_between();
	}
}

static void
check_ids(size_t i, struct token_ids *ours, struct token_ids *theirs)
{
	struct str s = str_of(mem_copy(text.p, text.n), text.n);

	theirs->n = ours->n = 0;
	plain_encode(&plain[i], s, theirs);
	token_encode(tokenizer[i], s, ours);
	assert_int_equal(ours->n, theirs->n);
	assert_memory_equal(ours->id, theirs->id, ours->n * sizeof(*ours->id));
	ours->n = 0;
	token_encode(plain_c[i], s, ours);
	assert_int_equal(ours->n, theirs->n);
	assert_memory_equal(ours->id, theirs->id, ours->n * sizeof(*ours->id));
	assert_int_equal(token_count(tokenizer[i], s), ours->n);
	assert_int_equal(token_count(plain_c[i], s), ours->n);
	free((char *)s.p);
}

static void
texts_of_every_script_have_the_ids_of_the_definition(void **state)
{
	enum { BYTES = 3000000 / EVERY };
	struct token_ids ours, theirs;
	size_t bytes = 0;

	(void)state;
	token_ids_init(&ours);
	token_ids_init(&theirs);
	for (size_t k = 0; bytes < BYTES; k++) {
		write_text(k % LENGTH(scripts), 1000 + draw(3000));
		check_ids(k / LENGTH(scripts) % ENCODINGS, &ours, &theirs);
		bytes += text.n;
	}
	token_ids_free(&ours);
	token_ids_free(&theirs);
}

int
main(void)
{
	static const struct CMUnitTest tests[] = {
	    cmocka_unit_test(
		two_characters_are_split_alike_anywhere_in_a_window),
	    cmocka_unit_test(four_characters_are_split_as_the_expressions_say),
	    cmocka_unit_test(
		texts_of_every_script_have_the_ids_of_the_definition),
	};

	return cmocka_run_group_tests(tests, set_up, tear_down);
}
