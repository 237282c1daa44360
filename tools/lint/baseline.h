/* SPDX-License-Identifier: MIT */
/*
 * The findings that are known, as a file: so that only what is new is reported.
 *
 * What makes a finding the same one is in content.h: its content, not its line.
 * The file is text, sorted, so that it can be kept and compared like source:
 *
 *	# ft-lint baseline 1
 *	E203 1a2b3c4d5e6f7081 2
 *
 * the rule, the hash, and how many such findings there are.  In memory
 * a line takes 64 to 128 bytes.
 */
#ifndef FT_TOOLS_LINT_BASELINE_H
#define FT_TOOLS_LINT_BASELINE_H

#include "common/io/out.h"
#include "tools/lint/content.h"

/* Adds what a baseline holds.  A fault has STATUS_USAGE, and the offset in
 * *line. */
bool baseline_read(struct content_counts *known, struct str text, size_t *line,
    struct fault *f) MUSTCHECK;

/* Writes one, in the order of the rules. */
void baseline_write(struct out *to, const struct content_counts *known);

/* How many findings there are in all, and how many were not taken. */
uint64_t baseline_total(const struct content_counts *known);
uint64_t baseline_left(const struct content_counts *known);

#endif
