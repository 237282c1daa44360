/* SPDX-License-Identifier: MIT */
/*
 * A question as it is sent, and the key by which its answer is known again.
 *
 * The members of a request beside model and messages come from three places:
 * our defaults, then the example's own fields, then the user's --param, each
 * instead of what was there under the same name; null leaves one out.  They are
 * sorted, so that the order of options does not matter.
 *
 * The key is the SHA-256 of the request without blanks, without what a model
 * makes us change (see adapt.h), and without streaming, so it is the same on
 * every machine and by every way.
 */
#ifndef FT_ASK_QUESTION_H
#define FT_ASK_QUESTION_H

#include <stdbool.h>
#include <stdint.h>

#include "common/ask/adapt.h"
#include "common/ask/ask.h"
#include "common/ask/key.h"
#include "common/base/arena.h"

struct member {
	struct str name, json;
	bool ours;  /* a default: may be changed for a model that refuses it */
	bool users; /* of --param */
};

struct params {
	struct arena arena;
	struct member *v;
	size_t n;
	struct member ours[3];
	size_t nours;
};

struct question {
	struct str model, messages;
	struct member *member; /* by name */
	size_t nmembers;
	unsigned char key[KEY_BYTES];
};

/* False (STATUS_USAGE) leaves nothing to be freed. */
bool params_read(
    struct params *p, const struct ask_options *o, struct fault *f) MUSTCHECK;
void params_free(struct params *p);

/* Copies it into the arena. */
void question_make(struct question *q, const struct ask_question *asked,
    const struct params *params, struct arena *arena);

/* The longest answer that it allows, or 0: it does not say. */
uint64_t question_max_tokens(const struct question *q);

/* Has it a member of that name that is a default of ours? */
bool question_has_ours(const struct question *q, struct str name);

/* Appends the request; changed as the model wants it. */
void question_write(struct buf *to, const struct question *q,
    const struct adapted *adapted, bool stream);

/* Appends the members alone, as an object. */
void question_write_members(struct buf *to, const struct question *q);

#endif
