/* SPDX-License-Identifier: MIT */
/*
 * SHA-256, by which a question is known again: who has made the questions of a
 * file may have made them so that two of them have one hash of a lesser kind.
 */
#ifndef FT_ASK_KEY_H
#define FT_ASK_KEY_H

#include "common/base/str.h"

enum { KEY_BYTES = 32 };

void key_make(unsigned char key[KEY_BYTES], struct str text);

/* The same of a key at one server. */
void key_at(unsigned char key[KEY_BYTES], struct str server,
    const unsigned char of[KEY_BYTES]);

#endif
