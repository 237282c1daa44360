/* SPDX-License-Identifier: MIT */
/*
 * The parts of ft-files.
 */
#ifndef FT_TOOLS_FILES_FILES_H
#define FT_TOOLS_FILES_FILES_H

#include <stdbool.h>

#include "common/io/out.h"
#include "common/net/session.h"
#include "common/text/grid.h"

struct files {
	/* As on the command line. */
	const char *purpose, *format;
	bool id_only, json;
	double timeout, interval; /* seconds */
	struct session_options session_options;

	struct session session;
	struct out out;
};

/* Prints a file as a line of JSON, or its id alone. */
void files_print(struct files *fs, const struct api_file *file);

/* A table of files for people: its head, and a row. */
void table_init(struct grid *g);
void table_add(struct grid *g, const struct api_file *file);

/* Writes what a file holds; a terminal is not driven by it. */
void files_content(struct files *fs, const char *id);

/* Waits until a file can be used; reports what is in the way. */
void files_wait(struct files *fs, const char *id);

/* Reports a fault about a file; an interrupt ends the program here. */
void files_fault(struct files *fs, const char *id, const struct fault *f);

#endif
