/* SPDX-License-Identifier: MIT */
/*
 * xxHash as fast as the processor has it: instead of <xxhash.h>, for whoever
 * hashes more than a few words.  On x86 the library has versions of its
 * functions that choose by the processor, and for other reasons too they take a
 * fifth of the time of those with the plain names.  The hashes are the same.
 */
#ifndef FT_BASE_HASH_H
#define FT_BASE_HASH_H

#include <xxhash.h>

#if defined(__x86_64__) && defined(__has_include)
/* It is installed where the library was built with them. */
#if __has_include(<xxh_x86dispatch.h>)
#include <xxh_x86dispatch.h>
#endif
#endif

#endif
