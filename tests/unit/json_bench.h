/* SPDX-License-Identifier: MIT */
/*
 * What every test of the JSON reader begins with: a reader and its arena, made
 * and given back around each test.
 */
#ifndef FT_TESTS_JSON_BENCH_H
#define FT_TESTS_JSON_BENCH_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>

#include "common/json/json.h"

struct bench {
	struct arena arena;
	struct json_reader r;
	struct json_doc doc;
	struct fault f;
	struct buf b; /* for what a test makes up */
};

static inline int
set_up(void **state)
{
	struct bench *t = mem_zero(1, sizeof(*t));

	json_reader_init(&t->r, &t->arena);
	buf_init(&t->b, BUF_NO_MAX);
	*state = t;
	return 0;
}

static inline int
tear_down(void **state)
{
	struct bench *t = *state;

	json_reader_free(&t->r);
	arena_free(&t->arena);
	buf_free(&t->b);
	free(t);
	return 0;
}

static inline const struct json *
parse_str(struct bench *t, struct str text)
{
	if (!json_parse(&t->r, text, &t->doc, &t->f))
		fail_msg("%zu: %s", t->f.off, t->f.text);
	return t->doc.root;
}

static inline const struct json *
parse(struct bench *t, const char *text)
{
	return parse_str(t, str_c(text));
}

static inline void
is_text(struct str s, const char *want)
{
	if (!str_is(s, want))
		fail_msg("'%.*s', not '%s'", STR_ARGS(s), want);
}

#define TEST(f) cmocka_unit_test_setup_teardown(f, set_up, tear_down)

#endif
