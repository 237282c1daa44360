/* SPDX-License-Identifier: MIT */
/*
 * Text -> pieces, by the steps that a vocabulary brings: each step cuts the
 * pieces of the one before it, every piece as a text of its own.
 */
#ifndef FT_TOKEN_STEPS_H
#define FT_TOKEN_STEPS_H

#include <stdbool.h>
#include <stddef.h>

#include "common/base/buf.h"
#include "common/base/fault.h"
#include "common/token/regex.h"
#include "common/token/spec.h"
#include "common/token/split.h"

struct step {
	enum step_kind kind;
	enum step_pieces pieces;
	bool invert;
	struct regex *re; /* of a STEP_REGEX */
};

/* What one thread needs to take the steps. */
struct steps_work {
	struct regex_match *match[SPEC_STEPS_MAX];
	struct buf blank[SPEC_STEPS_MAX];
	bool gave_up; /* a pattern was too costly; not reset */
};

/* Takes a piece, which is gone when it returns; never an empty one. */
typedef void steps_fn(void *user, struct str piece);

/* The splitter of a step that is written out, and where its pieces end for
 * sure; NULL for other steps. */
split_fn *step_split(enum step_kind kind);
boundary_fn *step_boundary(enum step_kind kind);

/* Compiles the n steps; false with the fault where a pattern is wrong, and
 * nothing to be freed. */
bool steps_init(struct step *to, const struct spec_step *from, size_t n,
    struct fault *f) MUSTCHECK;
void steps_free(struct step *steps, size_t n);

void steps_work_init(struct steps_work *w, const struct step *steps, size_t n);
void steps_work_free(struct steps_work *w);

/* Gives the pieces of the text, valid UTF-8, to the function, in order. */
void steps_take(const struct step *steps, size_t n, struct steps_work *w,
    struct str text, steps_fn *piece, void *user);

#endif
