/* SPDX-License-Identifier: MIT */
/*
 * What a model makes us change in a request: a parameter that it does not take
 * is left out, or has another name there.
 *
 * That is read from the server's refusal, by the parameter that it names, and
 * done for those only that are our own defaults: what the user asks for by
 * name is sent as it is.
 */
#ifndef FT_ASK_ADAPT_H
#define FT_ASK_ADAPT_H

#include <stdbool.h>
#include <stddef.h>

#include "common/base/arena.h"
#include "common/base/mem.h"
#include "common/base/str.h"
#include "common/net/problem.h"

enum { ADAPTED_MAX = 8 };

struct adaptation {
	struct str param;
	struct str becomes; /* its name there; empty: it is left out */
};

struct adapted {
	struct adaptation v[ADAPTED_MAX];
	size_t n;
};

/* What becomes of the parameter: NULL when nothing was changed. */
const struct adaptation *adapted_find(
    const struct adapted *a, struct str param);

/* Adds one; what it views must live as long.  False where there are too many.
 */
bool adapted_add(struct adapted *a, struct adaptation one);

/*
 * Is that a refusal of one of our parameters, and of which?  The result views
 * words of the program.
 */
bool adapt_read(
    long status, const struct problem *p, struct adaptation *one) MUSTCHECK;

#endif
