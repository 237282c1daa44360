/* SPDX-License-Identifier: MIT */
/*
 * What is done to the text of cells before it is used.
 */
#ifndef FT_TOOLS_CSV2JSONL_CELLS_H
#define FT_TOOLS_CSV2JSONL_CELLS_H

#include <stdbool.h>
#include <stddef.h>

#include "common/base/arena.h"
#include "common/io/csvin.h"

/* The normalisation forms of Unicode. */
enum cells_form { CELLS_AS_IS, CELLS_NFC, CELLS_NFKC };

/* Puts U+FFFD for what is no UTF-8, in copies in the arena; returns how many
 * there are. */
size_t cells_repair(struct arena *a, struct csvin_row *row);

/* Leaves out white space (as Unicode has it) at both ends of valid UTF-8. */
struct str cells_trimmed(struct str text);
void cells_trim(struct csvin_row *row);

/* Normalises cells, which are valid UTF-8, in copies in the arena. */
void cells_normalise(
    struct arena *a, struct csvin_row *row, enum cells_form form);

/* Adds empty cells up to n, in a copy in the arena. */
void cells_pad(struct arena *a, struct csvin_row *row, size_t n);

#endif
