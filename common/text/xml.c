/* SPDX-License-Identifier: MIT */
#include "common/text/xml.h"

#include "common/base/diag.h"
#include "common/text/utf8.h"

/* What means something; NULL for all else. */
static const char *
entity(char c)
{
	switch (c) {
	case '<':
		return "&lt;";
	case '>':
		return "&gt;";
	case '&':
		return "&amp;";
	case '"':
		return "&quot;";
	case '\'':
		return "&#39;";
	default:
		return NULL;
	}
}

void
xml_write(struct buf *to, struct str text)
{
	struct buf masked;

	buf_init(&masked, BUF_NO_MAX);
	diag_mask(&masked, text);
	text = buf_str(&masked);
	for (size_t i = 0; i < text.n; i++) {
		struct str rest = str_from(text, i);
		const char *e = text.p[i] == '\'' ? NULL : entity(text.p[i]);

		if (e != NULL)
			buf_adds(to, e);
		else if (str_starts(rest, STR("\xEF\xBF\xBE")) ||
		    str_starts(rest, STR("\xEF\xBF\xBF")))
			buf_adds(to,
			    text.p[i += 2] == '\xBE' ? "\\u{fffe}"
						     : "\\u{ffff}");
		else
			buf_addc(to, text.p[i]);
	}
	buf_free(&masked);
}

/* Would it turn the direction of what follows, beyond its own text? */
static bool
turns(uint32_t cp)
{
	return (cp >= 0x202A && cp <= 0x202E) || (cp >= 0x2066 && cp <= 0x2069);
}

/* A character that a page cannot hold as it is. */
static void
write_odd(struct buf *to, uint32_t cp)
{
	if (cp < 0x20)
		utf8_write(to, 0x2400 + cp);
	else if (cp == 0x7F)
		utf8_write(to, 0x2421);
	else if (turns(cp))
		buf_printf(to, "\\u{%04x}", (unsigned)cp);
	else
		utf8_write(to, UTF8_REPLACEMENT);
}

static bool
is_odd(uint32_t cp)
{
	return (cp < 0x20 && cp != '\n' && cp != '\t') ||
	    (cp >= 0x7F && cp < 0xA0) || (cp & 0xFFFE) == 0xFFFE ||
	    (cp >= 0xFDD0 && cp <= 0xFDEF) || turns(cp);
}

void
xml_write_page(struct buf *to, struct str text)
{
	while (text.n > 0) {
		uint32_t cp;
		size_t n = utf8_decode(text, &cp);
		const char *e = entity(text.p[0]);

		if (n == 0) {
			utf8_write(to, UTF8_REPLACEMENT);
			n = utf8_mistake(text);
		} else if (e != NULL) {
			buf_adds(to, e);
		} else if (is_odd(cp)) {
			write_odd(to, cp);
		} else {
			buf_add(to, text.p, n);
		}
		text = str_from(text, n);
	}
}
