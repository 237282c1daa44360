/* SPDX-License-Identifier: MIT */
/*
 * measure N COMMAND [ARG...]: runs a command N times with its output thrown
 * away and prints the median wall-clock seconds and the largest peak of its
 * resident memory in KiB.
 */
#define _DEFAULT_SOURCE /* wait4() */
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

enum { MOST = 101 };

static double
run(char **command, long *peak)
{
	struct timespec a, b;
	struct rusage usage;
	int status;
	pid_t pid;

	clock_gettime(CLOCK_MONOTONIC, &a);
	pid = fork();
	if (pid == 0) {
		int null = open("/dev/null", O_WRONLY);

		dup2(null, STDOUT_FILENO);
		execvp(command[0], command);
		perror(command[0]);
		_exit(127);
	}
	if (pid < 0 || wait4(pid, &status, 0, &usage) != pid) {
		perror("measure");
		exit(1);
	}
	clock_gettime(CLOCK_MONOTONIC, &b);
	if (!WIFEXITED(status) || WEXITSTATUS(status) > 1) {
		fprintf(stderr, "measure: %s failed\n", command[0]);
		exit(1);
	}
	if (usage.ru_maxrss > *peak)
		*peak = usage.ru_maxrss;
	return (double)(b.tv_sec - a.tv_sec) +
	    (double)(b.tv_nsec - a.tv_nsec) / 1e9;
}

static int
by_size(const void *a, const void *b)
{
	double x = *(const double *)a, y = *(const double *)b;

	return (x > y) - (x < y);
}

int
main(int argc, char **argv)
{
	double seconds[MOST];
	long peak = 0;
	int n = argc > 2 ? (int)strtol(argv[1], NULL, 10) : 0;

	if (n < 1 || n > MOST) {
		fprintf(stderr, "usage: measure N COMMAND [ARG...]\n");
		return 2;
	}
	for (int i = 0; i < n; i++)
		seconds[i] = run(argv + 2, &peak);
	qsort(seconds, (size_t)n, sizeof(*seconds), by_size);
	printf("%.4f %ld\n", seconds[n / 2], peak);
	return 0;
}
