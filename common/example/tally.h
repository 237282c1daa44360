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
	const uint64_t *image_tokens; /* as tally.visuals; NULL: no images */
	size_t unsized;		      /* images: see count_pictures() */
};

/* The tokens of the example in an encoding, with those of its images. */
static inline uint64_t
tallied_tokens(const struct tallied *e, size_t encoding, size_t visual)
{
	return e->counts[encoding].tokens +
	    (e->image_tokens == NULL ? 0 : e->image_tokens[visual]);
}

struct tally {
	const struct encoding *const *encodings;
	size_t nencodings; /* 1 to TALLY_ENCODINGS */
	enum count_as as;
	bool special;			     /* as of tokenizer_specials() */
	const struct visual *const *visuals; /* for image_tokens */
	size_t nvisuals;		     /* may be 0 */

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

/* Warns, for tools, of images that are not counted, or whose size was assumed;
 * see count_pictures(). */
void tally_warn_of_images(
    struct place at, bool counted, uint64_t images, uint64_t unsized);

/* A fault function for tools: says it with diag_fault(), and how many more. */
void tally_report(
    void *user, struct place at, const struct fault *f, size_t more);

#endif
