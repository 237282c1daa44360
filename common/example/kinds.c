/* SPDX-License-Identifier: MIT */
#include "common/example/example.h"

#include "common/base/mem.h"

/* Places: an array of messages, texts that stand alone, and texts beside the
 * messages that need not be there. */
#define LIST(k, p)                                        \
	{                                                 \
		.key = (k), .part = (p), .required = true \
	}
#define WORD(k, p, w)                                                     \
	{                                                                 \
		.key = (k), .part = (p), .holds = HOLDS_WORD, .who = (w), \
		.required = true                                          \
	}
#define ASIDE(k, p, w)                                                    \
	{                                                                 \
		.key = (k), .part = (p), .holds = HOLDS_WORD, .who = (w), \
		.optional = true                                          \
	}
#define EACH(k, p, w, e)                                                  \
	{                                                                 \
		.key = (k), .part = (p), .holds = HOLDS_EACH, .who = (w), \
		.each = (e), .required = true                             \
	}

#define CHAT_KEYS "messages", "tools", "functions", "parallel_tool_calls"

/* One row for each format. */
static const struct example_kind kinds[EXAMPLE_TYPES] = {
    [EXAMPLE_UNKNOWN] =
	{
	    .name = "unknown",
	    .title = "records of an unknown shape",
	    .keys = {CHAT_KEYS},
	    .places = {LIST("messages", PART_WHOLE)},
	},
    [EXAMPLE_CHAT] =
	{
	    .name = "chat",
	    .title = "chat examples (messages)",
	    .keys = {CHAT_KEYS},
	    .places = {LIST("messages", PART_WHOLE)},
	},
    [EXAMPLE_PREFERENCE] =
	{
	    .name = "preference",
	    .title = "preference examples (input, preferred_output, "
		     "non_preferred_output)",
	    .keys = {"input", "preferred_output", "non_preferred_output"},
	    .places = {{.under = "input",
			   .key = "messages",
			   .part = PART_PROMPT,
			   .required = true},
		LIST("preferred_output", PART_PREFERRED),
		LIST("non_preferred_output", PART_REJECTED)},
	},
    [EXAMPLE_REINFORCEMENT] =
	{
	    .name = "reinforcement",
	    .title = "reinforcement examples (messages that end with the user, "
		     "and a reference)",
	    .places = {LIST("messages", PART_PROMPT)},
	},
    [EXAMPLE_COMPLETION] =
	{
	    .name = "completion",
	    .title = "completion examples (prompt, completion)",
	    .keys = {"prompt", "completion"},
	    .places = {WORD("prompt", PART_PROMPT, ROLE_USER),
		WORD("completion", PART_ANSWER, ROLE_ASSISTANT)},
	},
    [EXAMPLE_TEXT] =
	{
	    .name = "text",
	    .title = "plain texts (text)",
	    .keys = {"text"},
	    .places = {WORD("text", PART_WHOLE, ROLE_ASSISTANT)},
	},
    [EXAMPLE_SHAREGPT] =
	{
	    .name = "sharegpt",
	    .title = "ShareGPT conversations (from, value)",
	    .keys = {"conversations", "system", "tools", "chosen", "rejected",
		"kto_tag", "images", "videos", "audios"},
	    .dialect = DIALECT_SHAREGPT,
	    .places = {ASIDE("system", PART_AROUND, ROLE_SYSTEM),
		LIST("conversations", PART_WHOLE),
		{.key = "chosen", .part = PART_PREFERRED, .holds = HOLDS_ONE},
		{.key = "rejected", .part = PART_REJECTED, .holds = HOLDS_ONE}},
	},
    [EXAMPLE_ALPACA] =
	{
	    .name = "alpaca",
	    .title = "Alpaca examples (instruction, input, output)",
	    .keys = {"instruction", "input", "output", "system", "history"},
	    .places = {ASIDE("system", PART_AROUND, ROLE_SYSTEM),
		WORD("instruction", PART_PROMPT, ROLE_USER),
		ASIDE("input", PART_PROMPT, ROLE_USER),
		WORD("output", PART_ANSWER, ROLE_ASSISTANT)},
	},
    [EXAMPLE_GEMINI] =
	{
	    .name = "gemini",
	    .title = "Gemini examples (contents with parts)",
	    .keys = {"contents", "systemInstruction", "tools"},
	    .dialect = DIALECT_GEMINI,
	    .places = {ASIDE("systemInstruction", PART_AROUND, ROLE_SYSTEM),
		LIST("contents", PART_WHOLE)},
	},
    [EXAMPLE_RANKED] =
	{
	    .name = "gemini-preference",
	    .title = "Gemini preference examples (contents, completions with "
		     "scores)",
	    .keys = {"contents", "systemInstruction", "tools", "completions"},
	    .dialect = DIALECT_GEMINI,
	    .places = {ASIDE("systemInstruction", PART_AROUND, ROLE_SYSTEM),
		LIST("contents", PART_PROMPT),
		EACH("completions", PART_ANSWER, ROLE_UNKNOWN, "completion")},
	},
    [EXAMPLE_CONVERSE] =
	{
	    .name = "converse",
	    .title = "Bedrock conversations (schemaVersion, content blocks)",
	    .keys = {"schemaVersion", "system", "messages"},
	    .dialect = DIALECT_CONVERSE,
	    .places = {ASIDE("system", PART_AROUND, ROLE_SYSTEM),
		LIST("messages", PART_WHOLE)},
	},
    [EXAMPLE_CLAUDE] =
	{
	    .name = "claude",
	    .title = "Claude conversations (system beside messages)",
	    .keys = {"system", "messages"},
	    .places = {ASIDE("system", PART_AROUND, ROLE_SYSTEM),
		LIST("messages", PART_WHOLE)},
	},
    [EXAMPLE_PROMPTED] =
	{
	    .name = "prompt-completion",
	    .title = "prompts and completions as messages",
	    .keys = {"prompt", "completion"},
	    .places = {WORD("prompt", PART_PROMPT, ROLE_USER),
		WORD("completion", PART_ANSWER, ROLE_ASSISTANT)},
	},
    [EXAMPLE_CHOSEN] =
	{
	    .name = "chosen",
	    .title = "preference examples (chosen, rejected)",
	    .keys = {"prompt", "chosen", "rejected"},
	    .places = {ASIDE("prompt", PART_PROMPT, ROLE_USER),
		WORD("chosen", PART_PREFERRED, ROLE_ASSISTANT),
		WORD("rejected", PART_REJECTED, ROLE_ASSISTANT)},
	},
    [EXAMPLE_PAIRED] =
	{
	    .name = "chosen-messages",
	    .title = "preference examples (chosen_messages, rejected_messages)",
	    .keys = {"chosen_messages", "rejected_messages"},
	    .places = {LIST("chosen_messages", PART_PREFERRED),
		LIST("rejected_messages", PART_REJECTED)},
	},
    [EXAMPLE_KTO] =
	{
	    .name = "kto",
	    .title = "judged completions (prompt, completion, label)",
	    .keys = {"prompt", "completion", "label"},
	    .places = {WORD("prompt", PART_PROMPT, ROLE_USER),
		WORD("completion", PART_ANSWER, ROLE_ASSISTANT)},
	},
    [EXAMPLE_STEPWISE] =
	{
	    .name = "stepwise",
	    .title = "judged steps (prompt, completions, labels)",
	    .keys = {"prompt", "completions", "labels"},
	    .places = {WORD("prompt", PART_PROMPT, ROLE_USER),
		EACH("completions", PART_ANSWER, ROLE_ASSISTANT, NULL)},
	},
    [EXAMPLE_SEGMENTS] =
	{
	    .name = "segments",
	    .title = "labelled segments (segments)",
	    .keys = {"segments"},
	    .places =
		{
		    {.key = "segments",
			.part = PART_WHOLE,
			.holds = HOLDS_EACH,
			.who = ROLE_ASSISTANT,
			.each = "text"}},
	},
    [EXAMPLE_TOKENS] =
	{
	    .name = "tokens",
	    .title = "tokenized examples (input_ids or token_ids)",
	    .keys = {"input_ids", "token_ids", "attention_mask", "labels"},
	},
    [EXAMPLE_QUESTION] =
	{
	    .name = "question",
	    .title = "question and answer pairs",
	    .keys = {"question", "answer"},
	    .places = {WORD("question", PART_PROMPT, ROLE_USER),
		WORD("answer", PART_ANSWER, ROLE_ASSISTANT)},
	},
};

const struct example_kind *
example_kind(enum example_type type)
{
	return &kinds[type];
}

enum example_type
example_named(struct str name)
{
	for (int i = 0; i < EXAMPLE_TYPES; i++)
		if (str_is(name, kinds[i].name))
			return (enum example_type)i;
	return EXAMPLE_UNKNOWN;
}
