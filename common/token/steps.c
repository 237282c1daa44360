/* SPDX-License-Identifier: MIT */
#include "common/token/steps.h"

enum { BATCH = 256 };

struct walk {
	const struct step *steps;
	size_t n;
	struct steps_work *work;
	steps_fn *piece;
	void *user;
};

/* What a pattern cut out so far and has not been handed on. */
struct held {
	size_t start, end;
	bool match; /* the last part was one */
	bool any;
};

static void take(const struct walk *w, size_t i, struct str text);

split_fn *
step_split(enum step_kind kind)
{
	switch (kind) {
	case STEP_CL100K:
		return split_cl100k;
	case STEP_CL100K_DIGIT:
		return split_cl100k_digit;
	case STEP_O200K:
		return split_o200k;
	case STEP_GPT2:
		return split_gpt2;
	case STEP_REGEX:
	case STEP_BLANK:
		break;
	}
	return NULL;
}

boundary_fn *
step_boundary(enum step_kind kind)
{
	switch (kind) {
	case STEP_CL100K:
	case STEP_CL100K_DIGIT: /* has more boundaries, but no fewer */
		return boundary_cl100k;
	case STEP_O200K:
		return boundary_o200k;
	case STEP_GPT2:
		return boundary_gpt2;
	case STEP_REGEX:
	case STEP_BLANK:
		break;
	}
	return NULL;
}

bool
steps_init(
    struct step *to, const struct spec_step *from, size_t n, struct fault *f)
{
	for (size_t i = 0; i < n; i++) {
		to[i] = (struct step){.kind = from[i].kind,
		    .pieces = from[i].pieces,
		    .invert = from[i].invert};
		if (to[i].kind != STEP_REGEX)
			continue;
		to[i].re = regex_new(from[i].pattern, f);
		if (to[i].re == NULL) {
			steps_free(to, i);
			return false;
		}
	}
	return true;
}

void
steps_free(struct step *steps, size_t n)
{
	for (size_t i = 0; i < n; i++)
		regex_free(steps[i].re);
}

void
steps_work_init(struct steps_work *w, const struct step *steps, size_t n)
{
	*w = (struct steps_work){0};
	for (size_t i = 0; i < n; i++) {
		buf_init(&w->blank[i], BUF_NO_MAX);
		if (steps[i].re != NULL)
			w->match[i] = regex_match_new(steps[i].re);
	}
}

void
steps_work_free(struct steps_work *w)
{
	for (size_t i = 0; i < SPEC_STEPS_MAX; i++) {
		regex_match_free(w->match[i]);
		buf_free(&w->blank[i]);
	}
}

static void
hand_on(
    const struct walk *w, size_t i, struct str text, size_t start, size_t end)
{
	if (start < end)
		take(w, i + 1, str_of(text.p + start, end - start));
}

static void
release(const struct walk *w, size_t i, struct str text, struct held *h)
{
	if (h->any)
		hand_on(w, i, text, h->start, h->end);
	h->any = false;
}

/* Is the part to be joined to what is held? */
static bool
joins(enum step_pieces how, const struct held *h, bool match)
{
	switch (how) {
	case PIECES_CONTIGUOUS:
		return h->any && match == h->match;
	case PIECES_WITH_PREVIOUS:
		return h->any && match && !h->match;
	case PIECES_WITH_NEXT:
		return h->any && !match && h->match;
	case PIECES_ISOLATED:
	case PIECES_REMOVED:
		break;
	}
	return false;
}

/* A match or what is between two; a match may be empty, and still parts what
 * is around it. */
static void
part(const struct walk *w, size_t i, struct str text, struct held *h,
    size_t start, size_t end, bool match)
{
	const struct step *step = &w->steps[i];

	if (step->invert)
		match = !match;
	if (joins(step->pieces, h, match)) {
		h->end = end;
	} else {
		release(w, i, text, h);
		h->any = step->pieces != PIECES_REMOVED || !match;
		h->start = start;
		h->end = end;
	}
	h->match = match;
}

static void
take_regex(const struct walk *w, size_t i, struct str text)
{
	struct regex_scan scan = {0};
	struct held held = {0};
	size_t from = 0, start, end;

	while (regex_next(w->work->match[i], text, &scan, &start, &end)) {
		if (from < start)
			part(w, i, text, &held, from, start, false);
		part(w, i, text, &held, start, end, true);
		from = end;
	}
	if (scan.gave_up)
		w->work->gave_up = true;
	if (from < text.n)
		part(w, i, text, &held, from, text.n, false);
	release(w, i, text, &held);
}

static void
take_split(const struct walk *w, size_t i, struct str text, split_fn *split)
{
	size_t end[BATCH], at = 0, n;

	while ((n = split(text, at, end, BATCH)) > 0)
		for (size_t k = 0; k < n; at = end[k++])
			hand_on(w, i, text, at, end[k]);
}

static void
take_blank(const struct walk *w, size_t i, struct str text)
{
	struct buf *b = &w->work->blank[i];

	if (text.p[0] != ' ') {
		buf_clear(b);
		buf_addc(b, ' ');
		buf_add_str(b, text);
		text = buf_str(b);
	}
	take(w, i + 1, text);
}

/* Takes the step i, and the steps behind it. */
static void
take(const struct walk *w, size_t i, struct str text)
{
	split_fn *split;

	if (i == w->n) {
		w->piece(w->user, text);
		return;
	}
	split = step_split(w->steps[i].kind);
	if (split != NULL)
		take_split(w, i, text, split);
	else if (w->steps[i].kind == STEP_BLANK)
		take_blank(w, i, text);
	else
		take_regex(w, i, text);
}

void
steps_take(const struct step *steps, size_t n, struct steps_work *w,
    struct str text, steps_fn *piece, void *user)
{
	struct walk walk = {steps, n, w, piece, user};

	if (text.n > 0)
		take(&walk, 0, text);
}
