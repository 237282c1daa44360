/* SPDX-License-Identifier: MIT */
/* What is asked. */
#include "common/base/diag.h"
#include "common/example/view.h"
#include "common/io/in.h"
#include "common/json/jsonw.h"
#include "common/text/utf8.h"
#include "tools/chat/chat.h"

/* What a record has beside its messages that a request has, too. */
static const char *const kept[] = {"tools", "tool_choice",
    "parallel_tool_calls", "functions", "function_call", "response_format"};

static void
write_message(struct jsonw *w, const char *role, struct str text)
{
	jsonw_object(w);
	jsonw_key(w, "role");
	jsonw_str(w, str_c(role));
	jsonw_key(w, "content");
	jsonw_str(w, text);
	jsonw_end(w);
}

static bool
is_from(const struct json *message, const char *role)
{
	const struct json *v = json_get(message, "role");

	return json_is_string(v) && str_is(v->text, role);
}

/* The messages of a record but for the answer that stands at its end. */
static size_t
count_asked(const struct json *messages)
{
	const struct json *m = messages->child;

	while (m != NULL && m->next != NULL)
		m = m->next;
	return messages->count - is_from(m, "assistant");
}

static void
take_fields(struct talk_text *t, struct str text, const struct json *root)
{
	t->fields = arena_take(&t->arena, LENGTH(kept), sizeof(*t->fields));
	for (size_t i = 0; i < LENGTH(kept); i++) {
		const struct json *v = json_get(root, kept[i]);

		if (v == NULL || json_is_null(v))
			continue;
		t->fields[t->nfields++] = (struct ask_field){
		    str_c(kept[i]), str_of(text.p + v->off, v->end - v->off)};
	}
}

/* The first record of the file: a line, or a document over several lines. */
static bool
parse_record(struct talk_text *t, const char *path, struct json_doc *doc,
    struct str *text)
{
	struct str whole = buf_str(&t->record), line = whole;
	struct json_reader reader;
	struct fault f;
	bool ok;

	line.n = str_find(whole, '\n');
	json_reader_init(&reader, &t->arena);
	*text = line;
	ok = json_parse(&reader, line, doc, NULL);
	if (!ok) {
		*text = whole;
		ok = json_parse(&reader, whole, doc, &f);
	}
	json_reader_free(&reader);
	if (!ok)
		diag_fault(
		    (struct place){.file = path, .line = 1, .column = 1}, &f);
	return ok;
}

/* A conversation from a file: an array of messages, or a record with one.
 * --system stands for the one that it begins with. */
static bool
add_file(struct talk_text *t, struct jsonw *w, const struct chat *c)
{
	const struct json *messages, *m;
	const char *path = c->messages;
	struct json_doc doc;
	struct str text;
	struct buf part;
	size_t n;

	if (!in_whole(path, &t->record) || !parse_record(t, path, &doc, &text))
		return false;
	messages =
	    json_is_array(doc.root) ? doc.root : json_get(doc.root, "messages");
	if (!json_is_array(messages)) {
		diag_at((struct place){.file = path, .line = 1}, LEVEL_ERROR,
		    "no conversation: neither \"messages\" nor an array");
		diag_raise(STATUS_INPUT);
		return false;
	}
	take_fields(t, text, doc.root);
	n = count_asked(messages);
	if (n < messages->count)
		diag_verbose("the answer at the end of %s is left out", path);
	buf_init(&part, BUF_NO_MAX);
	for (m = messages->child; m != NULL && n > 0; m = m->next, n--) {
		if (m == messages->child && c->system != NULL &&
		    (is_from(m, "system") || is_from(m, "developer")))
			continue;
		buf_clear(&part);
		ask_write_message(&part, text, m);
		jsonw_raw(w, buf_str(&part));
	}
	buf_free(&part);
	return true;
}

static bool
is_text(const char *what, struct str text)
{
	size_t bad;

	if (utf8_valid(text, &bad))
		return true;
	diag(LEVEL_ERROR, "%s is no UTF-8 at byte %zu", what, bad + 1);
	diag_raise(STATUS_INPUT);
	return false;
}

/* The prompt's text: as it was given, or all of standard input. */
static bool
add_prompt(struct jsonw *w, const char *prompt)
{
	struct buf input;
	struct str text;
	bool ok = true;

	buf_init(&input, TALK_MAX);
	if (prompt != NULL && strcmp(prompt, "-") != 0)
		buf_adds(&input, prompt);
	else
		ok = in_whole("-", &input);
	text = buf_str(&input);
	/* The end of a line is the terminal's or echo's, not the question's. */
	if (text.n > 0 && text.p[text.n - 1] == '\n')
		text.n--;
	ok = ok && is_text("the prompt", text);
	if (ok)
		write_message(w, "user", text);
	buf_free(&input);
	return ok;
}

bool
talk_read(struct talk_text *t, const struct chat *c, const char *prompt)
{
	struct jsonw w;
	bool ok = is_text("--system", str_c(c->system));

	*t = (struct talk_text){.nfields = 0};
	arena_init(&t->arena);
	buf_init(&t->record, TALK_MAX);
	buf_init(&t->messages, BUF_NO_MAX);
	jsonw_init(&w, &t->messages);
	jsonw_array(&w);
	if (c->system != NULL)
		write_message(&w, "system", str_c(c->system));
	if (ok && c->messages != NULL)
		ok = add_file(t, &w, c);
	if (ok && (c->messages == NULL || prompt != NULL))
		ok = add_prompt(&w, prompt);
	jsonw_end(&w);
	return ok;
}

void
talk_free(struct talk_text *t)
{
	arena_free(&t->arena);
	buf_free(&t->record);
	buf_free(&t->messages);
}
