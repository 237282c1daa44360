/* SPDX-License-Identifier: MIT */
/*
 * Turns a published vocabulary into the image of common/token/image.h, when
 * the project is built:
 *
 *	mkvocab cl100k_base.tiktoken cl100k_base.image
 *
 * A line of the vocabulary is a token's bytes in base64, a space and its rank.
 */
#include <stdio.h>
#include <stdlib.h>

#include "common/base/diag.h"
#include "common/token/compile.h"

static void __attribute__((noreturn)) die(const char *why)
{
	diag_die(STATUS_INPUT, "%s", why);
}

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
read_token(struct vocab *v, char *line)
{
	unsigned char bytes[4 * IMAGE_TOKEN_MAX];
	char *space = strchr(line, ' '), *end;
	unsigned long id;
	size_t n;

	if (space == NULL || space - line > 4 * IMAGE_TOKEN_MAX)
		die("a line is not a token and a rank");
	id = strtoul(space + 1, &end, 10);
	if (*end != '\n' || id < v->n || id >= IMAGE_NONE)
		die("a rank is not a number above the one before");
	n = base64(line, (size_t)(space - line), bytes);
	if (n == 0)
		die("a token has no bytes");
	v->token[id] = str_of(mem_copy((char *)bytes, n), n);
	v->n = (uint32_t)id + 1;
}

static void
read_tokens(struct vocab *v, const char *name)
{
	char line[8 * IMAGE_TOKEN_MAX];
	FILE *f = fopen(name, "r");

	if (f == NULL)
		die("the vocabulary cannot be opened");
	v->n = 0;
	v->token = mem_zero(IMAGE_NONE, sizeof(*v->token));
	v->pair = mem_zero(IMAGE_NONE, sizeof(*v->pair));
	while (fgets(line, sizeof(line), f) != NULL)
		read_token(v, line);
	if (ferror(f))
		die("the vocabulary cannot be read");
	fclose(f);
}

int
main(int argc, char **argv)
{
	struct vocab vocab;
	struct fault fault;
	struct buf image;
	FILE *f;

	diag_init(argv[0]);
	if (argc != 3)
		die("usage: mkvocab VOCABULARY IMAGE");
	read_tokens(&vocab, argv[1]);
	buf_init(&image, BUF_NO_MAX);
	if (!vocab_find_pairs(&vocab, &fault) ||
	    !vocab_compile(&vocab, &image, &fault))
		die(fault.text);

	f = fopen(argv[2], "wb");
	if (f == NULL || fwrite(image.p, 1, image.n, f) != image.n ||
	    fclose(f) != 0)
		die("the image cannot be written");
	return 0;
}
