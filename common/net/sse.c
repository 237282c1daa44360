/* SPDX-License-Identifier: MIT */
#include "common/net/sse.h"

void
sse_init(struct sse *s, size_t max,
    bool (*each)(void *ctx, const struct sse_event *e), void *ctx)
{
	*s = (struct sse){.each = each, .ctx = ctx};
	buf_init(&s->line, max);
	buf_init(&s->data, max);
	buf_init(&s->name, max);
	buf_init(&s->id, max);
}

void
sse_free(struct sse *s)
{
	buf_free(&s->line);
	buf_free(&s->data);
	buf_free(&s->name);
	buf_free(&s->id);
}

/* A blank line: hands the event over, if it has data. */
static bool
finish(struct sse *s)
{
	struct sse_event e = {
	    .name = s->name.n > 0 ? buf_str(&s->name) : STR("message"),
	    .data = buf_str(&s->data),
	    .id = buf_str(&s->id),
	};
	bool ok = !s->some_data || s->each(s->ctx, &e);

	buf_clear(&s->data);
	buf_clear(&s->name);
	s->some_data = false;
	return ok;
}

static void
set(struct buf *to, struct str value)
{
	buf_clear(to);
	buf_add_str(to, value);
}

static bool
take_field(struct sse *s, struct str field, struct str value)
{
	if (str_is(field, "data")) {
		if (s->some_data)
			buf_addc(&s->data, '\n');
		buf_add_str(&s->data, value);
		s->some_data = true;
		s->too_long = s->too_long || s->data.over;
	} else if (str_is(field, "event")) {
		set(&s->name, value);
	} else if (str_is(field, "id") && str_find(value, '\0') == value.n) {
		set(&s->id, value);
	}
	return !s->too_long;
}

static bool
take_line(struct sse *s)
{
	struct str line = buf_str(&s->line), value;
	size_t colon;
	bool ok;

	if (!s->begun && str_starts(line, STR("\xef\xbb\xbf")))
		line = str_from(line, 3);
	s->begun = true;
	colon = str_find(line, ':');
	value = str_from(line, colon < line.n ? colon + 1 : line.n);
	if (str_starts(value, STR(" ")))
		value = str_from(value, 1);
	ok = line.n == 0 ? finish(s)
	    : colon == 0 ? true /* a comment */
			 : take_field(s, str_of(line.p, colon), value);
	buf_clear(&s->line);
	return ok;
}

bool
sse_feed(struct sse *s, struct str piece)
{
	while (piece.n > 0) {
		size_t n = 0;

		if (s->after_cr && piece.p[0] == '\n') {
			s->after_cr = false;
			piece = str_from(piece, 1);
			continue;
		}
		s->after_cr = false;
		while (n < piece.n && piece.p[n] != '\n' && piece.p[n] != '\r')
			n++;
		if (!buf_add(&s->line, piece.p, n)) {
			s->too_long = true;
			return false;
		}
		if (n == piece.n)
			break;
		s->after_cr = piece.p[n] == '\r';
		piece = str_from(piece, n + 1);
		if (!take_line(s))
			return false;
	}
	return true;
}
