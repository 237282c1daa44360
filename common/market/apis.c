/* SPDX-License-Identifier: MIT */
#include "common/market/apis.h"

#include <assert.h>
#include <stdlib.h>

#include "common/base/num.h"
#include "common/market/table.h"
#include "common/market/tables.h"

static const struct {
	const char *name;
	unsigned bit;
} abilities[] = {
    {"pages", API_PAGES},
    {"cancel", API_CANCEL},
    {"pause", API_PAUSE},
    {"events", API_EVENTS},
    {"checkpoints", API_CHECKPOINTS},
    {"metadata", API_METADATA},
    {"suffix", API_SUFFIX},
    {"shutdown", API_SHUTDOWN},
    {"newest", API_NEWEST},
    {"plain-suffix", API_PLAIN_SUFFIX},
    {"listed", API_LISTED},
};

static bool
read_can(struct str cell, void *to)
{
	unsigned *can = to;
	struct str name;

	*can = 0;
	while (cell.n > 0 && str_split(&cell, ',', &name)) {
		size_t i = 0;

		while (
		    i < LENGTH(abilities) && !str_is(name, abilities[i].name))
			i++;
		if (i == LENGTH(abilities))
			return false;
		*can |= abilities[i].bit;
	}
	return true;
}

static bool
read_body(struct str cell, void *to)
{
	static const char *const names[] = {
	    [API_BODY_METHOD] = "method",
	    [API_BODY_HYPER] = "hyper",
	    [API_BODY_FLAT] = "flat",
	};
	size_t i = 0;

	while (i < LENGTH(names) && !str_is(cell, names[i]))
		i++;
	*(enum api_body *)to = (enum api_body)i;
	return i < LENGTH(names);
}

static const struct {
	const char *name;
	enum api_state state;
} states[] = {
    {"waiting", API_WAITING},
    {"running", API_RUNNING},
    {"paused", API_PAUSED},
    {"succeeded", API_SUCCEEDED},
    {"failed", API_FAILED},
    {"cancelled", API_CANCELLED},
};

static enum api_state
state_of(struct str name)
{
	for (size_t i = 0; i < LENGTH(states); i++)
		if (str_is(name, states[i].name))
			return states[i].state;
	return API_UNKNOWN;
}

/* The value of a name in "name=value,...", or the empty view. */
static struct str
value_in(struct str list, struct str name)
{
	struct str pair;

	while (list.n > 0 && str_split(&list, ',', &pair)) {
		size_t at = str_find(pair, '=');

		if (at < pair.n && str_eq(str_of(pair.p, at), name))
			return str_from(pair, at + 1);
	}
	return STR("");
}

/* The meaning of every word is one that we know. */
static bool
read_states(struct str cell, void *to)
{
	struct str rest = cell, pair;

	while (rest.n > 0 && str_split(&rest, ',', &pair)) {
		size_t at = str_find(pair, '=');

		if (at == pair.n ||
		    state_of(str_from(pair, at + 1)) == API_UNKNOWN)
			return false;
	}
	*(struct str *)to = cell;
	return true;
}

static const struct cell_kind cell_can = {read_can, "a list of abilities"};
static const struct cell_kind cell_body = {read_body, "method, hyper or flat"};
static const struct cell_kind cell_states = {read_states, "words=states"};

#define FIELD(member) offsetof(struct api_kind, member)

static const struct column columns[] = {
    {"provider", &cell_text, FIELD(name), 0},
    {"title", &cell_text, FIELD(title), 0},
    {"base_url", &cell_text, FIELD(base_url), 0},
    {"base_env", &cell_text, FIELD(base_env), 0},
    {"prefix", &cell_text, FIELD(prefix), 0},
    {"old_prefix", &cell_text, FIELD(old_prefix), 0},
    {"version_env", &cell_text, FIELD(version_env), 0},
    {"key_env", &cell_text, FIELD(key_env), 0},
    {"auth", &cell_text, FIELD(auth), 0},
    {"files", &cell_text, FIELD(files), 0},
    {"uploads", &cell_text, FIELD(uploads), 0},
    {"jobs", &cell_text, FIELD(jobs), 0},
    {"models", &cell_text, FIELD(models), 0},
    {"chat", &cell_text, FIELD(chat), 0},
    {"deployments", &cell_text, FIELD(deployments), 0},
    {"estimate", &cell_text, FIELD(estimate), 0},
    {"can", &cell_can, FIELD(can), 0},
    {"body", &cell_body, FIELD(body), 0},
    {"suffix_max", &cell_whole, FIELD(suffix_max), 0},
    {"whole_max", &cell_whole, FIELD(whole_max), 0},
    {"part_max", &cell_whole, FIELD(part_max), 0},
    {"upload_max", &cell_whole, FIELD(upload_max), 0},
    {"upload_seconds", &cell_whole, FIELD(upload_seconds), 0},
    {"hyper", &cell_text, FIELD(hyper), 0},
    {"hyper_max", &cell_text, FIELD(hyper_max), 0},
    {"methods", &cell_text, FIELD(methods), 0},
    {"auto_epochs", &cell_whole, FIELD(auto_epochs), 0},
    {"job_states", &cell_states, FIELD(job_states), 0},
    {"file_states", &cell_states, FIELD(file_states), 0},
    {"date", &cell_date, FIELD(date), 0},
    {"source", &cell_text, FIELD(source), 0},
};

/* The table is part of the program: one that is wrong is our bug. */
void
apis_init(struct apis *t)
{
	struct table table;
	bool more, ok;

	*t = (struct apis){0};
	ok = table_open(&table, str_of(market_apis_tsv, market_apis_tsv_size),
	    columns, LENGTH(columns), NULL);
	while (ok) {
		ok = table_next(&table, &more, NULL);
		if (!ok || !more)
			break;
		t->v = mem_resize(t->v, t->n + 1, sizeof(*t->v));
		t->v[t->n] = (struct api_kind){0};
		ok = table_fill(&table, &t->v[t->n++], NULL);
	}
	assert(ok);
}

void
apis_free(struct apis *t)
{
	free(t->v);
	*t = (struct apis){0};
}

const struct api_kind *
apis_find(const struct apis *t, struct str name)
{
	for (size_t i = 0; i < t->n; i++)
		if (str_eq(t->v[i].name, name))
			return &t->v[i];
	return NULL;
}

void
apis_write_names(struct buf *to, const struct apis *t)
{
	for (size_t i = 0; i < t->n; i++) {
		if (i > 0)
			buf_adds(to, ", ");
		buf_add_str(to, t->v[i].name);
	}
}

enum api_state
apis_state(struct str list, struct str word)
{
	return state_of(value_in(list, word));
}

bool
apis_is_end(enum api_state s)
{
	return s == API_SUCCEEDED || s == API_FAILED || s == API_CANCELLED;
}

struct str
apis_hyper(const struct api_kind *k, struct str name)
{
	return value_in(k->hyper, name);
}

bool
apis_hyper_max(const struct api_kind *k, struct str name, double *most)
{
	return num_real(value_in(k->hyper_max, name), most);
}

struct str
apis_method(const struct api_kind *k, struct str name)
{
	return value_in(k->methods, name);
}

struct str
apis_usual_method(const struct api_kind *k)
{
	return str_of(k->methods.p, str_find(k->methods, '='));
}
