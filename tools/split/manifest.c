/* SPDX-License-Identifier: MIT */
#include "tools/split/manifest.h"

#include "common/base/num.h"
#include "common/json/jsonw.h"
#include "tools/split/number.h"

static void
add_text(struct buf *b, const char *name, const char *text)
{
	buf_printf(b, "\"%s\":", name);
	jsonw_string(b, str_c(text));
}

/* Without the braces around it. */
static void
add_file(
    struct buf *b, const char *path, uint64_t records, const struct digest *d)
{
	add_text(b, "file", path);
	buf_printf(b,
	    ",\"records\":%ju,\"bytes\":%ju,"
	    "\"digest\":\"%016jx%016jx\"",
	    (uintmax_t)records, (uintmax_t)d->bytes, (uintmax_t)d->high,
	    (uintmax_t)d->low);
}

static void
add_outputs(struct buf *b, const struct split *s)
{
	buf_adds(b, ",\"outputs\":[");
	for (size_t i = 0; i < s->nfiles; i++) {
		const struct split_file *f = &s->files[i];

		buf_adds(b, i > 0 ? ",{" : "{");
		add_text(b, "side", side_name(f->side));
		if (f->fold > 0)
			buf_printf(b, ",\"fold\":%u", f->fold);
		buf_addc(b, ',');
		add_file(b, f->path, f->records, &f->digest);
		buf_addc(b, '}');
	}
	buf_addc(b, ']');
}

static void
add_arguments(struct buf *b, char **arguments)
{
	buf_adds(b, ",\"arguments\":[");
	for (size_t i = 0; arguments[i] != NULL; i++) {
		if (i > 0)
			buf_addc(b, ',');
		jsonw_string(b, str_c(arguments[i]));
	}
	buf_addc(b, ']');
}

void
manifest_write(const struct split *s, struct out *to, char **arguments)
{
	uint64_t n = s->census.records;
	struct buf b;

	buf_init(&b, BUF_NO_MAX);
	buf_adds(&b, "{\"version\":1,\"tool\":\"ft-split " FT_VERSION "\"");
	add_arguments(&b, arguments);
	buf_printf(&b, ",\"method\":\"%s\",\"seed\":%ju", report_method(s),
	    (uintmax_t)s->seed);
	buf_adds(&b, ",\"ratio_wanted\":");
	money_write_exact(&b, (int64_t)report_ratio_wanted(s));
	buf_adds(&b, ",\"ratio_reached\":");
	money_write_exact(&b,
	    (int64_t)number_ratio(report_records(s, TRAIN),
		s->folds == NOT_GIVEN ? n : n * s->folds));
	buf_adds(&b, ",\"digest\":\"sum of xxh3-128\",\"input\":{");
	add_file(&b, s->input, n, &s->digest);
	buf_addc(&b, '}');
	add_outputs(&b, s);
	buf_adds(&b, "}\n");
	out_str(to, buf_str(&b));
	buf_free(&b);
}
