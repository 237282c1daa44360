/* SPDX-License-Identifier: MIT */
#include "common/text/nfc.h"

#include <stdlib.h>

#include <utf8proc.h>

#include "common/text/utf8.h"

/* No character decomposes to more; a syllable of Hangul to 3. */
enum { EXPANSION = 4 };

/* Below it all characters stand alone. */
enum { FIRST = 0x300, CLASSES = 256 };

/* A stretch of text, as code points. */
struct stretch {
	int32_t *cp;
	size_t n, cap;
	int32_t *sorted; /* of a run of marks; room for cap */
};

bool
nfc_stands_alone(uint32_t cp)
{
	return cp < FIRST || cp > NFC_MAX ||
	    !(nfc_cell[nfc_page[cp / NFC_PAGE]][cp % NFC_PAGE / 8] >> cp % 8 &
		1);
}

/* The next character that does not stand alone, from `at` on, where a
 * character begins; the end where there is none.  *before is where the
 * character before it begins, or where that begins itself. */
static size_t
find(struct str s, size_t at, size_t *before)
{
	size_t n;
	uint32_t cp;

	*before = at;
	while (at < s.n) {
		if ((unsigned char)s.p[at] < 0xCC) { /* FIRST is CC 80 */
			*before = at;
			at += (unsigned char)s.p[at] < 0x80 ? 1 : 2;
			continue;
		}
		n = utf8_decode(str_from(s, at), &cp);
		if (!nfc_stands_alone(cp))
			return at;
		*before = at;
		at += n;
	}
	return s.n;
}

bool
nfc_is_sure(struct str text)
{
	size_t before;

	return find(text, 0, &before) == text.n;
}

static int
class_of(int32_t cp)
{
	return utf8proc_get_property(cp)->combining_class;
}

static void
decompose(struct stretch *t, uint32_t cp)
{
	utf8proc_ssize_t n;
	int last;

	if (t->cap - t->n < EXPANSION) {
		t->cap = t->cap == 0 ? 64 : 2 * t->cap;
		t->cp = mem_resize(t->cp, t->cap, sizeof(*t->cp));
		t->sorted = mem_resize(t->sorted, t->cap, sizeof(*t->sorted));
	}
	n = utf8proc_decompose_char((int32_t)cp, t->cp + t->n, EXPANSION,
	    UTF8PROC_DECOMPOSE | UTF8PROC_STABLE, &last);
	t->n += n < 0 ? 0 : (size_t)n;
}

/* Puts marks in the order of their combining classes, by counting. */
static void
sort_marks(int32_t *cp, size_t n, int32_t *sorted)
{
	size_t at[CLASSES + 1] = {0};

	for (size_t i = 0; i < n; i++)
		at[class_of(cp[i]) + 1]++;
	for (size_t i = 0; i < CLASSES; i++)
		at[i + 1] += at[i];
	for (size_t i = 0; i < n; i++)
		sorted[at[class_of(cp[i])]++] = cp[i];
	memcpy(cp, sorted, n * sizeof(*cp));
}

static void
order(struct stretch *t)
{
	for (size_t i = 0, end; i < t->n; i = end + 1) {
		for (end = i; end < t->n && class_of(t->cp[end]) != 0; end++)
			;
		if (end - i > 1)
			sort_marks(t->cp + i, end - i, t->sorted);
	}
}

static void
write_stretch(struct buf *to, struct stretch *t, struct str s)
{
	utf8proc_ssize_t n;
	uint32_t cp;

	t->n = 0;
	for (size_t i = 0; i < s.n;) {
		i += utf8_decode(str_from(s, i), &cp);
		decompose(t, cp);
	}
	if (t->n == 0)
		return;
	order(t);
	n = utf8proc_normalize_utf32(
	    t->cp, (utf8proc_ssize_t)t->n, UTF8PROC_COMPOSE | UTF8PROC_STABLE);
	for (utf8proc_ssize_t i = 0; i < n; i++)
		utf8_write(to, (uint32_t)t->cp[i]);
}

/* Where the stretch ends that begins before `at`, a character that does not
 * stand alone. */
static size_t
stretch_end(struct str s, size_t at)
{
	uint32_t cp;
	size_t n;

	while (at < s.n) {
		n = utf8_decode(str_from(s, at), &cp);
		if (nfc_stands_alone(cp))
			break;
		at += n;
	}
	return at;
}

void
nfc_write(struct buf *to, struct str text)
{
	struct stretch t = {0};
	size_t from = 0, before, at;

	while ((at = find(text, from, &before)) < text.n) {
		buf_add(to, text.p + from, before - from);
		from = stretch_end(text, at);
		write_stretch(to, &t, str_of(text.p + before, from - before));
	}
	buf_add(to, text.p + from, text.n - from);
	free(t.cp);
	free(t.sorted);
}
