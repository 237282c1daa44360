/* SPDX-License-Identifier: MIT */
#include "tools/csv2jsonl/columns.h"

#include <stdint.h>

enum { LIST_MAX = 1000 }; /* bytes of names in a message */

struct columns
columns_of(struct arena *a, const struct csvin_row *header)
{
	struct columns c = {.n = header->n};

	c.names = arena_take(a, c.n, sizeof(*c.names));
	for (size_t i = 0; i < c.n; i++)
		c.names[i] = arena_copy(a, header->cells[i].text);
	return c;
}

struct columns
columns_listed(struct arena *a, struct str list)
{
	struct columns c = {.n = 0};
	struct str rest = list, name;

	while (str_split(&rest, ',', &name))
		c.n++;
	c.names = arena_take(a, c.n, sizeof(*c.names));
	rest = list;
	for (size_t i = 0; str_split(&rest, ',', &name); i++)
		c.names[i] = name;
	return c;
}

size_t
columns_find(const struct columns *c, struct str name)
{
	for (size_t i = 0; i < c->n; i++)
		if (str_eq(c->names[i], name))
			return i;
	return NO_COLUMN;
}

static char
small(char c)
{
	return c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
}

/* Are these the same but for capitals, and for blanks around a? */
static bool
alike(struct str a, struct str b)
{
	a = str_trim(a);
	if (a.n != b.n)
		return false;
	for (size_t i = 0; i < a.n; i++)
		if (small(a.p[i]) != small(b.p[i]))
			return false;
	return true;
}

size_t
columns_find_loosely(const struct columns *c, struct str name)
{
	size_t exact = columns_find(c, name);

	if (exact != NO_COLUMN)
		return exact;
	for (size_t i = 0; i < c->n; i++)
		if (alike(c->names[i], name))
			return i;
	return NO_COLUMN;
}

bool
columns_repeated(const struct columns *c, size_t column)
{
	for (size_t i = 0; i < c->n; i++)
		if (i != column && str_eq(c->names[i], c->names[column]))
			return true;
	return false;
}

void
columns_write(const struct columns *c, struct buf *to)
{
	size_t start = to->n;

	for (size_t i = 0; i < c->n; i++) {
		if (i > 0)
			buf_adds(to, ", ");
		if (to->n - start + c->names[i].n > LIST_MAX) {
			buf_printf(to, "... (%zu columns)", c->n);
			return;
		}
		buf_add_str(to, c->names[i]);
	}
}
