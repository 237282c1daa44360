/* SPDX-License-Identifier: MIT */
/*
 * A growable buffer of bytes with a ceiling.
 *
 * The ceiling is given at birth and is what keeps hostile input from taking
 * all memory.  An addition that would pass it changes nothing, returns false
 * and is remembered in `over`, so a run of additions may be checked once at
 * its end.  Bytes are not ended by NUL unless buf_cstr() is asked for.
 *
 *	struct buf b;
 *
 *	buf_init(&b, 1 << 20);
 *	buf_adds(&b, "tokens: ");
 *	buf_printf(&b, "%zu", n);
 *	if (b.over)
 *		return fault_set(f, STATUS_INPUT, 0, "too long");
 *	buf_free(&b);
 */
#ifndef FT_BASE_BUF_H
#define FT_BASE_BUF_H

#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "common/base/mem.h"
#include "common/base/str.h"

/* For buffers whose content the program itself bounds. */
#define BUF_NO_MAX (SIZE_MAX / 2)

struct buf {
	char *p;    /* NULL until something was added */
	size_t n;   /* bytes in use */
	size_t cap; /* bytes allocated */
	size_t max; /* the ceiling: n never passes it */
	bool over;  /* an addition was refused since the last buf_clear() */
};

/* An empty buffer that will hold at most max bytes.  Allocates nothing. */
void buf_init(struct buf *b, size_t max);

/* Gives the memory back; the buffer is empty and may be used again. */
void buf_free(struct buf *b);

/* Empties the buffer and forgets `over`; keeps the memory. */
void buf_clear(struct buf *b);

/*
 * Empties the buffer and gives its memory back where it has grown above keep
 * bytes: so one huge record does not stay in memory for ever.
 */
void buf_shrink(struct buf *b, size_t keep);

/*
 * Makes room for n more bytes and returns where they go, or NULL when the
 * ceiling forbids it.  The caller writes up to n bytes there and adds the
 * number written to b->n.
 */
char *buf_room(struct buf *b, size_t n);

/* Adds n bytes. */
bool buf_add(struct buf *b, const void *p, size_t n);

/* Adds a C string. */
bool buf_adds(struct buf *b, const char *s);

/* Adds what printf would print. */
bool buf_printf(struct buf *b, const char *fmt, ...) PRINTF_LIKE(2, 3);
bool buf_vprintf(struct buf *b, const char *fmt, va_list ap);

/* The content as a C string (a NUL is put behind it), valid until the next
 * change.  At the ceiling the NUL takes one more byte than max. */
const char *buf_cstr(struct buf *b);

static inline bool
buf_addc(struct buf *b, char c)
{
	if (b->n < b->cap && b->n < b->max) {
		b->p[b->n++] = c;
		return true;
	}
	return buf_add(b, &c, 1);
}

static inline bool
buf_add_str(struct buf *b, struct str s)
{
	return buf_add(b, s.p, s.n);
}

/* The content, valid until the next change. */
static inline struct str
buf_str(const struct buf *b)
{
	return str_of(b->p, b->n);
}

#endif
