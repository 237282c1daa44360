/* SPDX-License-Identifier: MIT */
#include "common/ask/tape.h"

#include <fcntl.h>

#include "common/base/diag.h"
#include "tests/unit/folder.h"

static struct tape tape;
static struct arena arena;
static struct fault fault;
static struct params params;

static int
begin(void **state)
{
	static const struct ask_options options = ASK_USUAL;

	(void)state;
	arena_init(&arena);
	diag_talk(true, false);
	return params_read(&params, &options, &fault) ? 0 : -1;
}

static int
end(void **state)
{
	(void)state;
	tape_close(&tape);
	params_free(&params);
	arena_free(&arena);
	unlink(path);
	return 0;
}

static struct question
question(const char *messages)
{
	struct ask_question asked = {
	    .model = STR("m"), .messages = str_c(messages)};
	struct question q;

	question_make(&q, &asked, &params, &arena);
	return q;
}

static void
write_one(const char *messages, const char *json)
{
	struct question q = question(messages);
	struct askcache_answer a = {.json = str_c(json),
	    .request_id = STR("r\"1"),
	    .date = 1795219200,
	    .ms = 7};

	tape_write(&tape, &q, &a);
}

/* The answer to a question, or NULL. */
static const char *
found(const char *messages)
{
	static struct askcache_answer a;
	struct question q = question(messages);
	struct str copy;
	struct buf b;

	if (!tape_find(&tape, q.key, &arena, &a))
		return NULL;
	assert_str(a.request_id, "r\"1");
	assert_true(a.ms == 7);
	assert_true(a.date == 1795219200);
	buf_init(&b, BUF_NO_MAX);
	buf_add_str(&b, a.json);
	buf_addc(&b, '\0');
	copy = arena_copy(&arena, buf_str(&b));
	buf_free(&b);
	return copy.p;
}

static void
what_was_recorded_is_replayed(void **state)
{
	(void)state;
	assert_true(tape_open(&tape, path, NULL, &fault));
	write_one("[1]", "{\"a\":1}");
	write_one("[2]", "{\"a\":2}");
	write_one("[1]", "{\"a\":3}");
	tape_close(&tape);
	assert_true(tape_open(&tape, NULL, path, &fault));
	assert_string_equal(found("[2]"), "{\"a\":2}");
	assert_string_equal(found("[1]"), "{\"a\":3}");
	assert_null(found("[3]"));
}

static void
without_files_nothing_is_written_or_found(void **state)
{
	(void)state;
	assert_true(tape_open(&tape, NULL, NULL, &fault));
	write_one("[1]", "{}");
	assert_null(found("[1]"));
	assert_int_equal(count_files(), 0);
}

static void
replay(const char *text)
{
	int fd = open(path, O_WRONLY | O_CREAT | O_TRUNC, 0600);

	assert_true(fd >= 0);
	assert_int_equal(write(fd, text, strlen(text)), strlen(text));
	close(fd);
}

#define KEY "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"

static void
what_was_not_recorded_is_told_with_its_line(void **state)
{
	static const char *const cases[] = {"{\"key\":\"" KEY
					    "\",\"answer\":{}}\n\nx\n",
	    "{}", "{\"key\":\"0\",\"answer\":{}}", "{\"key\":\"" KEY "\"}",
	    "{\"key\":\"X123456789abcdef0123456789abcdef0123456789abcdef"
	    "0123456789abcdef\",\"answer\":{}}"};
	static const char *const lines[] = {
	    ":3:1: ", ":1:1: ", ":1:1: ", ":1:1: ", ":1:1: "};

	(void)state;
	for (size_t i = 0; i < LENGTH(cases); i++) {
		replay(cases[i]);
		assert_false(tape_open(&tape, NULL, path, &fault));
		assert_int_equal(fault.status, STATUS_INPUT);
		if (strstr(fault.text, lines[i]) == NULL)
			fail_msg("%s", fault.text);
	}
}

static void
a_file_that_is_not_there_is_told(void **state)
{
	(void)state;
	diag_talk(true, false);
	assert_false(tape_open(&tape, NULL, "/nonexistent/file", &fault));
	assert_int_equal(fault.status, STATUS_IO);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, begin, end)

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    TEST(what_was_recorded_is_replayed),
	    TEST(without_files_nothing_is_written_or_found),
	    TEST(what_was_not_recorded_is_told_with_its_line),
	    TEST(a_file_that_is_not_there_is_told),
	};

	return cmocka_run_group_tests(tests, make_folder, remove_folder);
}
