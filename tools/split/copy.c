/* SPDX-License-Identifier: MIT */
/* The second reading, or the only one: every record goes to its files. */
#include "tools/split/number.h"
#include "tools/split/worker.h"

/* Records that stand side by side in the chunk and go to the same side. */
struct run {
	const char *p;
	size_t n;
	unsigned part;
};

/* Where --method hash puts a record: by its prompt, or the value at a path. */
static unsigned
part_by_key(struct worker *w, struct census *c, const struct record *r)
{
	const struct split *s = w->split;
	uint64_t number;
	bool found;

	key_read(w->keys, r->text);
	number = number_of_hash(s->seed,
	    number_hash(s->hash_key == NULL
		    ? key_prompt(w->keys)
		    : key_at(w->keys, s->hash_key, &found)));
	if (s->hash_key != NULL)
		c->ungrouped += !found;
	return s->folds == NOT_GIVEN ? (unsigned)plan_side(&s->plan, number, 0)
				     : (unsigned)number_fold(number, s->folds);
}

/* Where a record goes. */
static unsigned
part_of(struct worker *w, struct census *census, const struct record *r)
{
	const struct split *s = w->split;
	uint64_t place = r->index - 1, number, hash;

	if (s->method == HASH)
		return part_by_key(w, census, r);
	hash = number_hash(r->text);
	census_digest(census, r, hash);
	if (s->dealt)
		return deal_part(&s->deal, place);
	number = s->method == ORDER ? place
	    : s->leak		    ? number_of_place(s->seed, place)
				    : number_of_hash(s->seed, hash);
	return (unsigned)plan_side(&s->plan, number, hash);
}

/* Adds a record to the runs: to the last one, where that goes on with it. */
static void
add_run(struct buf *runs, const struct record *r, unsigned part)
{
	/* Without a BOM: it would end up in the middle of a file. */
	size_t n = (size_t)(r->raw.p + r->raw.n - r->text.p);
	struct run *last;

	if (runs->n > 0) {
		last = (struct run *)(void *)(runs->p + runs->n) - 1;
		if (last->part == part && last->p + last->n == r->text.p) {
			last->n += n;
			return;
		}
	}
	buf_add(runs, &(struct run){r->text.p, n, part}, sizeof(struct run));
}

/* Copies the runs to t->out, side by side. */
static void
copy_runs(struct task *t, struct part *part)
{
	const struct run *runs = (const struct run *)(void *)t->side.p;
	size_t nruns = t->side.n / sizeof(*runs), sum = 0;
	char *to[SIDES];

	for (size_t i = 0; i < nruns; i++)
		part->bytes[runs[i].part] += runs[i].n;
	if (part->unended)
		part->bytes[runs[nruns - 1].part]++;
	for (size_t s = 0; s < SIDES; s++)
		sum += part->bytes[s];
	to[0] = buf_room(&t->out, sum);
	t->out.n = sum;
	for (size_t s = 1; s < SIDES && sum > 0; s++)
		to[s] = to[s - 1] + part->bytes[s - 1];
	for (size_t i = 0; i < nruns; i++) {
		memcpy(to[runs[i].part], runs[i].p, runs[i].n);
		to[runs[i].part] += runs[i].n;
	}
	if (part->unended)
		*to[runs[nruns - 1].part] = '\n';
}

void
copy_work(void *worker, struct task *t)
{
	struct part *part = t->result;
	struct worker *w = worker;
	const struct split *s = w->split;
	struct record r;

	memset(w->digests, 0, s->nparts * sizeof(w->digests[0]));
	while (worker_next(t, &part->census, &r)) {
		unsigned to = part_of(w, &part->census, &r);

		if (s->prove)
			digest_record(&w->digests[to], r.text);
		part->records[to]++;
		part->unended = r.raw.p[r.raw.n - 1] != '\n';
		add_run(&t->side, &r, to);
	}
	if (s->folds == NOT_GIVEN)
		copy_runs(t, part);
	if (s->prove)
		buf_add(&t->out, w->digests, s->nparts * sizeof(w->digests[0]));
}

/* Is the file one that takes the part's records? */
static bool
is_taker(const struct split *s, const struct split_file *f, unsigned part)
{
	if (s->folds == NOT_GIVEN)
		return (unsigned)f->side == part;
	return (f->fold == part + 1) == (f->side == VALIDATION);
}

/* Every record goes to one file of each fold, in the order of the input. */
static void
write_folds(struct split *s, const struct task *t, bool unended)
{
	const struct run *runs = (const struct run *)(void *)t->side.p;
	size_t nruns = t->side.n / sizeof(*runs);

	for (size_t i = 0; i < nruns; i++)
		for (size_t j = 0; j < s->nfiles; j++) {
			struct split_file *f = &s->files[j];

			if (!is_taker(s, f, runs[i].part))
				continue;
			out_write(&f->out, runs[i].p, runs[i].n);
			if (unended && i == nruns - 1)
				out_write(&f->out, "\n", 1);
		}
}

static void
count_part(struct split *s, unsigned part, uint64_t records,
    const struct digest *digest)
{
	if (s->prove)
		digest_add(&s->digest, digest);
	for (size_t i = 0; i < s->nfiles; i++) {
		if (!is_taker(s, &s->files[i], part))
			continue;
		s->files[i].records += records;
		if (s->prove)
			digest_add(&s->files[i].digest, digest);
	}
}

void
copy_done(void *tool, struct task *t)
{
	const struct part *part = t->result;
	struct split *s = tool;
	size_t at = 0;

	census_add(&s->census, &part->census);
	if (s->folds != NOT_GIVEN)
		write_folds(s, t, part->unended);
	for (size_t i = 0; i < s->nparts && s->folds == NOT_GIVEN; i++) {
		if (part->bytes[i] > 0)
			out_write(
			    &s->files[i].out, t->out.p + at, part->bytes[i]);
		at += part->bytes[i];
	}
	for (unsigned i = 0; i < s->nparts; i++) {
		struct digest digest = {0};

		if (s->prove)
			memcpy(&digest, t->out.p + at + i * sizeof(digest),
			    sizeof(digest));
		count_part(s, i, part->records[i], &digest);
	}
}
