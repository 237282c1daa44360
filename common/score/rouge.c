/* SPDX-License-Identifier: MIT */
/* ROUGE-L (Lin 2004) of whole texts, as rouge_score has it: rouge-l. */
#include "common/score/sequence.h"
#include "common/score/words.h"
#include "common/score/work.h"
#include "common/text/normal.h"

static bool
cut_words(struct str *rest, struct str *piece)
{
	enum words_kind kind;

	while (words_next(rest, &kind, piece))
		if (kind == WORDS_WORD)
			return true;
	return false;
}

static struct words
split(struct score_work *w, struct buf *caseless, struct str text)
{
	struct words words;

	buf_clear(caseless);
	normal_caseless(caseless, work_valid(w, text));
	words_split(&words, buf_str(caseless), cut_words, &w->arena);
	return words;
}

TAKE(rouge_take)
{
	struct words a = split(w, &w->answer, answer);
	struct words b = split(w, &w->expected, expected);
	uint32_t symbols = words_number(&a, &b, &w->arena);
	struct sequence x = {a.id, a.n}, y = {b.id, b.n};
	size_t shared = sequence_trim(&x, &y);

	(void)s;
	if (!work_cells(x.n, y.n, f))
		return false;
	if (x.n > 0 && y.n > 0)
		shared += sequence_lcs(x, y, symbols, &w->arena);
	*value = work_f1(shared, a.n, b.n);
	return true;
}
