/* SPDX-License-Identifier: MIT */
#include "tools/eval/columns.h"

#include <stdlib.h>

#include "common/base/diag.h"
#include "common/text/utf8.h"

static const struct {
	const char *color;	  /* how a terminal is told */
	const char *open, *close; /* ... and a file */
} styles[] = {
    [STYLE_PLAIN] = {"", "", ""},
    [STYLE_HEAD] = {"\033[1m", "", ""},
    [STYLE_DIM] = {"\033[2m", "", ""},
    [STYLE_MISSING] = {"\033[9;31m", "[-", "-]"},
    [STYLE_MORE] = {"\033[4;32m", "{+", "+}"},
};

void
column_init(struct column *c, size_t width, bool color)
{
	*c = (struct column){.width = width, .color = color};
	buf_init(&c->text, BUF_NO_MAX);
}

void
column_free(struct column *c)
{
	buf_free(&c->text);
	free(c->lines);
}

static void
begin(struct column *c)
{
	if (c->open)
		return;
	c->open = true;
	c->line = (struct column_line){.off = c->text.n};
	if (c->color)
		buf_adds(&c->text, styles[c->style].color);
}

static void
end(struct column *c)
{
	begin(c);
	/* What broke the line is not seen at its end. */
	if (c->line.width > 0 && c->text.p[c->text.n - 1] == ' ') {
		c->text.n--;
		c->line.width--;
	}
	if (c->color && styles[c->style].color[0] != '\0')
		buf_adds(&c->text, "\033[0m");
	c->line.n = c->text.n - c->line.off;
	if (c->nlines == c->room) {
		c->room = c->room == 0 ? 16 : 2 * c->room;
		c->lines = mem_resize(c->lines, c->room, sizeof(*c->lines));
	}
	c->lines[c->nlines++] = c->line;
	c->open = false;
}

static void
set_style(struct column *c, enum style style)
{
	if (style == c->style)
		return;
	if (c->open && c->color) {
		if (styles[c->style].color[0] != '\0')
			buf_adds(&c->text, "\033[0m");
		buf_adds(&c->text, styles[style].color);
	}
	c->style = style;
}

/* A character, or a mistake, at the front of what is not empty. */
static size_t
step(struct str s)
{
	uint32_t cp;
	size_t n = utf8_decode(s, &cp);

	return n > 0 ? n : utf8_mistake(s);
}

/* Adds a piece without a blank, broken where it is wider than a line. */
static void
add_piece(struct column *c, struct str s)
{
	size_t wide = utf8_width(s);

	begin(c);
	if (c->line.width > 0 && c->line.width + wide > c->width) {
		end(c);
		begin(c);
	}
	while (s.n > 0) {
		size_t n = step(s);

		wide = utf8_width(str_of(s.p, n));
		if (c->line.width + wide > c->width && c->line.width > 0) {
			end(c);
			begin(c);
		}
		buf_add(&c->text, s.p, n);
		c->line.width += wide;
		s = str_from(s, n);
	}
}

static bool
is_blank(char c)
{
	return c == ' ' || c == '\t' || c == '\r';
}

/* A blank at the end of a full line is the end of the line. */
static void
add_blank(struct column *c)
{
	begin(c);
	if (c->line.width >= c->width)
		return;
	buf_addc(&c->text, ' ');
	c->line.width++;
}

static void
add_line(struct column *c, struct str text)
{
	struct buf masked;

	buf_init(&masked, BUF_NO_MAX);
	while (text.n > 0) {
		size_t n = 0;

		if (is_blank(text.p[0])) {
			add_blank(c);
			text = str_from(text, 1);
			continue;
		}
		while (n < text.n && !is_blank(text.p[n]))
			n++;
		buf_clear(&masked);
		diag_mask(&masked, str_of(text.p, n));
		add_piece(c, buf_str(&masked));
		text = str_from(text, n);
	}
	buf_free(&masked);
}

void
column_add(struct column *c, struct str text, enum style style)
{
	struct str rest, line;
	struct buf b;

	buf_init(&b, BUF_NO_MAX);
	buf_adds(&b, c->color ? "" : styles[style].open);
	buf_add_str(&b, text);
	buf_adds(&b, c->color ? "" : styles[style].close);
	rest = buf_str(&b);
	set_style(c, style);
	while (str_split(&rest, '\n', &line)) {
		add_line(c, line);
		if (rest.p != NULL)
			end(c);
	}
	set_style(c, STYLE_PLAIN);
	buf_free(&b);
}

void
column_end(struct column *c)
{
	if (c->open)
		end(c);
}

void
columns_write(struct buf *to, struct column *c, size_t n, const char *between)
{
	size_t height = 0;

	for (size_t i = 0; i < n; i++)
		if (c[i].nlines > height)
			height = c[i].nlines;
	for (size_t y = 0; y < height; y++) {
		size_t owed = 0;

		for (size_t i = 0; i < n; i++) {
			struct column_line none = {.width = 0};
			const struct column_line *l =
			    y < c[i].nlines ? &c[i].lines[y] : &none;

			if (i > 0) {
				buf_printf(to, "%*s", (int)owed, "");
				buf_adds(to, between);
			}
			buf_add(to, c[i].text.p + l->off, l->n);
			owed =
			    c[i].width > l->width ? c[i].width - l->width : 0;
		}
		buf_addc(to, '\n');
	}
}
