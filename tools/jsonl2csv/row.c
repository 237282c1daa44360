/* SPDX-License-Identifier: MIT */
#include "tools/jsonl2csv/row.h"

#include <assert.h>

/* Something of that name has no place in the rows. */
static bool
drop(struct rower *r, struct str name, size_t off, const char *why)
{
	if (!r->wish->lossy)
		return fault_set(r->fault, STATUS_INPUT, off,
		    "'%.*s' %s (--lossy leaves it out)",
		    name.n > 40 ? 40 : (int)name.n, name.p, why);
	drops_add(&r->drops, r->arena, name, 1);
	return true;
}

/* Has the object no members but these? */
static bool
only(struct rower *r, const struct json *object, const char *const *names)
{
	for (const struct json *v = object->child; v != NULL; v = v->next) {
		const char *const *name = names;

		while (*name != NULL && !str_is(v->key, *name))
			name++;
		if (*name == NULL &&
		    !drop(r, v->key, v->key_off, "has no column"))
			return false;
	}
	return true;
}

/* A text is there, and a CSV can hold it. */
static bool
is_text(const struct rower *r, const struct json *object, const char *name,
    struct str *text)
{
	const struct json *v = json_get(object, name);
	size_t nul;

	*text = STR("");
	if (v == NULL)
		return fault_set(r->fault, STATUS_INPUT, object->off,
		    "there is no '%s'", name);
	if (!json_is_string(v))
		return fault_set(r->fault, STATUS_INPUT, v->off,
		    "the '%s' is %s; a cell holds a string", name,
		    json_type_name(v->type));
	nul = str_find(v->text, '\0');
	if (nul < v->text.n)
		return fault_set(r->fault, STATUS_INPUT, v->off,
		    "U+0000 cannot stand in a CSV file");
	*text = v->text;
	return true;
}

struct said {
	struct str role, content, weight;
};

static bool
read_weight(struct rower *r, const struct json *m, struct said *s)
{
	const struct json *weight = json_get(m, "weight");
	uint64_t n;

	if (weight == NULL)
		return true;
	if (!json_u64(weight, &n) || n > 1)
		return fault_set(r->fault, STATUS_INPUT, weight->off,
		    "the weight is not 0 or 1");
	if (!str_is(s->role, "assistant"))
		return drop(
		    r, STR("weight"), weight->key_off, "is the assistant's");
	s->weight = n == 0 ? STR("0") : STR("1");
	return true;
}

static bool
read_message(struct rower *r, const struct json *m, struct said *s)
{
	static const char *const names[] = {"role", "content", "weight", NULL};
	static const char *const roles[] = {
	    "system", "developer", "user", "assistant", NULL};
	const char *const *role = roles;

	assert(m != NULL);
	*s = (struct said){STR(""), STR(""), STR("")};
	if (!json_is_object(m))
		return fault_set(r->fault, STATUS_INPUT, m->off,
		    "the message is %s; expected an object",
		    json_type_name(m->type));
	if (!is_text(r, m, "role", &s->role))
		return false;
	while (*role != NULL && !str_is(s->role, *role))
		role++;
	if (*role == NULL)
		return fault_set(r->fault, STATUS_INPUT,
		    json_get(m, "role")->off,
		    "a message of the role '%.*s' has no rows",
		    s->role.n > 40 ? 40 : (int)s->role.n, s->role.p);
	return only(r, m, names) && is_text(r, m, "content", &s->content) &&
	    read_weight(r, m, s);
}

/* An empty message of the system would not come back. */
static bool
is_kept(struct rower *r, const struct json *m, const struct said *s, bool *kept)
{
	*kept = s->content.n > 0 || !str_is(s->role, "system");
	return *kept ||
	    drop(r, STR("system"), m->off, "is empty and would be lost");
}

/* The first cell, which may be empty. */
static void
first_cell(struct rower *r, struct str text)
{
	buf_clear(&r->cells);
	layout_cell(r->layout, text, &r->cells);
}

static void
next_cell(struct rower *r, struct str text)
{
	buf_addc(&r->cells, r->layout->delimiter);
	layout_cell(r->layout, text, &r->cells);
}

/* Ends the row. */
static void
end_row(struct rower *r, struct str weight, struct buf *to)
{
	if (r->layout->weight)
		next_cell(r, weight);
	buf_add_str(to, buf_str(&r->cells));
	buf_add_str(to, buf_str(&r->end));
	buf_adds(to, r->wish->crlf ? "\r\n" : "\n");
}

static bool
has_column(const struct layout *l, const struct json *v)
{
	for (size_t i = 0; i < l->nkeys; i++)
		if (str_eq(l->keys[i], v->key))
			return true;
	return false;
}

/* Each key's cell; a key that others have may be missing only if that may be
 * lost, as an empty string will come back. */
static bool
add_metadata(struct rower *r, const struct json *metadata, size_t off)
{
	const struct layout *l = r->layout;

	for (size_t i = 0; i < l->nkeys; i++) {
		const struct json *v = json_get_str(metadata, l->keys[i]);
		struct str text = STR("");

		buf_addc(&r->end, l->delimiter);
		if (!json_is_string(v)) {
			if (!drop(r, l->keys[i], v == NULL ? off : v->off,
				v == NULL ? "of the metadata is missing, but "
					    "other records have it"
					  : "of the metadata is no string"))
				return false;
			continue;
		}
		text = v->text;
		if (str_find(text, '\0') < text.n)
			return fault_set(r->fault, STATUS_INPUT, v->off,
			    "U+0000 cannot stand in a CSV file");
		layout_cell(l, text, &r->end);
	}
	return true;
}

/* Has all of the metadata a column? */
static bool
check_metadata(struct rower *r, const struct json *metadata)
{
	if (!json_is_object(metadata))
		return drop(
		    r, STR("metadata"), metadata->key_off, "is no object");
	if (metadata->child == NULL)
		return drop(r, STR("metadata"), metadata->key_off,
		    "is empty and would be lost");
	for (const struct json *v = metadata->child; v != NULL; v = v->next)
		if (!has_column(r->layout, v) &&
		    !drop(
			r, v->key, v->key_off, "of the metadata has no column"))
			return false;
	return true;
}

static bool
read_metadata(struct rower *r, const struct json *root)
{
	const struct json *metadata = json_get(root, "metadata");

	buf_clear(&r->end);
	if (metadata != NULL && !check_metadata(r, metadata))
		return false;
	return add_metadata(
	    r, metadata, metadata == NULL ? root->off : metadata->off);
}

/* The system's text, if any, and the user's; *next is the message behind. */
static bool
read_question(struct rower *r, const struct json *messages, struct said *system,
    struct said *user, const struct json **next)
{
	const struct json *m = messages->child;
	bool kept;

	*system = *user = (struct said){STR(""), STR(""), STR("")};
	*next = NULL;
	if (message_is(m, "system")) {
		if (!read_message(r, m, system) ||
		    !is_kept(r, m, system, &kept))
			return false;
		m = m->next;
	}
	if (!message_is(m, "user"))
		return fault_set(r->fault, STATUS_INPUT,
		    m == NULL ? messages->off : m->off,
		    "expected a message of the user");
	*next = m->next;
	return read_message(r, m, user);
}

static bool
write_example(struct rower *r, const struct json *messages, struct buf *to)
{
	struct said system, user, assistant;
	const struct json *m;

	if (!layout_is_plain(messages))
		return fault_set(r->fault, STATUS_INPUT, messages->off,
		    "the messages are not one of the user and one of the "
		    "assistant; see --rows=message");
	if (!read_question(r, messages, &system, &user, &m) ||
	    !read_message(r, m, &assistant))
		return false;
	first_cell(r, system.content);
	next_cell(r, user.content);
	next_cell(r, assistant.content);
	end_row(r, assistant.weight, to);
	return true;
}

static bool
write_messages(struct rower *r, const struct json *messages,
    struct str conversation, struct buf *to)
{
	size_t rows = 0;

	for (const struct json *m = messages->child; m != NULL; m = m->next) {
		struct said said;
		bool kept;

		if (!read_message(r, m, &said) || !is_kept(r, m, &said, &kept))
			return false;
		if (!kept)
			continue;
		first_cell(r, conversation);
		next_cell(r, said.role);
		next_cell(r, said.content);
		end_row(r, said.weight, to);
		rows++;
	}
	return rows > 0 ||
	    fault_set(
		r->fault, STATUS_INPUT, messages->off, "there are no messages");
}

static bool
write_chat(struct rower *r, const struct json *root, struct str conversation,
    struct buf *to)
{
	static const char *const names[] = {"messages", "metadata", NULL};
	const struct json *messages = json_get(root, "messages");

	if (!only(r, root, names) || !read_metadata(r, root))
		return false;
	if (!json_is_array(messages))
		return fault_set(r->fault, STATUS_INPUT, messages->off,
		    "the messages are %s; expected an array",
		    json_type_name(messages->type));
	return r->layout->by_message
	    ? write_messages(r, messages, conversation, to)
	    : write_example(r, messages, to);
}

static bool
write_completion(struct rower *r, const struct json *root, struct buf *to)
{
	static const char *const names[] = {
	    "prompt", "completion", "metadata", NULL};
	struct str prompt, completion;

	if (!only(r, root, names) || !read_metadata(r, root) ||
	    !is_text(r, root, "prompt", &prompt) ||
	    !is_text(r, root, "completion", &completion))
		return false;
	first_cell(r, prompt);
	next_cell(r, completion);
	end_row(r, STR(""), to);
	return true;
}

/* The one answer in an output. */
static bool
read_answer(
    struct rower *r, const struct json *root, const char *name, struct said *s)
{
	const struct json *output = json_get(root, name);
	const struct json *m = output == NULL ? NULL : output->child;

	*s = (struct said){STR(""), STR(""), STR("")};
	if (!json_is_array(output) || !message_is(m, "assistant") ||
	    m->next != NULL)
		return fault_set(r->fault, STATUS_INPUT,
		    output == NULL ? root->off : output->off,
		    "the %s is not one message of the assistant", name);
	if (!read_message(r, m, s))
		return false;
	return s->weight.n == 0 ||
	    drop(r, STR("weight"), m->off, "has no column");
}

static bool
write_preference(struct rower *r, const struct json *root, struct buf *to)
{
	static const char *const names[] = {"input", "preferred_output",
	    "non_preferred_output", "metadata", NULL};
	static const char *const inputs[] = {"messages", NULL};
	const struct json *input = json_get(root, "input"), *m;
	const struct json *messages = json_get(input, "messages");
	struct said system, user, preferred, rejected;

	if (!json_is_array(messages))
		return fault_set(r->fault, STATUS_INPUT,
		    input == NULL ? root->off : input->off,
		    "the input has no array of messages");
	if (!only(r, root, names) || !only(r, input, inputs) ||
	    !read_metadata(r, root) ||
	    !read_question(r, messages, &system, &user, &m))
		return false;
	if (m != NULL)
		return fault_set(r->fault, STATUS_INPUT, m->off,
		    "a preference with several turns has no row");
	if (!read_answer(r, root, "preferred_output", &preferred) ||
	    !read_answer(r, root, "non_preferred_output", &rejected))
		return false;
	first_cell(r, system.content);
	next_cell(r, user.content);
	next_cell(r, preferred.content);
	next_cell(r, rejected.content);
	end_row(r, STR(""), to);
	return true;
}

/* What the grammar allows and a CSV would change. */
static bool
check_odd(struct rower *r, const struct json_doc *doc)
{
	for (const struct json_odd *o = doc->odd; o != NULL; o = o->next) {
		if (o->what == JSON_DUPLICATE_KEY &&
		    !drop(r, o->at->key, o->off, "stands twice"))
			return false;
		if (o->what == JSON_LONE_SURROGATE &&
		    !drop(r, STR("lone surrogate"), o->off, "is no character"))
			return false;
	}
	return true;
}

bool
row_write(struct rower *r, const struct json_doc *doc, struct str conversation,
    struct buf *to, struct fault *f)
{
	enum example_type type = layout_type(doc->root);

	r->fault = f;
	r->drops = (struct drops){0};
	if (type != r->layout->type)
		return fault_set(f, STATUS_INPUT, doc->root->off,
		    "not a %s example, as the others are",
		    example_kind(r->layout->type)->name);
	if (!check_odd(r, doc))
		return false;
	switch (type) {
	case EXAMPLE_COMPLETION:
		return write_completion(r, doc->root, to);
	case EXAMPLE_PREFERENCE:
		return write_preference(r, doc->root, to);
	default:
		return write_chat(r, doc->root, conversation, to);
	}
}
