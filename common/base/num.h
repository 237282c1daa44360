/* SPDX-License-Identifier: MIT */
/*
 * Numbers as people write them, read strictly: the whole text must be the
 * number, nothing is rounded, clipped or taken from a locale.  And money, as
 * whole nano-dollars, because 0.1 is not a binary fraction.
 */
#ifndef FT_BASE_NUM_H
#define FT_BASE_NUM_H

#include <stdbool.h>
#include <stdint.h>

#include "common/base/buf.h"
#include "common/base/str.h"

/* Decimal digits only.  False on anything else and above UINT64_MAX. */
bool num_u64(struct str s, uint64_t *value) MUSTCHECK;

/* Digits and an optional K, M, G or T (powers of 1,024), as bytes. */
bool num_size(struct str s, size_t *value) MUSTCHECK;

/* A decimal fraction: "0.9", "1", ".5", "1e-3".  No "nan", "inf" or hex. */
bool num_real(struct str s, double *value) MUSTCHECK;

/* Nano-dollars: 1 USD is NANO. */
#define NANO ((int64_t)1000000000)

/* A price of up to nine decimals and not above 9,000,000,000: "8", "0.40". */
bool money_read(struct str s, int64_t *nano) MUSTCHECK;

/*
 * Appends an amount as people read it, rounded half up: "2.40" with decimals
 * 2.  decimals is 0 to 9; nano >= 0.
 */
void money_write(struct buf *to, int64_t nano, unsigned decimals);

/*
 * Appends an amount as an exact decimal number, as short as it can be: "2.4",
 * "0.000008", "8".
 */
void money_write_exact(struct buf *to, int64_t nano);

/*
 * What `tokens` cost at a price for a million of them: rounded half up to a
 * nano-dollar.  False when it passes what an int64_t holds.
 */
bool money_cost(
    int64_t nano_per_million, uint64_t tokens, int64_t *nano) MUSTCHECK;

/* Appends n with a comma between groups of three digits: "48,661". */
void num_write_grouped(struct buf *to, uint64_t n);

#endif
