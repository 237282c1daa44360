/* SPDX-License-Identifier: MIT */
/*
 * Sorting numbers: radix sort in place, without memory of its own and in a time
 * that no choice of numbers makes long.
 *
 *	sort_u64(hashes, n);
 */
#ifndef FT_BASE_SORT_H
#define FT_BASE_SORT_H

#include <stddef.h>
#include <stdint.h>

/* The least first. */
void sort_u64(uint64_t *v, size_t n);

/* The same with some threads where there are many numbers. */
void sort_u64_with(uint64_t *v, size_t n, uint64_t threads);

#endif
