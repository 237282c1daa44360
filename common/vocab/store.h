/* SPDX-License-Identifier: MIT */
/*
 * The user's cache of compiled vocabularies: XDG_CACHE_HOME/ft, where that is
 * not set ~/.cache/ft.  A file there is written under another name and then
 * renamed, so that whoever opens it sees the whole; what is found is good, or
 * not taken.
 */
#ifndef FT_VOCAB_STORE_H
#define FT_VOCAB_STORE_H

#include <stdbool.h>

#include "common/base/str.h"
#include "common/token/pack.h"

/* The block kept for the key, mapped; to be given back by store_release(). */
bool store_find(struct pack_key key, struct str *block) MUSTCHECK;
void store_release(struct str block);

/* Keeps a block, if that can be done. */
void store_keep(struct pack_key key, struct str block);

#endif
