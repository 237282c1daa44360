/* SPDX-License-Identifier: MIT */
/*
 * A result file of a job, and the curves that are drawn of it: whatever the
 * bytes, they are rows or refused, each row is a line of JSON, and every number
 * can be drawn.
 */
#include <assert.h>
#include <stdint.h>
#include <stdlib.h>

#include "common/base/diag.h"
/* Every other row is malformed, which need not be told. */
#define diag_fault not_told
static void
not_told(struct place at, const struct fault *f)
{
	assert(at.line > 0 && f->status == STATUS_INPUT);
}
#include "tools/job/base64.c"
#include "tools/job/chart.c"
#include "tools/job/chartdraw.c"
#include "tools/job/metrics.c"
#define escape svg_escape
#define colors svg_colors
#include "tools/job/chartsvg.c"

enum { TEXT_MAX = 1 << 16 };

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n);

/* Each line is a document. */
static void
check_json(const struct metrics *m)
{
	struct json_reader reader;
	struct arena arena;
	struct str rest, line;
	struct buf text;

	arena_init(&arena);
	json_reader_init(&reader, &arena);
	buf_init(&text, BUF_NO_MAX);
	metrics_write_json(m, &text);
	rest = buf_str(&text);
	for (size_t i = 0; i < m->nrows; i++) {
		struct json_doc doc;
		struct fault f;

		assert(str_split(&rest, '\n', &line));
		assert(json_parse(&reader, line, &doc, &f));
	}
	assert(rest.n == 0);
	buf_free(&text);
	json_reader_free(&reader);
	arena_free(&arena);
}

/* Every two columns, one over the other. */
static void
draw(const struct metrics *m, size_t a, size_t b)
{
	double *x = mem_zero(m->nrows + 1, sizeof(*x));
	double *y = mem_zero(m->nrows + 1, sizeof(*y));
	struct chart_line line = {m->names[b], x, y, 0};
	struct chart c = {STR("job"), m->names[a], m->names[b], &line, 1};
	struct chart_look look = {.columns = 80};
	struct buf text;

	for (size_t i = 0; i < m->nrows; i++)
		line.n += metrics_value(m, i, a, &x[line.n]) &&
		    metrics_value(m, i, b, &y[line.n]);
	buf_init(&text, BUF_NO_MAX);
	if (chart_draw(&text, &c, &look)) {
		look.utf8 = look.color = true;
		assert(chart_draw(&text, &c, &look));
		assert(chart_svg(&text, &c));
	}
	buf_free(&text);
	free(x);
	free(y);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
	struct metrics m;
	struct buf text;
	struct fault f;

	buf_init(&text, TEXT_MAX);
	buf_add(&text, data, n < TEXT_MAX ? n : TEXT_MAX);
	metrics_decode(&text);
	metrics_init(&m);
	if (metrics_read(&m, buf_str(&text), "fuzz", &f)) {
		check_json(&m);
		metrics_sort(&m);
		for (size_t i = 0; i + 1 < m.ncolumns && i < 3; i++)
			draw(&m, i, i + 1);
	}
	metrics_free(&m);
	buf_free(&text);
	return 0;
}
