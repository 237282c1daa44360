/* SPDX-License-Identifier: MIT */
#include "common/json/jsonquick.h"

#include "tests/unit/json_same.h"
#include "tests/unit/unit.h"

/* What mutants are made of: everything the grammar knows, and what it bars. */
static const char *const seeds[] = {
    "{\"messages\":[{\"role\":\"user\",\"content\":\"a\\nb\"},"
    "{\"role\":\"assistant\",\"content\":null,\"weight\":1}]}",
    " [ 1 , -0.5e+10 , 0 , true , false , null , \"\" , [ ] , { } ] \r\n",
    "{\"a\":\"\\ud83d\\ude00 \\ud800 \\udc00 \\u00e9\","
    "\"a\":1e400,\"\\u0061\":2}",
    "[\"0123456789abcdef0123456789abcdef\\\\0123456789\\/\\b\\f\\r\\t\\\"\"]",
    "[99999999999999999999,-9223372036854775808,18446744073709551615,1E9]",
    "\"\xC3\xA9\xE2\x82\xAC\xF0\x9F\x98\x80\"",
    "[[[[[[{\"x\":[{\"y\":{\"z\":[]}}]}]]]]]]",
    "-12.75e-3",
};

static const char pieces[] = "{}[]:,\"\\/bfnrtu0123456789aAeE+-. \n\t\f\v\x1F"
			     "\x7F\x80\xC3\xED\xF4";

struct two {
	struct arena arena;
	struct json_reader quick, yajl;
	uint64_t random;
};

static size_t
draw(struct two *t, size_t n)
{
	t->random = t->random * 6364136223846793005u + 1442695040888963407u;
	return (size_t)(t->random >> 33) % n;
}

/* Puts in, takes out or replaces some bytes. */
static void
mutate(struct two *t, struct buf *text)
{
	for (size_t n = draw(t, 4); n > 0 && text->n > 0; n--) {
		size_t at = draw(t, text->n);
		size_t piece = draw(t, sizeof(pieces)); /* NUL too */

		switch (draw(t, 3)) {
		case 0:
			text->p[at] = pieces[piece];
			break;
		case 1:
			memmove(text->p + at, text->p + at + 1, --text->n - at);
			break;
		default:
			text->n = at + draw(t, text->n - at);
		}
	}
}

static void
agree(struct two *t, struct str text)
{
	struct json_doc a, b;
	struct fault f = {0}, g = {0};
	bool ok = json_parse(&t->quick, text, &a, &f);

	assert_int_equal(json_parse(&t->yajl, text, &b, &g), ok);
	if (ok)
		assert_true(json_same_doc(&a, &b));
	else
		assert_string_equal(f.text, g.text);
	arena_reset(&t->arena);
}

static void
the_quick_reader_gives_what_yajl_gives(void **state)
{
	enum { ROUNDS = 100000 };
	struct two t = {.random = 1, .yajl.yajl_alone = true};
	struct buf text;

	arena_init(&t.arena);
	t.quick.arena = t.yajl.arena = &t.arena;
	buf_init(&text, BUF_NO_MAX);
	(void)state;
	for (size_t i = 0; i < ROUNDS; i++) {
		buf_clear(&text);
		buf_adds(&text, seeds[i % LENGTH(seeds)]);
		mutate(&t, &text);
		agree(&t, buf_str(&text));
	}
	json_reader_free(&t.quick);
	json_reader_free(&t.yajl);
	buf_free(&text);
	arena_free(&t.arena);
}

static bool
is_quick(struct two *t, struct str text)
{
	static struct json_build b;
	struct json_doc doc;

	b.arena = &t->arena;
	b.values_max = JSON_VALUES_MAX;
	json_build_start(&b, text, &doc, NULL);
	return json_quick(&b);
}

static void
it_reads_what_programs_write_and_leaves_what_is_wrong(void **state)
{
	static const char *const wrong[] = {"", " ", "[1,]", "{\"a\"}", "[",
	    "01", "1.", "1e", "-", "tru", "\"\\x\"", "\"\\u12g4\"", "\"a",
	    "\"\t\"", "[1 2]", "{\"a\":}", "{,}", "[\f1]", "1 1", "nul"};
	struct two t = {0};

	(void)state;
	arena_init(&t.arena);
	for (size_t i = 0; i < LENGTH(seeds); i++)
		assert_true(is_quick(&t, str_c(seeds[i])));
	for (size_t i = 0; i < LENGTH(wrong); i++)
		assert_false(is_quick(&t, str_c(wrong[i])));
	arena_free(&t.arena);
}

/* Near its end and beyond, the arena's room decides how it is decoded. */
static void
an_escaped_string_is_read_whatever_is_left_of_the_arena(void **state)
{
	struct two t = {.yajl.yajl_alone = true};
	struct buf text;
	size_t room;

	(void)state;
	arena_init(&t.arena);
	t.quick.arena = t.yajl.arena = &t.arena;
	buf_init(&text, BUF_NO_MAX);
	for (size_t n = 0; n < 100000; n += n < 200 ? 7 : 9973)
		for (size_t left = 0; left < 300; left += 16) {
			buf_clear(&text);
			buf_adds(&text, "\"");
			for (size_t i = 0; i < n; i++)
				buf_adds(&text, i % 40 < 7 ? "\\n" : "a");
			buf_adds(&text, "\\ud83d\\ude00\"");
			(void)arena_room(&t.arena, &room);
			if (room > left)
				arena_keep(&t.arena, room - left);
			agree(&t, buf_str(&text));
		}
	json_reader_free(&t.quick);
	json_reader_free(&t.yajl);
	buf_free(&text);
	arena_free(&t.arena);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(the_quick_reader_gives_what_yajl_gives),
	    cmocka_unit_test(
		it_reads_what_programs_write_and_leaves_what_is_wrong),
	    cmocka_unit_test(
		an_escaped_string_is_read_whatever_is_left_of_the_arena),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
