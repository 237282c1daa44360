/* SPDX-License-Identifier: MIT */
#include "tools/eval/result.h"

#include <math.h>

void
result_start(struct result *r, size_t nmodels, size_t nmetrics)
{
	arena_reset(&r->arena);
	r->waiting = r->nreplies = nmodels;
	r->replies = arena_zero(&r->arena, nmodels, sizeof(*r->replies));
	for (size_t i = 0; i < nmodels; i++) {
		struct reply *reply = &r->replies[i];

		*reply = (struct reply){.result = r, .model = i};
		reply->scores =
		    arena_take(&r->arena, nmetrics, sizeof(*reply->scores));
		for (size_t k = 0; k < nmetrics; k++)
			reply->scores[k] = NAN;
	}
}

/* Calls in the server's words, in the one form of question_calls(). */
static struct str
read_calls(struct str text, struct json_reader *reader, struct arena *to)
{
	struct json_doc doc;
	struct fault f;
	struct buf b;
	struct str calls;

	if (text.n == 0 || !json_parse(reader, text, &doc, &f))
		return STR("");
	buf_init(&b, BUF_NO_MAX);
	question_calls(&b, reader, text, doc.root);
	calls = arena_copy(to, buf_str(&b));
	buf_free(&b);
	return calls;
}

void
reply_set(struct reply *r, const struct answer *a, struct json_reader *reader)
{
	struct arena *to = &r->result->arena;
	struct str calls =
	    a->tool_calls.n > 0 ? a->tool_calls : a->function_call;

	r->end = a->end;
	r->text = arena_copy(to, a->text.n > 0 ? a->text : a->refusal);
	r->calls = read_calls(calls, reader, to);
	r->finish = arena_copy(to, a->finish_reason);
	if (!reply_is_there(r))
		r->trouble = arena_copy(to, str_c(a->fault.text));
	r->prompt_tokens = a->prompt_tokens;
	r->completion_tokens = a->completion_tokens;
	r->cached_tokens = a->cached_tokens;
	r->counted = a->counted;
	r->cost = a->cost;
	r->ms = a->ms;
	r->from_cache = a->from_cache;
}
