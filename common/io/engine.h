/* SPDX-License-Identifier: MIT */
/*
 * The one engine of the suite: it reads the input in chunks of whole records,
 * has them worked on by some threads, and gives the results back in the order
 * of the input.  What comes out does not depend on the number of threads or on
 * where the input was cut.
 *
 * A tool says what to do with a chunk (work, on any thread) and what to do
 * with its result (done, one chunk at a time and in order).  A chunk's work
 * writes records to task->out and what was rejected to task->side; both reach
 * their files in order.
 *
 *	static void
 *	work(void *worker, struct task *t)
 *	{
 *		struct record r;
 *		struct totals *totals = t->result;
 *
 *		while (task_record(t, &r))
 *			totals->bytes += r.text.n;
 *	}
 *
 *	static void
 *	done(void *tool, struct task *t)
 *	{
 *		... add t->result to what the tool has
 *	}
 *
 * A record is a line by default; another cut (rows of a CSV file, a text at
 * places where tokens end) is a function.  Memory: about two chunks a thread,
 * each of ENGINE_CHUNK bytes, or as long as one record where that is longer.
 */
#ifndef FT_IO_ENGINE_H
#define FT_IO_ENGINE_H

#include <stdbool.h>
#include <stddef.h>

#include "common/base/arena.h"
#include "common/base/buf.h"
#include "common/base/str.h"
#include "common/io/in.h"
#include "common/io/out.h"

enum { ENGINE_CHUNK = 256 * 1024 };

/* How much of a buffer is whole records, and what it holds. */
struct cut {
	size_t bytes;	/* 0 when no record ends in the buffer */
	size_t lines;	/* line ends within those bytes */
	size_t records; /* lines that are not blank, or rows */
	bool too_long;	/* what follows those bytes is longer than max */
};

/*
 * Looks for the last place in data where a record ends.  data begins where a
 * record begins; at_end says that nothing follows it, so that all of it is to
 * be taken.  The cut ends before a record of more than max bytes (not counting
 * its line end).
 */
typedef struct cut cut_fn(
    const void *how, struct str data, bool at_end, size_t max);

struct record {
	struct str raw;	 /* the record's bytes with its line end */
	struct str text; /* without line end, and without a BOM */
	size_t line;	 /* from 1, in its file */
	size_t index;	 /* from 1, in its file: blank lines do not count */
	bool blank;	 /* only white space: never a record to be kept */
	bool bom;	 /* a byte-order mark stands before text */
};

/* A chunk on its way through the engine. */
struct task {
	const char *file;   /* the input's name, for messages */
	size_t file_number; /* from 0, of the files that could be opened */
	struct str data;    /* whole records */
	size_t line;	    /* of the first byte of data, from 1 */
	size_t index;	    /* of the first record in data, from 1 */
	bool first, last;   /* of its file; an empty file is one empty chunk */
	bool too_long;	    /* one record over the ceiling: data is its start */
	bool failed; /* the file could not be read further, as was told */

	struct buf out;	    /* to job->out */
	struct buf side;    /* to job->side */
	void *result;	    /* job->result_size bytes, zero at first */
	struct arena arena; /* for what result points to; reset after done() */

	bool stop; /* set by done(): drop what was read ahead and return */

	/* The engine's own. */
	struct str rest; /* what task_record() has not given yet */
	size_t next_line, next_index;
	struct buf held;   /* where data lies */
	size_t seq;	   /* the place in the order */
	uint64_t taken;	   /* bytes of the input read so far */
	struct task *next; /* in the list of free ones */
};

struct job {
	void *tool;	      /* handed to the functions below */
	uint64_t jobs;	      /* threads, at least 1 */
	size_t max_record;    /* bytes: a longer record is left out */
	const char *progress; /* as for progress_start(); NULL: no bar */
	size_t chunk;	      /* bytes; 0: ENGINE_CHUNK */
	size_t result_size;
	struct out *out, *side; /* may be NULL when nothing is written */
	bool flush;		/* hand every chunk's output on at once */

	cut_fn *cut;	 /* NULL: lines */
	const void *how; /* handed to cut */

	/*
	 * Called for each file with its first bytes (at least a chunk, or all
	 * there are) before it is cut, while nobody reads; may be NULL.
	 */
	void (*begin)(void *tool, size_t file_number, struct str head);

	/* One per thread; may be NULL.  What start returns goes to the others.
	 */
	void *(*start)(void *tool);
	void (*stop)(void *worker);

	void (*work)(void *worker, struct task *t); /* on any thread */
	void (*done)(void *tool, struct task *t);   /* in order; may be NULL */

	/*
	 * Called in order, in the place of work and done, for a record over
	 * the ceiling; NULL: it is reported as an error and raises
	 * STATUS_INPUT.  Behind it the next line is read; with a cut of its
	 * own the file ends there.
	 */
	void (*too_long)(void *tool, struct task *t);
};

/*
 * Reads all files to their end (or until task->stop) and returns when all has
 * been done.  Shows the progress bar.
 */
void engine_run(const struct job *job, struct in *in);

/* The next line of a chunk cut into lines; blank ones are given too. */
bool task_record(struct task *t, struct record *r);

#endif
