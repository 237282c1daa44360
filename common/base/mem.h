/* SPDX-License-Identifier: MIT */
/*
 * Memory from the system.  There is no way to go on without it, so these never
 * return NULL: they say so on standard error and end the program with
 * STATUS_IO.  Sizes of several things are computed here (and in buf.c and
 * arena.c), where an overflow is caught.
 */
#ifndef FT_BASE_MEM_H
#define FT_BASE_MEM_H

#include <stddef.h>

#define MUSTCHECK	       __attribute__((warn_unused_result))
#define PRINTF_LIKE(fmt, args) __attribute__((format(printf, fmt, args)))
#define LENGTH(array)	       (sizeof(array) / sizeof((array)[0]))

/* n things of the given size, all bytes zero.  The caller frees with free(). */
void *mem_zero(size_t n, size_t size) MUSTCHECK;

/*
 * old (or NULL), now with room for n things of the given size.  What is new is
 * not set.  The caller frees with free().
 */
void *mem_resize(void *old, size_t n, size_t size) MUSTCHECK;

/*
 * n zero bytes, at the begin of a page, for a large table: what is not touched
 * costs nothing, and where the system has huge pages it may lie on such.  Freed
 * by mem_lazy_free(), with the same n.
 */
void *mem_lazy(size_t n) MUSTCHECK;
void mem_lazy_free(void *p, size_t n);

/* A copy of n bytes and a NUL behind them.  The caller frees with free(). */
char *mem_copy(const char *p, size_t n) MUSTCHECK;

#endif
