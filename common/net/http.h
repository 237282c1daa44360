/* SPDX-License-Identifier: MIT */
/*
 * An HTTP client for programs that run unattended: over libcurl, with several
 * requests under way at a time, retries, time-outs and ceilings.
 *
 * A request is repeated after what may pass (see retry.h), unless repeating it
 * could do something twice: a request that is `once` ends with HTTP_LOST where
 * nobody knows whether it was done, and its sender has to find out.
 *
 * The key goes only to where the client was made for: a redirect to another
 * host is followed without it, and only for GET.  Certificates are always
 * checked; plain http goes to this machine only, and through no proxy.  Proxies
 * and CA files are taken from the environment as curl(1) takes them.
 *
 *	h = http_new(&options);
 *	if (!http_do(h, &request, &answer, &f))
 *		...
 *	... answer->status, answer->body ...
 *	http_answer_free(answer);
 *	http_free(h);
 *
 * A struct http belongs to one thread.
 */
#ifndef FT_NET_HTTP_H
#define FT_NET_HTTP_H

#include <stdbool.h>
#include <stdint.h>

#include "common/base/arena.h"
#include "common/base/buf.h"
#include "common/base/fault.h"
#include "common/base/str.h"
#include "common/net/multipart.h"
#include "common/net/retry.h"
#include "common/net/trace.h"
#include "common/net/world.h"

/* Of a transfer that waits for another try, for messages. */
struct http_wait {
	const char *why;
	int64_t ms;
	unsigned left; /* tries */
};

struct http_options {
	const struct world *world;
	struct retry_rules retry;
	int64_t connect; /* milliseconds, here and below */
	int64_t idle;	 /* without a byte, while bytes are due */
	int64_t think;	 /* until the answer to a body begins */
	int64_t total;	 /* of a request with all its tries; 0: no limit */
	unsigned most;	 /* requests under way at a time */
	uint64_t rate;	 /* bytes sent in a second by all; 0: no limit */
	size_t body_max; /* of an answer that is collected */
	struct str key_header;	  /* NUL behind it; empty: none.  Borrowed */
	struct str key;		  /* within it, to be masked */
	const char *const *extra; /* more headers for those who get the key */
	struct trace *trace;	  /* or NULL */

	/* Any of these may be NULL. */
	void (*waits)(void *ctx, const struct http_wait *w);
	void (*tick)(void *ctx); /* called several times a second */
	void *ctx;
	bool (*stopped)(void); /* is it to end?  See interrupt.h */
	int stop_fd;	       /* can be read from then; -1: none */
};

/* What suits an API: fill in what is to be different. */
extern const struct http_options http_usual;

struct http_request {
	const char *method; /* "GET", "POST", "PUT" or "DELETE" */
	struct str url;
	const char *type;	  /* Content-Type of the body, or NULL */
	const char *accept;	  /* NULL: application/json */
	const char *const *extra; /* more headers, ends in NULL; or NULL */
	struct body body;	  /* {.fd = -1} for none */
	bool once;		  /* must not be done twice */
	bool foreign;		  /* another host's: without the key */
	bool no_follow;		  /* a redirect is the answer */
	bool expect;   /* ask whether the body is wanted before it is sent */
	bool one_try;  /* the sender himself tries again, or does not */
	int64_t total; /* instead of the options'; 0: theirs; -1: no limit */

	/* Where the body of a success goes as it arrives; NULL: collected.
	 * Returns false to stop.  After a broken transfer it goes on where it
	 * was. */
	bool (*sink)(void *ctx, struct str piece);
	void *ctx; /* the sink's, and found again in the answer */
};

/* What may stand in front of an answer that we care for. */
enum http_header {
	HTTP_REQUEST_ID,
	HTTP_LOCATION,
	HTTP_RETRY_AFTER,
	HTTP_RETRY_AFTER_MS,
	HTTP_SHOULD_RETRY,
	HTTP_TYPE,
	HTTP_CODING,
	HTTP_FILE_ID,
	HTTP_DATE,
	/* How many requests, and tokens, one may still send; how many that is
	 * at most, and when it will be that many again. */
	HTTP_LEFT_REQUESTS,
	HTTP_LEFT_TOKENS,
	HTTP_LIMIT_REQUESTS,
	HTTP_LIMIT_TOKENS,
	HTTP_RESET_REQUESTS,
	HTTP_RESET_TOKENS,
	HTTP_HEADERS /* how many */
};

enum http_end {
	HTTP_DONE,    /* with 2xx (or 3xx, where redirects are not followed) */
	HTTP_REFUSED, /* with another status, and no try is left */
	HTTP_FAILED,  /* without an answer */
	HTTP_LOST,    /* of `once`: nobody knows whether it was done */
	HTTP_STOPPED, /* we were told to stop */
};

struct http_answer {
	enum http_end end;
	long status; /* 0 without an answer */
	struct buf body;
	bool cut;    /* the body was longer and is not complete */
	bool unsent; /* stopped before all of the request was sent */
	struct str headers[HTTP_HEADERS];
	struct fault fault; /* when end is not HTTP_DONE */
	unsigned tries;
	int64_t ms;	    /* of the last try, from its begin to its end */
	void *ctx;	    /* the request's */
	struct arena arena; /* holds the headers */
};

struct http;

/* The options are copied. */
struct http *http_new(const struct http_options *o);

/* What is under way is broken off. */
void http_free(struct http *h);

/*
 * Puts a request into the queue.  What it views must live until its answer is
 * there; the rest is copied.  It is sent when http_next() is called.
 */
void http_start(struct http *h, const struct http_request *r);

/*
 * Waits for the next answer, in the order in which they are complete; NULL when
 * all were handed out.  The caller frees it with http_answer_free().
 */
struct http_answer *http_next(struct http *h) MUSTCHECK;

/* The same, but NULL, too, when none came within ms milliseconds. */
struct http_answer *http_next_within(struct http *h, int64_t ms) MUSTCHECK;
void http_answer_free(struct http_answer *a);

/* One request alone, while none is in the queue.  True when it is HTTP_DONE;
 * the answer is to be freed in either case. */
bool http_do(struct http *h, const struct http_request *r,
    struct http_answer **answer, struct fault *f) MUSTCHECK;

/* Bytes of bodies that were sent and not taken back, for a progress bar. */
uint64_t http_sent(const struct http *h);

/* Requests that wait or are under way. */
size_t http_pending(const struct http *h);

/* Waits as long as ms, unless told to stop: false then. */
bool http_pause(struct http *h, int64_t ms) MUSTCHECK;

#endif
