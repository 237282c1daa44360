/* SPDX-License-Identifier: MIT */
#include "common/text/mojibake.h"

#include "common/text/chars.h"
#include "common/text/utf8.h"

/* Windows-1252 from 0x80 to 0x9F; 0 where it has none. */
static const uint16_t cp1252[32] = {0x20AC, 0, 0x201A, 0x0192, 0x201E, 0x2026,
    0x2020, 0x2021, 0x02C6, 0x2030, 0x0160, 0x2039, 0x0152, 0, 0x017D, 0, 0,
    0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014, 0x02DC, 0x2122,
    0x0161, 0x203A, 0x0153, 0, 0x017E, 0x0178};

enum { NO_BYTE = 0x100 };

/* The byte that was read as cp; NO_BYTE where it was none. */
static unsigned
byte_of(uint32_t cp)
{
	if (cp < 0x100)
		return cp;
	for (unsigned i = 0; i < LENGTH(cp1252); i++)
		if (cp1252[i] == cp)
			return 0x80 + i;
	return NO_BYTE;
}

/* How many bytes follow the lead byte; 0 when it is none. */
static size_t
followers(unsigned lead)
{
	if (lead < 0xC2 || lead > 0xF4)
		return 0;
	return lead < 0xE0 ? 1 : lead < 0xF0 ? 2 : 3;
}

/*
 * The bytes that were read as the characters at the front of s, where they are
 * one sequence of UTF-8 that is not ASCII.  Returns how many bytes of s those
 * characters take, or 0.
 */
static size_t
undo(struct str s, uint32_t *cp, unsigned *lead)
{
	char bytes[UTF8_MAX];
	uint32_t c;
	size_t at = utf8_decode(s, &c), n;

	if (at == 0 || c > 0xFF || followers(c) == 0)
		return 0;
	*lead = c;
	bytes[0] = (char)c;
	n = followers(c) + 1;
	for (size_t i = 1; i < n; i++) {
		size_t len = utf8_decode(str_from(s, at), &c);
		unsigned byte = len == 0 ? NO_BYTE : byte_of(c);

		if (byte < 0x80 || byte > 0xBF)
			return 0;
		bytes[i] = (char)byte;
		at += len;
	}
	return utf8_decode(str_of(bytes, n), cp) == n ? at : 0;
}

/*
 * Is one such sequence enough?  These leads make the letters of Europe, the
 * quotes and dashes, the mark of UTF-8 and the emoji; people do not write them
 * before symbols.  But "JOÃ»" may close a quotation.
 */
static bool
is_plain(struct str text, size_t at, unsigned lead, uint32_t cp)
{
	bool capital = at > 0 && is_upper(text.p[at - 1]);

	switch (lead) {
	case 0xC2:
	case 0xC3:
		return !capital || ((cp & 0x3F) != 0x3B && (cp & 0x3F) != 0x2B);
	case 0xE2:
		return cp >= 0x2000 && cp < 0x2800;
	case 0xEF:
		return cp == 0xFEFF || cp == 0xFFFD;
	case 0xF0:
		return cp >= 0x1F000;
	default:
		return false;
	}
}

/*
 * Undoes once more what was undone: the sequences at the front of s, as the
 * characters that they were meant to be.  Returns how many bytes of s are one
 * character then, or 0.
 */
static size_t
undo_again(struct str s, uint32_t *cp)
{
	size_t ends[UTF8_MAX] = {0}, marks[UTF8_MAX] = {0}, n = 0, at = 0, len;
	char meant[UTF8_MAX * UTF8_MAX];
	unsigned lead;
	uint32_t c;

	for (int i = 0; i < UTF8_MAX; i++) {
		len = undo(str_from(s, at), &c, &lead);
		if (len == 0)
			break;
		n += utf8_put(meant + n, c);
		at += len;
		marks[i] = n;
		ends[i] = at;
	}
	len = undo(str_of(meant, n), cp, &lead);
	for (int i = 0; i < UTF8_MAX; i++)
		if (len > 0 && marks[i] == len)
			return ends[i];
	return 0;
}

bool
mojibake_at(struct str text, size_t at, struct mojibake *m)
{
	struct str rest = str_from(text, at);
	size_t len, n = 0;
	unsigned lead, first_lead = 0;
	uint32_t cp;

	*m = (struct mojibake){0};
	for (;;) {
		len = undo(str_from(rest, m->len), &cp, &lead);
		if (len == 0)
			break;
		if (n++ == 0) {
			first_lead = lead;
			m->first = len;
			m->cp = cp;
		}
		m->len += len;
		/* Words of Greek or Cyrillic have blanks between them. */
		if (n > 1 && m->len < rest.n && rest.p[m->len] == ' ' &&
		    undo(str_from(rest, m->len + 1), &cp, &lead) > 0)
			m->len++;
	}
	if (n == 0 || (n < 3 && !is_plain(text, at, first_lead, m->cp)))
		return false;
	len = undo_again(rest, &m->cp);
	m->twice = len > 0;
	if (m->twice)
		m->first = len;
	return true;
}
