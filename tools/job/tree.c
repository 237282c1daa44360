/* SPDX-License-Identifier: MIT */
#include "tools/job/tree.h"

#include "common/json/jsonw.h"

struct node *
tree_find(const struct node *object, struct str key)
{
	struct node *n = object->type == JSON_OBJECT ? object->child : NULL;

	while (n != NULL && !str_eq(n->key, key))
		n = n->next;
	return n;
}

static struct node *
add(struct tree *t, struct node *parent, struct str key)
{
	struct node *n = arena_zero(t->arena, 1, sizeof(*n));

	if (parent->child == NULL)
		parent->child = n;
	else
		parent->last->next = n;
	parent->last = n;
	n->key = arena_copy(t->arena, key);
	return n;
}

static void
fill(struct tree *t, struct node *to, struct str text, const struct json *v)
{
	struct node *child;

	to->type = v->type;
	to->raw = str_of(text.p + v->off, v->end - v->off);
	to->text = v->text;
	to->child = NULL;
	if (v->type != JSON_OBJECT && v->type != JSON_ARRAY)
		return;
	for (v = v->child; v != NULL; v = v->next) {
		child = tree_find(to, v->key);
		if (child == NULL)
			child = add(t, to, v->key);
		fill(t, child, text, v);
	}
}

/* False where the text is no JSON. */
bool
tree_parse(struct tree *t, struct node *to, struct str text)
{
	struct json_reader reader;
	struct json_doc doc;
	struct fault f;
	bool ok;

	text = arena_copy(t->arena, text);
	json_reader_init(&reader, t->arena);
	ok = json_parse(&reader, text, &doc, &f);
	json_reader_free(&reader);
	if (ok)
		fill(t, to, text, doc.root);
	return ok;
}

/* The node at the end of a path, made where it is not there yet. */
bool
tree_reach(struct tree *t, const struct str *path, size_t n, struct node **at,
    struct fault *f)
{
	struct node *to = &t->root, *next;

	for (size_t i = 0; i < n; i++) {
		if (to->type == JSON_NULL)
			to->type = JSON_OBJECT;
		if (to->type != JSON_OBJECT) {
			fault_set(f, STATUS_USAGE, 0,
			    "there is no '%.*s' in the request: what it would "
			    "stand in is no object",
			    STR_ARGS(path[i]));
			return false;
		}
		next = tree_find(to, path[i]);
		to = next != NULL ? next : add(t, to, path[i]);
	}
	to->child = NULL;
	*at = to;
	return true;
}

/* The node at a dotted path. */
bool
tree_at(struct tree *t, const char *dotted, struct node **at, struct fault *f)
{
	struct str path[STEPS_MAX], rest = str_c(dotted);
	size_t n = 0;

	while (n < STEPS_MAX && str_split(&rest, '.', &path[n]))
		n++;
	return tree_reach(t, path, n, at, f);
}

void
tree_fix(struct node *n)
{
	n->fixed = true;
	for (n = n->child; n != NULL; n = n->next)
		tree_fix(n);
}

bool
tree_set_raw(
    struct tree *t, const char *dotted, const struct buf *raw, struct fault *f)
{
	struct node *to;

	if (!tree_at(t, dotted, &to, f))
		return false;
	to->type = JSON_NUMBER;
	to->raw = arena_copy(t->arena, buf_str(raw));
	return true;
}

void
tree_put_text(struct tree *t, struct node *to, struct str text)
{
	struct buf quote;

	buf_init(&quote, BUF_NO_MAX);
	jsonw_string(&quote, text);
	to->type = JSON_STRING;
	to->raw = arena_copy(t->arena, buf_str(&quote));
	to->text = arena_copy(t->arena, text);
	buf_free(&quote);
}

const struct node *
tree_look(const struct tree *t, const char *dotted)
{
	const struct node *n = &t->root;
	struct str rest = str_c(dotted), step;

	while (n != NULL && str_split(&rest, '.', &step))
		n = tree_find(n, step);
	return n;
}

struct str
tree_text(const struct tree *t, const char *dotted)
{
	const struct node *n = tree_look(t, dotted);

	return n != NULL && n->type == JSON_STRING ? n->text : STR("");
}

void
tree_write(struct buf *to, const struct node *n)
{
	bool object = n->type == JSON_OBJECT;

	if (!object && n->type != JSON_ARRAY) {
		buf_add_str(to, n->raw);
		return;
	}
	buf_addc(to, object ? '{' : '[');
	for (const struct node *c = n->child; c != NULL; c = c->next) {
		if (object) {
			jsonw_string(to, c->key);
			buf_addc(to, ':');
		}
		tree_write(to, c);
		if (c->next != NULL)
			buf_addc(to, ',');
	}
	buf_addc(to, object ? '}' : ']');
}
