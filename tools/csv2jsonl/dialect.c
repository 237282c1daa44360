/* SPDX-License-Identifier: MIT */
#include "tools/csv2jsonl/dialect.h"

#include <stdint.h>

#include "common/io/csvin.h"
#include "common/io/delimiter.h"

enum { ROWS = 200 }; /* that are looked at */

/* How the first rows look by a delimiter. */
struct look {
	size_t columns;	   /* of the first row; 0 when it is malformed */
	size_t rows, same; /* how many are as wide */
};

static struct look
look(struct csv_dialect d, struct str head)
{
	struct look l = {0};
	struct cut whole = csvcut(&d, head, false, SIZE_MAX);
	struct csvin *c = csvin_new(d, NULL);
	struct csvin_row row;

	/* A file of one row may have no line end. */
	if (whole.records > 0)
		head.n = whole.bytes;
	csvin_chunk(c, head, 1, true);
	while (l.rows < ROWS && csvin_row(c, &row)) {
		if (l.rows == 0 && !row.bad)
			l.columns = row.n;
		l.same += !row.bad && row.n == l.columns;
		l.rows++;
	}
	csvin_free(c);
	return l;
}

/* Are there more rows of one width in a than in b, or wider ones? */
static bool
is_better(struct look a, struct look b)
{
	size_t left = a.same * b.rows, right = b.same * a.rows;

	if (a.columns < 2 || b.columns < 2)
		return a.columns >= 2;
	return left > right || (left == right && a.columns > b.columns);
}

char
dialect_guess(struct csv_dialect d, struct str head)
{
	struct look best = {0};
	char delimiter = delimiters[0].c;

	for (size_t i = 0; i < DELIMITERS; i++) {
		struct look l;

		d.delimiter = delimiters[i].c;
		if (d.delimiter == d.quote)
			continue;
		l = look(d, head);
		if (is_better(l, best)) {
			best = l;
			delimiter = d.delimiter;
		}
	}
	return delimiter;
}
