/* SPDX-License-Identifier: MIT */
/* Keywords that put schemas together. */
#include "common/base/num.h"
#include "common/example/schemaword.h"

static bool
hex(char c, unsigned *value)
{
	if (c >= '0' && c <= '9')
		*value = (unsigned)(c - '0');
	else if ((c | 0x20) >= 'a' && (c | 0x20) <= 'f')
		*value = (unsigned)((c | 0x20) - 'a') + 10;
	else
		return false;
	return true;
}

/* A step of a pointer within a URI: "%25" is "%", then "~1" is "/". */
static void
unescape(struct buf *to, struct str step)
{
	unsigned high, low;
	size_t n = 0;

	buf_clear(to);
	for (size_t i = 0; i < step.n; i++) {
		char c = step.p[i];

		if (c == '%' && step.n - i > 2 && hex(step.p[i + 1], &high) &&
		    hex(step.p[i + 2], &low)) {
			c = (char)(high << 4 | low);
			i += 2;
		}
		buf_addc(to, c);
	}
	for (size_t i = 0; i < to->n; i++) {
		char c = to->p[i];

		if (c == '~' && i + 1 < to->n &&
		    (to->p[i + 1] == '0' || to->p[i + 1] == '1'))
			c = to->p[++i] == '0' ? '~' : '/';
		to->p[n++] = c;
	}
	to->n = n;
}

static const struct json *
step_into(struct schema *s, const struct json *at, struct str step)
{
	uint64_t index;

	if (at->type == JSON_OBJECT)
		return schema_get(s, at, step);
	if (at->type != JSON_ARRAY || !num_u64(step, &index) ||
	    index >= at->count || !schema_spend(s, at->count))
		return NULL;
	for (at = at->child; index > 0; index--)
		at = at->next;
	return at;
}

const struct json *
schema_refer(struct schema *s, struct str ref)
{
	const struct json *at = s->root;
	struct str rest, step;
	struct buf name;

	if (str_is(ref, "#"))
		return at;
	if (!str_starts(ref, STR("#/")) || !schema_spend(s, ref.n))
		return NULL;
	buf_init(&name, BUF_NO_MAX);
	rest = str_from(ref, 2);
	while (at != NULL && str_split(&rest, '/', &step)) {
		unescape(&name, step);
		at = step_into(s, at, buf_str(&name));
	}
	buf_free(&name);
	return at;
}

bool
schema_ref(struct schema *s, const struct schema_at *at)
{
	const struct json *to = schema_refer(s, at->word->text);

	s->unsure += to == NULL;
	return to == NULL || schema_test(s, to, at->value);
}

bool
schema_all_of(struct schema *s, const struct schema_at *at)
{
	const struct json *schema = at->word->child;
	bool ok = true;

	for (; schema != NULL && (ok || s->mute == 0); schema = schema->next)
		ok &= schema_test(s, schema, at->value);
	return ok;
}

/* Of a schema in a choice: could the value have been meant for it? */
static bool
fits_type(struct schema *s, const struct json *schema, const struct json *value)
{
	const struct json *ref = json_get(schema, "$ref");
	const struct json *type;
	struct schema_at at = {.value = value};
	bool fits;

	if (json_is(ref, JSON_STRING))
		schema = schema_refer(s, ref->text);
	type = json_get(schema, "type");
	if (type == NULL)
		return schema != NULL && schema->type == JSON_OBJECT;
	at.schema = schema;
	at.word = type;
	s->mute++;
	fits = schema_type(s, &at);
	s->mute--;
	return fits;
}

/* Where the value can have been meant for one only, what is wrong with that is
 * told; else, that none is satisfied. */
static bool
none_holds(struct schema *s, const struct schema_at *at)
{
	const struct json *meant = NULL;
	size_t n = 0;
	struct buf is;

	if (s->mute > 0)
		return false;
	for (const struct json *c = at->word->child; c != NULL; c = c->next)
		if (fits_type(s, c, at->value)) {
			meant = c;
			n++;
		}
	/* There may be no steps left for it to fail again. */
	if (n == 1 && !schema_test(s, meant, at->value))
		return false;
	buf_init(&is, BUF_NO_MAX);
	schema_show(&is, at->value);
	schema_flaw(s, SCHEMA_UNMET, at->value,
	    "is %s, which satisfies none of the %u of '%.*s'", buf_cstr(&is),
	    (unsigned)at->word->count, STR_ARGS(at->word->key));
	buf_free(&is);
	return false;
}

bool
schema_any_of(struct schema *s, const struct schema_at *at)
{
	const struct json *schema = at->word->child;

	for (; schema != NULL; schema = schema->next)
		if (schema_try(s, schema, at->value))
			return true;
	return at->word->count == 0 || none_holds(s, at);
}

bool
schema_one_of(struct schema *s, const struct schema_at *at)
{
	const struct json *schema = at->word->child;
	unsigned unsure = s->unsure;
	size_t n = 0;

	for (; schema != NULL && n < 2; schema = schema->next)
		n += schema_try(s, schema, at->value);
	if (n == 1 || at->word->count == 0)
		return true;
	if (n == 0)
		return none_holds(s, at);
	/* What was let pass may not be satisfied. */
	return s->unsure != unsure ||
	    schema_flaw(s, SCHEMA_UNMET, at->value,
		"satisfies several of 'oneOf'; one is due");
}

bool
schema_not(struct schema *s, const struct schema_at *at)
{
	unsigned unsure = s->unsure;

	return !schema_try(s, at->word, at->value) || s->unsure != unsure ||
	    schema_flaw(
		s, SCHEMA_UNMET, at->value, "satisfies what 'not' forbids");
}

bool
schema_if(struct schema *s, const struct schema_at *at)
{
	unsigned unsure = s->unsure;
	bool then = schema_try(s, at->word, at->value);
	const struct json *next = json_get(at->schema, then ? "then" : "else");

	return next == NULL || (then && s->unsure != unsure) ||
	    schema_test(s, next, at->value);
}
