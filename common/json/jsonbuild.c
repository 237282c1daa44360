/* SPDX-License-Identifier: MIT */
#include "common/json/jsonbuild.h"

#include <xxhash.h>

#include "common/base/num.h"

enum {
	FIRST_NODES = 16, /* taken from the arena at once, then twice as many */
	MOST_NODES = 512,
	KEYS_LINEAR = 16, /* beyond, keys are looked up in a hash table */
	DIGITS_SAFE = 18, /* a whole number of so many fits into 64 bits */
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

	if (b->values == b->values_max) {
		b->failed = true;
		fault_set(b->fault, STATUS_INPUT, off, "more than %zu values",
		    b->values_max);
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

/* From off to end: the next element, the member whose key came last, or the
 * root.  NULL when there are too many. */
static struct json *
add_value(struct json_build *b, enum json_type type, uint32_t off, uint32_t end)
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

bool
json_build_open(struct json_build *b, enum json_type type, uint32_t off)
{
	struct json *v;

	if (b->top == &b->frames[JSON_DEPTH_MAX]) {
		b->failed = true;
		return fault_set(b->fault, STATUS_INPUT, off,
		    "nested more than %d deep", JSON_DEPTH_MAX);
	}
	v = add_value(b, type, off, off + 1);
	if (v == NULL)
		return false;
	b->top++;
	*b->top = (struct frame){.container = v};
	if (b->top - b->frames > b->doc->depth)
		b->doc->depth = (unsigned)(b->top - b->frames);
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

/* Has an elder member the same key as the newest one, v? */
static bool
is_duplicate(struct json_build *b, struct json *v)
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

static bool
set_text(struct json_build *b, const struct json *at, struct json_raw raw,
    struct str *text)
{
	*text = raw.text;
	return !raw.escaped || json_build_decode(b, at, raw.text, text);
}

bool
json_build_key(
    struct json_build *b, uint32_t off, uint32_t end, struct json_raw raw)
{
	struct json_odd **before = b->odd; /* what is odd in the key itself */
	struct json *v = append(b, off);

	if (v == NULL)
		return false;
	v->key_off = off;
	b->at = end;
	if (!set_text(b, v, raw, &v->key))
		return false;
	if (is_duplicate(b, v))
		json_build_note(b, before, JSON_DUPLICATE_KEY, v, off);
	return true;
}

bool
json_build_string(
    struct json_build *b, uint32_t off, uint32_t end, struct json_raw raw)
{
	struct json *v = add_value(b, JSON_STRING, off, end);

	return v != NULL && set_text(b, v, raw, &v->text);
}

static bool
is_huge(const struct json *v)
{
	bool negative = v->text.p[0] == '-', whole = true;
	struct str digits = str_from(v->text, negative);
	uint64_t n;
	double x;

	for (size_t i = 0; whole && i < digits.n; i++)
		whole = digits.p[i] >= '0' && digits.p[i] <= '9';
	if (!whole)
		return !json_real(v, &x);
	if (digits.n <= DIGITS_SAFE)
		return false;
	return !num_u64(digits, &n) ||
	    (negative && n > (uint64_t)INT64_MAX + 1);
}

bool
json_build_number(struct json_build *b, uint32_t off, uint32_t end)
{
	struct json *v = add_value(b, JSON_NUMBER, off, end);
	char *copy;

	if (v == NULL)
		return false;
	v->text = str_of(b->text.p + off, end - off);
	if (end == b->text.n) { /* json_real() needs a byte behind it */
		copy = arena_take(b->arena, v->text.n + 1, 1);
		memcpy(copy, v->text.p, v->text.n);
		copy[v->text.n] = '\0';
		v->text.p = copy;
	}
	if (is_huge(v))
		json_build_note(b, b->odd, JSON_HUGE_NUMBER, v, off);
	return true;
}

bool
json_build_bool(struct json_build *b, uint32_t off, bool truth)
{
	struct json *v = add_value(b, JSON_BOOL, off, off + (truth ? 4 : 5));

	if (v == NULL)
		return false;
	v->truth = truth;
	return true;
}

bool
json_build_null(struct json_build *b, uint32_t off)
{
	return add_value(b, JSON_NULL, off, off + 4) != NULL;
}
