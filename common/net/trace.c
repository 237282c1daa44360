/* SPDX-License-Identifier: MIT */
#include "common/net/trace.h"

#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <string.h>
#include <unistd.h>

#include "common/base/diag.h"
#include "common/net/secret.h"

enum { BODY_MAX = 64 * 1024 };

bool
trace_open(struct trace *t, const char *path, struct str key,
    const struct world *world, struct fault *f)
{
	*t = (struct trace){.fd = STDERR_FILENO, .key = key, .world = world};
	t->begun = world->now(world->ctx);
	if (strcmp(path, "-") == 0)
		return true;
	t->fd = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
	if (t->fd < 0)
		return fault_set(
		    f, STATUS_IO, 0, "%s: %s", path, strerror(errno));
	return true;
}

static void
write_all(int fd, struct str s)
{
	while (s.n > 0) {
		ssize_t n = write(fd, s.p, s.n);

		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0)
			diag_die(STATUS_IO, "the trace cannot be written: %s",
			    strerror(errno));
		s = str_from(s, (size_t)n);
	}
}

void
trace_close(struct trace *t)
{
	if (t->fd != STDERR_FILENO && close(t->fd) != 0)
		diag_die(STATUS_IO, "the trace cannot be written: %s",
		    strerror(errno));
	t->fd = -1;
}

static void
write_line(struct trace *t, unsigned id, char direction, struct str text)
{
	int64_t ms = t->world->now(t->world->ctx) - t->begun;
	struct buf clear, line;

	buf_init(&clear, BUF_NO_MAX);
	buf_init(&line, BUF_NO_MAX);
	buf_printf(&line, "%" PRId64 ".%03d #%u %c ", ms / 1000,
	    (int)(ms % 1000), id, direction);
	secret_mask(&clear, text, t->key);
	diag_mask(&line, buf_str(&clear));
	buf_addc(&line, '\n');
	write_all(t->fd, buf_str(&line));
	buf_free(&clear);
	buf_free(&line);
}

static bool
is_name(struct str s, const char *name)
{
	size_t i = 0;

	for (; i < s.n && name[i] != '\0'; i++) {
		char c = s.p[i];

		if (c >= 'A' && c <= 'Z')
			c = (char)(c + ('a' - 'A'));
		if (c != name[i])
			return false;
	}
	return i == s.n && name[i] == '\0';
}

/* Is the value of that header for nobody's eyes? */
static bool
is_secret(struct str name)
{
	static const char *const names[] = {"authorization",
	    "proxy-authorization", "api-key", "x-api-key", "cookie",
	    "set-cookie"};

	for (size_t i = 0; i < LENGTH(names); i++)
		if (is_name(name, names[i]))
			return true;
	return false;
}

/* An address may have a name and a password in front of its host, as that of a
 * proxy has in what curl tells. */
static void
add_without_user(struct buf *to, struct str line)
{
	size_t begin = str_search(line, STR("://")) + 3, at;

	if (begin > line.n) {
		buf_add_str(to, line);
		return;
	}
	buf_add(to, line.p, begin);
	line = str_from(line, begin);
	at = str_find(line, '@');
	if (at < line.n && at < str_find(line, '/') &&
	    at < str_find(line, ' ')) {
		buf_adds(to, "***");
		line = str_from(line, at);
	}
	buf_add_str(to, line);
}

void
trace_head(struct trace *t, unsigned id, char direction, struct str line,
    bool is_signed)
{
	size_t colon, query;
	struct str name;
	struct buf b;

	line = str_trim(line);
	if (line.n == 0)
		return;
	colon = str_find(line, ':');
	name = str_of(line.p, colon);
	buf_init(&b, BUF_NO_MAX);
	query = str_find(line, '?');
	if (colon < line.n && is_secret(name)) {
		buf_add_str(&b, name);
		buf_adds(&b, ": ***");
	} else if (query < line.n && (is_signed || is_name(name, "location"))) {
		buf_add(&b, line.p, query);
		buf_adds(&b, "?***");
	} else if (direction == '*') {
		add_without_user(&b, line);
	} else {
		buf_add_str(&b, line);
	}
	write_line(t, id, direction, buf_str(&b));
	buf_free(&b);
}

void
trace_body(struct trace *t, unsigned id, char direction, struct str body)
{
	bool cut = body.n > BODY_MAX;
	struct buf clear;
	struct str rest, line;

	if (cut)
		body.n = BODY_MAX;
	buf_init(&clear, BUF_NO_MAX);
	secret_mask(&clear, body, t->key);
	for (rest = buf_str(&clear); str_split(&rest, '\n', &line);)
		if (line.n > 0)
			write_line(t, id, direction, line);
	if (cut)
		write_line(t, id, '*', STR("the rest of the body is left out"));
	buf_free(&clear);
}
