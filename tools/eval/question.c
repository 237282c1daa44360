/* SPDX-License-Identifier: MIT */
#include "tools/eval/question.h"

#include "common/example/convert.h"

/* Where a reinforcement example may have its answer, the usual first. */
static const char *const references[] = {"reference_answer", "answer",
    "reference", "ground_truth", "solution", "target", "expected",
    "correct_answer"};

/* What is taken as it is; other formats have a way to one of these. */
static const bool taken[EXAMPLE_TYPES] = {
    [EXAMPLE_CHAT] = true,
    [EXAMPLE_PREFERENCE] = true,
    [EXAMPLE_REINFORCEMENT] = true,
    [EXAMPLE_COMPLETION] = true,
    [EXAMPLE_CLAUDE] = true,
    [EXAMPLE_PROMPTED] = true,
    [EXAMPLE_CHOSEN] = true,
    [EXAMPLE_PAIRED] = true,
    [EXAMPLE_QUESTION] = true,
};

void
asker_init(struct asker *a)
{
	*a = (struct asker){.every_turn = false};
	arena_init(&a->memory);
	json_reader_init(&a->reader, &a->memory);
}

void
asker_free(struct asker *a)
{
	json_reader_free(&a->reader);
	arena_free(&a->memory);
}

static bool
has_calls(const struct message *m)
{
	return (json_is_array(m->tool_calls) && m->tool_calls->count > 0) ||
	    json_is_object(m->function_call);
}

/* Is it an answer that a model could give? */
static bool
is_truth(const struct message *m)
{
	return m->who == ROLE_ASSISTANT &&
	    (has_calls(m) || json_is_string(m->content) ||
		json_is_array(m->content) || json_is_string(m->refusal));
}

static bool
is_learned(const struct message *m)
{
	uint64_t weight;

	return !json_u64(m->weight, &weight) || weight > 0;
}

/* The conversation that ends with the truth. */
static struct talk *
find_answer(struct example *e)
{
	for (size_t i = 0; i < e->ntalks; i++) {
		enum part part = e->talk[i].place->part;

		if (part == PART_WHOLE || part == PART_ANSWER ||
		    part == PART_PREFERRED)
			return &e->talk[i];
	}
	return NULL;
}

static const struct json *
find_reference(const struct asker *a)
{
	const struct json *root = a->example.root, *v = NULL;

	if (a->reference != NULL)
		return jsonpath_follow(a->reference, root);
	for (size_t i = 0; v == NULL && i < LENGTH(references); i++)
		v = json_get(root, references[i]);
	return v;
}

static bool
refuse_format(const struct asker *a, struct fault *f)
{
	const struct example_kind *kind = example_kind(a->example.type);
	struct buf way;

	buf_init(&way, BUF_NO_MAX);
	if (example_way(a->example.type,
		1U << EXAMPLE_CHAT | 1U << EXAMPLE_PREFERENCE |
		    1U << EXAMPLE_COMPLETION,
		&way))
		fault_set(f, STATUS_INPUT, 0, "%s are to be converted: %s",
		    kind->title, buf_cstr(&way));
	else
		fault_set(
		    f, STATUS_INPUT, 0, "%s cannot be asked", kind->title);
	buf_free(&way);
	return false;
}

/* A record without a truth is no mistake, but there is nothing to compare. */
static bool
none(struct fault *f, const char *why)
{
	return fault_set(f, STATUS_OK, 0, "%s", why);
}

/* Where the truth is, and whether there is one. */
static bool
find_truth(struct asker *a, struct fault *f)
{
	const struct message *last;

	a->answer = NULL;
	a->talk = find_answer(&a->example);
	if (a->reference != NULL || a->example.type == EXAMPLE_REINFORCEMENT) {
		a->answer = find_reference(a);
		return a->answer != NULL ||
		    none(f,
			a->reference != NULL ? "it has no such reference"
					     : "no key has a reference answer");
	}
	if (a->talk == NULL || a->talk->nmessages == 0)
		return none(f, "it has no answer");
	last = &a->talk->message[a->talk->nmessages - 1];
	if (a->every_turn && a->talk->place->part == PART_WHOLE)
		return true;
	return is_truth(last) ||
	    none(f,
		last->who == ROLE_ASSISTANT
		    ? "the last message of the assistant is empty"
		    : "the last message is not an assistant's");
}

/* How many messages of the talk stand before its answer. */
static size_t
before_answer(const struct asker *a)
{
	const struct talk *talk = a->talk;
	size_t n = talk == NULL ? 0 : talk->nmessages;

	return n > 0 && talk->message[n - 1].who == ROLE_ASSISTANT ? n - 1 : n;
}

static bool
find_prompt(const struct asker *a, struct fault *f)
{
	const struct example *e = &a->example;
	size_t before = before_answer(a);

	for (size_t i = 0; i < e->ntalks; i++)
		if (e->talk[i].place->part == PART_PROMPT)
			before += e->talk[i].nmessages;
	return before > 0 || none(f, "nothing stands before the answer");
}

bool
asker_read(struct asker *a, struct str record, struct fault *f)
{
	struct json_doc doc;

	arena_reset(&a->memory);
	a->text = record;
	a->next = a->nturns = 0;
	a->rejected = NULL;
	if (!json_parse(&a->reader, record, &doc, f))
		return false;
	example_view(&a->example, doc.root, &a->memory);
	if (a->example.type == EXAMPLE_UNKNOWN)
		return fault_set(
		    f, STATUS_INPUT, 0, "this is no training example");
	if (!taken[a->example.type])
		return refuse_format(a, f);
	if (!find_truth(a, f) || !find_prompt(a, f))
		return false;
	for (size_t i = 0; i < a->example.ntalks; i++)
		if (a->example.talk[i].place->part == PART_REJECTED &&
		    a->example.talk[i].nmessages > 0)
			a->rejected = &a->example.talk[i];
	return true;
}

static struct str
raw(const struct asker *a, size_t off, size_t end)
{
	return str_of(a->text.p + off, end - off);
}

static void
add_message(const struct asker *a, const struct message *m, struct buf *to)
{
	bool some = false;

	if (to->n > 1)
		buf_addc(to, ',');
	if (m->placed) {
		buf_adds(to, "{\"role\":\"");
		buf_adds(to, role_name(m->who));
		buf_adds(to, "\",\"content\":");
		buf_add_str(to, raw(a, m->json->off, m->json->end));
		buf_addc(to, '}');
		return;
	}
	if (!json_is_object(m->json)) {
		buf_add_str(to, raw(a, m->json->off, m->json->end));
		return;
	}
	buf_addc(to, '{');
	for (const struct json *v = m->json->child; v != NULL; v = v->next) {
		if (str_is(v->key, "weight"))
			continue;
		if (some)
			buf_addc(to, ',');
		buf_add_str(to, raw(a, v->key_off, v->end));
		some = true;
	}
	buf_addc(to, '}');
}

/* The messages before the truth: what stands around, the prompt, and those of
 * the truth's own conversation. */
static struct str
write_messages(const struct asker *a, size_t before, struct arena *to)
{
	const struct example *e = &a->example;
	struct buf b;
	struct str s;

	buf_init(&b, BUF_NO_MAX);
	buf_addc(&b, '[');
	for (size_t i = 0; i < e->ntalks; i++) {
		const struct talk *talk = &e->talk[i];
		size_t n = talk == a->talk ? before : talk->nmessages;

		if (talk != a->talk && talk->place->part != PART_AROUND &&
		    talk->place->part != PART_PROMPT)
			continue;
		for (size_t k = 0; k < n; k++)
			add_message(a, &talk->message[k], &b);
	}
	buf_addc(&b, ']');
	s = arena_copy(to, buf_str(&b));
	buf_free(&b);
	return s;
}

static void
add_fields(const struct asker *a, struct arena *to, struct question *q)
{
	const struct example *e = &a->example;
	const struct json *const members[QUESTION_FIELDS] = {
	    e->tools, e->functions, e->parallel_tool_calls};

	for (size_t i = 0; i < LENGTH(members); i++) {
		const struct json *v = members[i];

		if (v == NULL || v->type == JSON_NULL ||
		    (v->type == JSON_ARRAY && v->count == 0))
			continue;
		/* Without tools a server does not take it. */
		if (v == e->parallel_tool_calls && q->nfields == 0)
			continue;
		q->fields[q->nfields++] =
		    (struct ask_field){.name = arena_copy(to, v->key),
			.json = arena_copy(to, raw(a, v->off, v->end))};
	}
}

/* Appends the texts of a message; a refusal is one, too. */
static void
add_texts(struct buf *to, const struct message *m)
{
	const struct json *at = NULL;

	while (content_text(m->content, &at))
		buf_add_str(to, at->text);
	if (to->n == 0 && json_is_string(m->refusal))
		buf_add_str(to, m->refusal->text);
}

static void
write_truth(
    struct asker *a, const struct message *m, struct question *q, struct buf *b)
{
	if (has_calls(m)) {
		q->truth = TRUTH_CALLS;
		question_calls(b, &a->reader, a->text,
		    json_is_array(m->tool_calls) ? m->tool_calls
						 : m->function_call);
	} else {
		add_texts(b, m);
	}
}

static void
write_reference(struct asker *a, struct buf *b)
{
	if (a->answer->type == JSON_STRING)
		buf_add_str(b, a->answer->text);
	else
		question_compact(b, a->text, a->answer);
}

static void
write_expected(struct asker *a, const struct message *m, struct arena *to,
    struct question *q)
{
	struct buf b;

	buf_init(&b, BUF_NO_MAX);
	if (m != NULL)
		write_truth(a, m, q, &b);
	else
		write_reference(a, &b);
	q->expected = arena_copy(to, buf_str(&b));
	if (q->truth == TRUTH_TEXT && question_is_json(&a->reader, q->expected))
		q->truth = TRUTH_JSON;
	buf_clear(&b);
	if (a->rejected != NULL && m != NULL) {
		const struct message *worse =
		    &a->rejected->message[a->rejected->nmessages - 1];

		q->is_preference = true;
		if (has_calls(worse))
			question_calls(&b, &a->reader, a->text,
			    json_is_array(worse->tool_calls)
				? worse->tool_calls
				: worse->function_call);
		else
			add_texts(&b, worse);
	}
	q->rejected = arena_copy(to, buf_str(&b));
	buf_free(&b);
}

/* The next message of an assistant's that is a truth. */
static const struct message *
next_truth(struct asker *a)
{
	struct talk *talk = a->talk;

	if (!a->every_turn || talk->place->part != PART_WHOLE)
		a->next = a->next == 0 ? talk->nmessages - 1 : talk->nmessages;
	while (a->next < talk->nmessages) {
		const struct message *m = &talk->message[a->next++];

		if (is_truth(m) &&
		    (!a->every_turn || (m > talk->message && is_learned(m))))
			return m;
	}
	return NULL;
}

bool
asker_next(struct asker *a, struct arena *to, struct question *q)
{
	const struct message *m = NULL;
	size_t before = before_answer(a);

	*q = (struct question){.turn = ++a->nturns};
	if (a->answer != NULL && a->nturns > 1)
		return false;
	if (a->answer == NULL) {
		m = next_truth(a);
		if (m == NULL)
			return false;
		before = (size_t)(m - a->talk->message);
	}
	q->messages = write_messages(a, before, to);
	add_fields(a, to, q);
	write_expected(a, m, to, q);
	return true;
}
