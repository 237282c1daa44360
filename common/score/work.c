/* SPDX-License-Identifier: MIT */
#include "common/score/work.h"

#include "common/score/sequence.h"
#include "common/text/utf8.h"

struct str
work_valid(struct score_work *w, struct str text)
{
	struct buf b;
	struct str copy;

	if (utf8_valid(text, NULL))
		return text;
	buf_init(&b, BUF_NO_MAX);
	utf8_repair(&b, text);
	copy = arena_copy(&w->arena, buf_str(&b));
	buf_free(&b);
	return copy;
}

struct sequence
work_chars(struct score_work *w, struct str text)
{
	uint32_t *p = arena_take(&w->arena, text.n, sizeof(*p));
	size_t n = 0;

	while (text.n > 0) {
		size_t size = utf8_decode(text, &p[n]);

		if (size == 0) {
			p[n] = UTF8_REPLACEMENT;
			size = utf8_mistake(text);
		}
		text = str_from(text, size);
		n++;
	}
	return (struct sequence){p, n};
}

double
work_f1(size_t shared, size_t answer, size_t expected)
{
	double precision, recall;

	if (shared == 0)
		return 0;
	precision = (double)shared / (double)answer;
	recall = (double)shared / (double)expected;
	return 2 * precision * recall / (precision + recall);
}

bool
work_cells(size_t a, size_t b, struct fault *f)
{
	if (b == 0 || a <= SCORE_CELLS_MAX / b)
		return true;
	return fault_set(f, STATUS_INPUT, 0,
	    "the texts are too long to be compared: %zu by %zu", a, b);
}
