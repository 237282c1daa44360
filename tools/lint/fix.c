/* SPDX-License-Identifier: MIT */
#include "tools/lint/fix.h"

#include "common/json/jsonw.h"
#include "tools/lint/lint.h"

/* Each round mends what the one before has laid open; two are the most that
 * the table needs. */
enum { ROUNDS_MAX = 8, KEEP = 1 << 20 };

const struct fix fixes[FIXES] = {
    [FIX_MARK] = {"byte-order-mark", "byte-order-mark",
	"byte-order mark was taken away", "byte-order marks were taken away",
	NULL},
    [FIX_LINE_END] = {"crlf", "crlf",
	"carriage return at a line's end was "
	"taken away",
	"carriage returns at lines' ends were taken away", NULL},
    [FIX_BLANK] = {"blank-line", "blank-line", "blank line was taken out",
	"blank lines were taken out", NULL},
    [FIX_LAST_END] = {"no-last-newline", "no-last-newline",
	"missing last line end was added", "missing last line ends were added",
	NULL},
    [FIX_OUTPUTS] = {"completion-key", NULL,
	"key preferred_completion became preferred_output",
	"keys preferred_completion became preferred_output", fix_outputs},
    [FIX_ROLE] = {"role-case", "unknown-role",
	"role was written as it is defined",
	"roles were written as they are defined", fix_role},
    [FIX_DEVELOPER] = {"developer-role", "developer-role",
	"role 'developer' became 'system'", "roles 'developer' became 'system'",
	fix_developer},
    [FIX_SYSTEM] = {"system-role", "system-to-reason",
	"role 'system' became 'developer'", "roles 'system' became 'developer'",
	fix_system},
    [FIX_WEIGHT] = {"weight-form", "weight-value",
	"weight was written as 0 or 1", "weights were written as 0 or 1",
	fix_weight},
    [FIX_ARGUMENTS] = {"arguments-string", "call-arguments",
	"object of arguments became a string",
	"objects of arguments became strings", fix_arguments},
    [FIX_FUNCTIONS] = {"functions-to-tools", NULL,
	"example with functions got tools", "examples with functions got tools",
	fix_functions},
    [FIX_SPACE] = {"content-space", "edge-space",
	"content lost white space around it",
	"contents lost white space around them", fix_space},
};

static bool
takes(const struct provider *p, const char *role)
{
	return p->roles.n == 0 || market_lists(p->roles, str_c(role));
}

static bool
is_on(const struct levels *levels, const char *rule)
{
	const struct rule *row = rule_find(str_c(rule));

	return row == NULL || levels_of(levels, row) != LEVEL_OFF;
}

void
fixer_init(
    struct fixer *x, const struct levels *levels, const struct provider *p)
{
	*x = (struct fixer){0};
	for (size_t i = 0; i < FIXES; i++) {
		const char *rule = fixes[i].rule;

		x->on[i] = rule == NULL || is_on(levels, rule);
	}
	x->on[FIX_MARK] &= p->bom != BOM_WANTED;
	/* What is wrong with it is another rule's where it is not taken. */
	x->on[FIX_DEVELOPER] = takes(p, "system") &&
	    is_on(levels,
		takes(p, "developer") ? "developer-role" : "foreign-role");
	x->on[FIX_SYSTEM] &= takes(p, "developer");
	arena_init(&x->memory);
	json_reader_init(&x->reader, &x->memory);
	buf_init(&x->from, BUF_NO_MAX);
}

void
fixer_free(struct fixer *x)
{
	json_reader_free(&x->reader);
	arena_free(&x->memory);
	splice_free(&x->splices);
	buf_free(&x->from);
}

void
fix_splice(struct fixer *x, size_t off, size_t end, struct str with)
{
	splice_add(&x->splices, off, end, arena_copy(&x->memory, with));
}

void
fix_count(struct fixer *x)
{
	x->counts[x->row]++;
}

static void
splice_string(struct fixer *x, size_t off, size_t end, const char *string)
{
	struct buf quoted;

	buf_init(&quoted, BUF_NO_MAX);
	jsonw_string(&quoted, str_c(string));
	fix_splice(x, off, end, buf_str(&quoted));
	buf_free(&quoted);
}

void
fix_value(struct fixer *x, const struct json *value, const char *string)
{
	splice_string(x, value->off, value->end, string);
}

void
fix_key(struct fixer *x, const struct json *member, const char *name)
{
	size_t end = member->key_off + 1;

	/* A key may be written with escapes, of a quote too. */
	while (x->text.p[end] != '"')
		end += x->text.p[end] == '\\' ? 2 : 1;
	splice_string(x, member->key_off, end + 1, name);
}

const struct json *
fix_messages(const struct json *root, unsigned *at)
{
	while (*at < 4) {
		const struct json *v = NULL;

		switch ((*at)++) {
		case 0:
			v = json_get(root, "messages");
			break;
		case 1:
			v = json_get(json_get(root, "input"), "messages");
			break;
		case 2:
			v = json_get(root, "preferred_output");
			break;
		case 3:
			v = json_get(root, "non_preferred_output");
			break;
		}
		if (json_is_array(v))
			return v;
	}
	return NULL;
}

static bool
has_twins(const struct json_doc *doc)
{
	for (const struct json_odd *o = doc->odd; o != NULL; o = o->next)
		if (o->what == JSON_DUPLICATE_KEY)
			return true;
	return false;
}

/* One round; false when there is nothing to do. */
static bool
mend(struct fixer *x)
{
	struct json_doc doc;
	struct fault f;

	arena_reset(&x->memory);
	splice_clear(&x->splices);
	if (!json_parse(&x->reader, x->text, &doc, &f) || has_twins(&doc))
		return false;
	for (size_t i = 0; i < FIXES; i++) {
		x->row = (enum fix_row)i;
		if (x->on[i] && fixes[i].mend != NULL)
			fixes[i].mend(x, doc.root);
	}
	return x->splices.n > 0;
}

bool
fix_text(
    struct fixer *x, struct str text, struct buf *to, uint32_t counts[FIXES])
{
	bool changed = false;

	x->text = text;
	x->counts = counts;
	for (size_t i = 0; i < ROUNDS_MAX && mend(x); i++) {
		buf_clear(to);
		splice_apply(&x->splices, x->text, to);
		buf_shrink(&x->from, KEEP);
		buf_clear(&x->from);
		buf_add_str(&x->from, buf_str(to));
		x->text = buf_str(&x->from);
		changed = true;
	}
	return changed;
}
