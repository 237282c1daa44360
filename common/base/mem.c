/* SPDX-License-Identifier: MIT */
#include "common/base/mem.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "common/base/diag.h"

static size_t
product(size_t n, size_t size)
{
	if (size != 0 && n > SIZE_MAX / size)
		diag_die(STATUS_IO, "more memory is wanted than there can be");
	return n == 0 || size == 0 ? 1 : n * size;
}

void *
mem_zero(size_t n, size_t size)
{
	void *p = calloc(1, product(n, size));

	if (p == NULL)
		diag_die(STATUS_IO, "out of memory");
	return p;
}

void *
mem_resize(void *old, size_t n, size_t size)
{
	void *p = realloc(old, product(n, size));

	if (p == NULL)
		diag_die(STATUS_IO, "out of memory");
	return p;
}

char *
mem_copy(const char *p, size_t n)
{
	char *copy = mem_resize(NULL, n + 1, 1);

	if (n > 0)
		memcpy(copy, p, n);
	copy[n] = '\0';
	return copy;
}
