/* SPDX-License-Identifier: MIT */
/* What a file is that is no JSON Lines. */
#include "tools/lint/rules.h"

/* What is told by its first bytes, and what helps. */
static const struct form {
	struct str begin;
	const char *what;
} forms[] = {
    {STR("PK\003\004"),
	"a ZIP archive, as a workbook of Excel is; saved as CSV, "
	"csv2jsonl reads it"},
    {STR("\xd0\xcf\x11\xe0"),
	"a workbook or document of Microsoft Office; saved as CSV, "
	"csv2jsonl reads it"},
    {STR("PAR1"),
	"a Parquet file; pandas' read_parquet and "
	"to_json(orient='records', lines=True) make lines of it"},
    {STR("ARROW1"),
	"an Arrow file; pandas' read_feather and "
	"to_json(orient='records', lines=True) make lines of it"},
    {STR("SQLite format 3"), "an SQLite database"},
    {STR("%PDF-"), "a PDF document"},
    {STR("BZh"), "packed with bzip2; bzip2 -dc unpacks it"},
    {STR("\xfd"
	 "7zXZ"),
	"packed with xz; xz -dc unpacks it"},
    {STR("7z\xbc\xaf"), "a 7-Zip archive"},
    {STR("\xff\xfe"), "in UTF-16; iconv -f UTF-16 -t UTF-8 mends it"},
    {STR("\xfe\xff"), "in UTF-16; iconv -f UTF-16 -t UTF-8 mends it"},
    {STR("{\0"), "in UTF-16; iconv -f UTF-16LE -t UTF-8 mends it"},
    {STR("\0{"), "in UTF-16; iconv -f UTF-16BE -t UTF-8 mends it"},
    {STR("<!DOCTYPE"), "an HTML page; what was fetched is not the data"},
    {STR("<!doctype"), "an HTML page; what was fetched is not the data"},
    {STR("<html"), "an HTML page; what was fetched is not the data"},
    {STR("<?xml"), "XML"},
    {STR("version https://git-lfs"),
	"a pointer of Git LFS; git lfs pull fetches the data"},
};

/* The header of a tar archive has that in its midst. */
static bool
is_tar(struct str bytes)
{
	enum { MAGIC = 257 };

	return bytes.n > MAGIC &&
	    str_starts(str_from(bytes, MAGIC), STR("ustar"));
}

static const char *
form_of(struct str bytes)
{
	for (size_t i = 0; i < LENGTH(forms); i++)
		if (str_starts(bytes, forms[i].begin))
			return forms[i].what;
	return is_tar(bytes) ? "a tar archive; tar -xf unpacks it" : NULL;
}

/* A header of CSV: a letter or quote, and something that parts columns. */
static bool
looks_like_csv(struct str line)
{
	char first = line.n == 0 ? '\0' : line.p[0];
	bool word = (first >= 'a' && first <= 'z') ||
	    (first >= 'A' && first <= 'Z') || first == '"';

	return word && str_find(line, ':') == line.n &&
	    (str_find(line, ',') < line.n || str_find(line, ';') < line.n ||
		str_find(line, '\t') < line.n);
}

/* The begin of an object that goes on on the next line. */
static bool
is_pretty(struct str line)
{
	return str_starts(line, STR("{")) &&
	    (str_ends(line, STR("{")) || str_ends(line, STR("[")));
}

/* What the file is instead, by its first line; NULL where that may be a record
 * among others. */
static const char *
other_form(const struct checked *r)
{
	struct str line = str_trim(r->record.text);
	const char *form;

	if (r->is_array || (!r->parsed && str_starts(line, STR("["))))
		return "one JSON array; jq -c '.[]' makes lines of it";
	if (r->parsed)
		return NULL;
	form = form_of(r->record.raw);
	if (form != NULL)
		return form;
	if (is_pretty(line))
		return "a JSON object over several lines; jq -c . makes a line "
		       "of it";
	if (looks_like_csv(line))
		return "CSV by its looks; csv2jsonl makes training examples of "
		       "it";
	return NULL;
}

/*
 * Looks at the first line only; the rest of such a file would be a finding for
 * each line, and none of them helps.
 */
void
rule_not_jsonl(struct file *f, struct checked *r)
{
	const char *form = f->records == 1 ? other_form(r) : NULL;

	if (form == NULL)
		return;
	f->given_up = true;
	found_in_order(f, r, "the file is %s", form);
}
