/* SPDX-License-Identifier: MIT */
#include <assert.h>
#include <stdlib.h>

#include "common/base/opt.h"
#include "common/text/hide.h"
#include "tools/lint/content.h"
#include "tools/lint/seen.h"

enum { FINDING_MAX = 2048 };

/* So many records before it is taken in, memory is asked for. */
enum { AHEAD = 8 };

void
file_start(struct file *f, const struct lint *lint)
{
	*f = (struct file){.lint = lint};
	f->all.by_rule = mem_zero(rule_count, sizeof(*f->all.by_rule));
	f->in_order = mem_zero(rule_count + 1, sizeof(*f->in_order));
	for (size_t i = 0, n = 0; i < rule_count; i++)
		if (rules[i].in_order != NULL && rule_runs(lint, &rules[i]))
			f->in_order[n++] = &rules[i];
	f->tells_foreign = rule_runs(lint, rule_find(STR("foreign-format")));
	f->findings.end = &f->findings.first;
}

void
file_free(struct file *f)
{
	free(f->in_order);
	free(f->all.by_rule);
	set_clear(&f->set);
	histogram_free(&f->counted.lengths);
	histogram_free(&f->all.messages);
	histogram_free(&f->all.tokens);
	histogram_free(&f->all.assistant_tokens);
	seen_free(f->seen);
	arena_free(&f->memory);
}

static void
new_file(struct file *f, const char *name, const struct outlook *outlook)
{
	f->name = name;
	f->type = outlook->type;
	f->is_strange = outlook->strange;
	f->given_up = f->told_type = f->references_differ = false;
	f->nreferences = 0;
	f->decided = f->is_foreign = false;
	f->records = f->parsed = f->bytes = f->dropped = 0;
	f->with_images = 0;
	histogram_free(&f->counted.lengths);
	f->counted = (struct counted){0};
	seen_free(f->seen);
	f->seen = NULL;
	set_clear(&f->set);
}

static struct finding *
add(struct file *f, struct checked *r, const char *fmt, va_list ap)
{
	struct finding *finding = arena_zero(&f->memory, 1, sizeof(*finding));
	struct findings *list = r == NULL ? &f->findings : &r->findings;
	struct buf text;

	buf_init(&text, FINDING_MAX);
	if (!buf_vprintf(&text, fmt, ap))
		buf_adds(&text, f->rule->text);
	hide_secrets(text.p, text.n);
	finding->rule = f->rule;
	finding->level = levels_of(&f->lint->levels, f->rule);
	finding->text = arena_copy(&f->memory, buf_str(&text));
	buf_free(&text);
	if (r != NULL) {
		finding->line = r->record.line;
		finding->column = 1;
	}
	*list->end = finding;
	list->end = &finding->next;
	return finding;
}

void
found_in_order(struct file *f, struct checked *r, const char *fmt, ...)
{
	va_list ap;

	va_start(ap, fmt);
	(void)add(f, r, fmt, ap);
	va_end(ap);
}

void
found_in_line(struct file *f, size_t line, const char *fmt, ...)
{
	struct finding *finding;
	va_list ap;

	va_start(ap, fmt);
	finding = add(f, NULL, fmt, ap);
	va_end(ap);
	finding->line = line;
	finding->column = 1;
}

void
found_in_record(struct file *f, struct checked *r, size_t off,
    struct str pointer, const char *fmt, ...)
{
	const struct record *record = &r->record;
	struct finding *finding;
	va_list ap;

	va_start(ap, fmt);
	finding = add(f, r, fmt, ap);
	va_end(ap);
	finding->column = off + 1 + (size_t)(record->text.p - record->raw.p);
	finding->pointer = arena_copy(&f->memory, pointer);
}

static bool
is_known(struct file *f, const struct finding *at)
{
	struct content_counts *baseline = f->lint->baseline;

	if (baseline == NULL)
		return false;
	if (f->lint->makes_baseline)
		content_add(baseline, content_hash(f, at), at->rule, 1);
	return content_take(baseline, content_hash(f, at));
}

/* Those of a record, or with NULL of the file. */
static void
report_all(struct file *f, struct findings *findings, const struct record *of)
{
	struct finding *at;

	findings_sort(findings);
	f->at = of;
	f->hashed = false;
	for (at = findings->first; at != NULL; at = at->next) {
		if (of != NULL)
			at->line = of->line;
		at->known = is_known(f, at);
		if (at->known) {
			f->all.known++;
			continue;
		}
		f->all.by_rule[at->rule - rules]++;
		f->all.level[at->level]++;
		report_finding(f, at);
	}
}

/* Is what a provider wants like Claude's conversations, but the system message
 * beside the others? */
static bool
wants_system_beside(const struct lint *lint)
{
	return (lint->formats & OF(EXAMPLE_CLAUDE)) != 0;
}

/* Is the file to be told, in one sentence, to be of no use as it is? */
static bool
is_foreign(const struct file *f, const struct checked *r)
{
	const struct lint *lint = f->lint;

	/* Whoever turns the sentence off hears of the records. */
	if (!f->tells_foreign)
		return false;
	if (f->type == EXAMPLE_UNKNOWN)
		return lint->wanted == EXAMPLE_UNKNOWN;
	return !lint_takes(lint, f->type) ||
	    (f->type == EXAMPLE_CHAT && r->has_system &&
		wants_system_beside(lint));
}

/* Of a file that must be converted first only what it is as a file counts. */
static bool
concerns(const struct file *f, const struct rule *rule)
{
	return !f->is_foreign || rule->family == FAMILY_FILE;
}

static void
run_in_order(struct file *f, struct checked *r)
{
	const struct rule **at;

	if (f->type == EXAMPLE_UNKNOWN && !f->is_strange)
		f->type = r->type;
	if (r->parsed && (r->type == f->type || f->is_strange) && !f->decided) {
		f->decided = true;
		f->is_foreign = is_foreign(f, r);
	}
	if (r->parsed && f->is_foreign)
		r->findings = (struct findings){NULL, &r->findings.first};
	if (r->facts != NULL)
		set_add(&f->set, f->lint->against, r->facts, r->record.line);
	for (at = f->in_order; *at != NULL && !f->given_up; at++) {
		f->rule = *at;
		if (concerns(f, f->rule))
			f->rule->in_order(f, r);
	}
	/* What else is wrong with its first line does not matter. */
	while (f->given_up && r->findings.first != NULL &&
	    r->findings.first->rule->in_order == NULL)
		r->findings.first = r->findings.first->next;
}

static bool
has_error(const struct findings *findings)
{
	for (const struct finding *f = findings->first; f != NULL; f = f->next)
		if (f->level == LEVEL_ERROR && !f->known)
			return true;
	return false;
}

static void
add_up(struct file *f, const struct checked *r)
{
	struct totals *all = &f->all;
	uint64_t limit =
	    f->lint->model == NULL ? 0 : f->lint->model->example_limit;

	all->without_system += !r->has_system;
	all->without_user += !r->has_user;
	histogram_add(&all->messages, r->counts.messages);
	if (f->lint->encoding == NULL)
		return;
	all->images += r->counts.images;
	all->unsized += r->unsized;
	all->over_limit += limit > 0 && r->counts.tokens > limit;
	all->billed +=
	    limit > 0 && r->counts.tokens > limit ? limit : r->counts.tokens;
	histogram_add(&all->tokens, r->counts.tokens);
	histogram_add(&all->assistant_tokens, r->counts.assistant_tokens);
}

/* The line's bytes, with the line end that it may lack. */
static void
write_line(const struct file *f, struct out *to, struct str raw)
{
	out_str(to, raw);
	if ((f->lint->pass || !f->lint->fix) && !str_ends(raw, STR("\n")))
		out_write(to, "\n", 1);
}

/* What was no JSON Lines after all is left as it was. */
static void
pass_on(struct file *f, const struct checked *r, struct out *to)
{
	const struct mended *m = r->mended;
	struct str raw = r->record.raw;

	if (m != NULL && f->given_up)
		raw = m->was;
	for (size_t i = 0; m != NULL && i < FIXES && !f->given_up; i++)
		f->all.fixed[i] += m->counts[i];
	if (f->lint->diff && !f->given_up)
		diff_line(&f->diff, f->name, m, raw, r->record.line);
	if (to != NULL && (m == NULL || !m->dropped || f->given_up))
		write_line(f, to, raw);
}

static void
take_in_blank(struct file *f, struct checked *r)
{
	bool drops = r->mended != NULL && r->mended->dropped && !f->given_up;

	/* Only --fix without --pass is to leave all else as it is. */
	pass_on(f, r, f->lint->pass ? NULL : f->lint->records);
	f->dropped += drops;
	f->all.blank += !drops;
}

/* How the line ends, and whether it is blank. */
static void
note_line(struct counted *to, const struct record *r)
{
	to->unended = !str_ends(r->raw, STR("\n"));
	if (str_ends(r->raw, STR("\r\n")) && to->crlf++ == 0)
		to->crlf_line = r->line;
	if (r->blank && to->blank++ == 0)
		to->blank_line = r->line;
}

static void
note_answers(struct counted *to, const struct answers *a)
{
	to->answers += a->n;
	to->refusals += a->refusals;
	if (a->n > 0)
		histogram_add(&to->lengths, a->bytes);
}

static void
take_in(struct file *f, struct checked *r)
{
	/* What is told is told of the lines as they will be. */
	r->record.line -= f->dropped;
	f->bytes += r->record.raw.n;
	f->all.bytes += r->record.raw.n;
	if (r->mended == NULL || !r->mended->dropped)
		note_line(&f->counted, &r->record);
	if (r->record.blank) {
		take_in_blank(f, r);
		return;
	}
	if (f->given_up) {
		f->all.unseen++;
		pass_on(f, r, f->lint->rejects);
		return;
	}
	f->records++;
	f->parsed += r->parsed;
	f->all.records++;
	run_in_order(f, r);
	report_all(f, &r->findings, &r->record);
	if (r->counts.messages > 0 && f->type == EXAMPLE_CHAT)
		add_up(f, r);
	note_answers(&f->counted, &r->answers);
	if (has_error(&r->findings) || f->is_foreign) {
		f->all.bad++;
		pass_on(f, r, f->lint->rejects);
	} else {
		f->all.good++;
		pass_on(f, r, f->lint->records);
	}
}

bool
file_is_mended(const struct file *f)
{
	for (size_t i = 0; i < FIXES; i++)
		if (f->all.fixed[i] > 0)
			return true;
	return false;
}

static void
end_file(struct file *f)
{
	f->nth++;
	for (size_t i = 0; i < rule_count; i++) {
		f->rule = &rules[i];
		if (f->rule->at_end != NULL && concerns(f, f->rule) &&
		    rule_runs(f->lint, f->rule))
			f->rule->at_end(f);
	}
	report_all(f, &f->findings, NULL);
	f->findings = (struct findings){NULL, &f->findings.first};
}

static void
end_chunk(struct file *f, const struct task *t)
{
	/* Of a part of a file nothing is known but its records. */
	if (t->last && !t->failed)
		end_file(f);
	if (t->last)
		report_file_end(f);
	arena_reset(&f->memory);
}

void
file_done(struct file *f, const struct task *t, struct checked *list,
    const struct outlook *outlook)
{
	if (t->first)
		new_file(f, t->file, outlook);
	const struct checked *ahead = list;

	for (int i = 0; i < AHEAD && ahead != NULL; i++)
		ahead = ahead->next;
	for (struct checked *r = list; r != NULL; r = r->next) {
		if (ahead != NULL && ahead->facts != NULL)
			set_expect(&f->set, ahead->facts);
		ahead = ahead == NULL ? NULL : ahead->next;
		take_in(f, r);
	}
	end_chunk(f, t);
}

void
file_too_long(
    struct file *f, const struct task *t, const struct outlook *outlook)
{
	struct checked r = {.record = {.line = t->line}};

	r.findings.end = &r.findings.first;
	if (t->first)
		new_file(f, t->file, outlook);
	f->records++;
	f->all.records++;
	f->all.bad++;
	f->rule = rule_find(STR("record-too-long"));
	assert(f->rule != NULL);
	if (rule_runs(f->lint, f->rule))
		found_in_order(f, &r,
		    "the line is longer than %zu bytes (--max-record)",
		    opt_shared.max_record);
	report_all(f, &r.findings, NULL);
	if (f->lint->fix && !f->lint->pass) {
		diag_at((struct place){f->name, t->line, 0}, LEVEL_ERROR,
		    "too long to be repaired");
		diag_raise(STATUS_INPUT);
	}
	end_chunk(f, t);
}
