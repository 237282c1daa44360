/* SPDX-License-Identifier: MIT */
/*
 * What --method hash goes by: the prompt of an example, so that one prompt with
 * two answers stays on one side, and so does a record whose answer was mended.
 *
 * The form that is hashed is fixed for ever and stated in ft-split(1).
 */
#ifndef FT_SPLIT_KEY_H
#define FT_SPLIT_KEY_H

#include "common/base/str.h"

struct key_maker;

/* One for each thread; the caller frees it with key_maker_free(). */
struct key_maker *key_maker_new(void);
void key_maker_free(struct key_maker *k);

/*
 * The record's key.  A record without a prompt, and one that is no JSON, is
 * its own key: whether it is right is for ft-lint to say.  Lives until the next
 * call.
 */
struct str key_of(struct key_maker *k, struct str record);

#endif
