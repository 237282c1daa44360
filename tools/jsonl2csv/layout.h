/* SPDX-License-Identifier: MIT */
/*
 * The columns, found by looking at all records.
 *
 *	for each record: layout_look(&l, &arena, root)
 *	layout_choose(&l, ROWS_AUTO)
 *	layout_header(&l, ',', to)
 */
#ifndef FT_TOOLS_JSONL2CSV_LAYOUT_H
#define FT_TOOLS_JSONL2CSV_LAYOUT_H

#include <stdbool.h>

#include "common/base/arena.h"
#include "common/base/buf.h"
#include "common/example/example.h"
#include "tools/jsonl2csv/jsonl2csv.h"

/* Beyond these, a key of metadata has no column. */
enum { LAYOUT_KEYS = 1000 };

struct layout {
	enum example_type type; /* of the first record that has one */
	bool several; /* some chat has other turns than one question, answer */
	bool weight;  /* some message has one */
	struct str *keys; /* of metadata, whose values are strings */
	size_t nkeys;

	bool by_message; /* rows are messages: chosen at the end */
	char delimiter;
};

/* A record's type as far as a table goes: that a completion is judged is
 * something it drops. */
enum example_type layout_type(const struct json *root);

/* Looks at a record; keys are copied into the arena. */
void layout_look(struct layout *l, struct arena *a, const struct json *root);

/* Adds what another one has seen in later records. */
void layout_merge(struct layout *l, struct arena *a, const struct layout *more);

void layout_choose(struct layout *l, enum rows rows);

/* Can these messages be one row: a system message or none, one of the user, one
 * of the assistant? */
bool layout_is_plain(const struct json *messages);

/* Appends the header, without line end. */
void layout_header(const struct layout *l, struct buf *to);

/* Appends a cell, in quotes where it needs them (RFC 4180). */
void layout_cell(const struct layout *l, struct str text, struct buf *to);

#endif
