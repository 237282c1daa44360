/* SPDX-License-Identifier: MIT */
/*
 * Who sells fine-tuning, of which models, in which encoding, within which
 * limits, at which prices and until when: as tables.
 *
 * The tables are models.tsv, providers.tsv, encodings.tsv and images.tsv in
 * this folder, compiled into the program.  A user's file has the form of
 *models.tsv: a row for a provider and model that stand there changes what its
 *columns name, any other row adds a model.  Figures come with the day on which
 *they were true and with their source; a figure that is not known is 0,
 *NO_FIGURE or NO_DATE, and never guessed.
 *
 * A struct market owns its rows; views in them live as long as the text that
 * they were read from.  After the last market_add() nothing changes, so threads
 * may share it.
 *
 *	market_init(&m);
 *	if (!market_add(&m, buf_str(&text), str_c(name), &line, &f))
 *		diag_fault((struct place){name, line, 1}, &f);
 *	model = market_find(&m, STR("ft:gpt-4.1-2025-04-14:acme::Ab1"));
 */
#ifndef FT_MARKET_MARKET_H
#define FT_MARKET_MARKET_H

#include <stdbool.h>
#include <stdint.h>

#include "common/base/buf.h"
#include "common/base/fault.h"
#include "common/base/str.h"
#include "common/market/date.h"
#include "common/token/visual.h"

/* A price that nobody has told us. */
#define NO_FIGURE INT64_MIN

/* What a model can be trained with; a set, as bits. */
enum method {
	METHOD_SUPERVISED = 1,
	METHOD_PREFERENCE = 2,
	METHOD_REINFORCEMENT = 4,
	METHOD_VISION = 8, /* supervised, with images */
};

struct model {
	struct str provider; /* "openai" */
	struct str name;     /* "gpt-4.1-2025-04-14" */
	struct str aliases;  /* other names, between commas; may be empty */
	struct str encoding; /* "o200k_base"; empty when not known */
	unsigned methods;    /* bits of enum method; 0 when not known */

	uint64_t example_limit; /* tokens of one example; 0 when not known */
	uint64_t context;	/* tokens when it answers; 0 when not known */
	uint32_t limits_date;
	struct str limits_source;

	/* Nano-dollars for a million tokens, or NO_FIGURE. */
	int64_t train, input, cached, output;
	int64_t train_hour; /* nano-dollars for an hour of training */
	uint32_t price_date;
	struct str price_source;

	uint32_t shutdown; /* the day it ends or ended, or NO_DATE */
	struct str shutdown_source;
};

/* What a provider does with a byte-order mark in front of a training file. */
enum bom { BOM_UNKNOWN, BOM_REFUSED, BOM_WANTED };

/* Lists have entries between commas, see market_lists(); empty is not known. */
struct provider {
	struct str name;       /* "openai" */
	struct str title;      /* "OpenAI" */
	struct str formats;    /* names of forms of examples that it takes */
	struct str roles;      /* who may speak; empty: whoever a form knows */
	uint64_t min_examples; /* 0 when not known, here and below */
	uint64_t max_examples;
	struct str max_by_format; /* "FORM=N,..." of some forms of them */
	uint64_t max_file_bytes;
	uint64_t max_images; /* of an example */
	uint64_t max_image_bytes;
	uint64_t max_image_examples; /* that have some, of a file */
	struct str image_formats;    /* "PNG,JPEG"; empty when not known */
	enum bom bom;
	struct str validation;	 /* formats that need a validation file too */
	struct str keys;	 /* more keys that an example may have */
	struct str message_keys; /* ... and a message */
	struct str reserved;	 /* words, between "|", that no text may hold */
	struct str rules;	 /* levels of rules: see tools/lint/levels.h */
	uint32_t jobs_until;	 /* the last day for new jobs, or NO_DATE */
	struct str upload;	 /* advice for people */
	struct str notes;	 /* for people, too */
	uint32_t date;
	struct str source;
};

/* The encoding of the models whose name fits a pattern. */
struct encoding_rule {
	struct str pattern; /* a name, or the start of names and "*" */
	struct str encoding;
	uint32_t date;
	struct str source;
};

struct market {
	struct model *models; /* in the order of the tables */
	size_t nmodels;
	struct provider *providers;
	size_t nproviders;
	struct encoding_rule *rules;
	size_t nrules;
	struct visual *visuals; /* what images take */
	size_t nvisuals;
};

/* Our own tables. */
void market_init(struct market *m);

void market_free(struct market *m);

/*
 * Adds a user's table from its text, which must live as long as the market; so
 * must the name of its file, which is the source of figures without one.  On
 * false (STATUS_INPUT) nothing has changed; the fault is at f->off in *line.
 */
bool market_add(struct market *m, struct str text, struct str file,
    size_t *line, struct fault *f) MUSTCHECK;

/*
 * The model of that name, or NULL.  Besides the names and aliases in the table
 * it takes "provider/name", the ids of fine-tuned models,
 * "ft:BASE:org:suffix:id" and Azure's "BASE.ft-id", and of their checkpoints,
 * "...:ckpt-step-N".  Where several providers have the model and the name does
 * not say which, it is the first in the table.
 */
const struct model *market_find(const struct market *m, struct str name);

/*
 * The name of the encoding that the model of that name uses, or the empty
 * view.  Knows names that market_find() does not: models that are sold but not
 * for fine-tuning ("gpt-5", "text-embedding-3-small").
 */
struct str market_encoding(const struct market *m, struct str name);

/* What an image takes of the model of that name, or NULL where no figures are
 * known.  The same names as market_encoding(). */
const struct visual *market_visual(const struct market *m, struct str name);

/*
 * Names and aliases that look like the given one, nearest first, for "did you
 * mean".  Returns how many, at most max.
 */
size_t market_suggest(
    const struct market *m, struct str name, struct str *nearest, size_t max);

/* Appends "did you mean A, B or C?", or where the names that are known stand.
 */
void market_write_hint(struct buf *to, const struct market *m, struct str name);

/* The provider of that name, or NULL. */
const struct provider *market_provider(const struct market *m, struct str name);

/* Is the name among the entries of a provider's list? */
bool market_lists(struct str list, struct str name);

/* How many examples of a form a file may hold at most; 0 when not known. */
uint64_t market_max_examples(const struct provider *p, struct str form);

/* The method of that name ("supervised", ...), or 0. */
unsigned market_method(struct str name);

/* Appends a set of methods as the table has it: "supervised,vision", or "-". */
void market_write_methods(struct buf *to, unsigned methods);

#endif
