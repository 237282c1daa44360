/* SPDX-License-Identifier: MIT */
/* What ft-tokcount --json printed, as input. */
#include "common/base/diag.h"
#include "tools/cost/cost.h"

/* What is of interest in it. */
struct summary {
	struct str encoding, as;
	uint64_t tokens, examples;
	uint64_t longest; /* tokens; 0 when not said */
};

static bool
read_number(const struct json *object, const char *key, uint64_t *n)
{
	return json_u64(json_get(object, key), n);
}

static bool
read_summary(const struct json *root, struct summary *s)
{
	const struct json *total = json_get(root, "total");
	const struct json *encoding = json_get(root, "encoding");
	const struct json *as = json_get(root, "as");
	const struct json *shape = json_get(total, "distribution");

	*s = (struct summary){0};
	if (!json_is(encoding, JSON_STRING) ||
	    !read_number(total, "tokens", &s->tokens) ||
	    !read_number(total, "examples", &s->examples))
		return false;
	s->encoding = encoding->text;
	if (json_is(as, JSON_STRING))
		s->as = as->text;
	if (!read_number(json_get(shape, "tokens"), "max", &s->longest))
		s->longest = 0;
	return true;
}

/* Adds without passing what 64 bits hold. */
static bool
add(uint64_t *sum, uint64_t n)
{
	if (n > UINT64_MAX - *sum)
		return false;
	*sum += n;
	return true;
}

static bool
add_summary(struct cost *c, const struct summary *s)
{
	if (!add(&c->training.examples, s->examples))
		return false;
	for (size_t i = 0; i < c->nencodings; i++) {
		if (!str_eq(c->encoding_names[i], s->encoding))
			c->training.lost[i] = true;
		else if (!add(&c->training.tokens[i], s->tokens))
			return false;
	}
	for (size_t i = 0; i < c->nbids; i++) {
		struct bid *bid = &c->bids[i];

		if (!str_eq(bid->encoding, s->encoding))
			continue;
		if (!add(&bid->tokens, s->tokens) ||
		    !add(&bid->billed, s->tokens))
			return false;
	}
	return true;
}

/* What cannot be known from sums. */
static void
warn_of_summary(const struct cost *c, struct place at, const struct summary *s)
{
	if (!str_is(s->as, "training"))
		diag_at(at, LEVEL_WARNING,
		    "these tokens were not counted as for training");
	for (size_t i = 0; i < c->nbids; i++) {
		const struct bid *bid = &c->bids[i];

		if (!bid->named)
			continue;
		if (!str_eq(bid->encoding, s->encoding))
			diag_at(at, LEVEL_WARNING,
			    "%.*s counts in %.*s, not in %.*s",
			    STR_ARGS(bid->name), STR_ARGS(bid->encoding),
			    STR_ARGS(s->encoding));
		else if (limit_of(bid) > 0 && s->longest > limit_of(bid))
			diag_at(at, LEVEL_WARNING,
			    "%.*s: some examples are above its limit, so "
			    "less is billed than said here",
			    STR_ARGS(bid->name));
	}
}

bool
take_summary(struct cost *c, struct place at, struct str text)
{
	struct json_reader reader;
	struct arena memory;
	struct summary s;
	struct json_doc doc;
	bool taken;

	arena_init(&memory);
	json_reader_init(&reader, &memory);
	taken =
	    json_parse(&reader, text, &doc, NULL) && read_summary(doc.root, &s);
	if (taken && add_summary(c, &s)) {
		warn_of_summary(c, at, &s);
	} else if (taken) {
		diag_at(at, LEVEL_ERROR, "more tokens than can be counted");
		diag_raise(STATUS_INPUT);
	}
	json_reader_free(&reader);
	arena_free(&memory);
	return taken;
}
