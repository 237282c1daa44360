/* SPDX-License-Identifier: MIT */
/*
 * A vocabulary is read or refused with a place; what is read is an encoding:
 * the ids of a text stand for bytes, and are as many as are counted.  The first
 * byte takes the format, and whether the rest is the file or a part of one.
 */
#include <assert.h>
#include <stdint.h>
#include <stdlib.h>

#include "common/token/loaded.h"
#include "common/vocab/hfjson.h"
#include "common/vocab/tiktoken.h"
#include "tests/unit/vocab_files.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static const char text[] = "Hello, w\xC3\xB6rld 123!\n\n abab <s> e\xCC\x81";

static void
release(struct str block)
{
	free((void *)(uintptr_t)block.p);
}

static void
try_text(const struct encoding *e)
{
	struct tokenizer *t = tokenizer_new(e);
	struct token_ids ids;
	struct str bytes;

	token_ids_init(&ids);
	for (int special = 0; special < 2; special++) {
		ids.n = 0;
		tokenizer_specials(t, special);
		token_encode(t, str_c(text), &ids);
		for (size_t i = 0; i < ids.n; i++)
			assert(token_decode(e, ids.id[i], &bytes));
		assert(token_count(t, str_c(text)) == ids.n);
	}
	assert(token_cut(e, str_c(text), true) < sizeof(text));
	token_ids_free(&ids);
	tokenizer_free(t);
}

static void
try_spec(const struct spec *s)
{
	const struct pack_key key = {{1, 2}};
	const struct encoding *e;
	struct buf block;
	struct fault f;

	buf_init(&block, BUF_NO_MAX);
	if (!pack_make(s, key, &block, &f)) {
		assert(f.status == STATUS_INPUT);
		buf_free(&block);
		return;
	}
	assert(pack_is_good(buf_str(&block), key));
	e = loaded_open(buf_str(&block), release, "fuzz", &f);
	if (e == NULL)
		return;
	try_text(e);
	encoding_free(e);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct spec s = {0};
	struct arena arena;
	struct buf file;
	struct fault f;
	bool ok, lines, part;

	if (size == 0)
		return 0;
	lines = data[0] & 1;
	part = data[0] & 2;
	buf_init(&file, BUF_NO_MAX);
	if (part && lines) {
		vocab_lines(&file, "");
	} else if (part) {
		buf_adds(&file, "{\"model\":{\"vocab\":{");
		vocab_members(&file, ",\"ab\":300,\"abab\":400");
		buf_adds(&file, "},\"merges\":[\"a b\",\"ab ab\"]},");
	}
	buf_add(&file, data + 1, size - 1);
	arena_init(&arena);
	if (lines) {
		ok = tiktoken_read(buf_str(&file), &arena, &s, &f);
		s.nsteps = 1;
		s.step[0].kind = (enum step_kind)(data[0] >> 2) % STEP_REGEX;
	} else {
		ok = hfjson_read(buf_str(&file), &arena, &s, &f);
	}
	if (ok)
		try_spec(&s);
	else
		assert(f.status == STATUS_INPUT && f.off <= file.n);
	arena_free(&arena);
	buf_free(&file);
	return 0;
}
