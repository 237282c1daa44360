/* SPDX-License-Identifier: MIT */
/*
 * A model as judge: what it is asked, and what its verdict is worth.
 *
 * The judge sees the request, the expected answer and two candidates, of which
 * one is the answer to be judged and the other the one that was expected, and
 * says which is better.  Judges prefer one of two places (Zheng et al. 2023),
 * so it is asked twice, with the candidates in either order, and the score is
 * the mean of both verdicts:
 *
 *	the answer is better	1
 *	both are as good	1/2
 *	the expected is better	0
 *
 *	judge_prompt(&text, request, answer, expected);
 *	... ask the model, and again with the two exchanged
 *	if (judge_read(first, &a) && judge_read(second, &b))
 *		score = judge_score(a, b);
 */
#ifndef FT_SCORE_JUDGE_H
#define FT_SCORE_JUDGE_H

#include <stdbool.h>

#include "common/base/buf.h"
#include "common/base/mem.h"
#include "common/base/str.h"

enum judge_verdict { JUDGE_FIRST, JUDGE_SECOND, JUDGE_TIE };

/* The system message; ft-eval(1) shows it. */
extern const char judge_system[];

/* Appends the user message. */
void judge_prompt(
    struct buf *to, struct str request, struct str first, struct str second);

/* The verdict that a judge's reply ends with; false where it has none. */
bool judge_read(struct str reply, enum judge_verdict *verdict) MUSTCHECK;

/* The score of an answer that was first at first, and second then. */
double judge_score(enum judge_verdict first, enum judge_verdict second);

#endif
