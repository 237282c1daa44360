/* SPDX-License-Identifier: MIT */
#include "common/market/market.h"

#include <assert.h>
#include <stdlib.h>

#include "common/market/table.h"
#include "common/market/tables.h"

static const struct {
	const char *name;
	enum method bit;
} methods[] = {
    {"supervised", METHOD_SUPERVISED},
    {"preference", METHOD_PREFERENCE},
    {"reinforcement", METHOD_REINFORCEMENT},
    {"vision", METHOD_VISION},
};

unsigned
market_method(struct str name)
{
	for (size_t i = 0; i < LENGTH(methods); i++)
		if (str_is(name, methods[i].name))
			return methods[i].bit;
	return 0;
}

void
market_write_methods(struct buf *to, unsigned set)
{
	const char *comma = "";

	if (set == 0)
		buf_addc(to, '-');
	for (size_t i = 0; i < LENGTH(methods); i++)
		if ((set & methods[i].bit) != 0) {
			buf_printf(to, "%s%s", comma, methods[i].name);
			comma = ",";
		}
}

static bool
read_methods(struct str cell, void *to)
{
	unsigned *set = to;
	struct str name;

	*set = 0;
	if (cell.n == 0)
		return true;
	while (str_split(&cell, ',', &name)) {
		unsigned bit = market_method(str_trim(name));

		if (bit == 0)
			return false;
		*set |= bit;
	}
	return true;
}

static bool
read_bom(struct str cell, void *to)
{
	enum bom *bom = to;

	*bom = str_is(cell, "refused") ? BOM_REFUSED
	    : str_is(cell, "wanted")   ? BOM_WANTED
				       : BOM_UNKNOWN;
	return cell.n == 0 || *bom != BOM_UNKNOWN;
}

static const struct cell_kind cell_methods = {read_methods,
    "methods out of supervised, preference, reinforcement and vision"};
static const struct cell_kind cell_bom = {read_bom, "refused or wanted"};

/*
 * What goes together: a row that names a figure of a group says nothing about
 * who said the figure and when unless it names that too.
 */
enum group { LIMITS = 1, PRICES = 2, SHUTDOWN = 4 };

#define FIELD(type, member) offsetof(struct type, member)

static const struct column model_columns[] = {
    {"provider", &cell_text, FIELD(model, provider), 0},
    {"model", &cell_text, FIELD(model, name), 0},
    {"aliases", &cell_text, FIELD(model, aliases), 0},
    {"encoding", &cell_text, FIELD(model, encoding), 0},
    {"methods", &cell_methods, FIELD(model, methods), 0},
    {"example_limit", &cell_whole, FIELD(model, example_limit), LIMITS},
    {"context", &cell_whole, FIELD(model, context), LIMITS},
    {"limits_date", &cell_date, FIELD(model, limits_date), LIMITS},
    {"limits_source", &cell_text, FIELD(model, limits_source), LIMITS},
    {"train", &cell_money, FIELD(model, train), PRICES},
    {"train_hour", &cell_money, FIELD(model, train_hour), PRICES},
    {"input", &cell_money, FIELD(model, input), PRICES},
    {"cached", &cell_money, FIELD(model, cached), PRICES},
    {"output", &cell_money, FIELD(model, output), PRICES},
    {"price_date", &cell_date, FIELD(model, price_date), PRICES},
    {"price_source", &cell_text, FIELD(model, price_source), PRICES},
    {"shutdown", &cell_date, FIELD(model, shutdown), SHUTDOWN},
    {"shutdown_source", &cell_text, FIELD(model, shutdown_source), SHUTDOWN},
};

static const struct column provider_columns[] = {
    {"provider", &cell_text, FIELD(provider, name), 0},
    {"title", &cell_text, FIELD(provider, title), 0},
    {"formats", &cell_text, FIELD(provider, formats), 0},
    {"roles", &cell_text, FIELD(provider, roles), 0},
    {"min_examples", &cell_whole, FIELD(provider, min_examples), 0},
    {"max_examples", &cell_whole, FIELD(provider, max_examples), 0},
    {"max_by_format", &cell_text, FIELD(provider, max_by_format), 0},
    {"max_file_bytes", &cell_whole, FIELD(provider, max_file_bytes), 0},
    {"max_images", &cell_whole, FIELD(provider, max_images), 0},
    {"max_image_bytes", &cell_whole, FIELD(provider, max_image_bytes), 0},
    {"max_image_examples", &cell_whole, FIELD(provider, max_image_examples), 0},
    {"image_formats", &cell_text, FIELD(provider, image_formats), 0},
    {"bom", &cell_bom, FIELD(provider, bom), 0},
    {"validation", &cell_text, FIELD(provider, validation), 0},
    {"keys", &cell_text, FIELD(provider, keys), 0},
    {"message_keys", &cell_text, FIELD(provider, message_keys), 0},
    {"reserved", &cell_text, FIELD(provider, reserved), 0},
    {"rules", &cell_text, FIELD(provider, rules), 0},
    {"jobs_until", &cell_date, FIELD(provider, jobs_until), 0},
    {"upload", &cell_text, FIELD(provider, upload), 0},
    {"notes", &cell_text, FIELD(provider, notes), 0},
    {"date", &cell_date, FIELD(provider, date), 0},
    {"source", &cell_text, FIELD(provider, source), 0},
};

static const struct column rule_columns[] = {
    {"pattern", &cell_text, FIELD(encoding_rule, pattern), 0},
    {"encoding", &cell_text, FIELD(encoding_rule, encoding), 0},
    {"date", &cell_date, FIELD(encoding_rule, date), 0},
    {"source", &cell_text, FIELD(encoding_rule, source), 0},
};

static const struct column visual_columns[] = {
    {"pattern", &cell_text, FIELD(visual, pattern), 0},
    {"base", &cell_whole, FIELD(visual, base), 0},
    {"tile", &cell_whole, FIELD(visual, tile), 0},
    {"percent", &cell_whole, FIELD(visual, percent), 0},
    {"budget", &cell_whole, FIELD(visual, budget), 0},
    {"date", &cell_date, FIELD(visual, date), 0},
    {"source", &cell_text, FIELD(visual, source), 0},
};

/*
 * One of our own tables as an array of rows, which the caller frees.  The
 * tables are part of the program: one that is wrong is our bug.
 */
static void *
own_rows(struct str text, const struct column *columns, size_t ncolumns,
    size_t size, size_t *n)
{
	char *rows = NULL;
	struct table t;
	bool more, ok;

	ok = table_open(&t, text, columns, ncolumns, NULL);
	for (*n = 0; ok; ++*n) {
		ok = table_next(&t, &more, NULL);
		if (!ok || !more)
			break;
		rows = mem_resize(rows, *n + 1, size);
		memset(rows + *n * size, 0, size);
		ok = table_fill(&t, rows + *n * size, NULL);
	}
	assert(ok);
	return rows;
}

/* The key of the current row: both parts must be there. */
static bool
read_key(const struct table *t, struct str *provider, struct str *name,
    struct fault *f)
{
	size_t provider_off, name_off;

	*provider = table_cell(t, "provider", &provider_off);
	*name = table_cell(t, "model", &name_off);
	if (provider->n == 0)
		return fault_set(
		    f, STATUS_INPUT, provider_off, "a row needs a provider");
	if (name->n == 0)
		return fault_set(
		    f, STATUS_INPUT, name_off, "a row needs a model");
	return true;
}

/* Forgets who said what this table says anew. */
static void
forget_sources(const struct table *t, struct model *row)
{
	if (table_has(t, LIMITS)) {
		row->limits_date = NO_DATE;
		row->limits_source = STR("");
	}
	if (table_has(t, PRICES)) {
		row->price_date = NO_DATE;
		row->price_source = STR("");
	}
	if (table_has(t, SHUTDOWN))
		row->shutdown_source = STR("");
}

/* A figure without a source is the word of the file it stands in. */
static void
name_source(const struct table *t, struct str file, struct model *row)
{
	if (table_has(t, LIMITS) && row->limits_source.n == 0)
		row->limits_source = file;
	if (table_has(t, PRICES) && row->price_source.n == 0)
		row->price_source = file;
	if (table_has(t, SHUTDOWN) && row->shutdown_source.n == 0)
		row->shutdown_source = file;
}

/* A table on its way into a market. */
struct loading {
	struct table table;
	struct str file;      /* the user's; empty for our own */
	struct model *models; /* as they will be */
	bool *taken;	      /* which of them this table has a row for */
	size_t nmodels;
};

static struct model *
row_of(const struct loading *l, struct str provider, struct str name)
{
	for (size_t i = 0; i < l->nmodels; i++)
		if (str_eq(l->models[i].name, name) &&
		    str_eq(l->models[i].provider, provider))
			return &l->models[i];
	return NULL;
}

static struct model *
new_row(struct loading *l)
{
	size_t n = l->nmodels++;

	l->models = mem_resize(l->models, n + 1, sizeof(*l->models));
	l->taken = mem_resize(l->taken, n + 1, sizeof(*l->taken));
	return &l->models[n];
}

/* Takes the current row of the table over. */
static bool
take_model(struct loading *l, struct fault *f)
{
	struct model row = {.train = NO_FIGURE,
	    .train_hour = NO_FIGURE,
	    .input = NO_FIGURE,
	    .cached = NO_FIGURE,
	    .output = NO_FIGURE};
	struct str provider, name;
	struct model *known;

	if (!read_key(&l->table, &provider, &name, f))
		return false;
	known = row_of(l, provider, name);
	if (known != NULL && l->taken[known - l->models])
		return fault_set(f, STATUS_INPUT, 0,
		    "a second row for %.*s of %.*s", STR_ARGS(name),
		    STR_ARGS(provider));
	if (known != NULL)
		row = *known;
	forget_sources(&l->table, &row);
	if (!table_fill(&l->table, &row, f))
		return false;
	name_source(&l->table, l->file, &row);
	if (known == NULL)
		known = new_row(l);
	*known = row;
	l->taken[known - l->models] = true;
	return true;
}

static bool
take_models(struct loading *l, struct str text, struct fault *f)
{
	bool more;

	if (!table_open(
		&l->table, text, model_columns, LENGTH(model_columns), f))
		return false;
	for (;;) {
		if (!table_next(&l->table, &more, f))
			return false;
		if (!more)
			return true;
		if (!take_model(l, f))
			return false;
	}
}

bool
market_add(struct market *m, struct str text, struct str file, size_t *line,
    struct fault *f)
{
	struct loading l = {.file = file, .nmodels = m->nmodels};
	bool ok;

	l.models = mem_resize(NULL, m->nmodels, sizeof(*l.models));
	if (m->nmodels > 0)
		memcpy(l.models, m->models, m->nmodels * sizeof(*l.models));
	l.taken = mem_zero(m->nmodels, sizeof(*l.taken));
	ok = take_models(&l, text, f);
	*line = l.table.line == 0 ? 1 : l.table.line;
	free(l.taken);
	if (!ok) {
		free(l.models);
		return false;
	}
	free(m->models);
	m->models = l.models;
	m->nmodels = l.nmodels;
	return true;
}

void
market_init(struct market *m)
{
	size_t line;
	bool ok;

	*m = (struct market){0};
	ok = market_add(m, str_of(market_models_tsv, market_models_tsv_size),
	    STR(""), &line, NULL);
	assert(ok);
	m->providers =
	    own_rows(str_of(market_providers_tsv, market_providers_tsv_size),
		provider_columns, LENGTH(provider_columns),
		sizeof(*m->providers), &m->nproviders);
	m->rules = own_rows(
	    str_of(market_encodings_tsv, market_encodings_tsv_size),
	    rule_columns, LENGTH(rule_columns), sizeof(*m->rules), &m->nrules);
	m->visuals = own_rows(str_of(market_images_tsv, market_images_tsv_size),
	    visual_columns, LENGTH(visual_columns), sizeof(*m->visuals),
	    &m->nvisuals);
}

void
market_free(struct market *m)
{
	free(m->models);
	free(m->providers);
	free(m->rules);
	free(m->visuals);
	*m = (struct market){0};
}
