/* SPDX-License-Identifier: MIT */
#include "common/token/encoding.h"

#include "common/token/bpe.h"

extern const unsigned char image_cl100k_base[], image_o200k_base[];
extern const unsigned char image_p50k_base[], image_r50k_base[];

#define IMAGE(bytes) ((const struct image *)(bytes))

static const struct special cl100k_specials[] = {
    {{"<|endoftext|>", 13}, 100257},
    {{"<|fim_prefix|>", 14}, 100258},
    {{"<|fim_middle|>", 14}, 100259},
    {{"<|fim_suffix|>", 14}, 100260},
    {{"<|endofprompt|>", 15}, 100276},
};

static const struct special o200k_specials[] = {
    {{"<|endoftext|>", 13}, 199999},
    {{"<|endofprompt|>", 15}, 200018},
};

static const struct special gpt2_specials[] = {
    {{"<|endoftext|>", 13}, 50256},
};

static const struct encoding encodings[] = {
    {"cl100k_base", IMAGE(image_cl100k_base), split_cl100k, boundary_cl100k,
	cl100k_specials, LENGTH(cl100k_specials)},
    {"o200k_base", IMAGE(image_o200k_base), split_o200k, boundary_o200k,
	o200k_specials, LENGTH(o200k_specials)},
    {"p50k_base", IMAGE(image_p50k_base), split_gpt2, boundary_gpt2,
	gpt2_specials, LENGTH(gpt2_specials)},
    {"r50k_base", IMAGE(image_r50k_base), split_gpt2, boundary_gpt2,
	gpt2_specials, LENGTH(gpt2_specials)},
};

const struct encoding *
encoding_at(size_t i)
{
	return i < LENGTH(encodings) ? &encodings[i] : NULL;
}

const struct encoding *
encoding_find(struct str name)
{
	for (size_t i = 0; i < LENGTH(encodings); i++)
		if (str_is(name, encodings[i].name))
			return &encodings[i];
	return NULL;
}

const char *
encoding_name(const struct encoding *e)
{
	return e->name;
}

bool
token_decode(const struct encoding *e, uint32_t id, struct str *bytes)
{
	const struct image *m = e->image;
	const uint8_t *lengths = image_at(m, m->lengths);
	const char *p = image_at(m, m->bytes);

	if (id < m->ntokens && lengths[id] > 0) {
		*bytes = str_of(p + bpe_start(m, id), lengths[id]);
		return true;
	}
	for (size_t i = 0; i < e->nspecials; i++)
		if (e->specials[i].id == id) {
			*bytes = e->specials[i].text;
			return true;
		}
	return false;
}

bool
token_special(const struct encoding *e, struct str text, size_t *off,
    uint32_t *id, size_t *len)
{
	size_t at = 0;

	/* All of them begin so. */
	while ((at += str_search(str_from(text, at), STR("<|"))) < text.n) {
		for (size_t i = 0; i < e->nspecials; i++) {
			const struct special *s = &e->specials[i];

			if (!str_starts(str_from(text, at), s->text))
				continue;
			*off = at;
			*id = s->id;
			*len = s->text.n;
			return true;
		}
		at++;
	}
	return false;
}
