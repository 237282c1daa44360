/* SPDX-License-Identifier: MIT */
#include "common/base/diag.h"
#include "common/base/opt.h"
#include "common/io/term.h"
#include "common/json/jsonw.h"
#include "tools/tokcount/draw.h"
#include "tools/tokcount/tokcount.h"

static void
sums_free(struct sums *s)
{
	histogram_free(&s->tokens);
	histogram_free(&s->assistant_tokens);
	histogram_free(&s->messages);
	*s = (struct sums){0};
}

/* A report of plain text has no messages to speak of. */
static bool
has_messages(const struct tokcount *tc)
{
	return !tc->raw && !tc->per_line;
}

void
report_start(struct report *r, const struct tokcount *tc)
{
	*r = (struct report){.tc = tc};
	buf_init(&r->json, BUF_NO_MAX);
}

static void
sums_add(struct sums *s, uint64_t bytes, const struct counts *c)
{
	s->bytes += bytes;
	s->images += c->images;
	histogram_add(&s->tokens, c->tokens);
	histogram_add(&s->assistant_tokens, c->assistant_tokens);
	histogram_add(&s->messages, c->messages);
}

void
report_add(struct report *r, uint64_t bytes, const struct counts *counts)
{
	sums_add(&r->file, bytes, counts);
	sums_add(&r->all, bytes, counts);
}

void
report_over(
    const struct report *r, const char *file, size_t line, size_t tokens)
{
	struct buf b;

	buf_init(&b, BUF_NO_MAX);
	diag_mask(&b, str_c(file));
	buf_printf(&b, ":%zu: %zu\n", line, tokens);
	out_str(r->tc->out, buf_str(&b));
	buf_free(&b);
}

static void
write_distribution(struct jsonw *w, const char *name, const struct histogram *h)
{
	static const struct {
		const char *name;
		double q;
	} quantiles[] = {{"median", .5}, {"mean", -1}, {"p90", .9},
	    {"p95", .95}, {"p99", .99}};

	jsonw_key(w, name);
	jsonw_object(w);
	jsonw_key(w, "min");
	jsonw_u64(w, h->min);
	for (size_t i = 0; i < LENGTH(quantiles); i++) {
		jsonw_key(w, quantiles[i].name);
		jsonw_real(w,
		    quantiles[i].q < 0 ? histogram_mean(h)
				       : histogram_quantile(h, quantiles[i].q));
	}
	jsonw_key(w, "max");
	jsonw_u64(w, h->max);
	jsonw_end(w);
}

/* The members that all files together and each of them have. */
static void
write_sums(struct jsonw *w, const struct sums *s, bool messages)
{
	jsonw_key(w, "examples");
	jsonw_u64(w, s->tokens.n);
	jsonw_key(w, "tokens");
	jsonw_u64(w, s->tokens.sum);
	jsonw_key(w, "assistant_tokens");
	jsonw_u64(w, s->assistant_tokens.sum);
	jsonw_key(w, "messages");
	jsonw_u64(w, s->messages.sum);
	jsonw_key(w, "bytes");
	jsonw_u64(w, s->bytes);
	jsonw_key(w, "distribution");
	jsonw_object(w);
	write_distribution(w, "tokens", &s->tokens);
	if (messages) {
		write_distribution(w, "assistant_tokens", &s->assistant_tokens);
		write_distribution(w, "messages", &s->messages);
	}
	jsonw_end(w);
	if (messages) {
		jsonw_key(w, "images");
		jsonw_u64(w, s->images);
		jsonw_key(w, "image_tokens");
		jsonw_u64(w, s->image_tokens);
	}
}

static void
write_file(struct report *r, const char *name)
{
	struct jsonw w;

	buf_addc(&r->json, r->files > 0 ? ',' : '[');
	jsonw_init(&w, &r->json);
	jsonw_object(&w);
	jsonw_key(&w, "file");
	jsonw_str(&w, str_c(name));
	write_sums(&w, &r->file, has_messages(r->tc));
	jsonw_end(&w);
}

/* "tokens examples file", as wc has it. */
static void
print_line(const struct report *r, const struct sums *s, const char *name)
{
	struct buf line;

	buf_init(&line, BUF_NO_MAX);
	buf_printf(&line, "%10llu %8llu ", (unsigned long long)s->tokens.sum,
	    (unsigned long long)s->tokens.n);
	diag_mask(&line, str_c(name));
	buf_addc(&line, '\n');
	out_str(r->tc->out, buf_str(&line));
	buf_free(&line);
}

/* With --over the examples are the report, but for texts that are files. */
static bool
has_lines(const struct tokcount *tc)
{
	return !tc->json && !tc->per_example &&
	    (tc->over == TOKCOUNT_ALL || tc->raw);
}

void
report_file(struct report *r, const char *name)
{
	if (r->tc->json)
		write_file(r, name);
	else if (has_lines(r->tc) &&
	    (r->tc->over == TOKCOUNT_ALL || r->file.tokens.n > 0))
		print_line(r, &r->file, name);
	r->files++;
	sums_free(&r->file);
}

static void
print_json(struct report *r)
{
	const struct tokcount *tc = r->tc;
	struct jsonw w;
	struct buf b;

	buf_init(&b, BUF_NO_MAX);
	jsonw_init(&w, &b);
	jsonw_object(&w);
	jsonw_key(&w, "model");
	if (tc->model == NULL)
		jsonw_null(&w);
	else
		jsonw_str(&w, str_c(tc->model));
	jsonw_key(&w, "encoding");
	jsonw_str(&w, str_c(encoding_name(tc->encoding)));
	jsonw_key(&w, "as");
	jsonw_str(&w, str_c(has_messages(tc) ? tc->as_name : "raw"));
	jsonw_key(&w, "total");
	jsonw_object(&w);
	write_sums(&w, &r->all, has_messages(tc));
	jsonw_end(&w);
	jsonw_key(&w, "files");
	buf_adds(&r->json, r->files > 0 ? "]" : "[]");
	jsonw_raw(&w, buf_str(&r->json));
	jsonw_end(&w);
	buf_addc(&b, '\n');
	out_str(tc->out, buf_str(&b));
	buf_free(&b);
}

static void
print_histogram(const struct report *r)
{
	const struct tokcount *tc = r->tc;
	int fd = tc->out->fd;
	struct drawing d = {
	    .tokens = &r->all.tokens,
	    .one = tc->raw     ? "text"
		: tc->per_line ? "line"
			       : "example",
	    .many = tc->raw    ? "texts"
		: tc->per_line ? "lines"
			       : "examples",
	    .model = tc->model,
	    .limit = tc->limit,
	    .columns = term_columns(fd),
	    .utf8 = term_utf8(fd),
	    .color = term_color(fd, opt_shared.color),
	};
	struct buf b;

	buf_init(&b, BUF_NO_MAX);
	draw(&b, &d);
	out_str(tc->out, buf_str(&b));
	buf_free(&b);
}

void
report_end(struct report *r)
{
	if (r->tc->json)
		print_json(r);
	else if (has_lines(r->tc) && r->files > 1 &&
	    r->tc->over == TOKCOUNT_ALL)
		print_line(r, &r->all, "total");
	if (r->tc->histogram && r->all.tokens.n > 0)
		print_histogram(r);
	sums_free(&r->all);
	buf_free(&r->json);
}
