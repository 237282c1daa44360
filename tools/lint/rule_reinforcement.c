/* SPDX-License-Identifier: MIT */
/* What is asked, and what the grader judges an answer by. */
#include <xxhash.h>

#include "common/text/chars.h"
#include "tools/lint/rules.h"

void
rule_ends_without_question(struct check *c)
{
	const struct talk *talk = example_talk(&c->example, PART_PROMPT);
	const struct message *last;

	if (talk == NULL || talk->nmessages == 0)
		return;
	last = &talk->message[talk->nmessages - 1];
	if (last->who != ROLE_USER && last->who != ROLE_UNKNOWN)
		found(c, last->json,
		    "the last message is of '%s'; the user's is due, which the "
		    "model is to answer",
		    role_name(last->who));
}

void
rule_system_to_reason(struct check *c, const struct message *m)
{
	found(c, m->role,
	    "'system' is not among the roles of these examples; 'developer' "
	    "is");
}

/* Is the phrase, in small letters, in the text, in any? */
static bool
says(struct str text, const char *phrase)
{
	size_t n = strlen(phrase);

	for (size_t at = 0; at + n <= text.n; at++) {
		size_t i = 0;

		while (i < n && to_lower(text.p[at + i]) == phrase[i])
			i++;
		if (i == n)
			return true;
	}
	return false;
}

void
rule_asks_to_reason(struct check *c, const struct message *m)
{
	static const char *const phrases[] = {"chain of thought",
	    "chain-of-thought", "explain your reasoning",
	    "reveal your reasoning", "show your reasoning",
	    "show your thinking", "show your thought process", "show your work",
	    "step-by-step reasoning", "think out loud", "think step by step",
	    "think step-by-step"};
	const struct json *at = NULL;

	if (m->who == ROLE_ASSISTANT || m->who == ROLE_TOOL)
		return;
	while (content_text(m->content, &at))
		for (size_t i = 0; i < LENGTH(phrases); i++)
			if (says(at->text, phrases[i])) {
				found(c, at, "the text says '%s'", phrases[i]);
				break;
			}
}

/* Is it for the grader? */
static bool
is_reference(struct str key)
{
	return !str_is(key, "messages") && !str_is(key, "tools") &&
	    !str_is(key, "functions") && !str_is(key, "parallel_tool_calls");
}

void
references_note(struct checked *to, const struct json *root)
{
	for (const struct json *m = root->child; m != NULL; m = m->next) {
		uint64_t key;

		if (!is_reference(m->key))
			continue;
		/* Sums, so that the order of the keys does not matter. */
		key = XXH3_64bits(m->key.p, m->key.n);
		to->references.keys += key;
		to->references.values += XXH3_64bits_withSeed(
		    to->record.text.p + m->off, m->end - m->off, key);
		to->references.n++;
	}
}

void
rule_no_reference(struct check *c)
{
	if (json_is(c->example.root, JSON_OBJECT) && c->to->references.n == 0)
		found(c, c->example.root,
		    "no key beside 'messages' that a grader could compare "
		    "with");
}

void
rule_other_references(struct file *f, struct checked *r)
{
	if (f->type != EXAMPLE_REINFORCEMENT || !r->parsed ||
	    !type_fits(r->type, f->type))
		return;
	if (f->nreferences == 0)
		f->references = r->references;
	else if (f->references.values != r->references.values)
		f->references_differ = true;
	f->nreferences++;
	if (f->references.keys != r->references.keys && r->references.n > 0)
		found_in_order(f, r,
		    "the keys for the grader are others than in the first "
		    "example");
}

void
rule_same_references(struct file *f)
{
	if (f->type == EXAMPLE_REINFORCEMENT && f->nreferences > 1 &&
	    !f->references_differ && f->references.n > 0)
		found_in_order(f, NULL,
		    "what the grader compares with is the same in all "
		    "examples");
}
