/* SPDX-License-Identifier: MIT */
/*
 * hostile KIND BYTES: text that is hard on tokenizers, the same at every run.
 * Without a KIND it lists them.  All of it is one line, newlines aside, and
 * valid UTF-8 of at most BYTES bytes.
 */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const struct kind {
	const char *name;
	const char *bytes;    /* drawn from these, or ... */
	uint32_t first, last; /* ... from these code points */
} kinds[] = {
    {"letter", "a", 0, 0},
    {"spaces", " ", 0, 0},
    {"newlines", "\n", 0, 0},
    {"digits", "0123456789", 0, 0},
    {"base64",
	"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/", 0,
	0},
    {"letters", "abcdefghijklmnopqrstuvwxyz", 0, 0},
    {"punctuation", "!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~", 0, 0},
    {"cjk", NULL, 0x4e00, 0x9fff},
    {"utf8", NULL, 0x01, 0x10ffff},
};

/* xorshift64: short, and good enough to be without a pattern. */
static uint32_t
draw(uint64_t *state, uint32_t below)
{
	*state ^= *state << 13;
	*state ^= *state >> 7;
	*state ^= *state << 17;
	return (uint32_t)((*state >> 32) % below);
}

static int
utf8_put(uint32_t c, char *to)
{
	if (c < 0x80) {
		to[0] = (char)c;
		return 1;
	}
	if (c < 0x800) {
		to[0] = (char)(0xc0 | c >> 6);
		to[1] = (char)(0x80 | (c & 63));
		return 2;
	}
	if (c < 0x10000) {
		to[0] = (char)(0xe0 | c >> 12);
		to[1] = (char)(0x80 | (c >> 6 & 63));
		to[2] = (char)(0x80 | (c & 63));
		return 3;
	}
	to[0] = (char)(0xf0 | c >> 18);
	to[1] = (char)(0x80 | (c >> 12 & 63));
	to[2] = (char)(0x80 | (c >> 6 & 63));
	to[3] = (char)(0x80 | (c & 63));
	return 4;
}

static void
write_kind(const struct kind *k, long bytes)
{
	uint64_t state = 0x9e3779b97f4a7c15;
	char to[4];

	while (bytes > 0) {
		int n = 1;

		if (k->bytes != NULL) {
			uint32_t many = (uint32_t)strlen(k->bytes);

			to[0] = k->bytes[draw(&state, many)];
		} else {
			uint32_t many = k->last - k->first + 1;
			uint32_t c = k->first + draw(&state, many);

			if (c >= 0xd800 && c <= 0xdfff)
				continue;
			n = utf8_put(c, to);
		}
		if (n > bytes)
			return;
		fwrite(to, 1, (size_t)n, stdout);
		bytes -= n;
	}
}

int
main(int argc, char **argv)
{
	const size_t n = sizeof(kinds) / sizeof(*kinds);

	for (size_t i = 0; i < n; i++) {
		if (argc < 3)
			puts(kinds[i].name);
		else if (strcmp(argv[1], kinds[i].name) == 0) {
			write_kind(&kinds[i], strtol(argv[2], NULL, 10));
			return fflush(stdout) != 0;
		}
	}
	return argc >= 3;
}
