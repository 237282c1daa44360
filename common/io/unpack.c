/* SPDX-License-Identifier: MIT */
#include "common/io/unpack.h"

#include <stdlib.h>
#include <zlib.h>
#include <zstd.h>

#include "common/base/diag.h"

struct unpack {
	bool is_zstd;
	bool whole; /* at the end of a member or frame */
	z_stream gzip;
	ZSTD_DStream *zstd;
};

struct unpack *
unpack_new(struct str head)
{
	struct unpack *u;
	bool is_zstd = str_starts(head, STR("\x28\xb5\x2f\xfd"));

	if (!is_zstd && !str_starts(head, STR("\x1f\x8b")))
		return NULL;
	u = mem_zero(1, sizeof(*u));
	u->is_zstd = is_zstd;
	if (is_zstd)
		u->zstd = ZSTD_createDStream();
	/* 16: a gzip header is wanted; 15: the largest window. */
	if (is_zstd ? u->zstd == NULL : inflateInit2(&u->gzip, 16 + 15) != Z_OK)
		diag_die(STATUS_IO, "out of memory");
	return u;
}

void
unpack_free(struct unpack *u)
{
	if (u == NULL)
		return;
	if (u->is_zstd)
		ZSTD_freeDStream(u->zstd);
	else
		inflateEnd(&u->gzip);
	free(u);
}

static bool
some_zstd(struct unpack *u, struct str *from, char *p, size_t n, size_t *made,
    struct fault *f)
{
	ZSTD_inBuffer in = {from->p, from->n, 0};
	ZSTD_outBuffer out = {p, n, 0};
	size_t left = ZSTD_decompressStream(u->zstd, &out, &in);

	if (ZSTD_isError(left))
		return fault_set(f, STATUS_INPUT, 0, "damaged zstd data: %s",
		    ZSTD_getErrorName(left));
	if (in.pos > 0 || out.pos > 0)
		u->whole = left == 0;
	*from = str_from(*from, in.pos);
	*made = out.pos;
	return true;
}

static bool
some_gzip(struct unpack *u, struct str *from, char *p, size_t n, size_t *made,
    struct fault *f)
{
	z_stream *z = &u->gzip;
	int r;

	if (u->whole && from->n > 0) {
		inflateReset(z); /* another member follows */
		u->whole = false;
	}
	/* in.c reads in pieces far below what an uInt holds. */
	z->next_in = (unsigned char *)(from->n == 0 ? "" : from->p);
	z->avail_in = (uInt)from->n;
	z->next_out = (unsigned char *)p;
	z->avail_out = (uInt)n;
	r = u->whole ? Z_BUF_ERROR : inflate(z, Z_NO_FLUSH);
	if (r != Z_OK && r != Z_STREAM_END && r != Z_BUF_ERROR)
		return fault_set(f, STATUS_INPUT, 0, "damaged gzip data%s%s",
		    z->msg == NULL ? "" : ": ", z->msg == NULL ? "" : z->msg);
	u->whole |= r == Z_STREAM_END;
	*from = str_from(*from, from->n - z->avail_in);
	*made = n - z->avail_out;
	return true;
}

bool
unpack_some(struct unpack *u, struct str *from, char *p, size_t n, size_t *made,
    struct fault *f)
{
	if (u->is_zstd)
		return some_zstd(u, from, p, n, made, f);
	return some_gzip(u, from, p, n, made, f);
}

bool
unpack_end(const struct unpack *u, struct fault *f)
{
	if (u->whole)
		return true;
	return fault_set(f, STATUS_INPUT, 0,
	    "the %s data ends in the middle: the file is cut",
	    u->is_zstd ? "zstd" : "gzip");
}
