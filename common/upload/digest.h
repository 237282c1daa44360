/* SPDX-License-Identifier: MIT */
/*
 * What a file's content comes to, computed by a thread while it is sent: MD5
 * as the provider takes it, and XXH3 with 128 bits, by which a later run knows
 * it again.  Both in lower-case hexadecimal.
 *
 *	digest_start(&d, &source);
 *	... send ...
 *	if (!digest_wait(&d, &f))
 *		...
 *	... d.md5, d.hash ...
 */
#ifndef FT_UPLOAD_DIGEST_H
#define FT_UPLOAD_DIGEST_H

#include <pthread.h>
#include <stdatomic.h>
#include <stdbool.h>

#include "common/upload/source.h"

struct digest {
	const struct source *source;
	char md5[2 * 16 + 1], hash[2 * 16 + 1];
	pthread_t thread;
	bool running;
	atomic_bool stop;
	struct fault fault;
	bool ok;
};

void digest_start(struct digest *d, const struct source *s);

/* False (STATUS_IO) when the file could not be read to its end. */
bool digest_wait(struct digest *d, struct fault *f) MUSTCHECK;

/* Ends the thread, whatever it has; after digest_wait() does nothing. */
void digest_stop(struct digest *d);

/* The hash alone, at once. */
bool digest_hash(
    const struct source *s, char hash[2 * 16 + 1], struct fault *f) MUSTCHECK;

#endif
