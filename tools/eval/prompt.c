/* SPDX-License-Identifier: MIT */
#include "tools/eval/prompt.h"

#include "common/example/example.h"
#include "tools/eval/question.h"

void
prompt_init(struct prompt *p)
{
	*p = (struct prompt){.next = NULL};
	arena_init(&p->arena);
	json_reader_init(&p->reader, &p->arena);
	buf_init(&p->text, BUF_NO_MAX);
}

void
prompt_free(struct prompt *p)
{
	buf_free(&p->text);
	json_reader_free(&p->reader);
	arena_free(&p->arena);
}

void
prompt_read(struct prompt *p, struct str messages)
{
	struct json_doc doc;
	struct fault f;

	arena_reset(&p->arena);
	p->messages = messages;
	p->next = NULL;
	if (json_parse(&p->reader, messages, &doc, &f) &&
	    doc.root->type == JSON_ARRAY)
		p->next = doc.root->child;
}

static void
add_part(struct buf *to, const struct json *part)
{
	const struct json *text = json_get(part, "text");
	const struct json *type = json_get(part, "type");

	if (json_is_string(text))
		buf_add_str(to, text->text);
	else if (json_is_string(type))
		buf_printf(to, "[%.*s]", STR_ARGS(type->text));
}

static void
add_text(struct prompt *p, const struct json *message)
{
	const struct json *content = json_get(message, "content");
	const struct json *calls = json_get(message, "tool_calls");

	if (calls == NULL)
		calls = json_get(message, "function_call");
	if (json_is_string(content))
		buf_add_str(&p->text, content->text);
	if (json_is_array(content))
		for (const struct json *c = content->child; c != NULL;
		     c = c->next)
			add_part(&p->text, c);
	if (calls == NULL || calls->type == JSON_NULL)
		return;
	if (p->text.n > 0)
		buf_addc(&p->text, '\n');
	question_calls(&p->text, &p->reader, p->messages, calls);
}

bool
prompt_next(struct prompt *p, struct turn *turn)
{
	const struct json *message = p->next;

	if (message == NULL)
		return false;
	p->next = message->next;
	buf_clear(&p->text);
	add_text(p, message);
	*turn = (struct turn){.role = message_role(message),
	    .text = buf_str(&p->text),
	    .last = message->next == NULL};
	return true;
}

void
prompt_write(struct buf *to, struct prompt *p, struct str messages)
{
	struct turn turn;

	prompt_read(p, messages);
	while (prompt_next(p, &turn)) {
		buf_add_str(to, turn.role);
		buf_adds(to, ": ");
		buf_add_str(to, turn.text);
		if (!turn.last)
			buf_adds(to, "\n\n");
	}
}
