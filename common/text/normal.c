/* SPDX-License-Identifier: MIT */
#include "common/text/normal.h"

#include <stdlib.h>
#include <utf8proc.h>

#include "common/base/diag.h"
#include "common/text/chars.h"
#include "common/text/nfc.h"
#include "common/text/utf8.h"

static bool
is_ascii(struct str s)
{
	unsigned char any = 0;

	for (size_t i = 0; i < s.n; i++)
		any |= (unsigned char)s.p[i];
	return any < 0x80;
}

/* Form C, without what utf8proc takes its time for. */
static bool
compose(struct buf *to, struct str text)
{
	size_t from = to->n;

	if (nfc_is_sure(text))
		return false;
	nfc_write(to, text);
	if (!str_eq(text, str_of(to->p + from, to->n - from)))
		return true;
	to->n = from;
	return false;
}

/* Appends what utf8proc makes of valid text. */
static void
map(struct buf *to, struct str text, utf8proc_option_t options)
{
	utf8proc_uint8_t *made = NULL;
	utf8proc_ssize_t n;

	n = utf8proc_map((const utf8proc_uint8_t *)text.p,
	    (utf8proc_ssize_t)text.n, &made, options);
	/* Of valid text, nothing but the lack of memory keeps it. */
	if (n < 0)
		diag_die(STATUS_IO, "cannot normalise: %s", utf8proc_errmsg(n));
	buf_add(to, made, (size_t)n);
	free(made);
}

bool
normal_text(struct buf *to, struct str text, bool compatibility)
{
	size_t from = to->n;

	if (is_ascii(text))
		return false;
	if (!compatibility)
		return compose(to, text);
	map(to, text, UTF8PROC_STABLE | UTF8PROC_COMPOSE | UTF8PROC_COMPAT);
	if (!str_eq(text, str_of(to->p + from, to->n - from)))
		return true;
	to->n = from;
	return false;
}

/* Has the form of what begins with cp nothing to do with what is before it?
 * Not so of halfwidth sound marks, and of Hangul's letters but for those that
 * begin a syllable. */
static bool
is_cut(uint32_t cp)
{
	if (cp < 0x80 || (cp >= 0x1100 && cp <= 0x1112))
		return true;
	if ((cp >= 0x3130 && cp <= 0x318F) || (cp >= 0xFF9E && cp <= 0xFFDC))
		return false;
	return nfc_stands_alone(cp);
}

/* How much of the text to work on at a time: utf8proc's time grows with the
 * square of a run of marks. */
static size_t
piece(struct str text)
{
	size_t at = 0, size;
	uint32_t cp;

	for (; at < text.n && at < NORMAL_RUN; at += size) {
		size = utf8_decode(str_from(text, at), &cp);
		if (size == 0)
			return text.n;
		if (at >= NORMAL_RUN / 2 && is_cut(cp))
			break;
	}
	return at;
}

void
normal_caseless(struct buf *to, struct str text)
{
	size_t n;

	if (is_ascii(text)) {
		for (size_t i = 0; i < text.n; i++)
			buf_addc(to, to_lower(text.p[i]));
		return;
	}
	for (; text.n > 0; text = str_from(text, n)) {
		n = piece(text);
		map(to, str_of(text.p, n),
		    UTF8PROC_STABLE | UTF8PROC_COMPOSE | UTF8PROC_COMPAT |
			UTF8PROC_CASEFOLD | UTF8PROC_IGNORE);
	}
}

bool
normal_punctuation(uint32_t cp)
{
	if (cp < 0x80)
		return cp > ' ' && cp < 0x7F && !is_alnum((char)cp);
	switch (utf8proc_category((utf8proc_int32_t)cp)) {
	case UTF8PROC_CATEGORY_PC:
	case UTF8PROC_CATEGORY_PD:
	case UTF8PROC_CATEGORY_PS:
	case UTF8PROC_CATEGORY_PE:
	case UTF8PROC_CATEGORY_PI:
	case UTF8PROC_CATEGORY_PF:
	case UTF8PROC_CATEGORY_PO:
		return true;
	default:
		return false;
	}
}

const char *
normal_version(void)
{
	return utf8proc_unicode_version();
}
