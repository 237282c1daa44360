/* SPDX-License-Identifier: MIT */
#include "tests/unit/unit.h"

#include "tools/jsonl2csv/drops.c"
#include "tools/jsonl2csv/layout.c"

static struct arena arena;

static void
cell(const char *text, const char *want)
{
	struct layout l = {.delimiter = ';'};
	struct buf got;

	buf_init(&got, BUF_NO_MAX);
	layout_cell(&l, str_c(text), &got);
	assert_str(buf_str(&got), want);
	buf_free(&got);
}

static void
a_cell_is_quoted_only_where_it_must_be(void **state)
{
	(void)state;
	cell("", "");
	cell("plain, text", "plain, text");
	cell("a;b", "\"a;b\"");
	cell("a\nb", "\"a\nb\"");
	cell("a\rb", "\"a\rb\"");
	cell("\"", "\"\"\"\"");
	cell("say \"hi\"", "\"say \"\"hi\"\"\"");
	cell(" a", "\" a\"");
	cell("a\t", "\"a\t\"");
}

/* The header for records, one a line. */
static void
header(const char *records, enum rows rows, const char *want)
{
	struct layout l = {.delimiter = ','};
	struct str rest = str_c(records), record;
	struct json_reader r;
	struct json_doc doc;
	struct fault f;
	struct buf got;

	json_reader_init(&r, &arena);
	buf_init(&got, BUF_NO_MAX);
	while (str_split(&rest, '\n', &record))
		if (json_parse(&r, record, &doc, &f)) {
			struct layout one = {0};

			/* As if each stood in a chunk of its own. */
			layout_look(&one, &arena, doc.root);
			layout_merge(&l, &arena, &one);
		}
	layout_choose(&l, rows);
	layout_header(&l, &got);
	assert_str(buf_str(&got), want);
	buf_free(&got);
	json_reader_free(&r);
	arena_reset(&arena);
}

#define PLAIN                                                   \
	"{\"messages\":[{\"role\":\"user\",\"content\":\"a\"}," \
	"{\"role\":\"assistant\",\"content\":\"b\"}]}"
#define SEVERAL                                                    \
	"{\"messages\":[{\"role\":\"user\",\"content\":\"a\"},"    \
	"{\"role\":\"assistant\",\"content\":\"b\",\"weight\":1}," \
	"{\"role\":\"user\",\"content\":\"c\"}]}"

static void
one_record_of_several_turns_makes_rows_of_messages(void **state)
{
	(void)state;
	header(PLAIN, ROWS_AUTO, "system,user,assistant");
	header("", ROWS_AUTO, "system,user,assistant");
	header(
	    PLAIN "\n" SEVERAL, ROWS_AUTO, "conversation,role,content,weight");
	header(
	    PLAIN "\n" SEVERAL, ROWS_EXAMPLE, "system,user,assistant,weight");
	header(PLAIN, ROWS_MESSAGE, "conversation,role,content");
}

static void
the_first_record_says_what_they_are(void **state)
{
	(void)state;
	header("{\"prompt\":\"a\",\"completion\":\"b\"}\n" SEVERAL, ROWS_AUTO,
	    "prompt,completion,weight");
	header("7\n{\"input\":{\"messages\":[]},\"preferred_output\":[],"
	       "\"non_preferred_output\":[]}",
	    ROWS_AUTO, "system,user,preferred,rejected");
}

static void
strings_of_metadata_have_columns_in_order_of_appearance(void **state)
{
	(void)state;
	header("{\"prompt\":\"a\",\"completion\":\"b\","
	       "\"metadata\":{\"z\":\"1\",\"n\":1,\"a,b\":\"2\"}}\n"
	       "{\"prompt\":\"a\",\"completion\":\"b\","
	       "\"metadata\":{\"y\":\"1\",\"z\":\"1\",\"prompt\":\"3\"}}",
	    ROWS_AUTO, "prompt,completion,z,\"a,b\",y");
}

static void
what_was_left_out_is_counted_by_name(void **state)
{
	struct drops a = {0}, b = {0};

	(void)state;
	drops_add(&a, &arena, STR("x"), 1);
	drops_add(&b, &arena, STR("y"), 2);
	drops_add(&b, &arena, STR("x"), 3);
	drops_merge(&a, &arena, &b);
	assert_str(a.first->name, "x");
	assert_int_equal(a.first->n, 4);
	assert_str(a.last->name, "y");
	assert_int_equal(a.last->n, 2);
	for (int i = 0; i < 300; i++) {
		char name[2] = {(char)(i / 20 + 'a'), (char)(i % 20 + 'a')};

		drops_add(&a, &arena, str_of(name, 2), 1);
	}
	assert_str(a.last->name, "(others)");
	assert_int_equal(a.last->n, 300 - (DROPS_MOST - 2));
	arena_reset(&arena);
}

static int
free_arena(void **state)
{
	(void)state;
	arena_free(&arena);
	return 0;
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(a_cell_is_quoted_only_where_it_must_be),
	    cmocka_unit_test(
		one_record_of_several_turns_makes_rows_of_messages),
	    cmocka_unit_test(the_first_record_says_what_they_are),
	    cmocka_unit_test(
		strings_of_metadata_have_columns_in_order_of_appearance),
	    cmocka_unit_test(what_was_left_out_is_counted_by_name),
	};

	return cmocka_run_group_tests(tests, NULL, free_arena);
}
