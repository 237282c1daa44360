/* SPDX-License-Identifier: MIT */
/*
 * The tokens of every example of some files, counted on all threads and told
 * in the order of the input.
 *
 *	struct tally tally = {
 *		.encodings = &encoding, .nencodings = 1, .as = COUNT_TRAINING,
 *		.user = &sums, .example = add, .fault = report,
 *	};
 *
 *	tally_run(&tally, files, &limits);
 */
#ifndef FT_EXAMPLE_TALLY_H
#define FT_EXAMPLE_TALLY_H

#include "common/base/diag.h"
#include "common/base/opt.h"
#include "common/example/count.h"

enum { TALLY_ENCODINGS = 4 };

struct tallied {
	const char *file;
	size_t line;  /* from 1 */
	size_t index; /* of the record in its file, from 1 */
	size_t bytes; /* of the record without its line end */
	struct counts counts[TALLY_ENCODINGS]; /* as tally.encodings */
};

struct tally {
	const struct encoding *const *encodings;
	size_t nencodings; /* 1 to TALLY_ENCODINGS */
	enum count_as as;
	bool special; /* as of tokenizer_specials() */

	void *user; /* handed to the functions below, which may be NULL */
	void (*example)(void *user, const struct tallied *example);

	/*
	 * Asked before a record is called a fault; true when the tool knows
	 * the record for something else that it reads.
	 */
	bool (*other)(void *user, struct place at, struct str record);

	/* Behind the last example of a file, empty files included. */
	void (*file_end)(void *user, const char *file);

	/*
	 * What is no example.  A fault with the words of the one before it in
	 * the same file is not told again: how often it came is told at the
	 * end of the file as `more`, which is 0 in all other calls.
	 */
	void (*fault)(
	    void *user, struct place at, const struct fault *f, size_t more);
};

/*
 * Counts all files (see in_init()) under the limits of the command line:
 * threads, longest record, progress bar.
 */
void tally_run(
    const struct tally *tally, char **files, const struct opt_shared *limits);

/* A fault function for tools: says it with diag_fault(), and how many more. */
void tally_report(
    void *user, struct place at, const struct fault *f, size_t more);

#endif
