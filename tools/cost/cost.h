/* SPDX-License-Identifier: MIT */
/*
 * The parts of ft-cost: choice.c decides which models are priced, count.c
 * counts the training files, summary.c reads what ft-tokcount counted, price.c
 * prices; table.c, json.c and list.c print.
 */
#ifndef FT_TOOLS_COST_H
#define FT_TOOLS_COST_H

#include <stdbool.h>
#include <stdint.h>

#include "common/base/opt.h"
#include "common/example/tally.h"
#include "common/io/out.h"
#include "common/market/market.h"

/* One line of the answer: a model and what it costs. */
struct bid {
	const struct model *model; /* NULL: none in the table, only counted */
	struct str name;
	bool named;	     /* by -m, not only by --all-models */
	struct str encoding; /* empty when not known */
	size_t slot;	     /* of the encoding in cost.encodings, or NO_SLOT */
	size_t visual;	     /* in cost.visuals, or NO_SLOT */

	bool counted;	 /* the tokens below are known */
	uint64_t tokens; /* of one epoch, nothing cut off */
	uint64_t billed; /* of one epoch, each example up to the limit */
	uint64_t cut;	 /* examples above the limit */

	int64_t price; /* nano-dollars per million tokens, or NO_FIGURE */
	int64_t cost;  /* nano-dollars, or NO_FIGURE */
};

#define NO_SLOT SIZE_MAX

/* Ways to look at images that are told apart. */
enum { COST_VISUALS = 16 };

/* What a file holds, nothing cut off. */
struct side_count {
	uint64_t examples;
	uint64_t images, unsized;	  /* see count_pictures() */
	uint64_t tokens[TALLY_ENCODINGS]; /* as cost.encodings */
	bool lost[TALLY_ENCODINGS]; /* a part was counted in another only */
};

struct cost {
	/* The command line. */
	struct opt_list model_names;
	bool all_models, list_models, json;
	const char *method_name, *epochs_text, *validation, *price_text;
	const char *prices, *max_cost_text, *today_text;
	const char *tokens_text, *examples_text;

	/* What it comes to. */
	unsigned method;
	uint64_t epochs; /* 0: auto */
	bool by_number;	 /* --tokens: no files are counted */
	uint64_t tokens; /* with by_number */
	bool has_examples;
	int64_t price, max_cost; /* NO_FIGURE: not given */
	uint32_t today;
	struct market market;
	struct buf table; /* the text of --prices */

	struct bid *bids;
	size_t nbids;
	const struct encoding *encodings[TALLY_ENCODINGS];
	struct str encoding_names[TALLY_ENCODINGS];
	size_t nencodings;
	const struct visual *visuals[COST_VISUALS];
	size_t nvisuals;

	struct side_count training, held_out;
	uint64_t refused; /* records that are no examples */
	struct out *out;
};

/* Fills bids and encodings; ends the program when a name is unknown. */
void choose_models(struct cost *c, const struct cmd *cmd);

/* Says of the models asked for, and of those who sell them, what a buyer must
 * know: before and after counting. */
void warn_of_models(const struct cost *c);
void warn_of_examples(const struct cost *c);

/* Counts the training files, then the validation file, into the bids. */
void count_files(struct cost *c, char **files);
void count_validation(struct cost *c);

/*
 * A record that is no example: the sum that ft-tokcount --json printed, or
 * false.
 */
bool take_summary(struct cost *c, struct place at, struct str text);

/* The tokens of one example that the model takes; 0 when not known. */
uint64_t limit_of(const struct bid *bid);

/* Epochs for the examples counted, as asked for or as "auto" chooses. */
uint64_t epochs_of(const struct cost *c);

/* Prices every bid whose tokens and price are known. */
void price_bids(struct cost *c);

/* The price of an hour where training is not sold by tokens, or NO_FIGURE. */
int64_t price_of_hour(const struct bid *bid);

/* Where a bid's price comes from. */
uint32_t price_date(const struct cost *c, const struct bid *bid);
struct str price_source(const struct cost *c, const struct bid *bid);

void report_text(const struct cost *c);
void report_json(const struct cost *c);

/* --list-models */
void list_models(const struct cost *c);
void list_models_json(const struct cost *c);

#endif
