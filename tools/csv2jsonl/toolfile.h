/* SPDX-License-Identifier: MIT */
/*
 * A file with the tools that examples may call: a JSON array of objects.
 */
#ifndef FT_TOOLS_CSV2JSONL_TOOLFILE_H
#define FT_TOOLS_CSV2JSONL_TOOLFILE_H

#include <stdbool.h>

#include "common/base/arena.h"
#include "common/base/mem.h"

/* The array on one line, in the arena.  False when there is none, which was
 * reported and has raised a status. */
bool toolfile_read(
    struct arena *a, const char *path, struct str *tools) MUSTCHECK;

#endif
