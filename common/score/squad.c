/* SPDX-License-Identifier: MIT */
/* Metrics of SQuAD (Rajpurkar et al. 2016): normalized, f1. */
#include "common/score/words.h"
#include "common/score/work.h"
#include "common/text/normal.h"
#include "common/text/uclass.h"
#include "common/text/utf8.h"

static void
add_blank(struct buf *to)
{
	if (to->n > 0 && to->p[to->n - 1] != ' ')
		buf_addc(to, ' ');
}

/* Makes a blank of the word that begins at `from`, if it is an article. */
static void
end_word(struct buf *to, size_t from)
{
	struct str word = str_from(buf_str(to), from);

	if (str_is(word, "a") || str_is(word, "an") || str_is(word, "the")) {
		to->n = from;
		add_blank(to);
	}
}

/* Appends a caseless text without punctuation, articles and needless space. */
static void
strip(struct buf *to, struct str text)
{
	bool in_word = false, was;
	size_t from = 0, size;
	uint32_t cp;

	for (; (size = utf8_decode(text, &cp)) > 0;
	     text = str_from(text, size)) {
		if (normal_punctuation(cp))
			continue;
		was = in_word;
		in_word = uclass_in(cp,
		    UCLASS_LETTERS | UCLASS_BIT(UCLASS_NUMBER) |
			UCLASS_BIT(UCLASS_MARK));
		if (was && !in_word)
			end_word(to, from);
		if (!was)
			from = to->n;
		if (words_is_space(cp))
			add_blank(to);
		else
			buf_add(to, text.p, size);
	}
	if (in_word)
		end_word(to, from);
	if (to->n > 0 && to->p[to->n - 1] == ' ')
		to->n--;
}

static struct str
normalize(struct score_work *w, struct buf *to, struct str text)
{
	buf_clear(&w->caseless);
	normal_caseless(&w->caseless, work_valid(w, text));
	buf_clear(to);
	strip(to, buf_str(&w->caseless));
	return buf_str(to);
}

TAKE(normalized_take)
{
	(void)s, (void)f;
	*value = str_eq(normalize(w, &w->answer, answer),
	    normalize(w, &w->expected, expected));
	return true;
}

static bool
cut_at_blank(struct str *rest, struct str *piece)
{
	if (rest->n == 0)
		return false;
	return str_split(rest, ' ', piece);
}

TAKE(f1_take)
{
	struct words a, b;

	(void)s, (void)f;
	words_split(
	    &a, normalize(w, &w->answer, answer), cut_at_blank, &w->arena);
	words_split(
	    &b, normalize(w, &w->expected, expected), cut_at_blank, &w->arena);
	words_number(&a, &b, &w->arena);
	*value = a.n == 0 && b.n == 0
	    ? 1
	    : work_f1(words_shared(&a, &b, &w->arena), a.n, b.n);
	return true;
}
