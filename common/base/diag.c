/* SPDX-License-Identifier: MIT */
#include "common/base/diag.h"

#include <errno.h>
#include <fcntl.h>
#include <stdatomic.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

enum { MESSAGE_MAX = 4096 };

static const char *name = "ft";
static bool quiet, verbose;
static atomic_int worst;
static void (*clean_up)(void);

void
diag_init(const char *argv0)
{
	/* The wrong way round, so that using them fails. */
	static const int mode[] = {O_WRONLY, O_RDONLY, O_RDONLY};
	const char *slash;

	for (int fd = 0; fd <= 2; fd++)
		if (fcntl(fd, F_GETFD) < 0 && errno == EBADF)
			if (open("/dev/null", mode[fd]) != fd)
				_exit(STATUS_IO);
	if (argv0 == NULL || argv0[0] == '\0')
		return;
	slash = strrchr(argv0, '/');
	name = slash == NULL ? argv0 : slash + 1;
}

void
diag_talk(bool be_quiet, bool be_verbose)
{
	quiet = be_quiet;
	verbose = be_verbose;
}

bool
diag_is_quiet(void)
{
	return quiet;
}

const char *
diag_level_name(enum level level)
{
	static const char *const names[] = {
	    [LEVEL_ERROR] = "error",
	    [LEVEL_WARNING] = "warning",
	    [LEVEL_INFO] = "info",
	    [LEVEL_OFF] = "off",
	};

	return names[level];
}

/*
 * The length of the UTF-8 sequence at s, its code point in *cp; 0 when there
 * is none.  (The base floor cannot use common/text; messages are short.)
 */
static size_t
sequence(struct str s, uint32_t *cp)
{
	static const uint32_t least[] = {0, 0, 0x80, 0x800, 0x10000};
	unsigned char c = (unsigned char)s.p[0];
	size_t n = c < 0x80 ? 1
	    : c < 0xc2	    ? 0
	    : c < 0xe0	    ? 2
	    : c < 0xf0	    ? 3
			    : 4;

	if (n == 0 || c > 0xf4 || n > s.n)
		return 0;
	*cp = n == 1 ? c : c & (0x7fu >> n);
	for (size_t i = 1; i < n; i++) {
		if (((unsigned char)s.p[i] & 0xc0) != 0x80)
			return 0;
		*cp = *cp << 6 | ((unsigned char)s.p[i] & 0x3f);
	}
	if (*cp < least[n] || *cp > 0x10ffff || (*cp & 0x1ff800) == 0xd800)
		return 0;
	return n;
}

bool
diag_is_unsafe(uint32_t cp)
{
	return cp < 0x20 || (cp >= 0x7f && cp < 0xa0) || cp == 0x200e ||
	    cp == 0x200f || cp == 0x061c || (cp >= 0x2028 && cp <= 0x202e) ||
	    (cp >= 0x2066 && cp <= 0x2069);
}

void
diag_mask(struct buf *to, struct str text)
{
	while (text.n > 0) {
		uint32_t cp = 0;
		size_t n = sequence(text, &cp);

		if (n > 0 && !diag_is_unsafe(cp))
			buf_add(to, text.p, n);
		else if (n > 1)
			buf_printf(to, "\\u{%x}", (unsigned)cp);
		else
			buf_printf(to, "\\x%02x", (unsigned char)text.p[0]);
		text = str_from(text, n == 0 ? 1 : n);
	}
}

void
diag_mask_lines(struct buf *to, struct str text)
{
	while (text.n > 0) {
		size_t n = 0;

		while (n < text.n && text.p[n] != '\n' && text.p[n] != '\t')
			n++;
		diag_mask(to, str_of(text.p, n));
		if (n < text.n)
			buf_addc(to, text.p[n++]);
		text = str_from(text, n);
	}
}

void
diag_mask_json(struct buf *to, struct str json)
{
	while (json.n > 0) {
		size_t plain = 0, n;
		uint32_t cp = 0;

		while (plain < json.n && (unsigned char)json.p[plain] < 0x7f)
			plain++;
		buf_add(to, json.p, plain);
		json = str_from(json, plain);
		if (json.n == 0)
			break;
		n = sequence(json, &cp);
		if (n > 0 && diag_is_unsafe(cp))
			buf_printf(to, "\\u%04x", (unsigned)cp);
		else
			buf_add(to, json.p, n == 0 ? 1 : n);
		json = str_from(json, n == 0 ? 1 : n);
	}
}

static void
say(struct buf *line)
{
	size_t done = 0;

	buf_addc(line, '\n');
	while (done < line->n) {
		ssize_t n =
		    write(STDERR_FILENO, line->p + done, line->n - done);

		if (n < 0 && errno == EINTR)
			continue;
		if (n <= 0)
			break; /* nobody is left to be told */
		done += (size_t)n;
	}
	buf_free(line);
}

static void
message(struct place at, const char *level, const char *fmt, va_list ap)
{
	struct buf line, text;

	buf_init(&text, MESSAGE_MAX);
	buf_init(&line, BUF_NO_MAX);
	buf_adds(&line, name);
	buf_adds(&line, ": ");
	if (at.file != NULL) {
		diag_mask(&line, str_c(at.file));
		if (at.line > 0)
			buf_printf(&line, ":%zu", at.line);
		if (at.line > 0 && at.column > 0)
			buf_printf(&line, ":%zu", at.column);
		buf_adds(&line, ": ");
	}
	if (level != NULL)
		buf_printf(&line, "%s: ", level);
	if (!buf_vprintf(&text, fmt, ap))
		buf_adds(&text, "(a message that is too long)");
	diag_mask(&line, buf_str(&text));
	say(&line);
	buf_free(&text);
}

void
diag(enum level level, const char *fmt, ...)
{
	va_list ap;

	if (quiet && level != LEVEL_ERROR)
		return;
	va_start(ap, fmt);
	message((struct place){0}, diag_level_name(level), fmt, ap);
	va_end(ap);
}

void
diag_at(struct place at, enum level level, const char *fmt, ...)
{
	va_list ap;

	if (quiet && level != LEVEL_ERROR)
		return;
	va_start(ap, fmt);
	message(at, diag_level_name(level), fmt, ap);
	va_end(ap);
}

void
diag_verbose(const char *fmt, ...)
{
	va_list ap;

	if (!verbose)
		return;
	va_start(ap, fmt);
	message((struct place){0}, NULL, fmt, ap);
	va_end(ap);
}

void
diag_fault(struct place at, const struct fault *f)
{
	if (at.column > 0)
		at.column += f->off;
	diag_at(at, LEVEL_ERROR, "%s", f->text);
	diag_raise(f->status);
}

/* Where several statuses apply, the later one in this list wins. */
static int
weight(int status)
{
	static const int order[] = {STATUS_OK, STATUS_NO, STATUS_INPUT,
	    STATUS_TEMPORARY, STATUS_REFUSED, STATUS_IO, STATUS_USAGE};

	for (size_t i = 0; i < LENGTH(order); i++)
		if (order[i] == status)
			return (int)i;
	return LENGTH(order);
}

void
diag_raise(enum status s)
{
	int old = atomic_load(&worst);

	while (weight((int)s) > weight(old))
		if (atomic_compare_exchange_weak(&worst, &old, (int)s))
			break;
}

int
diag_status(void)
{
	return atomic_load(&worst);
}

void
diag_die(enum status s, const char *fmt, ...)
{
	va_list ap;

	va_start(ap, fmt);
	message((struct place){0}, diag_level_name(LEVEL_ERROR), fmt, ap);
	va_end(ap);
	diag_raise(s);
	diag_exit(diag_status());
}

void
diag_exit(int status)
{
	if (clean_up != NULL)
		clean_up();
	/* Not exit(): other threads are still at work on what it would free. */
	_exit(status);
}

void
diag_on_exit(void (*fn)(void))
{
	clean_up = fn;
}
