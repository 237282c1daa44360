/* SPDX-License-Identifier: MIT */
#include "common/text/normal.h"

#include <stdlib.h>
#include <utf8proc.h>

#include "common/base/diag.h"
#include "common/text/nfc.h"

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

bool
normal_text(struct buf *to, struct str text, bool compatibility)
{
	utf8proc_option_t options =
	    UTF8PROC_STABLE | UTF8PROC_COMPOSE | UTF8PROC_COMPAT;
	utf8proc_uint8_t *made = NULL;
	utf8proc_ssize_t n;
	bool changed;

	if (is_ascii(text))
		return false;
	if (!compatibility)
		return compose(to, text);
	n = utf8proc_map((const utf8proc_uint8_t *)text.p,
	    (utf8proc_ssize_t)text.n, &made, options);
	/* Of valid text, nothing but the lack of memory keeps it. */
	if (n < 0)
		diag_die(STATUS_IO, "cannot normalise: %s", utf8proc_errmsg(n));
	changed = !str_eq(text, str_of((const char *)made, (size_t)n));
	if (changed)
		buf_add(to, made, (size_t)n);
	free(made);
	return changed;
}

const char *
normal_version(void)
{
	return utf8proc_unicode_version();
}
