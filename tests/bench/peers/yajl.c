/* SPDX-License-Identifier: MIT */
/* A bare yajl parse of every line of a file: the floor under whoever reads
 * JSON with it. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <yajl/yajl_parse.h>

static size_t strings;

static int
on_string(void *ctx, const unsigned char *s, size_t n)
{
	(void)ctx, (void)s, (void)n;
	strings++;
	return 1;
}

static int
on_bracket(void *ctx)
{
	(void)ctx;
	return 1;
}

static const yajl_callbacks callbacks = {
    .yajl_string = on_string,
    .yajl_map_key = on_string,
    .yajl_start_map = on_bracket,
    .yajl_end_map = on_bracket,
    .yajl_start_array = on_bracket,
    .yajl_end_array = on_bracket,
};

int
main(int argc, char **argv)
{
	FILE *f = argc > 1 ? fopen(argv[1], "r") : NULL;
	char *line = NULL;
	size_t cap = 0;
	ssize_t n;

	while (f != NULL && (n = getline(&line, &cap, f)) > 0) {
		yajl_handle y = yajl_alloc(&callbacks, NULL, NULL);

		yajl_config(y, yajl_dont_validate_strings, 1);
		yajl_parse(y, (unsigned char *)line, (size_t)n);
		yajl_complete_parse(y);
		yajl_free(y);
	}
	free(line);
	printf("%zu\n", strings);
	return f == NULL;
}
