/* SPDX-License-Identifier: MIT */
#include "tools/lint/units.h"

#include "common/text/utf8.h"

void
units_init(struct units *u, struct str line)
{
	*u = (struct units){.line = line};
}

size_t
units_column(struct units *u, size_t column)
{
	size_t off = column - 1;

	if (off < u->off)
		units_init(u, u->line);
	while (u->off < off && u->off < u->line.n) {
		struct str rest = str_from(u->line, u->off);
		uint32_t cp = 0;
		size_t n = utf8_decode(rest, &cp);

		u->units += n == UTF8_MAX ? 2 : 1;
		u->off += n == 0 ? utf8_mistake(rest) : n;
	}
	return u->units + 1;
}
