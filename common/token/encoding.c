/* SPDX-License-Identifier: MIT */
#include "common/token/encoding.h"

#include "common/token/bpe.h"
#include "common/token/loaded.h"

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
	cl100k_specials, LENGTH(cl100k_specials), NULL},
    {"o200k_base", IMAGE(image_o200k_base), split_o200k, boundary_o200k,
	o200k_specials, LENGTH(o200k_specials), NULL},
    {"p50k_base", IMAGE(image_p50k_base), split_gpt2, boundary_gpt2,
	gpt2_specials, LENGTH(gpt2_specials), NULL},
    {"r50k_base", IMAGE(image_r50k_base), split_gpt2, boundary_gpt2,
	gpt2_specials, LENGTH(gpt2_specials), NULL},
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
	const uint8_t *lengths;
	const char *p;

	if (e->loaded != NULL)
		return loaded_decode(e->loaded, id, bytes);
	lengths = image_at(m, m->lengths);
	p = image_at(m, m->bytes);
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

/* What all of the encoding's special tokens begin with. */
static struct str
special_start(const struct encoding *e)
{
	struct str start = e->nspecials > 0 ? e->specials[0].text : STR("");

	for (size_t i = 1; i < e->nspecials; i++)
		while (!str_starts(e->specials[i].text, start))
			start.n--;
	return start;
}

/* The longest one at the front of the text, or NULL. */
static const struct special *
special_at(const struct encoding *e, struct str text)
{
	const struct special *best = NULL;

	for (size_t i = 0; i < e->nspecials; i++) {
		const struct special *s = &e->specials[i];

		if ((best == NULL || s->text.n > best->text.n) &&
		    str_starts(text, s->text))
			best = s;
	}
	return best;
}

bool
token_special(const struct encoding *e, struct str text, size_t *off,
    uint32_t *id, size_t *len)
{
	struct str start = special_start(e);
	size_t at = 0;

	if (e->loaded != NULL)
		return loaded_special(e->loaded, text, off, id, len);
	while ((at += str_search(str_from(text, at), start)) < text.n) {
		const struct special *s = special_at(e, str_from(text, at));

		if (s != NULL) {
			*off = at;
			*id = s->id;
			*len = s->text.n;
			return true;
		}
		at++;
	}
	return false;
}
