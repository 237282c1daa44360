/* SPDX-License-Identifier: MIT */
/*
 * What a server says is wrong.
 *
 * Read are the error objects of OpenAI and Azure, flat ones, FastAPI's
 * "detail", problem+json (RFC 9457), and of anything else (a gateway's page of
 * HTML, plain text, nothing) what tells a person most.
 */
#ifndef FT_NET_PROBLEM_H
#define FT_NET_PROBLEM_H

#include <stdbool.h>

#include "common/base/arena.h"
#include "common/base/fault.h"
#include "common/base/str.h"

/* Each may be empty; they view the body or live in the arena. */
struct problem {
	struct str message; /* one line */
	struct str code, type, param;
};

void problem_read(struct problem *p, struct str body, struct arena *arena);

/*
 * Says it: the server's own message, then what is known of "status, code,
 * param, request id" in brackets.  The key, should the server echo it, is
 * masked.  Returns false.
 */
bool problem_fault(struct fault *f, enum status status, long http_status,
    const struct problem *p, struct str request_id, struct str key);

#endif
