/* SPDX-License-Identifier: MIT */
/*
 * Several files that take their names together, or not at all.
 *
 * What can fail for lack of room has failed before the first name is taken: all
 * files are whole on the disk by then.  The names are taken one after the
 * other, as rename(2) knows only one.  Where one cannot be taken, those before
 * it are given back, and what stood there stands there again; then the program
 * ends with STATUS_IO.  For that, a second link to a file that is replaced is
 * kept meanwhile; on a file system without links the file is gone.  A machine
 * that stops in between leaves some with new names and some without.
 *
 *	struct out *files[] = {&train, &validation};
 *
 *	together_close(files, LENGTH(files));
 */
#ifndef FT_IO_TOGETHER_H
#define FT_IO_TOGETHER_H

#include <stddef.h>

#include "common/io/out.h"

/* out_close() for all of them, which are open; no two have the same name. */
void together_close(struct out *const *files, size_t n);

#endif
