/* SPDX-License-Identifier: MIT */
/*
 * What a file's content comes to, computed by a thread of its own while other
 * things are done: MD5, as the provider takes it, or XXH3 with 128 bits, which
 * is many times as fast and by which a later run knows the file again.
 *
 *	digest_start(&d, &source, DIGEST_MD5);
 *	... lint, send ...
 *	while (!digest_is_done(&d))
 *		...
 *	if (digest_take(&d, &f))
 *		... d.text ...
 *	digest_stop(&d);
 */
#ifndef FT_UPLOAD_DIGEST_H
#define FT_UPLOAD_DIGEST_H

#include <pthread.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stdint.h>

#include "common/upload/source.h"

enum digest_kind { DIGEST_XXH3, DIGEST_MD5 };

struct digest {
	enum digest_kind kind;
	const struct source *source; /* must outlive the thread */

	/* Lower-case hexadecimal; empty where a policy forbids MD5. */
	char text[2 * 16 + 1];
	pthread_t thread;
	bool running; /* there is a thread to be joined */
	atomic_bool stop, done;
	_Atomic uint64_t at; /* bytes of the file that are in it */
	struct fault fault;
	bool ok;
};

void digest_start(
    struct digest *d, const struct source *s, enum digest_kind kind);

/* Can it be taken without a wait? */
bool digest_is_done(const struct digest *d);

/* How many bytes it comprises by now. */
uint64_t digest_at(const struct digest *d);

/* Waits for the thread.  False (STATUS_IO) when the file could not be read to
 * its end. */
bool digest_take(struct digest *d, struct fault *f) MUSTCHECK;

/* Ends the thread, whatever it has.  Does nothing to a digest of zeros, or one
 * that was taken. */
void digest_stop(struct digest *d);

#endif
