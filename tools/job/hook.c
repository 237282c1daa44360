/* SPDX-License-Identifier: MIT */
#include <errno.h>
#include <spawn.h>
#include <stdlib.h>
#include <sys/wait.h>

#include "common/base/diag.h"
#include "tools/job/job.h"

extern char **environ;

static void
tell(const char *name, struct str value)
{
	char *text = mem_copy(value.p, value.n);

	setenv(name, text, 1);
	free(text);
}

/* Its output is for people: ours holds the id of the model and no more. */
static int
spawn(pid_t *pid, const char *command)
{
	char *arg = mem_copy(command, strlen(command));
	char *argv[] = {(char[]){"sh"}, (char[]){"-c"}, arg, NULL};
	posix_spawn_file_actions_t actions;
	int error;

	posix_spawn_file_actions_init(&actions);
	posix_spawn_file_actions_adddup2(&actions, 2, 1);
	error = posix_spawn(pid, "/bin/sh", &actions, NULL, argv, environ);
	posix_spawn_file_actions_destroy(&actions);
	free(arg);
	return error;
}

void
hook_run(const char *command, const struct api_job *job)
{
	pid_t pid, got;
	int error, status = 0;

	if (command == NULL)
		return;
	tell("FT_JOB_ID", job->id);
	tell("FT_JOB_STATUS", job->status);
	tell("FT_JOB_MODEL", job->fine_tuned_model);
	error = spawn(&pid, command);
	if (error != 0) {
		diag(LEVEL_WARNING, "the hook does not run: %s",
		    strerror(error));
		return;
	}
	do
		got = waitpid(pid, &status, 0);
	while (got < 0 && errno == EINTR);
	if (got < 0 || !WIFEXITED(status))
		diag(LEVEL_WARNING, "the hook did not end by itself");
	else if (WEXITSTATUS(status) != 0)
		diag(LEVEL_WARNING, "the hook ended with status %d",
		    WEXITSTATUS(status));
}
