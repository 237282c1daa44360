/* SPDX-License-Identifier: MIT */
#include "tools/eval/html.h"

#include "common/ask/key.h"
#include "common/base/num.h"
#include "common/text/xml.h"

void
html_element(struct buf *to, const char *tag, const char *text)
{
	buf_printf(to, "<%s>", tag);
	xml_write_page(to, str_c(text));
	buf_printf(to, "</%.*s>", (int)strcspn(tag, " "), tag);
}

/* Appends the SHA-256 of a text in base64. */
static void
add_digest(struct buf *to, struct str text)
{
	static const char digits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
				     "abcdefghijklmnopqrstuvwxyz0123456789+/";
	unsigned char sum[KEY_BYTES + 1] = {0};

	key_make(sum, text);
	for (size_t i = 0; i < KEY_BYTES; i += 3) {
		uint32_t bits = (uint32_t)sum[i] << 16 |
		    (uint32_t)sum[i + 1] << 8 |
		    (i + 2 < KEY_BYTES ? sum[i + 2] : 0U);

		for (int shift = 18; shift >= 0; shift -= 6)
			buf_addc(to, digits[bits >> shift & 63]);
	}
	/* 32 bytes are ten times three and two: one digit says nothing. */
	to->p[to->n - 1] = '=';
}

/* Nothing is loaded and nothing is sent; of styles and scripts only ours, as
 * their digests say. */
static void
write_policy(struct buf *to)
{
	buf_adds(to,
	    "<meta http-equiv=\"Content-Security-Policy\" content=\""
	    "default-src 'none'; base-uri 'none'; form-action 'none'; "
	    "style-src 'sha256-");
	add_digest(to, str_c(html_style));
	buf_adds(to, "'; script-src 'sha256-");
	add_digest(to, str_c(html_script));
	buf_adds(to, "'\">\n");
}

static void
write_head(struct buf *to, const struct run *run)
{
	buf_adds(to,
	    "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n"
	    "<meta charset=\"utf-8\">\n");
	write_policy(to);
	buf_adds(to,
	    "<meta name=\"viewport\" "
	    "content=\"width=device-width,initial-scale=1\">\n"
	    "<meta name=\"referrer\" content=\"no-referrer\">\n<title>");
	xml_write_page(to, str_c(run->file));
	buf_adds(to, " - ft-eval</title>\n<style>");
	buf_adds(to, html_style);
	buf_adds(to, "</style>\n</head>\n<body>\n<header>\n<h1>");
	xml_write_page(to, str_c(run->file));
	buf_adds(to, "</h1>\n");
}

static void
add_count(struct buf *to, uint64_t n, const char *one, const char *many)
{
	num_write_grouped(to, n);
	buf_adds(to, n == 1 ? one : many);
}

static void
write_counts(struct buf *to, const struct sums *s, const struct run *run)
{
	buf_adds(to, "<p class=\"dim\">");
	add_count(to, s->n, " example, ", " examples, ");
	add_count(to, s->nmodels, " model", " models");
	if (s->no_truth > 0) {
		buf_adds(to, "; ");
		add_count(to, s->no_truth, " record without an answer",
		    " records without an answer");
	}
	if (s->broken > 0) {
		buf_adds(to, "; ");
		add_count(to, s->broken, " record that cannot be read",
		    " records that cannot be read");
	}
	buf_adds(to, "</p>\n");
	if (!run->whole)
		buf_adds(to,
		    "<p class=\"bad\">The run was broken off: these are not "
		    "all examples of the file.</p>\n");
}

/* What a model's comparisons come to, in words. */
static void
write_verdict(struct buf *to, const struct sums *s, size_t model,
    enum stats_verdict verdict, const char *class, const char *words)
{
	const struct model_sums *m = &s->models[model];
	size_t n = 0;

	for (size_t k = 0; k < s->metrics->n; k++) {
		if (m->against[k].n == 0 || m->against[k].verdict != verdict)
			continue;
		if (n++ == 0) {
			buf_adds(to, "<p>");
			html_element(to, "b", m->name);
			buf_printf(to, " <strong class=\"%s\">%s</strong> ",
			    class, words);
			html_element(to, "b", s->models[s->base].name);
			buf_adds(to, " by ");
		} else {
			buf_adds(to, ", ");
		}
		xml_write_page(to, str_c(s->metrics->v[k].name));
	}
	if (n > 0)
		buf_adds(to, ".</p>\n");
}

static void
write_verdicts(struct buf *to, const struct sums *s)
{
	for (size_t i = 0; i < s->nmodels; i++) {
		write_verdict(to, s, i, STATS_BETTER, "good", "is better than");
		write_verdict(to, s, i, STATS_WORSE, "bad", "is worse than");
		write_verdict(to, s, i, STATS_NO_DIFFERENCE, "dim",
		    "shows no difference to");
		write_verdict(to, s, i, STATS_TOO_FEW, "dim",
		    "has too few examples to be told from");
	}
}

static void
write_form(struct buf *to, const struct sums *s)
{
	buf_adds(to,
	    "<form id=\"find\" hidden>\n"
	    "<label>Find <input name=\"words\" type=\"search\"></label>\n"
	    "<label>Show <select name=\"kind\">"
	    "<option value=\"all\">all</option>");
	if (s->nmodels > 1)
		buf_adds(to,
		    "<option value=\"worse\">worse than the base</option>"
		    "<option value=\"better\">better than the base</option>"
		    "<option value=\"same\">no change</option>");
	buf_adds(to,
	    "<option value=\"odd\">not simply answered</option>"
	    "</select></label>\n"
	    "<label>Order <select name=\"order\">"
	    "<option value=\"worst\">worst first</option>"
	    "<option value=\"best\">best first</option>"
	    "<option value=\"file\">as in the file</option>"
	    "</select></label>\n"
	    "<output id=\"said\"></output>\n</form>\n");
}

void
html_write(struct out *out, const struct sums *s, const struct run *run,
    struct spool *spool, size_t most)
{
	struct buf b;

	buf_init(&b, BUF_NO_MAX);
	write_head(&b, run);
	write_counts(&b, s, run);
	write_verdicts(&b, s);
	buf_adds(&b, "</header>\n<main>\n");
	html_tables(&b, s, run);
	html_charts(&b, s);
	buf_adds(&b, "<h2 id=\"examples\">Examples</h2>\n<p class=\"dim\">");
	if (most < spool->n) {
		buf_adds(&b, "The ");
		add_count(&b, most, "", "");
		buf_adds(&b, " worst of ");
	}
	add_count(&b, spool->n, " example", " examples");
	buf_adds(&b,
	    ". In an answer, <del>what is missing</del> and "
	    "<ins>what is more</ins> than was expected is marked.</p>\n");
	write_form(&b, s);
	buf_adds(&b, "<div id=\"list\">\n");
	out_str(out, buf_str(&b));
	html_examples(out, s, spool, most);
	out_str(out, STR("</div>\n</main>\n<script>"));
	out_str(out, str_c(html_script));
	out_str(out, STR("</script>\n</body>\n</html>\n"));
	buf_free(&b);
}
