/* SPDX-License-Identifier: MIT */
#include <stdlib.h>

#include "common/base/diag.h"
#include "common/base/opt.h"
#include "common/io/engine.h"
#include "tools/tokcount/tokcount.h"

enum { ID_DIGITS = 10 }; /* of a uint32_t */

/* What is kept from one chunk to the next. */
struct plain {
	const struct tokcount *tc;
	struct report report;
	size_t tokens, bytes; /* of the text so far */
	bool some_ids;	      /* an id stands on the line already */
};

struct worker {
	const struct tokcount *tc;
	struct tokenizer *tokenizer;
	struct token_ids ids;
};

/* A line, or a piece of a text. */
struct piece {
	size_t line, bytes, tokens;
	struct piece *next;
};

static void *
start(void *tool)
{
	const struct plain *p = tool;
	struct worker *w = mem_zero(1, sizeof(*w));

	w->tc = p->tc;
	w->tokenizer = tokenizer_new(p->tc->encoding);
	tokenizer_specials(w->tokenizer, p->tc->special);
	token_ids_init(&w->ids);
	return w;
}

static void
stop(void *worker)
{
	struct worker *w = worker;

	tokenizer_free(w->tokenizer);
	token_ids_free(&w->ids);
	free(w);
}

/* Between two pieces of a text no token may stand. */
static struct cut
cut_text(const void *how, struct str data, bool at_end, size_t max)
{
	const struct tokcount *tc = how;
	struct cut c = {.bytes = data.n};

	if (!at_end)
		c.bytes = token_cut(tc->encoding, data, tc->special);
	c.too_long = c.bytes == 0 && !at_end && data.n > max;
	return c;
}

static struct piece *
add_piece(struct task *t, struct piece ***end, struct str text)
{
	struct piece *p = arena_zero(&t->arena, 1, sizeof(*p));

	p->bytes = text.n;
	**end = p;
	*end = &p->next;
	return p;
}

static void
work_lines(void *worker, struct task *t)
{
	struct worker *w = worker;
	struct piece **end = t->result;
	struct record r;

	while (task_record(t, &r)) {
		struct piece *p = add_piece(t, &end, r.text);

		p->line = r.line;
		token_add(w->tokenizer, r.text, &p->tokens);
	}
	token_settle(w->tokenizer);
}

static void
work_text(void *worker, struct task *t)
{
	struct worker *w = worker;
	struct piece **end = t->result;

	add_piece(t, &end, t->data)->tokens =
	    token_count(w->tokenizer, t->data);
}

/* Writes the number of up to ID_DIGITS digits; returns its end. */
static char *
put_id(char *to, uint32_t id)
{
	static const char pairs[] = "00010203040506070809"
				    "10111213141516171819"
				    "20212223242526272829"
				    "30313233343536373839"
				    "40414243444546474849"
				    "50515253545556575859"
				    "60616263646566676869"
				    "70717273747576777879"
				    "80818283848586878889"
				    "90919293949596979899";
	size_t n = 1 + (id > 9) + (id > 99) + (id > 999) + (id > 9999) +
	    (id > 99999) + (id > 999999) + (id > 9999999) + (id > 99999999) +
	    (id > 999999999);
	char *end = to + n, *at = end;

	for (; id > 9; id /= 100) {
		at -= 2;
		memcpy(at, pairs + id % 100 * 2, 2);
	}
	if (at > to)
		*to = (char)('0' + id);
	return end;
}

/* Appends the numbers of the text's tokens, with blanks between them. */
static void
write_ids(struct worker *w, struct str text, struct buf *to)
{
	char *start, *at;

	w->ids.n = 0;
	token_encode(w->tokenizer, text, &w->ids);
	start = at = buf_room(to, w->ids.n * (1 + ID_DIGITS));
	for (size_t i = 0; i < w->ids.n; i++) {
		if (i > 0)
			*at++ = ' ';
		at = put_id(at, w->ids.id[i]);
	}
	to->n += (size_t)(at - start);
}

static void
work_ids(void *worker, struct task *t)
{
	write_ids(worker, t->data, &t->out);
}

static void
work_line_ids(void *worker, struct task *t)
{
	struct record r;

	while (task_record(t, &r)) {
		write_ids(worker, r.text, &t->out);
		buf_addc(&t->out, '\n');
	}
}

static void
add_text(struct plain *p, const char *file, size_t line)
{
	const struct tokcount *tc = p->tc;
	bool over = p->tokens > tc->over;

	if (over)
		diag_raise(STATUS_NO);
	if (over || tc->over == TOKCOUNT_ALL) {
		if (tc->per_example)
			out_printf(tc->out, "{\"index\":%zu,\"tokens\":%zu}\n",
			    line, p->tokens);
		else if (over && line > 0 && !tc->json)
			report_over(&p->report, file, line, p->tokens);
		report_add(&p->report, p->bytes,
		    &(struct counts){.tokens = p->tokens});
	}
	p->tokens = p->bytes = 0;
}

static void
done(void *tool, struct task *t)
{
	struct plain *p = tool;
	struct piece **list = t->result;

	for (const struct piece *at = *list; at != NULL; at = at->next) {
		p->tokens += at->tokens;
		p->bytes += at->bytes;
		if (p->tc->per_line)
			add_text(p, t->file, at->line);
	}
	if (!t->last)
		return;
	if (p->tc->raw)
		add_text(p, t->file, 0);
	report_file(&p->report, t->file);
}

static void
done_ids(void *tool, struct task *t)
{
	struct plain *p = tool;

	if (p->some_ids && t->out.n > 0)
		out_write(p->tc->out, " ", 1);
	out_str(p->tc->out, buf_str(&t->out));
	p->some_ids = !t->last && (p->some_ids || t->out.n > 0);
	if (t->last)
		out_write(p->tc->out, "\n", 1);
}

static void
done_line_ids(void *tool, struct task *t)
{
	const struct plain *p = tool;

	out_str(p->tc->out, buf_str(&t->out));
}

static void
run(struct plain *p, char **files, void (*work)(void *, struct task *),
    void (*done_fn)(void *, struct task *))
{
	struct job job = {
	    .tool = p,
	    .jobs = opt_shared.jobs,
	    .max_record = opt_shared.max_record,
	    .progress = opt_shared.progress,
	    .result_size = sizeof(struct piece *),
	    .cut = p->tc->per_line ? NULL : cut_text,
	    .how = p->tc,
	    .start = start,
	    .stop = stop,
	    .work = work,
	    .done = done_fn,
	};
	struct in in;

	in_init(&in, files);
	engine_run(&job, &in);
	in_free(&in);
}

void
tokcount_plain(const struct tokcount *tc, char **files)
{
	struct plain p = {.tc = tc};

	report_start(&p.report, tc);
	run(&p, files, tc->per_line ? work_lines : work_text, done);
	report_end(&p.report);
}

void
tokcount_ids(const struct tokcount *tc, char **files)
{
	struct plain p = {.tc = tc};

	if (tc->per_line)
		run(&p, files, work_line_ids, done_line_ids);
	else
		run(&p, files, work_ids, done_ids);
}
