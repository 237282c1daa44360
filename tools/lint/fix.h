/* SPDX-License-Identifier: MIT */
/*
 * --fix: what can be repaired without guessing.
 *
 * A fix is a row in fix.c.  Some mend the line (its mark, its end), the others
 * the document in it, by splices of its bytes: nothing is written anew that a
 * fix does not name.  A document is mended until no fix finds more to do, so to
 * mend twice is to mend once.  A fix belongs to a rule, where there is one; it
 * is off when the rule is.
 *
 *	fixer_init(&x, &lint->levels, lint->provider);
 *	if (fix_text(&x, record.text, &mended, counts))
 *		... buf_str(&mended)
 *	fixer_free(&x);
 *
 * What is no JSON, or has a key twice in an object, is left alone.
 */
#ifndef FT_TOOLS_LINT_FIX_H
#define FT_TOOLS_LINT_FIX_H

#include "common/json/json.h"
#include "common/market/market.h"
#include "tools/lint/levels.h"
#include "tools/lint/splice.h"

enum fix_row {
	FIX_MARK,      /* the byte-order mark */
	FIX_LINE_END,  /* CRLF */
	FIX_BLANK,     /* a blank line */
	FIX_LAST_END,  /* the last line's missing end */
	FIX_OUTPUTS,   /* preferred_completion */
	FIX_ROLE,      /* "User" */
	FIX_DEVELOPER, /* "developer" */
	FIX_SYSTEM,    /* "system", for reinforcement */
	FIX_WEIGHT,    /* 1.0 */
	FIX_ARGUMENTS, /* an object for a string */
	FIX_FUNCTIONS, /* functions and function_call */
	FIX_SPACE,     /* around a content */
	FIXES,
};

struct fixer;

struct fix {
	const char *name;	/* "line-end": for reports, never given again */
	const char *rule;	/* the name of its rule, or NULL */
	const char *one, *many; /* what was mended: "1 ...", "2 ..." */
	/* Adds the splices for a document; NULL where the line is mended. */
	void (*mend)(struct fixer *x, const struct json *root);
};

/* The table; a row for each enum fix_row. */
extern const struct fix fixes[FIXES];

/* What a thread needs to mend one text after the other. */
struct fixer {
	bool on[FIXES];
	struct arena memory; /* of one text */
	struct json_reader reader;
	struct splices splices;
	struct buf from; /* the text as the last round left it */
	struct str text; /* that is mended in this round */
	uint32_t *counts;
	enum fix_row row; /* whose function is at work */
};

/* For the rules that are on, and for a provider that may want the mark and
 * takes some roles. */
void fixer_init(
    struct fixer *x, const struct levels *levels, const struct provider *p);
void fixer_free(struct fixer *x);

/*
 * Mends a record's text.  True when something was: *to is then the new text,
 * and the counts by row have grown; false leaves both alone.
 */
bool fix_text(
    struct fixer *x, struct str text, struct buf *to, uint32_t counts[FIXES]);

/* For the rows: one more splice; the text is copied. */
void fix_splice(struct fixer *x, size_t off, size_t end, struct str with);

/* ... the member's key gets another name. */
void fix_key(struct fixer *x, const struct json *member, const char *name);

/* ... a value is replaced by a string that needs no escapes. */
void fix_value(struct fixer *x, const struct json *value, const char *string);

/* ... one more was mended. */
void fix_count(struct fixer *x);

/* The arrays of messages in a document, one after the other: start with 0.
 * NULL behind the last; there may be any values in them. */
const struct json *fix_messages(const struct json *root, unsigned *at);

/* fix_chat.c and fix_functions.c */
void fix_outputs(struct fixer *x, const struct json *root);
void fix_role(struct fixer *x, const struct json *root);
void fix_developer(struct fixer *x, const struct json *root);
void fix_system(struct fixer *x, const struct json *root);
void fix_weight(struct fixer *x, const struct json *root);
void fix_arguments(struct fixer *x, const struct json *root);
void fix_functions(struct fixer *x, const struct json *root);
void fix_space(struct fixer *x, const struct json *root);

#endif
