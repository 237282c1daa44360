/* SPDX-License-Identifier: MIT */
/*
 * What the file of a vocabulary says, whatever its format: what the readers of
 * common/vocab/ fill in and common/token/pack.h makes an encoding of.
 *
 * All texts and arrays are the reader's and need to live only until then.
 */
#ifndef FT_TOKEN_SPEC_H
#define FT_TOKEN_SPEC_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "common/base/str.h"

/* How a text is cut into pieces, one step after the other on each piece. */
enum step_kind {
	STEP_CL100K,	   /* by the pattern of cl100k_base */
	STEP_CL100K_DIGIT, /* the same, but each digit is a piece */
	STEP_O200K,
	STEP_GPT2,
	STEP_REGEX,
	STEP_BLANK, /* a blank goes before what does not begin with one */
};

/* What becomes of the matches of a pattern and of what is between them. */
enum step_pieces {
	PIECES_ISOLATED,   /* each is a piece */
	PIECES_REMOVED,	   /* the matches are dropped */
	PIECES_CONTIGUOUS, /* matches side by side are one piece */
	PIECES_WITH_PREVIOUS,
	PIECES_WITH_NEXT,
};

struct spec_step {
	enum step_kind kind;
	struct str pattern; /* of a STEP_REGEX, in the syntax of PCRE2 */
	enum step_pieces pieces;
	bool invert; /* what is between the matches is the match */
};

/* Tokens that are looked for in the text before it is cut into pieces. */
enum added_flags {
	ADDED_SPECIAL = 1,    /* only where special tokens are asked for */
	ADDED_NORMALIZED = 2, /* in the normalized text */
	ADDED_LSTRIP = 4,     /* takes the white space before it */
	ADDED_RSTRIP = 8,
	ADDED_SINGLE_WORD = 16, /* not where a word goes on */
};

struct spec_added {
	struct str text; /* valid UTF-8, not empty; no two are the same */
	uint32_t id;
	unsigned flags;
};

/* Tokens, by their number in spec.token, of which two merge to one. */
struct spec_merge {
	uint32_t left, right, token;
};

enum { SPEC_STEPS_MAX = 16 };

struct spec {
	/* No two have the same bytes, or the same id. */
	const struct str *token;
	const uint32_t *id;
	uint32_t ntokens;

	/* Texts of ids that are never found in a text, only decoded. */
	const struct str *mute;
	const uint32_t *mute_id;
	uint32_t nmute;

	/*
	 * The merges, the first to be made first.  Or `ranked`: any two tokens
	 * merge whose bytes are those of a token, the first token first.
	 */
	const struct spec_merge *merge;
	size_t nmerges;
	bool ranked;

	bool whole;   /* a piece that is a token is no other tokens */
	bool nfc;     /* texts are normalized before they are cut */
	bool assumed; /* nobody said which steps; kept for the user to know */
	struct spec_step step[SPEC_STEPS_MAX];
	size_t nsteps;
	const struct spec_added *added;
	size_t nadded;
};

#endif
