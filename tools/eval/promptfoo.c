/* SPDX-License-Identifier: MIT */
/*
 * Tests for promptfoo, as it reads them from a .jsonl file: the messages are
 * the variable of that name, the truth is what the assertions hold the output
 * against, and "{{messages | dump}}" is the prompt that goes with them.
 *
 * promptfoo takes texts for templates of Nunjucks and those that begin with
 * file:// for names.  A truth that looks like either is put into a variable
 * within an object, which is not looked at, and referred to.
 */
#include "common/json/jsonw.h"
#include "tools/eval/reports.h"

enum value { NO_VALUE, THE_TRUTH, THE_JSON, THE_NAMES };

/* What promptfoo calls a metric, and what it wants beside its name. */
static const struct type {
	const char *name; /* of the metric, up to a colon */
	const char *type;
	enum value value; /* where the metric has no argument */
} types[] = {
    {"exact", "equals", THE_TRUTH},
    {"contains", "contains", THE_TRUTH},
    {"regex", "regex", NO_VALUE},
    {"json", "equals", THE_JSON},
    {"json-valid", "is-json", NO_VALUE},
    {"tool-call", "tool-call-f1", THE_NAMES},
    {"judge", "factuality", THE_TRUTH},
};

/* NULL where promptfoo has nothing like it. */
static const struct type *
type_of(const struct metric *m)
{
	struct str name = str_c(m->name);

	name.n = str_find(name, ':');
	for (size_t i = 0; i < LENGTH(types); i++)
		if (str_is(name, types[i].name))
			return &types[i];
	return NULL;
}

static bool
is_template(struct str text)
{
	static const char *const marks[] = {"{{", "{%", "{#"};

	for (size_t i = 0; i < LENGTH(marks); i++)
		if (str_search(text, str_c(marks[i])) < text.n)
			return true;
	return str_starts(text, STR("file://"));
}

static void
write_truth(struct jsonw *w, struct str text)
{
	jsonw_str(w, is_template(text) ? STR("{{truth.text}}") : text);
}

/* The names of the functions that are called, or all of the JSON. */
static void
write_json(struct jsonw *w, struct str text, bool names)
{
	struct json_reader reader;
	struct json_doc doc = {.root = NULL};
	struct arena arena;
	struct fault f;
	struct buf b;

	arena_init(&arena);
	json_reader_init(&reader, &arena);
	buf_init(&b, BUF_NO_MAX);
	if (!json_parse(&reader, text, &doc, &f)) {
		jsonw_str(w, text);
	} else if (names) {
		jsonw_array(w);
		for (struct json *c = doc.root->child; c != NULL; c = c->next)
			jsonw_str(w, json_get(c, "name")->text);
		jsonw_end(w);
	} else {
		question_compact(&b, text, doc.root);
		jsonw_raw(w, buf_str(&b));
	}
	buf_free(&b);
	json_reader_free(&reader);
	arena_free(&arena);
}

static void
write_value(struct jsonw *w, const struct question *q, enum value value)
{
	if (value == NO_VALUE)
		return;
	jsonw_key(w, "value");
	if (value == THE_NAMES && q->truth == TRUTH_CALLS)
		write_json(w, q->expected, true);
	else if (value == THE_JSON && q->truth == TRUTH_JSON)
		write_json(w, q->expected, false);
	else
		write_truth(w, q->expected);
}

static void
write_assertion(
    struct jsonw *w, const struct question *q, const struct metric *m)
{
	const struct type *type = type_of(m);
	struct str argument = m->score.argument;

	jsonw_object(w);
	jsonw_key(w, "type");
	jsonw_str(w, str_c(type->type));
	if (argument.n > 0 && m->judge.n == 0) {
		jsonw_key(w, "value");
		jsonw_str(w, argument);
	} else {
		write_value(w, q, type->value);
	}
	if (type->value == THE_NAMES) {
		jsonw_key(w, "threshold");
		jsonw_u64(w, 1);
	}
	jsonw_key(w, "metric");
	jsonw_str(w, str_c(m->name));
	jsonw_end(w);
}

static void
write_vars(struct jsonw *w, const struct question *q)
{
	jsonw_key(w, "vars");
	jsonw_object(w);
	jsonw_key(w, "messages");
	jsonw_raw(w, q->messages);
	if (is_template(q->expected)) {
		jsonw_key(w, "truth");
		jsonw_object(w);
		jsonw_key(w, "text");
		jsonw_str(w, q->expected);
		jsonw_end(w);
	}
	jsonw_end(w);
}

void
promptfoo_write(struct buf *to, const struct question *q, size_t index,
    const struct metrics *metrics)
{
	struct jsonw w;

	jsonw_init(&w, to);
	jsonw_object(&w);
	write_vars(&w, q);
	jsonw_key(&w, "assert");
	jsonw_array(&w);
	for (size_t k = 0; k < metrics->n; k++)
		if (type_of(&metrics->v[k]) != NULL &&
		    metrics_apply(&metrics->v[k], q))
			write_assertion(&w, q, &metrics->v[k]);
	jsonw_end(&w);
	if (q->nfields > 0) {
		jsonw_key(&w, "options");
		jsonw_object(&w);
		for (size_t i = 0; i < q->nfields; i++) {
			jsonw_key_str(&w, q->fields[i].name);
			jsonw_raw(&w, q->fields[i].json);
		}
		jsonw_end(&w);
	}
	jsonw_key(&w, "metadata");
	jsonw_object(&w);
	jsonw_key(&w, "index");
	jsonw_u64(&w, index);
	jsonw_key(&w, "turn");
	jsonw_u64(&w, q->turn);
	jsonw_end(&w);
	jsonw_end(&w);
	buf_addc(to, '\n');
}

void
promptfoo_lacks(struct buf *to, const struct metrics *metrics)
{
	for (size_t k = 0; k < metrics->n; k++)
		if (type_of(&metrics->v[k]) == NULL)
			buf_printf(to, "%s%s", to->n > 0 ? ", " : "",
			    metrics->v[k].name);
}
