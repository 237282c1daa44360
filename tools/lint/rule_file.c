/* SPDX-License-Identifier: MIT */
#include "common/base/num.h"
#include "common/example/convert.h"
#include "common/example/nearest.h"
#include "tools/lint/rules.h"

static bool
is_first(const struct file *f)
{
	return f->records == 1;
}

/* How the records become examples that the provider takes; false, and nothing
 * is added, where no way is known. */
static bool
find_way(const struct lint *lint, enum example_type type, struct buf *way)
{
	/* A chat example may be one of Claude's, or not; made to be, it is. */
	return (lint_takes(lint, EXAMPLE_CLAUDE) &&
		   example_way(type, OF(EXAMPLE_CLAUDE), way)) ||
	    example_way(type, lint->formats, way);
}

static void
tell_foreign(struct file *f, struct checked *r, const struct json *root)
{
	bool whole = !lint_takes(f->lint, f->type);
	const char *end = "";
	struct buf way;

	buf_init(&way, BUF_NO_MAX);
	if (find_way(f->lint, f->type, &way))
		end = " converts them";
	else if (nearest_way(root, f->lint->formats, &way) == NEAREST_FOUND)
		end = " would make examples of them";
	found_in_order(f, r, "%.*s %s%s%s%s%s",
	    STR_ARGS(f->lint->provider->title),
	    whole ? "does not take "
		  : "wants a system message beside the others",
	    whole ? example_kind(f->type)->title : "", way.n > 0 ? "; " : "",
	    buf_cstr(&way), end);
	buf_free(&way);
}

static void
tell_strange(struct file *f, struct checked *r, const struct json *root)
{
	static const char *const ends[] = {
	    [NEAREST_NONE] = "--type tells what each of them lacks",
	    [NEAREST_ASKS] = "they seem to ask, and none of the keys is known "
			     "to hold an answer in text",
	    [NEAREST_FOUND] = " would make examples of them",
	};
	enum nearest near;
	struct buf keys, way;

	buf_init(&keys, BUF_NO_MAX);
	buf_init(&way, BUF_NO_MAX);
	nearest_keys(root, &keys);
	near = nearest_way(root, f->lint->formats, &way);
	found_in_order(f, r, "no training format is recognised in %s; %s%s",
	    buf_cstr(&keys), buf_cstr(&way), ends[near]);
	buf_free(&way);
	buf_free(&keys);
}

void
rule_foreign_format(struct file *f, struct checked *r)
{
	struct json_reader reader;
	struct arena memory = {0};
	struct json_doc doc;
	struct fault fault;

	if (!f->is_foreign || !r->parsed || f->told_type || r->type != f->type)
		return;
	f->told_type = true;
	/* Once more: it is the only record that is described. */
	json_reader_init(&reader, &memory);
	if (json_parse(&reader, r->record.text, &doc, &fault)) {
		if (f->type == EXAMPLE_UNKNOWN)
			tell_strange(f, r, doc.root);
		else
			tell_foreign(f, r, doc.root);
	}
	json_reader_free(&reader);
	arena_free(&memory);
}

void
rule_other_method(struct file *f, struct checked *r)
{
	const char *method = f->type == EXAMPLE_PREFERENCE ? "preference"
	    : f->type == EXAMPLE_REINFORCEMENT		   ? "reinforcement"
							   : NULL;

	if (r->type != f->type || method == NULL ||
	    !lint_takes(f->lint, f->type) || f->told_type ||
	    f->lint->wanted == f->type)
		return;
	f->told_type = true;
	found_in_order(f, r, "the file holds %s: a job of method %s takes it",
	    example_kind(f->type)->title, method);
}

static unsigned
method_of(enum example_type type)
{
	if (type == EXAMPLE_PREFERENCE)
		return METHOD_PREFERENCE;
	if (type == EXAMPLE_REINFORCEMENT)
		return METHOD_REINFORCEMENT;
	return type == EXAMPLE_CHAT || type == EXAMPLE_COMPLETION
	    ? METHOD_SUPERVISED
	    : 0;
}

void
rule_model_method(struct file *f)
{
	const struct model *model = f->lint->model;
	unsigned method = method_of(f->type);
	struct buf name;

	if (f->parsed == 0 || method == 0 || model->methods == 0 ||
	    (model->methods & method) != 0)
		return;
	buf_init(&name, BUF_NO_MAX);
	market_write_methods(&name, method);
	found_in_order(f, NULL,
	    "the file holds %s, and %.*s is not known to be trained by %s",
	    example_kind(f->type)->title, STR_ARGS(model->name),
	    buf_cstr(&name));
	buf_free(&name);
}

void
rule_mixed_formats(struct file *f, struct checked *r)
{
	/* Some of Claude's conversations have no system beside them. */
	bool claude = r->type == EXAMPLE_CLAUDE && f->type == EXAMPLE_CHAT &&
	    lint_takes(f->lint, EXAMPLE_CLAUDE);

	if (!r->parsed || claude || type_fits(r->type, f->type))
		return;
	found_in_order(f, r, "one of the %s, in a file of %s",
	    example_kind(r->type)->title, example_kind(f->type)->title);
}

void
rule_byte_order_mark(struct file *f, struct checked *r)
{
	if (r->record.bom && f->lint->provider->bom == BOM_REFUSED)
		found_in_order(
		    f, r, "a byte-order mark before the first record");
}

void
rule_no_byte_order_mark(struct file *f, struct checked *r)
{
	const struct provider *p = f->lint->provider;

	if (is_first(f) && r->parsed && !r->record.bom && p->bom == BOM_WANTED)
		found_in_order(f, r,
		    "no byte-order mark, which the documentation of %.*s asks "
		    "for",
		    STR_ARGS(p->title));
}

void
rule_too_few_examples(struct file *f)
{
	uint64_t least = f->lint->provider->min_examples;

	/* Where nothing could be read, how much it was does not matter. */
	if (f->parsed > 0 && f->records < least && !f->given_up)
		found_in_order(f, NULL,
		    "%llu example%s; at least %llu are wanted",
		    (unsigned long long)f->records, f->records == 1 ? "" : "s",
		    (unsigned long long)least);
	if (f->records == 0)
		found_in_order(f, NULL, "the file holds no examples");
}

void
rule_too_many_examples(struct file *f)
{
	const struct provider *p = f->lint->provider;
	const struct example_kind *kind = example_kind(f->type);
	uint64_t most = market_max_examples(p, str_c(kind->name));

	if (most > 0 && f->records > most)
		found_in_order(f, NULL,
		    "%llu examples; %.*s takes at most %llu%s%s",
		    (unsigned long long)f->records, STR_ARGS(p->title),
		    (unsigned long long)most,
		    most == p->max_examples ? "" : " for ",
		    most == p->max_examples ? "" : kind->name);
}

void
rule_validation_wanted(struct file *f)
{
	const struct provider *p = f->lint->provider;
	const struct example_kind *kind = example_kind(f->type);

	if (market_lists(p->validation, str_c(kind->name)))
		found_in_order(f, NULL,
		    "%.*s wants a validation file beside %s; ft-split makes "
		    "one",
		    STR_ARGS(p->title), kind->title);
}

void
rule_file_too_large(struct file *f)
{
	uint64_t most = f->lint->provider->max_file_bytes;

	if (most > 0 && f->bytes > most)
		found_in_order(f, NULL,
		    "%llu bytes; a file of at most %llu can be sent whole",
		    (unsigned long long)f->bytes, (unsigned long long)most);
}

void
rule_crlf(struct file *f)
{
	if (f->counted.crlf > 0 && !f->given_up)
		found_in_order(f, NULL,
		    "%llu line%s in CRLF, the first is line %llu; "
		    "sed 's/\\r$//' mends it",
		    (unsigned long long)f->counted.crlf,
		    f->counted.crlf == 1 ? " ends" : "s end",
		    (unsigned long long)f->counted.crlf_line);
}

void
rule_blank_line(struct file *f)
{
	if (f->counted.blank > 0 && f->records > 0 && !f->given_up)
		found_in_order(f, NULL,
		    "%llu blank line%s, the first is line %llu; "
		    "grep -v '^[[:space:]]*$' leaves them out",
		    (unsigned long long)f->counted.blank,
		    f->counted.blank == 1 ? "" : "s",
		    (unsigned long long)f->counted.blank_line);
}

void
rule_no_last_newline(struct file *f)
{
	if (f->counted.unended && f->records > 0 && !f->given_up)
		found_in_order(f, NULL,
		    "the last line has no line end; sed '$a\\' adds it");
}
