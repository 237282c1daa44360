/* SPDX-License-Identifier: MIT */
#include "common/base/diag.h"
#include "common/base/num.h"
#include "common/market/bill.h"
#include "tools/cost/cost.h"

static void
add_money(struct buf *to, const char *name, int64_t nano, const char *unit)
{
	if (nano == NO_FIGURE)
		return;
	buf_printf(to, "%s %s ", to->n == 0 ? "" : ",", name);
	bill_write_price(to, nano);
	buf_adds(to, unit);
}

static void
add_tokens_of(struct buf *to, const char *name, uint64_t n)
{
	if (n == 0)
		return;
	buf_printf(to, "%s %s ", to->n == 0 ? "" : ",", name);
	num_write_grouped(to, n);
}

/* "  prices   train $25.00, ... per 1M tokens (2026-10-01, the source)" */
static void
print_line(struct out *out, const char *title, struct buf *figures,
    uint32_t date, struct str source)
{
	struct buf line;

	if (figures->n == 0)
		return;
	buf_init(&line, BUF_NO_MAX);
	buf_printf(&line, "  %-9s", title);
	diag_mask(&line, buf_str(figures));
	buf_adds(&line, " (");
	if (date != NO_DATE) {
		date_write(&line, date);
		buf_adds(&line, ", ");
	}
	diag_mask(&line, source);
	buf_adds(&line, ")\n");
	out_str(out, buf_str(&line));
	buf_free(&line);
	buf_clear(figures);
}

static void
print_names(struct out *out, const struct model *m)
{
	struct str rest = m->aliases, alias;
	struct buf line;

	buf_init(&line, BUF_NO_MAX);
	diag_mask(&line, m->name);
	buf_adds(&line, ", ");
	diag_mask(&line, m->provider);
	while (rest.n > 0 && str_split(&rest, ',', &alias)) {
		buf_adds(&line, ", also ");
		diag_mask(&line, str_trim(alias));
	}
	buf_adds(&line, "\n  methods   ");
	if (m->methods == 0)
		buf_adds(&line, "not known");
	else
		market_write_methods(&line, m->methods);
	buf_adds(&line, "\n  encoding  ");
	diag_mask(&line, m->encoding.n == 0 ? STR("not known") : m->encoding);
	buf_addc(&line, '\n');
	out_str(out, buf_str(&line));
	buf_free(&line);
}

static void
print_model(struct out *out, const struct model *m)
{
	struct buf figures;

	print_names(out, m);
	buf_init(&figures, BUF_NO_MAX);
	add_tokens_of(&figures, "example", m->example_limit);
	add_tokens_of(&figures, "context", m->context);
	if (figures.n > 0)
		buf_adds(&figures, " tokens");
	print_line(out, "limits", &figures, m->limits_date, m->limits_source);
	add_money(&figures, "training", m->train, "");
	add_money(&figures, "input", m->input, "");
	add_money(&figures, "cached", m->cached, "");
	add_money(&figures, "output", m->output, "");
	if (figures.n > 0)
		buf_adds(&figures, " per 1M tokens");
	add_money(&figures, "training", m->train_hour, " per hour");
	if (figures.n == 0)
		out_printf(out, "  prices    no price known\n");
	print_line(out, "prices", &figures, m->price_date, m->price_source);
	if (m->shutdown != NO_DATE) {
		buf_addc(&figures, ' ');
		date_write(&figures, m->shutdown);
	}
	print_line(out, "shutdown", &figures, NO_DATE, m->shutdown_source);
	buf_free(&figures);
}

void
list_models(const struct cost *c)
{
	for (size_t i = 0; i < c->market.nmodels; i++) {
		if (i > 0)
			out_write(c->out, "\n", 1);
		print_model(c->out, &c->market.models[i]);
	}
}
