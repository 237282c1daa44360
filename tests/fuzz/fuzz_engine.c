/* SPDX-License-Identifier: MIT */
/*
 * Records are the same in whatever chunks the input is read, and with more
 * threads; together they are the input.  The first byte takes the size of the
 * chunks, the second the ceiling of a record.
 */
#include <assert.h>
#include <stdint.h>
#include <unistd.h>

#include "common/io/engine.h"
#include "common/io/unpack.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

enum { MOST = 32 * 1024 }; /* what a pipe holds */

struct seen {
	struct buf records; /* with their places */
	struct buf bytes;   /* as they came */
};

static void
work(void *worker, struct task *t)
{
	struct record r;

	(void)worker;
	while (task_record(t, &r)) {
		buf_printf(&t->side, "%zu.%zu%s%s:", r.line, r.index,
		    r.bom ? "b" : "", r.blank ? "_" : "");
		buf_add_str(&t->side, r.text);
		buf_addc(&t->side, '\n');
		buf_add_str(&t->out, r.raw);
		assert(r.text.n <= r.raw.n);
	}
}

static void
done(void *tool, struct task *t)
{
	struct seen *seen = tool;

	buf_add_str(&seen->records, buf_str(&t->side));
	buf_add_str(&seen->bytes, buf_str(&t->out));
}

static void
too_long(void *tool, struct task *t)
{
	struct seen *seen = tool;

	buf_printf(&seen->records, "%zu.%zu: too long\n", t->line, t->index);
}

static void
read_all(
    struct str text, size_t chunk, uint64_t jobs, size_t max, struct seen *seen)
{
	struct job job = {
	    .tool = seen,
	    .jobs = jobs,
	    .max_record = max,
	    .chunk = chunk,
	    .work = work,
	    .done = done,
	    .too_long = too_long,
	};
	char *files[] = {"-", NULL};
	int ends[2];
	struct in in;

	buf_init(&seen->records, BUF_NO_MAX);
	buf_init(&seen->bytes, BUF_NO_MAX);
	assert(pipe(ends) == 0);
	assert(write(ends[1], text.p, text.n) == (ssize_t)text.n);
	close(ends[1]);
	assert(dup2(ends[0], STDIN_FILENO) == STDIN_FILENO);
	close(ends[0]);
	in_init(&in, files);
	engine_run(&job, &in);
	in_free(&in);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct seen small, large;
	struct unpack *packed;
	struct str text;
	size_t max;

	if (size < 2 || size > MOST)
		return 0;
	text = str_of((const char *)data + 2, size - 2);
	packed = unpack_new(text);
	unpack_free(packed);
	if (packed != NULL)
		return 0;
	max = 1 + (size_t)data[1] * 4;
	read_all(text, 1 + data[0] / 2, 1 + data[0] % 2, max, &small);
	read_all(text, 0, 1, max, &large);
	assert(str_eq(buf_str(&small.records), buf_str(&large.records)));
	assert(str_eq(buf_str(&small.bytes), buf_str(&large.bytes)));
	if (str_search(buf_str(&large.records), STR(": too long\n")) ==
	    large.records.n)
		assert(str_eq(buf_str(&large.bytes), text));
	buf_free(&small.records);
	buf_free(&small.bytes);
	buf_free(&large.records);
	buf_free(&large.bytes);
	return 0;
}
