/* SPDX-License-Identifier: MIT */
/*
 * Near duplicates: records whose texts look alike are made one unit before they
 * are dealt out.
 *
 * The text of a record is what its messages say, but for those of system and
 * developer, or its prompt and completion: nearly all records share
 * their system message and their tools, and are not alike for that.  A record
 * without such texts is alike to none.
 *
 * Being alike is passed on: of a, b and c, a and b, b and c alike, a and c
 * stay together as well.
 */
#ifndef FT_SPLIT_NEAR_H
#define FT_SPLIT_NEAR_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "common/json/json.h"
#include "common/text/minhash.h"
#include "tools/split/deal.h"

struct near {
	double threshold;
	struct minhash_bands bands;
	unsigned char *signatures; /* by place */
	size_t n, room;

	uint64_t joined; /* by how much near_join() made the units fewer */
};

void near_init(struct near *w, double threshold);
void near_free(struct near *w);

/* The signature of a record, of MINHASH_SIZE bytes; all zero where it has no
 * text.  root is NULL for a record that is no JSON: its text is its bytes. */
void near_sign(struct minhash *m, const struct json *root, struct str record,
    unsigned char *signature);

/* The next record's signature. */
void near_add(struct near *w, const unsigned char *signature);

/* Gives the records that belong together one number, the least of theirs.  The
 * signatures are freed, and the entries sorted. */
void near_join(struct near *w, struct deal *d);

#endif
