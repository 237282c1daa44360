/* SPDX-License-Identifier: MIT */
/*
 * What the tools that speak to a provider have in common: the options that say
 * to whom, with which key and how patiently, and the way from there to an api.
 *
 *	static struct session_options session_options = SESSION_USUAL;
 *	static const struct opt opts[] = {
 *		...
 *		SESSION_OPTS(session_options),
 *	};
 *	...
 *	if (!session_open(&s, &session_options, &f))
 *		diag_fault((struct place){0}, &f);
 *	... api_files(&s.api, ...) ...
 *	session_close(&s);
 *
 * As common/io/in.c does for files, a session says itself what is to be told
 * and no failure: warnings of files with keys, and each wait.  It catches
 * signals; see interrupt.h.
 */
#ifndef FT_NET_SESSION_H
#define FT_NET_SESSION_H

#include <stdbool.h>
#include <stdint.h>

#include "common/base/fault.h"
#include "common/base/mem.h"
#include "common/base/opt.h"
#include "common/io/out.h"
#include "common/net/api.h"
#include "common/net/credential.h"
#include "common/net/trace.h"

struct session_options {
	const char *provider; /* NULL: FT_PROVIDER, or openai */
	bool azure;
	const char *base_url, *api_version;
	const char *key_env, *key_file, *env_file, *trace;
	double connect, idle, answer, wait_most; /* seconds */
	uint64_t retries;
	uint64_t in_flight, rate; /* for tools; 0: as usual, no limit */
	bool keyless;		  /* for tools: nothing will be sent */
	void (*tick)(void *ctx);  /* see struct http_options; may be NULL */
	void *ctx;
};

#define SESSION_USUAL                                                       \
	{                                                                   \
		.connect = 10, .idle = 60, .answer = 300, .wait_most = 120, \
		.retries = 5                                                \
	}

/* Rows of an option table. */
#define SESSION_OPTS(o)                                                   \
	{0, "provider", OPT_TEXT, "NAME", &(o).provider,                  \
	    "whom to speak to (FT_PROVIDER, openai)"},                    \
	    {0, "azure", OPT_FLAG, NULL, &(o).azure,                      \
		"the same as --provider azure"},                          \
	    {0, "base-url", OPT_TEXT, "URL", &(o).base_url,               \
		"the address of the API (OPENAI_BASE_URL)"},              \
	    {0, "api-version", OPT_TEXT, "V", &(o).api_version,           \
		"with --azure: speak the older API of that version"},     \
	    {0, "key-env", OPT_TEXT, "NAME", &(o).key_env,                \
		"the variable that holds the key (OPENAI_API_KEY)"},      \
	    {0, "key-file", OPT_TEXT, "FILE", &(o).key_file,              \
		"a file that holds the key"},                             \
	    {0, "env-file", OPT_TEXT, "FILE", &(o).env_file,              \
		"read settings that are not set from there (.env)"},      \
	    {0, "retries", OPT_WHOLE, "N", &(o).retries,                  \
		"try what may pass so many times more (5)"},              \
	    {0, "max-wait", OPT_REAL, "SECONDS", &(o).wait_most,          \
		"let the server make us wait no longer (120)"},           \
	    {0, "connect-timeout", OPT_REAL, "SECONDS", &(o).connect,     \
		"give up a connection that is not made (10)"},            \
	    {0, "idle-timeout", OPT_REAL, "SECONDS", &(o).idle,           \
		"give up a connection where nothing moves (60)"},         \
	{                                                                 \
		0, "trace", OPT_TEXT, "FILE", &(o).trace,                 \
		    "write what is sent and received there, without keys" \
	}

struct session {
	struct apis apis;
	struct credential credential;
	struct trace trace;
	bool traced;
	struct api api;
};

/* False leaves nothing to be closed.  STATUS_USAGE: an unknown provider, no
 * key, an address that must not be used, a number out of range. */
bool session_open(struct session *s, const struct session_options *o,
    struct fault *f) MUSTCHECK;
void session_close(struct session *s);

/*
 * Reports a fault about a thing on the server (NULL: about none), after what
 * stands in out already.  Where it came by an interrupt, the output is dropped,
 * the session is closed and the program ends here.
 */
void session_fault(
    struct session *s, struct out *out, const char *id, const struct fault *f);

#endif
