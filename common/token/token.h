/* SPDX-License-Identifier: MIT */
/*
 * Text -> tokens, as the models count them.
 *
 * The same ids as tiktoken's encode_ordinary(), on any text.  The vocabularies
 * are compiled in: an encoding is an immutable table that all threads share
 * and that costs nothing at start-up; a tokenizer is what one thread needs to
 * work with it (a cache, buffers) and allocates only what its texts ask for.
 * Time is linear in the bytes, whatever they are.
 *
 *	#include <stdio.h>
 *
 *	#include "common/token/token.h"
 *
 *	int
 *	main(void)
 *	{
 *		const struct encoding *e = encoding_find(STR("o200k_base"));
 *		struct tokenizer *t = tokenizer_new(e);
 *		struct str text = STR("hello world"), bytes;
 *		struct token_ids ids;
 *
 *		printf("%zu tokens\n", token_count(t, text));
 *		token_ids_init(&ids);
 *		token_encode(t, text, &ids);
 *		for (size_t i = 0; i < ids.n; i++)
 *			if (token_decode(e, ids.id[i], &bytes))
 *				printf("%lu is '%.*s'\n",
 *				    (unsigned long)ids.id[i],
 *				    STR_ARGS(bytes));
 *		token_ids_free(&ids);
 *		tokenizer_free(t);
 *		return 0;
 *	}
 *
 *	$ cc -I. example.c build/libft.a -lutf8proc -lxxhash -lpcre2-8
 *	$ ./a.out
 *	2 tokens
 *	24912 is 'hello'
 *	2375 is ' world'
 *
 * What looks like a special token ("<|endoftext|>") in a text is counted as
 * the ordinary text it is, unless tokenizer_specials() says otherwise;
 * token_special() finds it.  Invalid UTF-8 counts as U+FFFD, one for each
 * mistake as in common/text/utf8.h.  A text is tokenized as a whole: the counts
 * of two halves need not add up.  One that is too long for memory is read in
 * parts: token_cut() says how much of what is there may be tokenized, and the
 * rest is kept to stand before what is read next.
 *
 * No function here fails, but for those that say so by their bool.
 */
#ifndef FT_TOKEN_TOKEN_H
#define FT_TOKEN_TOKEN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "common/base/mem.h"
#include "common/base/str.h"

struct encoding;
struct tokenizer;

/* Token ids; the list owns its memory and grows as needed. */
struct token_ids {
	uint32_t *id; /* NULL until something was added */
	size_t n, cap;
};

/* "cl100k_base", "o200k_base", "p50k_base", "r50k_base"; NULL for others. */
const struct encoding *encoding_find(struct str name);

const char *encoding_name(const struct encoding *e);

/* The i-th encoding that is built in, from 0; NULL behind the last. */
const struct encoding *encoding_at(size_t i);

/*
 * Others are read from files by vocab_load(), see common/vocab/vocab.h, and
 * used in the same way; all tokenizers of one must be freed before it is.
 * NULL and what is built in are not freed.
 */
void encoding_free(const struct encoding *e);

/*
 * Was a text met that a pattern of the encoding's file was too costly for? Then
 * its tokens are not to be relied on.  Never true of what is built in.
 */
bool encoding_gave_up(const struct encoding *e);

/* One for each thread; freed by tokenizer_free(), which takes NULL too. */
struct tokenizer *tokenizer_new(const struct encoding *e) MUSTCHECK;
void tokenizer_free(struct tokenizer *t);

/*
 * From now on, is a special token spelt out in a text that one token, or the
 * ordinary text it is, as at first?  What stands between special tokens is
 * tokenized as a text of its own: as by tiktoken's encode() with
 * allowed_special="all".
 */
void tokenizer_specials(struct tokenizer *t, bool special);

/* How many tokens the text is. */
size_t token_count(struct tokenizer *t, struct str text);

/*
 * Adds the tokens of the text to *total, now or by token_settle(): which is
 * faster for many short texts, for then what was never seen before can wait
 * until there is more of it.  The text need not stay, *total must.
 */
void token_add(struct tokenizer *t, struct str text, size_t *total);
void token_settle(struct tokenizer *t);

/* token_count() for a text that is likely to come again soon, as a system
 * prompt: the tokenizer keeps the newest few of them. */
size_t token_count_again(struct tokenizer *t, struct str text);

/* Appends the ids of the text's tokens. */
void token_encode(struct tokenizer *t, struct str text, struct token_ids *to);

/*
 * The bytes that a token stands for, special tokens too; they live as long as
 * the program and need not be UTF-8 by themselves.  False when the encoding
 * has no such id.
 */
bool token_decode(
    const struct encoding *e, uint32_t id, struct str *bytes) MUSTCHECK;

/*
 * The first special token of the encoding that is spelt out in the text: where
 * it stands (a byte offset), its id and its length in bytes.  Of several that
 * begin there it is the longest.
 */
bool token_special(const struct encoding *e, struct str text, size_t *off,
    uint32_t *id, size_t *len) MUSTCHECK;

/*
 * Where a text that comes in parts may be cut: an offset up to text.n such that
 * the tokens of what is before and of what is behind are together the tokens of
 * the whole, whatever follows the text.  It is the last place where the two
 * characters around it make that certain, as a letter and a space do, and never
 * inside a character; with `special`, which is to be what tokenizer_specials()
 * was given, also behind a special token, and never inside of what may become
 * one.  0 when there is none.  It looks back from the end and no further than
 * it must; where it finds none, ask again with twice the text.
 */
size_t token_cut(const struct encoding *e, struct str text, bool special);

/* An empty list.  Allocates nothing; all bytes zero is as good. */
void token_ids_init(struct token_ids *ids);
void token_ids_free(struct token_ids *ids);

#endif
