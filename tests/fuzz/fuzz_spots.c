/* SPDX-License-Identifier: MIT */
/*
 * What is found in a text: whatever the bytes, each spot lies within the text,
 * the marks are what a plain look at each byte finds, and what is told of an
 * answer is about its bytes.
 */
#include <stdint.h>
#include <stdlib.h>

#include "common/text/apikey.h"
#include "common/text/chars.h"
#include "common/text/iban.h"
#include "common/text/prose.h"
#include "common/text/spots.h"
#include "common/text/utf8.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n);

/* How many marks of words there are to be, by going through the bytes. */
static size_t
count_words(struct str text)
{
	size_t n = 0, row = 0;

	for (size_t i = 0; i < text.n; i++) {
		row = is_word(text.p[i]) ? row + 1 : 0;
		n += row == MARK_WORD_LEAST;
	}
	return n;
}

/* No key and no IBAN begins a row that is passed over. */
static void
check_plain(struct str text, size_t at)
{
	struct apikey key;
	struct iban iban;

	if (!apikey_may_be_plain(text, at) &&
	    (apikey_at(text, at, &key) || iban_at(text, at, &iban)))
		abort();
}

static void
check_marks(struct str text)
{
	size_t last = 0, words = 0;
	struct marks m;
	struct mark mark;

	marks_start(&m, text);
	while (marks_next(&m, &mark)) {
		if (mark.at >= text.n || mark.kinds == 0 ||
		    (last > 0 && mark.at + 1 <= last))
			abort();
		last = mark.at + 1;
		words += (mark.kinds & MARK_WORD) != 0;
		if ((mark.kinds & MARK_WORD) != 0 &&
		    marks_is_plain(&m, (unsigned)(mark.at - m.block)))
			check_plain(text, mark.at + 1 - MARK_WORD_LEAST);
	}
	if (words != count_words(text))
		abort();
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
	size_t off, period, bad;
	struct spots s;
	struct spot spot;
	struct str text;
	struct buf b;

	/* In memory of its own, so that a step beyond is seen. */
	buf_init(&b, BUF_NO_MAX);
	buf_add(&b, data, n);
	text = buf_str(&b);
	check_marks(text);
	if (prose_loops(text, &off, &period) &&
	    (period == 0 || off + 4 * period > text.n))
		abort();
	if (prose_refuses(text) && prose_is_cut(text) && text.n < 2)
		abort();
	if (utf8_valid(text, &bad)) {
		spots_start(&s, text);
		while (spots_next(&s, &spot))
			if (spot.len == 0 || spot.off > text.n ||
			    spot.len > text.n - spot.off)
				abort();
	}
	buf_free(&b);
	return 0;
}
