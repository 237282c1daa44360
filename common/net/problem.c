/* SPDX-License-Identifier: MIT */
#include "common/net/problem.h"

#include "common/base/buf.h"
#include "common/json/json.h"
#include "common/net/secret.h"

enum { MESSAGE_MAX = 360, WORD_MAX = 64 };

/* The text of a string, or of a number ("code": 404); else nothing. */
static struct str
text_of(const struct json *v)
{
	return json_is_string(v) || json_is_number(v) ? v->text : STR("");
}

static struct str
first_of(struct str a, struct str b)
{
	return a.n > 0 ? a : b;
}

/* The first thing that FastAPI complains of: [{"loc": [...], "msg": ...}]. */
static struct str
first_detail(const struct json *list, struct problem *p)
{
	const struct json *entry = list->child, *loc;

	if (!json_is_object(entry))
		return text_of(entry);
	loc = json_get(entry, "loc");
	if (json_is_array(loc))
		for (loc = loc->child; loc != NULL; loc = loc->next)
			p->param = first_of(text_of(loc), p->param);
	return first_of(text_of(json_get(entry, "msg")),
	    text_of(json_get(entry, "message")));
}

static void
take_object(struct problem *p, const struct json *o)
{
	const struct json *detail = json_get(o, "detail");

	p->code = text_of(json_get(o, "code"));
	p->type = text_of(json_get(o, "type"));
	p->param = text_of(json_get(o, "param"));
	p->message = text_of(json_get(o, "message"));
	if (p->message.n == 0 && json_is_array(detail))
		p->message = first_detail(detail, p);
	p->message = first_of(p->message, text_of(detail));
	p->message = first_of(p->message, text_of(json_get(o, "title")));
	p->message = first_of(p->message, text_of(json_get(o, "error")));
}

static bool
is_space(char c)
{
	return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

static char
lower(char c)
{
	return c >= 'A' && c <= 'Z' ? (char)(c + ('a' - 'A')) : c;
}

/* Where word, which is lower case, stands in text, or text.n. */
static size_t
find_word(struct str text, const char *word)
{
	size_t n = strlen(word);

	for (size_t i = 0; i + n <= text.n; i++) {
		size_t same = 0;

		while (same < n && lower(text.p[i + same]) == word[same])
			same++;
		if (same == n)
			return i;
	}
	return text.n;
}

/* The title of a page of HTML; false when it is none. */
static bool
take_page(struct problem *p, struct str body)
{
	struct str title;
	size_t at;

	if (!str_starts(body, STR("<")))
		return false;
	p->message = STR("a page of HTML");
	at = find_word(body, "<title");
	title = str_from(body, at);
	at = str_find(title, '>');
	if (at == title.n)
		return true;
	title = str_from(title, at + 1);
	title.n = find_word(title, "</title");
	title = str_trim(title);
	if (title.n > 0)
		p->message = title;
	return true;
}

/* One line of it, cut where it is too long, without half a character. */
static struct str
one_line(struct str s, struct arena *arena)
{
	struct str clean;
	char *to;
	size_t n = 0;

	if (s.n > MESSAGE_MAX) {
		s.n = MESSAGE_MAX;
		while (s.n > 0 && ((unsigned char)s.p[s.n] & 0xc0) == 0x80)
			s.n--;
	}
	to = arena_take(arena, s.n + 1, 1);
	for (size_t i = 0; i < s.n; i++)
		if (!is_space(s.p[i]))
			to[n++] = s.p[i];
		else if (n > 0 && to[n - 1] != ' ')
			to[n++] = ' ';
	clean = str_of(to, n);
	return str_trim(clean);
}

void
problem_read(struct problem *p, struct str body, struct arena *arena)
{
	struct json_reader reader;
	struct json_doc doc;

	*p = (struct problem){0};
	body = str_trim(body);
	json_reader_init(&reader, arena);
	if (json_parse(&reader, body, &doc, NULL)) {
		const struct json *error = json_get(doc.root, "error");

		take_object(p, json_is_object(error) ? error : doc.root);
		p->message = first_of(p->message, text_of(doc.root));
	} else if (!take_page(p, body)) {
		p->message = body;
	}
	json_reader_free(&reader);
	p->message = one_line(p->message, arena);
}

static void
add_word(struct buf *to, struct str word)
{
	if (word.n == 0)
		return;
	if (word.n > WORD_MAX)
		word.n = WORD_MAX;
	buf_adds(to, ", ");
	buf_add_str(to, word);
}

bool
problem_fault(struct fault *f, enum status status, long http_status,
    const struct problem *p, struct str request_id, struct str key)
{
	struct buf text, masked;

	buf_init(&text, BUF_NO_MAX);
	buf_init(&masked, BUF_NO_MAX);
	buf_add_str(&text,
	    p->message.n > 0 ? p->message : STR("the server gave no reason"));
	while (text.n > 0 && text.p[text.n - 1] == '.')
		text.n--;
	buf_printf(&text, " (%ld", http_status);
	add_word(&text, first_of(p->code, p->type));
	add_word(&text, p->param);
	if (request_id.n > 0) {
		buf_adds(&text, ", request ");
		buf_add(&text, request_id.p,
		    request_id.n > WORD_MAX ? WORD_MAX : request_id.n);
	}
	buf_addc(&text, ')');
	secret_mask(&masked, buf_str(&text), key);
	fault_set(f, status, 0, "%s", buf_cstr(&masked));
	buf_free(&text);
	buf_free(&masked);
	return false;
}
