/* SPDX-License-Identifier: MIT */
/*
 * SARIF 2.1.0, for code scanning: rules with their help, results with
 * fingerprints that survive when lines move.
 */
#include <stdlib.h>

#include "tools/lint/content.h"
#include "tools/lint/report.h"
#include "tools/lint/units.h"

/* GitHub refuses a run with more results than this. */
enum { RESULTS_MAX = 25000 };

struct sarif {
	struct content_counts seen;
	struct units units; /* of the line of f->at */
};

static void
write_text(struct jsonw *w, const char *key, const char *text)
{
	jsonw_key(w, key);
	jsonw_object(w);
	jsonw_key(w, "text");
	jsonw_str(w, str_c(text));
	jsonw_end(w);
}

static const char *
level_name(enum level level)
{
	return level == LEVEL_ERROR  ? "error"
	    : level == LEVEL_WARNING ? "warning"
	    : level == LEVEL_INFO    ? "note"
				     : "none";
}

static void
write_help(struct jsonw *w, const struct rule *rule)
{
	struct buf text;

	buf_init(&text, BUF_NO_MAX);
	buf_printf(&text, "%s\n\nbad:\n%s\n\ngood:\n%s", rule->why, rule->bad,
	    rule->good);
	jsonw_key(w, "help");
	jsonw_object(w);
	jsonw_key(w, "text");
	jsonw_str(w, buf_str(&text));
	buf_clear(&text);
	buf_printf(&text,
	    "%s\n\nBad:\n\n```text\n%s\n```\n\nGood:\n\n```text\n%s\n```\n",
	    rule->why, rule->bad, rule->good);
	jsonw_key(w, "markdown");
	jsonw_str(w, buf_str(&text));
	jsonw_end(w);
	buf_free(&text);
}

static void
write_rule(struct jsonw *w, const struct lint *lint, const struct rule *rule)
{
	enum level level = levels_of(&lint->levels, rule);

	jsonw_object(w);
	jsonw_key(w, "id");
	jsonw_str(w, str_c(rule->id));
	jsonw_key(w, "name");
	jsonw_str(w, str_c(rule->name));
	write_text(w, "shortDescription", rule->text);
	write_text(w, "fullDescription", rule->why);
	write_help(w, rule);
	jsonw_key(w, "defaultConfiguration");
	jsonw_object(w);
	jsonw_key(w, "enabled");
	jsonw_bool(w, level != LEVEL_OFF);
	jsonw_key(w, "level");
	jsonw_str(w, str_c(level_name(level)));
	jsonw_end(w);
	jsonw_key(w, "properties");
	jsonw_object(w);
	jsonw_key(w, "tags");
	jsonw_array(w);
	jsonw_str(w, str_c(family_name(rule->family)));
	jsonw_end(w);
	jsonw_end(w);
	jsonw_end(w);
}

/* All of the table, so that a rule's index is its row. */
static void
write_driver(struct jsonw *w, const struct lint *lint)
{
	jsonw_key(w, "tool");
	jsonw_object(w);
	jsonw_key(w, "driver");
	jsonw_object(w);
	jsonw_key(w, "name");
	jsonw_str(w, STR("ft-lint"));
	jsonw_key(w, "version");
	jsonw_str(w, STR(FT_VERSION));
	jsonw_key(w, "rules");
	jsonw_array(w);
	for (size_t i = 0; i < rule_count; i++)
		write_rule(w, lint, &rules[i]);
	jsonw_end(w);
	jsonw_end(w);
	jsonw_end(w);
}

/* The run is left open in the array of its results: they come one by one. */
void
sarif_start(struct file *f)
{
	struct jsonw w;
	struct buf b;

	f->report = mem_zero(1, sizeof(struct sarif));
	buf_init(&b, BUF_NO_MAX);
	buf_adds(&b,
	    "{\"$schema\":\"https://json.schemastore.org/sarif-2.1.0.json\","
	    "\"version\":\"2.1.0\",\"runs\":[");
	jsonw_init(&w, &b);
	jsonw_object(&w);
	write_driver(&w, f->lint);
	jsonw_key(&w, "columnKind");
	jsonw_str(&w, STR("utf16CodeUnits"));
	buf_adds(&b, ",\"results\":[");
	out_str(f->lint->report, buf_str(&b));
	buf_free(&b);
}

/* Appends a file's name as a URI. */
static void
write_uri(struct buf *to, struct str name)
{
	static const char plain[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
				    "abcdefghijklmnopqrstuvwxyz"
				    "0123456789-._~/";

	if (str_starts(name, STR("/")))
		buf_adds(to, "file://");
	for (size_t i = 0; i < name.n; i++)
		if (name.p[i] != '\0' && strchr(plain, name.p[i]) != NULL)
			buf_addc(to, name.p[i]);
		else
			buf_printf(to, "%%%02X", (unsigned char)name.p[i]);
}

static void
write_region(struct jsonw *w, const struct file *f, const struct finding *at)
{
	struct sarif *s = f->report;
	size_t start, end;

	jsonw_key(w, "region");
	jsonw_object(w);
	jsonw_key(w, "startLine");
	jsonw_u64(w, at->line == 0 ? 1 : at->line);
	if (f->at != NULL && at->column > 0) {
		if (!f->hashed) /* the first finding of a record */
			units_init(&s->units, f->at->raw);
		start = units_column(&s->units, at->column);
		end =
		    at->end == 0 ? start + 1 : units_column(&s->units, at->end);
		jsonw_key(w, "startColumn");
		jsonw_u64(w, start);
		jsonw_key(w, "endLine");
		jsonw_u64(w, at->line);
		jsonw_key(w, "endColumn");
		jsonw_u64(w, end);
	}
	jsonw_end(w);
}

static void
write_location(struct jsonw *w, const struct file *f, const struct finding *at)
{
	struct buf uri;

	buf_init(&uri, BUF_NO_MAX);
	write_uri(&uri, str_c(f->name));
	jsonw_key(w, "locations");
	jsonw_array(w);
	jsonw_object(w);
	jsonw_key(w, "physicalLocation");
	jsonw_object(w);
	jsonw_key(w, "artifactLocation");
	jsonw_object(w);
	jsonw_key(w, "uri");
	jsonw_str(w, buf_str(&uri));
	jsonw_end(w);
	write_region(w, f, at);
	jsonw_end(w);
	if (at->pointer.p != NULL) {
		jsonw_key(w, "logicalLocations");
		jsonw_array(w);
		jsonw_object(w);
		jsonw_key(w, "fullyQualifiedName");
		jsonw_str(w, at->pointer);
		jsonw_end(w);
		jsonw_end(w);
	}
	jsonw_end(w);
	jsonw_end(w);
	buf_free(&uri);
}

/* The name is GitHub's; the number parts findings that are the same. */
static void
write_fingerprint(struct jsonw *w, struct file *f, const struct finding *at)
{
	struct sarif *s = f->report;
	uint64_t hash = content_hash(f, at);
	uint64_t nth = content_add(&s->seen, hash, at->rule, 1);
	struct buf text;

	buf_init(&text, BUF_NO_MAX);
	buf_printf(&text, "%016llx:%llu", (unsigned long long)hash,
	    (unsigned long long)nth);
	jsonw_key(w, "partialFingerprints");
	jsonw_object(w);
	jsonw_key(w, "primaryLocationLineHash");
	jsonw_str(w, buf_str(&text));
	jsonw_end(w);
	buf_free(&text);
}

static uint64_t
most(const struct file *f)
{
	return report_most(f, RESULTS_MAX / rule_count);
}

void
sarif_finding(struct file *f, const struct finding *at)
{
	struct jsonw w;
	struct buf b;

	if (report_nth(f, at->rule) > most(f))
		return;
	buf_init(&b, BUF_NO_MAX);
	buf_adds(&b, f->told++ == 0 ? "\n" : ",\n");
	jsonw_init(&w, &b);
	jsonw_object(&w);
	jsonw_key(&w, "ruleId");
	jsonw_str(&w, str_c(at->rule->id));
	jsonw_key(&w, "ruleIndex");
	jsonw_u64(&w, (uint64_t)(at->rule - rules));
	jsonw_key(&w, "level");
	jsonw_str(&w, str_c(level_name(at->level)));
	jsonw_key(&w, "message");
	jsonw_object(&w);
	jsonw_key(&w, "text");
	jsonw_str(&w, at->text);
	jsonw_end(&w);
	write_location(&w, f, at);
	write_fingerprint(&w, f, at);
	jsonw_end(&w);
	out_str(f->lint->report, buf_str(&b));
	buf_free(&b);
}

static void
write_note(struct jsonw *w, struct str text)
{
	jsonw_object(w);
	jsonw_key(w, "level");
	jsonw_str(w, STR("note"));
	jsonw_key(w, "message");
	jsonw_object(w);
	jsonw_key(w, "text");
	jsonw_str(w, text);
	jsonw_end(w);
	jsonw_end(w);
}

/* A note for each line of the text. */
static void
write_notes(struct jsonw *w, const char *key, struct str lines)
{
	struct str line;

	jsonw_key(w, key);
	jsonw_array(w);
	while (str_split(&lines, '\n', &line))
		if (line.n > 0)
			write_note(w, line);
	jsonw_end(w);
}

static void
write_invocation(struct jsonw *w, const struct file *f)
{
	struct buf lines;

	buf_init(&lines, BUF_NO_MAX);
	jsonw_object(w);
	jsonw_key(w, "executionSuccessful");
	jsonw_bool(w, diag_status() == STATUS_OK);
	report_more(&lines, f, most(f));
	write_notes(w, "toolExecutionNotifications", buf_str(&lines));
	buf_clear(&lines);
	report_not_run(&lines, f->lint);
	write_notes(w, "toolConfigurationNotifications", buf_str(&lines));
	jsonw_end(w);
	buf_free(&lines);
}

void
sarif_end(struct file *f)
{
	struct sarif *s = f->report;
	struct jsonw w;
	struct buf b;

	buf_init(&b, BUF_NO_MAX);
	buf_adds(&b, f->told == 0 ? "]" : "\n]");
	buf_adds(&b, ",\"invocations\":[");
	jsonw_init(&w, &b);
	write_invocation(&w, f);
	buf_adds(&b, "],\"properties\":");
	jsonw_init(&w, &b);
	json_summary(&w, f);
	buf_adds(&b, "}]}\n");
	out_str(f->lint->report, buf_str(&b));
	buf_free(&b);
	content_free(&s->seen);
	free(s);
}
