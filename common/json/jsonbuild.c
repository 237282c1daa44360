/* SPDX-License-Identifier: MIT */
#include "common/json/jsonbuild.h"

#include <xxhash.h>

enum {
	FIRST_NODES = 16, /* taken from the arena at once, then twice as many */
	MOST_NODES = 512,
	KEYS_LINEAR = 16, /* beyond, keys are looked up in a hash table */
};

void
json_build_start(struct json_build *b, struct str text, struct json_doc *doc,
    struct fault *f)
{
	*doc = (struct json_doc){0};
	b->text = text;
	b->at = 0;
	b->node = b->node_end = NULL;
	b->nodes = FIRST_NODES;
	b->values = 0;
	b->doc = doc;
	b->odd = &doc->odd;
	b->fault = f;
	b->failed = false;
	b->top = b->frames;
	b->frames[0] = (struct frame){0};
}

/* A new last child of what is open. */
static struct json *
append(struct json_build *b, uint32_t off)
{
	struct frame *top = b->top;
	struct json *v;

	if (b->values == JSON_VALUES_MAX) {
		b->failed = true;
		fault_set(b->fault, STATUS_INPUT, off, "more than %d values",
		    JSON_VALUES_MAX);
		return NULL;
	}
	b->values++;
	if (b->node == b->node_end) {
		b->node = arena_take(b->arena, b->nodes, sizeof(*b->node));
		b->node_end = b->node + b->nodes;
		if (b->nodes < MOST_NODES)
			b->nodes *= 2;
	}
	v = b->node++;
	*v = (struct json){.parent = top->container};
	if (top->container == NULL)
		b->doc->root = v;
	else if (top->last == NULL)
		top->container->child = v;
	else
		top->last->next = v;
	if (top->container != NULL)
		v->index = top->container->count++;
	top->last = v;
	return v;
}

struct json *
json_build_value(
    struct json_build *b, enum json_type type, uint32_t off, uint32_t end)
{
	const struct json *in = b->top->container;
	struct json *v;

	if (in != NULL && in->type == JSON_OBJECT)
		v = b->top->last;
	else
		v = append(b, off);
	if (v == NULL)
		return NULL;
	v->type = type;
	v->off = off;
	v->end = end;
	b->at = end;
	return v;
}

struct json *
json_build_member(struct json_build *b, uint32_t off)
{
	struct json *v = append(b, off);

	if (v != NULL)
		v->key_off = off;
	return v;
}

bool
json_build_open(struct json_build *b, enum json_type type, uint32_t off)
{
	struct json *v;

	if (b->top == &b->frames[JSON_DEPTH_MAX]) {
		b->failed = true;
		return fault_set(b->fault, STATUS_INPUT, off,
		    "nested more than %d deep", JSON_DEPTH_MAX);
	}
	v = json_build_value(b, type, off, off + 1);
	if (v == NULL)
		return false;
	b->top++;
	*b->top = (struct frame){.container = v};
	return true;
}

void
json_build_close(struct json_build *b, uint32_t off)
{
	b->at = off + 1;
	b->top->container->end = off + 1;
	b->top--;
}

void
json_build_note(struct json_build *b, struct json_odd **where,
    enum json_oddity what, const struct json *at, size_t off)
{
	struct json_odd *odd = arena_take(b->arena, 1, sizeof(*odd));

	*odd = (struct json_odd){what, at, off, *where};
	*where = odd;
	if (odd->next == NULL)
		b->odd = &odd->next;
}

/* Puts v into the table, or finds that an equal key is in it. */
static bool
enter(struct frame *top, struct json *v)
{
	/* The seed is another one in each run, so nobody can prepare keys that
	 * collide. */
	uint64_t slot =
	    XXH3_64bits_withSeed(v->key.p, v->key.n, (uintptr_t)top);

	for (;; slot++) {
		struct json **at = &top->table[slot & (top->slots - 1)];

		if (*at == NULL) {
			*at = v;
			return true;
		}
		if (str_eq((*at)->key, v->key))
			return false;
	}
}

/* The table is never more than half full. */
static void
enlarge(struct arena *arena, struct frame *top)
{
	struct json *v = top->container->child;

	top->slots = top->slots == 0 ? KEYS_LINEAR * 4 : top->slots * 2;
	top->table = arena_zero(arena, top->slots, sizeof(*top->table));
	for (; v != top->last; v = v->next)
		enter(top, v);
}

bool
json_build_is_duplicate(struct json_build *b, struct json *v)
{
	struct frame *top = b->top;
	struct json *elder = top->container->child;

	if (top->container->count > KEYS_LINEAR) {
		if (top->container->count > top->slots / 2)
			enlarge(b->arena, top);
		return !enter(top, v);
	}
	while (elder != v && !str_eq(elder->key, v->key))
		elder = elder->next;
	return elder != v;
}
