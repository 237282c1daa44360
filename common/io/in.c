/* SPDX-License-Identifier: MIT */
#include "common/io/in.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "common/base/diag.h"
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

	*in = (struct in){.fd = -1, .rest = files};
	if (files[0] == NULL)
		in->rest = only_stdin;
	in->size = total_size(in->rest);
	in->head = mem_resize(NULL, PIECE, 1);
}

static void
close_current(struct in *in)
{
	if (in->fd > STDIN_FILENO)
		close(in->fd);
	in->fd = -1;
	unpack_free(in->unpack);
	in->unpack = NULL;
}

void
in_free(struct in *in)
{
	close_current(in);
	free(in->head);
	in->head = NULL;
}

static void
complain(struct in *in, const char *what)
{
	diag_at((struct place){.file = in->name}, LEVEL_ERROR, "%s: %s", what,
	    strerror(errno));
	diag_raise(STATUS_IO);
	in->failed = true;
}

/* read(2) until n bytes are there or the file ends; what it cannot read it
 * reports. */
static size_t
read_fully(struct in *in, char *p, size_t n)
{
	size_t got = 0;

	while (got < n && !in->failed) {
		ssize_t r = read(in->fd, p + got, n - got);

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
		if (!open_one(in, *in->rest++))
			continue;
		in->head_at = 0;
		in->nhead = read_fully(in, in->head, UNPACK_MAGIC);
		in->unpack = unpack_new(str_of(in->head, in->nhead));
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
			diag_fault((struct place){.file = in->name}, &f);
			in->failed = true;
			break;
		}
		if (end && made == 0)
			break;
		got += made;
	}
	return got;
}

size_t
in_read(struct in *in, char *p, size_t n)
{
	if (in->fd < 0 || in->failed)
		return 0;
	return in->unpack == NULL ? read_plain(in, p, n)
				  : read_packed(in, p, n);
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
