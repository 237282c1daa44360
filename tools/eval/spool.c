/* SPDX-License-Identifier: MIT */
/*
 * The temporary file: each result is its numbers and texts, one behind the
 * other, a text with its length in front.
 */
#include <errno.h>
#include <stdlib.h>
#include <unistd.h>

#include "common/base/diag.h"
#include "common/io/temporary.h"
#include "tools/eval/result.h"

enum { AT_ONCE = 256 * 1024 };

void
spool_open(struct spool *s, size_t nmodels, size_t nmetrics)
{
	*s = (struct spool){.nmodels = nmodels, .nmetrics = nmetrics};
	s->fd = temporary_spool();
	if (s->fd < 0)
		diag_die(STATUS_IO, "cannot create a temporary file: %s",
		    strerror(errno));
	buf_init(&s->pending, BUF_NO_MAX);
}

void
spool_close(struct spool *s)
{
	close(s->fd);
	buf_free(&s->pending);
	free(s->starts);
}

static void
flush(struct spool *s)
{
	size_t at = 0;

	while (at < s->pending.n) {
		ssize_t w = write(s->fd, s->pending.p + at, s->pending.n - at);

		if (w < 0 && errno == EINTR)
			continue;
		if (w < 0)
			diag_die(STATUS_IO,
			    "cannot write to a temporary file: %s",
			    strerror(errno));
		at += (size_t)w;
	}
	s->written += at;
	buf_shrink(&s->pending, 4 * AT_ONCE);
}

static void
put_text(struct buf *to, struct str text)
{
	buf_add(to, &text.n, sizeof(text.n));
	buf_add_str(to, text);
}

static void
put_question(struct buf *to, const struct result *r)
{
	const struct question *q = &r->question;
	const uint64_t numbers[] = {r->line, r->index, q->turn,
	    (uint64_t)q->truth, q->is_preference, q->nfields};

	buf_add(to, numbers, sizeof(numbers));
	put_text(to, q->messages);
	put_text(to, q->expected);
	put_text(to, q->rejected);
	for (size_t i = 0; i < q->nfields; i++) {
		put_text(to, q->fields[i].name);
		put_text(to, q->fields[i].json);
	}
}

static void
put_reply(struct buf *to, const struct reply *r, size_t nmetrics)
{
	const uint64_t numbers[] = {(uint64_t)r->end, r->prompt_tokens,
	    r->completion_tokens, r->cached_tokens, r->counted,
	    (uint64_t)r->cost, (uint64_t)r->ms, r->from_cache};

	buf_add(to, numbers, sizeof(numbers));
	for (size_t k = 0; k < nmetrics; k++)
		buf_add(to, &r->scores[k], sizeof(r->scores[k]));
	put_text(to, r->text);
	put_text(to, r->calls);
	put_text(to, r->finish);
	put_text(to, r->trouble);
}

void
spool_add(struct spool *s, const struct result *r)
{
	if (s->n == s->room) {
		s->room = s->room == 0 ? 1024 : 2 * s->room;
		s->starts = mem_resize(s->starts, s->room, sizeof(*s->starts));
	}
	s->starts[s->n++] = s->written + s->pending.n;
	put_question(&s->pending, r);
	for (size_t i = 0; i < s->nmodels; i++)
		put_reply(&s->pending, &r->replies[i], s->nmetrics);
	if (s->pending.n >= AT_ONCE)
		flush(s);
}

/* Takes n bytes off the front of what was read. */
static void
take(struct str *from, void *to, size_t n)
{
	memcpy(to, from->p, n);
	*from = str_from(*from, n);
}

static struct str
take_text(struct str *from)
{
	struct str text;
	size_t n;

	take(from, &n, sizeof(n));
	text = str_of(from->p, n);
	*from = str_from(*from, n);
	return text;
}

static void
take_question(struct str *from, struct result *r)
{
	struct question *q = &r->question;
	uint64_t numbers[6];

	take(from, numbers, sizeof(numbers));
	r->line = numbers[0];
	r->index = numbers[1];
	*q = (struct question){.turn = numbers[2],
	    .truth = (enum truth)numbers[3],
	    .is_preference = numbers[4] != 0,
	    .nfields = numbers[5]};
	q->messages = take_text(from);
	q->expected = take_text(from);
	q->rejected = take_text(from);
	for (size_t i = 0; i < q->nfields; i++) {
		q->fields[i].name = take_text(from);
		q->fields[i].json = take_text(from);
	}
}

static void
take_reply(struct str *from, struct reply *r, size_t nmetrics)
{
	uint64_t numbers[8];

	take(from, numbers, sizeof(numbers));
	r->end = (enum answer_end)numbers[0];
	r->prompt_tokens = numbers[1];
	r->completion_tokens = numbers[2];
	r->cached_tokens = numbers[3];
	r->counted = numbers[4] != 0;
	r->cost = (int64_t)numbers[5];
	r->ms = (int64_t)numbers[6];
	r->from_cache = numbers[7] != 0;
	for (size_t k = 0; k < nmetrics; k++)
		take(from, &r->scores[k], sizeof(r->scores[k]));
	r->text = take_text(from);
	r->calls = take_text(from);
	r->finish = take_text(from);
	r->trouble = take_text(from);
}

static void
read_fully(const struct spool *s, uint64_t from, char *p, size_t n)
{
	size_t got = 0;

	while (got < n) {
		ssize_t r = pread(s->fd, p + got, n - got, (off_t)(from + got));

		if (r < 0 && errno == EINTR)
			continue;
		if (r <= 0)
			diag_die(STATUS_IO, "cannot read a temporary file: %s",
			    r < 0 ? strerror(errno) : "it has become shorter");
		got += (size_t)r;
	}
}

void
spool_get(struct spool *s, size_t i, struct result *r)
{
	uint64_t end;
	struct str from;
	char *p;
	size_t n;

	flush(s);
	end = i + 1 < s->n ? s->starts[i + 1] : s->written;
	n = (size_t)(end - s->starts[i]);
	result_start(r, s->nmodels, s->nmetrics);
	p = arena_take(&r->arena, n, 1);
	read_fully(s, s->starts[i], p, n);
	from = str_of(p, n);
	take_question(&from, r);
	for (size_t m = 0; m < s->nmodels; m++)
		take_reply(&from, &r->replies[m], s->nmetrics);
}
