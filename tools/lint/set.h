/* SPDX-License-Identifier: MIT */
/*
 * What is known of all examples of a file so far, for the rules of the family
 * set.  Takes, in two tables, 40 to 80 bytes for each example, 100 while the
 * second one grows; some thousands may take 4 MB.  With signatures, 145 more.
 */
#ifndef FT_TOOLS_LINT_SET_H
#define FT_TOOLS_LINT_SET_H

#include "tools/lint/facts.h"
#include "tools/lint/hashes.h"
#include "tools/lint/tops.h"

/* Signatures, in the order of their lines. */
struct signatures {
	unsigned char *v; /* MINHASH_SIZE bytes each */
	uint32_t *line;
	bool *told; /* that it leaked */
	size_t n, cap;
};

/* The examples that others are held against; read once, then shared. */
struct against {
	const char *name;
	struct hashes words, prompts; /* more: 0 */
	struct signatures near;
};

/* The first example that has the words, or the prompt, of the one that was
 * taken in last; with hash 0 where there is none. */
struct same {
	struct hash_entry words;  /* more: facts.bytes */
	struct hash_entry prompt; /* more: of the answer */
	struct hash_entry leaked, leaked_prompt;
};

struct set {
	struct hashes words, prompts;
	struct signatures near;
	struct tops answers, systems;
	uint64_t n, labels, without_system;
	uint64_t leaked, leaked_prompts;
	struct same now;
};

/* Takes in the example of a line; against may be NULL. */
void set_add(struct set *s, const struct against *against,
    const struct facts *f, size_t line);

/* The example will be taken in soon. */
static inline void
set_expect(const struct set *s, const struct facts *f)
{
	hashes_expect(&s->words, f->words);
	hashes_expect(&s->prompts, f->prompt);
}

/* Forgets all. */
void set_clear(struct set *s);

void signatures_add(struct signatures *s, const unsigned char *signature,
    size_t line, bool told);
void signatures_free(struct signatures *s);

/* Reads the file, with as many threads as the tool; false if that fails, which
 * has been told. */
bool against_read(struct against *a, const char *name, bool near) MUSTCHECK;
void against_free(struct against *a);

#endif
