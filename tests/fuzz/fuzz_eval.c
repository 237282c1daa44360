/* SPDX-License-Identifier: MIT */
/*
 * What ft-eval makes of a record and of an answer.  Whatever the bytes, the
 * messages of a question are JSON; marks hold both texts, whole; a column has
 * nothing in it that drives a terminal, and a page no tag but ours.
 */
#include <stdint.h>
#include <stdlib.h>

#include "common/text/xml.h"
#include "tools/eval/calls.c"
#include "tools/eval/columns.c"
#include "tools/eval/marks.c"
#include "tools/eval/prompt.c"
#include "tools/eval/question.c"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n);

static void
require(bool truth)
{
	if (!truth)
		abort();
}

/* The runs of a kind, and those that are the same, are the text. */
static void
check_runs(const struct marks *m, enum diff_kind kind, struct str text)
{
	size_t at = 0;

	for (size_t i = 0; i < m->n; i++) {
		if (m->run[i].kind != DIFF_SAME && m->run[i].kind != kind)
			continue;
		require(m->run[i].text.n <= text.n - at &&
		    str_eq(
			m->run[i].text, str_of(text.p + at, m->run[i].text.n)));
		at += m->run[i].text.n;
	}
	require(at == text.n);
}

static void
check_texts(struct str a, struct str b)
{
	struct arena arena;
	struct marks m;

	arena_init(&arena);
	marks_make(&m, a, b, &arena);
	check_runs(&m, DIFF_INSERT, b);
	if (!m.other)
		check_runs(&m, DIFF_DELETE, a);
	arena_free(&arena);
}

static void
check_column(struct str text, size_t width)
{
	struct column c;
	struct buf b;

	buf_init(&b, BUF_NO_MAX);
	column_init(&c, width, false);
	column_add(&c, text, STYLE_MISSING);
	column_end(&c);
	columns_write(&b, &c, 1, "");
	for (size_t i = 0; i < b.n; i++)
		require((unsigned char)b.p[i] >= 0x20 || b.p[i] == '\n');
	column_free(&c);
	buf_free(&b);
}

static void
check_page(struct str text)
{
	struct buf b;

	buf_init(&b, BUF_NO_MAX);
	xml_write_page(&b, text);
	for (size_t i = 0; i < b.n; i++)
		require(b.p[i] != '<' && b.p[i] != '>' && b.p[i] != '"' &&
		    ((unsigned char)b.p[i] >= 0x20 || b.p[i] == '\n' ||
			b.p[i] == '\t'));
	buf_free(&b);
}

static void
check_question(const struct question *q)
{
	struct prompt p;
	struct turn turn;
	struct json_doc doc;
	struct fault f;

	prompt_init(&p);
	require(json_parse(&p.reader, q->messages, &doc, &f) &&
	    doc.root->type == JSON_ARRAY && doc.root->count > 0);
	require(str_find(q->messages, '\n') == q->messages.n);
	prompt_read(&p, q->messages);
	while (prompt_next(&p, &turn))
		check_texts(q->expected, turn.text);
	prompt_free(&p);
}

static void
read_record(struct str record, bool every_turn)
{
	struct asker a;
	struct question q;
	struct arena arena;
	struct fault f;

	arena_init(&arena);
	asker_init(&a);
	a.every_turn = every_turn;
	if (asker_read(&a, record, &f))
		while (asker_next(&a, &arena, &q))
			check_question(&q);
	else
		require(f.status == STATUS_INPUT || f.status == STATUS_OK);
	asker_free(&a);
	arena_free(&arena);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
	struct str bytes = str_of((const char *)data, n);
	struct str line = str_of(bytes.p, str_find(bytes, '\n'));
	size_t half = n / 2;

	read_record(line, false);
	read_record(line, true);
	if (n > 0) {
		check_texts(str_of(bytes.p, half), str_from(bytes, half));
		check_column(bytes, 1 + n % 50);
	}
	check_page(bytes);
	return 0;
}
