/* SPDX-License-Identifier: MIT */
/*
 * The command line, from one table.
 *
 * A tool lists its options once; the list drives parsing, --help and the
 * completion scripts, and a test holds the man page against it.  Options may
 * stand behind operands, "--" ends them, "-" is an operand, "-abc" and "-ofile"
 * work, long names are not abbreviated.  Of an option given twice the last one
 * counts, but for OPT_LIST.
 *
 *	static double ratio = 0.9;
 *	static const struct opt opts[] = {
 *		{'r', "ratio", OPT_REAL, "R", &ratio, "share for training"},
 *	};
 *	static const struct cmd cmd = {
 *		.name = "ft-split", .operands = "[FILE]",
 *		.summary = "Split examples ...",
 *		.opts = opts, .nopts = LENGTH(opts),
 *	};
 *
 *	files = opt_parse(&cmd, argc, argv);
 */
#ifndef FT_BASE_OPT_H
#define FT_BASE_OPT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum opt_kind {
	OPT_FLAG,   /* bool: set to true; takes no argument */
	OPT_TEXT,   /* const char *: as given */
	OPT_CHOICE, /* const char *: one of the words in arg, "a|b|c" */
	OPT_LIST,   /* struct opt_list: every argument given, in order */
	OPT_WHOLE,  /* uint64_t */
	OPT_SIZE,   /* size_t: bytes, with K, M, G, T */
	OPT_REAL,   /* double */
};

struct opt_list {
	const char **v; /* NULL when n is 0; lives as long as the program */
	size_t n;
};

struct opt {
	char letter;	  /* 0 for none */
	const char *name; /* the long name, without its dashes */
	enum opt_kind kind;
	const char *arg;  /* what --help calls the argument; NULL for a flag */
	void *to;	  /* where the value goes, of the kind's type */
	const char *help; /* one line, lower case, no full stop */
};

struct cmd {
	const char *name;
	const char *operands; /* "[FILE...]" */
	const char *summary;  /* one sentence */
	size_t max_operands;  /* 0: any number */
	const struct opt *opts;
	size_t nopts;
};

/* What every tool takes.  Filled by opt_parse(). */
struct opt_shared {
	const char *output;   /* --output: NULL for standard output */
	uint64_t jobs;	      /* --jobs: at least 1 */
	size_t max_record;    /* --max-record: bytes */
	const char *color;    /* "auto", "always", "never" */
	const char *progress; /* "auto", "always", "never" */
	bool quiet, verbose;
};
extern struct opt_shared opt_shared;

/*
 * Reads the command line and returns the operands, ended by NULL, in the order
 * given; argv is rearranged.  --help, --version and --completion are answered
 * here and end the program; so does a mistake, with one line that says what is
 * wrong, one that points to --help, and status 2.
 */
char **opt_parse(const struct cmd *cmd, int argc, char **argv);

/* For a configuration, whose keys are long names: the tool's option of that
 * name, or NULL. */
const struct opt *opt_named(const struct cmd *cmd, const char *name);

/* Was it on the command line?  Of the tool's first 64 options. */
bool opt_given(const struct cmd *cmd, const struct opt *o);

/*
 * Sets it to a value that lives as long as the program.  False where that is
 * not of the option's kind; opt_wanted() then says what is.
 */
bool opt_set(const struct opt *o, const char *value)
    __attribute__((warn_unused_result));
const char *opt_wanted(const struct opt *o);

/* Ends the program as opt_parse() does on a mistake. */
void opt_wrong(const struct cmd *cmd, const char *fmt, ...)
    __attribute__((format(printf, 2, 3), noreturn));

#endif
