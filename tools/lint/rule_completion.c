/* SPDX-License-Identifier: MIT */
/* Texts, labels and tokens: the formats of trainers. */
#include "tools/lint/rules.h"

void
rule_completion_parts(struct check *c, const struct message *m)
{
	if (m->placed && json_is(m->content, JSON_ARRAY))
		found(c, m->content,
		    "'%.*s' is an array of parts; a string is "
		    "due",
		    STR_ARGS(m->content->key));
}

/* What one key of a prompt and its answers holds, the others are to hold. */
void
rule_mixed_texts(struct check *c)
{
	const struct talk *first = NULL;

	for (size_t i = 0; i < c->example.ntalks; i++) {
		const struct talk *talk = &c->example.talk[i];

		if (talk->nmessages == 0)
			continue;
		if (first == NULL)
			first = talk;
		if (talk->listed != first->listed)
			found(c, talk->at, "'%s' holds %s, '%s' %s",
			    talk->place->key,
			    talk->listed ? "messages" : "a text",
			    first->place->key,
			    first->listed ? "messages" : "a text");
	}
}

static bool
is_turn(const struct json *v)
{
	return json_is(v, JSON_ARRAY) && v->count == 2 &&
	    json_is(v->child, JSON_STRING) &&
	    json_is(v->child->next, JSON_STRING);
}

void
rule_history_shape(struct check *c)
{
	const struct json *history = json_get(c->example.root, "history");

	if (history == NULL || history->type == JSON_NULL)
		return;
	if (history->type != JSON_ARRAY) {
		found(c, history, "'history' is %s; an array is due",
		    json_type_name(history->type));
		return;
	}
	for (const struct json *v = history->child; v != NULL; v = v->next)
		if (!is_turn(v))
			found(c, v,
			    "a turn of 'history' is two strings: what was "
			    "asked, and the answer");
}

/* Does each value of the array have that type?  The others are found. */
static void
check_values(struct check *c, const struct json *array, enum json_type type,
    const char *due)
{
	for (const struct json *v = array->child; v != NULL; v = v->next)
		if (v->type != type)
			found(c, v, "%s is due, not %s", due,
			    json_type_name(v->type));
}

static void
check_lengths(
    struct check *c, const struct json *array, const struct json *first)
{
	if (array->count != first->count)
		found(c, array,
		    "the length of '%.*s' is %u, that of '%.*s' is %u",
		    STR_ARGS(array->key), (unsigned)array->count,
		    STR_ARGS(first->key), (unsigned)first->count);
}

void
rule_step_labels(struct check *c)
{
	const struct json *steps = json_get(c->example.root, "completions");
	const struct json *labels = json_get(c->example.root, "labels");

	if (!json_is(labels, JSON_ARRAY)) {
		if (labels != NULL)
			found(c, labels, "'labels' is %s; an array is due",
			    json_type_name(labels->type));
		return;
	}
	check_values(c, labels, JSON_BOOL, "true or false");
	if (json_is(steps, JSON_ARRAY))
		check_lengths(c, labels, steps);
}

void
rule_segment_shape(struct check *c)
{
	const struct json *segments = json_get(c->example.root, "segments");
	const struct json *v = NULL;

	if (json_is(segments, JSON_ARRAY))
		v = segments->child;
	for (; v != NULL; v = v->next) {
		/* That it is no string is told of every text. */
		if (json_get(v, "text") == NULL)
			found(c, v, "a segment has a 'text', a string");
		if (!json_is(json_get(v, "label"), JSON_BOOL))
			found(c, v,
			    "a segment has a 'label': true where it is "
			    "trained on, else false");
	}
}

/* Digits, or those behind a minus: 64 bits are more than any token needs. */
static bool
is_whole(const struct json *v)
{
	if (!json_is(v, JSON_NUMBER))
		return false;
	for (size_t i = 0; i < v->text.n; i++)
		if ((v->text.p[i] < '0' || v->text.p[i] > '9') &&
		    !(i == 0 && v->text.p[i] == '-'))
			return false;
	return true;
}

void
rule_token_arrays(struct check *c)
{
	static const char *const keys[] = {
	    "input_ids", "token_ids", "attention_mask", "labels"};
	const struct json *first = NULL, *array;

	for (size_t i = 0; i < LENGTH(keys); i++) {
		array = json_get(c->example.root, keys[i]);
		if (array == NULL)
			continue;
		if (array->type != JSON_ARRAY) {
			found(c, array, "'%s' is %s; an array is due", keys[i],
			    json_type_name(array->type));
			continue;
		}
		for (const struct json *v = array->child; v != NULL;
		     v = v->next)
			if (!is_whole(v))
				found(c, v, "a whole number is due");
		if (first == NULL)
			first = array;
		check_lengths(c, array, first);
	}
}
