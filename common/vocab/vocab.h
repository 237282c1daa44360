/* SPDX-License-Identifier: MIT */
/*
 * Encodings from files: any byte-level BPE vocabulary.
 *
 * Two formats are read: a .tiktoken file (a token's bytes in base64, a space
 * and its rank on each line) and a tokenizer.json of Hugging Face's tokenizers
 * (the model BPE, with bytes as characters).  The first time a file is
 *compiled, which takes up to some seconds; the outcome is kept in the user's
 *cache, by the content of the file, and used from there in a few milliseconds.
 *
 *	e = vocab_load("llama3/tokenizer.json", NULL, &notes, &why);
 *	if (e == NULL)
 *		... why.fault.text at why.line and why.column
 *	t = tokenizer_new(e);
 *	...
 *	encoding_free(e);
 *
 * A cache that cannot be read or written, or that was damaged, is no error:
 * then the file is compiled again.  Any number of programs may do so at once.
 */
#ifndef FT_VOCAB_VOCAB_H
#define FT_VOCAB_VOCAB_H

#include <stdbool.h>
#include <stddef.h>

#include "common/base/fault.h"
#include "common/token/token.h"

/* Why a file was not read, and where in it: 0 where that is not known. */
struct vocab_why {
	struct fault fault;
	size_t line, column; /* from 1; in bytes */
};

struct vocab_notes {
	bool assumed; /* the pattern was not known, cl100k_base's was taken */
	bool cached;  /* nothing had to be compiled */
};

/*
 * The encoding of the file, or NULL.  Without a pattern, a .tiktoken file that
 * is one of the vocabularies built in is that encoding, and another one is cut
 * as cl100k_base has it; a tokenizer.json has its own.  The pattern is one of
 * vocab_pattern_names() or a regular expression of PCRE2, and wrong
 * (STATUS_USAGE) for a tokenizer.json.  What is not supported or malformed is
 * STATUS_INPUT, what cannot be read STATUS_IO.  The caller frees the encoding
 * with encoding_free().
 */
const struct encoding *vocab_load(const char *file, const char *pattern,
    struct vocab_notes *notes, struct vocab_why *why) MUSTCHECK;

/* "cl100k_base, o200k_base, ..." */
const char *vocab_pattern_names(void);

#endif
