/* SPDX-License-Identifier: MIT */
/*
 * Do two names of the command line stand for one file, so that what is written
 * to the one would spoil the other?  Through links, other ways to write a path,
 * and names whose file is not there yet.
 *
 * "-" is standard input for an input, standard output for an output.  Devices
 * and pipes spoil nothing: a terminal's input and output are one and yet apart.
 *
 *	if (samefile_outputs(rejects, opt_shared.output))
 *		... the two cannot both be written
 */
#ifndef FT_IO_SAMEFILE_H
#define FT_IO_SAMEFILE_H

#include <stdbool.h>

/* NULL is standard output, too. */
bool samefile_outputs(const char *a, const char *b);

bool samefile_input(const char *input, const char *output);

/* The first input that is the output, or NULL.  The list is ended by NULL; an
 * empty one is standard input. */
const char *samefile_among(char **inputs, const char *output);

#endif
