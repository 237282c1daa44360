/* SPDX-License-Identifier: MIT */
#include "common/text/apikey_forms.h"

#include "common/text/apikey_kinds.h"
#include "common/text/chars.h"

/* How far a value is looked for behind its name, and a host before a key. */
enum { ASSIGN_MAX = 8, HOST_MAX = 96, PEM_HEAD_MAX = 48 };

/* Behind the first line of PEM may stand others than the key's. */
enum { PEM_FAR = 400, PEM_LINE = 40 };

/* How many bytes from `at` on are of that set, up to most. */
static size_t
length_of(struct str text, size_t at, unsigned set, size_t most)
{
	size_t n = 0;

	while (n < most && at + n < text.n && apikey_in(text.p[at + n], set))
		n++;
	return n;
}

bool
apikey_is_jwt(struct str text, size_t at, struct apikey *s)
{
	/* {"sub":"1234567890": of jwt.io, and so of everybody */
	static const struct str example = STR("eyJzdWIiOiIxMjM0NTY3ODkw");
	enum { PART_MAX = 4096, HEAD_LEAST = 17, SIGN_LEAST = 20 };
	size_t head = length_of(text, at, SET_WORD, PART_MAX), body, sign;
	struct str claims;

	if (head < HEAD_LEAST || at + head >= text.n ||
	    text.p[at + head] != '.')
		return false;
	claims = str_from(text, at + head + 1);
	if (!str_starts(claims, STR("eyJ")))
		return false;
	body = length_of(claims, 0, SET_WORD, PART_MAX);
	if (body >= claims.n || claims.p[body] != '.')
		return false;
	sign = length_of(claims, body + 1, SET_WORD, PART_MAX);
	if (sign < SIGN_LEAST)
		return false;
	s->name = "JSON Web Token";
	s->web_token = true;
	s->off = at;
	s->len = head + body + sign + 2;
	s->verdict =
	    str_starts(claims, example) ? APIKEY_EXAMPLE : APIKEY_LIKELY;
	return true;
}

/* Is there a row of base64 that is as long as a key's line, not far? */
static bool
has_key_line(struct str s)
{
	size_t n = 0;

	for (size_t i = 0; i < s.n && i < PEM_FAR && n < PEM_LINE; i++)
		n = apikey_in(s.p[i], SET_ALNUM | SET_BASE64) ? n + 1 : 0;
	return n == PEM_LINE;
}

bool
apikey_is_pem(struct str text, size_t at, struct apikey *s)
{
	static const struct str words = STR("PRIVATE KEY");
	struct str rest = str_from(text, at), head;
	size_t end;

	if (!str_starts(rest, STR("-----BEGIN ")))
		return false;
	head = str_of(rest.p, rest.n < PEM_HEAD_MAX ? rest.n : PEM_HEAD_MAX);
	end = str_search(head, words);
	if (end == head.n || !has_key_line(str_from(rest, end + words.n)))
		return false;
	s->name = "private key";
	s->private_key = true;
	s->off = at;
	s->len = end + words.n;
	s->verdict = APIKEY_LIKELY;
	return true;
}

/* Names of values that have no form of their own. */
static const struct {
	const char *names, *name;
	size_t length;
	unsigned set;
} assigned[] = {
    {"awssecretaccesskey", "AWS secret access key", 40, SET_ALNUM | SET_BASE64},
    {"secretaccesskey", "AWS secret access key", 40, SET_ALNUM | SET_BASE64},
    {"accountkey", "Azure storage key", 88, SET_ALNUM | SET_BASE64},
    {"sharedaccesskey", "Azure shared access key", 44, SET_ALNUM | SET_BASE64},
    {"azureopenaiapikey", "Azure OpenAI key", 32, SET_HEX},
    {"mailgunapikey", "Mailgun API key", 36, SET_HEX | SET_JOIN | SET_LOWER},
};

/* Is it that name, whatever the case and without its '_' and '-'? */
static bool
is_named(struct str word, const char *name)
{
	size_t k = 0;

	for (size_t i = 0; i < word.n; i++) {
		if (word.p[i] == '_' || word.p[i] == '-')
			continue;
		if (name[k] == '\0' || to_lower(word.p[i]) != name[k])
			return false;
		k++;
	}
	return name[k] == '\0';
}

bool
apikey_is_joint(char c)
{
	return c == ' ' || c == '=' || c == ':' || c == '"' || c == '\'' ||
	    c == '\\' || c == '`';
}

bool
apikey_is_assigned(struct str text, size_t at, size_t word, struct apikey *s)
{
	if ((text.p[at] | 0x20) != 'a' && (text.p[at] | 0x20) != 'm' &&
	    (text.p[at] | 0x20) != 's')
		return false;
	for (size_t i = 0; i < LENGTH(assigned); i++) {
		size_t from = at + word;
		struct str value;

		if (!is_named(str_of(text.p + at, word), assigned[i].names))
			continue;
		while (from < text.n && from < at + word + ASSIGN_MAX &&
		    apikey_is_joint(text.p[from]))
			from++;
		value = str_of(text.p + from,
		    length_of(
			text, from, assigned[i].set, assigned[i].length + 1));
		if (from == at + word || value.n != assigned[i].length)
			return false;
		s->name = assigned[i].name;
		s->off = from;
		s->len = value.n;
		s->verdict =
		    apikey_is_random(value) && !apikey_is_published(value)
		    ? APIKEY_LIKELY
		    : APIKEY_EXAMPLE;
		return true;
	}
	return false;
}

/* Does the host or path stand before the offset, not far? */
static bool
is_under(struct str text, size_t at, struct str path)
{
	size_t n = at < HOST_MAX ? at : HOST_MAX;
	struct str before = str_of(text.p + at - n, n);

	return str_search(before, path) < before.n;
}

bool
apikey_is_in_place(struct str text, size_t at, size_t word, struct apikey *s)
{
	char before = at == 0 ? '\0' : text.p[at - 1];

	s->off = at;
	s->len = word;
	s->name = NULL;
	if (before == ':' && word == 35 && text.p[at] == 'A' && at > 5 &&
	    is_digit(text.p[at - 2]) && is_digit(text.p[at - 5]))
		s->name = "Telegram bot token";
	if (before == '/' && word >= 24 && word <= 56 &&
	    is_under(text, at, STR("hooks.slack.com/")))
		s->name = "Slack webhook";
	if (before == '/' && word >= 60 && word <= 80 &&
	    is_under(text, at, STR("/api/webhooks/")))
		s->name = "Discord webhook";
	if (s->name == NULL)
		return false;
	s->verdict = apikey_is_random(str_of(text.p + at, word))
	    ? APIKEY_LIKELY
	    : APIKEY_EXAMPLE;
	return true;
}
