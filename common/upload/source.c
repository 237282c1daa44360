/* SPDX-License-Identifier: MIT */
#include "common/upload/source.h"

#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <unistd.h>

#include "common/base/hash.h"
#include "common/io/temporary.h"
#include "common/io/unpack.h"
#include "common/text/utf8.h"

enum { PIECE = 64 * 1024 };

/* Fills p from a file or pipe, as far as there is something to be had. */
static ssize_t
fill(int fd, char *p, size_t n)
{
	size_t have = 0;

	while (have < n) {
		ssize_t got = read(fd, p + have, n - have);

		if (got < 0 && errno == EINTR)
			continue;
		if (got < 0)
			return -1;
		if (got == 0)
			break;
		have += (size_t)got;
	}
	return (ssize_t)have;
}

/* A copy of a stream on its way to the temporary file. */
struct copy {
	int to;
	uint64_t size;
	XXH3_state_t *hash;
};

static bool
copy_add(struct copy *c, struct str piece, struct fault *f)
{
	XXH3_128bits_update(c->hash, piece.p, piece.n);
	c->size += piece.n;
	while (piece.n > 0) {
		ssize_t n = write(c->to, piece.p, piece.n);

		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0)
			return fault_set(f, STATUS_IO, 0,
			    "cannot write a temporary file: %s",
			    strerror(errno));
		piece = str_from(piece, (size_t)n);
	}
	return true;
}

/* Unpacks a piece; an empty one gives what is held back. */
static bool
copy_unpacked(
    struct copy *c, struct unpack *u, struct str piece, struct fault *f)
{
	char room[PIECE];
	size_t made;

	do {
		if (!unpack_some(u, &piece, room, sizeof(room), &made, f) ||
		    !copy_add(c, str_of(room, made), f))
			return false;
	} while (piece.n > 0 || made == sizeof(room));
	return true;
}

static bool
copy_stream(struct copy *c, int from, bool unpack, struct fault *f)
{
	char piece[PIECE];
	struct unpack *u = NULL;
	bool first = true, ok = true;
	ssize_t n;

	while (ok && (n = fill(from, piece, sizeof(piece))) > 0) {
		struct str s = str_of(piece, (size_t)n);

		if (first && unpack)
			u = unpack_new(s);
		first = false;
		ok = u == NULL ? copy_add(c, s, f) : copy_unpacked(c, u, s, f);
	}
	if (ok && n < 0)
		ok = fault_set(
		    f, STATUS_IO, 0, "cannot read: %s", strerror(errno));
	if (ok && u != NULL)
		ok = copy_unpacked(c, u, STR(""), f) && unpack_end(u, f);
	if (u != NULL)
		unpack_free(u);
	return ok;
}

/* Copies fd to a temporary file, which takes its place. */
static bool
spool(struct source *s, bool unpack, struct fault *f)
{
	struct copy c = {.to = temporary_spool(), .hash = XXH3_createState()};
	XXH128_hash_t hash;
	bool ok;

	if (c.to < 0 || c.hash == NULL) {
		XXH3_freeState(c.hash);
		if (c.to >= 0)
			close(c.to);
		return fault_set(f, STATUS_IO, 0,
		    "cannot create a temporary file: %s", strerror(errno));
	}
	XXH3_128bits_reset(c.hash);
	ok = copy_stream(&c, s->fd, unpack, f);
	hash = XXH3_128bits_digest(c.hash);
	XXH3_freeState(c.hash);
	if (s->fd > STDIN_FILENO)
		close(s->fd);
	s->fd = c.to;
	s->spooled = true;
	buf_printf(&s->identity, "content %016" PRIx64 "%016" PRIx64,
	    (uint64_t)hash.high64, (uint64_t)hash.low64);
	return ok;
}

static bool
is_packed(int fd)
{
	char head[UNPACK_MAGIC];
	ssize_t n = pread(fd, head, sizeof(head), 0);
	struct unpack *u = n < 0 ? NULL : unpack_new(str_of(head, (size_t)n));

	if (u == NULL)
		return false;
	unpack_free(u);
	return true;
}

/* What the server is told: the last piece of the path, as it is unpacked. */
static void
choose_name(struct source *s, const struct source_wish *wish, bool is_stdin)
{
	struct str name = str_c(is_stdin ? "stdin.jsonl" : s->path);

	for (size_t i = name.n; i > 0; i--)
		if (name.p[i - 1] == '/') {
			name = str_from(name, i);
			break;
		}
	if (s->spooled && wish->unpack && str_ends(name, STR(".gz")))
		name.n -= 3;
	else if (s->spooled && wish->unpack && str_ends(name, STR(".zst")))
		name.n -= 4;
	if (wish->name != NULL)
		name = str_c(wish->name);
	utf8_repair(&s->name, name);
	for (size_t i = 0; i < s->name.n; i++) {
		unsigned char c = (unsigned char)s->name.p[i];

		if (c < 0x20 || c == 0x7f || c == '"' || c == '\\')
			s->name.p[i] = '_';
	}
}

static void
identify(struct source *s)
{
	s->size = (uint64_t)s->begun.st_size;
	if (s->identity.n > 0)
		return;
	buf_printf(&s->identity, "file %ju, %jd.%09ld",
	    (uintmax_t)s->begun.st_ino, (intmax_t)s->begun.st_mtim.tv_sec,
	    s->begun.st_mtim.tv_nsec);
}

static bool
prepare(struct source *s, const struct source_wish *wish, struct fault *f)
{
	if (fstat(s->fd, &s->begun) != 0)
		return fault_set(
		    f, STATUS_IO, 0, "cannot read: %s", strerror(errno));
	if (S_ISDIR(s->begun.st_mode))
		return fault_set(
		    f, STATUS_IO, 0, "cannot read: %s", strerror(EISDIR));
	if ((s->fd == STDIN_FILENO || !S_ISREG(s->begun.st_mode) ||
		(wish->unpack && is_packed(s->fd))) &&
	    !spool(s, wish->unpack, f))
		return false;
	if (fstat(s->fd, &s->begun) != 0)
		return fault_set(
		    f, STATUS_IO, 0, "cannot read: %s", strerror(errno));
	identify(s);
	return true;
}

bool
source_open(struct source *s, const char *path, const struct source_wish *wish,
    struct fault *f)
{
	bool is_stdin = strcmp(path, "-") == 0;

	*s = (struct source){.path = is_stdin ? "<stdin>" : path, .fd = -1};
	buf_init(&s->name, BUF_NO_MAX);
	buf_init(&s->identity, BUF_NO_MAX);
	s->fd = is_stdin ? STDIN_FILENO : open(path, O_RDONLY | O_CLOEXEC);
	if (s->fd < 0)
		return fault_set(
		    f, STATUS_IO, 0, "cannot open: %s", strerror(errno));
	if (!prepare(s, wish, f)) {
		source_close(s);
		return false;
	}
	choose_name(s, wish, is_stdin);
	return true;
}

void
source_close(struct source *s)
{
	if (s->fd > STDIN_FILENO)
		close(s->fd);
	s->fd = -1;
	buf_free(&s->name);
	buf_free(&s->identity);
}

static bool
is_same_time(struct timespec a, struct timespec b)
{
	return a.tv_sec == b.tv_sec && a.tv_nsec == b.tv_nsec;
}

bool
source_is_unchanged(const struct source *s, struct fault *f)
{
	struct stat now;

	if (s->spooled)
		return true;
	if (fstat(s->fd, &now) != 0)
		return fault_set(
		    f, STATUS_IO, 0, "cannot read: %s", strerror(errno));
	if (now.st_size == s->begun.st_size &&
	    is_same_time(now.st_mtim, s->begun.st_mtim))
		return true;
	return fault_set(f, STATUS_IO, 0, "it changed while it was sent");
}

ssize_t
source_read(const struct source *s, uint64_t off, char *to, size_t n)
{
	ssize_t got;

	do
		got = pread(s->fd, to, n, (off_t)off);
	while (got < 0 && errno == EINTR);
	return got;
}
