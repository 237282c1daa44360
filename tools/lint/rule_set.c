/* SPDX-License-Identifier: MIT */
#include <stdlib.h>

#include "common/text/alike.h"
#include "tools/lint/rules.h"
#include "tools/lint/set.h"

/* When answers are names of classes, and when some are too frequent; in man
 * page and --explain too. */
enum {
	BALANCE_MIN = 50,    /* examples: of fewer nothing is said */
	CLASSES_MAX = 20,    /* labels */
	CLASS_RATIO = 50,    /* the most frequent to the least */
	ANSWER_PERCENT = 20, /* of one answer, where there are no classes */
	CLASS_PERCENT = 90,  /* ... of one class */
	SYSTEMS_MAX = 20,
	SYSTEMS_MIN = 20, /* examples */
};

static const struct same *
same(const struct file *f, const struct checked *r)
{
	static const struct same none;

	return r->facts == NULL ? &none : &f->set.now;
}

static bool
is_exact(const struct same *s, const struct checked *r)
{
	return s->words.hash != 0 && s->words.more == r->facts->bytes;
}

void
rule_duplicate_example(struct file *f, struct checked *r)
{
	const struct same *s = same(f, r);

	if (is_exact(s, r))
		found_in_order(f, r, "the same as line %u", s->words.line);
}

void
rule_duplicate_text(struct file *f, struct checked *r)
{
	const struct same *s = same(f, r);

	if (s->words.hash != 0 && !is_exact(s, r))
		found_in_order(
		    f, r, "reads the same as line %u", s->words.line);
}

void
rule_contradiction(struct file *f, struct checked *r)
{
	const struct same *s = same(f, r);

	if (s->prompt.hash == 0 || s->words.hash != 0 || r->facts->judged ||
	    s->prompt.more == 0 || r->facts->answer == 0)
		return;
	found_in_order(f, r, "line %u asks the same, and is answered otherwise",
	    s->prompt.line);
}

void
rule_leaked_example(struct file *f, struct checked *r)
{
	const struct same *s = same(f, r);

	if (s->leaked.hash != 0)
		found_in_order(f, r, "also stands in %s, in line %u",
		    f->lint->against->name, s->leaked.line);
}

void
rule_leaked_prompt(struct file *f, struct checked *r)
{
	const struct same *s = same(f, r);

	if (s->leaked.hash == 0 && s->leaked_prompt.hash != 0)
		found_in_order(f, r, "line %u of %s asks the same",
		    s->leaked_prompt.line, f->lint->against->name);
}

/* "81 %"; of two that are in one group by others between them less than the
 * threshold may be left. */
static int
percent(
    const struct signatures *a, size_t i, const struct signatures *b, size_t k)
{
	double likeness =
	    minhash_likeness(a->v + i * MINHASH_SIZE, b->v + k * MINHASH_SIZE);

	return (int)(likeness * 100 + 0.5);
}

void
rule_near_duplicate(struct file *f)
{
	const struct signatures *near = &f->set.near;
	uint32_t *group = mem_resize(NULL, near->n + 1, sizeof(*group));

	alike_find(near->v, near->n, f->lint->threshold, group);
	for (size_t i = 0; i < near->n; i++)
		if (group[i] != i)
			found_in_line(f, near->line[i], "%d %% alike line %u",
			    percent(near, i, near, group[i]),
			    near->line[group[i]]);
	free(group);
}

/* The signatures of the other file stand first, so the first of a group is one
 * of them if any is. */
void
rule_leaked_near(struct file *f)
{
	const struct signatures *near = &f->set.near;
	const struct signatures *other = &f->lint->against->near;
	size_t n = other->n + near->n;
	unsigned char *all = mem_resize(NULL, n + 1, MINHASH_SIZE);
	uint32_t *group = mem_resize(NULL, n + 1, sizeof(*group));

	if (other->n > 0)
		memcpy(all, other->v, other->n * MINHASH_SIZE);
	if (near->n > 0)
		memcpy(all + other->n * MINHASH_SIZE, near->v,
		    near->n * MINHASH_SIZE);
	alike_find(all, n, f->lint->threshold, group);
	for (size_t i = 0; i < near->n; i++) {
		uint32_t first = group[other->n + i];

		if (first < other->n && !near->told[i])
			found_in_line(f, near->line[i],
			    "%d %% alike line %u of %s",
			    percent(near, i, other, first), other->line[first],
			    f->lint->against->name);
	}
	free(all);
	free(group);
}

/* Are the answers the names of a few classes? */
static bool
has_classes(const struct set *s)
{
	return !s->answers.forgetful && s->answers.nv > 1 &&
	    s->answers.nv <= CLASSES_MAX && s->labels == s->n;
}

void
rule_label_imbalance(struct file *f)
{
	const struct tops *answers = &f->set.answers;
	const struct top *most = tops_most(answers);
	const struct top *least = tops_least(answers);

	if (f->set.n < BALANCE_MIN || !has_classes(&f->set) ||
	    most->n / CLASS_RATIO < least->n)
		return;
	found_in_order(f, NULL,
	    "of %zu labels '%.*s' has %llu examples, '%.*s' %llu", answers->nv,
	    (int)most->length, most->text, (unsigned long long)most->n,
	    (int)least->length, least->text, (unsigned long long)least->n);
}

void
rule_dominating_answer(struct file *f)
{
	const struct tops *answers = &f->set.answers;
	const struct top *most = tops_most(answers);
	uint64_t percent;

	if (f->set.n < BALANCE_MIN || most == NULL)
		return;
	percent = most->n * 100 / f->set.n;
	if (percent < (has_classes(&f->set) ? CLASS_PERCENT : ANSWER_PERCENT))
		return;
	found_in_order(f, NULL,
	    "%s%llu of %llu examples (%llu %%) have one "
	    "answer: '%.*s'",
	    answers->forgetful ? "at least " : "", (unsigned long long)most->n,
	    (unsigned long long)f->set.n, (unsigned long long)percent,
	    (int)most->length, most->length > 0 ? most->text : "");
}

void
rule_system_messages(struct file *f)
{
	const struct set *s = &f->set;
	const struct top *most = tops_most(&s->systems);
	uint64_t others;

	if (s->n < SYSTEMS_MIN || most == NULL || s->systems.forgetful ||
	    s->systems.nv > SYSTEMS_MAX || most->n < s->n / 2)
		return;
	others = s->systems.n - most->n;
	if (others > 0)
		found_in_order(f, NULL,
		    "%llu of %llu examples have another system message than "
		    "the rest",
		    (unsigned long long)others, (unsigned long long)s->n);
	if (s->without_system > 0)
		found_in_order(f, NULL,
		    "%llu of %llu examples have no system message, the others "
		    "do",
		    (unsigned long long)s->without_system,
		    (unsigned long long)s->n);
}

void
rule_overlap(struct file *f)
{
	const struct set *s = &f->set;

	if (s->leaked + s->leaked_prompts == 0)
		return;
	found_in_order(f, NULL,
	    "%llu of %llu examples (%.1f %%) also stand in %s; %llu more "
	    "(%.1f %%) ask the same",
	    (unsigned long long)s->leaked, (unsigned long long)s->n,
	    100. * (double)s->leaked / (double)s->n, f->lint->against->name,
	    (unsigned long long)s->leaked_prompts,
	    100. * (double)s->leaked_prompts / (double)s->n);
}
