/* SPDX-License-Identifier: MIT */
#include "common/base/buf.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { FIRST_CAP = 256 };

void
buf_init(struct buf *b, size_t max)
{
	*b = (struct buf){.max = max < BUF_NO_MAX ? max : BUF_NO_MAX};
}

void
buf_free(struct buf *b)
{
	free(b->p);
	buf_init(b, b->max);
}

void
buf_clear(struct buf *b)
{
	b->n = 0;
	b->over = false;
}

void
buf_shrink(struct buf *b, size_t keep)
{
	if (b->cap > keep)
		buf_free(b);
	buf_clear(b);
}

/* Doubles the memory until it holds want bytes: growth costs O(1) a byte. */
static void
grow(struct buf *b, size_t want)
{
	size_t cap = b->cap < FIRST_CAP ? FIRST_CAP : b->cap;

	while (cap < want)
		cap *= 2;
	b->p = mem_resize(b->p, cap, 1);
	b->cap = cap;
}

char *
buf_room(struct buf *b, size_t n)
{
	if (n > b->max - b->n) {
		b->over = true;
		return NULL;
	}
	if (n > b->cap - b->n || b->p == NULL)
		grow(b, b->n + n);
	return b->p + b->n;
}

bool
buf_add(struct buf *b, const void *p, size_t n)
{
	char *to;

	if (n == 0)
		return true;
	to = buf_room(b, n);
	if (to == NULL)
		return false;
	memcpy(to, p, n);
	b->n += n;
	return true;
}

bool
buf_adds(struct buf *b, const char *s)
{
	return buf_add(b, s, strlen(s));
}

bool
buf_vprintf(struct buf *b, const char *fmt, va_list ap)
{
	va_list again;
	size_t room, n;
	int len;

	if (b->n == b->cap)
		grow(b, b->n + 1);
	room = b->cap - b->n;
	va_copy(again, ap);
	len = vsnprintf(b->p + b->n, room, fmt, again);
	va_end(again);
	n = (size_t)len;
	if (len < 0 || n > b->max - b->n) {
		b->over = true;
		return false;
	}
	if (n >= room) { /* vsnprintf wants to write a NUL too */
		grow(b, b->n + n + 1);
		vsnprintf(b->p + b->n, n + 1, fmt, ap);
	}
	b->n += n;
	return true;
}

bool
buf_printf(struct buf *b, const char *fmt, ...)
{
	va_list ap;
	bool ok;

	va_start(ap, fmt);
	ok = buf_vprintf(b, fmt, ap);
	va_end(ap);
	return ok;
}

const char *
buf_cstr(struct buf *b)
{
	if (b->n == b->cap)
		grow(b, b->n + 1);
	b->p[b->n] = '\0';
	return b->p;
}
