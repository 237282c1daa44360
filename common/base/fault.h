/* SPDX-License-Identifier: MIT */
/*
 * Errors as values, and the exit statuses of the suite.
 *
 * A function that may find the data (or the service, or the command line)
 * wrong takes a struct fault, fills it and returns false.  Only a tool decides
 * what becomes of it.
 */
#ifndef FT_BASE_FAULT_H
#define FT_BASE_FAULT_H

#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>

#include "common/base/mem.h"

enum status {
	STATUS_OK = 0,	    /* done, and the answer is yes */
	STATUS_NO = 1,	    /* done, and the answer is no */
	STATUS_USAGE = 2,   /* the command line or the configuration is wrong */
	STATUS_INPUT = 3,   /* the input cannot be understood */
	STATUS_IO = 4,	    /* reading or writing failed */
	STATUS_REFUSED = 5, /* the service refused */
	STATUS_TEMPORARY = 75, /* a later run may succeed */
};

enum { FAULT_TEXT = 480 };

struct fault {
	enum status status;
	size_t off;	       /* byte offset in the record, from 0 */
	char text[FAULT_TEXT]; /* lower case, no full stop; cut when too long */
};

/* Fills *f (which may be NULL) and returns false, for "return fault_set()". */
bool fault_set(struct fault *f, enum status status, size_t off, const char *fmt,
    ...) PRINTF_LIKE(4, 5);

#endif
