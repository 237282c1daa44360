/* SPDX-License-Identifier: MIT */
/* Small vocabularies, written by hand, as files. */
#ifndef FT_TESTS_VOCAB_FILES_H
#define FT_TESTS_VOCAB_FILES_H

#include <stdio.h>

#include "common/text/utf8.h"
#include "tests/unit/folder.h"

/* The character that a tokenizer.json has for a byte. */
static inline uint32_t
vocab_char(unsigned byte)
{
	uint32_t other = 256;

	for (unsigned i = 0; i < 256; i++) {
		bool plain = (i >= '!' && i <= '~') || (i >= 0xA1 && i != 0xAD);

		if (i == byte)
			return plain ? byte : other;
		other += !plain;
	}
	return 0;
}

/* The members of "vocab" for the single bytes, with ids from 10 on, and then
 * the others given, which begin with a comma. */
static inline void
vocab_members(struct buf *b, const char *others)
{
	for (unsigned i = 0; i < 256; i++) {
		uint32_t c = vocab_char(i);

		buf_adds(b, i == 0 ? "\"" : ",\"");
		if (c == '"' || c == '\\')
			buf_addc(b, '\\');
		utf8_write(b, c);
		buf_printf(b, "\":%u", i + 10);
	}
	buf_adds(b, others);
}

/* The lines of a .tiktoken file for the single bytes, then the others. */
static inline void
vocab_lines(struct buf *b, const char *others)
{
	static const char d[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
				"abcdefghijklmnopqrstuvwxyz0123456789+/";

	for (unsigned i = 0; i < 256; i++)
		buf_printf(b, "%c%c== %u\n", d[i >> 2], d[(i & 3) << 4], i);
	buf_adds(b, others);
}

static inline void
vocab_write(struct buf *b)
{
	FILE *f = fopen(path, "wb");

	assert_non_null(f);
	assert_int_equal(fwrite(buf_cstr(b), 1, b->n, f), b->n);
	assert_int_equal(fclose(f), 0);
}

#endif
