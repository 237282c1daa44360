/* SPDX-License-Identifier: MIT */
/*
 * Turns a published vocabulary into the image of common/token/image.h, when
 * the project is built:
 *
 *	mkvocab cl100k_base.tiktoken cl100k_base.image
 *
 * A line of the vocabulary is a token's bytes in base64, a space and its rank.
 * Which two tokens merge to a token is not said there: it is what is left
 * of the token's bytes when all merges of lower rank were made.  Of all pairs
 * of tokens that make up its bytes this is the only one that can come to stand
 * side by side, so one pair for each token is enough.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "common/token/vocab/mkvocab.h"

struct token {
	unsigned char *p; /* NULL: no token has this id */
	size_t n;
	uint64_t pair; /* what merges to it, if n > 1 */
};

static struct token *tokens;
static uint32_t ntokens;
static uint8_t byte_id[256];

void
die(const char *why)
{
	fprintf(stderr, "mkvocab: %s\n", why);
	exit(1);
}

void *
zero(size_t n, size_t size)
{
	void *p = calloc(n, size);

	if (p == NULL)
		die("out of memory");
	return p;
}

/* Reading. */

static size_t
base64(const char *s, size_t n, unsigned char *to)
{
	static const char digits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
				     "abcdefghijklmnopqrstuvwxyz0123456789+/";
	uint32_t bits = 0;
	size_t got = 0;

	for (size_t i = 0; i < n && s[i] != '='; i++) {
		const char *d = strchr(digits, s[i]);

		if (d == NULL || *d == '\0')
			die("a token is not base64");
		bits = bits << 6 | (uint32_t)(d - digits);
		if (i % 4 > 0)
			to[got++] = (unsigned char)(bits >> (6 - i % 4 * 2));
	}
	return got;
}

static void
read_token(char *line)
{
	unsigned char bytes[4 * IMAGE_TOKEN_MAX];
	char *space = strchr(line, ' '), *end;
	unsigned long id;
	size_t n;

	if (space == NULL || space - line > 4 * IMAGE_TOKEN_MAX)
		die("a line is not a token and a rank");
	id = strtoul(space + 1, &end, 10);
	if (*end != '\n' || id < ntokens || id >= IMAGE_NONE)
		die("a rank is not a number above the one before");
	n = base64(line, (size_t)(space - line), bytes);
	if (n == 0 || n > IMAGE_TOKEN_MAX)
		die("a token is too long");

	ntokens = (uint32_t)id;
	tokens[ntokens].p = zero(n, 1);
	memcpy(tokens[ntokens].p, bytes, n);
	tokens[ntokens++].n = n;
}

static void
read_tokens(const char *name)
{
	char line[8 * IMAGE_TOKEN_MAX];
	FILE *f = fopen(name, "r");

	if (f == NULL)
		die("the vocabulary cannot be opened");
	tokens = zero(IMAGE_NONE, sizeof(*tokens));
	while (fgets(line, sizeof(line), f) != NULL)
		read_token(line);
	if (ferror(f))
		die("the vocabulary cannot be read");
	fclose(f);
}

/* Pairs known so far, pair + 1 (0 is a free place) -> id. */

enum { KNOWN = 1 << 20 };
static uint64_t known_pair[KNOWN];
static uint32_t known_id[KNOWN];

static size_t
known_at(uint64_t pair)
{
	size_t i = image_hash_pair(pair + 1) % KNOWN;

	while (known_pair[i] != 0 && known_pair[i] != pair + 1)
		i = (i + 1) % KNOWN;
	return i;
}

static uint32_t
merged(uint32_t left, uint32_t right)
{
	size_t i = known_at(image_pair(left, right));

	return known_pair[i] == 0 ? IMAGE_NONE : known_id[i];
}

/* Makes the merge of the lowest rank; false when there is none. */
static int
merge_once(uint32_t *part, size_t *n)
{
	uint32_t least = IMAGE_NONE, id;
	size_t at = 0;

	for (size_t i = 0; i + 1 < *n; i++)
		if ((id = merged(part[i], part[i + 1])) < least) {
			least = id;
			at = i;
		}
	if (least == IMAGE_NONE)
		return 0;
	part[at] = least;
	memmove(part + at + 1, part + at + 2, (*n - at - 2) * sizeof(*part));
	--*n;
	return 1;
}

static void
find_pair(uint32_t id)
{
	struct token *t = &tokens[id];
	uint32_t part[IMAGE_TOKEN_MAX];
	size_t n = t->n, i;

	for (i = 0; i < n; i++)
		part[i] = byte_id[t->p[i]];
	while (merge_once(part, &n))
		;
	if (n != 2)
		die("a token cannot be reached by merges of lower rank");
	t->pair = image_pair(part[0], part[1]);
	i = known_at(t->pair);
	known_pair[i] = t->pair + 1;
	known_id[i] = id;
}

static void
find_pairs(void)
{
	uint32_t bytes = 0;

	for (uint32_t id = 0; id < ntokens; id++)
		if (tokens[id].n == 1) {
			if (id >= 256)
				die("a single byte has an id above 255");
			byte_id[tokens[id].p[0]] = (uint8_t)id;
			bytes++;
		}
	if (bytes != 256)
		die("a byte has no token");
	for (uint32_t id = 0; id < ntokens; id++)
		if (tokens[id].n > 1)
			find_pair(id);
}

/* Writing: the image grows in memory; a place is a multiple of 64 bytes. */

static unsigned char *image;
static size_t image_size;

static uint32_t
add(size_t n, size_t size)
{
	size_t at = (image_size + 63) / 64 * 64;

	image = realloc(image, at + n * size);
	if (image == NULL)
		die("out of memory");
	memset(image + image_size, 0, at + n * size - image_size);
	image_size = at + n * size;
	return (uint32_t)at;
}

static void
add_bytes(struct image *m)
{
	size_t total = 0;
	uint32_t *starts;
	uint8_t *lengths;

	for (uint32_t id = 0; id < ntokens; id++)
		total += tokens[id].n;
	m->bytes = add(total, 1);
	m->lengths = add(ntokens, 1);
	m->starts = add(ntokens / IMAGE_RUN + 1, sizeof(uint32_t));
	starts = (uint32_t *)(image + m->starts);
	lengths = image + m->lengths;
	total = 0;
	for (uint32_t id = 0; id < ntokens; id++) {
		const struct token *t = &tokens[id];

		if (id % IMAGE_RUN == 0)
			starts[id / IMAGE_RUN] = (uint32_t)total;
		lengths[id] = (uint8_t)t->n;
		if (t->n > 0)
			memcpy(image + m->bytes + total, t->p, t->n);
		total += t->n;
	}
}

/* A hash of all keys whose hash is not 0; slot[i] is where key i goes. */
static void
add_hash(struct image_hash *t, const uint64_t *hash, uint32_t *slot,
    size_t slot_size)
{
	uint64_t *keys = zero(ntokens, sizeof(*keys));
	uint32_t *slots = zero(ntokens, sizeof(*slots));
	uint32_t n = 0;

	for (uint32_t id = 0; id < ntokens; id++)
		if (hash[id] != 0)
			keys[n++] = hash[id];
	t->nslots = n + n / 24;
	t->nshifts = n / 4 + 1;
	t->shifts = add(t->nshifts, sizeof(uint16_t));
	t->slots = add(t->nslots, slot_size);
	place_keys(keys, n, t, (uint16_t *)(image + t->shifts), slots);
	n = 0;
	for (uint32_t id = 0; id < ntokens; id++)
		if (hash[id] != 0)
			slot[id] = slots[n++];
	free(keys);
	free(slots);
}

static void
add_ids(struct image *m, uint64_t *hash, uint32_t *slot)
{
	uint32_t *slots;

	for (uint32_t id = 0; id < ntokens; id++)
		hash[id] = tokens[id].n == 0
		    ? 0
		    : image_hash_bytes(tokens[id].p, tokens[id].n);
	add_hash(&m->ids, hash, slot, sizeof(*slots));
	slots = (uint32_t *)(image + m->ids.slots);
	for (uint32_t i = 0; i < m->ids.nslots; i++)
		slots[i] = IMAGE_NONE;
	for (uint32_t id = 0; id < ntokens; id++)
		if (hash[id] != 0)
			slots[slot[id]] = image_tag(hash[id]) | id;
}

static void
add_pairs(struct image *m, uint64_t *hash, uint32_t *slot)
{
	uint64_t *slots;
	uint32_t *places;

	for (uint32_t id = 0; id < ntokens; id++)
		hash[id] =
		    tokens[id].n < 2 ? 0 : image_hash_pair(tokens[id].pair);
	add_hash(&m->pairs, hash, slot, sizeof(*slots));
	m->places = add(ntokens, sizeof(*places));
	slots = (uint64_t *)(image + m->pairs.slots);
	places = (uint32_t *)(image + m->places);
	memset(slots, 0xFF, m->pairs.nslots * sizeof(*slots));
	for (uint32_t id = 0; id < ntokens; id++)
		if (hash[id] != 0) {
			slots[slot[id]] = tokens[id].pair << IMAGE_ID_BITS | id;
			places[id] = slot[id];
		}
}

static void
add_two(struct image *m)
{
	uint16_t *two;
	uint32_t *ids, n = 1;

	for (uint32_t id = 0; id < ntokens; id++)
		n += tokens[id].n == 2;
	m->two = add(256 * 256, sizeof(*two));
	m->two_ids = add(n, sizeof(*ids));
	two = (uint16_t *)(image + m->two);
	ids = (uint32_t *)(image + m->two_ids);
	ids[0] = IMAGE_NONE;
	n = 1;
	for (uint32_t id = 0; id < ntokens; id++)
		if (tokens[id].n == 2) {
			two[tokens[id].p[0] << 8 | tokens[id].p[1]] =
			    (uint16_t)n;
			ids[n++] = id;
		}
}

int
main(int argc, char **argv)
{
	struct image m = {0};
	uint64_t *hash;
	uint32_t *slot;
	FILE *f;

	if (argc != 3)
		die("usage: mkvocab VOCABULARY IMAGE");
	read_tokens(argv[1]);
	find_pairs();

	hash = zero(ntokens, sizeof(*hash));
	slot = zero(ntokens, sizeof(*slot));
	m.ntokens = ntokens;
	memcpy(m.byte_id, byte_id, sizeof(byte_id));
	add(1, sizeof(m));
	add_bytes(&m);
	add_ids(&m, hash, slot);
	add_pairs(&m, hash, slot);
	add_two(&m);
	memcpy(image, &m, sizeof(m));

	f = fopen(argv[2], "wb");
	if (f == NULL || fwrite(image, 1, image_size, f) != image_size ||
	    fclose(f) != 0)
		die("the image cannot be written");
	return 0;
}
