/* SPDX-License-Identifier: MIT */
#include "common/upload/digest.h"

#include <errno.h>
#include <inttypes.h>
#include <openssl/evp.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <xxhash.h>

#include "common/base/diag.h"

enum { PIECE = 256 * 1024 };

static void
write_hash(char to[2 * 16 + 1], XXH128_hash_t hash)
{
	snprintf(to, 2 * 16 + 1, "%016" PRIx64 "%016" PRIx64,
	    (uint64_t)hash.high64, (uint64_t)hash.low64);
}

static void
write_md5(char to[2 * 16 + 1], EVP_MD_CTX *md5)
{
	unsigned char sum[EVP_MAX_MD_SIZE];
	unsigned n = 0;

	if (EVP_DigestFinal_ex(md5, sum, &n) != 1)
		n = 0;
	for (unsigned i = 0; i < n && i < 16; i++)
		snprintf(to + 2 * i, 3, "%02x", sum[i]);
}

/* Reads all of it; md5 may be NULL. */
static bool
read_all(const struct source *s, XXH3_state_t *hash, EVP_MD_CTX *md5,
    const atomic_bool *stop, struct fault *f)
{
	char *piece = mem_resize(NULL, PIECE, 1);
	uint64_t at = 0;
	ssize_t n = 1;

	while (at < s->size && (n = source_read(s, at, piece, PIECE)) > 0 &&
	    (stop == NULL || !atomic_load(stop))) {
		XXH3_128bits_update(hash, piece, (size_t)n);
		if (md5 != NULL)
			EVP_DigestUpdate(md5, piece, (size_t)n);
		at += (uint64_t)n;
	}
	free(piece);
	if (n < 0)
		return fault_set(
		    f, STATUS_IO, 0, "cannot read: %s", strerror(errno));
	if (n == 0)
		return fault_set(
		    f, STATUS_IO, 0, "it became shorter while it was sent");
	return true;
}

static void *
run(void *ctx)
{
	struct digest *d = ctx;
	XXH3_state_t *hash = XXH3_createState();
	EVP_MD_CTX *md5 = EVP_MD_CTX_new();

	if (hash == NULL || md5 == NULL)
		diag_die(STATUS_IO, "out of memory");
	XXH3_128bits_reset(hash);
	/* Where a policy forbids MD5, the server gets none. */
	if (EVP_DigestInit_ex(md5, EVP_md5(), NULL) != 1) {
		EVP_MD_CTX_free(md5);
		md5 = NULL;
	}
	d->ok = read_all(d->source, hash, md5, &d->stop, &d->fault);
	write_hash(d->hash, XXH3_128bits_digest(hash));
	if (md5 != NULL)
		write_md5(d->md5, md5);
	EVP_MD_CTX_free(md5);
	XXH3_freeState(hash);
	return NULL;
}

void
digest_start(struct digest *d, const struct source *s)
{
	sigset_t all, before;

	*d = (struct digest){.source = s};
	/* Signals are for the thread that sends. */
	sigfillset(&all);
	pthread_sigmask(SIG_SETMASK, &all, &before);
	d->running = pthread_create(&d->thread, NULL, run, d) == 0;
	pthread_sigmask(SIG_SETMASK, &before, NULL);
	if (!d->running)
		run(d);
}

bool
digest_wait(struct digest *d, struct fault *f)
{
	if (d->running)
		pthread_join(d->thread, NULL);
	d->running = false;
	if (!d->ok && f != NULL)
		*f = d->fault;
	return d->ok;
}

void
digest_stop(struct digest *d)
{
	atomic_store(&d->stop, true);
	if (d->running)
		pthread_join(d->thread, NULL);
	d->running = false;
}

bool
digest_hash(const struct source *s, char to[2 * 16 + 1], struct fault *f)
{
	XXH3_state_t *hash = XXH3_createState();
	bool ok;

	if (hash == NULL)
		diag_die(STATUS_IO, "out of memory");
	XXH3_128bits_reset(hash);
	ok = read_all(s, hash, NULL, NULL, f);
	write_hash(to, XXH3_128bits_digest(hash));
	XXH3_freeState(hash);
	return ok;
}
