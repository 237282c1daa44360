/* SPDX-License-Identifier: MIT */
/*
 * What makes a finding the same one in another run: the rule, the JSON pointer
 * and the bytes of the record, without its line end; of a file as a whole, the
 * rule and the file's name.  The line number does not count, so records may
 * move, within a file and to another.
 */
#ifndef FT_TOOLS_LINT_CONTENT_H
#define FT_TOOLS_LINT_CONTENT_H

#include "tools/lint/lint.h"

/* A hash of that, of a finding that is being reported. */
uint64_t content_hash(struct file *f, const struct finding *at);

/* How often findings came, by their hashes; all zero is empty. */
struct content_counts {
	struct content_count {
		uint64_t hash;
		uint64_t n;	/* 0: the slot is free */
		uint64_t taken; /* of these; see content_take() */
		const struct rule *rule;
	} * slot;
	size_t used, slots; /* slots: 0 or a power of 2 */
};

/* Adds n > 0, and returns how many that makes. */
uint64_t content_add(struct content_counts *c, uint64_t hash,
    const struct rule *rule, uint64_t n);

/* Takes one away; false where there is none left. */
bool content_take(struct content_counts *c, uint64_t hash);

void content_free(struct content_counts *c);

#endif
