/* SPDX-License-Identifier: MIT */
/* A bare libcsv parse of a file: the floor under whoever reads CSV with it. */
#include <csv.h>
#include <stdio.h>

static size_t cells;

static void
on_cell(void *s, size_t n, void *ctx)
{
	(void)s, (void)n, (void)ctx;
	cells++;
}

static void
on_row(int end, void *ctx)
{
	(void)end, (void)ctx;
}

int
main(int argc, char **argv)
{
	static char piece[256 * 1024];
	FILE *f = argc > 1 ? fopen(argv[1], "r") : NULL;
	struct csv_parser p;
	size_t n;

	csv_init(&p, CSV_STRICT | CSV_STRICT_FINI);
	csv_set_blk_size(&p, sizeof(piece));
	while (f != NULL && (n = fread(piece, 1, sizeof(piece), f)) > 0)
		csv_parse(&p, piece, n, on_cell, on_row, NULL);
	csv_fini(&p, on_cell, on_row, NULL);
	csv_free(&p);
	printf("%zu\n", cells);
	return f == NULL;
}
