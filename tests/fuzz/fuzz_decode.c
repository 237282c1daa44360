/* SPDX-License-Identifier: MIT */
/*
 * Decoding: whatever the bytes, what comes of them is the same for pieces of
 * any size.  The first two bytes choose the encoding and the size.
 */
#include <stdint.h>
#include <stdlib.h>

#include "common/io/decode.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n);

static void
decode(const char *encoding, bool lossy, struct str bytes, size_t chunk,
    struct buf *to)
{
	struct decode *d = decode_new(encoding, lossy);
	struct fault f;
	bool ok;

	if (d == NULL)
		return;
	do {
		size_t n = bytes.n < chunk ? bytes.n : chunk;

		ok = decode_some(d, str_of(bytes.p, n), n == bytes.n, to, &f);
		bytes = str_from(bytes, n);
	} while (ok && bytes.n > 0);
	if (!ok)
		buf_adds(to, f.text);
	buf_printf(to, "%zu", decode_repaired(d));
	decode_free(d);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
	static const char *const encodings[] = {"UTF-16LE", "UTF-16",
	    "UTF-32BE", "windows-1252", "ascii", "SHIFT_JIS", "GB18030",
	    "ISO-2022-JP"};
	struct buf whole, pieces;
	const char *encoding;
	struct str bytes;
	bool lossy;

	if (n < 2)
		return 0;
	encoding = encodings[data[0] % LENGTH(encodings)];
	lossy = data[0] / LENGTH(encodings) % 2 == 1;
	bytes = str_of((const char *)data + 2, n - 2);
	buf_init(&whole, BUF_NO_MAX);
	buf_init(&pieces, BUF_NO_MAX);
	decode(encoding, lossy, bytes, SIZE_MAX, &whole);
	decode(encoding, lossy, bytes, data[1] + 1, &pieces);
	if (!str_eq(buf_str(&whole), buf_str(&pieces)))
		abort();
	buf_free(&whole);
	buf_free(&pieces);
	return 0;
}
