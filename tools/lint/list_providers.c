/* SPDX-License-Identifier: MIT */
/* --list-providers: the table, with date and source. */
#include "common/base/num.h"
#include "tools/lint/report.h"

/* "  formats      chat, preference", or nothing for what is not known. */
static void
write_list(struct buf *to, const char *title, struct str list)
{
	struct str entry;
	const char *between = "";

	if (list.n == 0)
		return;
	buf_printf(to, "  %-13s", title);
	while (list.n > 0 && str_split(&list, ',', &entry)) {
		buf_adds(to, between);
		buf_add_str(to, entry);
		between = ", ";
	}
	buf_addc(to, '\n');
}

static void
write_text(struct buf *to, const char *title, struct str text)
{
	if (text.n > 0)
		buf_printf(to, "  %-13s%.*s\n", title, STR_ARGS(text));
}

static void
write_limit(struct buf *to, const char *lead, uint64_t n, const char *unit)
{
	if (n == 0)
		return;
	buf_adds(to, to->n > 0 ? ", " : "");
	buf_adds(to, lead);
	num_write_grouped(to, n);
	buf_adds(to, unit);
}

static void
write_limits(struct buf *to, const struct provider *p)
{
	struct buf limits;

	buf_init(&limits, BUF_NO_MAX);
	write_limit(&limits, "at least ", p->min_examples,
	    p->min_examples == 1 ? " example" : " examples");
	write_limit(&limits, "at most ", p->max_examples, " examples");
	write_limit(&limits, "at most ", p->max_file_bytes, " bytes");
	write_text(to, "limits", buf_str(&limits));
	buf_free(&limits);
}

static void
write_provider(struct buf *to, const struct provider *p)
{
	buf_printf(to, "%.*s, %.*s\n", STR_ARGS(p->name), STR_ARGS(p->title));
	write_list(to, "formats", p->formats);
	write_list(to, "roles", p->roles);
	write_limits(to, p);
	write_list(to, "at most", p->max_by_format);
	if (p->bom != BOM_UNKNOWN)
		write_text(to, "mark",
		    p->bom == BOM_WANTED ? STR("a byte-order mark is wanted")
					 : STR("a byte-order mark is refused"));
	write_list(to, "validation", p->validation);
	write_list(to, "keys", p->keys);
	write_list(to, "message keys", p->message_keys);
	write_text(to, "reserved", p->reserved);
	write_list(to, "rules", p->rules);
	if (p->jobs_until != NO_DATE) {
		buf_adds(to, "  jobs         until ");
		date_write(to, p->jobs_until);
		buf_addc(to, '\n');
	}
	write_text(to, "upload", p->upload);
	write_text(to, "notes", p->notes);
	buf_adds(to, "  source       ");
	date_write(to, p->date);
	buf_printf(to, ", %.*s\n", STR_ARGS(p->source));
}

static void
json_list(struct jsonw *w, const char *key, struct str list, char between)
{
	struct str entry;

	jsonw_key(w, key);
	jsonw_array(w);
	while (list.n > 0 && str_split(&list, between, &entry))
		jsonw_str(w, entry);
	jsonw_end(w);
}

static void
json_limit(struct jsonw *w, const char *key, uint64_t n)
{
	jsonw_key(w, key);
	if (n == 0)
		jsonw_null(w);
	else
		jsonw_u64(w, n);
}

static void
json_provider(struct jsonw *w, const struct provider *p)
{
	static const char *const marks[] = {
	    [BOM_UNKNOWN] = NULL,
	    [BOM_REFUSED] = "refused",
	    [BOM_WANTED] = "wanted",
	};

	jsonw_object(w);
	jsonw_text(w, "provider", p->name);
	jsonw_text(w, "title", p->title);
	json_list(w, "formats", p->formats, ',');
	json_list(w, "roles", p->roles, ',');
	json_limit(w, "min_examples", p->min_examples);
	json_limit(w, "max_examples", p->max_examples);
	json_list(w, "max_by_format", p->max_by_format, ',');
	json_limit(w, "max_file_bytes", p->max_file_bytes);
	jsonw_text(w, "byte_order_mark", str_c(marks[p->bom]));
	json_list(w, "validation", p->validation, ',');
	json_list(w, "keys", p->keys, ',');
	json_list(w, "message_keys", p->message_keys, ',');
	json_list(w, "reserved", p->reserved, '|');
	json_list(w, "rules", p->rules, ',');
	date_member(w, "jobs_until", p->jobs_until);
	jsonw_text(w, "upload", p->upload);
	jsonw_text(w, "notes", p->notes);
	date_member(w, "date", p->date);
	jsonw_text(w, "source", p->source);
	jsonw_end(w);
}

static void
write_json(struct buf *to, const struct market *m)
{
	struct jsonw w;

	jsonw_init(&w, to);
	jsonw_object(&w);
	jsonw_key(&w, "providers");
	jsonw_array(&w);
	for (size_t i = 0; i < m->nproviders; i++)
		json_provider(&w, &m->providers[i]);
	jsonw_end(&w);
	jsonw_end(&w);
	buf_addc(to, '\n');
}

void
list_providers(struct out *to, const struct lint *lint)
{
	const struct market *m = &lint->market;
	struct buf b;

	buf_init(&b, BUF_NO_MAX);
	if (str_is(str_c(lint->format), "json"))
		write_json(&b, m);
	else
		for (size_t i = 0; i < m->nproviders; i++)
			write_provider(&b, &m->providers[i]);
	out_str(to, buf_str(&b));
	buf_free(&b);
}
