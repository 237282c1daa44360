/* SPDX-License-Identifier: MIT */
/*
 * Each sequence is what utf8proc takes it for, a text is valid where all of
 * its sequences are, and what was repaired is valid.
 */
#include <assert.h>
#include <stdint.h>
#include <utf8proc.h>

#include "common/text/utf8.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* Walks along s; returns where the first mistake is, or s.n. */
static size_t
walk(struct str s, size_t *mistakes)
{
	size_t at = 0, first = s.n;

	for (*mistakes = 0; at < s.n;) {
		struct str rest = str_from(s, at);
		utf8proc_int32_t theirs;
		utf8proc_ssize_t n = utf8proc_iterate(
		    (const uint8_t *)rest.p, (utf8proc_ssize_t)rest.n, &theirs);
		uint32_t ours = 0;
		size_t got = utf8_decode(rest, &ours);

		assert(got == (n < 0 ? 0 : (size_t)n));
		assert(got == 0 || ours == (uint32_t)theirs);
		if (got == 0) {
			if ((*mistakes)++ == 0)
				first = at;
			got = utf8_mistake(rest);
			assert(got >= 1 && got <= 3 && got <= rest.n);
		}
		at += got;
	}
	return first;
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static struct buf repaired = {.max = BUF_NO_MAX};
	struct buf twice;
	struct str s = str_of((const char *)data, size);
	size_t mistakes, bad = size, first = walk(s, &mistakes);

	assert(utf8_valid(s, &bad) == (mistakes == 0));
	assert(bad == first);
	buf_clear(&repaired);
	assert(utf8_repair(&repaired, s) == mistakes);
	assert(utf8_valid(buf_str(&repaired), NULL));
	assert(mistakes > 0 || str_eq(buf_str(&repaired), s));
	buf_init(&twice, BUF_NO_MAX);
	assert(utf8_repair(&twice, buf_str(&repaired)) == 0);
	assert(str_eq(buf_str(&twice), buf_str(&repaired)));
	buf_free(&twice);
	assert(utf8_width(s) == utf8_width(buf_str(&repaired)));
	return 0;
}
