/* SPDX-License-Identifier: MIT */
#include "common/upload/digest.h"

#include <errno.h>
#include <inttypes.h>
#include <openssl/evp.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>

#include "common/base/diag.h"
#include "common/base/hash.h"

enum { PIECE = 256 * 1024 };

/* Either of them; the other is NULL. */
struct sum {
	XXH3_state_t *xxh3;
	EVP_MD_CTX *md5;
};

static struct sum
sum_new(enum digest_kind kind)
{
	struct sum sum = {NULL, NULL};

	if (kind == DIGEST_XXH3)
		sum.xxh3 = XXH3_createState();
	else
		sum.md5 = EVP_MD_CTX_new();
	if (sum.xxh3 == NULL && sum.md5 == NULL)
		diag_die(STATUS_IO, "out of memory");
	if (sum.xxh3 != NULL)
		XXH3_128bits_reset(sum.xxh3);
	return sum;
}

static void
sum_add(const struct sum *sum, const char *p, size_t n)
{
	if (sum->xxh3 != NULL)
		XXH3_128bits_update(sum->xxh3, p, n);
	else
		EVP_DigestUpdate(sum->md5, p, n);
}

static void
sum_write(const struct sum *sum, char to[2 * 16 + 1])
{
	unsigned char md5[EVP_MAX_MD_SIZE];
	XXH128_hash_t hash;
	unsigned n = 0;

	if (sum->xxh3 != NULL) {
		hash = XXH3_128bits_digest(sum->xxh3);
		snprintf(to, 2 * 16 + 1, "%016" PRIx64 "%016" PRIx64,
		    (uint64_t)hash.high64, (uint64_t)hash.low64);
		return;
	}
	if (EVP_DigestFinal_ex(sum->md5, md5, &n) != 1)
		n = 0;
	for (unsigned i = 0; i < n && i < 16; i++)
		snprintf(to + 2 * i, 3, "%02x", md5[i]);
}

static void
sum_free(const struct sum *sum)
{
	XXH3_freeState(sum->xxh3);
	EVP_MD_CTX_free(sum->md5);
}

static bool
add_file(struct digest *d, const struct sum *sum)
{
	const struct source *s = d->source;
	char *piece = mem_resize(NULL, PIECE, 1);
	uint64_t at = 0;
	ssize_t n = 1;

	while (at < s->size && !atomic_load(&d->stop)) {
		uint64_t left = s->size - at;

		n = source_read(
		    s, at, piece, left < PIECE ? (size_t)left : PIECE);
		if (n <= 0)
			break;
		sum_add(sum, piece, (size_t)n);
		at += (uint64_t)n;
		atomic_store(&d->at, at);
	}
	free(piece);
	if (n < 0)
		return fault_set(&d->fault, STATUS_IO, 0, "cannot read: %s",
		    strerror(errno));
	if (n == 0)
		return fault_set(&d->fault, STATUS_IO, 0,
		    "it became shorter while it was sent");
	return true;
}

static void *
run(void *ctx)
{
	struct digest *d = ctx;
	struct sum sum = sum_new(d->kind);

	/* Where a policy forbids MD5, the server gets none. */
	d->ok = (sum.md5 != NULL &&
		    EVP_DigestInit_ex(sum.md5, EVP_md5(), NULL) != 1) ||
	    add_file(d, &sum);
	if (d->ok && digest_at(d) == d->source->size)
		sum_write(&sum, d->text);
	sum_free(&sum);
	atomic_store(&d->done, true);
	return NULL;
}

void
digest_start(struct digest *d, const struct source *s, enum digest_kind kind)
{
	sigset_t all, before;

	*d = (struct digest){.source = s, .kind = kind};
	/* Signals are for the thread that sends. */
	sigfillset(&all);
	pthread_sigmask(SIG_SETMASK, &all, &before);
	d->running = pthread_create(&d->thread, NULL, run, d) == 0;
	pthread_sigmask(SIG_SETMASK, &before, NULL);
	if (!d->running)
		run(d);
}

bool
digest_is_done(const struct digest *d)
{
	return atomic_load(&d->done);
}

uint64_t
digest_at(const struct digest *d)
{
	return atomic_load(&d->at);
}

bool
digest_take(struct digest *d, struct fault *f)
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
