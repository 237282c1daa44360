/* SPDX-License-Identifier: MIT */
#include <stdlib.h>

#include "common/base/diag.h"
#include "common/base/opt.h"
#include "common/io/engine.h"
#include "tools/tokcount/tokcount.h"

enum {
	DIGITS_MAX = 19, /* of a number: what a uint64_t holds */
	WORD_MAX = 32,	 /* so much of a word is surely wrong */
	KNOWN = 1 << 12,
	KNOWN_BYTES = 24,
};

/* The text of a token; of the short ones those seen last are at hand. */
struct known {
	uint32_t id, n; /* n is 0 where there is none */
	char bytes[KNOWN_BYTES];
};

struct worker {
	const struct encoding *encoding;
	struct known known[KNOWN];
};

struct decoder {
	const struct tokcount *tc;
	size_t before; /* bytes of the line that stand before the chunk */
	bool wrong;    /* a mistake was told */
};

/* How a chunk was read: all of it, or up to a mistake. */
struct reading {
	struct fault fault;
	bool wrong;
	size_t lines;  /* line ends */
	size_t behind; /* where the last line begins */
};

/* Between numbers; so a list in JSON may be given as it is. */
static bool
is_separator(char c)
{
	static const bool yes[256] = {
	    [' '] = true,
	    ['\t'] = true,
	    ['\r'] = true,
	    ['\n'] = true,
	    [','] = true,
	    ['['] = true,
	    [']'] = true,
	};

	return yes[(unsigned char)c];
}

static inline unsigned
digit(char c)
{
	return (unsigned char)c - (unsigned)'0';
}

/* No number is parted; a word that is none may be, and is a mistake still. */
static struct cut
cut_ids(const void *how, struct str data, bool at_end, size_t max)
{
	struct cut c = {.bytes = data.n};
	size_t word = 0, at;

	(void)how;
	(void)max;
	if (!at_end) {
		while (word < data.n && word < WORD_MAX &&
		    !is_separator(data.p[data.n - 1 - word]))
			word++;
		c.bytes -= word < WORD_MAX ? word : 0;
	}
	data.n = c.bytes;
	for (at = 0; (at += str_find(str_from(data, at), '\n')) < data.n; at++)
		c.lines++;
	return c;
}

/* The word at the front of s, as much of it as is shown. */
static struct str
word_of(struct str s)
{
	size_t n = 0;

	while (n < s.n && n <= DIGITS_MAX && !is_separator(s.p[n]))
		n++;
	return str_of(s.p, n);
}

static bool
wrong_word(const struct encoding *e, struct str s, size_t at, struct fault *f)
{
	struct str word = word_of(str_from(s, at));
	size_t n = 0;

	while (n < word.n && digit(word.p[n]) <= 9)
		n++;
	if (n < word.n)
		return fault_set(f, STATUS_INPUT, at,
		    "'%.*s' where the number of a token is due",
		    STR_ARGS(word));
	return fault_set(f, STATUS_INPUT, at, "%s has no token %.*s%s",
	    encoding_name(e), STR_ARGS(word), n > DIGITS_MAX ? "..." : "");
}

static void *
start(void *tool)
{
	const struct decoder *d = tool;
	struct worker *w = mem_zero(1, sizeof(*w));

	w->encoding = d->tc->encoding;
	return w;
}

/* Appends the bytes of a token, if there is one. */
static bool
add_token(struct worker *w, uint32_t id, struct buf *to)
{
	struct known *k = &w->known[id % KNOWN];
	struct str bytes;

	if (k->id != id || k->n == 0) {
		if (!token_decode(w->encoding, id, &bytes))
			return false;
		if (bytes.n > KNOWN_BYTES)
			return buf_add_str(to, bytes);
		k->id = id;
		k->n = (uint32_t)bytes.n;
		memcpy(k->bytes, bytes.p, bytes.n);
	}
	if (to->cap - to->n < KNOWN_BYTES)
		buf_room(to, KNOWN_BYTES);
	/* As many bytes each time, which is faster than as many as need be. */
	memcpy(to->p + to->n, k->bytes, KNOWN_BYTES);
	to->n += k->n;
	return true;
}

/* Appends the bytes of the token whose number stands at `*at`, and goes on
 * behind the number. */
static bool
decode(
    struct worker *w, struct str s, size_t *at, struct buf *to, struct fault *f)
{
	size_t i = *at, end = s.n - i > DIGITS_MAX ? i + DIGITS_MAX : s.n;
	uint64_t id = 0;

	for (; i < end && digit(s.p[i]) <= 9; i++)
		id = 10 * id + digit(s.p[i]);
	if (i == *at || (i < s.n && !is_separator(s.p[i])) || id > UINT32_MAX ||
	    !add_token(w, (uint32_t)id, to))
		return wrong_word(w->encoding, s, *at, f);
	*at = i;
	return true;
}

static void
work(void *worker, struct task *t)
{
	struct worker *w = worker;
	struct reading *r = t->result;
	struct str s = t->data;
	size_t at = 0;

	if (t->first && str_starts(s, STR("\xef\xbb\xbf")))
		at = 3;
	while (at < s.n && !r->wrong) {
		if (!is_separator(s.p[at])) {
			r->wrong = !decode(w, s, &at, &t->out, &r->fault);
		} else if (s.p[at++] == '\n') {
			r->lines++;
			r->behind = at;
		}
	}
}

static void
done(void *tool, struct task *t)
{
	struct decoder *d = tool;
	struct reading *r = t->result;
	size_t before = r->lines == 0 ? d->before : 0;

	if (r->wrong) {
		r->fault.off -= r->behind;
		diag_fault(
		    (struct place){t->file, t->line + r->lines, before + 1},
		    &r->fault);
		d->wrong = true;
		t->stop = true;
	}
	d->before = t->last ? 0 : before + t->data.n - r->behind;
}

bool
tokcount_decode(const struct tokcount *tc, char **files)
{
	struct decoder d = {.tc = tc};
	struct job job = {
	    .tool = &d,
	    .jobs = opt_shared.jobs,
	    .max_record = opt_shared.max_record,
	    .progress = opt_shared.progress,
	    .result_size = sizeof(struct reading),
	    .out = tc->out,
	    .cut = cut_ids,
	    .start = start,
	    .stop = free,
	    .work = work,
	    .done = done,
	};
	struct in in;

	in_init(&in, files);
	engine_run(&job, &in);
	in_free(&in);
	return !d.wrong;
}
