/* SPDX-License-Identifier: MIT */
/*
 * The member "model": tokens and merges.  A token is written with a character
 * for each byte: itself where that is printable, else one from U+0100 on.
 */
#include <stdlib.h>

#include "common/text/utf8.h"
#include "common/token/dict.h"
#include "common/vocab/hfjson.h"

/* Ids are below. */
#define ID_MAX ((uint64_t)1 << 31)

/* The characters for bytes are below. */
enum { CHAR_MAX_ALL = 256 + 68, NO_BYTE = 0xFFFF };

struct model {
	struct arena *arena;
	struct spec *s;
	struct fault *f;
	uint16_t byte[CHAR_MAX_ALL]; /* of a character */
	struct str *name;	     /* as they are written */
	uint32_t *number;	     /* in the spec, or DICT_NONE */
	uint32_t n;
	struct dict names;
	struct buf joined;
};

static void
fill_bytes(uint16_t byte[CHAR_MAX_ALL])
{
	uint32_t other = 256;

	for (uint32_t i = 0; i < CHAR_MAX_ALL; i++)
		byte[i] = NO_BYTE;
	for (uint32_t i = 0; i < 256; i++)
		if ((i >= '!' && i <= '~') || (i >= 0xA1 && i != 0xAD))
			byte[i] = (uint16_t)i;
		else
			byte[other++] = (uint16_t)i;
}

/* The bytes that a token's name stands for; false where it is no such name. */
static bool
decode(struct model *m, struct str name, struct str *bytes)
{
	char *to = arena_take(m->arena, name.n + 1, 1);
	size_t n = 0, len;
	uint32_t cp;

	for (size_t i = 0; i < name.n; i += len) {
		len = utf8_decode(str_from(name, i), &cp);
		if (len == 0 || cp >= CHAR_MAX_ALL || m->byte[cp] == NO_BYTE)
			return false;
		to[n++] = (char)m->byte[cp];
	}
	*bytes = str_of(to, n);
	return n > 0;
}

static int
compare_ids(const void *a, const void *b)
{
	const uint32_t *x = a, *y = b;

	return *x < *y ? -1 : *x > *y;
}

static bool
ids_differ(const struct model *m, const struct json *vocab, const uint32_t *id)
{
	uint32_t *sorted = mem_resize(NULL, m->n, sizeof(*sorted));
	bool ok = true;

	memcpy(sorted, id, m->n * sizeof(*id));
	qsort(sorted, m->n, sizeof(*sorted), compare_ids);
	for (uint32_t i = 1; i < m->n && ok; i++)
		ok = sorted[i - 1] != sorted[i] ||
		    fault_set(m->f, STATUS_INPUT, vocab->off,
			"two tokens have the id %u", sorted[i]);
	free(sorted);
	return ok;
}

/* Takes the names and ids; the rest is made of them. */
static bool
read_names(struct model *m, const struct json *vocab, uint32_t *id)
{
	m->name = arena_take(m->arena, vocab->count, sizeof(*m->name));
	dict_init(&m->names, m->name, vocab->count);
	for (const struct json *v = vocab->child; v != NULL; v = v->next) {
		uint64_t value;

		if (!json_u64(v, &value) || value >= ID_MAX)
			return fault_set(m->f, STATUS_INPUT, v->off,
			    "a token's id is not a number");
		m->name[m->n] = v->key;
		id[m->n] = (uint32_t)value;
		if (!dict_add(&m->names, m->n++))
			return fault_set(m->f, STATUS_INPUT, v->key_off,
			    "the token is there twice");
	}
	return ids_differ(m, vocab, id);
}

static bool
read_vocab(struct model *m, const struct json *vocab)
{
	size_t n = vocab->count;
	uint32_t *all = arena_take(m->arena, n, sizeof(*all));
	struct str *token = arena_take(m->arena, n, sizeof(*token));
	struct str *mute = arena_take(m->arena, n, sizeof(*mute));
	uint32_t *id = arena_take(m->arena, n, sizeof(*id));
	uint32_t *mute_id = arena_take(m->arena, n, sizeof(*mute_id));

	m->number = arena_take(m->arena, n, sizeof(*m->number));
	if (!read_names(m, vocab, all))
		return false;
	for (uint32_t i = 0; i < m->n; i++) {
		m->number[i] = DICT_NONE;
		if (decode(m, m->name[i], &token[m->s->ntokens])) {
			id[m->s->ntokens] = all[i];
			m->number[i] = m->s->ntokens++;
		} else {
			mute[m->s->nmute] = m->name[i];
			mute_id[m->s->nmute++] = all[i];
		}
	}
	m->s->token = token;
	m->s->id = id;
	m->s->mute = mute;
	m->s->mute_id = mute_id;
	return true;
}

/* The two names of a merge: "a b" or ["a", "b"]. */
static bool
two_names(const struct json *v, struct str two[2])
{
	if (json_is_array(v) && v->count == 2 && json_is_string(v->child) &&
	    json_is_string(v->child->next)) {
		two[0] = v->child->text;
		two[1] = v->child->next->text;
		return true;
	}
	if (json_is_string(v)) {
		size_t blank = str_find(v->text, ' ');

		two[0] = str_of(v->text.p, blank);
		if (blank == v->text.n)
			return false;
		two[1] = str_from(v->text, blank + 1);
		return str_find(two[1], ' ') == two[1].n;
	}
	return false;
}

static bool
read_merge(struct model *m, const struct json *v, struct spec_merge *merge)
{
	struct str two[2];
	uint32_t found[3];

	if (!two_names(v, two))
		return fault_set(
		    m->f, STATUS_INPUT, v->off, "a merge is not two tokens");
	buf_clear(&m->joined);
	buf_add_str(&m->joined, two[0]);
	buf_add_str(&m->joined, two[1]);
	found[0] = dict_find(&m->names, two[0]);
	found[1] = dict_find(&m->names, two[1]);
	found[2] = dict_find(&m->names, buf_str(&m->joined));
	for (int i = 0; i < 3; i++) {
		if (found[i] == DICT_NONE)
			return fault_set(m->f, STATUS_INPUT, v->off,
			    "a merge has a token that is not in the "
			    "vocabulary");
		found[i] = m->number[found[i]];
	}
	*merge = (struct spec_merge){found[0], found[1], found[2]};
	return true;
}

static bool
read_merges(struct model *m, const struct json *merges)
{
	struct spec_merge *to =
	    arena_take(m->arena, merges->count, sizeof(*to));

	m->s->merge = to;
	for (const struct json *v = merges->child; v != NULL; v = v->next) {
		struct spec_merge *merge = &to[m->s->nmerges];

		/* As old files begin. */
		if (json_is_string(v) && str_starts(v->text, STR("#version")))
			continue;
		if (!read_merge(m, v, merge))
			return false;
		/* What is not made of bytes never comes to be. */
		m->s->nmerges +=
		    merge->left != DICT_NONE && merge->right != DICT_NONE;
	}
	return true;
}

/* Null, false, zero or empty. */
static bool
is_nothing(const struct json *v)
{
	double x;

	if (v == NULL || json_is_null(v))
		return true;
	if (json_is_bool(v))
		return !v->truth;
	if (json_is_number(v))
		return json_real(v, &x) && x == 0;
	return json_is_string(v) && v->text.n == 0;
}

/* An unk_token is never needed: each byte has a token. */
static bool
check_options(const struct json *model, struct fault *f)
{
	static const char *const keys[] = {"dropout", "byte_fallback",
	    "continuing_subword_prefix", "end_of_word_suffix"};

	for (size_t i = 0; i < LENGTH(keys); i++) {
		const struct json *v = json_get(model, keys[i]);

		if (!is_nothing(v))
			return fault_set(f, STATUS_INPUT, v->off,
			    "BPE with %s is not supported", keys[i]);
	}
	return true;
}

bool
hfjson_model(
    const struct json *model, struct arena *a, struct spec *s, struct fault *f)
{
	const struct json *vocab = json_get(model, "vocab");
	const struct json *merges = json_get(model, "merges");
	const struct json *ignore = json_get(model, "ignore_merges");
	struct model m = {.arena = a, .s = s, .f = f};
	bool ok;

	if (!check_options(model, f))
		return false;
	if (!json_is_object(vocab) || !json_is_array(merges))
		return fault_set(f, STATUS_INPUT, model->off,
		    "the model has no vocab or no merges");
	s->whole = json_is_bool(ignore) && ignore->truth;
	fill_bytes(m.byte);
	buf_init(&m.joined, BUF_NO_MAX);
	ok = read_vocab(&m, vocab) && read_merges(&m, merges);
	buf_free(&m.joined);
	free(m.names.place);
	return ok;
}
