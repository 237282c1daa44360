/* SPDX-License-Identifier: MIT */
/* Memory by pages is in no standard yet that is asked for elsewhere. */
#define _DEFAULT_SOURCE

#include "common/net/secret.h"

#include <sys/mman.h>
#include <unistd.h>

#include "common/base/diag.h"

enum { PIECE = 8 };

void
secret_take(struct secret *s, size_t n)
{
	size_t page = (size_t)sysconf(_SC_PAGESIZE);

	s->room = n / page * page + page;
	s->p = mmap(NULL, s->room, PROT_READ | PROT_WRITE,
	    MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
	if (s->p == MAP_FAILED)
		diag_die(STATUS_IO, "out of memory");
	(void)mlock(s->p, s->room); /* limits may forbid it */
#ifdef MADV_DONTDUMP
	(void)madvise(s->p, s->room, MADV_DONTDUMP);
#endif
}

void
secret_free(struct secret *s)
{
	if (s->p == NULL)
		return;
	secret_wipe(s->p, s->room);
	munmap(s->p, s->room);
	*s = (struct secret){0};
}

void
secret_wipe(void *p, size_t n)
{
	volatile char *byte = p;

	while (n-- > 0)
		*byte++ = 0;
}

/*
 * How much of text is the same as key at its start, where a "\/" of text may
 * be a "/" of key; *taken is that many bytes of text.
 */
static size_t
common_start(struct str text, struct str key, size_t *taken)
{
	size_t n = 0;

	*taken = 0;
	for (; n < key.n && *taken < text.n; n++) {
		bool escaped = key.p[n] == '/' && text.n - *taken > 1 &&
		    text.p[*taken] == '\\' && text.p[*taken + 1] == '/';

		if (!escaped && text.p[*taken] != key.p[n])
			break;
		*taken += escaped ? 2 : 1;
	}
	return n;
}

/* The length of the longest piece of key that text starts with, or 0. */
static size_t
piece_at(struct str text, struct str key)
{
	size_t least = key.n < PIECE ? key.n : PIECE;
	size_t longest = 0, taken;

	for (size_t i = 0; i + least <= key.n; i++) {
		if (text.p[0] != key.p[i] &&
		    (text.p[0] != '\\' || key.p[i] != '/'))
			continue;
		if (common_start(text, str_from(key, i), &taken) >= least &&
		    taken > longest)
			longest = taken;
	}
	return longest;
}

void
secret_mask(struct buf *to, struct str text, struct str key)
{
	while (text.n > 0) {
		size_t n = key.n == 0 ? 0 : piece_at(text, key);

		if (n > 0)
			buf_adds(to, "***");
		else
			buf_addc(to, text.p[0]);
		text = str_from(text, n > 0 ? n : 1);
	}
}
