/* SPDX-License-Identifier: MIT */
/* Metrics of JSON: json-valid, json, json-fields. */
#include "common/score/same.h"
#include "common/score/work.h"

/* Reads what was expected, which must be JSON. */
static bool
read_expected(struct score_work *w, struct str expected, struct json_doc *doc,
    struct fault *f)
{
	struct fault why;

	if (json_parse(&w->json, expected, doc, &why))
		return true;
	return fault_set(f, STATUS_INPUT, why.off,
	    "the expected answer is no JSON: %s", why.text);
}

TAKE(json_valid_take)
{
	struct json_doc doc;

	(void)s, (void)expected, (void)f;
	*value = json_parse(&w->json, answer, &doc, NULL);
	return true;
}

TAKE(json_take)
{
	struct json_doc want, got;

	(void)s;
	if (!read_expected(w, expected, &want, f))
		return false;
	*value = json_parse(&w->json, answer, &got, NULL) &&
	    same_json(want.root, got.root, &w->arena);
	return true;
}

TAKE(json_fields_take)
{
	struct same_fields fields = {0};
	struct json_doc want, got = {0};

	(void)s;
	if (!read_expected(w, expected, &want, f))
		return false;
	if (!json_parse(&w->json, answer, &got, NULL))
		got.root = NULL;
	same_count_fields(want.root, got.root, &fields, &w->arena);
	*value = (double)fields.same / (double)fields.all;
	return true;
}
