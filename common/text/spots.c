/* SPDX-License-Identifier: MIT */
#include "common/text/spots.h"

#include "common/text/apikey.h"
#include "common/text/card.h"
#include "common/text/chars.h"
#include "common/text/contact.h"
#include "common/text/iban.h"
#include "common/text/markup.h"
#include "common/text/mojibake.h"
#include "common/text/utf8.h"

/* How many groups of four an IBAN may have before one that is all digits. */
enum { IBAN_GROUPS = 8, FENCE_LEAST = 3, INDENT_MAX = 3 };

void
spots_start(struct spots *s, struct str text)
{
	marks_start(&s->marks, text);
	s->text = text;
	s->left = 0;
	s->done = s->digits = s->fence = s->ticks = 0;
	s->inline_code = s->bars = false;
}

/* Fills the spot, and says true. */
static bool
spot_is(struct spot *spot, enum spot_kind kind, size_t off, size_t len)
{
	*spot = (struct spot){.kind = kind, .off = off, .len = len};
	return true;
}

/* Is the character a part of an emoji's flag, whose letters are tags? */
static bool
is_flag(struct str text, size_t at)
{
	struct str before;

	if (at < UTF8_MAX)
		return false;
	before = str_of(text.p + at - UTF8_MAX, UTF8_MAX);
	return str_starts(before, STR("\xF0\x9F\x8F\xB4")) ||
	    str_starts(before, STR("\xF3\xA0"));
}

static bool
kind_of(struct str text, size_t at, uint32_t cp, enum spot_kind *kind)
{
	if (cp < 0x20 || (cp >= 0x7F && cp < 0xA0))
		*kind = SPOT_CONTROL;
	else if ((cp >= 0x202A && cp <= 0x202E) ||
	    (cp >= 0x2066 && cp <= 0x2069))
		*kind = SPOT_BIDI;
	else if (cp == 0x2028 || cp == 0x2029)
		*kind = SPOT_SEPARATOR;
	else if (cp == 0x200B || cp == 0x2060 || cp == 0xFEFF ||
	    (cp >= 0xE0000 && cp < 0xE0080 && !is_flag(text, at)))
		*kind = SPOT_INVISIBLE;
	else if ((cp & 0xFFFE) == 0xFFFE || (cp >= 0xFDD0 && cp <= 0xFDEF))
		*kind = SPOT_NONCHARACTER;
	else if (cp == UTF8_REPLACEMENT)
		*kind = SPOT_REPLACEMENT;
	else
		return false;
	return true;
}

/* Behind it stands what a byte of 0x80 to 0xBF was read as: see mojibake.c. */
static bool
may_be_mojibake(struct str text, size_t at)
{
	unsigned char next;

	if (text.n - at < 4)
		return false;
	next = (unsigned char)text.p[at + 2];
	return next == 0xC2 || next == 0xE2 || next == 0xC5 || next == 0xC6 ||
	    next == 0xCB;
}

static bool
at_character(struct spots *s, size_t at, struct spot *spot)
{
	enum spot_kind kind;
	struct mojibake m;
	uint32_t cp;
	size_t n;

	if (at < s->done)
		return false;
	if (s->text.p[at] == (char)0xC3) {
		if (!may_be_mojibake(s->text, at) ||
		    !mojibake_at(s->text, at, &m))
			return false;
		s->done = at + m.len;
		spot_is(spot, SPOT_MOJIBAKE, at, m.first);
		spot->cp = m.cp;
		spot->twice = m.twice;
		return true;
	}
	n = utf8_decode(str_from(s->text, at), &cp);
	if (n == 0 || !kind_of(s->text, at, cp, &kind))
		return false;
	spot_is(spot, kind, at, n);
	spot->cp = cp;
	return true;
}

/* Do only blanks stand before the offset on its line, and few? */
static bool
starts_line(struct str text, size_t at)
{
	size_t n = 0;

	while (n < at && n <= INDENT_MAX && text.p[at - n - 1] == ' ')
		n++;
	return n <= INDENT_MAX && (n == at || text.p[at - n - 1] == '\n');
}

static bool
ends_line(struct str text, size_t at)
{
	while (at < text.n && (text.p[at] == ' ' || text.p[at] == '\r'))
		at++;
	return at == text.n || text.p[at] == '\n';
}

/* A row of ticks: a fence where it begins a line, else the begin or the end of
 * code within the line. */
static void
at_ticks(struct spots *s, size_t at)
{
	size_t n = 0;

	if (at < s->ticks)
		return;
	while (at + n < s->text.n && s->text.p[at + n] == '`')
		n++;
	s->ticks = at + n;
	if (n >= FENCE_LEAST && starts_line(s->text, at)) {
		if (s->fence == 0) {
			s->fence = n;
			s->fence_at = at;
			s->inline_code = false;
		} else if (n >= s->fence && ends_line(s->text, at + n)) {
			s->fence = 0;
		}
	} else if (s->fence == 0) {
		s->inline_code = !s->inline_code;
	}
}

/* Of what begins with '<', the second byte; often it is a figure. */
static bool
may_be_markup(struct str text, size_t at)
{
	char c = at < text.n ? text.p[at] : '\0';

	if (c == '<' && at + 1 < text.n) /* <<SYS>>, <</SYS>> */
		c = text.p[at + 1] == 'S' ? '/' : text.p[at + 1];
	else if (c == '<')
		return false;
	return is_alpha(c) || c == '/' || c == '|' || c == (char)0xEF;
}

/* '<', '[', '{', '&' or '#' */
static bool
at_markup(struct spots *s, size_t at, struct spot *spot)
{
	struct str text = s->text;
	char c = text.p[at];
	size_t n;

	if (c == '<' && !may_be_markup(text, at + 1))
		return false;
	if (s->fence > 0 || s->inline_code)
		return false;
	if (c == '<' || c == '[' || (c == '#' && starts_line(text, at))) {
		n = chat_mark_at(text, at);
		if (n > 0)
			return spot_is(spot, SPOT_CHAT_MARK, at, n);
	}
	if (c == '#')
		return false;
	if (c == '&') {
		n = entity_at(text, at);
		return n > 0 && spot_is(spot, SPOT_ENTITY, at, n);
	}
	n = field_at(text, at);
	if (n > 0)
		return spot_is(spot, SPOT_FIELD, at, n);
	n = blank_at(text, at);
	if (n > 0)
		return spot_is(spot, SPOT_BLANK, at, n);
	n = c == '<' ? tag_at(text, at) : 0;
	return n > 0 && spot_is(spot, SPOT_TAG, at, n);
}

static bool
at_sign(struct spots *s, size_t at, struct spot *spot)
{
	struct contact c;

	if (password_at(s->text, at, &c))
		return spot_is(spot, SPOT_PASSWORD, c.off, c.len);
	return email_at(s->text, at, &c) &&
	    spot_is(spot, SPOT_EMAIL, c.off, c.len);
}

static bool
at_plus(struct spots *s, size_t at, struct spot *spot)
{
	struct contact c;

	if (!phone_at(s->text, at, &c))
		return false;
	s->digits = at + c.len;
	return spot_is(spot, SPOT_PHONE, c.off, c.len);
}

static bool
at_byte(struct spots *s, size_t at, struct spot *spot)
{
	switch (s->text.p[at]) {
	case '`':
		at_ticks(s, at);
		return false;
	case '<':
	case '[':
	case '{':
	case '&':
	case '#':
		return at_markup(s, at, spot);
	case '@':
		return at_sign(s, at, spot);
	case '+':
		return at_plus(s, at, spot);
	default:
		return at_character(s, at, spot);
	}
}

static bool
is_iban(struct spots *s, size_t at, struct spot *spot)
{
	struct iban iban;

	if (!iban_at(s->text, at, &iban))
		return false;
	s->digits = at + iban.len;
	spot_is(spot, iban.example ? SPOT_EXAMPLE : SPOT_IBAN, at, iban.len);
	spot->name = "IBAN";
	memcpy(spot->country, iban.country, sizeof(spot->country));
	return true;
}

static bool
at_word(struct spots *s, size_t at, struct spot *spot)
{
	enum spot_kind kind = SPOT_KEY;
	struct apikey key;

	if (at < s->done)
		return false;
	if (!apikey_at(s->text, at, &key))
		return is_iban(s, at, spot);
	if (key.off < s->done)
		return false;
	s->done = key.off + key.len;
	s->digits = s->done;
	if (key.verdict == APIKEY_EXAMPLE)
		kind = SPOT_EXAMPLE;
	else if (key.private_key)
		kind = SPOT_PRIVATE_KEY;
	else if (key.web_token)
		kind = SPOT_WEB_TOKEN;
	spot_is(spot, kind, key.off, key.len);
	spot->name = key.name;
	return true;
}

/* An IBAN in groups of four, one of which begins at the offset. */
static bool
is_grouped_iban(struct spots *s, size_t at, struct spot *spot)
{
	const char *p = s->text.p;

	for (size_t i = 0; i < IBAN_GROUPS && at >= 5; i++) {
		at -= 5;
		if (p[at + 4] != ' ')
			return false;
		if (is_iban(s, at, spot))
			return true;
	}
	return false;
}

/* At the first of four digits or more. */
static bool
at_digits(struct spots *s, size_t at, struct spot *spot)
{
	struct contact c;
	struct card card;
	size_t end = at;

	if (at < s->digits)
		return false;
	while (end < s->text.n && is_digit(s->text.p[end]))
		end++;
	s->digits = end;
	if (card_at(s->text, at, &card)) {
		s->digits = at + card.len;
		spot_is(spot, card.example ? SPOT_EXAMPLE : SPOT_CARD, at,
		    card.len);
		spot->name = card.brand;
		return true;
	}
	if (end - at == 4 && phone_ends_at(s->text, at, &c))
		return spot_is(spot, SPOT_PHONE, c.off, c.len);
	return is_grouped_iban(s, at, spot);
}

/* "\n\nHuman:" */
static bool
at_break(struct spots *s, size_t at, struct spot *spot)
{
	size_t n;

	s->inline_code = false;
	if (s->fence > 0)
		return false;
	while (at + 1 < s->text.n && s->text.p[at + 1] == '\n')
		at++;
	if (at + 1 == s->text.n ||
	    (s->text.p[at + 1] != 'H' && s->text.p[at + 1] != 'A'))
		return false;
	n = chat_mark_at(s->text, at + 1);
	return n > 0 && spot_is(spot, SPOT_CHAT_MARK, at + 1, n);
}

/* Looks at the mark for one of its kinds. */
static bool
look(struct spots *s, unsigned kind, struct spot *spot)
{
	size_t at = s->mark.at;

	switch (kind) {
	case MARK_BYTE:
		return at_byte(s, at, spot);
	case MARK_WORD:
		return at_word(s, at + 1 - MARK_WORD_LEAST, spot);
	case MARK_DIGITS:
		return at_digits(s, at + 1 - MARK_DIGITS_LEAST, spot);
	default:
		return at_break(s, at, spot);
	}
}

/* Passes over the block's words like any other: no key and no IBAN is that. */
static inline void
pass_words(struct marks *m)
{
	uint64_t words = m->word & ~(m->byte | m->digits | m->line);

	for (; words != 0; words &= words - 1) {
		unsigned at = (unsigned)__builtin_ctzll(words);

		if (marks_is_plain(m, at) &&
		    !apikey_may_be_plain(
			m->text, m->block + at + 1 - MARK_WORD_LEAST))
			m->left &= ~((uint64_t)1 << at);
	}
}

static inline bool
next_mark(struct spots *s)
{
	while (s->marks.left == 0) {
		if (!marks_next_block(&s->marks))
			return false;
		pass_words(&s->marks);
	}
	return marks_next(&s->marks, &s->mark);
}

/* May what opens a blank or a mark in brackets stand behind '['?  See markup.c.
 */
static inline bool
opens_bracket(char c)
{
	switch (c | 0x20) {
	case 'a':
	case 'e':
	case 'i':
	case 'm':
	case 'p':
	case 'r':
	case 's':
	case 't':
	case 'y':
	case '/':
		return true;
	default:
		return false;
	}
}

/* Is it a sign in a calculation or a program, a letter with an accent or a
 * quotation mark, as nearly all with these first bytes are?  Of these there may
 * be many. */
static inline bool
is_idle_byte(struct spots *s)
{
	size_t at = s->mark.at;
	const unsigned char *p = (const unsigned char *)s->text.p + at;

	if (s->text.n - at < 4)
		return false;
	switch (p[0]) {
	case '+':
		return !is_digit((char)p[1]);
	case '<':
		s->bars |= p[1] == '|';
		return !may_be_markup(s->text, at + 1);
	case '{':
		return !is_alpha((char)p[1]) && p[1] != '{';
	case '[':
		return !opens_bracket((char)p[1]);
	case '&':
		return !is_alnum((char)p[1]) && p[1] != '#';
	case '#':
		return p[1] != '#' || p[2] != '#' || p[3] != ' ';
	case 0xC2:
		return p[1] >= 0xA0;
	case 0xC3:
		return !may_be_mojibake(s->text, at);
	case 0xE2: /* of U+2000 to U+207F some are SPOT_* */
		return p[1] > 0x81 || (p[2] != 0x8B && p[2] < 0xA0) ||
		    p[2] >= 0xB0;
	default:
		return false;
	}
}

static inline bool
is_idle(struct spots *s)
{
	return s->mark.kinds == MARK_BYTE && is_idle_byte(s);
}

/* What is known at the end of the text. */
static bool
at_end(struct spots *s, struct spot *spot)
{
	if (s->fence == 0)
		return false;
	spot_is(spot, SPOT_OPEN_FENCE, s->fence_at, s->fence);
	s->fence = 0;
	return true;
}

bool
spots_next(struct spots *s, struct spot *spot)
{
	for (;;) {
		while (s->left != 0) {
			unsigned kind = s->left & (0 - s->left);

			s->left -= kind;
			if (look(s, kind, spot))
				return true;
		}
		do {
			if (!next_mark(s))
				return at_end(s, spot);
		} while (is_idle(s));
		s->left = s->mark.kinds;
	}
}
