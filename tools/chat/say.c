/* SPDX-License-Identifier: MIT */
/* What is said of an answer. */
#include "common/base/diag.h"
#include "common/base/num.h"
#include "common/json/jsonw.h"
#include "tools/chat/chat.h"

void
say_piece(struct chat *c, struct str text)
{
	struct buf clean;

	if (text.n == 0)
		return;
	buf_init(&clean, BUF_NO_MAX);
	if (c->masks) {
		diag_mask_lines(&clean, text);
		text = buf_str(&clean);
	}
	out_str(&c->out, text);
	out_flush(&c->out);
	c->endless = text.p[text.n - 1] != '\n';
	buf_free(&clean);
}

static void
write_text(struct jsonw *w, const char *key, struct str text)
{
	jsonw_key(w, key);
	if (text.n > 0)
		jsonw_str(w, text);
	else
		jsonw_null(w);
}

static void
write_raw(struct jsonw *w, const char *key, struct str json)
{
	jsonw_key(w, key);
	if (json.n > 0)
		jsonw_raw(w, json);
	else
		jsonw_null(w);
}

static void
write_usage(struct jsonw *w, const struct answer *a)
{
	const struct {
		const char *key;
		uint64_t n;
	} counts[] = {
	    {"prompt_tokens", a->prompt_tokens},
	    {"completion_tokens", a->completion_tokens},
	    {"cached_tokens", a->cached_tokens},
	    {"reasoning_tokens", a->reasoning_tokens},
	};

	jsonw_key(w, "usage");
	if (!a->counted) {
		jsonw_null(w);
		return;
	}
	jsonw_object(w);
	for (size_t i = 0; i < LENGTH(counts); i++) {
		jsonw_key(w, counts[i].key);
		jsonw_u64(w, counts[i].n);
	}
	jsonw_end(w);
}

void
say_json(struct chat *c, const struct answer *a)
{
	struct jsonw w;
	struct buf b;

	buf_init(&b, BUF_NO_MAX);
	jsonw_init(&w, &b);
	jsonw_object(&w);
	write_text(&w, "model", a->model.n > 0 ? a->model : str_c(c->model));
	jsonw_key(&w, "end");
	jsonw_str(&w, str_c(answer_end_name(a->end)));
	write_text(&w, "text", a->text);
	write_text(&w, "refusal", a->refusal);
	write_raw(&w, "tool_calls", a->tool_calls);
	write_text(&w, "finish_reason", a->finish_reason);
	write_usage(&w, a);
	jsonw_key(&w, "cost_usd");
	if (a->cost == NO_FIGURE)
		jsonw_null(&w);
	else
		jsonw_money(&w, a->cost);
	jsonw_key(&w, "latency_ms");
	if (a->ms < 0)
		jsonw_null(&w);
	else
		jsonw_i64(&w, a->ms);
	write_text(&w, "request_id", a->request_id);
	jsonw_key(&w, "from_cache");
	jsonw_bool(&w, a->from_cache);
	write_raw(&w, "completion", a->json);
	jsonw_end(&w);
	buf_addc(&b, '\n');
	out_json(&c->out, buf_str(&b));
	buf_free(&b);
}

/* Tokens, price and time, for -v. */
static void
say_figures(const struct answer *a)
{
	struct buf b;

	buf_init(&b, BUF_NO_MAX);
	if (a->counted)
		buf_printf(&b, "%llu tokens asked, %llu answered",
		    (unsigned long long)a->prompt_tokens,
		    (unsigned long long)a->completion_tokens);
	else
		buf_adds(&b, "the server tells no tokens");
	if (a->cost != NO_FIGURE) {
		buf_adds(&b, ", $");
		money_write_exact(&b, a->cost);
	} else {
		buf_adds(&b, ", no price is known");
	}
	if (a->from_cache)
		buf_adds(&b, ", not asked again");
	else if (a->ms >= 0)
		buf_printf(&b, ", %.1f s", (double)a->ms / 1000);
	if (a->request_id.n > 0)
		buf_printf(&b, ", request %.*s", STR_ARGS(a->request_id));
	diag_verbose("%s", buf_cstr(&b));
	buf_free(&b);
}

void
say_end(struct chat *c, const struct answer *a)
{
	switch (a->end) {
	case ANSWER_CUT:
		diag(LEVEL_WARNING,
		    "the answer is cut: it reached the limit of tokens (see "
		    "--max-tokens)");
		break;
	case ANSWER_REFUSED:
		diag(LEVEL_ERROR, "%s refuses to answer: %.*s", c->model,
		    a->refusal.n > 300 ? 300 : (int)a->refusal.n, a->refusal.p);
		diag_raise(STATUS_NO);
		break;
	case ANSWER_FILTERED:
		diag(LEVEL_ERROR, "the provider's filter is in the way");
		diag_raise(STATUS_NO);
		break;
	case ANSWER_EMPTY:
		diag(LEVEL_ERROR, "the answer is empty");
		diag_raise(STATUS_NO);
		break;
	case ANSWER_FAILED:
	case ANSWER_UNPAID:
	case ANSWER_MISSING:
		diag_fault((struct place){0}, &a->fault);
		return;
	default:
		break;
	}
	say_figures(a);
}
