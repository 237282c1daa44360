/* SPDX-License-Identifier: MIT */
#include "tools/job/metrics.h"

#include <stdlib.h>

#include "common/base/diag.h"
#include "common/base/num.h"
#include "common/io/csvin.h"
#include "common/json/jsonw.h"
#include "common/text/utf8.h"
#include "tools/job/base64.h"

void
metrics_init(struct metrics *m)
{
	*m = (struct metrics){.nrows = 0};
	arena_init(&m->arena);
}

void
metrics_free(struct metrics *m)
{
	arena_free(&m->arena);
	free(m->cells);
	*m = (struct metrics){.nrows = 0};
}

size_t
metrics_column(const struct metrics *m, struct str name)
{
	size_t i = 0;

	while (i < m->ncolumns && !str_eq(m->names[i], name))
		i++;
	return i;
}

struct str
metrics_cell(const struct metrics *m, size_t row, size_t column)
{
	return m->cells[row * m->ncolumns + column];
}

bool
metrics_value(const struct metrics *m, size_t row, size_t column, double *x)
{
	return num_real(str_trim(metrics_cell(m, row, column)), x);
}

static void
make_room(struct metrics *m, size_t cells)
{
	if (cells <= m->room)
		return;
	m->room = cells < 1024 ? 2048 : cells * 2;
	m->cells = mem_resize(m->cells, m->room, sizeof(*m->cells));
}

/* The cells of a new row, all empty. */
static struct str *
add_row(struct metrics *m)
{
	size_t at = m->nrows++ * m->ncolumns;

	make_room(m, at + m->ncolumns);
	for (size_t i = 0; i < m->ncolumns; i++)
		m->cells[at + i] = STR("");
	return &m->cells[at];
}

/* A server may have either; what it is, its begin tells. */
static bool
begins_as_csv(struct str s)
{
	s = str_from(s, csvcut_bom(s));
	return str_starts(s, STR("step")) || str_starts(s, STR("\"step"));
}

void
metrics_decode(struct buf *text)
{
	struct buf plain;

	if (begins_as_csv(buf_str(text)))
		return;
	buf_init(&plain, text->max);
	if (base64_read(&plain, buf_str(text)) &&
	    begins_as_csv(buf_str(&plain))) {
		buf_clear(text);
		buf_add_str(text, buf_str(&plain));
	}
	buf_free(&plain);
}

/* The names of the columns; a second of the same name has none, and is left
 * out. */
static bool
take_header(struct metrics *m, const struct csvin_row *row, struct fault *f)
{
	if (row->n > METRICS_COLUMNS)
		return fault_set(f, STATUS_INPUT, 0,
		    "%zu columns are more than %d", row->n, METRICS_COLUMNS);
	/* A page of HTML, or what is packed in some way, is one cell. */
	if (row->n < 2)
		return fault_set(f, STATUS_INPUT, 0,
		    "the result file is no table of metrics");
	for (size_t i = 0; i < row->n; i++) {
		struct str name = str_trim(row->cells[i].text);

		if (metrics_column(m, name) < m->ncolumns)
			name = STR("");
		m->names[m->ncolumns++] = arena_copy(&m->arena, name);
	}
	return true;
}

static void
report(struct csvin *c, const struct csvin_row *row, const char *name)
{
	struct csv_place at = csvin_place(c, row->fault->off);
	struct fault f = *row->fault;

	f.off = 0;
	diag_fault((struct place){name, at.line, at.column}, &f);
}

bool
metrics_read(
    struct metrics *m, struct str csv, const char *name, struct fault *f)
{
	struct csvin *c = csvin_new((struct csv_dialect){',', '"'}, utf8_valid);
	struct csvin_row row;
	bool ok = true, header = false;

	csvin_chunk(c, csv, 1, true);
	while (ok && csvin_row(c, &row)) {
		if (row.bad) {
			report(c, &row, name);
		} else if (!header) {
			ok = take_header(m, &row, f);
			header = ok;
			csvin_width(c, row.n);
		} else {
			struct str *cells = add_row(m);

			for (size_t i = 0; i < row.n; i++)
				cells[i] =
				    arena_copy(&m->arena, row.cells[i].text);
		}
	}
	csvin_free(c);
	if (ok && !header)
		ok = fault_set(f, STATUS_INPUT, 0, "no header, and no metrics");
	return ok;
}

/* Makes the rows that are there wider. */
static size_t
add_column(struct metrics *m, struct str name)
{
	size_t old = m->ncolumns;

	if (old == METRICS_COLUMNS)
		return old;
	make_room(m, m->nrows * (old + 1));
	for (size_t row = m->nrows; row-- > 0;) {
		m->cells[row * (old + 1) + old] = STR("");
		for (size_t i = old; i-- > 0;)
			m->cells[row * (old + 1) + i] = m->cells[row * old + i];
	}
	m->names[old] = arena_copy(&m->arena, name);
	m->ncolumns = old + 1;
	return old;
}

void
metrics_add(struct metrics *m, const struct json *data)
{
	const struct json *v;
	size_t column;

	for (v = data->child; v != NULL; v = v->next)
		if (json_is_number(v) &&
		    metrics_column(m, v->key) == m->ncolumns)
			(void)add_column(m, v->key);
	if (m->ncolumns == 0)
		return;
	(void)add_row(m);
	for (v = data->child; v != NULL; v = v->next) {
		column = metrics_column(m, v->key);
		if (json_is_number(v) && column < m->ncolumns)
			m->cells[(m->nrows - 1) * m->ncolumns + column] =
			    arena_copy(&m->arena, v->text);
	}
}

struct ranked {
	double step;
	size_t row;
};

static int
by_step(const void *a, const void *b)
{
	const struct ranked *p = a, *q = b;

	if (p->step != q->step)
		return p->step < q->step ? -1 : 1;
	return p->row < q->row ? -1 : 1;
}

void
metrics_sort(struct metrics *m)
{
	size_t step = metrics_column(m, STR("step")), n = m->ncolumns;
	struct ranked *ranks;
	struct str *old = m->cells;

	if (step == n || m->nrows == 0)
		return;
	ranks = mem_zero(m->nrows, sizeof(*ranks));
	for (size_t i = 0; i < m->nrows; i++) {
		ranks[i].row = i;
		if (!metrics_value(m, i, step, &ranks[i].step))
			ranks[i].step = 0;
	}
	qsort(ranks, m->nrows, sizeof(*ranks), by_step);
	m->room = m->nrows * n;
	m->cells = mem_zero(m->room, sizeof(*m->cells));
	for (size_t i = 0; i < m->nrows; i++)
		memcpy(
		    &m->cells[i * n], &old[ranks[i].row * n], n * sizeof(*old));
	free(old);
	free(ranks);
}

/* Is the text a number as JSON has it? */
static bool
is_json_number(struct str s)
{
	size_t i = s.n > 0 && s.p[0] == '-';
	bool leading_zero = i + 1 < s.n && s.p[i] == '0' && s.p[i + 1] >= '0' &&
	    s.p[i + 1] <= '9';

	/* num_real() has read it; what it takes and JSON does not: "+1", ".5",
	 * "5.", "007". */
	if (i == s.n || s.p[i] < '0' || s.p[i] > '9' || leading_zero)
		return false;
	for (; i < s.n; i++)
		if (s.p[i] == '.' &&
		    (i + 1 == s.n || s.p[i + 1] < '0' || s.p[i + 1] > '9'))
			return false;
	return true;
}

static bool
is_no_number(struct str s)
{
	static const char *const words[] = {"", "nan", "NaN", "NAN", "-nan",
	    "inf", "Inf", "INF", "-inf", "-Inf", "Infinity", "-Infinity",
	    "null", "None"};

	for (size_t i = 0; i < LENGTH(words); i++)
		if (str_is(s, words[i]))
			return true;
	return false;
}

static void
write_cell(struct jsonw *w, struct str s)
{
	double x;

	s = str_trim(s);
	if (is_no_number(s))
		jsonw_null(w);
	else if (!num_real(s, &x))
		jsonw_str(w, s);
	else if (is_json_number(s))
		jsonw_raw(w, s);
	else
		jsonw_real(w, x);
}

void
metrics_write_json(const struct metrics *m, struct buf *to)
{
	for (size_t row = 0; row < m->nrows; row++) {
		struct jsonw w;

		jsonw_init(&w, to);
		jsonw_object(&w);
		for (size_t i = 0; i < m->ncolumns; i++) {
			if (m->names[i].n == 0)
				continue;
			jsonw_key_str(&w, m->names[i]);
			write_cell(&w, metrics_cell(m, row, i));
		}
		jsonw_end(&w);
		buf_addc(to, '\n');
	}
}

static void
write_quoted(struct buf *to, struct str s)
{
	bool plain = str_find(s, ',') == s.n && str_find(s, '"') == s.n &&
	    str_find(s, '\n') == s.n && str_find(s, '\r') == s.n;

	if (plain) {
		buf_add_str(to, s);
		return;
	}
	buf_addc(to, '"');
	for (size_t i = 0; i < s.n; i++) {
		if (s.p[i] == '"')
			buf_addc(to, '"');
		buf_addc(to, s.p[i]);
	}
	buf_addc(to, '"');
}

void
metrics_write_csv(const struct metrics *m, struct buf *to)
{
	for (size_t row = 0; row <= m->nrows; row++)
		for (size_t i = 0; i < m->ncolumns; i++) {
			write_quoted(to,
			    row == 0 ? m->names[i]
				     : metrics_cell(m, row - 1, i));
			buf_addc(to, i + 1 < m->ncolumns ? ',' : '\n');
		}
}
