/* SPDX-License-Identifier: MIT */
#include "tests/unit/unit.h"

#include "common/text/utf8.h"
#include "common/token/steps.h"
#include "common/vocab/pattern.h"

static void
add_piece(void *user, struct str piece)
{
	struct buf *b = user;

	buf_addc(b, '[');
	buf_add_str(b, piece);
	buf_addc(b, ']');
}

/* Fails unless the steps cut the text so, each piece in brackets. */
static void
cuts(const struct spec_step *spec, size_t n, const char *text, const char *want)
{
	struct step step[SPEC_STEPS_MAX];
	struct steps_work w;
	struct fault f;
	struct buf b;

	buf_init(&b, BUF_NO_MAX);
	assert_true(steps_init(step, spec, n, &f));
	steps_work_init(&w, step, n);
	steps_take(step, n, &w, str_c(text), add_piece, &b);
	assert_false(w.gave_up);
	assert_str(buf_str(&b), want);
	steps_work_free(&w);
	steps_free(step, n);
	buf_free(&b);
}

static void
splits(const char *pattern, enum step_pieces pieces, bool invert,
    const char *text, const char *want)
{
	struct spec_step step = {STEP_REGEX, str_c(pattern), pieces, invert};

	cuts(&step, 1, text, want);
}

/* As the tests of Hugging Face's tokenizers have it. */
static void
matches_become_pieces_as_the_behaviour_says(void **state)
{
	static const char *text = "How are you doing?";
	static const char *words = "[a-zA-Z]+|[^a-zA-Z\\s]+";

	(void)state;
	splits(words, PIECES_REMOVED, true, text, "[How][are][you][doing][?]");
	splits(words, PIECES_ISOLATED, true, text,
	    "[How][ ][are][ ][you][ ][doing][?]");
	splits(words, PIECES_WITH_PREVIOUS, true, text,
	    "[How ][are ][you ][doing][?]");
	splits(words, PIECES_WITH_NEXT, true, text,
	    "[How][ are][ you][ doing][?]");
	splits(words, PIECES_CONTIGUOUS, true, text,
	    "[How][ ][are][ ][you][ ][doing?]");
}

static void
matches_side_by_side_are_one_piece_or_several(void **state)
{
	(void)state;
	splits("-", PIECES_ISOLATED, false, "a--b-", "[a][-][-][b][-]");
	splits("-", PIECES_REMOVED, false, "a--b-", "[a][b]");
	splits("-", PIECES_CONTIGUOUS, false, "a--b-", "[a][--][b][-]");
	splits("-", PIECES_WITH_PREVIOUS, false, "-a--b-", "[-][a-][-][b-]");
	splits("-", PIECES_WITH_NEXT, false, "-a--b-", "[-a][-][-b][-]");
}

static void
an_empty_match_parts_what_is_around_it(void **state)
{
	(void)state;
	splits("x*", PIECES_ISOLATED, false, "axxb", "[a][xx][b]");
	splits("", PIECES_ISOLATED, false, "a\xC3\xA9z", "[a][\xC3\xA9][z]");
	splits("(?=B)", PIECES_ISOLATED, false, "aBcB", "[a][Bc][B]");
}

static void
what_does_not_match_is_a_piece(void **state)
{
	(void)state;
	splits("[0-9]", PIECES_ISOLATED, false, "abc", "[abc]");
	splits("[0-9]", PIECES_ISOLATED, false, "ab1c", "[ab][1][c]");
	splits("[0-9]", PIECES_ISOLATED, false, "", "");
}

static void
each_step_cuts_the_pieces_of_the_one_before(void **state)
{
	static const struct spec_step steps[] = {
	    {.kind = STEP_REGEX, .pattern = STR("[0-9]{1,3}")},
	    {.kind = STEP_GPT2},
	};
	static const struct spec_step blank[] = {
	    {.kind = STEP_REGEX, .pattern = STR("-")},
	    {.kind = STEP_BLANK},
	    {.kind = STEP_GPT2},
	};

	(void)state;
	cuts(steps, 2, "a b1234 5", "[a][ b][123][4][ ][5]");
	/* A blank before each piece that is there by then. */
	cuts(blank, 3, "a b- c", "[ a][ b][ -][ c]");
}

static void
a_pattern_that_takes_too_long_is_given_up(void **state)
{
	struct spec_step spec = {
	    .kind = STEP_REGEX, .pattern = STR("(a+)+[bc]")};
	char text[60];
	struct step step;
	struct steps_work w;
	struct fault f;
	struct buf b;

	(void)state;
	memset(text, 'a', sizeof(text));
	buf_init(&b, BUF_NO_MAX);
	assert_true(steps_init(&step, &spec, 1, &f));
	steps_work_init(&w, &step, 1);
	steps_take(&step, 1, &w, str_of(text, sizeof(text)), add_piece, &b);
	assert_true(w.gave_up);
	assert_int_equal(b.n, sizeof(text) + 2);
	steps_work_free(&w);
	steps_free(&step, 1);
	buf_free(&b);
}

static void
a_pattern_that_is_none_is_a_fault(void **state)
{
	struct spec_step spec[] = {
	    {.kind = STEP_REGEX, .pattern = STR("a")},
	    {.kind = STEP_REGEX, .pattern = STR("ab(")},
	};
	struct step step[2];
	struct fault f;

	(void)state;
	assert_false(steps_init(step, spec, 2, &f));
	assert_int_equal(f.status, STATUS_INPUT);
	assert_int_equal(f.off, 3);
}

static uint32_t
any_char(uint32_t random)
{
	static const uint32_t often[] = {' ', '\n', '\r', '\t', '\'', 's', 'l',
	    'L', 'v', 'e', 'R', 'E', 'a', 'A', '1', '2', '/', '!', 0x17F, 0xA0,
	    0x3000, 0x85, 0x301, 0x1C5, 0x2B0, 0xAA, 0xBD, 0x4E2D, 0xE9, 0xC9};

	if (random % 8 != 0)
		return often[random / 8 % LENGTH(often)];
	return random / 8 % 0x20000;
}

static const struct {
	enum step_kind kind;
	const char *text;
} known[] = {
    {STEP_GPT2,
	"'s|'t|'re|'ve|'m|'ll|'d| ?\\p{L}+| ?\\p{N}+|"
	" ?[^\\s\\p{L}\\p{N}]+|\\s+(?!\\S)|\\s+"},
    {STEP_CL100K,
	"(?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\\r\\n\\p{L}\\p{N}]?\\p{L}+|"
	"\\p{N}{1,3}| ?[^\\s\\p{L}\\p{N}]+[\\r\\n]*|\\s*[\\r\\n]+|"
	"\\s+(?!\\S)|\\s+"},
    {STEP_CL100K_DIGIT,
	"(?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\\r\\n\\p{L}\\p{N}]?\\p{L}+|"
	"\\p{N}| ?[^\\s\\p{L}\\p{N}]+[\\r\\n]*|\\s*[\\r\\n]+|"
	"\\s+(?!\\S)|\\s+"},
    {STEP_O200K,
	"[^\\r\\n\\p{L}\\p{N}]?[\\p{Lu}\\p{Lt}\\p{Lm}\\p{Lo}\\p{M}]*"
	"[\\p{Ll}\\p{Lm}\\p{Lo}\\p{M}]+(?i:'s|'t|'re|'ve|'m|'ll|'d)?|"
	"[^\\r\\n\\p{L}\\p{N}]?[\\p{Lu}\\p{Lt}\\p{Lm}\\p{Lo}\\p{M}]+"
	"[\\p{Ll}\\p{Lm}\\p{Lo}\\p{M}]*(?i:'s|'t|'re|'ve|'m|'ll|'d)?|"
	"\\p{N}{1,3}| ?[^\\s\\p{L}\\p{N}]+[\\r\\n/]*|\\s*[\\r\\n]+|"
	"\\s+(?!\\S)|\\s+"},
};

static void
random_text(struct buf *text, uint32_t *random)
{
	uint32_t cp;

	for (int i = 0; i < 12; i++) {
		do {
			*random = *random * 1664525 + 1013904223;
			cp = any_char(*random >> 9);
		} while (cp == 0);
		utf8_write(text, cp);
	}
}

/* The pieces that a pattern makes which is written out. */
static void
write_pieces(struct buf *to, enum step_kind kind, struct str text)
{
	size_t end[64], n = step_split(kind)(text, 0, end, 64), at = 0;

	for (size_t i = 0; i < n; at = end[i++])
		add_piece(to, str_of(text.p + at, end[i] - at));
}

static void
patterns_written_out_cut_as_their_text_does(void **state)
{
	struct spec_step regex = {.kind = STEP_REGEX};
	uint32_t random = 5;
	struct buf text, want, pattern;
	struct fault f;

	(void)state;
	buf_init(&text, BUF_NO_MAX);
	buf_init(&want, BUF_NO_MAX);
	buf_init(&pattern, BUF_NO_MAX);
	for (size_t i = 0; i < 8000; i++) {
		struct spec_step out = {.kind = known[i % 4].kind};
		struct str as_text = str_c(known[i % 4].text);
		enum step_kind kind;

		assert_true(pattern_known(as_text, &kind));
		assert_int_equal(kind, out.kind);
		buf_clear(&text);
		buf_clear(&want);
		buf_clear(&pattern);
		random_text(&text, &random);
		write_pieces(&want, kind, buf_str(&text));
		assert_true(pattern_translate(&pattern, as_text, &f));
		regex.pattern = buf_str(&pattern);
		cuts(&regex, 1, buf_cstr(&text), buf_cstr(&want));
		cuts(&out, 1, buf_cstr(&text), buf_cstr(&want));
	}
	buf_free(&text);
	buf_free(&want);
	buf_free(&pattern);
}

static void
translated(const char *from, const char *to)
{
	struct buf b;
	struct fault f;

	buf_init(&b, BUF_NO_MAX);
	assert_true(pattern_translate(&b, str_c(from), &f));
	assert_str(buf_str(&b), to);
	buf_free(&b);
}

static void
untranslated(const char *from, size_t off)
{
	struct buf b;
	struct fault f;

	buf_init(&b, BUF_NO_MAX);
	assert_false(pattern_translate(&b, str_c(from), &f));
	assert_int_equal(f.status, STATUS_INPUT);
	assert_int_equal(f.off, off);
	buf_free(&b);
}

static void
a_pattern_of_the_common_kind_is_the_same_for_both(void **state)
{
	(void)state;
	translated("[\\p{P}\\p{Han}]+|\\p{S}{1,3}| ?[^a\\]]*+$",
	    "[\\p{P}\\p{Han}]+|\\p{S}{1,3}| ?[^a\\]]*+$");
	translated("(?i:'s)(?!\\d)(?<=x)\\x{20}\\x41",
	    "(?i:'s)(?!\\d)(?<=x)"
	    "\\x{20}\\x41");
}

static void
where_the_two_differ_a_pattern_is_refused(void **state)
{
	(void)state;
	untranslated("a\\w", 1);
	untranslated("[\\w]", 1);
	untranslated("[\\S]", 1);
	untranslated("a\\b", 1);
	untranslated("(a)\\1", 3);
	untranslated("[a[b]]", 2);
	untranslated("[a&&b]", 2);
	untranslated("[]a]", 1);
	untranslated("[a", 2);
	untranslated("a{,3}", 1);
	untranslated("a{1,3}+", 1);
	untranslated("(?m:a)", 0);
	untranslated("(*FAIL)", 0);
	untranslated("\\h", 0);
	untranslated("\\p{L", 0);
}

/* U+180E is no white space, but of PCRE2's \s. */
static void
white_space_is_unicodes(void **state)
{
	struct spec_step step = {.kind = STEP_REGEX};
	struct buf b;
	struct fault f;

	(void)state;
	buf_init(&b, BUF_NO_MAX);
	assert_true(pattern_translate(&b, STR("\\s+|\\S"), &f));
	step.pattern = buf_str(&b);
	cuts(&step, 1, " \xC2\x85\t\xE1\xA0\x8E\xE3\x80\x80",
	    "[ \xC2\x85\t][\xE1\xA0\x8E][\xE3\x80\x80]");
	buf_free(&b);
}

static void
a_text_is_quoted(void **state)
{
	struct spec_step step = {.kind = STEP_REGEX};
	struct buf b;

	(void)state;
	buf_init(&b, BUF_NO_MAX);
	pattern_quote(&b, STR("a.b[\\*"));
	step.pattern = buf_str(&b);
	cuts(&step, 1, "a.b[\\*axb[\\*", "[a.b[\\*][axb[\\*]");
	buf_free(&b);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(matches_become_pieces_as_the_behaviour_says),
	    cmocka_unit_test(matches_side_by_side_are_one_piece_or_several),
	    cmocka_unit_test(an_empty_match_parts_what_is_around_it),
	    cmocka_unit_test(what_does_not_match_is_a_piece),
	    cmocka_unit_test(each_step_cuts_the_pieces_of_the_one_before),
	    cmocka_unit_test(a_pattern_that_takes_too_long_is_given_up),
	    cmocka_unit_test(a_pattern_that_is_none_is_a_fault),
	    cmocka_unit_test(patterns_written_out_cut_as_their_text_does),
	    cmocka_unit_test(a_pattern_of_the_common_kind_is_the_same_for_both),
	    cmocka_unit_test(where_the_two_differ_a_pattern_is_refused),
	    cmocka_unit_test(white_space_is_unicodes),
	    cmocka_unit_test(a_text_is_quoted),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
