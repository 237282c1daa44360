/* SPDX-License-Identifier: MIT */
#include "common/example/convert.h"

/* A content as one string; several system messages as one; parts of Gemini. */
#define TEXT                                                        \
	"def t: .content | if type == \"array\" then map(.text // " \
	"empty) | join(\"\") else . // \"\" end; "
#define SYSTEM                                               \
	"def s: map(select(.role == \"system\" or .role == " \
	"\"developer\") | t) | join(\"\\n\") | select(. != \"\"); "
#define TURNS "map(select(.role == \"user\" or .role == \"assistant\")"
#define GEMINI                                                            \
	"def g: " TURNS " | {role: (if .role == \"user\" then \"user\" "  \
	"else \"model\" end), parts: [{text: t}]}); def i: [s | "         \
	"{systemInstruction: {role: \"system\", parts: [{text: .}]}}] | " \
	"add // {}; "

/* Of those from one format the better stand first. */
static const struct way {
	enum example_type from, to;
	const char *jq;
} ways[] = {
    {EXAMPLE_ALPACA, EXAMPLE_CHAT,
	"{messages: ([.system // empty | select(. != \"\") | {role: "
	"\"system\", content: .}] + [.history // [] | .[] | {role: \"user\", "
	"content: .[0]}, {role: \"assistant\", content: .[1]}] + [{role: "
	"\"user\", content: ([.instruction, .input] | map(select(. != null and "
	". != \"\")) | join(\"\\n\"))}, {role: \"assistant\", content: "
	".output}])}"},
    {EXAMPLE_SHAREGPT, EXAMPLE_CHAT,
	"{messages: ([.system // empty | select(. != \"\") | {role: "
	"\"system\", content: .}] + [.conversations[] | {role: ({human: "
	"\"user\", gpt: \"assistant\"}[.from] // .from), content: .value}])}"},
    {EXAMPLE_GEMINI, EXAMPLE_CHAT,
	"{messages: ([.systemInstruction // empty | {role: \"system\", "
	"content: ([.parts[].text] | join(\"\"))}] + [.contents[] | {role: "
	"({model: \"assistant\"}[.role] // .role), content: ([.parts[].text] | "
	"join(\"\"))}])}"},
    {EXAMPLE_RANKED, EXAMPLE_PREFERENCE,
	"def m: {role: ({model: \"assistant\"}[.role] // .role), content: "
	"([.parts[].text] | join(\"\"))}; (.completions | sort_by(.score)) as "
	"$c | {input: {messages: ([.systemInstruction // empty | {role: "
	"\"system\", parts} | m] + [.contents[] | m])}, preferred_output: "
	"[$c[-1].completion | m], non_preferred_output: [$c[0].completion | "
	"m]}"},
    {EXAMPLE_CONVERSE, EXAMPLE_CHAT,
	"{messages: ([.system // empty | {role: \"system\", content: "
	"([.[].text] | join(\"\"))}] + [.messages[] | {role, content: "
	"([.content[].text] | join(\"\"))}])}"},
    {EXAMPLE_CLAUDE, EXAMPLE_CHAT,
	"{messages: ([{role: \"system\", content: .system}] + .messages)}"},
    {EXAMPLE_QUESTION, EXAMPLE_CHAT,
	"{messages: [{role: \"user\", content: .question}, {role: "
	"\"assistant\", content: .answer}]}"},
    {EXAMPLE_COMPLETION, EXAMPLE_CHAT,
	"{messages: [{role: \"user\", content: .prompt}, {role: "
	"\"assistant\", content: .completion}]}"},
    {EXAMPLE_PROMPTED, EXAMPLE_CHAT, "{messages: (.prompt + .completion)}"},
    {EXAMPLE_KTO, EXAMPLE_COMPLETION, "select(.label) | {prompt, completion}"},
    {EXAMPLE_CHOSEN, EXAMPLE_PREFERENCE,
	"def m(r): if type == \"string\" then [{role: r, content: .}] else . "
	"end; {input: {messages: (.prompt // .chosen[:-1] | m(\"user\"))}, "
	"preferred_output: (.chosen | m(\"assistant\") | .[-1:]), "
	"non_preferred_output: (.rejected | m(\"assistant\") | .[-1:])}"},
    {EXAMPLE_PAIRED, EXAMPLE_PREFERENCE,
	"def m: {role, content: (.content | if type == \"array\" then "
	"map(.value // .text) | join(\"\") else . end)}; {input: {messages: "
	"[.chosen_messages[:-1][] | m]}, preferred_output: "
	"[.chosen_messages[-1] | m], non_preferred_output: "
	"[.rejected_messages[-1] | m]}"},
    {EXAMPLE_SEGMENTS, EXAMPLE_TEXT,
	"{text: ([.segments[].text] | join(\"\"))}"},
    {EXAMPLE_CHAT, EXAMPLE_GEMINI,
	TEXT SYSTEM GEMINI ".messages | i + {contents: g}"},
    {EXAMPLE_CHAT, EXAMPLE_CONVERSE,
	TEXT SYSTEM ".messages | {schemaVersion: "
		    "\"bedrock-conversation-2024\"} + ([s | {system: [{text: "
		    ".}]}] | add // {}) + {messages: " TURNS
		    " | {role, content: [{text: t}]})}"},
    {EXAMPLE_CHAT, EXAMPLE_CLAUDE,
	TEXT SYSTEM
	".messages | ([s | {system: .}] | add // {}) + {messages: " TURNS
	" | {role, content: t})}"},
    {EXAMPLE_PREFERENCE, EXAMPLE_CHOSEN,
	"{prompt: .input.messages, chosen: .preferred_output, rejected: "
	".non_preferred_output}"},
    {EXAMPLE_PREFERENCE, EXAMPLE_RANKED,
	TEXT SYSTEM GEMINI
	"(.input.messages | i + {contents: g}) + {completions: [{score: 1, "
	"completion: (.preferred_output | g[-1])}, {score: 0, completion: "
	"(.non_preferred_output | g[-1])}]}"},
    {EXAMPLE_PREFERENCE, EXAMPLE_CHAT,
	"{messages: (.input.messages + .preferred_output)}"},
};

static void
add(struct buf *command, const struct way *way)
{
	buf_printf(command, "jq -c '%s'", way->jq);
}

static bool
is_of(const struct way *way, unsigned set)
{
	return (set & (1U << way->to)) != 0;
}

bool
example_way(enum example_type from, unsigned to, struct buf *command)
{
	const struct way *end = ways + LENGTH(ways), *a, *b;

	for (a = ways; a < end; a++)
		if (a->from == from && is_of(a, to)) {
			add(command, a);
			return true;
		}
	for (a = ways; a < end; a++)
		for (b = ways; a->from == from && b < end; b++)
			if (b->from == a->to && is_of(b, to)) {
				add(command, a);
				buf_adds(command, " | ");
				add(command, b);
				return true;
			}
	return false;
}
