/* SPDX-License-Identifier: MIT */
#include <assert.h>
#include <errno.h>
#include <signal.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include "common/io/temporary.h"
#include "common/net/interrupt.h"
#include "common/upload/steps.h"

extern char **environ;

/* The ft-lint of this program's folder; where that is not known, the one of
 * PATH. */
static void
find_program(struct buf *to)
{
	char self[4096];
	ssize_t n = readlink("/proc/self/exe", self, sizeof(self));

	while (n > 0 && n < (ssize_t)sizeof(self) && self[n - 1] != '/')
		n--;
	if (n > 0 && n < (ssize_t)sizeof(self)) {
		buf_add(to, self, (size_t)n);
		buf_adds(to, "ft-lint");
		if (access(buf_cstr(to), X_OK) == 0)
			return;
	}
	buf_clear(to);
	buf_adds(to, "ft-lint");
}

/* The provider's rules, where ft-lint has them; OpenAI's else. */
static const char *
rules_of(const struct api_kind *kind)
{
	static const char *const known[] = {"azure", "together", "nebius"};

	for (size_t i = 0; i < LENGTH(known); i++)
		if (str_is(kind->name, known[i]))
			return known[i];
	return "openai";
}

/* Starts it with its report in a file, and reading `in` if that is none of -1.
 * 0, or what went wrong. */
static int
start(pid_t *child, char *const *argv, int in, int report)
{
	posix_spawn_file_actions_t actions;
	int error = posix_spawn_file_actions_init(&actions);

	if (error != 0)
		return error;
	error =
	    posix_spawn_file_actions_adddup2(&actions, report, STDOUT_FILENO);
	if (error == 0 && in >= 0)
		error = posix_spawn_file_actions_adddup2(
		    &actions, in, STDIN_FILENO);
	if (error == 0)
		error =
		    posix_spawnp(child, argv[0], &actions, NULL, argv, environ);
	posix_spawn_file_actions_destroy(&actions);
	return error;
}

static bool
wait_for(pid_t child, int *status)
{
	while (waitpid(child, status, 0) < 0) {
		if (errno != EINTR)
			return false;
		if (interrupt_seen())
			kill(child, SIGTERM);
	}
	return true;
}

enum { LINT_WORDS = 8 }; /* of every command line, NULL too */

static void
fill_words(const struct step *st, const char *program, char **argv)
{
	const char *const *more = st->u->o.lint_more;
	size_t n = 0;

	argv[n++] = (char *)program;
	argv[n++] = "--provider";
	argv[n++] = (char *)rules_of(st->u->api->kind);
	argv[n++] = "--color=never";
	for (size_t i = 0; more != NULL && more[i] != NULL; i++) {
		assert(i < UPLOAD_LINT_MORE);
		argv[n++] = (char *)more[i];
	}
	argv[n++] = "--";
	argv[n++] = st->s->spooled ? "-" : (char *)st->s->path;
	argv[n] = NULL;
}

static bool
run(const struct step *st, int report, int *status, struct fault *f)
{
	const struct source *s = st->s;
	struct buf program;
	char *argv[LINT_WORDS + UPLOAD_LINT_MORE];
	int error = 0;
	pid_t child;

	buf_init(&program, BUF_NO_MAX);
	find_program(&program);
	fill_words(st, buf_cstr(&program), argv);
	if (s->spooled && lseek(s->fd, 0, SEEK_SET) != 0)
		error = errno;
	if (error == 0)
		error = start(&child, argv, s->spooled ? s->fd : -1, report);
	buf_free(&program);
	if (error == 0 && !wait_for(child, status))
		error = errno;
	return error == 0 ||
	    fault_set(f, STATUS_IO, 0,
		"cannot run ft-lint: %s (--no-lint does without)",
		strerror(error));
}

/* Its report goes to standard error, which is for people. */
static void
show(int report)
{
	char piece[4096];
	uint64_t at = 0;
	ssize_t n;

	while ((n = pread(report, piece, sizeof(piece), (off_t)at)) > 0) {
		if (write(STDERR_FILENO, piece, (size_t)n) != n)
			break; /* what does not arrive there is not missed */
		at += (uint64_t)n;
	}
}

static bool
judge(int status, struct fault *f)
{
	int code = WIFEXITED(status) ? WEXITSTATUS(status) : -1;

	if (code == 0)
		return true;
	if (interrupt_seen())
		return fault_set(f, STATUS_TEMPORARY, 0, "interrupted");
	if (code == 1)
		return fault_set(f, STATUS_NO, 0,
		    "not sent: ft-lint found errors (--no-lint sends it)");
	if (code == STATUS_INPUT || code == STATUS_IO)
		return fault_set(f, (enum status)code, 0,
		    "not sent: ft-lint could not read it");
	return fault_set(f, STATUS_IO, 0,
	    code == 127 ? "cannot run ft-lint (--no-lint does without)"
			: "not sent: ft-lint failed (--no-lint does without)");
}

bool
step_lint(struct step *st, struct fault *f)
{
	int report = temporary_spool(), status = 0;
	bool ok;

	if (report < 0)
		return fault_set(f, STATUS_IO, 0,
		    "cannot create a temporary file: %s", strerror(errno));
	ok = run(st, report, &status, f);
	if (ok) {
		ok = judge(status, f);
		if (!ok && f->status != STATUS_TEMPORARY)
			show(report);
	}
	close(report);
	return ok;
}
