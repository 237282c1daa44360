/* SPDX-License-Identifier: MIT */
#include "common/text/prose.h"
#include "tools/lint/rules.h"

/* Of a message's answer in words; the empty view where it is none. */
static struct str
answer_of(const struct message *m)
{
	return message_answers(m) ? m->content->text : str_of(NULL, 0);
}

void
rule_cut_answer(struct check *c, const struct message *m)
{
	if (prose_is_cut(answer_of(m)))
		found_at(c, m->content, m->content->end - 1,
		    "the answer ends within a sentence");
}

void
rule_looping_answer(struct check *c, const struct message *m)
{
	struct spot spot = {0};
	struct text text = {.json = m->content};
	struct str answer = answer_of(m);
	size_t period;

	if (!prose_loops(answer, &spot.off, &period))
		return;
	spot.len = str_trim(str_from(answer, spot.off)).n;
	found_spot(c, &text, &spot, 1, "the answer says the same %zu times",
	    spot.len / period);
}

/* Too short to be told from a question that is answered by its own words. */
enum { ECHO_LEAST = 40 };

void
rule_echoed_question(struct check *c, const struct message *m)
{
	const struct message *before = m - 1;
	struct str answer, question;

	if (m == c->example.message || before->who != ROLE_USER ||
	    !json_is(before->content, JSON_STRING))
		return;
	answer = str_trim(answer_of(m));
	if (answer.n < ECHO_LEAST)
		return;
	question = str_trim(before->content->text);
	if (question.n >= ECHO_LEAST && str_starts(answer, question))
		found(c, m->content, "the answer %s",
		    answer.n == question.n ? "is the question once more"
					   : "begins with the whole question");
}

void
rule_refusal(struct check *c, const struct message *m)
{
	if (c->to->answers.refusals > 0 && prose_refuses(answer_of(m)))
		found(c, m->content, "the answer begins as a refusal does");
}

/* A few refusals are what a model is to learn; so many are not. */
enum { REFUSALS_LEAST = 5, REFUSALS_PERCENT = 10 };

void
rule_refusal_rate(struct file *f)
{
	uint64_t n = f->counted.refusals, all = f->counted.answers;

	if (n >= REFUSALS_LEAST && n * 100 >= all * REFUSALS_PERCENT)
		found_in_order(f, NULL,
		    "%llu of %llu answers are refusals (%llu %%)",
		    (unsigned long long)n, (unsigned long long)all,
		    (unsigned long long)(n * 100 / all));
}

/*
 * Answers that were cut at a cap are as long as it allows: the longest ones
 * are many, and those that are a little shorter are few.  A bin is as wide as
 * what tokens of one number differ in bytes.
 */
enum { CAP_ANSWERS = 100, CAP_LEAST = 400, CAP_BIN = 25, CAP_BINS = 10 };

void
rule_generation_cap(struct file *f)
{
	const struct histogram *h = &f->counted.lengths;
	uint64_t top, most = 0, first, bin;

	if (h->n < CAP_ANSWERS || h->max < CAP_LEAST)
		return;
	bin = first = h->max - CAP_BIN + 1;
	top = histogram_count(h, first, h->max);
	for (unsigned i = 0; i < CAP_BINS; i++) {
		uint64_t n;

		first -= CAP_BIN;
		n = histogram_count(h, first, first + CAP_BIN - 1);
		most = n > most ? n : most;
	}
	if (top * 20 >= h->n && top >= 3 * most)
		found_in_order(f, NULL,
		    "%llu of %llu answers are %llu to %llu bytes long, and "
		    "none is longer: as if cut",
		    (unsigned long long)top, (unsigned long long)h->n,
		    (unsigned long long)bin, (unsigned long long)h->max);
}
