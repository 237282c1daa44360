/* SPDX-License-Identifier: MIT */
/*
 * Questions and answers in a file, for a day when the model is gone: --record
 * writes it and --replay answers from it.
 *
 * A line is one question and its answer:
 *
 *	{"key":"64 hexadecimal digits","model":"...","messages":[...],
 *	"params":{...},"date":1795219200,"ms":812,"request_id":"...",
 *	"answer":{...}}
 *
 * key is that of question.h, answer the completion as the server gave it.  Of
 * lines with one key the last counts.  Replaying costs 48 bytes of memory for
 * a line; the lines wait in a temporary file.
 */
#ifndef FT_ASK_TAPE_H
#define FT_ASK_TAPE_H

#include <stdbool.h>
#include <stdint.h>
#include <sys/types.h>

#include "common/ask/askcache.h"
#include "common/ask/question.h"
#include "common/io/out.h"

struct tape_entry {
	unsigned char key[KEY_BYTES];
	off_t off;
	size_t n;
};

struct tape {
	struct out out; /* of --record */
	int fd;		/* of the lines to replay; -1: none */
	off_t end;
	struct tape_entry *entry; /* by key */
	size_t n, cap;
};

/* Either may be NULL.  False: STATUS_INPUT and the line of what is no record,
 * STATUS_IO; nothing is to be closed then. */
bool tape_open(struct tape *t, const char *record, const char *replay,
    struct fault *f) MUSTCHECK;

/* The file of --record takes its name. */
void tape_close(struct tape *t);

/* Writes one, where that was asked for. */
void tape_write(struct tape *t, const struct question *q,
    const struct askcache_answer *answer);

/* The answer to replay; what it views lives in the arena. */
bool tape_find(const struct tape *t, const unsigned char key[KEY_BYTES],
    struct arena *arena, struct askcache_answer *answer) MUSTCHECK;

#endif
