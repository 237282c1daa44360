/* SPDX-License-Identifier: MIT */
/*
 * Temporary files, none of which outlives the program: what is not kept is
 * removed when it ends, also by a signal or a failed write.
 */
#ifndef FT_IO_TEMPORARY_H
#define FT_IO_TEMPORARY_H

#include <stdbool.h>

#include "common/base/mem.h"

/*
 * Creates a file in the folder of path, with the permissions that path has or
 * that a new file gets.  Returns a descriptor open for writing and the file's
 * name in *name, or -1 with errno set.
 */
int temporary_beside(const char *path, char **name) MUSTCHECK;

/* Renames it to path and frees its name; false with errno set. */
bool temporary_keep(char *name, const char *path) MUSTCHECK;

/* Removes it and frees its name. */
void temporary_remove(char *name);

/* Removes all of them, without freeing; async-signal-safe. */
void temporary_remove_all(void);

/*
 * A file without a name under TMPDIR (or /tmp), open for reading and writing,
 * gone when it is closed.  -1 with errno set.
 */
int temporary_spool(void) MUSTCHECK;

#endif
