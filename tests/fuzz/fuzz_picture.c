/* SPDX-License-Identifier: MIT */
/*
 * Bytes taken for an image, for base64 and for a URL: nothing is read behind
 * them, and what is damaged has no dimensions.
 */
#include <assert.h>
#include <stdlib.h>

#include "common/example/picture.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void
look(struct str base64)
{
	struct picture p;
	bool known = picture_look(&p, base64);

	assert(known == (p.format != PICTURE_UNKNOWN));
	assert(p.bytes <= base64.n);
	assert(picture_format_name(p.format) != NULL);
	assert(picture_mode_name(p.mode) != NULL);
	if (p.width > 0 && p.height > 0)
		assert(!p.damaged && p.format != PICTURE_UNKNOWN);
}

/* Images hide behind base64 from a fuzzer that knows no base64. */
static void
look_at_bytes(const uint8_t *data, size_t size)
{
	static const char digits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
				     "abcdefghijklmnopqrstuvwxyz0123456789+/";
	size_t n = size / 3 * 4;
	char *text = mem_zero(n + 1, 1);

	for (size_t i = 0; i < n; i++) {
		const uint8_t *p = data + i / 4 * 3;
		uint32_t v = (uint32_t)p[0] << 16 | (uint32_t)p[1] << 8 | p[2];

		text[i] = digits[v >> (18 - 6 * (i % 4)) & 63];
	}
	look(str_of(text, n));
	free(text);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct str text = str_of((const char *)data, size), type, base64;

	look(text);
	look_at_bytes(data, size);
	if (picture_url(text, &type, &base64)) {
		assert(base64.p + base64.n == text.p + text.n);
		assert(type.p + type.n <= base64.p);
		look(base64);
	}
	return 0;
}
