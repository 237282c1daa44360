/* SPDX-License-Identifier: MIT */
#include "common/ask/question.h"

#include <stdlib.h>

#include "common/ask/key.h"
#include "common/base/num.h"
#include "common/json/json.h"
#include "common/json/jsonline.h"
#include "common/json/jsonw.h"

/* Members that are not the user's to choose. */
static const char *const reserved[] = {
    "model", "messages", "stream", "stream_options", "n"};

/* A value that was written by printf. */
static struct member
default_of(struct arena *arena, const char *name, struct buf *json)
{
	struct member m = {
	    str_c(name), arena_copy(arena, buf_str(json)), true, false};

	buf_clear(json);
	return m;
}

static void
read_defaults(struct params *p, const struct ask_options *o)
{
	struct jsonw w;
	struct buf b;

	buf_init(&b, BUF_NO_MAX);
	jsonw_init(&w, &b);
	jsonw_real(&w, o->temperature);
	p->ours[p->nours++] = default_of(&p->arena, "temperature", &b);
	if (o->max_tokens > 0) {
		buf_printf(&b, "%llu", (unsigned long long)o->max_tokens);
		p->ours[p->nours++] = default_of(&p->arena, "max_tokens", &b);
	}
	if (o->seed != ASK_NO_SEED) {
		buf_printf(&b, "%llu", (unsigned long long)o->seed);
		p->ours[p->nours++] = default_of(&p->arena, "seed", &b);
	}
	buf_free(&b);
}

/* JSON as it is, without blanks; any other text as a string. */
static struct str
read_value(struct str text, struct arena *arena)
{
	struct json_reader reader;
	struct json_doc doc;
	struct arena scratch;
	struct str value;
	struct buf b;

	arena_init(&scratch);
	buf_init(&b, BUF_NO_MAX);
	json_reader_init(&reader, &scratch);
	if (json_parse(&reader, text, &doc, NULL)) {
		jsonline_add(&b, text);
	} else {
		struct jsonw w;

		jsonw_init(&w, &b);
		jsonw_str(&w, text);
	}
	value = arena_copy(arena, buf_str(&b));
	json_reader_free(&reader);
	arena_free(&scratch);
	buf_free(&b);
	return value;
}

bool
params_read(struct params *p, const struct ask_options *o, struct fault *f)
{
	*p = (struct params){.n = 0};
	arena_init(&p->arena);
	if (!(o->temperature >= 0 && o->temperature <= 2)) {
		params_free(p);
		return fault_set(
		    f, STATUS_USAGE, 0, "--temperature is from 0 to 2");
	}
	p->v = arena_zero(&p->arena, o->param.n + 1, sizeof(*p->v));
	for (size_t i = 0; i < o->param.n; i++) {
		struct str s = str_c(o->param.v[i]);
		size_t at = str_find(s, '=');
		struct str name = str_of(s.p, at);

		for (size_t k = 0; k < LENGTH(reserved); k++)
			if (at == s.n || at == 0 || str_is(name, reserved[k])) {
				params_free(p);
				return fault_set(f, STATUS_USAGE, 0,
				    at == s.n || at == 0
					? "--param wants KEY=VALUE, not '%.*s'"
					: "--param cannot set '%.*s'",
				    (int)(at == 0 ? s.n : at), s.p);
			}
		p->v[p->n++] = (struct member){name,
		    read_value(str_from(s, at + 1), &p->arena), false, true};
	}
	read_defaults(p, o);
	return true;
}

void
params_free(struct params *p)
{
	arena_free(&p->arena);
}

static struct member *
find(const struct question *q, struct str name)
{
	for (size_t i = 0; i < q->nmembers; i++)
		if (str_eq(q->member[i].name, name))
			return &q->member[i];
	return NULL;
}

static void
set(struct question *q, struct member one)
{
	struct member *old = find(q, one.name);

	/* The two are names of one thing, and no server takes both. */
	if (str_is(one.name, "max_completion_tokens")) {
		struct member *other = find(q, STR("max_tokens"));

		if (other != NULL && other->ours)
			old = other;
	}
	if (old == NULL)
		old = &q->member[q->nmembers++];
	*old = one;
}

static struct str
line_of(struct str json, struct arena *arena)
{
	struct str line;
	struct buf b;

	buf_init(&b, BUF_NO_MAX);
	jsonline_add(&b, json);
	line = arena_copy(arena, buf_str(&b));
	buf_free(&b);
	return line;
}

static int
by_name(const void *a, const void *b)
{
	return str_cmp(
	    ((const struct member *)a)->name, ((const struct member *)b)->name);
}

static void
set_key(struct question *q)
{
	static const struct adapted none = {.n = 0};
	struct buf b;

	buf_init(&b, BUF_NO_MAX);
	question_write(&b, q, &none, false);
	key_make(q->key, buf_str(&b));
	buf_free(&b);
}

void
question_make(struct question *q, const struct ask_question *asked,
    const struct params *params, struct arena *arena)
{
	static const struct member plain[] = {
	    {{"temperature", 11}, {"0", 1}, true, false},
	    {{"max_tokens", 10}, {"1000", 4}, true, false},
	};
	size_t n = 0;

	*q = (struct question){.model = arena_copy(arena, asked->model),
	    .messages = line_of(asked->messages, arena)};
	q->member = arena_take(arena,
	    params->nours + asked->nfields + params->n + LENGTH(plain),
	    sizeof(*q->member));
	for (size_t i = 0; i < LENGTH(plain) && asked->plain; i++)
		set(q, plain[i]);
	for (size_t i = 0; i < params->nours && !asked->plain; i++)
		set(q, params->ours[i]);
	for (size_t i = 0; i < asked->nfields; i++)
		set(q,
		    (struct member){arena_copy(arena, asked->fields[i].name),
			line_of(asked->fields[i].json, arena), false, false});
	for (size_t i = 0; i < params->n && !asked->plain; i++)
		set(q, params->v[i]);
	for (size_t i = 0; i < q->nmembers; i++)
		if (!str_is(q->member[i].json, "null"))
			q->member[n++] = q->member[i];
	q->nmembers = n;
	qsort(q->member, n, sizeof(*q->member), by_name);
	set_key(q);
}

uint64_t
question_max_tokens(const struct question *q)
{
	static const char *const names[] = {
	    "max_completion_tokens", "max_tokens"};
	uint64_t n;

	for (size_t i = 0; i < LENGTH(names); i++) {
		const struct member *m = find(q, str_c(names[i]));

		if (m != NULL && num_u64(m->json, &n))
			return n;
	}
	return 0;
}

bool
question_has_ours(const struct question *q, struct str name)
{
	const struct member *m = find(q, name);

	return m != NULL && m->ours;
}

static void
write_member(
    struct jsonw *w, const struct member *m, const struct adapted *adapted)
{
	const struct adaptation *a =
	    m->ours ? adapted_find(adapted, m->name) : NULL;

	if (a != NULL && a->becomes.n == 0)
		return;
	jsonw_key_str(w, a == NULL ? m->name : a->becomes);
	jsonw_raw(w, m->json);
}

void
question_write(struct buf *to, const struct question *q,
    const struct adapted *adapted, bool stream)
{
	struct jsonw w;

	jsonw_init(&w, to);
	jsonw_object(&w);
	jsonw_key(&w, "model");
	jsonw_str(&w, q->model);
	jsonw_key(&w, "messages");
	jsonw_raw(&w, q->messages);
	for (size_t i = 0; i < q->nmembers; i++)
		write_member(&w, &q->member[i], adapted);
	if (stream) {
		jsonw_key(&w, "stream");
		jsonw_bool(&w, true);
	}
	if (stream && adapted_find(adapted, STR("stream_options")) == NULL) {
		jsonw_key(&w, "stream_options");
		jsonw_object(&w);
		jsonw_key(&w, "include_usage");
		jsonw_bool(&w, true);
		jsonw_end(&w);
	}
	jsonw_end(&w);
}

void
question_write_members(struct buf *to, const struct question *q)
{
	struct jsonw w;

	jsonw_init(&w, to);
	jsonw_object(&w);
	for (size_t i = 0; i < q->nmembers; i++) {
		jsonw_key_str(&w, q->member[i].name);
		jsonw_raw(&w, q->member[i].json);
	}
	jsonw_end(&w);
}

/* Members of a message that only training looks at. */
static bool
is_for_training(struct str name)
{
	static const char *const names[] = {
	    "weight", "train", "train_detail", "trainable"};

	for (size_t i = 0; i < LENGTH(names); i++)
		if (str_is(name, names[i]))
			return true;
	return false;
}

void
ask_write_message(struct buf *to, struct str text, const struct json *m)
{
	struct jsonw w;

	jsonw_init(&w, to);
	if (!json_is_object(m)) {
		jsonw_raw(&w, str_of(text.p + m->off, m->end - m->off));
		return;
	}
	jsonw_object(&w);
	for (const struct json *v = m->child; v != NULL; v = v->next) {
		if (is_for_training(v->key))
			continue;
		jsonw_key_str(&w, v->key);
		jsonw_raw(&w, str_of(text.p + v->off, v->end - v->off));
	}
	jsonw_end(&w);
}

void
ask_write_messages(
    struct buf *to, struct str text, const struct json *messages, size_t n)
{
	const struct json *m = json_is_array(messages) ? messages->child : NULL;

	buf_addc(to, '[');
	for (bool some = false; m != NULL && n > 0; m = m->next, n--) {
		if (some)
			buf_addc(to, ',');
		ask_write_message(to, text, m);
		some = true;
	}
	buf_addc(to, ']');
}
