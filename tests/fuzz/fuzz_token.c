/* SPDX-License-Identifier: MIT */
/*
 * The first byte takes an encoding and where to cut; of the rest, the ids are
 * those of the definition, the count is theirs, and a cut changes nothing.
 */
#include <assert.h>
#include <stdint.h>
#include <stdlib.h>

#include "common/base/buf.h"
#include "common/text/utf8.h"
#include "common/token/token.h"
#include "tests/unit/plain_bpe.c"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

enum { ENCODINGS = 4 };

static struct plain plain[ENCODINGS];
static struct tokenizer *tokenizer[ENCODINGS];

static void
check_ids(size_t i, struct str text)
{
	struct token_ids ours, theirs;
	struct buf valid;

	token_ids_init(&ours);
	token_ids_init(&theirs);
	buf_init(&valid, BUF_NO_MAX);
	utf8_repair(&valid, text);
	token_encode(tokenizer[i], text, &ours);
	plain_encode(&plain[i], buf_str(&valid), &theirs);
	assert(ours.n == theirs.n);
	for (size_t k = 0; k < ours.n; k++)
		assert(ours.id[k] == theirs.id[k]);
	assert(token_count(tokenizer[i], text) == ours.n);
	token_ids_free(&ours);
	token_ids_free(&theirs);
	buf_free(&valid);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct str text;
	size_t i, cut;

	if (size == 0)
		return 0;
	i = data[0] % ENCODINGS;
	if (tokenizer[i] == NULL) {
		tokenizer[i] = tokenizer_new(encoding_at(i));
		plain_init(&plain[i], encoding_at(i));
	}
	text = str_of((const char *)data + 1, size - 1);
	check_ids(i, text);
	cut = token_cut(encoding_at(i),
	    str_of(text.p, text.n * (data[0] / ENCODINGS) / 63));
	assert(token_count(tokenizer[i], str_of(text.p, cut)) +
		token_count(tokenizer[i], str_from(text, cut)) ==
	    token_count(tokenizer[i], text));
	return 0;
}
