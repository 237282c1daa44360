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

static void
add_string(const struct json *value, struct tokenizer *t, size_t *total)
{
	if (json_is(value, JSON_STRING))
		token_add(t, value->text, total);
}

/* Returns whether there is any text. */
static bool
add_content(const struct json *content, struct tokenizer *t, size_t *total)
{
	const struct json *at = NULL;
	bool any = false;

	while (content_text(content, &at)) {
		token_add(t, at->text, total);
		any |= at->text.n > 0;
	}
	return any;
}

/* Most examples of a file have the same instructions. */
static bool
add_instructions(const struct json *content, struct tokenizer *t, size_t *total)
{
	if (!json_is(content, JSON_STRING))
		return add_content(content, t, total);
	*total += token_count_again(t, content->text);
	return content->text.n > 0;
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

static void
add_call(const struct json *call, struct tokenizer *t, size_t *total)
{
	const struct json *function = call_function(call);

	*total += EACH_CALL;
	add_string(json_get(function, "name"), t, total);
	add_string(json_get(function, "arguments"), t, total);
}

/* Returns whether there is any call. */
static bool
add_calls(const struct json *message, struct tokenizer *t, size_t *total)
{
	const struct json *calls = json_get(message, "tool_calls");
	const struct json *call = json_get(message, "function_call");
	bool any = json_is(call, JSON_OBJECT);

	if (any)
		add_call(call, t, total);
	if (!json_is(calls, JSON_ARRAY))
		return any;
	for (call = calls->child; call != NULL; call = call->next)
		add_call(call, t, total);
	return any || calls->child != NULL;
}

size_t
count_answer(const struct json *message, struct tokenizer *t)
{
	size_t total = 0;

	add_content(json_get(message, "content"), t, &total);
	add_calls(message, t, &total);
	token_settle(t);
	return total;
}

static bool
is_instruction(const struct json *message)
{
	return message_is(message, "system") ||
	    message_is(message, "developer");
}

static void
count_message(const struct json *message, struct counter *c)
{
	const struct json *name = json_get(message, "name");
	const struct json *content = json_get(message, "content");
	struct counts *to = c->counts;
	size_t *total = message_is(message, "assistant") ? &to->assistant_tokens
							 : &to->tokens;
	bool text = is_instruction(message)
	    ? add_instructions(content, c->t, total)
	    : add_content(content, c->t, total);
	bool calls = add_calls(message, c->t, total);

	to->messages++;
	to->images += count_images(content);
	/* The role's word is a token of its own; that of a message that is only
	 * a call is within what was calibrated for the call. */
	to->tokens += EACH_MESSAGE;
	if (text || !calls)
		to->tokens += token_count_again(c->t, message_role(message));
	if (c->as != COUNT_REQUEST)
		return;
	if (json_is(name, JSON_STRING))
		to->tokens += EACH_NAME + token_count(c->t, name->text);
	if (message_is(message, "function"))
		to->tokens -= REQUEST_FUNCTION_LESS;
}

/* As the notebook does it, for comparison with its output. */
static void
count_message_cookbook(const struct json *message, struct counter *c)
{
	const struct json *content = json_get(message, "content");
	bool answer = message_is(message, "assistant");

	c->counts->messages++;
	c->counts->tokens += EACH_MESSAGE;
	if (!json_is(message, JSON_OBJECT))
		return;
	for (const struct json *m = message->child; m != NULL; m = m->next) {
		add_string(m, c->t,
		    m == content && answer ? &c->counts->assistant_tokens
					   : &c->counts->tokens);
		c->counts->tokens += str_is(m->key, "name") ? EACH_NAME : 0;
	}
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
	size_t without = 0;

	buf_clear(scratch);
	if (json_is(content, JSON_STRING)) {
		without = token_count_again(c->t, content->text);
		buf_add_str(scratch, content->text);
	}
	buf_addc(scratch, '\n');
	return token_count(c->t, buf_str(scratch)) - without;
}

static void
count_tools(const struct json *root, struct buf *scratch, struct counter *c)
{
	const struct json *messages = example_messages(root);
	const struct json *first = messages == NULL ? NULL : messages->child;
	bool system = is_instruction(first);
	size_t n;

	buf_clear(scratch);
	if (c->as == COUNT_COOKBOOK || !toolblock_write(scratch, root))
		return;
	n = token_count_again(c->t, buf_str(scratch));
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
count_start(const struct json *root, enum count_as as, struct tokenizer *t,
    struct buf *scratch, struct counts *counts)
{
	struct counter c = {as, t, counts};

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
	add_string(json_get(root, "prompt"), t, &counts->tokens);
	add_string(json_get(root, "text"), t, &counts->tokens);
	add_string(json_get(root, "completion"), t, &counts->assistant_tokens);
}

void
count_finish(struct counts *counts)
{
	counts->tokens += counts->assistant_tokens;
}

void
count_example(const struct json *root, enum count_as as, struct tokenizer *t,
    struct buf *scratch, struct counts *counts)
{
	count_start(root, as, t, scratch, counts);
	token_settle(t);
	count_finish(counts);
}
