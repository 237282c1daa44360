/* SPDX-License-Identifier: MIT */
/* Records asked for one at a time, whatever the size of the pieces read. */
#include "tests/unit/unit.h"

#include <stdlib.h>
#include <unistd.h>

#include "common/base/diag.h"
#include "common/io/lines.h"

static char *
file_of(const char *text, size_t n)
{
	char name[] = "/tmp/ft-test-lines.XXXXXX";
	int fd = mkstemp(name);

	assert_true(fd >= 0);
	assert_int_equal(write(fd, text, n), n);
	close(fd);
	return mem_copy(name, sizeof(name) - 1);
}

/* The records of a file as "line,index:text;". */
static void
read_all(char *name, size_t chunk, size_t max, struct buf *to)
{
	char *files[] = {name, NULL};
	struct lines l;
	struct line line;
	struct in in;

	buf_clear(to);
	in_init(&in, files);
	lines_init(&l, &in, max);
	l.chunk = chunk;
	while (lines_next(&l, &line)) {
		buf_printf(to, "%zu,%zu:", line.line, line.index);
		buf_add_str(to, line.text);
		buf_addc(to, ';');
		assert_string_equal(line.file, name);
	}
	lines_free(&l);
	in_free(&in);
}

/* At every size of the pieces, the text has these records. */
static void
expect(const char *text, size_t n, size_t max, const char *want)
{
	char *name = file_of(text, n);
	struct buf got;

	buf_init(&got, BUF_NO_MAX);
	for (size_t chunk = 1; chunk <= n + 1; chunk++) {
		read_all(name, chunk, max, &got);
		assert_string_equal(buf_cstr(&got), want);
	}
	buf_free(&got);
	unlink(name);
	free(name);
}

#define EXPECT(text, want) expect(text, sizeof(text) - 1, 1000, want)

static void
lines_are_records_but_for_blank_ones(void **state)
{
	(void)state;
	EXPECT("", "");
	EXPECT("one\ntwo\n", "1,1:one;2,2:two;");
	EXPECT("one\n\n \t\r\ntwo", "1,1:one;4,2:two;");
	EXPECT("\n\n", "");
}

static void
a_carriage_return_in_front_of_the_end_is_part_of_it(void **state)
{
	(void)state;
	EXPECT("a\r\nb\r\r\nc\rd\n\re\n", "1,1:a;2,2:b\r;3,3:c\rd;4,4:\re;");
	EXPECT("a\r\nb\r", "1,1:a;2,2:b\r;");
}

static void
a_byte_order_mark_is_no_part_of_the_first_record(void **state)
{
	(void)state;
	EXPECT("\xef\xbb\xbfone\n\xef\xbb\xbftwo\n",
	    "1,1:one;2,2:\xef\xbb\xbftwo;");
}

static void
a_record_over_the_ceiling_is_told_and_the_next_is_read(void **state)
{
	(void)state;
	assert_int_equal(diag_status(), STATUS_OK);
	expect("123\n1234\n12\n", 12, 3, "1,1:123;3,3:12;");
	assert_int_equal(diag_status(), STATUS_INPUT);
	expect("123\r\n12345678901234567890\r\n123", 30, 3, "1,1:123;3,3:123;");
	expect("1\n1234", 6, 3, "1,1:1;");
	expect("1234\n", 5, 3, "");
}

static void
several_files_count_their_lines_each(void **state)
{
	char *a = file_of("x\ny\n", 4), *b = file_of("z", 1);
	char *files[] = {a, b, NULL};
	struct lines l;
	struct line line;
	struct in in;

	(void)state;
	in_init(&in, files);
	lines_init(&l, &in, 10);
	assert_true(lines_next(&l, &line));
	assert_true(lines_next(&l, &line));
	assert_int_equal(line.line, 2);
	assert_true(lines_next(&l, &line));
	assert_string_equal(line.file, b);
	assert_int_equal(line.line, 1);
	assert_int_equal(line.index, 1);
	assert_false(lines_next(&l, &line));
	lines_free(&l);
	in_free(&in);
	unlink(a);
	unlink(b);
	free(a);
	free(b);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(lines_are_records_but_for_blank_ones),
	    cmocka_unit_test(
		a_carriage_return_in_front_of_the_end_is_part_of_it),
	    cmocka_unit_test(a_byte_order_mark_is_no_part_of_the_first_record),
	    cmocka_unit_test(
		a_record_over_the_ceiling_is_told_and_the_next_is_read),
	    cmocka_unit_test(several_files_count_their_lines_each),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
