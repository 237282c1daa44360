/* SPDX-License-Identifier: MIT */
#include "tools/csv2jsonl/toolfile.h"

#include "common/base/diag.h"
#include "common/io/csvcut.h"
#include "common/io/in.h"
#include "common/json/json.h"
#include "tools/csv2jsonl/record.h"

enum { MOST = 16 << 20 }; /* bytes of such a file */

/* Is the document an array of objects? */
static bool
check(const struct json_doc *doc, struct fault *f)
{
	const struct json *tools = doc->root;

	if (!json_is_array(tools))
		return fault_set(f, STATUS_INPUT, tools->off,
		    "the tools are %s; expected an array",
		    json_type_name(tools->type));
	if (tools->child == NULL)
		return fault_set(
		    f, STATUS_INPUT, tools->off, "there are no tools in it");
	for (const struct json *v = tools->child; v != NULL; v = v->next)
		if (!json_is_object(v))
			return fault_set(f, STATUS_INPUT, v->off,
			    "the tool is %s; expected an object",
			    json_type_name(v->type));
	return true;
}

static bool
parse(struct arena *a, struct str text, struct str *tools, struct fault *f)
{
	struct json_reader r;
	struct json_doc doc;
	struct buf compact;
	bool ok;

	json_reader_init(&r, a);
	ok = json_parse(&r, text, &doc, f) && check(&doc, f);
	json_reader_free(&r);
	if (!ok)
		return false;
	buf_init(&compact, BUF_NO_MAX);
	record_compact(text, &compact);
	*tools = arena_copy(a, buf_str(&compact));
	buf_free(&compact);
	return true;
}

bool
toolfile_read(struct arena *a, const char *path, struct str *tools)
{
	struct csvcut_cursor cursor;
	struct csv_place at;
	struct buf text;
	struct str json;
	struct fault f;
	size_t mark;
	bool ok;

	buf_init(&text, MOST);
	ok = in_whole(path, &text);
	mark = csvcut_bom(buf_str(&text));
	json = str_from(buf_str(&text), mark);
	if (ok && !parse(a, json, tools, &f)) {
		cursor = csvcut_cursor(buf_str(&text), 1, mark);
		at = csvcut_place(&cursor, mark + f.off);
		f.off = 0;
		diag_fault((struct place){path, at.line, at.column}, &f);
		ok = false;
	}
	buf_free(&text);
	return ok;
}
