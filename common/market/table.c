/* SPDX-License-Identifier: MIT */
#include "common/market/table.h"

#include "common/base/num.h"
#include "common/market/date.h"
#include "common/market/market.h"
#include "common/text/utf8.h"

static bool
read_text(struct str cell, void *to)
{
	*(struct str *)to = cell;
	return true;
}

static bool
read_whole(struct str cell, void *to)
{
	*(uint64_t *)to = 0;
	return cell.n == 0 || num_u64(cell, to);
}

static bool
read_date(struct str cell, void *to)
{
	*(uint32_t *)to = NO_DATE;
	return cell.n == 0 || date_read(cell, to);
}

static bool
read_money(struct str cell, void *to)
{
	*(int64_t *)to = NO_FIGURE;
	return cell.n == 0 || money_read(cell, to);
}

const struct cell_kind cell_text = {read_text, "text"};
const struct cell_kind cell_whole = {read_whole, "a whole number"};
const struct cell_kind cell_date = {read_date, "a date such as 2026-10-23"};
const struct cell_kind cell_money = {read_money, "a price such as 0.40"};

static bool
is_clean(struct str line, struct fault *f)
{
	size_t bad;

	if (line.n > TABLE_MAX_LINE)
		return fault_set(f, STATUS_INPUT, 0,
		    "a line of a table has at most %d bytes", TABLE_MAX_LINE);
	if (!utf8_valid(line, &bad))
		return fault_set(f, STATUS_INPUT, bad, "invalid UTF-8");
	for (size_t i = 0; i < line.n; i++) {
		unsigned char c = (unsigned char)line.p[i];

		if ((c < 0x20 && c != '\t') || c == 0x7f)
			return fault_set(f, STATUS_INPUT, i,
			    "control character 0x%02x in a table", c);
	}
	return true;
}

/* The next line that says something. */
static bool
next_line(struct table *t, struct str *line, bool *more, struct fault *f)
{
	*more = false;
	while (str_split(&t->rest, '\n', line)) {
		t->line++;
		if (str_ends(*line, STR("\r")))
			line->n--;
		if (!is_clean(*line, f))
			return false;
		if (str_trim(*line).n == 0 || line->p[0] == '#')
			continue;
		*more = true;
		break;
	}
	return true;
}

static size_t
offset_in(struct str line, struct str piece)
{
	return (size_t)(piece.p - line.p);
}

static bool
add_column(struct table *t, struct str name, size_t off, struct fault *f)
{
	const struct column *c = t->columns;

	while (c < t->columns + t->ncolumns && !str_is(name, c->name))
		c++;
	if (c == t->columns + t->ncolumns)
		return fault_set(f, STATUS_INPUT, off, "unknown column '%.*s'",
		    STR_ARGS(name));
	for (size_t i = 0; i < t->width; i++)
		if (t->order[i] == c)
			return fault_set(f, STATUS_INPUT, off,
			    "column '%s' is named twice", c->name);
	t->order[t->width++] = c;
	return true;
}

bool
table_open(struct table *t, struct str text, const struct column *columns,
    size_t ncolumns, struct fault *f)
{
	struct str line, rest, name;
	bool more;

	*t = (struct table){
	    .rest = text, .columns = columns, .ncolumns = ncolumns};
	if (str_starts(text, STR("\xef\xbb\xbf"))) /* editors put it there */
		t->rest = str_from(text, 3);
	if (!next_line(t, &line, &more, f))
		return false;
	if (!more)
		return fault_set(f, STATUS_INPUT, 0,
		    "a table needs a line that names its columns");
	/* No name fits twice, so order[] cannot overflow. */
	for (rest = line; str_split(&rest, '\t', &name);)
		if (!add_column(t, str_trim(name), offset_in(line, name), f))
			return false;
	return true;
}

bool
table_has(const struct table *t, unsigned groups)
{
	for (size_t i = 0; i < t->width; i++)
		if ((t->order[i]->group & groups) != 0)
			return true;
	return false;
}

bool
table_next(struct table *t, bool *more, struct fault *f)
{
	struct str line, rest, cell;
	size_t n = 0;

	if (!next_line(t, &line, more, f))
		return false;
	if (!*more)
		return true;
	if (++t->rows > TABLE_MAX_ROWS)
		return fault_set(f, STATUS_INPUT, 0,
		    "a table has at most %d rows", TABLE_MAX_ROWS);
	for (rest = line; str_split(&rest, '\t', &cell);) {
		if (n == t->width)
			return fault_set(f, STATUS_INPUT, offset_in(line, cell),
			    "more cells than the %zu columns", t->width);
		t->cells[n++] = cell;
	}
	if (n < t->width)
		return fault_set(f, STATUS_INPUT, line.n,
		    "the cell of column '%s' is missing", t->order[n]->name);
	return true;
}

/* What the cell says, without blanks around it; nothing for "-". */
static struct str
value_of(struct str cell)
{
	cell = str_trim(cell);
	return str_is(cell, "-") ? str_of(cell.p, 0) : cell;
}

struct str
table_cell(const struct table *t, const char *name, size_t *off)
{
	*off = 0;
	for (size_t i = 0; i < t->width; i++)
		if (strcmp(t->order[i]->name, name) == 0) {
			*off = offset_in(t->cells[0], t->cells[i]);
			return value_of(t->cells[i]);
		}
	return STR("");
}

bool
table_fill(const struct table *t, void *row, struct fault *f)
{
	for (size_t i = 0; i < t->width; i++) {
		const struct column *c = t->order[i];
		struct str value = value_of(t->cells[i]);

		if (!c->kind->read(value, (char *)row + c->field))
			return fault_set(f, STATUS_INPUT,
			    offset_in(t->cells[0], t->cells[i]),
			    "column '%s' wants %s, not '%.*s'", c->name,
			    c->kind->wanted, STR_ARGS(value));
	}
	return true;
}
