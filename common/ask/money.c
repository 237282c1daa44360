/* SPDX-License-Identifier: MIT */
/* What questions cost, and whether there is money for one more. */
#include "common/ask/work.h"
#include "common/base/num.h"
#include "common/example/count.h"
#include "common/json/json.h"

/* Of an image, and of an answer whose length nobody limits. */
enum { IMAGE_TOKENS = 1500, ANSWER_TOKENS = 16384 };

/* The table's prices are those of tuned models; is this one? */
static bool
is_tuned(struct str model)
{
	return str_starts(model, STR("ft:")) ||
	    str_search(model, STR(".ft-")) < model.n;
}

struct ask_price
ask_price(const struct ask *a, struct str model)
{
	struct ask_price p = {
	    .in = a->price_in, .cached = a->price_in, .out = a->price_out};
	const struct model *m;

	if (a->price_in != NO_FIGURE && a->price_out != NO_FIGURE) {
		p.from = STR("--price-in, --price-out");
		return p;
	}
	p.in = p.cached = p.out = NO_FIGURE;
	m = market_find(&a->market, model);
	if (m == NULL || m->input == NO_FIGURE || m->output == NO_FIGURE)
		return p;
	return (struct ask_price){.in = m->input,
	    .cached = m->cached == NO_FIGURE ? m->input : m->cached,
	    .out = m->output,
	    .from = m->price_source,
	    .date = m->price_date,
	    .tuned = !is_tuned(model) &&
		!str_eq(m->price_source, str_c(a->o.prices))};
}

int64_t
ask_cost(const struct ask_price *p, uint64_t prompt, uint64_t cached,
    uint64_t completion)
{
	int64_t in, less, out;

	if (p->in == NO_FIGURE || p->out == NO_FIGURE)
		return NO_FIGURE;
	if (cached > prompt)
		cached = prompt;
	if (!money_cost(p->in, prompt - cached, &in) ||
	    !money_cost(p->cached, cached, &less) ||
	    !money_cost(p->out, completion, &out) || in > INT64_MAX / 4 ||
	    less > INT64_MAX / 4 || out > INT64_MAX / 4)
		return NO_FIGURE;
	return in + less + out;
}

/* The tokenizer of the model, or one that counts much the same. */
static struct tokenizer *
tokenizer_of(struct asking *q)
{
	struct asked_model *m = q->model;
	struct str name = market_encoding(&q->ask->market, m->name);
	const struct encoding *e = encoding_find(name);

	if (m->tokenizer == NULL)
		m->tokenizer = tokenizer_new(
		    e != NULL ? e : encoding_find(STR("o200k_base")));
	return m->tokenizer;
}

uint64_t
asking_tokens(struct asking *q)
{
	static const struct adapted none = {.n = 0};
	struct json_reader reader;
	struct json_doc doc;
	struct arena scratch;
	struct counts counts = {0};
	struct buf text, room;

	if (q->tokens > 0)
		return q->tokens;
	arena_init(&scratch);
	buf_init(&text, BUF_NO_MAX);
	buf_init(&room, BUF_NO_MAX);
	json_reader_init(&reader, &scratch);
	question_write(&text, &q->q, &none, false);
	if (json_parse(&reader, buf_str(&text), &doc, NULL))
		count_example(
		    doc.root, COUNT_REQUEST, tokenizer_of(q), &room, &counts);
	json_reader_free(&reader);
	buf_free(&room);
	buf_free(&text);
	arena_free(&scratch);
	q->tokens = counts.tokens + counts.images * IMAGE_TOKENS + 1;
	return q->tokens;
}

bool
asking_reserve(struct asking *q)
{
	struct ask *a = q->ask;
	uint64_t answer = question_max_tokens(&q->q);
	int64_t most;

	if (a->max_cost == NO_FIGURE)
		return true;
	most = ask_cost(&q->model->price, asking_tokens(q), 0,
	    answer > 0 ? answer : ANSWER_TOKENS);
	if (most == NO_FIGURE ||
	    most > a->max_cost - a->totals.cost - a->reserved)
		return false;
	q->reserved = most;
	a->reserved += most;
	return true;
}

void
asking_release(struct asking *q)
{
	q->ask->reserved -= q->reserved;
	q->reserved = 0;
}

void
asking_bill(struct asking *q, bool paid)
{
	struct ask_totals *t = &q->ask->totals;
	struct answer *answer = &q->answer;
	uint64_t prompt = answer->prompt_tokens;
	uint64_t completion = answer->completion_tokens;

	/* Where the server does not count, we do. */
	if (!answer->counted && q->model->price.in != NO_FIGURE &&
	    answer->end != ANSWER_FILTERED) {
		prompt = asking_tokens(q);
		completion = token_count(tokenizer_of(q), answer->text) +
		    token_count(tokenizer_of(q), answer->tool_calls);
	}
	answer->cost = ask_cost(
	    &q->model->price, prompt, answer->cached_tokens, completion);
	if (!paid)
		return;
	t->prompt_tokens += answer->prompt_tokens;
	t->completion_tokens += answer->completion_tokens;
	t->cached_tokens += answer->cached_tokens;
	if (answer->cost == NO_FIGURE || answer->cost > INT64_MAX - t->cost)
		return;
	t->cost += answer->cost;
	t->priced++;
}
