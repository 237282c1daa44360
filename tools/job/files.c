/* SPDX-License-Identifier: MIT */
/*
 * The files of a job: ids of what is on the server, or paths of what is here,
 * which ft-lint looks at and which are then sent.
 */
#include <errno.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "common/base/diag.h"
#include "common/io/temporary.h"
#include "tools/job/request.h"

enum {
	READY_MS = 30 * 60 * 1000, /* for the server to look at a file */
};

static const char *const fields[] = {"training_file", "validation_file"};

static const char *
given(const struct job_tool *t, size_t i)
{
	return i == 0 ? t->training_file : t->validation_file;
}

/* Has it the form of a path, or that of an id? */
static bool
looks_like_path(struct str s)
{
	return str_find(s, '/') < s.n || str_ends(s, STR(".jsonl")) ||
	    str_ends(s, STR(".jsonl.gz")) || str_ends(s, STR(".jsonl.zst"));
}

static bool
sort_out(const char *name, bool *here, struct fault *f)
{
	bool path = looks_like_path(str_c(name));
	bool id = !path && str_starts(str_c(name), STR("file-"));
	struct stat st;

	*here = false;
	if (strcmp(name, "-") == 0)
		return fault_set(f, STATUS_USAGE, 0,
		    "a training file is read more than once, which standard "
		    "input cannot be");
	if (stat(name, &st) != 0)
		return !path ||
		    fault_set(f, STATUS_IO, 0, "cannot open %s: %s", name,
			strerror(errno));
	if (id) {
		diag_at((struct place){.file = name}, LEVEL_WARNING,
		    "taken for an id, though there is a file of that name "
		    "here; ./%s is that",
		    name);
		return true;
	}
	*here = true;
	return S_ISREG(st.st_mode) ||
	    fault_set(f, STATUS_IO, 0, "%s is no regular file", name);
}

bool
files_sort(struct job_tool *t, struct fault *f)
{
	for (size_t i = 0; i < LENGTH(fields); i++)
		if (given(t, i) != NULL &&
		    !sort_out(given(t, i), &t->here[i], f))
			return false;
	return true;
}

static void
tell(const char *path, enum level level, const char *text)
{
	diag_at((struct place){.file = path}, level, "%s", text);
}

static bool
lint(struct job_tool *t, const struct request *r, size_t i, struct fault *f)
{
	struct str method = request_method(r);
	const char *more[UPLOAD_LINT_MORE + 1];
	struct upload_options o = {.purpose = STR("fine-tune"),
	    .lint = !t->no_lint,
	    .lint_more = more,
	    .dry = true,
	    .in_flight = 1,
	    .progress = opt_shared.progress,
	    .tell = t->dry_run ? tell : NULL};
	struct api_file file;
	struct arena arena;
	size_t n = 0;
	bool ok;

	/* The guard has looked at the model, and a validation file may be
	 * small. */
	more[n++] = "--ignore";
	more[n++] = i == 0
	    ? "model-ended,model-ends,service-ended,service-ends"
	    : "model-ended,model-ends,service-ended,service-ends,"
	      "too-few-examples";
	if (str_is(method, "preference") || str_is(method, "reinforcement")) {
		more[n++] = "--type";
		more[n++] = str_is(method, "preference") ? "preference"
							 : "reinforcement";
	}
	if (i == 1 && t->here[0]) {
		more[n++] = "--against";
		more[n++] = t->training_file;
	}
	more[n] = NULL;
	upload_init(&t->upload, &t->session.api, &o);
	arena_init(&arena);
	ok = upload_file(&t->upload, given(t, i), &arena, &file, f);
	arena_free(&arena);
	return ok;
}

bool
files_lint(struct job_tool *t, const struct request *r, struct fault *f)
{
	for (size_t i = 0; i < LENGTH(fields); i++) {
		if (!t->here[i] || lint(t, r, i, f))
			continue;
		t->place = given(t, i);
		return false;
	}
	return true;
}

static bool
send_one(struct job_tool *t, struct request *r, size_t i, struct fault *f)
{
	struct api_file file;
	int64_t ms = READY_MS;

	if (!upload_file(&t->upload, given(t, i), r->tree.arena, &file, f))
		return false;
	diag_at((struct place){.file = given(t, i)}, LEVEL_INFO,
	    "is %.*s on the server", STR_ARGS(file.id));
	request_put_file(r, fields[i], file.id);
	if (t->timeout * 1000 < READY_MS)
		ms = (int64_t)(t->timeout * 1000);
	return upload_wait(&t->upload, ms, r->tree.arena, &file, f);
}

bool
files_send(struct job_tool *t, struct request *r, struct fault *f)
{
	struct upload_options o = {.purpose = STR("fine-tune"),
	    .in_flight = PARTS_AT_A_TIME,
	    .progress = opt_shared.progress,
	    .tell = tell};

	upload_init(&t->upload, &t->session.api, &o);
	for (size_t i = 0; i < LENGTH(fields); i++) {
		if (!t->here[i] || send_one(t, r, i, f))
			continue;
		t->place = given(t, i);
		return false;
	}
	return true;
}

static bool
keep_piece(void *ctx, struct str piece)
{
	const int *fd = ctx;

	while (piece.n > 0) {
		ssize_t n = write(*fd, piece.p, piece.n);

		if (n < 0 && errno != EINTR)
			diag_die(STATUS_IO,
			    "cannot write to a temporary file: %s",
			    strerror(errno));
		if (n > 0)
			piece = str_from(piece, (size_t)n);
	}
	return true;
}

int
files_fetch(struct job_tool *t, struct str id, struct fault *f)
{
	int fd = temporary_spool();

	if (fd < 0) {
		fault_set(f, STATUS_IO, 0, "cannot create a temporary file: %s",
		    strerror(errno));
		return -1;
	}
	if (api_file_content(&t->session.api, id, keep_piece, &fd, f) &&
	    lseek(fd, 0, SEEK_SET) == 0)
		return fd;
	close(fd);
	return -1;
}
