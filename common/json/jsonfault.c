/* SPDX-License-Identifier: MIT */
#include "common/json/jsonfault.h"

#include "common/text/utf8.h"

/* The longest word of the text that is shown in a message. */
enum { WORD_SHOWN = 20 };

static const char *const wanted[] = {
    [WANT_ROOT] = "expected a value",
    [WANT_NOTHING] = "expected the end of the text after the value",
    [WANT_FIRST_ELEMENT] = "expected a value or ']'",
    [WANT_ELEMENT] = "expected a value after ','",
    [WANT_COMMA_IN_ARRAY] = "expected ',' or ']' after an element",
    [WANT_FIRST_KEY] = "expected a key in double quotes or '}'",
    [WANT_KEY] = "expected a key in double quotes after ','",
    [WANT_COLON] = "expected ':' after a key",
    [WANT_MEMBER] = "expected a value after ':'",
    [WANT_COMMA_IN_OBJECT] = "expected ',' or '}' after a member",
};

/* What people write who think of another language. */
static const struct {
	const char *word, *advice;
} strangers[] = {
    {"True", "is Python's, JSON writes true"},
    {"False", "is Python's, JSON writes false"},
    {"None", "is Python's, JSON writes null"},
    {"undefined", "is JavaScript's, JSON writes null"},
    {"NaN", "is not a number in JSON"},
    {"nan", "is not a number in JSON"},
    {"Infinity", "is not a number in JSON"},
    {"inf", "is not a number in JSON"},
};

static bool
wants_value(enum json_want want)
{
	return want == WANT_ROOT || want == WANT_FIRST_ELEMENT ||
	    want == WANT_ELEMENT || want == WANT_MEMBER;
}

static bool
wants_key(enum json_want want)
{
	return want == WANT_FIRST_KEY || want == WANT_KEY;
}

static bool
is_space(char c)
{
	return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

static bool
is_digit(char c)
{
	return c >= '0' && c <= '9';
}

static bool
is_hex(char c)
{
	return is_digit(c) || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
}

static bool
is_letter(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
}

/* The letters and digits at the front of s. */
static struct str
word(struct str s)
{
	size_t n = 0;

	while (n < s.n && n < WORD_SHOWN &&
	    (is_letter(s.p[n]) || is_digit(s.p[n])))
		n++;
	return str_of(s.p, n);
}

/* "<expected>, found ..." */
static bool
found(struct str text, size_t at, const char *expected, struct fault *f)
{
	struct str rest = str_from(text, at), name = word(rest);
	char c = rest.n > 0 ? rest.p[0] : '\0';
	char next = rest.n > 1 ? rest.p[1] : '\0';
	uint32_t cp = 0;

	if (rest.n == 0)
		return fault_set(f, STATUS_INPUT, at,
		    "%s, found the end of the text", expected);
	if (c == '#' || (c == '/' && (next == '/' || next == '*')))
		return fault_set(f, STATUS_INPUT, at,
		    "%s, found a comment, which JSON does not have", expected);
	if (c == '\'')
		return fault_set(
		    f, STATUS_INPUT, at, "%s, found a single quote", expected);
	if (name.n > 0)
		return fault_set(f, STATUS_INPUT, at, "%s, found '%.*s'",
		    expected, STR_ARGS(name));
	if (c >= ' ' && c < 0x7F)
		return fault_set(
		    f, STATUS_INPUT, at, "%s, found '%c'", expected, c);
	if (utf8_decode(rest, &cp) > 1)
		return fault_set(
		    f, STATUS_INPUT, at, "%s, found U+%04X", expected, cp);
	return fault_set(f, STATUS_INPUT, at, "%s, found the byte 0x%02x",
	    expected, (unsigned char)c);
}

/* How a control character is written in a string. */
static bool
raw_control(size_t at, unsigned char c, struct fault *f)
{
	static const char letters[] = "btn\0fr"; /* from 0x08 on */

	if (c >= 0x08 && c <= 0x0D && letters[c - 0x08] != '\0')
		return fault_set(f, STATUS_INPUT, at,
		    "control character 0x%02x in a string, JSON writes \\%c", c,
		    letters[c - 0x08]);
	return fault_set(f, STATUS_INPUT, at,
	    "control character 0x%02x in a string, JSON writes \\u%04x", c, c);
}

/* Of the escape at `at`, *n bytes long; true: nothing is wrong. */
static bool
escape(struct str text, size_t at, size_t *n, struct fault *f)
{
	char c = text.p[at + 1];

	*n = 2;
	if (c == 'u') {
		for (; *n < 6; (*n)++)
			if (at + *n < text.n && !is_hex(text.p[at + *n]))
				return fault_set(f, STATUS_INPUT, at,
				    "expected four hex digits after '\\u'");
		return true;
	}
	if (c != '\0' && strchr("\"\\/bfnrt", c) != NULL)
		return true;
	if (c > ' ' && c < 0x7F)
		return fault_set(
		    f, STATUS_INPUT, at, "'\\%c' is no escape in JSON", c);
	return fault_set(f, STATUS_INPUT, at,
	    "a backslash before the byte 0x%02x is no escape in JSON",
	    (unsigned char)c);
}

/* Of the string whose opening quote stands at `at`; true: nothing is wrong. */
static bool
string(struct str text, size_t at, struct fault *f)
{
	size_t n;

	for (size_t i = at + 1; i < text.n; i += n) {
		unsigned char c = (unsigned char)text.p[i];

		n = 1;
		if (c == '"')
			return true;
		if (c < 0x20)
			return raw_control(i, c, f);
		if (c == '\\' && i + 1 < text.n && !escape(text, i, &n, f))
			return false;
	}
	return fault_set(
	    f, STATUS_INPUT, at, "the string that begins here is not closed");
}

static size_t
skip_digits(struct str text, size_t at)
{
	while (at < text.n && is_digit(text.p[at]))
		at++;
	return at;
}

/* Of the number that stands at `at`; true: nothing is wrong. */
static bool
number(struct str text, size_t at, struct fault *f)
{
	size_t i = at + (text.p[at] == '-');

	if (skip_digits(text, i) == i)
		return found(text, i, "expected a digit after '-'", f);
	i = skip_digits(text, i);
	if (i < text.n && text.p[i] == '.') {
		i++;
		if (skip_digits(text, i) == i)
			return found(text, i, "expected a digit after '.'", f);
		i = skip_digits(text, i);
	}
	if (i < text.n && (text.p[i] == 'e' || text.p[i] == 'E')) {
		i++;
		if (i < text.n && (text.p[i] == '+' || text.p[i] == '-'))
			i++;
		if (skip_digits(text, i) == i)
			return found(
			    text, i, "expected a digit in the exponent", f);
	}
	return true;
}

/* Is it a word of another language?  True: no. */
static bool
stranger(struct str text, size_t at, struct fault *f)
{
	const char *minus = text.p[at] == '-' ? "-" : "";
	struct str name = word(str_from(text, at + (minus[0] != '\0')));

	for (size_t i = 0; i < LENGTH(strangers); i++)
		if (str_is(name, strangers[i].word))
			return fault_set(f, STATUS_INPUT, at, "'%s%s' %s",
			    minus, strangers[i].word, strangers[i].advice);
	return true;
}

/* Goes on behind white space and what is allowed of commas and colons. */
static size_t
advance(struct str text, size_t at, enum json_want *want)
{
	for (; at < text.n; at++) {
		char c = text.p[at];

		if (is_space(c))
			continue;
		if (*want == WANT_COMMA_IN_ARRAY && c == ',')
			*want = WANT_ELEMENT;
		else if (*want == WANT_COMMA_IN_OBJECT && c == ',')
			*want = WANT_KEY;
		else if (*want == WANT_COLON && c == ':')
			*want = WANT_MEMBER;
		else
			break;
	}
	return at;
}

bool
json_explain(struct str text, size_t at, enum json_want want, struct fault *f)
{
	char c;

	at = advance(text, at, &want);
	if (at == text.n)
		return found(text, at, wanted[want], f);
	c = text.p[at];
	if ((unsigned char)c < 0x20)
		return fault_set(f, STATUS_INPUT, at,
		    "control character 0x%02x between the tokens", c);
	if (c == '"' && (wants_value(want) || wants_key(want)) &&
	    !string(text, at, f))
		return false;
	if (wants_value(want) && !stranger(text, at, f))
		return false;
	if (wants_value(want) && (c == '+' || c == '.'))
		return fault_set(f, STATUS_INPUT, at,
		    "a number begins with a digit or '-', not with '%c'", c);
	if (wants_value(want) && (c == '-' || is_digit(c)) &&
	    !number(text, at, f))
		return false;
	if (is_digit(c) && at > 0 && text.p[at - 1] == '0')
		return fault_set(
		    f, STATUS_INPUT, at - 1, "a number has no leading zeros");
	return found(text, at, wanted[want], f);
}
