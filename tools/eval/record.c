/* SPDX-License-Identifier: MIT */
#include <math.h>

#include "common/json/jsonw.h"
#include "tools/eval/reports.h"

/* A text as a string, calls as the JSON that they are. */
static void
write_said(struct jsonw *w, struct str text, bool calls)
{
	if (calls)
		jsonw_raw(w, text);
	else
		jsonw_str(w, text);
}

static void
write_scores(struct jsonw *w, const struct reply *r, const struct metrics *m)
{
	jsonw_key(w, "scores");
	jsonw_object(w);
	for (size_t k = 0; k < m->n; k++) {
		if (isnan(r->scores[k]))
			continue;
		jsonw_key(w, m->v[k].name);
		jsonw_real(w, r->scores[k]);
	}
	jsonw_end(w);
}

static void
write_usage(struct jsonw *w, const struct reply *r)
{
	jsonw_key(w, "usage");
	if (!r->counted) {
		jsonw_null(w);
		return;
	}
	jsonw_object(w);
	jsonw_key(w, "prompt_tokens");
	jsonw_u64(w, r->prompt_tokens);
	jsonw_key(w, "completion_tokens");
	jsonw_u64(w, r->completion_tokens);
	jsonw_key(w, "cached_tokens");
	jsonw_u64(w, r->cached_tokens);
	jsonw_end(w);
}

static void
write_rest(struct jsonw *w, const struct reply *r)
{
	jsonw_key(w, "latency_ms");
	if (r->ms < 0)
		jsonw_null(w);
	else
		jsonw_i64(w, r->ms);
	jsonw_key(w, "class");
	jsonw_str(w, str_c(answer_end_name(r->end)));
	jsonw_key(w, "cost_usd");
	if (r->cost == NO_FIGURE)
		jsonw_null(w);
	else
		jsonw_money(w, r->cost);
	if (r->trouble.n > 0) {
		jsonw_key(w, "error");
		jsonw_str(w, r->trouble);
	}
}

static void
write_question(
    struct jsonw *w, const struct result *r, const char *model, bool every_turn)
{
	const struct question *q = &r->question;

	jsonw_key(w, "index");
	jsonw_u64(w, r->index);
	if (every_turn) {
		jsonw_key(w, "turn");
		jsonw_u64(w, q->turn);
	}
	jsonw_key(w, "model");
	jsonw_str(w, str_c(model));
	jsonw_key(w, "prompt");
	jsonw_raw(w, q->messages);
	jsonw_key(w, "expected");
	write_said(w, q->expected, q->truth == TRUTH_CALLS);
	if (q->is_preference) {
		jsonw_key(w, "rejected");
		jsonw_str(w, q->rejected);
	}
}

void
record_write(struct buf *to, const struct result *r, const struct sums *s,
    bool every_turn)
{
	for (size_t i = 0; i < r->nreplies; i++) {
		const struct reply *reply = &r->replies[i];
		struct jsonw w;

		jsonw_init(&w, to);
		jsonw_object(&w);
		write_question(&w, r, s->models[i].name, every_turn);
		jsonw_key(&w, "answer");
		if (reply_is_there(reply))
			write_said(&w, reply_said(reply), reply->calls.n > 0);
		else
			jsonw_null(&w);
		write_scores(&w, reply, s->metrics);
		write_usage(&w, reply);
		write_rest(&w, reply);
		jsonw_end(&w);
		buf_addc(to, '\n');
	}
}
