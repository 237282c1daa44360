/* SPDX-License-Identifier: MIT */
#include "common/example/count.h"

#include "common/example/toolblock.h"

/* What the chat format adds; see count.h for the sources. */
enum {
	EACH_MESSAGE = 3,
	EACH_NAME = 1,
	EACH_CALL = 5,
	REPLY_PRIMING = 3,
	TRAINING_TOOLS_LESS = 5,
	REQUEST_TOOLS = 9,
	SYSTEM_TOOLS_LESS = 4,
	REQUEST_FUNCTION_LESS = 2,
};

struct counter {
	enum count_as as;
	struct tokenizer *t;
	struct counts *counts;
};

static size_t
count_string(const struct json *value, struct tokenizer *t)
{
	return json_is(value, JSON_STRING) ? token_count(t, value->text) : 0;
}

static size_t
count_content(const struct json *content, struct tokenizer *t)
{
	const struct json *at = NULL;
	size_t n = 0;

	while (content_text(content, &at))
		n += token_count(t, at->text);
	return n;
}

static size_t
count_images(const struct json *content)
{
	size_t n = 0;

	if (!json_is(content, JSON_ARRAY))
		return 0;
	for (const struct json *p = content->child; p != NULL; p = p->next)
		n += json_get(p, "image_url") != NULL;
	return n;
}

static size_t
count_call(const struct json *call, struct tokenizer *t)
{
	const struct json *function = call_function(call);

	return EACH_CALL + count_string(json_get(function, "name"), t) +
	    count_string(json_get(function, "arguments"), t);
}

static size_t
count_calls(const struct json *message, struct tokenizer *t)
{
	const struct json *calls = json_get(message, "tool_calls");
	const struct json *call = json_get(message, "function_call");
	size_t n = json_is(call, JSON_OBJECT) ? count_call(call, t) : 0;

	if (json_is(calls, JSON_ARRAY))
		for (call = calls->child; call != NULL; call = call->next)
			n += count_call(call, t);
	return n;
}

size_t
count_answer(const struct json *message, struct tokenizer *t)
{
	return count_content(json_get(message, "content"), t) +
	    count_calls(message, t);
}

/*
 * The role's word is a token of its own; that of a message that is only a call
 * is within what was calibrated for the call.
 */
static size_t
count_frame(const struct json *message, size_t content, size_t calls,
    struct tokenizer *t)
{
	if (calls > 0 && content == 0)
		return EACH_MESSAGE;
	return EACH_MESSAGE + token_count(t, message_role(message));
}

static void
count_message(const struct json *message, struct counter *c)
{
	const struct json *name = json_get(message, "name");
	size_t content = count_content(json_get(message, "content"), c->t);
	size_t calls = count_calls(message, c->t);

	c->counts->messages++;
	c->counts->images += count_images(json_get(message, "content"));
	c->counts->tokens +=
	    content + calls + count_frame(message, content, calls, c->t);
	if (message_is(message, "assistant"))
		c->counts->assistant_tokens += content + calls;
	if (c->as != COUNT_REQUEST)
		return;
	if (json_is(name, JSON_STRING))
		c->counts->tokens += EACH_NAME + token_count(c->t, name->text);
	if (message_is(message, "function"))
		c->counts->tokens -= REQUEST_FUNCTION_LESS;
}

/* As the notebook does it, for comparison with its output. */
static void
count_message_cookbook(const struct json *message, struct counter *c)
{
	const struct json *content = json_get(message, "content");

	c->counts->messages++;
	c->counts->tokens += EACH_MESSAGE;
	if (!json_is(message, JSON_OBJECT))
		return;
	for (const struct json *m = message->child; m != NULL; m = m->next) {
		c->counts->tokens += count_string(m, c->t);
		c->counts->tokens += str_is(m->key, "name") ? EACH_NAME : 0;
	}
	if (message_is(message, "assistant"))
		c->counts->assistant_tokens += count_string(content, c->t);
}

static void
count_messages(const struct json *messages, struct counter *c)
{
	if (!json_is(messages, JSON_ARRAY))
		return;
	for (const struct json *m = messages->child; m != NULL; m = m->next) {
		if (c->as == COUNT_COOKBOOK)
			count_message_cookbook(m, c);
		else
			count_message(m, c);
	}
}

/* A line end that follows the first system message when tools do: most often
 * one token, but it may melt into the text before. */
static size_t
count_line_end(
    const struct json *system, struct buf *scratch, struct counter *c)
{
	const struct json *content = json_get(system, "content");
	size_t without = count_string(content, c->t);

	buf_clear(scratch);
	if (json_is(content, JSON_STRING))
		buf_add_str(scratch, content->text);
	buf_addc(scratch, '\n');
	return token_count(c->t, buf_str(scratch)) - without;
}

static void
count_tools(const struct json *root, struct buf *scratch, struct counter *c)
{
	const struct json *messages = example_messages(root);
	const struct json *first = messages == NULL ? NULL : messages->child;
	bool system =
	    message_is(first, "system") || message_is(first, "developer");
	size_t n;

	buf_clear(scratch);
	if (c->as == COUNT_COOKBOOK || !toolblock_write(scratch, root))
		return;
	n = token_count(c->t, buf_str(scratch));
	/* Without a system message one is made for them. */
	if (c->as == COUNT_TRAINING)
		n = n - TRAINING_TOOLS_LESS + (system ? 0 : SYSTEM_TOOLS_LESS);
	else
		n = n + REQUEST_TOOLS - (system ? SYSTEM_TOOLS_LESS : 0);
	if (c->as == COUNT_REQUEST && system)
		n += count_line_end(first, scratch, c);
	c->counts->tokens += n;
}

void
count_example(const struct json *root, enum count_as as, struct tokenizer *t,
    struct buf *scratch, struct counts *counts)
{
	struct counter c = {as, t, counts};
	size_t answer = count_string(json_get(root, "completion"), t);

	*counts = (struct counts){0};
	count_messages(example_messages(root), &c);
	count_messages(json_get(root, "preferred_output"), &c);
	count_messages(json_get(root, "non_preferred_output"), &c);
	count_tools(root, scratch, &c);
	if (counts->messages > 0) {
		if (as != COUNT_TRAINING)
			counts->tokens += REPLY_PRIMING;
		return;
	}
	counts->tokens += answer + count_string(json_get(root, "prompt"), t) +
	    count_string(json_get(root, "text"), t);
	counts->assistant_tokens += answer;
}
