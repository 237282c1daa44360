/* SPDX-License-Identifier: MIT */
#include "common/token/pack.h"

#include <stddef.h>
#include <stdlib.h>

#include <xxhash.h>

#include "common/text/nfc.h"
#include "common/token/dict.h"
#include "common/token/pick.h"

/* What the sum is of begins here. */
enum { SUMMED = offsetof(struct pack, key) };

static const char magic[4] = "ftv";

/* Places are 32 bits. */
#define SIZE_LIMIT ((size_t)UINT32_MAX)

struct build {
	const struct spec *s;
	struct picked p;
	struct pack head;
	struct buf *to;
	struct buf texts; /* put behind all else */
};

static void
align(struct buf *b)
{
	size_t n = (64 - b->n % 64) % 64;

	if (n > 0) {
		memset(buf_room(b, n), 0, n);
		b->n += n;
	}
}

static void
add_section(struct build *b, enum pack_section which, const void *p, size_t n,
    size_t size)
{
	align(b->to);
	b->head.section[which] =
	    (struct pack_text){(uint32_t)b->to->n, (uint32_t)n};
	if (n > 0)
		buf_add(b->to, p, n * size);
}

/* A text to be put behind all else; place_text() tells where that is. */
static struct pack_text
add_text(struct build *b, struct str s)
{
	struct pack_text t = {(uint32_t)b->texts.n, (uint32_t)s.n};

	buf_add_str(&b->texts, s);
	return t;
}

static void
place_text(const struct build *b, struct pack_text *t)
{
	t->at += b->head.section[PACK_TEXTS].at;
}

static const void *
section(const struct build *b, enum pack_section which)
{
	return b->to->p + b->head.section[which].at;
}

static void
add_image(struct build *b, const struct buf *image)
{
	uint32_t *outer = mem_resize(NULL, b->s->ntokens, sizeof(*outer));
	uint32_t n = b->p.fast ? b->p.vocab.n : b->s->ntokens;

	for (uint32_t i = 0; i < n; i++)
		outer[i] = b->s->id[b->p.fast ? b->p.from[i] : i];
	add_section(b, PACK_IMAGE, image->p, image->n, 1);
	add_section(b, PACK_OUTER, outer, n, sizeof(*outer));
	free(outer);
}

static void
add_whole(struct build *b)
{
	const struct spec *s = b->s;
	struct pack_text *token = mem_zero(s->ntokens, sizeof(*token));
	struct dict d;

	dict_init(&d, s->token, s->ntokens);
	for (uint32_t i = 0; i < s->ntokens; i++) {
		token[i] = add_text(b, s->token[i]);
		if (!dict_add(&d, i))
			continue;
	}
	add_section(b, PACK_WHOLE, d.place, d.nplaces, sizeof(*d.place));
	add_section(b, PACK_TOKENS, token, s->ntokens, sizeof(*token));
	free(token);
	free(d.place);
}

static void
add_heap(struct build *b)
{
	const struct heap_bpe *h = &b->p.heap;

	add_section(b, PACK_BYTES, h->byte, 256, sizeof(h->byte[0]));
	add_section(b, PACK_MERGES, h->place, h->nplaces, sizeof(h->place[0]));
	if (b->s->whole)
		add_whole(b);
}

static int
by_id(const void *a, const void *b)
{
	const struct pack_id *x = a, *y = b;

	return x->id < y->id ? -1 : x->id > y->id;
}

/* Ids -> texts.  An added token may have an id of the vocabulary: then it is
 * listed twice, with the same text. */
static void
add_ids(struct build *b)
{
	const struct spec *s = b->s;
	size_t n = 0, max = (size_t)s->ntokens + s->nmute + s->nadded;
	struct pack_id *id = mem_resize(NULL, max, sizeof(*id));

	for (uint32_t i = 0; i < s->ntokens; i++)
		id[n++] = (struct pack_id){s->id[i], add_text(b, s->token[i])};
	for (uint32_t i = 0; i < s->nmute; i++)
		id[n++] =
		    (struct pack_id){s->mute_id[i], add_text(b, s->mute[i])};
	for (size_t i = 0; i < s->nadded; i++)
		id[n++] = (struct pack_id){
		    s->added[i].id, add_text(b, s->added[i].text)};
	qsort(id, n, sizeof(*id), by_id);
	add_section(b, PACK_IDS, id, n, sizeof(*id));
	free(id);
}

struct sorted {
	struct str text;
	uint32_t id, flags;
	size_t order;
};

static int
by_text(const void *a, const void *b)
{
	const struct sorted *x = a, *y = b;
	int differ = str_cmp(x->text, y->text);

	if (differ != 0)
		return differ;
	return x->order < y->order ? -1 : x->order > y->order;
}

/* Sorts, and drops all but the first of those with the same text. */
static size_t
sort_added(struct sorted *v, size_t n)
{
	size_t kept = 0;

	qsort(v, n, sizeof(*v), by_text);
	for (size_t i = 0; i < n; i++)
		if (kept == 0 || !str_eq(v[kept - 1].text, v[i].text))
			v[kept++] = v[i];
	return kept;
}

/* The text as it is looked for; where it is another one, it is kept in b. */
static struct str
text_sought(const struct spec *s, const struct spec_added *a, struct buf *b)
{
	size_t from = b->n;

	if (!s->nfc || !(a->flags & ADDED_NORMALIZED) || nfc_is_sure(a->text))
		return a->text;
	nfc_write(b, a->text);
	return str_of(b->p + from, b->n - from);
}

static void
add_added(struct build *b, enum pack_section which)
{
	const struct spec *s = b->s;
	struct sorted *v = mem_zero(s->nadded, sizeof(*v));
	struct pack_added *a = mem_zero(s->nadded, sizeof(*a));
	struct buf forms;
	size_t n = 0;

	/* Room for all, so that no text moves. */
	buf_init(&forms, BUF_NO_MAX);
	for (size_t i = 0; i < s->nadded; i++)
		n += s->added[i].text.n;
	buf_room(&forms, 4 * n + 1);
	n = 0;
	for (size_t i = 0; i < s->nadded; i++) {
		const struct spec_added *from = &s->added[i];
		bool normalized = from->flags & ADDED_NORMALIZED;

		if (normalized == (which == PACK_NORMALIZED))
			v[n++] = (struct sorted){text_sought(s, from, &forms),
			    from->id, from->flags, i};
	}
	n = sort_added(v, n);
	for (size_t i = 0; i < n; i++)
		a[i] = (struct pack_added){
		    add_text(b, v[i].text), v[i].id, v[i].flags};
	add_section(b, which, a, n, sizeof(*a));
	buf_free(&forms);
	free(v);
	free(a);
}

static void
add_steps(struct build *b)
{
	struct pack_step step[SPEC_STEPS_MAX];

	for (size_t i = 0; i < b->s->nsteps; i++) {
		const struct spec_step *from = &b->s->step[i];

		step[i] = (struct pack_step){from->kind, from->pieces,
		    from->invert, add_text(b, from->pattern)};
	}
	add_section(b, PACK_STEPS, step, b->s->nsteps, sizeof(step[0]));
}

/* Puts the texts behind all else, and makes what points to them do so. */
static void
add_texts(struct build *b)
{
	const struct pack_text *n = b->head.section;
	struct pack_id *id;
	struct pack_added *added;
	struct pack_step *step;
	struct pack_text *token;

	add_section(b, PACK_TEXTS, b->texts.p, b->texts.n, 1);
	id = (struct pack_id *)section(b, PACK_IDS);
	for (size_t i = 0; i < n[PACK_IDS].n; i++)
		place_text(b, &id[i].text);
	for (int which = PACK_RAW; which <= PACK_NORMALIZED; which++) {
		added =
		    (struct pack_added *)section(b, (enum pack_section)which);
		for (size_t i = 0; i < n[which].n; i++)
			place_text(b, &added[i].text);
	}
	step = (struct pack_step *)section(b, PACK_STEPS);
	for (size_t i = 0; i < n[PACK_STEPS].n; i++)
		place_text(b, &step[i].pattern);
	token = (struct pack_text *)section(b, PACK_TOKENS);
	for (size_t i = 0; i < n[PACK_TOKENS].n; i++)
		place_text(b, &token[i]);
}

struct pack_key
pack_hash(struct str bytes)
{
	XXH128_hash_t h = XXH3_128bits(bytes.p, bytes.n);

	return (struct pack_key){{h.low64, h.high64}};
}

static struct pack_key
sum_of(struct str bytes)
{
	return pack_hash(str_from(bytes, SUMMED));
}

static void
finish(struct build *b)
{
	struct pack_key sum;

	align(b->to);
	memcpy(b->head.magic, magic, sizeof(magic));
	memcpy(b->head.stamp, pack_stamp, PACK_STAMP);
	b->head.size = b->to->n;
	b->head.nfc = b->s->nfc;
	b->head.assumed = b->s->assumed;
	memcpy(b->to->p, &b->head, sizeof(b->head));
	sum = sum_of(buf_str(b->to));
	memcpy(b->head.sum, sum.word, sizeof(sum));
	memcpy(b->to->p, &b->head, sizeof(b->head));
}

/* The image, where the fast way serves; false with the fault where neither
 * does. */
static bool
compile(struct build *b, struct buf *image, struct fault *f)
{
	if (!pick(b->s, &b->p, f))
		return false;
	if (b->p.fast && vocab_compile(&b->p.vocab, image, f))
		return true;
	buf_clear(image);
	return pick_heap(b->s, &b->p, f);
}

static bool
fits(const struct build *b, const struct buf *image)
{
	size_t n = b->to->n;

	n += image->n + b->texts.n;
	n += (b->p.heap.nplaces) * sizeof(struct heap_merge);
	n += ((size_t)b->s->ntokens + b->s->nmute + b->s->nadded) * 64;
	return n < SIZE_LIMIT / 4;
}

bool
pack_make(
    const struct spec *s, struct pack_key key, struct buf *to, struct fault *f)
{
	struct build b = {.s = s, .to = to, .head = {.key = key}};
	struct buf image;
	bool ok;

	buf_init(&image, BUF_NO_MAX);
	buf_init(&b.texts, BUF_NO_MAX);
	ok = compile(&b, &image, f);
	if (ok && !fits(&b, &image))
		ok = fault_set(f, STATUS_INPUT, 0, "it is too large");
	if (ok) {
		buf_add(to, &b.head, sizeof(b.head));
		add_image(&b, &image);
		add_ids(&b);
		add_added(&b, PACK_RAW);
		add_added(&b, PACK_NORMALIZED);
		add_steps(&b);
		if (!b.p.fast)
			add_heap(&b);
		add_texts(&b);
		finish(&b);
	}
	buf_free(&image);
	buf_free(&b.texts);
	picked_free(&b.p);
	return ok;
}

bool
pack_is_good(struct str bytes, struct pack_key key)
{
	const struct pack *head = (const struct pack *)(const void *)bytes.p;
	struct pack_key sum;

	if (bytes.n < sizeof(*head) || head->size != bytes.n ||
	    memcmp(head->magic, magic, sizeof(magic)) != 0 ||
	    memcmp(head->stamp, pack_stamp, PACK_STAMP) != 0 ||
	    memcmp(&head->key, &key, sizeof(key)) != 0)
		return false;
	sum = sum_of(bytes);
	return memcmp(head->sum, sum.word, sizeof(sum)) == 0;
}
