/* SPDX-License-Identifier: MIT */
/*
 * A JSON object in the making: what stands at a path is put there, over what
 * stood there before.  All of it lives in the arena.
 *
 *	struct tree t = {.arena = &arena, .root = {.type = JSON_OBJECT}};
 *
 *	if (!tree_at(&t, "method.type", &node, &f))
 *		...
 *	tree_put_text(&t, node, STR("dpo"));
 *	tree_write(&buf, &t.root);		{"method":{"type":"dpo"}}
 */
#ifndef FT_TOOLS_JOB_TREE_H
#define FT_TOOLS_JOB_TREE_H

#include <stdbool.h>
#include <stddef.h>

#include "common/base/arena.h"
#include "common/base/buf.h"
#include "common/base/fault.h"
#include "common/json/json.h"

enum { STEPS_MAX = 16 }; /* of a path */

struct node {
	enum json_type type;
	struct str key;
	struct str raw;	 /* of what is neither an object nor an array */
	struct str text; /* of a string: what it says */
	struct node *child, *last, *next; /* last: of the children */
	bool fixed;			  /* by tree_fix() */
};

struct tree {
	struct arena *arena;
	struct node root;
};

/* The member of that name, or NULL. */
struct node *tree_find(const struct node *object, struct str key);

/*
 * The node at the end of a path, which is made where it is not there yet, to be
 * filled.  False (STATUS_USAGE) where the path leads through what is no object.
 */
bool tree_reach(struct tree *t, const struct str *path, size_t n,
    struct node **at, struct fault *f) MUSTCHECK;
bool tree_at(struct tree *t, const char *dotted, struct node **at,
    struct fault *f) MUSTCHECK;

/* Fills a node: with JSON (false where the text is none), or with a string,
 * which is valid UTF-8. */
bool tree_parse(struct tree *t, struct node *to, struct str text) MUSTCHECK;
void tree_put_text(struct tree *t, struct node *to, struct str text);

/* Marks a node and all that stands in it, for whom comes later and has less to
 * say. */
void tree_fix(struct node *n);

/* Puts a value that is JSON already, and no object, at a path. */
bool tree_set_raw(struct tree *t, const char *dotted, const struct buf *raw,
    struct fault *f) MUSTCHECK;

/* What stands at a path, or NULL; the string that does, or the empty view. */
const struct node *tree_look(const struct tree *t, const char *dotted);
struct str tree_text(const struct tree *t, const char *dotted);

/* Appends a node, on one line. */
void tree_write(struct buf *to, const struct node *n);

#endif
