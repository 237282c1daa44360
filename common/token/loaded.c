/* SPDX-License-Identifier: MIT */
#include "common/token/loaded.h"

#include <stdlib.h>

#include "common/text/nfc.h"
#include "common/token/tokenizer.h"

static const struct pack *
head_of(const struct loaded *l)
{
	return (const struct pack *)(const void *)l->block.p;
}

static const void *
section(const struct loaded *l, enum pack_section which, size_t *n)
{
	const struct pack_text *at = &head_of(l)->section[which];

	*n = at->n;
	return l->block.p + at->at;
}

static struct str
text_of(const struct loaded *l, struct pack_text t)
{
	return str_of(l->block.p + t.at, t.n);
}

bool
loaded_is_assumed(const struct loaded *l)
{
	return head_of(l)->assumed;
}

static void
open_added(struct loaded *l)
{
	struct added_set *set[] = {&l->raw, &l->normalized};
	const struct pack_added *from[2];
	size_t n[2], at = 0;

	for (int i = 0; i < 2; i++)
		from[i] = section(l, PACK_RAW + i, &n[i]);
	l->added = mem_zero(n[0] + n[1], sizeof(*l->added));
	for (int i = 0; i < 2; i++) {
		for (size_t k = 0; k < n[i]; k++)
			l->added[at + k] =
			    (struct added){text_of(l, from[i][k].text),
				from[i][k].id, from[i][k].flags};
		added_init(set[i], l->added + at, n[i]);
		at += n[i];
	}
}

static bool
open_steps(struct loaded *l, struct fault *f)
{
	struct spec_step step[SPEC_STEPS_MAX] = {{0}};
	const struct pack_step *from = section(l, PACK_STEPS, &l->nsteps);

	for (size_t i = 0; i < l->nsteps; i++)
		step[i] = (struct spec_step){(enum step_kind)from[i].kind,
		    text_of(l, from[i].pattern),
		    (enum step_pieces)from[i].pieces, from[i].invert};
	return steps_init(l->step, step, l->nsteps, f);
}

/* Where there is but one step, which is written out, the fast way is the one of
 * the encodings that are built in. */
static void
open_fast(struct loaded *l)
{
	struct encoding *e = &l->encoding;

	if (e->image == NULL || l->nsteps != 1)
		return;
	e->split = step_split(l->step[0].kind);
	if (e->split == NULL)
		return;
	e->boundary = step_boundary(l->step[0].kind);
	l->nsteps = 0;
}

static void
open_heap(struct loaded *l)
{
	const struct pack_text *token;
	const uint32_t *byte;
	size_t n;

	byte = section(l, PACK_BYTES, &n);
	memcpy(l->heap.byte, byte, n * sizeof(*byte));
	l->heap.place = section(l, PACK_MERGES, &l->heap.nplaces);
	l->whole.place = (uint32_t *)section(l, PACK_WHOLE, &l->whole.nplaces);
	token = section(l, PACK_TOKENS, &n);
	l->token = mem_zero(n, sizeof(*l->token));
	for (size_t i = 0; i < n; i++)
		l->token[i] = text_of(l, token[i]);
	l->whole.text = l->token;
}

struct encoding *
loaded_open(struct str block, void (*release)(struct str), const char *name,
    struct fault *f)
{
	struct loaded *l = mem_zero(1, sizeof(*l));
	size_t n;

	l->block = block;
	l->release = release;
	l->nfc = head_of(l)->nfc;
	if (!open_steps(l, f)) {
		release(block);
		free(l);
		return NULL;
	}
	l->name = mem_copy(name, strlen(name));
	l->encoding.name = l->name;
	l->encoding.loaded = l;
	l->encoding.image = section(l, PACK_IMAGE, &n);
	if (n == 0) {
		l->encoding.image = NULL;
		open_heap(l);
	}
	l->outer = section(l, PACK_OUTER, &n);
	l->ntokens = (uint32_t)n;
	open_added(l);
	open_fast(l);
	return &l->encoding;
}

void
encoding_free(const struct encoding *e)
{
	struct loaded *l;

	if (e == NULL || e->loaded == NULL)
		return;
	l = e->loaded;
	steps_free(l->step, l->nsteps);
	l->release(l->block);
	free(l->added);
	free(l->token);
	free(l->name);
	free(l);
}

bool
encoding_gave_up(const struct encoding *e)
{
	return e->loaded != NULL && atomic_load(&e->loaded->gave_up);
}

struct loaded_work *
loaded_work_new(struct loaded *l)
{
	struct loaded_work *w = mem_zero(1, sizeof(*w));

	steps_work_init(&w->steps, l->step, l->nsteps);
	buf_init(&w->normal, BUF_NO_MAX);
	return w;
}

void
loaded_work_free(struct loaded_work *w)
{
	if (w == NULL)
		return;
	steps_work_free(&w->steps);
	buf_free(&w->normal);
	heap_work_free(&w->heap);
	free(w);
}

/* Where the tokens go. */
struct sink {
	struct tokenizer *t;
	struct loaded *l;
	struct token_ids *ids; /* NULL: they are only counted */
	size_t n;
};

static void
put(struct sink *s, uint32_t id)
{
	s->n++;
	if (s->ids != NULL)
		token_ids_add(s->ids, id);
}

static void
put_heap(struct sink *s, struct str piece)
{
	const struct loaded *l = s->l;
	struct heap_work *w = &s->t->work->heap;
	uint32_t whole = DICT_NONE;
	size_t n;

	if (l->whole.nplaces > 0)
		whole = dict_find(&l->whole, piece);
	if (whole != DICT_NONE) {
		put(s, l->outer[whole]);
		return;
	}
	n = heap_bpe(&l->heap, w, piece, NULL);
	for (size_t i = 0; i < n; i++)
		put(s, l->outer[w->part[i]]);
}

/* From the numbers inside to ids. */
static void
make_outer(struct sink *s, size_t from)
{
	for (size_t i = from; i < s->ids->n; i++)
		s->ids->id[i] = s->l->outer[s->ids->id[i]];
	s->n += s->ids->n - from;
}

static void
put_piece(void *sink, struct str piece)
{
	struct sink *s = sink;
	size_t from;

	if (s->l->encoding.image == NULL) {
		put_heap(s, piece);
	} else if (s->ids == NULL) {
		s->n += count_piece(s->t, piece);
	} else {
		from = s->ids->n;
		encode_pretoken(s->t, piece, s->ids);
		make_outer(s, from);
	}
}

/* What no added token is in. */
static void
put_text(struct sink *s, struct str text)
{
	struct loaded *l = s->l;
	struct steps_work *w = &s->t->work->steps;
	size_t from;

	if (l->nsteps > 0) {
		steps_take(l->step, l->nsteps, w, text, put_piece, s);
		if (w->gave_up)
			atomic_store(&l->gave_up, true);
	} else if (s->ids == NULL) {
		s->n += count_text(s->t, text);
	} else {
		from = s->ids->n;
		encode_text(s->t, text, s->ids);
		make_outer(s, from);
	}
}

static void
put_between(struct sink *s, const struct added_set *set, struct str text,
    void (*between)(struct sink *, struct str))
{
	struct added_scan scan = {0};
	struct added_found found;
	size_t from = 0;

	while (added_next(set, text, s->t->special, &scan, &found)) {
		if (from < found.start)
			between(s, str_of(text.p + from, found.start - from));
		put(s, found.id);
		from = found.end;
	}
	if (from < text.n)
		between(s, str_from(text, from));
}

static void
put_normalized(struct sink *s, struct str text)
{
	struct buf *b = &s->t->work->normal;

	if (s->l->nfc && !nfc_is_sure(text)) {
		buf_clear(b);
		nfc_write(b, text);
		text = buf_str(b);
	}
	put_between(s, &s->l->normalized, text, put_text);
}

size_t
loaded_encode(struct tokenizer *t, struct str text, struct token_ids *ids)
{
	struct sink s = {t, t->encoding->loaded, ids, 0};

	put_between(&s, &s.l->raw, text, put_normalized);
	return s.n;
}

bool
loaded_decode(const struct loaded *l, uint32_t id, struct str *bytes)
{
	const struct pack_id *ids;
	size_t n, lo = 0;

	ids = section(l, PACK_IDS, &n);
	while (lo < n) {
		size_t mid = lo + (n - lo) / 2;

		if (ids[mid].id == id) {
			*bytes = text_of(l, ids[mid].text);
			return true;
		}
		if (ids[mid].id < id)
			lo = mid + 1;
		else
			n = mid;
	}
	return false;
}

/* The first special token of the set. */
static bool
first_special(const struct added_set *set, struct str text, size_t *off,
    uint32_t *id, size_t *len)
{
	struct added_scan scan = {0};
	struct added_found found;

	while (set->flags & ADDED_SPECIAL &&
	    added_next(set, text, true, &scan, &found)) {
		if (!found.special)
			continue;
		*off = found.start;
		*id = found.id;
		*len = found.end - found.start;
		return true;
	}
	return false;
}

bool
loaded_special(const struct loaded *l, struct str text, size_t *off,
    uint32_t *id, size_t *len)
{
	uint32_t other_id;
	size_t other, other_len;
	bool some = first_special(&l->raw, text, off, id, len);

	if (!first_special(&l->normalized, text, &other, &other_id, &other_len))
		return some;
	if (some && *off <= other)
		return true;
	*off = other;
	*id = other_id;
	*len = other_len;
	return true;
}

bool
loaded_may_cut(const struct loaded *l, struct str text, size_t at,
    struct split_side before, struct split_side behind)
{
	const struct added_set *set[] = {&l->raw, &l->normalized};

	if (l->nfc &&
	    (!nfc_stands_alone(before.cp) || !nfc_stands_alone(behind.cp)))
		return false;
	for (size_t i = 0; i < LENGTH(set); i++)
		if (!added_may_cut(set[i], text.p[at - 1], text.p[at],
			before.class & SPLIT_SPACE, behind.class & SPLIT_SPACE))
			return false;
	return true;
}
