/* SPDX-License-Identifier: MIT */
/*
 * The first byte takes an encoding and where to cut.  Of the rest the ids are
 * those of the definition, by the fast way and in plain C, with special tokens
 * and without; they are as many as are counted; decoded they are the text; and
 * a cut changes nothing.
 */
#include <assert.h>
#include <stdint.h>
#include <stdlib.h>

#include "common/base/buf.h"
#include "common/text/utf8.h"
#include "common/token/tokenizer.h"
#include "tests/unit/plain_bpe.c"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

enum { ENCODINGS = 4 };

static struct plain plain[ENCODINGS];
static struct tokenizer *tokenizer[ENCODINGS], *plain_c[ENCODINGS];

static void
check_decoded(size_t i, const struct token_ids *ids, struct str valid)
{
	struct str rest = valid, bytes;

	for (size_t k = 0; k < ids->n; k++) {
		if (!token_decode(encoding_at(i), ids->id[k], &bytes))
			abort();
		assert(str_starts(rest, bytes));
		rest = str_from(rest, bytes.n);
	}
	assert(rest.n == 0);
}

static void
check_ids(struct tokenizer *t, struct str text, const struct token_ids *want)
{
	struct token_ids ids;

	token_ids_init(&ids);
	token_encode(t, text, &ids);
	assert(ids.n == want->n);
	for (size_t k = 0; k < ids.n; k++)
		assert(ids.id[k] == want->id[k]);
	assert(token_count(t, text) == ids.n);
	token_ids_free(&ids);
}

static void
check_cut(struct tokenizer *t, struct str text, size_t cut)
{
	size_t before = token_count(t, str_of(text.p, cut));

	assert(before + token_count(t, str_from(text, cut)) ==
	    token_count(t, text));
}

static void
check(size_t i, struct str text, size_t most, bool special)
{
	size_t cut = token_cut(encoding_at(i), str_of(text.p, most), special);
	struct token_ids ids;
	struct buf valid;

	token_ids_init(&ids);
	buf_init(&valid, BUF_NO_MAX);
	utf8_repair(&valid, text);
	if (special)
		plain_encode_special(&plain[i], buf_str(&valid), &ids);
	else
		plain_encode(&plain[i], buf_str(&valid), &ids);
	tokenizer_specials(tokenizer[i], special);
	tokenizer_specials(plain_c[i], special);
	check_ids(tokenizer[i], text, &ids);
	check_ids(plain_c[i], text, &ids);
	check_decoded(i, &ids, buf_str(&valid));
	check_cut(tokenizer[i], text, cut);
	token_ids_free(&ids);
	buf_free(&valid);
}

static void
set_up(size_t i)
{
	if (tokenizer[i] != NULL)
		return;
	tokenizer[i] = tokenizer_new(encoding_at(i));
	plain_c[i] = tokenizer_new(encoding_at(i));
	tokenizer_plain(plain_c[i]);
	plain_init(&plain[i], encoding_at(i));
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct str text;
	size_t i, most;

	if (size == 0)
		return 0;
	i = data[0] % ENCODINGS;
	set_up(i);
	text = str_of((const char *)data + 1, size - 1);
	most = text.n * (data[0] / ENCODINGS) / 63;
	check(i, text, most, false);
	check(i, text, most, true);
	return 0;
}
