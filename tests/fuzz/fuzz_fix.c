/* SPDX-License-Identifier: MIT */
/*
 * --fix.  Whatever the bytes: what was JSON is JSON afterwards, what was not is
 * left alone, a line that was mended once is not mended again, and what is said
 * to be unchanged is.
 */
#include <stdint.h>
#include <stdlib.h>

#include "tools/lint/fix.c"
#include "tools/lint/fix_chat.c"
#include "tools/lint/fix_functions.c"
#include "tools/lint/mended.c"
#include "tools/lint/splice.c"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n);

const struct rule rules[] = {{.id = "E202", .name = "unknown-role"}};
const size_t rule_count = LENGTH(rules);

const struct rule *
rule_find(struct str name)
{
	(void)name;
	return NULL;
}

enum level
levels_of(const struct levels *l, const struct rule *rule)
{
	(void)l;
	(void)rule;
	return LEVEL_ERROR;
}

static bool
is_json(struct str text)
{
	struct json_reader reader;
	struct json_doc doc;
	struct arena memory;
	struct fault f;
	bool is;

	arena_init(&memory);
	json_reader_init(&reader, &memory);
	is = json_parse(&reader, text, &doc, &f);
	json_reader_free(&reader);
	arena_free(&memory);
	return is;
}

/* The record that a line is, as the engine has it. */
static struct record
record_of(struct str line)
{
	struct record r = {.raw = line, .text = line, .line = 1};

	if (str_ends(r.text, STR("\n"))) {
		r.text.n--;
		if (str_ends(r.text, STR("\r")))
			r.text.n--;
	}
	r.bom = str_starts(r.text, STR("\xEF\xBB\xBF"));
	if (r.bom)
		r.text = str_from(r.text, 3);
	r.blank = str_trim(r.text).n == 0;
	return r;
}

static void
mend_line(struct fixer *x, struct arena *memory, struct str line)
{
	struct record r = record_of(line), again;
	struct str was = r.text;
	struct mended *m = mend_record(x, memory, &r), *second;

	if (!m->changed && !str_eq(r.raw, line))
		abort();
	/* Of several marks all go, and then it may be JSON. */
	if (!str_eq(m->was, line) || (is_json(was) && !is_json(r.text)))
		abort();
	if (!is_json(was) && is_json(r.text) &&
	    !str_starts(was, STR("\xEF\xBB\xBF")))
		abort();
	if (m->dropped)
		return;
	again = record_of(r.raw);
	second = mend_record(x, memory, &again);
	if (second->changed || !str_eq(again.raw, r.raw))
		abort();
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
	static const struct provider provider = {.bom = BOM_REFUSED};
	struct str rest = str_of((const char *)data, n);
	struct arena memory;
	struct fixer x;

	arena_init(&memory);
	fixer_init(&x, NULL, &provider);
	while (rest.n > 0) {
		size_t end = str_find(rest, '\n');
		struct str line = str_of(rest.p, end + (end < rest.n));

		mend_line(&x, &memory, line);
		rest = str_from(rest, line.n);
	}
	fixer_free(&x);
	arena_free(&memory);
	return 0;
}
