/* SPDX-License-Identifier: MIT */
/*
 * measure [-k] [-t SECONDS] RUNS: runs the commands of a table RUNS times in
 * turn (first, second, ..., first, second, ...), so that what disturbs the
 * machine disturbs all of them, and prints what they took.
 *
 * A row of standard input is a name, the bytes worked on, and a command with
 * its arguments, parted by tabs.  A row of the output is the name, the bytes,
 * the median, smallest and largest wall-clock seconds, the peak of resident
 * memory in KiB, "ok" or what went wrong, and with -k the first line of what
 * the command printed last (else its output is thrown away).
 *
 * A command that fails is not run again; neither is one that takes longer than
 * SECONDS (600).  It may end with status 1, which is a tool's "no"; with -k it
 * may not, as an answer is wanted.
 */
#define _DEFAULT_SOURCE /* wait4() */
#include <fcntl.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

enum { MOST_RUNS = 101, MOST_ROWS = 64, MOST_WORDS = 32 };

struct row {
	char *name, *bytes;
	char *command[MOST_WORDS + 1];
	double seconds[MOST_RUNS];
	long peak;
	char fault[32]; /* empty: none */
	char answer[128];
};

static bool keep;
static unsigned patience = 600;

static void
die(const char *what)
{
	perror(what);
	exit(1);
}

static void
start(char **command, int out)
{
	dup2(out, STDOUT_FILENO);
	/* The alarm outlives the exec and ends the command. */
	alarm(patience);
	execvp(command[0], command);
	perror(command[0]);
	_exit(127);
}

/* Reads all, keeps the first line. */
static void
hear(int in, char *line, size_t size)
{
	char piece[4096];
	size_t have = 0;
	ssize_t n;

	while ((n = read(in, piece, sizeof(piece))) > 0) {
		size_t take = (size_t)n;

		if (take > size - 1 - have)
			take = size - 1 - have;
		memcpy(line + have, piece, take);
		have += take;
	}
	line[have] = '\0';
	line[strcspn(line, "\t\n")] = '\0';
}

static void
judge(struct row *r, int status)
{
	if (WIFSIGNALED(status))
		snprintf(
		    r->fault, sizeof(r->fault), "signal %d", WTERMSIG(status));
	else if (WEXITSTATUS(status) > (keep ? 0 : 1))
		snprintf(r->fault, sizeof(r->fault), "status %d",
		    WEXITSTATUS(status));
}

static void
run(struct row *r, int round)
{
	struct timespec a, b;
	struct rusage usage;
	int ends[2] = {-1, -1}, status;
	pid_t pid;

	if (keep ? pipe(ends) != 0
		 : (ends[1] = open("/dev/null", O_WRONLY)) < 0)
		die("measure");
	clock_gettime(CLOCK_MONOTONIC, &a);
	pid = fork();
	if (pid == 0) {
		close(ends[0]);
		start(r->command, ends[1]);
	}
	close(ends[1]);
	if (keep) {
		hear(ends[0], r->answer, sizeof(r->answer));
		close(ends[0]);
	}
	if (pid < 0 || wait4(pid, &status, 0, &usage) != pid)
		die("measure");
	clock_gettime(CLOCK_MONOTONIC, &b);
	judge(r, status);
	if (usage.ru_maxrss > r->peak)
		r->peak = usage.ru_maxrss;
	r->seconds[round] = (double)(b.tv_sec - a.tv_sec) +
	    (double)(b.tv_nsec - a.tv_nsec) / 1e9;
}

static int
by_size(const void *a, const void *b)
{
	double x = *(const double *)a, y = *(const double *)b;

	return (x > y) - (x < y);
}

static void
print(struct row *r, int runs)
{
	qsort(r->seconds, (size_t)runs, sizeof(*r->seconds), by_size);
	printf("%s\t%s\t%.5f\t%.5f\t%.5f\t%ld\t%s\t%s\n", r->name, r->bytes,
	    r->seconds[runs / 2], r->seconds[0], r->seconds[runs - 1], r->peak,
	    r->fault[0] == '\0' ? "ok" : r->fault, r->answer);
}

/* The words of the line stay in it; the row keeps the line. */
static bool
row_read(FILE *f, struct row *r)
{
	char *line = NULL, *rest;
	size_t cap = 0, n = 0;

	if (getline(&line, &cap, f) < 0) {
		free(line);
		return false;
	}
	line[strcspn(line, "\n")] = '\0';
	r->name = line;
	for (rest = line; (rest = strchr(rest, '\t')) != NULL; n++) {
		*rest++ = '\0';
		if (n == 0)
			r->bytes = rest;
		else if (n <= MOST_WORDS)
			r->command[n - 1] = rest;
	}
	if (n < 2 || n > MOST_WORDS + 1) {
		fprintf(stderr, "measure: %s: no command, or a long one\n",
		    r->name);
		exit(2);
	}
	return true;
}

int
main(int argc, char **argv)
{
	static struct row rows[MOST_ROWS];
	int runs, n = 0, c;

	while ((c = getopt(argc, argv, "kt:")) != -1) {
		if (c == 'k')
			keep = true;
		else if (c == 't')
			patience = (unsigned)strtoul(optarg, NULL, 10);
	}
	runs = optind < argc ? (int)strtol(argv[optind], NULL, 10) : 0;
	if (runs < 1 || runs > MOST_RUNS) {
		fprintf(stderr, "usage: measure [-k] [-t SECONDS] RUNS\n");
		return 2;
	}
	while (n < MOST_ROWS && row_read(stdin, &rows[n]))
		n++;
	/* The commands must not read what is left of the table. */
	if (freopen("/dev/null", "r", stdin) == NULL)
		die("/dev/null");
	for (int i = 0; i < runs; i++)
		for (int k = 0; k < n; k++)
			if (rows[k].fault[0] == '\0')
				run(&rows[k], i);
	for (int k = 0; k < n; k++)
		print(&rows[k], runs);
	return 0;
}
