/* SPDX-License-Identifier: MIT */
#include "common/text/contact.h"

#include "common/text/chars.h"

/* RFC 5321 has 64 for what is before the sign and 255 for what is behind. */
enum { LOCAL_MAX = 64, DOMAIN_MAX = 255, URL_MAX = 128 };

/* What is shorter is made up. */
enum { PASSWORD_LEAST = 4 };
enum { PHONE_LEAST = 8, PHONE_MOST = 15, PHONE_BYTES = 24 };

static bool
is_local(char c)
{
	return is_word(c) || c == '.' || c == '+' || c == '%';
}

/* Domains that are nobody's: RFC 2606 and 6761, and what people write. */
static bool
is_reserved(struct str domain)
{
	static const char *const ends[] = {"example.com", "example.org",
	    "example.net", ".example", ".test", ".invalid", ".localhost",
	    ".local", "domain.com", "email.com", "yourdomain.com",
	    "company.com"};

	for (size_t i = 0; i < LENGTH(ends); i++)
		if (str_ends(domain, str_c(ends[i])))
			return true;
	return false;
}

/* How many bytes at the front of s are a domain with a top level. */
static size_t
domain_length(struct str s)
{
	size_t n = 0, dot = 0;

	while (n < s.n && n < DOMAIN_MAX &&
	    (is_alnum(s.p[n]) || s.p[n] == '-' || s.p[n] == '.')) {
		if (s.p[n] == '.') {
			if (n == 0 || s.p[n - 1] == '.')
				break;
			dot = n;
		}
		n++;
	}
	while (n > 0 && (s.p[n - 1] == '.' || s.p[n - 1] == '-'))
		n--;
	if (dot >= n) /* it ended the sentence */
		for (dot = n == 0 ? 0 : n - 1; dot > 0 && s.p[dot] != '.';
		     dot--)
			;
	if (dot == 0 || n - dot < 3)
		return 0;
	for (size_t i = dot + 1; i < n; i++)
		if (!is_alpha(s.p[i]))
			return 0;
	return n;
}

bool
email_at(struct str text, size_t at, struct contact *c)
{
	size_t n = 0, len;

	while (n < at && n <= LOCAL_MAX && is_local(text.p[at - n - 1]))
		n++;
	while (n > 0 && text.p[at - n] == '.')
		n--;
	if (n == 0 || n > LOCAL_MAX ||
	    str_is(str_of(text.p + at - n, n), "git"))
		return false;
	len = domain_length(str_from(text, at + 1));
	if (len == 0 || is_reserved(str_of(text.p + at + 1, len)))
		return false;
	c->off = at - n;
	c->len = n + 1 + len;
	return true;
}

/* What stands for a password where there is none. */
static bool
is_stand_in(struct str s)
{
	static const char *const words[] = {"password", "pass", "passwd", "pwd",
	    "secret", "token", "mypassword", "user", "username", "postgres",
	    "root", "guest", "changeme", "xxx", "xxxx", "example", "passwort",
	    "motdepasse", "clave", "senha", "wachtwoord"};

	for (size_t i = 0; i < s.n; i++)
		if (str_find(STR("<>{}[]$*|"), s.p[i]) < 9)
			return true;
	for (size_t i = 0; i < LENGTH(words); i++) {
		size_t n = 0;

		while (n < s.n && words[i][n] != '\0' &&
		    to_lower(s.p[n]) == words[i][n])
			n++;
		if (n == s.n && words[i][n] == '\0')
			return true;
	}
	return false;
}

static size_t
host_length(struct str s)
{
	size_t n = 0;

	while (n < s.n && n < DOMAIN_MAX && (is_word(s.p[n]) || s.p[n] == '.'))
		n++;
	return n;
}

bool
password_at(struct str text, size_t at, struct contact *c)
{
	size_t n = 0, colon = 0;
	struct str host;
	char ch = '\0';

	for (; n < at && n < URL_MAX; n++) {
		ch = text.p[at - n - 1];
		if (ch <= ' ' || ch == '/' || ch == '"' || ch == '\'')
			break;
		if (ch == ':')
			colon = n;
	}
	if (ch != '/' || n == at || colon == 0 || colon + 1 >= n ||
	    at - n < 4 || memcmp(text.p + at - n - 3, "://", 3) != 0)
		return false;
	c->off = at - colon;
	c->len = colon;
	host = str_from(text, at + 1);
	host.n = host_length(host);
	return c->len >= PASSWORD_LEAST && !is_reserved(host) &&
	    !is_stand_in(str_of(text.p + c->off, c->len));
}

static bool
is_between(char c)
{
	return c == ' ' || c == '-' || c == '.' || c == '(' || c == ')';
}

bool
phone_at(struct str text, size_t at, struct contact *c)
{
	size_t n = 1, digits = 0, groups = 0, last = 0;

	if ((at > 0 &&
		(is_alnum(text.p[at - 1]) || text.p[at - 1] == '+' ||
		    text.p[at - 1] == ')')) ||
	    at + 1 >= text.n || text.p[at + 1] < '1' || text.p[at + 1] > '9')
		return false;
	for (; at + n < text.n && n < PHONE_BYTES; n++) {
		char ch = text.p[at + n];

		if (is_digit(ch)) {
			digits++;
			groups += !is_digit(text.p[at + n - 1]);
			last = n;
		} else if (!is_between(ch) ||
		    (n > last + 2 && ch != '(' && ch != ' ')) {
			break;
		}
	}
	/* A fraction may have one digit, the last group not. */
	if (last > 1 && !is_digit(text.p[at + last - 1]))
		return false;
	if (digits < PHONE_LEAST || digits > PHONE_MOST ||
	    (at + last + 1 < text.n && is_word(text.p[at + last + 1])))
		return false;
	/* One row of digits is a number, too, but a short one may be any. */
	if (groups == 1 && digits < PHONE_LEAST + 2)
		return false;
	c->off = at;
	c->len = last + 1;
	return true;
}

/* Are n digits before the offset, and what? */
static bool
digits_before(struct str text, size_t at, size_t n)
{
	if (at < n)
		return false;
	for (size_t i = 0; i < n; i++)
		if (!is_digit(text.p[at - 1 - i]))
			return false;
	return true;
}

bool
phone_ends_at(struct str text, size_t at, struct contact *c)
{
	const char *p = text.p;
	size_t area; /* behind the area code */
	char sign;

	if (at < 8 || text.n - at < 4 ||
	    (text.n - at > 4 && is_word(p[at + 4])) ||
	    !digits_before(text, at - 1, 3))
		return false;
	sign = p[at - 1];
	if (sign != '-' && sign != '.')
		return false;
	area = at - 5;
	if (p[area] == ' ' && area > 0 && p[area - 1] == ')')
		area--;
	else if (p[area] != sign && p[area] != ')')
		return false;
	if (area < 3 || !digits_before(text, area, 3) || p[area - 3] < '2' ||
	    p[at - 4] < '2')
		return false;
	c->off = area - 3;
	if (p[area] == ')') {
		if (c->off == 0 || p[c->off - 1] != '(')
			return false;
		c->off--;
	}
	c->len = at + 4 - c->off;
	if (c->off > 0 && (is_word(p[c->off - 1]) || p[c->off - 1] == '.'))
		return false;
	/* 555-0100 to 555-0199 are for stories. */
	return memcmp(p + at - 4, "555", 3) != 0 ||
	    memcmp(p + at, "01", 2) != 0;
}
