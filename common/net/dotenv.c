/* SPDX-License-Identifier: MIT */
#include "common/net/dotenv.h"

#include <stdbool.h>

void
dotenv_init(struct dotenv *d, char *text, size_t n)
{
	*d = (struct dotenv){.p = text, .end = text + n, .next = 1};
	if (str_starts(str_of(text, n), STR("\xef\xbb\xbf")))
		d->p += 3;
}

static bool
is_blank(char c)
{
	return c == ' ' || c == '\t';
}

static bool
begins_name(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
}

static bool
is_in_name(char c)
{
	return begins_name(c) || (c >= '0' && c <= '9') || c == '.' || c == '-';
}

static char *
skip_blanks(char *p, const char *end)
{
	while (p < end && is_blank(*p))
		p++;
	return p;
}

/* Where the line at p ends: at its LF, or at the end of the text. */
static char *
line_end(char *p, const char *end)
{
	char *lf = memchr(p, '\n', (size_t)(end - p));

	return lf == NULL ? p + (end - p) : lf;
}

/* The name at *p, behind "export" where that is a word of its own. */
static bool
read_name(char **p, const char *end, struct str *name)
{
	static const struct str word = {"export", 6};
	struct str rest = str_of(*p, (size_t)(end - *p));

	if (str_starts(rest, word) && rest.n > word.n &&
	    is_blank(rest.p[word.n])) {
		char *next = skip_blanks(*p + word.n, end);

		/* "export = 1" names a variable "export". */
		if (next < end && *next != '=')
			*p = next;
	}
	name->p = *p;
	if (*p == end || !begins_name(**p))
		return false;
	while (*p < end && is_in_name(**p))
		++*p;
	name->n = (size_t)(*p - name->p);
	return true;
}

/* The byte that a backslash and c stand for, or 0 when for both. */
static char
unescape(char c)
{
	switch (c) {
	case 'n':
		return '\n';
	case 'r':
		return '\r';
	case 't':
		return '\t';
	case '\\':
	case '"':
	case '$':
	case '`':
	case '\'':
		return c;
	default:
		return '\0';
	}
}

/* What stands between the quote at *p and its like; *p is left behind that. */
static bool
read_quoted(char **p, char *end, struct str *value)
{
	char quote = *(*p)++;

	value->p = *p;
	while (*p < end && **p != quote)
		*p += quote == '"' && **p == '\\' && *p + 1 < end ? 2 : 1;
	value->n = (size_t)(*p - value->p);
	if (*p == end)
		return false;
	++*p;
	return true;
}

/* Takes the escapes out of a value in double quotes, in place. */
static void
decode(struct str *value)
{
	char *p = (char *)value->p, *to = p, *end = p + value->n;

	while (p < end) {
		char c = '\0';

		if (*p == '\\' && p + 1 < end)
			c = unescape(p[1]);
		*to++ = c != '\0' ? c : *p;
		p += c != '\0' ? 2 : 1;
	}
	value->n = (size_t)(to - value->p);
}

static void
read_bare(char **p, char *end, struct str *value)
{
	char *last = line_end(*p, end);

	value->p = *p;
	for (char *q = *p; q < last; q++)
		if (*q == '#' && (q == *p || is_blank(q[-1]))) {
			last = q;
			break;
		}
	value->n = (size_t)(last - value->p);
	while (value->n > 0 &&
	    (is_blank(value->p[value->n - 1]) ||
		value->p[value->n - 1] == '\r'))
		value->n--;
	*p = line_end(*p, end);
}

/* Does the line end at p, but for blanks? */
static bool
is_line_end(char *p, const char *end)
{
	p = skip_blanks(p, end);
	if (p < end && *p == '\r')
		p++;
	return p == end || *p == '\n';
}

/* Does a comment begin at p or behind blanks? */
static bool
is_comment(char *p, const char *end)
{
	p = skip_blanks(p, end);
	return p < end && *p == '#';
}

static bool
bad(struct fault *f, const char *start, const char *at, const char *text)
{
	return fault_set(f, STATUS_USAGE, (size_t)(at - start), "%s", text);
}

/* The pair at *p; on success *p is somewhere behind it in its last line. */
static bool
read_pair(
    char **p, char *end, struct str *name, struct str *value, struct fault *f)
{
	char *start = *p;

	*p = skip_blanks(*p, end);
	if (!read_name(p, end, name))
		return bad(f, start, *p, "a name is wanted here");
	*p = skip_blanks(*p, end);
	if (*p == end || **p != '=')
		return bad(f, start, *p, "'=' is wanted behind a name");
	*p = skip_blanks(*p + 1, end);
	if (*p < end && (**p == '"' || **p == '\'')) {
		char *quote = *p;

		if (!read_quoted(p, end, value))
			return bad(f, start, quote, "the quote is not closed");
		if (!is_line_end(*p, end) &&
		    (!is_blank(**p) || !is_comment(*p, end)))
			return bad(f, start, quote,
			    "text stands behind the closing quote");
	} else {
		read_bare(p, end, value);
	}
	if (memchr(value->p, '\0', value->n) != NULL)
		return bad(f, start, start, "a value holds a NUL byte");
	return true;
}

/* Goes on with the line behind the one that holds p. */
static void
leave_line(struct dotenv *d, char *p)
{
	p = line_end(p, d->end);
	for (const char *q = d->p; q < p; q++)
		d->next += *q == '\n';
	d->p = p;
	if (p < d->end) {
		d->p++;
		d->next++;
	}
}

enum dotenv_what
dotenv_next(
    struct dotenv *d, struct str *name, struct str *value, struct fault *f)
{
	while (d->p < d->end) {
		char *start = d->p, *p = d->p;
		bool ok;

		d->line = d->next;
		if (is_line_end(p, d->end) || is_comment(p, d->end)) {
			leave_line(d, p);
			continue;
		}
		ok = read_pair(&p, d->end, name, value, f);
		/* What looked like a quote may be an apostrophe: the next line
		 * is read as a line again. */
		leave_line(d, ok ? p : start);
		if (ok && value->p[-1] == '"')
			decode(value);
		return ok ? DOTENV_PAIR : DOTENV_BAD;
	}
	return DOTENV_END;
}
