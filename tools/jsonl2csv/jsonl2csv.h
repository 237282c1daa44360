/* SPDX-License-Identifier: MIT */
/*
 * How jsonl2csv is built.
 *
 * The input is read twice: first to learn what columns there must be
 * (layout.c), then to write the rows (row.c).  passes.c does both with the
 * engine; standard input that cannot be read again is copied to a temporary
 * file on the way.  What has no column is a fault, or left out and counted
 * (drops.c).
 */
#ifndef FT_TOOLS_JSONL2CSV_H
#define FT_TOOLS_JSONL2CSV_H

#include <stdbool.h>

#include "common/io/out.h"

enum rows { ROWS_AUTO, ROWS_EXAMPLE, ROWS_MESSAGE };

/* What the command line asks for. */
struct wish {
	enum rows rows;
	char delimiter;
	bool bom;   /* a byte-order mark at the start */
	bool crlf;  /* line ends are CRLF */
	bool skip;  /* go on behind a bad record */
	bool lossy; /* leave out what has no column */
};

/* Converts the files and tells what went wrong, by diag_raise() too; false
 * when it was stopped before their end. */
bool convert(const struct wish *wish, char **files, struct out *out);

#endif
