/* SPDX-License-Identifier: MIT */
/*
 * A prompt cell that holds an object with "system" and "user", written as JSON
 * or as a Python dict.
 *
 * A cell that begins as such an object does, with one of these two names, must
 * be one: what is wrong with it is a fault.  Any other cell is opened when it
 * is an object with a "user" in it, and is plain text otherwise.
 */
#ifndef FT_TOOLS_CSV2JSONL_PROMPT_H
#define FT_TOOLS_CSV2JSONL_PROMPT_H

#include <stdbool.h>

#include "common/base/arena.h"
#include "common/base/fault.h"
#include "common/base/mem.h"
#include "common/base/str.h"
#include "common/json/json.h"

struct prompt {
	bool opened;	   /* false: the cell is plain text */
	struct str system; /* empty where there is none */
	struct str user;
};

/*
 * Looks into a cell, which is valid UTF-8.  The strings are views of it or lie
 * in the reader's arena.  A fault has the offset in the cell.
 */
bool prompt_open(struct json_reader *r, struct str cell, struct prompt *p,
    struct fault *f) MUSTCHECK;

#endif
