/* SPDX-License-Identifier: MIT */
/*
 * Packed data gives the same bytes and the same end, in whatever pieces it is
 * fed and taken.  The first byte takes the format, gzip or zstd, whose magic is
 * put in front, and the size of the pieces.
 */
#include <assert.h>
#include <stdint.h>
#include <stdlib.h>

#include "common/base/buf.h"
#include "common/io/unpack.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

enum { MOST = 1 << 16, LARGEST = 4096 };

/* How it went: all bytes that came, and whether the end was a good one. */
static bool
unpack_in_pieces(struct str packed, size_t piece, struct buf *to)
{
	struct unpack *u = unpack_new(packed);
	char *out = malloc(piece);
	struct fault f = {0};
	size_t made = 0;
	bool ok = true;

	assert(u != NULL && out != NULL);
	while (ok && to->n < MOST && (packed.n > 0 || made > 0)) {
		struct str from =
		    str_of(packed.p, packed.n < piece ? packed.n : piece);
		size_t had = from.n;

		ok = unpack_some(u, &from, out, piece, &made, &f);
		if (!ok)
			break;
		assert(from.n <= had && made <= piece);
		assert(had == 0 || from.n < had || made > 0);
		packed = str_from(packed, had - from.n);
		buf_add(to, out, made);
	}
	if (ok && to->n < MOST)
		ok = unpack_end(u, &f);
	assert(ok || (f.status == STATUS_INPUT && f.text[0] != '\0'));
	unpack_free(u);
	free(out);
	return ok;
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct buf packed, small, large;
	bool ok;

	if (size == 0)
		return 0;
	buf_init(&packed, BUF_NO_MAX);
	buf_init(&small, BUF_NO_MAX);
	buf_init(&large, BUF_NO_MAX);
	buf_adds(
	    &packed, data[0] % 2 == 0 ? "\x1f\x8b\x08" : "\x28\xb5\x2f\xfd");
	if (data[0] % 2 == 0) /* no flags, no time, from anywhere */
		buf_add(&packed, "\0\0\0\0\0\0\xff", 7);
	buf_add(&packed, data + 1, size - 1);
	ok = unpack_in_pieces(buf_str(&packed), 1 + data[0] / 2, &small);
	assert(unpack_in_pieces(buf_str(&packed), LARGEST, &large) == ok ||
	    small.n >= MOST || large.n >= MOST);
	/* Before a fault, a large piece may hold more than a small one gave. */
	if (small.n > large.n)
		small.n = large.n;
	if (small.n > 0)
		assert(memcmp(small.p, large.p, small.n) == 0);
	if (ok && large.n < MOST)
		assert(small.n == large.n);
	buf_free(&packed);
	buf_free(&small);
	buf_free(&large);
	return 0;
}
