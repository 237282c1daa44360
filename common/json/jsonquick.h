/* SPDX-License-Identifier: MIT */
/*
 * The quick reader: JSON without any fault, at several times yajl's speed.
 *
 * It judges nothing.  What is wrong, or beyond a limit, it leaves: yajl then
 * reads the text from its beginning and its verdict counts.  What it does read
 * gives the very document that yajl's callbacks would have built.
 */
#ifndef FT_JSON_JSONQUICK_H
#define FT_JSON_JSONQUICK_H

#include "common/json/jsonbuild.h"

/* Reads the text of a build just started, which must be valid UTF-8. */
bool json_quick(struct json_build *b) MUSTCHECK;

#endif
