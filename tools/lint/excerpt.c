/* SPDX-License-Identifier: MIT */
#include "tools/lint/excerpt.h"

#include <stdlib.h>

#include "common/base/diag.h"
#include "common/text/hide.h"
#include "common/text/utf8.h"

/* AROUND: as far on both sides a secret may reach that is seen in part. */
enum { ROOM_MIN = 20, AROUND = 64 * 1024 };

static const struct str dots = {"...", 3};

/* How many bytes of s, from its front, are as wide as `columns` at most. */
static size_t
fitting(struct str s, size_t columns)
{
	size_t at = 0;

	while (at < s.n) {
		uint32_t cp;
		size_t n = utf8_decode(str_from(s, at), &cp);
		size_t width = utf8_width(str_of(s.p + at, n));

		if (width > columns)
			break;
		columns -= width;
		at += n;
	}
	return at;
}

/* Drops what stands before the last `columns` of s. */
static struct str
last_columns(struct str s, size_t columns)
{
	size_t width = utf8_width(s);
	uint32_t cp;

	while (width > columns) {
		size_t n = utf8_decode(s, &cp);

		width -= utf8_width(str_of(s.p, n));
		s = str_from(s, n);
	}
	return s;
}

/* From `from` to `to`, or less where that is more than can be shown. */
static struct str
part(struct str line, size_t from, size_t to, size_t most)
{
	if (from > line.n)
		from = line.n;
	if (to > line.n)
		to = line.n;
	if (to < from)
		to = from;
	return str_of(line.p + from, to - from > most ? most : to - from);
}

/* The masked text before the mark, which takes at most `columns`. */
static void
write_before(
    struct buf *to, const struct excerpt *e, size_t most, size_t columns)
{
	size_t from = e->off > most ? e->off - most : 0;
	struct str shown;
	struct buf text;

	buf_init(&text, BUF_NO_MAX);
	/* Not in the midst of a character. */
	while (from > 0 && from < e->off && from < e->line.n &&
	    ((unsigned char)e->line.p[from] & 0xC0) == 0x80)
		from++;
	diag_mask(&text, part(e->line, from, e->off, most));
	shown = last_columns(buf_str(&text), columns);
	if (from > 0 || shown.n < text.n) {
		buf_add_str(to, dots);
		shown = last_columns(shown, columns - dots.n);
	}
	buf_add_str(to, shown);
	buf_free(&text);
}

/* The text from the mark on; *marked is how wide what is wrong appears. */
static void
write_after(struct buf *to, const struct excerpt *e, size_t most,
    size_t columns, size_t *marked)
{
	struct buf text;
	size_t fit, wrong;

	buf_init(&text, BUF_NO_MAX);
	diag_mask(&text, part(e->line, e->off, e->end, most));
	wrong = text.n;
	if (wrong < most)
		diag_mask(&text,
		    part(e->line, e->end > e->off ? e->end : e->off, e->line.n,
			most));
	fit = fitting(buf_str(&text), columns);
	if (fit < text.n)
		fit = fitting(buf_str(&text), columns - dots.n);
	*marked = utf8_width(str_of(text.p, wrong < fit ? wrong : fit));
	buf_add_str(to, str_of(text.p, fit));
	if (fit < text.n)
		buf_add_str(to, dots);
	buf_free(&text);
}

static void
write_lines(struct buf *to, const struct excerpt *e)
{
	size_t gutter, room, before, marked = 0, most, begin = to->n;

	buf_printf(to, "%5zu | ", e->number);
	gutter = to->n - begin;
	room = e->columns > gutter + ROOM_MIN ? e->columns - gutter : ROOM_MIN;
	most = room * UTF8_MAX;
	begin = to->n;
	write_before(to, e, most, room / 3);
	before = utf8_width(str_of(to->p + begin, to->n - begin));
	write_after(to, e, most, room - before, &marked);
	buf_printf(to, "\n%*s| %*s%s^", (int)gutter - 2, "", (int)before, "",
	    e->color);
	while (marked-- > 1)
		buf_addc(to, '~');
	buf_adds(to, e->color[0] == '\0' ? "\n" : "\033[0m\n");
}

void
excerpt_write(struct buf *to, const struct excerpt *e)
{
	size_t off = e->off < e->line.n ? e->off : e->line.n;
	size_t from = off < AROUND ? 0 : off - AROUND;
	size_t end = e->line.n - off < AROUND ? e->line.n : off + AROUND;
	struct excerpt shown = *e;
	char *copy = mem_copy(e->line.p + from, end - from);

	hide_secrets_in_json(copy, end - from);
	shown.line = str_of(copy, end - from);
	shown.off = off - from;
	shown.end = e->end > from ? e->end - from : 0;
	write_lines(to, &shown);
	free(copy);
}
