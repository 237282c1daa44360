/* SPDX-License-Identifier: MIT */
#include "common/base/sort.h"

#include <stdlib.h>

#include "common/base/mem.h"
#include "tests/unit/unit.h"

static uint64_t
mix(uint64_t x)
{
	x = (x + 1) * UINT64_C(0x9e3779b97f4a7c15);
	x ^= x >> 32;
	return x * UINT64_C(0xbf58476d1ce4e5b9);
}

static int
compare(const void *a, const void *b)
{
	uint64_t x = *(const uint64_t *)a, y = *(const uint64_t *)b;

	return (x > y) - (x < y);
}

/* all bits, few values, values that differ in the middle, in order */
static const uint64_t masks[] = {
    UINT64_MAX, 7, UINT64_C(0xff) << 24, UINT64_C(3) << 62, 0};

static void
sorting_equals_qsort(void **state)
{
	enum { MOST = 3000 };
	uint64_t *v = mem_zero(MOST, sizeof(*v));
	uint64_t *sorted = mem_zero(MOST, sizeof(*v));

	(void)state;
	for (size_t m = 0; m < LENGTH(masks); m++)
		for (size_t n = 0; n <= MOST; n += n < 80 ? 1 : 292) {
			for (size_t i = 0; i < n; i++)
				v[i] = sorted[i] = mix(i) & masks[m];
			qsort(sorted, n, sizeof(*v), compare);
			sort_u64(v, n);
			assert_memory_equal(v, sorted, n * sizeof(*v));
			sort_u64(v, n);
			assert_memory_equal(v, sorted, n * sizeof(*v));
		}
	free(v);
	free(sorted);
}

static void
threads_sort_alike(void **state)
{
	enum { MANY = 70000 };
	static const uint64_t threads[] = {1, 2, 7, 1000};
	uint64_t *v = mem_zero(MANY, sizeof(*v));
	uint64_t *sorted = mem_zero(MANY, sizeof(*v));

	(void)state;
	for (size_t m = 0; m < LENGTH(masks); m++)
		for (size_t t = 0; t < LENGTH(threads); t++) {
			for (size_t i = 0; i < MANY; i++)
				v[i] = sorted[i] = mix(i) & masks[m];
			qsort(sorted, MANY, sizeof(*v), compare);
			sort_u64_with(v, MANY, threads[t]);
			assert_memory_equal(v, sorted, MANY * sizeof(*v));
		}
	free(v);
	free(sorted);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(sorting_equals_qsort),
	    cmocka_unit_test(threads_sort_alike),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
