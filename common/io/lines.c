/* SPDX-License-Identifier: MIT */
#include "common/io/lines.h"

#include "common/base/diag.h"

enum { CHUNK = 64 * 1024, KEEP = 4 * 1024 * 1024 };

static const struct str bom = {"\xef\xbb\xbf", 3};

void
lines_init(struct lines *l, struct in *in, size_t max)
{
	*l = (struct lines){.in = in, .max = max, .chunk = CHUNK};
	buf_init(&l->held, BUF_NO_MAX);
}

void
lines_free(struct lines *l)
{
	buf_free(&l->held);
}

/* Reads more behind what is held; what was given already is dropped. */
static void
read_more(struct lines *l)
{
	size_t left = l->held.n - l->at, got;
	char *p;

	if (l->at > 0) {
		memmove(l->held.p, l->held.p + l->at, left);
		l->held.n = left;
		l->at = 0;
		if (left == 0)
			buf_shrink(&l->held, KEEP);
	}
	p = buf_room(&l->held, l->chunk);
	got = in_read(l->in, p, l->chunk);
	l->held.n += got;
	l->at_end = got < l->chunk;
	l->failed = l->in->failed;
}

/* Drops what is held of a line that is too long, and the rest of it. */
static void
skip_line(struct lines *l)
{
	struct str rest;
	size_t end;

	diag_at((struct place){l->in->name, l->line, 1}, LEVEL_ERROR,
	    "the record is longer than %zu bytes (--max-record)", l->max);
	diag_raise(STATUS_INPUT);
	for (;;) {
		rest = str_from(buf_str(&l->held), l->at);
		end = str_find(rest, '\n');
		if (end < rest.n || l->at_end)
			break;
		l->at = l->held.n;
		read_more(l);
	}
	l->at += end + (end < rest.n);
}

/* The next line of the open file, blank ones too; false at its end. */
static bool
next_line(struct lines *l, struct str *text)
{
	struct str rest;
	size_t end, seen = 0;

	for (;;) {
		rest = str_from(buf_str(&l->held), l->at);
		end = seen + str_find(str_from(rest, seen), '\n');
		if (end < rest.n || l->at_end)
			break;
		/* A CR may stand in front of the LF that is not there yet. */
		if (rest.n > l->max + 1) {
			end = l->max + 2;
			break;
		}
		seen = rest.n;
		read_more(l);
	}
	/* What a failure has cut off is no record. */
	if (end == rest.n && (rest.n == 0 || l->failed))
		return false;
	*text = str_of(rest.p, end);
	if (end < rest.n && end > 0 && rest.p[end - 1] == '\r')
		text->n--;
	return true;
}

static bool
is_blank(struct str s)
{
	return str_trim(s).n == 0;
}

/* Takes lines of the open file until one is a record. */
static bool
next_record(struct lines *l, struct line *line)
{
	struct str text;

	while (next_line(l, &text)) {
		size_t bytes = text.n;

		line->line = ++l->line;
		if (text.n > l->max) {
			l->index++;
			skip_line(l);
			continue;
		}
		/* Behind the text and its line end. */
		l->at = (size_t)(text.p - l->held.p) + bytes;
		if (l->at < l->held.n && l->held.p[l->at] == '\r')
			l->at++;
		if (l->at < l->held.n && l->held.p[l->at] == '\n')
			l->at++;
		if (l->line == 1 && str_starts(text, bom))
			text = str_from(text, bom.n);
		if (is_blank(text))
			continue;
		line->index = ++l->index;
		line->text = text;
		line->file = l->in->name;
		return true;
	}
	return false;
}

bool
lines_next(struct lines *l, struct line *line)
{
	for (;;) {
		if (!l->open) {
			if (!in_next(l->in))
				return false;
			l->open = true;
			l->at_end = l->failed = false;
			l->line = l->index = l->at = 0;
			buf_clear(&l->held);
		}
		if (next_record(l, line))
			return true;
		l->open = false;
	}
}
