/* SPDX-License-Identifier: MIT */
/*
 * A request under way, for http.c and its parts alone.
 */
#ifndef FT_NET_TRANSFER_H
#define FT_NET_TRANSFER_H

#include <curl/curl.h>
#include <stdbool.h>
#include <stdint.h>

#include "common/net/http.h"

enum transfer_state {
	TRANSFER_QUEUED,  /* until `due` */
	TRANSFER_RUNNING, /* with curl */
	TRANSFER_ENDED,	  /* its answer waits to be taken */
};

/* Why a transfer was broken off by us. */
enum transfer_break {
	BREAK_NONE,
	BREAK_IDLE,
	BREAK_THINK,
	BREAK_TOTAL,
	BREAK_FILE,	/* the file to be sent cannot be read */
	BREAK_SHORT,	/* it is shorter than it was */
	BREAK_LONG,	/* the answer is over the ceiling */
	BREAK_PACKED,	/* it is packed, and was not to be */
	BREAK_SINK,	/* the sink has enough */
	BREAK_REWRITTEN /* what was sent once more is not what it was */
};

enum { ERROR_BODY_MAX = 64 * 1024, REDIRECTS_MAX = 5 };

struct transfer {
	struct http *http;
	struct transfer *next;
	struct http_request r; /* strings of its own, but for the body */
	struct arena arena;    /* holds them */
	struct http_answer *answer;
	enum transfer_state state;
	enum transfer_break broken;
	int error; /* errno of BREAK_FILE */
	CURL *easy;
	struct curl_slist *headers; /* in `arena` */
	char said[CURL_ERROR_SIZE];
	unsigned id, redirects;
	int64_t due, began, active;
	int64_t tried; /* when this try began */
	uint64_t at;   /* in the body: what curl has taken */
	uint64_t sent; /* bytes of the body that are on their way */
	curl_off_t moved;
	uint64_t given, skip; /* of the sink: had before, and once more */
	bool head_done;	      /* the answer's, and not of 1xx */
	uint64_t total;	      /* of the body */
};

struct http {
	struct http_options o;
	CURLM *multi;
	struct transfer *first, **last;
	unsigned running, count;
	uint64_t sent; /* by transfers that are gone */
	uint64_t rate; /* of each, as it was set last */
};

/* Tells a new curl handle what the request is (handle.c). */
void handle_set(struct transfer *t);

/* Makes a curl handle of it and hands it over. */
void transfer_begin(struct transfer *t);

/* Takes it back from curl. */
void transfer_leave(struct transfer *t);

/*
 * What became of a try: ends the transfer, or puts it back into the queue.
 * code is curl's word, or CURLE_ABORTED_BY_CALLBACK where `broken` says why.
 */
void transfer_settle(struct transfer *t, CURLcode code);

/* Ends it; the answer's fault is filled. */
void transfer_end(struct transfer *t, enum http_end end);

static inline int64_t
http_now(const struct http *h)
{
	return h->o.world->now(h->o.world->ctx);
}

#endif
