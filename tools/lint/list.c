/* SPDX-License-Identifier: MIT */
#include "common/text/chars.h"
#include "tools/lint/lint.h"

void
list_rules(struct out *to, const struct levels *levels)
{
	for (size_t i = 0; i < rule_count; i++)
		out_printf(to, "%-5s %-22s %-7s %-8s %s\n", rules[i].id,
		    rules[i].name, family_name(rules[i].family),
		    diag_level_name(levels_of(levels, &rules[i])),
		    rules[i].text);
}

/* Appends ", " or what else stands between, and the provider where the rule has
 * that level there. */
static void
add_provider(struct buf *to, const struct provider *p, const struct rule *rule,
    enum level level, const char *between)
{
	struct levels levels;
	struct fault f;

	if (p->rules.n == 0)
		return;
	levels_init(&levels);
	if (levels_read(&levels, p->rules, &f)) {
		levels_settle(&levels);
		if (levels_of(&levels, rule) == level)
			buf_printf(to, "%s%.*s", between, STR_ARGS(p->name));
	}
	levels_free(&levels);
}

/* "error for together, fireworks; off for trl": whose rows say otherwise. */
static void
write_by_provider(
    struct buf *to, const struct market *market, const struct rule *rule)
{
	for (int i = LEVEL_ERROR; i <= LEVEL_OFF; i++) {
		enum level level = (enum level)i;
		const char *name = diag_level_name(level);
		size_t begin = to->n, head;

		if (level == rule->level)
			continue;
		buf_printf(to, "%s%s for ", begin > 0 ? "; " : "", name);
		head = to->n;
		for (size_t k = 0; k < market->nproviders; k++)
			add_provider(to, &market->providers[k], rule, level,
			    to->n == head ? "" : ", ");
		if (to->n == head)
			to->n = begin;
	}
}

/* A paragraph in lines of a width that is read with ease, which begins with a
 * capital; an empty line behind it. */
static void
write_prose(struct out *to, const char *text, const char *end)
{
	enum { COLUMNS = 79 };
	struct str rest = str_c(text), word;
	struct buf b;
	size_t column = 0;

	buf_init(&b, BUF_NO_MAX);
	while (str_split(&rest, ' ', &word)) {
		bool fits = column + 1 + word.n <= COLUMNS;

		if (column > 0)
			buf_addc(&b, fits ? ' ' : '\n');
		column = column > 0 && fits ? column + 1 + word.n : word.n;
		buf_add_str(&b, word);
	}
	if (is_lower(b.p[0]))
		b.p[0] = (char)(b.p[0] - ('a' - 'A'));
	out_printf(to, "%s%s\n\n", buf_cstr(&b), end);
	buf_free(&b);
}

void
list_explain(struct out *to, const struct lint *lint, const struct rule *rule)
{
	const char *needs = rule_needs(rule);
	struct buf levels;

	out_printf(to, "%s %s (%s, %s)\n\n", rule->id, rule->name,
	    family_name(rule->family), diag_level_name(rule->level));
	write_prose(to, rule->text, ".");
	write_prose(to, rule->why, "");
	out_printf(to, "bad:\n%s\n\ngood:\n%s\n", rule->bad, rule->good);
	buf_init(&levels, BUF_NO_MAX);
	write_by_provider(&levels, &lint->market, rule);
	if (levels.n > 0)
		out_printf(to, "\n--provider: %s\n", buf_cstr(&levels));
	buf_free(&levels);
	if (needs != NULL)
		out_printf(to, "\nruns with %s only\n", needs);
	for (size_t i = 0; i < FIXES; i++)
		if (str_is(str_c(rule->name), fixes[i].rule))
			out_printf(
			    to, "\n--fix repairs it: %s\n", fixes[i].name);
}
