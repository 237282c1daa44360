/* SPDX-License-Identifier: MIT */
/* Documents for tests, written with ' for ". */
#ifndef FT_TESTS_DOC_H
#define FT_TESTS_DOC_H

#include "common/json/json.h"
#include "tests/unit/unit.h"

static struct arena doc_arena;
static struct json_reader doc_reader;

/* For cmocka_run_group_tests(). */
static inline int
doc_start(void **state)
{
	(void)state;
	arena_init(&doc_arena);
	json_reader_init(&doc_reader, &doc_arena);
	return 0;
}

static inline int
doc_stop(void **state)
{
	(void)state;
	json_reader_free(&doc_reader);
	arena_free(&doc_arena);
	return 0;
}

/* The document of that text, with " for each '; lives until doc_stop(). */
static inline struct json *
doc(const char *text)
{
	struct str s = arena_copy(&doc_arena, str_c(text));
	struct json_doc d;
	struct fault f;

	for (size_t i = 0; i < s.n; i++)
		if (s.p[i] == '\'')
			((char *)s.p)[i] = '"';
	if (!json_parse(&doc_reader, s, &d, &f))
		fail_msg("%s: %s", text, f.text);
	return d.root;
}

#endif
