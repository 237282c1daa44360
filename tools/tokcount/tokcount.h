/* SPDX-License-Identifier: MIT */
/*
 * The parts of ft-tokcount: examples.c counts training examples, plain.c
 * counts plain text, sums.c is the report of both, with what draw.c draws;
 * decode.c turns tokens into text.
 */
#ifndef FT_TOOLS_TOKCOUNT_H
#define FT_TOOLS_TOKCOUNT_H

#include <stdbool.h>
#include <stdint.h>

#include "common/base/histogram.h"
#include "common/example/count.h"
#include "common/io/out.h"
#include "common/token/token.h"

/* No text has more tokens: --over was not given. */
#define TOKCOUNT_ALL UINT64_MAX

struct tokcount {
	const char *model;	   /* NULL with --encoding */
	const char *encoding_name; /* NULL with --model */
	const char *pattern;
	const char *as_name;
	bool raw, per_line, ids, decode, special, per_example;
	bool histogram, json;
	uint64_t over;

	uint64_t limit; /* the tokens that the model takes; 0: not known */
	const struct encoding *encoding;
	const struct visual *visual; /* NULL: images are not counted */
	enum count_as as;
	struct out *out;
};

/* What was counted in one file, or in all. */
struct sums {
	uint64_t bytes, images;
	uint64_t image_tokens, unsized; /* see count_pictures() */
	struct histogram tokens;	/* of each example, or text */
	struct histogram assistant_tokens, messages;
};

/* The report: a line for each file, then for all; or one JSON object. */
struct report {
	const struct tokcount *tc;
	struct sums all, file; /* file: the one being counted */
	size_t files;
	struct buf json; /* the files' objects, with --json */
};

void report_start(struct report *r, const struct tokcount *tc);

/* Adds an example, or a text, of so many bytes.  Its images are added to the
 * sums of the file and of all by who counts them. */
void report_add(struct report *r, uint64_t bytes, const struct counts *counts);

/* Prints "file:line: tokens": of an example or text that --over found. */
void report_over(
    const struct report *r, const char *file, size_t line, size_t tokens);

/* Ends a file, or all. */
void report_file(struct report *r, const char *name);
void report_end(struct report *r);

/* The three ways to count. */
void tokcount_examples(const struct tokcount *tc, char **files);
void tokcount_plain(const struct tokcount *tc, char **files);
void tokcount_ids(const struct tokcount *tc, char **files);

/* Writes the texts of token numbers; false where that ended at a mistake. */
bool tokcount_decode(const struct tokcount *tc, char **files) MUSTCHECK;

#endif
