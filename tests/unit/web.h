/* SPDX-License-Identifier: MIT */
/*
 * A server on loopback for tests: it answers each request with the next step
 * of a script, to the byte, and keeps what it was sent.  And a world in which
 * waiting takes no time.
 */
#ifndef FT_TESTS_WEB_H
#define FT_TESTS_WEB_H

#include <arpa/inet.h>
#include <netinet/in.h>
#include <poll.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

#include "common/net/world.h"
#include "tests/unit/unit.h"

enum web_way {
	WEB_PLAIN, /* head, Content-Length, body; the connection stays */
	WEB_RAW,   /* head and body as they are, then close */
	WEB_RESET, /* no answer: the connection is reset */
	WEB_CLOSE, /* no answer: the connection is closed */
	WEB_STALL, /* head and body as they are, and then nothing more */
	WEB_HUGE,  /* head as it is, the body until nobody listens */
	WEB_EARLY, /* as WEB_RAW, when only the request's head was read */
};

struct web_step {
	const char *head; /* "200 OK\r\nName: value" */
	const char *body;
	enum web_way way;
};

enum { WEB_STEPS = 64 };

struct web {
	int fd;
	unsigned port;
	const struct web_step *steps;
	size_t nsteps;
	pthread_t thread;
	pthread_t each[WEB_STEPS];
	size_t neach;
	pthread_mutex_t lock;
	struct buf requests[WEB_STEPS]; /* head and body */
	size_t count;
	unsigned open, most_open;
	size_t together; /* requests that must be here before any is answered */
	int stop[2];
};

struct web_connection {
	struct web *web;
	int fd;
};

/* Waits until fd can be read; false when the test is over. */
static inline bool
web_wait(struct web *w, int fd)
{
	struct pollfd p[] = {{fd, POLLIN, 0}, {w->stop[0], POLLIN, 0}};

	while (poll(p, 2, -1) < 0)
		;
	return p[1].revents == 0;
}

static inline void
web_send(int fd, const char *p, size_t n)
{
	while (n > 0) {
		ssize_t sent = send(fd, p, n, MSG_NOSIGNAL);

		if (sent <= 0)
			return;
		p += sent;
		n -= (size_t)sent;
	}
}

static inline bool
web_read(struct web *w, int fd, struct buf *to)
{
	char piece[65536];
	ssize_t n;

	if (!web_wait(w, fd))
		return false;
	n = recv(fd, piece, sizeof(piece), 0);
	return n > 0 && buf_add(to, piece, (size_t)n);
}

static inline size_t
web_length(struct str head)
{
	static const char name[] = "Content-Length: ";
	size_t at = str_search(head, str_c(name));

	return at == head.n ? 0
			    : strtoul(head.p + at + sizeof(name) - 1, 0, 10);
}

/* Reads one request; its step, or NULL when there was none. */
static inline const struct web_step *
web_request(struct web *w, int fd)
{
	static const struct web_step none = {"500 No Step", "", WEB_RAW};
	const struct web_step *step;
	struct buf r;
	size_t head, number;

	buf_init(&r, BUF_NO_MAX);
	while ((head = str_search(buf_str(&r), STR("\r\n\r\n"))) == r.n)
		if (!web_read(w, fd, &r)) {
			buf_free(&r);
			return NULL;
		}
	pthread_mutex_lock(&w->lock);
	number = w->count++;
	pthread_mutex_unlock(&w->lock);
	step = number < w->nsteps ? &w->steps[number] : &none;
	head += 4;
	if (step->way != WEB_EARLY)
		while (r.n < head + web_length(str_of(r.p, head)))
			if (!web_read(w, fd, &r))
				break;
	pthread_mutex_lock(&w->lock);
	if (number < WEB_STEPS)
		w->requests[number] = r;
	else
		buf_free(&r);
	pthread_mutex_unlock(&w->lock);
	return step;
}

static inline void
web_answer(struct web *w, int fd, const struct web_step *s)
{
	struct linger now = {1, 0};
	struct buf b;

	buf_init(&b, BUF_NO_MAX);
	if (s->way == WEB_PLAIN)
		buf_printf(&b, "HTTP/1.1 %s\r\nContent-Length: %zu\r\n\r\n%s",
		    s->head, strlen(s->body), s->body);
	else if (s->way != WEB_RESET && s->way != WEB_CLOSE && s->head != NULL)
		buf_printf(&b, "HTTP/1.1 %s\r\n\r\n%s", s->head, s->body);
	web_send(fd, b.p, b.n);
	buf_clear(&b);
	if (s->way == WEB_RESET)
		setsockopt(fd, SOL_SOCKET, SO_LINGER, &now, sizeof(now));
	if (s->way == WEB_STALL)
		while (web_read(w, fd, &b))
			;
	if (s->way == WEB_HUGE) {
		while (b.n < 65536)
			buf_adds(&b, s->body);
		while (send(fd, b.p, b.n, MSG_NOSIGNAL) > 0)
			;
	}
	buf_free(&b);
}

static inline void
web_gather(struct web *w)
{
	struct timespec pause = {0, 1000000};
	bool all = false;

	for (int i = 0; i < 5000 && !all; i++) {
		pthread_mutex_lock(&w->lock);
		all = w->count >= w->together;
		pthread_mutex_unlock(&w->lock);
		if (!all)
			nanosleep(&pause, NULL);
	}
}

static inline void *
web_serve(void *arg)
{
	struct web_connection *c = arg;
	struct web *w = c->web;
	const struct web_step *step;

	while ((step = web_request(w, c->fd)) != NULL) {
		web_gather(w);
		web_answer(w, c->fd, step);
		if (step->way != WEB_PLAIN)
			break;
	}
	close(c->fd);
	pthread_mutex_lock(&w->lock);
	w->open--;
	pthread_mutex_unlock(&w->lock);
	free(c);
	return NULL;
}

static inline void *
web_accept(void *arg)
{
	struct web *w = arg;

	while (web_wait(w, w->fd)) {
		struct web_connection *c = mem_zero(1, sizeof(*c));

		c->web = w;
		c->fd = accept(w->fd, NULL, NULL);
		if (c->fd < 0 || w->neach == WEB_STEPS)
			abort();
		pthread_mutex_lock(&w->lock);
		if (++w->open > w->most_open)
			w->most_open = w->open;
		pthread_mutex_unlock(&w->lock);
		pthread_create(&w->each[w->neach++], NULL, web_serve, c);
	}
	return NULL;
}

static inline void
web_start(struct web *w, const struct web_step *steps, size_t n)
{
	struct sockaddr_in at = {.sin_family = AF_INET};
	socklen_t size = sizeof(at);

	*w = (struct web){.steps = steps, .nsteps = n};
	pthread_mutex_init(&w->lock, NULL);
	at.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
	w->fd = socket(AF_INET, SOCK_STREAM, 0);
	assert_int_equal(bind(w->fd, (struct sockaddr *)&at, size), 0);
	assert_int_equal(listen(w->fd, 64), 0);
	getsockname(w->fd, (struct sockaddr *)&at, &size);
	w->port = ntohs(at.sin_port);
	assert_int_equal(pipe(w->stop), 0);
	pthread_create(&w->thread, NULL, web_accept, w);
}

static inline void
web_stop(struct web *w)
{
	close(w->stop[1]);
	pthread_join(w->thread, NULL);
	for (size_t i = 0; i < w->neach; i++)
		pthread_join(w->each[i], NULL);
	for (size_t i = 0; i < WEB_STEPS; i++)
		buf_free(&w->requests[i]);
	close(w->stop[0]);
	close(w->fd);
	pthread_mutex_destroy(&w->lock);
}

static inline bool
web_had(const struct web *w, size_t number, const char *text)
{
	struct str r = buf_str(&w->requests[number]);

	return number < WEB_STEPS && str_search(r, str_c(text)) < r.n;
}

/* A world in which no time passes but what is waited for. */
struct web_world {
	int64_t now;	/* goes on by waiting alone */
	int64_t waited; /* in all */
	bool hurry;	/* sockets are not waited for, either */
};

static inline int64_t
web_now(void *ctx)
{
	const struct web_world *w = ctx;

	return w->now;
}

static inline int64_t
web_date(void *ctx)
{
	(void)ctx;
	return 1795219200; /* Sat, 21 Nov 2026 00:00:00 GMT */
}

static inline void
web_sleep(void *ctx, int fd, int64_t ms)
{
	struct web_world *w = ctx;

	(void)fd;
	w->now += ms;
	w->waited += ms;
}

static inline int64_t
web_patience(void *ctx, int64_t ms)
{
	struct web_world *w = ctx;

	if (!w->hurry)
		return ms > 20 ? 20 : ms;
	w->now += 1000;
	return 1;
}

static inline uint64_t
web_random(void *ctx)
{
	(void)ctx;
	return 0;
}

#define WEB_WORLD(w)     \
	((struct world){ \
	    web_now, web_date, web_sleep, web_patience, web_random, (w)})

#endif
