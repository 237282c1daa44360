/* SPDX-License-Identifier: MIT */
#include "tools/lint/facts.h"

#include "common/base/hash.h"
#include "common/json/jsoncanon.h"
#include "common/text/fold.h"

void
facts_init(struct facts_maker *m, bool near)
{
	buf_init(&m->text, BUF_NO_MAX);
	m->near = near;
	if (near)
		minhash_init(&m->minhash);
}

void
facts_free(struct facts_maker *m)
{
	buf_free(&m->text);
	if (m->near)
		minhash_free(&m->minhash);
}

static void
add_text(struct facts_maker *m, struct str text)
{
	fold_add(&m->text, text);
	buf_addc(&m->text, '\0'); /* so that two texts are not one */
	if (m->near)
		minhash_text(&m->minhash, text);
}

/* Of a part that is a text, that text. */
static void
add_part(struct facts_maker *m, const struct json *part)
{
	const struct json *text = json_get(part, "text");

	if (json_is(text, JSON_STRING))
		add_text(m, text->text);
	else
		jsoncanon_add(&m->text, part);
}

/* The ids of calls are drawn anew each time: not they, but what is called. */
static void
add_calls(struct facts_maker *m, const struct message *message)
{
	const struct json *call;

	if (json_is(message->tool_calls, JSON_ARRAY))
		for (call = message->tool_calls->child; call != NULL;
		     call = call->next)
			jsoncanon_add(&m->text, call_function(call));
	if (message->function_call != NULL)
		jsoncanon_add(&m->text, message->function_call);
}

static void
add_message(struct facts_maker *m, const struct message *message)
{
	const struct json *content = message->content;

	buf_addc(&m->text, (char)('0' + message->who));
	if (json_is(content, JSON_STRING)) {
		add_text(m, content->text);
	} else if (json_is(content, JSON_ARRAY)) {
		for (content = content->child; content != NULL;
		     content = content->next)
			add_part(m, content);
	} else if (content != NULL) {
		jsoncanon_add(&m->text, content);
	}
	add_calls(m, message);
}

/* The number of the message that the answer begins with; all if there is none.
 */
static size_t
find_answer(const struct example *e)
{
	for (size_t i = 0; i < e->nmessages; i++)
		switch (e->message[i].talk->place->part) {
		case PART_ANSWER:
		case PART_PREFERRED:
		case PART_REJECTED:
			return i;
		default:
			break;
		}
	for (size_t i = e->nmessages; i-- > 0;)
		if (e->message[i].who == ROLE_ASSISTANT)
			return i;
	return e->nmessages;
}

static uint64_t
hash_from(const struct facts_maker *m, size_t at)
{
	uint64_t hash = XXH3_64bits(m->text.p + at, m->text.n - at);

	return hash == 0 ? 1 : hash;
}

/* A hash of two hashes. */
static uint64_t
mix(uint64_t a, uint64_t b)
{
	uint64_t hash = (a ^ b >> 32 ^ b << 32) * 0x9E3779B97F4A7C15u;

	hash ^= hash >> 29;
	return hash == 0 ? 1 : hash;
}

/* What was added from `at` on, if it is one short text. */
static struct str
label_of(const struct facts_maker *m, size_t at, struct arena *arena)
{
	/* The role stands before it, and what ends a text behind. */
	struct str text = str_from(buf_str(&m->text), at + 1);

	if (text.n < 2 || text.n > LABEL_MAX + 1 ||
	    memchr(text.p, '\0', text.n) != text.p + text.n - 1)
		return (struct str){NULL, 0};
	return arena_copy(arena, str_of(text.p, text.n - 1));
}

static void
add_all(struct facts_maker *m, struct facts *f, const struct example *e,
    struct arena *arena)
{
	size_t first = find_answer(e), at;

	jsoncanon_add(&m->text, e->tools);
	jsoncanon_add(&m->text, e->functions);
	for (size_t i = 0; i < first; i++) {
		at = m->text.n;
		add_message(m, &e->message[i]);
		if (e->message[i].who == ROLE_SYSTEM && f->system == 0)
			f->system = hash_from(m, at);
	}
	f->prompt = hash_from(m, 0);
	at = m->text.n;
	for (size_t i = first; i < e->nmessages; i++) {
		enum part part = e->message[i].talk->place->part;

		add_message(m, &e->message[i]);
		f->judged |= part == PART_PREFERRED || part == PART_REJECTED;
		f->calls |= e->message[i].tool_calls != NULL ||
		    e->message[i].function_call != NULL;
	}
	f->words = f->prompt;
	if (first == e->nmessages)
		return;
	f->answer = hash_from(m, at);
	f->words = mix(f->prompt, f->answer);
	if (first + 1 == e->nmessages)
		f->label = label_of(m, at, arena);
}

struct facts *
facts_make(struct facts_maker *m, struct str record, const struct example *e,
    struct arena *arena)
{
	unsigned char signature[MINHASH_SIZE];
	struct facts *f;

	if (e->nmessages == 0)
		return NULL;
	f = arena_zero(arena, 1, sizeof(*f));
	buf_clear(&m->text);
	if (m->near)
		minhash_start(&m->minhash);
	f->bytes = (uint32_t)XXH3_64bits(record.p, record.n);
	add_all(m, f, e, arena);
	if (m->near && minhash_sign(&m->minhash, signature))
		f->signature = (unsigned char *)arena_copy(
		    arena, str_of((char *)signature, sizeof(signature)))
				   .p;
	return f;
}
