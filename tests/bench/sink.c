/* SPDX-License-Identifier: MIT */
/*
 * sink [-d MILLISECONDS]: a server on loopback that reads what it is sent as
 * fast as it can and keeps none of it, so that what is measured is the client.
 * It answers ft-upload, in parts and in one request, the PUT of curl -T, and
 * questions to models, each request after the delay.
 *
 * It prints its address, and ends with its standard input.
 */
#include <arpa/inet.h>
#include <netinet/in.h>
#include <pthread.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

enum { HEAD_MAX = 16384, PIECE = 256 * 1024 };

static long delay; /* milliseconds */

/* A connection, and what was read of it beyond the last request. */
struct link {
	int fd;
	size_t have;
	char head[HEAD_MAX + 1], piece[PIECE];
};

static void
die(const char *what)
{
	perror(what);
	exit(1);
}

/* Reads a head, and gives its length; 0 when there is none. */
static size_t
read_head(struct link *l)
{
	for (;;) {
		char *end;
		ssize_t n;

		l->head[l->have] = '\0';
		end = strstr(l->head, "\r\n\r\n");
		if (end != NULL)
			return (size_t)(end - l->head) + 4;
		if (l->have == HEAD_MAX)
			return 0;
		n = recv(l->fd, l->head + l->have, HEAD_MAX - l->have, 0);
		if (n <= 0)
			return 0;
		l->have += (size_t)n;
	}
}

/* What stands behind a header's colon; "" when there is none. */
static const char *
header(const char *head, const char *name)
{
	size_t n = strlen(name);
	const char *line = head;

	while ((line = strstr(line, "\r\n")) != NULL) {
		line += 2;
		if (strncasecmp(line, name, n) == 0 && line[n] == ':')
			return line + n + 1;
	}
	return "";
}

/* Reads a body, and what comes before it out of the way; 0 when it is cut. */
static int
drain(struct link *l, size_t head, unsigned long long left)
{
	size_t known = l->have - head;

	if (known > left)
		known = (size_t)left;
	memmove(l->head, l->head + head + known, l->have - head - known);
	l->have -= head + known;
	left -= known;
	while (left > 0) {
		ssize_t n = recv(
		    l->fd, l->piece, left < PIECE ? (size_t)left : PIECE, 0);

		if (n <= 0)
			return 0;
		left -= (unsigned long long)n;
	}
	return 1;
}

/* Sends a short text.  Who is gone does not hear it. */
static void
tell(const struct link *l, const char *text)
{
	(void)!send(l->fd, text, strlen(text), 0);
}

/* What it is asked for, by the request line alone. */
static const char *
answer(const char *line)
{
	if (strncmp(line, "GET ", 4) == 0)
		return "{\"object\":\"list\",\"data\":[],\"has_more\":false}";
	if (strstr(line, "/chat/completions ") != NULL)
		return "{\"choices\":[{\"index\":0,\"message\":{\"role\":"
		       "\"assistant\",\"content\":\"sow late\"},"
		       "\"finish_reason\":\"stop\"}],\"usage\":"
		       "{\"prompt_tokens\":30,\"completion_tokens\":2}}";
	if (strstr(line, "/complete ") != NULL)
		return "{\"id\":\"upload_1\",\"file\":{\"id\":\"file-1\"}}";
	if (strstr(line, "/parts ") != NULL)
		return "{\"id\":\"part_1\",\"object\":\"upload.part\"}";
	if (strstr(line, "/uploads ") != NULL)
		return "{\"id\":\"upload_1\",\"object\":\"upload\"}";
	return "{\"id\":\"file-1\",\"object\":\"file\"}";
}

static int
serve(struct link *l)
{
	struct timespec pause = {delay / 1000, delay % 1000 * 1000000};
	size_t head = read_head(l);
	unsigned long long length;
	const char *said;
	char text[512];

	if (head == 0)
		return 0;
	l->head[head - 1] = '\0';
	length = strtoull(header(l->head, "content-length"), NULL, 10);
	if (header(l->head, "expect")[0] != '\0')
		tell(l, "HTTP/1.1 100 Continue\r\n\r\n");
	*strstr(l->head, "\r\n") = '\0';
	said = answer(l->head);
	if (!drain(l, head, length))
		return 0;
	nanosleep(&pause, NULL);
	snprintf(text, sizeof(text),
	    "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n"
	    "Content-Length: %zu\r\n\r\n%s",
	    strlen(said), said);
	tell(l, text);
	return 1;
}

static void *
run(void *ctx)
{
	struct link *l = ctx;

	while (serve(l))
		continue;
	close(l->fd);
	free(l);
	return NULL;
}

static void *
until_eof(void *ctx)
{
	char c;

	(void)ctx;
	while (read(STDIN_FILENO, &c, 1) > 0)
		continue;
	exit(0);
}

static int
listen_to(struct sockaddr_in *at)
{
	socklen_t n = sizeof(*at);
	int fd = socket(AF_INET, SOCK_STREAM, 0);

	*at = (struct sockaddr_in){
	    .sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
	if (fd < 0 || bind(fd, (struct sockaddr *)at, n) != 0 ||
	    listen(fd, 64) != 0 ||
	    getsockname(fd, (struct sockaddr *)at, &n) != 0)
		die("sink");
	return fd;
}

int
main(int argc, char **argv)
{
	struct sockaddr_in at;
	pthread_t thread;
	int fd, c;

	while ((c = getopt(argc, argv, "d:")) != -1)
		if (c == 'd')
			delay = strtol(optarg, NULL, 10);
	signal(SIGPIPE, SIG_IGN);
	fd = listen_to(&at);
	printf("http://127.0.0.1:%d\n", ntohs(at.sin_port));
	fflush(stdout);
	if (pthread_create(&thread, NULL, until_eof, NULL) != 0)
		die("sink");
	for (;;) {
		struct link *l = calloc(1, sizeof(*l));

		if (l == NULL || (l->fd = accept(fd, NULL, NULL)) < 0)
			die("sink");
		if (pthread_create(&thread, NULL, run, l) != 0)
			die("sink");
		pthread_detach(thread);
	}
}
