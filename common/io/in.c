/* SPDX-License-Identifier: MIT */
#include "common/io/in.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "common/base/diag.h"
#include "common/io/decode.h"
#include "common/io/unpack.h"

enum { PIECE = 64 * 1024 };

static bool
is_dash(const char *name)
{
	return strcmp(name, "-") == 0;
}

/* The bytes of all files together, or 0 when one is no regular file. */
static uint64_t
total_size(char **files)
{
	uint64_t sum = 0;
	struct stat st;

	for (; *files != NULL; files++) {
		if (is_dash(*files) ? fstat(STDIN_FILENO, &st) != 0
				    : stat(*files, &st) != 0)
			return 0;
		if (!S_ISREG(st.st_mode))
			return 0;
		sum += (uint64_t)st.st_size;
	}
	return sum;
}

void
in_init(struct in *in, char **files)
{
	static char *only_stdin[] = {"-", NULL};

	*in = (struct in){.fd = -1, .stop_fd = -1, .rest = files};
	if (files[0] == NULL)
		in->rest = only_stdin;
	in->size = total_size(in->rest);
	in->head = mem_resize(NULL, PIECE, 1);
	buf_init(&in->decoded, BUF_NO_MAX);
}

static void
close_current(struct in *in)
{
	if (in->fd > STDIN_FILENO)
		close(in->fd);
	in->fd = -1;
	unpack_free(in->unpack);
	in->unpack = NULL;
	if (in->decode != NULL)
		in->repaired += decode_repaired(in->decode);
	decode_free(in->decode);
	in->decode = NULL;
}

void
in_free(struct in *in)
{
	close_current(in);
	buf_free(&in->decoded);
	free(in->head);
	in->head = NULL;
}

/* Is this the first time that the current file fails? */
static bool
is_news(struct in *in)
{
	bool *told = in->told == NULL ? NULL : &in->told[in->noperands - 1];
	bool news = told == NULL || !*told;

	if (told != NULL)
		*told = true;
	return news;
}

static void
complain(struct in *in, const char *what)
{
	if (is_news(in))
		diag_at((struct place){.file = in->name}, LEVEL_ERROR, "%s: %s",
		    what, strerror(errno));
	diag_raise(STATUS_IO);
	in->failed = true;
}

/* The data of the current file cannot be unpacked, or decoded. */
static void
give_up(struct in *in, const struct fault *f)
{
	if (is_news(in))
		diag_fault((struct place){.file = in->name}, f);
	diag_raise(f->status);
	in->failed = true;
}

/* Waits for the file, unless it is to end before something comes. */
static bool
is_stopped(const struct in *in)
{
	struct pollfd p[] = {{.fd = in->fd, .events = POLLIN},
	    {.fd = in->stop_fd, .events = POLLIN}};

	if (in->stop_fd < 0)
		return false;
	while (poll(p, LENGTH(p), -1) < 0 && errno == EINTR)
		continue;
	return p[1].revents != 0;
}

/* read(2) until n bytes are there or the file ends; what it cannot read it
 * reports. */
static size_t
read_fully(struct in *in, char *p, size_t n)
{
	size_t got = 0;

	while (got < n && !in->failed) {
		ssize_t r;

		in->failed = is_stopped(in);
		if (in->failed)
			break;
		r = read(in->fd, p + got, n - got);
		if (r < 0 && errno == EINTR)
			continue;
		if (r < 0)
			complain(in, "cannot read");
		if (r <= 0)
			break;
		got += (size_t)r;
		in->taken += (uint64_t)r;
	}
	return got;
}

static bool
open_one(struct in *in, const char *name)
{
	struct stat st;

	in->name = is_dash(name) ? "<stdin>" : name;
	in->failed = false;
	in->fd =
	    is_dash(name) ? STDIN_FILENO : open(name, O_RDONLY | O_CLOEXEC);
	if (in->fd < 0) {
		complain(in, "cannot open");
		return false;
	}
	if (fstat(in->fd, &st) == 0 && S_ISDIR(st.st_mode)) {
		errno = EISDIR;
		complain(in, "cannot read");
		close_current(in);
		return false;
	}
	return true;
}

bool
in_next(struct in *in)
{
	while (*in->rest != NULL) {
		close_current(in);
		in->noperands++;
		if (!open_one(in, *in->rest++))
			continue;
		in->head_at = 0;
		in->nhead = read_fully(in, in->head, UNPACK_MAGIC);
		in->unpack = unpack_new(str_of(in->head, in->nhead));
		in->looked = in->decoded_all = false;
		in->decoded_at = 0;
		buf_clear(&in->decoded);
		return true;
	}
	close_current(in);
	return false;
}

static size_t
read_plain(struct in *in, char *p, size_t n)
{
	size_t held = in->nhead - in->head_at;

	if (held > n)
		held = n;
	memcpy(p, in->head + in->head_at, held);
	in->head_at += held;
	return held + read_fully(in, p + held, n - held);
}

static size_t
read_packed(struct in *in, char *p, size_t n)
{
	size_t got = 0, made;
	struct fault f;

	while (got < n && !in->failed) {
		struct str from;
		bool ok, end;

		if (in->head_at == in->nhead) {
			in->head_at = 0;
			in->nhead = read_fully(in, in->head, PIECE);
		}
		end = in->nhead == 0;
		from = str_of(in->head + in->head_at, in->nhead - in->head_at);
		ok =
		    unpack_some(in->unpack, &from, p + got, n - got, &made, &f);
		in->head_at = in->nhead - from.n;
		if (ok && end && made == 0)
			ok = unpack_end(in->unpack, &f);
		if (!ok) {
			give_up(in, &f);
			break;
		}
		if (end && made == 0)
			break;
		got += made;
	}
	return got;
}

/* Bytes before they are decoded. */
static size_t
read_bytes(struct in *in, char *p, size_t n)
{
	return in->unpack == NULL ? read_plain(in, p, n)
				  : read_packed(in, p, n);
}

/*
 * Chooses what decodes the file.  The mark that was looked at is left in
 * `decoded` where nothing does.
 */
static void
look_at_mark(struct in *in)
{
	const char *encoding = in->encoding;
	char *mark = buf_room(&in->decoded, 2);
	struct fault f;

	in->looked = true;
	if (encoding == NULL && in->utf16) {
		in->decoded.n = read_bytes(in, mark, 2);
		if (str_is(buf_str(&in->decoded), "\xff\xfe"))
			encoding = "UTF-16LE";
		if (str_is(buf_str(&in->decoded), "\xfe\xff"))
			encoding = "UTF-16BE";
		if (encoding != NULL)
			buf_clear(&in->decoded);
	}
	if (encoding == NULL)
		return;
	in->decode = decode_new(encoding, in->lossy);
	if (in->decode != NULL)
		return;
	fault_set(&f, STATUS_INPUT, 0, "cannot decode %s here", encoding);
	give_up(in, &f);
}

/* Decodes the next piece. */
static void
decode_piece(struct in *in)
{
	char piece[PIECE];
	size_t n = read_bytes(in, piece, sizeof(piece));
	struct fault f;

	buf_clear(&in->decoded);
	in->decoded_at = 0;
	in->decoded_all = n < sizeof(piece);
	/* What was cut off by an error has no end to be complained about. */
	if (decode_some(in->decode, str_of(piece, n),
		in->decoded_all && !in->failed, &in->decoded, &f))
		return;
	give_up(in, &f);
	in->decoded_all = true;
}

/* What is left of the decoded bytes. */
static size_t
give_decoded(struct in *in, char *p, size_t n)
{
	size_t held = in->decoded.n - in->decoded_at;

	if (held > n)
		held = n;
	if (held > 0)
		memcpy(p, in->decoded.p + in->decoded_at, held);
	in->decoded_at += held;
	return held;
}

static size_t
read_decoded(struct in *in, char *p, size_t n)
{
	size_t got = give_decoded(in, p, n);

	while (got < n && !in->decoded_all) {
		decode_piece(in);
		got += give_decoded(in, p + got, n - got);
	}
	return got;
}

size_t
in_read(struct in *in, char *p, size_t n)
{
	size_t got;

	if (in->fd < 0)
		return 0;
	if (!in->looked && !in->failed)
		look_at_mark(in);
	if (in->decode != NULL)
		return read_decoded(in, p, n);
	got = give_decoded(in, p, n);
	return in->failed ? got : got + read_bytes(in, p + got, n - got);
}

bool
in_whole(const char *name, struct buf *to)
{
	char *files[] = {(char *)name, NULL};
	struct in in;
	size_t got;
	bool ok;

	in_init(&in, files);
	ok = in_next(&in);
	do {
		char piece[4096];

		got = ok ? in_read(&in, piece, sizeof(piece)) : 0;
		buf_add(to, piece, got);
	} while (got > 0 && !to->over);
	if (to->over) {
		diag_at((struct place){.file = in.name}, LEVEL_ERROR,
		    "longer than the %zu bytes that are allowed", to->max);
		diag_raise(STATUS_INPUT);
	}
	ok = ok && !in.failed && !to->over;
	in_free(&in);
	return ok;
}
