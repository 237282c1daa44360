/* SPDX-License-Identifier: MIT */
/*
 * Bytes -> a number: a hash as one array that can be written to a file as it
 * is and used where it lies.  The numbers count the texts, which are kept by
 * the caller: they are the i-th of an array of str.
 */
#ifndef FT_TOKEN_DICT_H
#define FT_TOKEN_DICT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "common/base/mem.h"
#include "common/base/str.h"

/* No text has this number; also what a free place holds. */
#define DICT_NONE UINT32_MAX

struct dict {
	const struct str *text;
	uint32_t *place; /* the owner frees it with free() */
	size_t nplaces;	 /* a power of two */
};

/* An empty one, with room for n texts. */
void dict_init(struct dict *d, const struct str *text, size_t n);

/* Adds the i-th text; false where the same is there already. */
bool dict_add(struct dict *d, uint32_t i) MUSTCHECK;

/* The number of the text, or DICT_NONE. */
uint32_t dict_find(const struct dict *d, struct str text);

#endif
