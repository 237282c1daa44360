/* SPDX-License-Identifier: MIT */
#include "common/io/decode.h"

#include <errno.h>
#include <iconv.h>
#include <stdint.h>
#include <stdlib.h>
#include <strings.h>

#include "common/base/diag.h"

enum {
	LONGEST = 64, /* bytes that iconv may hold back, and more than that */
	GROWTH = 4,   /* bytes of UTF-8 for a byte; where not, it asks again */
};

static const struct str replacement = {"\xef\xbf\xbd", 3};

struct decode {
	iconv_t cd;
	char *name;
	bool lossy;
	size_t unit;	    /* bytes to be left out at a mistake */
	char held[LONGEST]; /* the start of a character that goes on */
	size_t nheld;
	size_t taken; /* bytes of the stream decoded so far */
	size_t repaired;
};

/* How many bytes that many letters take in the encoding; 0: not known. */
static size_t
length_of(const char *encoding, size_t letters)
{
	iconv_t cd = iconv_open(encoding, "UTF-8");
	char to[LONGEST], *in = (char[]){'a', 'a'}, *out = to;
	size_t left = sizeof(to);

	if ((intptr_t)cd == -1)
		return 0;
	iconv(cd, &in, &letters, &out, &left);
	iconv_close(cd);
	return sizeof(to) - left;
}

/* How many bytes a code unit has: a letter more, without a byte-order mark. */
static size_t
unit_of(const char *encoding)
{
	size_t one = length_of(encoding, 1), two = length_of(encoding, 2);

	return one > 0 && two > one ? two - one : 1;
}

struct decode *
decode_new(const char *encoding, bool lossy)
{
	struct decode *d;
	iconv_t cd;

	/* Behind a slash stand wishes such as "//IGNORE". */
	if (encoding[0] == '\0' || strchr(encoding, '/') != NULL)
		return NULL;
	cd = iconv_open("UTF-8", encoding);
	if ((intptr_t)cd == -1 && errno == ENOMEM)
		diag_die(STATUS_IO, "out of memory");
	if ((intptr_t)cd == -1)
		return NULL;
	d = mem_zero(1, sizeof(*d));
	d->cd = cd;
	d->name = mem_copy(encoding, strlen(encoding));
	d->lossy = lossy;
	d->unit = unit_of(encoding);
	return d;
}

void
decode_free(struct decode *d)
{
	if (d == NULL)
		return;
	iconv_close(d->cd);
	free(d->name);
	free(d);
}

bool
decode_is_utf8(const char *encoding)
{
	return strcasecmp(encoding, "UTF-8") == 0 ||
	    strcasecmp(encoding, "UTF8") == 0;
}

size_t
decode_repaired(const struct decode *d)
{
	return d->repaired;
}

/* One call of iconv; errno is its outcome, 0 when all was taken. */
static int
convert(struct decode *d, struct str *from, struct buf *to)
{
	size_t left = from->n, room = GROWTH * from->n + LONGEST, got = room;
	char *in = (char *)from->p, *out = buf_room(to, room);
	size_t r = iconv(d->cd, &in, &left, &out, &room);
	int outcome = r == (size_t)-1 ? errno : 0;

	to->n += got - room;
	d->taken += from->n - left;
	*from = str_from(*from, from->n - left);
	return outcome;
}

static bool
wrong(const struct decode *d, const char *what, struct fault *f)
{
	return fault_set(f, STATUS_INPUT, 0, "%s %s at byte %zu", what, d->name,
	    d->taken + 1);
}

/* Leaves out what cannot be decoded. */
static void
leave_out(struct decode *d, struct str *from, size_t n, struct buf *to)
{
	if (n > from->n)
		n = from->n;
	buf_add_str(to, replacement);
	*from = str_from(*from, n);
	d->taken += n;
	d->repaired++;
}

/* Decodes what can be; the start of a character stays in *from. */
static bool
decode_all(struct decode *d, struct str *from, bool at_end, struct buf *to,
    struct fault *f)
{
	while (from->n > 0) {
		int outcome = convert(d, from, to);

		if (outcome == EINVAL && !at_end)
			return true;
		if (outcome == 0 || outcome == E2BIG)
			continue;
		if (!d->lossy)
			return wrong(
			    d, outcome == EINVAL ? "unfinished" : "invalid", f);
		leave_out(d, from, outcome == EINVAL ? from->n : d->unit, to);
	}
	return true;
}

/* The character that began in an earlier piece: it ends in this one. */
static bool
decode_held(struct decode *d, struct str *bytes, bool at_end, struct buf *to,
    struct fault *f)
{
	while (d->nheld > 0 && (bytes->n > 0 || at_end)) {
		struct str held;

		if (bytes->n > 0) {
			d->held[d->nheld++] = bytes->p[0];
			*bytes = str_from(*bytes, 1);
		}
		held = str_of(d->held, d->nheld);
		if (!decode_all(d, &held, at_end && bytes->n == 0, to, f))
			return false;
		memmove(d->held, held.p, held.n);
		d->nheld = held.n;
		if (d->nheld == LONGEST)
			return wrong(d, "invalid", f);
	}
	return true;
}

bool
decode_some(struct decode *d, struct str bytes, bool at_end, struct buf *to,
    struct fault *f)
{
	char *out;
	size_t room = LONGEST;

	if (!decode_held(d, &bytes, at_end, to, f) ||
	    !decode_all(d, &bytes, at_end, to, f))
		return false;
	if (bytes.n > 0) {
		if (d->nheld + bytes.n >= LONGEST)
			return wrong(d, "invalid", f);
		memcpy(d->held + d->nheld, bytes.p, bytes.n);
		d->nheld += bytes.n;
	}
	if (!at_end)
		return true;
	out = buf_room(to, room);
	iconv(d->cd, NULL, NULL, &out, &room);
	to->n += LONGEST - room;
	return true;
}
