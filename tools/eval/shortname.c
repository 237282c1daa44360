/* SPDX-License-Identifier: MIT */
#include "tools/eval/shortname.h"

#include "common/text/utf8.h"

static bool
is_within(struct str s, size_t at)
{
	return at < s.n && (s.p[at] & 0xC0) == 0x80;
}

void
shortname_write(struct buf *to, struct str name, size_t columns)
{
	size_t half = columns > 4 ? (columns - 3) / 2 : 1;
	size_t head = 0, tail = name.n, next;

	if (utf8_width(name) <= columns) {
		buf_add_str(to, name);
		return;
	}
	for (next = 1; next < name.n; next++) {
		if (is_within(name, next))
			continue;
		if (utf8_width(str_of(name.p, next)) > half)
			break;
		head = next;
	}
	for (next = name.n - 1; next > head; next--) {
		if (is_within(name, next))
			continue;
		if (utf8_width(str_from(name, next)) > half)
			break;
		tail = next;
	}
	buf_add(to, name.p, head);
	buf_adds(to, "...");
	buf_add_str(to, str_from(name, tail));
}
