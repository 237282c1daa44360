/* SPDX-License-Identifier: MIT */
/*
 * What is remembered of an example, to be held against all others: hashes of
 * what was asked and what was answered.  Two texts are the same here if they
 * read the same, see common/text/fold.h; what is no text is the same if it is
 * the same JSON value.
 */
#ifndef FT_TOOLS_LINT_FACTS_H
#define FT_TOOLS_LINT_FACTS_H

#include "common/example/view.h"
#include "common/text/minhash.h"

/* Of an answer that may be the name of a class. */
enum { LABEL_MAX = 40 };

struct facts {
	uint64_t words;	  /* prompt and answer */
	uint64_t prompt;  /* all before the answer, and the tools */
	uint64_t answer;  /* 0: there is none */
	uint64_t system;  /* 0: there is none */
	uint32_t bytes;	  /* of the record as it stands */
	bool judged;	  /* its answers are better and worse ones */
	bool calls;	  /* its answer calls a tool */
	struct str label; /* the answer, if that short; p is NULL if not */
	unsigned char *signature; /* MINHASH_SIZE bytes, or NULL */
};

/* One for each thread. */
struct facts_maker {
	struct buf text;
	struct minhash minhash;
	bool near; /* signatures are wanted */
};

void facts_init(struct facts_maker *m, bool near);
void facts_free(struct facts_maker *m);

/* The facts of an example, in the arena; NULL if it has no message. */
struct facts *facts_make(struct facts_maker *m, struct str record,
    const struct example *e, struct arena *arena);

#endif
