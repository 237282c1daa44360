/* SPDX-License-Identifier: MIT */
/*
 * What people write for csv2jsonl: a prompt cell with an object in it, and a
 * template.  Whatever the bytes, a prompt is opened or refused at one of its
 * bytes, and a template that is taken gives back its own text when its braces
 * are written out.
 */
#include <stdint.h>
#include <stdlib.h>

#include "common/text/utf8.h"
#include "tools/csv2jsonl/cells.c"
#include "tools/csv2jsonl/columns.c"
#include "tools/csv2jsonl/prompt.c"
#include "tools/csv2jsonl/pydict.c"
#include "tools/csv2jsonl/template.c"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n);

static void
read_prompt(struct arena *a, struct str cell)
{
	struct json_reader r;
	struct prompt p;
	struct fault f;

	if (!utf8_valid(cell, NULL))
		return;
	json_reader_init(&r, a);
	if (!prompt_open(&r, cell, &p, &f)) {
		if (f.off > cell.n || f.status != STATUS_INPUT)
			abort();
	} else if (!utf8_valid(p.user, NULL) || !utf8_valid(p.system, NULL)) {
		abort();
	}
	json_reader_free(&r);
}

/* Appends text with its braces doubled. */
static void
add_doubled(struct buf *to, struct str text)
{
	for (size_t i = 0; i < text.n; i++) {
		buf_addc(to, text.p[i]);
		if (text.p[i] == '{' || text.p[i] == '}')
			buf_addc(to, text.p[i]);
	}
}

static void
read_template(struct arena *a, struct str bytes)
{
	struct template t;
	struct buf text, again;
	struct fault f;

	buf_init(&text, BUF_NO_MAX);
	buf_init(&again, BUF_NO_MAX);
	bytes.n = str_find(bytes, '\0');
	buf_add_str(&text, bytes);
	if (template_parse(a, buf_cstr(&text), &t, &f)) {
		for (size_t i = 0; i < t.n; i++) {
			const struct piece *p = &t.pieces[i];

			if (p->kind == PIECE_TEXT)
				add_doubled(&again, p->text);
			else
				buf_printf(&again, "{%.*s}", STR_ARGS(p->text));
		}
		if (!str_eq(buf_str(&again), buf_str(&text)))
			abort();
	} else if (f.off >= bytes.n) {
		abort();
	}
	buf_free(&text);
	buf_free(&again);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
	struct str bytes = str_of((const char *)data, n);
	struct arena a;

	arena_init(&a);
	read_prompt(&a, bytes);
	read_template(&a, bytes);
	arena_free(&a);
	return 0;
}
