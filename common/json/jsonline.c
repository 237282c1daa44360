/* SPDX-License-Identifier: MIT */
#include "common/json/jsonline.h"

#include "common/json/jsonscan.h"

static bool
is_blank(char c)
{
	return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

/* Where the string ends whose opening quote stands at p. */
static const char *
behind_string(const char *p, const char *end)
{
	for (p++; p < end && *p != '"'; p++) {
		p = jsonscan_plain(p, end);
		if (p == end || *p == '"')
			break;
		if (*p == '\\' && p + 1 < end)
			p++;
	}
	return p < end ? p + 1 : end;
}

void
jsonline_add(struct buf *to, struct str json)
{
	const char *p = json.p, *end = p + json.n, *begin = p;

	if (json.n == 0)
		return;
	while (p < end)
		if (*p == '"') {
			p = behind_string(p, end);
		} else if (is_blank(*p)) {
			buf_add(to, begin, (size_t)(p - begin));
			while (p < end && is_blank(*p))
				p++;
			begin = p;
		} else {
			p++;
		}
	buf_add(to, begin, (size_t)(p - begin));
}
