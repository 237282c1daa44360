/* SPDX-License-Identifier: MIT */
/*
 * How ft-lint is built.
 *
 * rules.c is the table of rules; its rows stand by family in table_*.def.  A
 * row has one function, which looks at one thing: at a record that did not
 * parse, a document, an example, one of its messages, the records in order, or
 * a file at its end; it calls found() for what it finds, and the finding
 * carries the row's id, and the level that the rule has in this run (levels.h).
 * A rule that is off is not run.  The functions stand by family in rule_*.c.
 * check.c runs them over a record, on any thread, those of rows.h that concern
 * it; file.c over the records in order; found.c keeps what they find, and
 * report.c and summary.c tell it.
 *
 * To add a rule: a row, its function, a golden case that shows it.
 */
#ifndef FT_TOOLS_LINT_H
#define FT_TOOLS_LINT_H

#include <stdbool.h>
#include <stdint.h>

#include "common/base/diag.h"
#include "common/base/histogram.h"
#include "common/example/count.h"
#include "common/example/view.h"
#include "common/io/engine.h"
#include "common/io/out.h"
#include "common/market/market.h"
#include "common/text/spots.h"
#include "tools/lint/levels.h"
#include "tools/lint/mended.h"
#include "tools/lint/set.h"

enum family {
	FAMILY_FILE,
	FAMILY_SYNTAX,
	FAMILY_SHAPE,
	FAMILY_ROLE,
	FAMILY_TOOL,
	FAMILY_IMAGE,
	FAMILY_TOKEN,
	FAMILY_SET,
	FAMILY_TEXT,
	FAMILY_SECRET,
};

struct check;
struct checked;
struct text;
struct content_counts;
struct file;
struct form;
struct image_part;
struct lint;
struct seen;
struct tool_notes;
struct tools;

/* What must be asked for that a rule can run. */
enum need {
	NEED_NOTHING,
	NEED_MODEL,   /* --model: tokens and limits */
	NEED_AGAINST, /* --against: another file */
	NEED_NEAR,    /* --near-duplicates: signatures */
	NEED_AGAINST_NEAR,
};

/* The formats that a rule is for, as a set. */
#define OF(type) (1U << (type))
/* Those that could be chat examples. */
#define OF_CHAT (OF(EXAMPLE_CHAT) | OF(EXAMPLE_UNKNOWN))
/* Those whose messages are written as OpenAI's. */
#define OF_OPENAI                                                            \
	(OF_CHAT | OF(EXAMPLE_PREFERENCE) | OF(EXAMPLE_REINFORCEMENT) |      \
	    OF(EXAMPLE_CLAUDE) | OF(EXAMPLE_PROMPTED) | OF(EXAMPLE_CHOSEN) | \
	    OF(EXAMPLE_KTO))
/* Those that have messages. */
#define OF_TALKS                                                 \
	(OF_OPENAI | OF(EXAMPLE_SHAREGPT) | OF(EXAMPLE_GEMINI) | \
	    OF(EXAMPLE_RANKED) | OF(EXAMPLE_CONVERSE))
#define OF_ALL (~0U)

/* Who speaks, as a set. */
#define BY(role) (1U << (role))

/* Of a spot in a text, the first of n of its kind there. */
typedef void spot_rule(struct check *c, const struct text *text,
    const struct spot *spot, size_t n);

struct rule {
	const char *id;	  /* "E101": once given, never given again */
	const char *name; /* "missing-messages" */
	enum family family;
	enum level level;	/* unless this run has another; see levels.h */
	const char *text;	/* what is wrong, in one line */
	const char *why;	/* what comes of it, and who refuses it */
	const char *bad, *good; /* an example of each */
	enum need needs;
	unsigned
	    of; /* of examples and messages in these formats; 0: OF_OPENAI */
	unsigned who; /* `message` is of those BY() these; 0: of all */

	enum spot_kind kind; /* for `spot` */

	/* One of these, or what looks and what sums up. */
	void (*fault)(struct check *c, const struct fault *f);
	void (*document)(struct check *c);
	void (*example)(struct check *c);
	void (*message)(struct check *c, const struct message *m);
	void (*declared)(struct check *c); /* an example with tools */
	void (*calls)(struct check *c, const struct message *m); /* with some */
	void (*parts)(struct check *c, const struct message *m); /* with some */
	spot_rule *spot; /* in a string, whatever the format */
	void (*in_order)(struct file *f, struct checked *r);
	void (*at_end)(struct file *f);
};

/* The table, in the order of ids; rule_count rows. */
extern const struct rule rules[];
extern const size_t rule_count;

/* The rule of that id or name, or NULL. */
const struct rule *rule_find(struct str id_or_name);
const char *family_name(enum family family);

/* The options without which the rule never runs, or NULL. */
const char *rule_needs(const struct rule *rule);

/* The option without which the rule cannot run, or NULL where it can. */
const char *rule_lacks(const struct lint *lint, const struct rule *rule);

/* Is the rule on, and cannot run? */
bool rule_is_locked(const struct lint *lint, const struct rule *rule);

/* Is the rule on, and can it run? */
bool rule_runs(const struct lint *lint, const struct rule *rule);

/* Does a rule run that wants the facts of each example? */
bool rules_want_facts(const struct lint *lint);

/* Is the rule for examples of that type? */
bool rule_is_of(const struct rule *rule, enum example_type type);

struct finding {
	const struct rule *rule;
	enum level level;    /* of the rule in this run */
	bool known;	     /* by the baseline: not told */
	size_t line, column; /* from 1; 0 for the whole file */
	size_t end;	     /* the column behind what is wrong; 0: not known */
	struct str pointer;  /* JSON pointer; p is NULL where there is none */
	struct str text;
	struct finding *next;
};

struct findings {
	struct finding *first, **end;
};

/* findings.c: puts them in the order of their columns, of equal ones as they
 * stand. */
void findings_sort(struct findings *list);

/* What a grader compares an answer with: sums of hashes over the keys. */
struct references {
	uint64_t keys, values;
	size_t n;
};

/* The answers of a record, in words. */
struct answers {
	size_t n, refusals;
	size_t bytes; /* of the last one */
};

/* A record that was looked at; lives in its task's arena. */
struct checked {
	struct record record;
	enum example_type type; /* that it has the shape of */
	bool parsed, is_array;
	struct findings findings;
	struct counts counts; /* only with a model */
	bool has_system, has_user;
	size_t images;
	size_t unsized; /* of those: see count_pictures() */
	struct answers answers;
	struct mended *mended;	  /* with --fix */
	struct tool_notes *tools; /* see seen.h; NULL where there are none */
	struct references references; /* of reinforcement examples */
	const struct facts *facts;    /* NULL: none, or they are not wanted */
	bool is_weighted;	      /* has a `weight` of its own */
	struct checked *next;
};

#define MAX_UNSET UINT64_MAX

/* What was asked for, and what is shared by all threads. */
struct lint {
	const char *format, *fail_on, *type, *model_name;
	const char *provider_name; /* NULL: the model's, or OpenAI */
	const char *today_text;	   /* NULL: by the clock */
	const char *rejects_name;
	uint64_t max_findings;	  /* MAX_UNSET: the form's own */
	enum example_type wanted; /* by --type; EXAMPLE_UNKNOWN: any */
	bool color, excerpt;	  /* in the report */
	size_t columns;		  /* of the terminal that shows it */
	bool pass;
	bool fix, diff; /* diff: fix, and show what instead of the records */

	struct market market;
	const struct model *model;	 /* NULL without --model */
	const struct encoding *encoding; /* of the model; NULL without */
	const struct visual *visual;	 /* of its images; NULL: not known */
	const struct provider *provider;
	unsigned formats; /* that it takes: OF() of each */
	unsigned roles;	  /* ... BY() each */
	uint32_t today;
	struct levels levels;
	const struct against *against;	 /* NULL without --against */
	bool near;			 /* look-alikes are looked for */
	double threshold;		 /* ... this alike */
	struct content_counts *baseline; /* what is known; NULL: nothing is */
	bool makes_baseline;		 /* ... and this run's becomes so */

	struct out *report;  /* where findings go */
	struct out *records; /* good records, with --pass; or NULL */
	struct out *rejects; /* bad records; or NULL; with --fix, as records */
};

/* Does the provider take examples of that type, as far as it is known? */
static inline bool
lint_takes(const struct lint *lint, enum example_type type)
{
	return type == EXAMPLE_UNKNOWN || (lint->formats & OF(type)) != 0;
}

/* Does the provider allow that key where keys are listed so? */
static inline bool
lint_allows(struct str keys, const struct json *member)
{
	return keys.n > 0 && market_lists(keys, member->key);
}

/* The ids of one message's calls, or of the results behind it, sorted: there
 * may be a hundred thousand of both. */
struct ids {
	const struct message *of; /* NULL: none yet */
	struct str *v;
	size_t n;
};

/* The images of one message: see pictures.h. */
struct pictures {
	const struct message *of; /* whose they are; NULL: none yet */
	struct image_part *v;
	size_t n;
};

/* One record under the rules, on one thread. */
struct check {
	const struct lint *lint;
	const struct rule *rule; /* whose function is at work */
	struct arena *arena;	 /* for what outlives the document */
	struct checked *to;
	struct json_doc doc;
	struct example example;
	struct tokenizer *tokenizer; /* NULL without a model */
	struct tools *tools;	     /* see tools.h */
	bool has_calls;		     /* a message calls something */
	bool has_parts;		     /* a message's content is an array */
	bool has_marks;		     /* a string may hold "<|" */
	struct ids calls, results;   /* of the last message asked about */
	struct pictures pictures;    /* of that message */
	struct json_walk walk;	     /* to the last spot */
};

/* check.c */

/* Something is wrong with a value: its place and pointer are told. */
void found(struct check *c, const struct json *at, const char *fmt, ...)
    PRINTF_LIKE(3, 4);

/* ... at a byte of the record that is no value's first; `at` may be NULL. */
void found_at(struct check *c, const struct json *at, size_t off,
    const char *fmt, ...) PRINTF_LIKE(4, 5);

/* ... from one byte of the record to behind another. */
void found_span(struct check *c, const struct json *at, size_t off, size_t end,
    const char *fmt, ...) PRINTF_LIKE(5, 6);

/* The same in words that are there already. */
void found_text(struct check *c, const struct json *at, size_t off, size_t end,
    struct str text);

/* The engine's functions: a thread's tools, and its work on a chunk, whose
 * result is a list of struct checked for each struct lint of the run. */
void *check_start(void *tool);
void check_stop(void *worker);
void check_work(void *worker, struct task *t);

/* rule_reinforcement.c: takes down what a grader compares with. */
void references_note(struct checked *to, const struct json *root);

/* file.c: what is known of the current file and of all; run.c: of all at once.
 */

struct totals {
	uint64_t records, good, bad, blank;
	uint64_t unseen;   /* lines of files that were given up */
	uint64_t known;	   /* findings that the baseline has; no others count */
	uint64_t level[3]; /* findings by enum level */
	uint64_t *by_rule; /* findings by row of the table */
	uint64_t without_system, without_user, over_limit;
	uint64_t images, unsized; /* with a model; see count_pictures() */
	uint64_t bytes, billed;
	uint64_t fixed[FIXES]; /* by row of the table of fixes */
	struct histogram messages, tokens, assistant_tokens;
};

/* Of the lines and the answers of a file. */
struct counted {
	uint64_t blank, blank_line; /* blank lines, and the first one */
	uint64_t crlf, crlf_line;   /* the same of lines that end in CRLF */
	bool unended;		    /* the last line has no end */
	uint64_t answers, refusals;
	struct histogram lengths; /* of each record's last answer, in bytes */
};

struct file {
	const struct lint *lint;
	const struct rule *rule;      /* whose function is at work */
	const struct rule **in_order; /* those that run so, and NULL */
	const char *name;
	bool tells_foreign;	/* the rule runs */
	enum example_type type; /* that its records are to be */
	bool given_up;		/* no JSONL: the rest is not looked at */
	bool told_type;		/* what the format means was said */
	bool decided;		/* ... the next is known */
	bool is_strange;	/* ... most of its first records are nothing */
	bool is_foreign;	/* the provider does not take its examples */
	bool is_weighted;	/* its first example is */
	uint64_t nth;		/* file that came to its end, from 1 */
	struct references references; /* of the first example */
	bool references_differ;	      /* ... from those of another */
	uint64_t nreferences;	      /* examples that were compared */
	uint64_t records, parsed, bytes;
	uint64_t with_images;	  /* examples */
	struct counted counted;	  /* its lines and answers */
	uint64_t dropped;	  /* blank lines that --fix took out */
	struct diff diff;	  /* with --diff */
	struct seen *seen;	  /* its tools; NULL: none yet */
	struct set set;		  /* what all examples are held against */
	struct arena memory;	  /* of findings about the file */
	struct findings findings; /* about the file, at its end */

	const struct form *form; /* of the report */
	void *report;		 /* the form's own */
	const struct record *at; /* what is reported is of; NULL: the file */
	bool hashed;		 /* `hash` is that of its content */
	uint64_t hash;
	uint64_t told; /* findings in the report */
	struct totals all;
};

/* What the begin of a file tells of its records. */
struct outlook {
	enum example_type type; /* EXAMPLE_UNKNOWN: they will tell */
	bool strange;		/* most are in no format, as far as is seen */
};

/*
 * A run over the input, for one provider or for several side by side: each has
 * a struct lint and a struct file of its own.
 */
struct run {
	const struct lint *lint; /* n of them */
	struct file *file;	 /* n of them */
	size_t n;
	struct outlook *outlook; /* of each input */
};

/* For the files of a command line; see in_init(). */
void run_start(
    struct run *run, const struct lint *lint, size_t n, char **files);

/* Reads and checks them. */
void run_files(struct run *run, char **files);
void run_free(struct run *run);

/*
 * The engine's; `tool` is a struct run.  The begin of a file is looked at for
 * what its records are, so that all threads know it.
 */
void run_begin(void *tool, size_t file_number, struct str head);
void run_done(void *tool, struct task *t);
void run_too_long(void *tool, struct task *t);

/* Does a record of the shape `type` belong into a file of records of `of`? */
bool type_fits(enum example_type type, enum example_type of);

void file_start(struct file *f, const struct lint *lint);
void file_free(struct file *f);

/* Takes in a chunk's records, or that one was over the ceiling. */
void file_done(struct file *f, const struct task *t, struct checked *list,
    const struct outlook *outlook);
void file_too_long(
    struct file *f, const struct task *t, const struct outlook *outlook);

/* Was anything changed by --fix? */
bool file_is_mended(const struct file *f);

/* Something is wrong with a record in order, or with the file. */
void found_in_order(struct file *f, struct checked *r, const char *fmt, ...)
    PRINTF_LIKE(3, 4);

/* The same of a place in a record. */
void found_in_record(struct file *f, struct checked *r, size_t off,
    struct str pointer, const char *fmt, ...) PRINTF_LIKE(5, 6);
/* ... with a record that is no longer at hand, at the end of its file. */
void found_in_line(struct file *f, size_t line, const char *fmt, ...)
    PRINTF_LIKE(3, 4);

/* report.c: see report.h. */

void report_start(struct file *f);
void report_finding(struct file *f, const struct finding *finding);
void report_file_end(struct file *f);
void report_end(struct file *f);

/* summary.c: the table at the end, for people. */
void summary_write(struct buf *to, const struct file *f);

/* list.c: --list-rules, with the levels of this run, and --explain. */
void list_rules(struct out *to, const struct levels *levels);
void list_explain(
    struct out *to, const struct lint *lint, const struct rule *rule);

/* list_providers.c: --list-providers, as text or with --format json. */
void list_providers(struct out *to, const struct lint *lint);

#endif
