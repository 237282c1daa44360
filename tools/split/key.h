/* SPDX-License-Identifier: MIT */
/*
 * What a record is placed by: its prompt, so that one prompt with two answers
 * stays on one side, and so does a record whose answer was mended; or the value
 * at a path.
 *
 * The form that is hashed is fixed for ever and stated in ft-split(1).
 */
#ifndef FT_SPLIT_KEY_H
#define FT_SPLIT_KEY_H

#include <stdbool.h>

#include "common/base/str.h"
#include "common/json/jsonpath.h"

struct key_maker;

/* One for each thread; the caller frees it with key_maker_free(). */
struct key_maker *key_maker_new(void);
void key_maker_free(struct key_maker *k);

/* Reads a record, which must live as long as it is asked about. */
void key_read(struct key_maker *k, struct str record);

/*
 * The key of what the record asks.  A record without a prompt, and one that is
 * no JSON, is its own key: whether it is right is for ft-lint to say.  Lives
 * until the next key is asked for, as does the next function's.
 */
struct str key_prompt(struct key_maker *k);

/* The key of the value at a path; of what has none, the record. */
struct str key_at(
    struct key_maker *k, const struct jsonpath *path, bool *found);

/* The record as a document, or NULL where it is no JSON. */
const struct json *key_root(const struct key_maker *k);

#endif
