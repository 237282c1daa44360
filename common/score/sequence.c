/* SPDX-License-Identifier: MIT */
#include "common/score/sequence.h"

enum { ROWS = 64 };

size_t
sequence_trim(struct sequence *a, struct sequence *b)
{
	size_t n = a->n < b->n ? a->n : b->n, head = 0, tail = 0;

	while (head < n && a->p[head] == b->p[head])
		head++;
	while (
	    tail < n - head && a->p[a->n - 1 - tail] == b->p[b->n - 1 - tail])
		tail++;
	*a = (struct sequence){a->p + head, a->n - head - tail};
	*b = (struct sequence){b->p + head, b->n - head - tail};
	return head + tail;
}

/* 64 rows: a's, and which of them each symbol is in. */
struct block {
	const uint32_t *row;
	size_t rows;
	uint64_t *where; /* by symbol; all zero but for the rows' */
};

static void
enter(struct block *b, const uint32_t *row, size_t rows)
{
	b->row = row;
	b->rows = rows < ROWS ? rows : ROWS;
	for (size_t i = 0; i < b->rows; i++)
		b->where[row[i]] |= UINT64_C(1) << i;
}

static void
leave(struct block *b)
{
	for (size_t i = 0; i < b->rows; i++)
		b->where[b->row[i]] = 0;
}

/* The rows where the length grows, once the columns were gone through. */
static uint64_t
lcs_block(const struct block *b, struct sequence columns, uint8_t *carry)
{
	uint64_t v = ~UINT64_C(0);

	for (size_t j = 0; j < columns.n; j++) {
		uint64_t here = b->where[columns.p[j]], u = v & here;
		uint64_t sum = v + u, all = sum + carry[j];

		carry[j] = (uint8_t)((sum < v) | (all < sum));
		v = all | (v & ~here);
	}
	return ~v;
}

size_t
sequence_lcs(
    struct sequence a, struct sequence b, size_t symbols, struct arena *arena)
{
	struct block block = {
	    .where = arena_zero(arena, symbols, sizeof(*block.where))};
	uint8_t *carry = arena_zero(arena, b.n, 1);
	size_t length = 0;

	for (size_t at = 0; at < a.n; at += ROWS) {
		enter(&block, a.p + at, a.n - at);
		length +=
		    (size_t)__builtin_popcountll(lcs_block(&block, b, carry));
		leave(&block);
	}
	return length;
}

/* By how much the distance grows from one column to the next, in a row. */
enum { GROWS = 1, SHRINKS = 2 };

/* Goes through the columns; step[] is that of the row above, and then that of
 * the last row. */
static void
distance_block(const struct block *b, struct sequence columns, uint8_t *step)
{
	unsigned last = (unsigned)b->rows - 1;
	uint64_t grows = ~UINT64_C(0), shrinks = 0; /* from row to row */

	for (size_t j = 0; j < columns.n; j++) {
		uint64_t here = b->where[columns.p[j]];
		uint64_t up = step[j] & GROWS, down = step[j] >> 1;
		uint64_t x = here | shrinks, h, more, less;

		here |= down;
		h = (((here & grows) + grows) ^ grows) | here;
		more = shrinks | ~(h | grows);
		less = grows & h;
		step[j] =
		    (uint8_t)((more >> last & 1) | (less >> last & 1) << 1);
		more = more << 1 | up;
		less = less << 1 | down;
		grows = less | ~(x | more);
		shrinks = more & x;
	}
}

size_t
sequence_distance(
    struct sequence a, struct sequence b, size_t symbols, struct arena *arena)
{
	struct block block = {
	    .where = arena_zero(arena, symbols, sizeof(*block.where))};
	uint8_t *step = arena_take(arena, b.n, 1);
	size_t distance = a.n;

	for (size_t j = 0; j < b.n; j++)
		step[j] = GROWS;
	for (size_t at = 0; at < a.n; at += ROWS) {
		enter(&block, a.p + at, a.n - at);
		distance_block(&block, b, step);
		leave(&block);
	}
	for (size_t j = 0; j < b.n; j++) {
		distance += step[j] & GROWS;
		distance -= step[j] >> 1;
	}
	return distance;
}
