/* SPDX-License-Identifier: MIT */
#include "tests/unit/unit.h"

#include <stdlib.h>
#include <unistd.h>

#include "common/base/diag.h"
#include "common/io/engine.h"

/* What the engine was seen to give, one line of text a record. */
struct seen {
	struct buf text;
	size_t chunks;
	size_t stop_at; /* stop in the done() of this chunk, from 1; 0: never */
};

struct counts {
	size_t records;
};

static void
work(void *worker, struct task *t)
{
	struct record r;
	struct counts *counts = t->result;

	(void)worker;
	assert_int_equal(counts->records, 0);
	while (task_record(t, &r)) {
		counts->records++;
		buf_printf(&t->side, "%zu.%zu.%zu%s%s:", t->file_number, r.line,
		    r.index, r.bom ? "b" : "", r.blank ? "_" : "");
		buf_add_str(&t->side, r.text);
		buf_addc(&t->side, '\n');
	}
}

static void
done(void *tool, struct task *t)
{
	struct seen *seen = tool;

	buf_add_str(&seen->text, buf_str(&t->side));
	if (t->last)
		buf_printf(&seen->text, "end of %zu\n", t->file_number);
	t->stop = ++seen->chunks == seen->stop_at;
}

static void
too_long(void *tool, struct task *t)
{
	struct seen *seen = tool;

	buf_printf(&seen->text, "%zu.%zu.%zu too long: %.3s\n", t->file_number,
	    t->line, t->index, t->data.p);
	if (t->last)
		buf_printf(&seen->text, "end of %zu\n", t->file_number);
}

/* A file of that content; the caller frees the name and removes the file. */
static char *
file_of(struct str content)
{
	char name[] = "/tmp/ft-test-engine.XXXXXX";
	int fd = mkstemp(name);

	assert_true(fd >= 0);
	assert_int_equal(write(fd, content.p, content.n), content.n);
	close(fd);
	return mem_copy(name, sizeof(name) - 1);
}

static void
run(struct seen *seen, char **files, size_t chunk, uint64_t jobs, size_t max)
{
	struct job job = {
	    .tool = seen,
	    .jobs = jobs,
	    .max_record = max,
	    .chunk = chunk,
	    .result_size = sizeof(struct counts),
	    .work = work,
	    .done = done,
	    .too_long = too_long,
	};
	struct in in;

	buf_clear(&seen->text);
	seen->chunks = 0;
	in_init(&in, files);
	engine_run(&job, &in);
	in_free(&in);
}

/* At every chunk size and with one and three threads, the same. */
static void
expect(struct str a, struct str b, size_t max, const char *want)
{
	char *files[] = {file_of(a), file_of(b), NULL};
	struct seen seen = {0};

	buf_init(&seen.text, BUF_NO_MAX);
	for (size_t chunk = 1; chunk <= a.n + 2; chunk++)
		for (uint64_t jobs = 1; jobs <= 3; jobs += 2) {
			run(&seen, files, chunk, jobs, max);
			assert_string_equal(buf_cstr(&seen.text), want);
		}
	for (int i = 0; i < 2; i++) {
		unlink(files[i]);
		free(files[i]);
	}
	buf_free(&seen.text);
}

static void
lines_of_several_files_come_in_order(void **state)
{
	(void)state;
	expect(STR("one\ntwo\n"), STR("three\n"), 100,
	    "0.1.1:one\n0.2.2:two\nend of 0\n1.1.1:three\nend of 1\n");
}

static void
a_last_line_without_newline_counts(void **state)
{
	(void)state;
	expect(STR("one\ntwo"), STR("x"), 100,
	    "0.1.1:one\n0.2.2:two\nend of 0\n1.1.1:x\nend of 1\n");
}

static void
an_empty_file_ends_and_gives_no_record(void **state)
{
	(void)state;
	expect(STR(""), STR("x\n"), 100, "end of 0\n1.1.1:x\nend of 1\n");
}

static void
blank_lines_have_a_line_but_no_index(void **state)
{
	(void)state;
	expect(STR("a\n\n \t\r\nb\n"), STR("\n"), 100,
	    "0.1.1:a\n0.2.2_:\n0.3.2_: \t\n0.4.2:b\nend of 0\n"
	    "1.1.1_:\nend of 1\n");
}

static void
crlf_is_no_part_of_the_text(void **state)
{
	(void)state;
	expect(STR("a\r\nb\r\n"), STR("\r"), 100,
	    "0.1.1:a\n0.2.2:b\nend of 0\n1.1.1_:\r\nend of 1\n");
}

static void
a_bom_is_told_once_a_file(void **state)
{
	(void)state;
	expect(STR("\xef\xbb\xbfone\n\xef\xbb\xbftwo\n"),
	    STR("\xef\xbb\xbfthree"), 100,
	    "0.1.1b:one\n0.2.2:\xef\xbb\xbftwo\nend of 0\n"
	    "1.1.1b:three\nend of 1\n");
}

static void
a_line_over_the_ceiling_is_told_and_the_next_is_read(void **state)
{
	(void)state;
	expect(STR("abcd\nabcde\nx\n"), STR("abcdefghijk"), 4,
	    "0.1.1:abcd\n0.2.2 too long: abc\n0.3.3:x\nend of 0\n"
	    "1.1.1 too long: abc\nend of 1\n");
}

static void
a_line_end_does_not_count_for_the_ceiling(void **state)
{
	(void)state;
	expect(STR("abcd\r\nabcde\r\n"), STR("abcd"), 4,
	    "0.1.1:abcd\n0.2.2 too long: abc\nend of 0\n"
	    "1.1.1:abcd\nend of 1\n");
}

static void
a_stop_drops_what_was_read_ahead(void **state)
{
	char *files[] = {file_of(STR("a\nb\nc\nd\ne\nf\n")), NULL};
	struct seen seen = {.stop_at = 2};

	(void)state;
	buf_init(&seen.text, BUF_NO_MAX);
	for (uint64_t jobs = 1; jobs <= 4; jobs++) {
		run(&seen, files, 2, jobs, 10);
		assert_string_equal(buf_cstr(&seen.text), "0.1.1:a\n0.2.2:b\n");
	}
	unlink(files[0]);
	free(files[0]);
	buf_free(&seen.text);
}

static void
output_is_in_order_with_many_threads(void **state)
{
	struct buf many, want;
	char *files[2] = {NULL, NULL};
	struct seen seen = {0};

	(void)state;
	buf_init(&many, BUF_NO_MAX);
	buf_init(&want, BUF_NO_MAX);
	buf_init(&seen.text, BUF_NO_MAX);
	for (int i = 1; i <= 5000; i++) {
		buf_printf(&many, "%d\n", i * 7919);
		buf_printf(&want, "0.%d.%d:%d\n", i, i, i * 7919);
	}
	buf_adds(&want, "end of 0\n");
	files[0] = file_of(buf_str(&many));
	run(&seen, files, 64, 8, 100);
	assert_string_equal(buf_cstr(&seen.text), buf_cstr(&want));
	unlink(files[0]);
	free(files[0]);
	buf_free(&many);
	buf_free(&want);
	buf_free(&seen.text);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(lines_of_several_files_come_in_order),
	    cmocka_unit_test(a_last_line_without_newline_counts),
	    cmocka_unit_test(an_empty_file_ends_and_gives_no_record),
	    cmocka_unit_test(blank_lines_have_a_line_but_no_index),
	    cmocka_unit_test(crlf_is_no_part_of_the_text),
	    cmocka_unit_test(a_bom_is_told_once_a_file),
	    cmocka_unit_test(
		a_line_over_the_ceiling_is_told_and_the_next_is_read),
	    cmocka_unit_test(a_line_end_does_not_count_for_the_ceiling),
	    cmocka_unit_test(a_stop_drops_what_was_read_ahead),
	    cmocka_unit_test(output_is_in_order_with_many_threads),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
