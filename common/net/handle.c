/* SPDX-License-Identifier: MIT */
#include "common/net/transfer.h"

#include <stdlib.h>

#include "common/net/url.h"

enum { BIG_BODY = 1024 * 1024, BIG_BUFFER = 512 * 1024 };

/* One more header, in the arena; the text is borrowed. */
static void
add_header(struct transfer *t, const char *text)
{
	struct curl_slist *h = arena_take(&t->arena, 1, sizeof(*h));

	/* curl reads it and no more. */
	h->data = (char *)text;
	h->next = t->headers;
	t->headers = h;
}

static void
add_named(struct transfer *t, const char *name, const char *value)
{
	struct buf b;

	buf_init(&b, BUF_NO_MAX);
	buf_printf(&b, "%s: %s", name, value);
	buf_addc(&b, '\0');
	add_header(t, arena_copy(&t->arena, buf_str(&b)).p);
	buf_free(&b);
}

static void
set_headers(struct transfer *t)
{
	const struct http_options *o = &t->http->o;
	const char *const *lists[] = {
	    t->r.foreign ? NULL : o->extra, t->r.extra};

	t->headers = NULL;
	if (!t->r.expect || t->total < BIG_BODY)
		add_header(t, "Expect:");
	/* Without one of ours curl would put in its own. */
	if (t->r.type != NULL)
		add_named(t, "Content-Type", t->r.type);
	else
		add_header(t, "Content-Type:");
	add_named(t, "Accept",
	    t->r.accept == NULL ? "application/json" : t->r.accept);
	for (size_t i = 0; i < LENGTH(lists); i++)
		for (const char *const *p = lists[i]; p != NULL && *p != NULL;
		     p++)
			add_header(t, *p);
	if (!t->r.foreign && o->key_header.n > 0)
		add_header(t, o->key_header.p);
	curl_easy_setopt(t->easy, CURLOPT_HTTPHEADER, t->headers);
	curl_easy_setopt(t->easy, CURLOPT_HEADEROPT, (long)CURLHEADER_SEPARATE);
}

static void
set_method(struct transfer *t)
{
	curl_off_t n = (curl_off_t)t->total;

	if (strcmp(t->r.method, "POST") == 0) {
		curl_easy_setopt(t->easy, CURLOPT_POST, 1L);
		curl_easy_setopt(t->easy, CURLOPT_POSTFIELDSIZE_LARGE, n);
	} else if (strcmp(t->r.method, "PUT") == 0) {
		curl_easy_setopt(t->easy, CURLOPT_UPLOAD, 1L);
		curl_easy_setopt(t->easy, CURLOPT_INFILESIZE_LARGE, n);
	} else {
		curl_easy_setopt(t->easy, CURLOPT_HTTPGET, 1L);
		curl_easy_setopt(t->easy, CURLOPT_CUSTOMREQUEST, t->r.method);
	}
	if (t->total >= BIG_BODY)
		curl_easy_setopt(
		    t->easy, CURLOPT_UPLOAD_BUFFERSIZE, (long)BIG_BUFFER);
}

/* As curl(1) has it. */
static void
set_authorities(CURL *easy)
{
	const char *bundle = getenv("CURL_CA_BUNDLE");
	const char *folder = getenv("SSL_CERT_DIR");
	const char *file = getenv("SSL_CERT_FILE");

	curl_easy_setopt(easy, CURLOPT_SSL_VERIFYPEER, 1L);
	curl_easy_setopt(easy, CURLOPT_SSL_VERIFYHOST, 2L);
	curl_easy_setopt(
	    easy, CURLOPT_SSLVERSION, (long)CURL_SSLVERSION_TLSv1_2);
	if (bundle != NULL && bundle[0] != '\0') {
		curl_easy_setopt(easy, CURLOPT_CAINFO, bundle);
		return;
	}
	if (folder != NULL && folder[0] != '\0')
		curl_easy_setopt(easy, CURLOPT_CAPATH, folder);
	if (file != NULL && file[0] != '\0')
		curl_easy_setopt(easy, CURLOPT_CAINFO, file);
}

static void
set_connection(struct transfer *t)
{
	CURL *e = t->easy;

	/* A key in plain http must not go through anybody's proxy. */
	if (url_is_plain(t->r.url)) {
		curl_easy_setopt(e, CURLOPT_PROTOCOLS_STR, "http");
		curl_easy_setopt(e, CURLOPT_PROXY, "");
	} else {
		curl_easy_setopt(e, CURLOPT_PROTOCOLS_STR, "https");
	}
	/* What a proxy answers is not the answer. */
	curl_easy_setopt(e, CURLOPT_SUPPRESS_CONNECT_HEADERS, 1L);
	curl_easy_setopt(e, CURLOPT_FOLLOWLOCATION, 0L);
	curl_easy_setopt(
	    e, CURLOPT_CONNECTTIMEOUT_MS, (long)t->http->o.connect);
	curl_easy_setopt(e, CURLOPT_TCP_KEEPALIVE, 1L);
	curl_easy_setopt(e, CURLOPT_HTTP_VERSION, (long)CURL_HTTP_VERSION_2TLS);
	/* On a connection that was used before, curl itself sends a request
	 * again that got no answer. */
	if (t->r.once)
		curl_easy_setopt(e, CURLOPT_FRESH_CONNECT, 1L);
}

void
handle_set(struct transfer *t)
{
	curl_easy_setopt(t->easy, CURLOPT_URL, t->r.url.p);
	curl_easy_setopt(t->easy, CURLOPT_USERAGENT, "ft/" FT_VERSION);
	set_connection(t);
	set_authorities(t->easy);
	set_method(t);
	set_headers(t);
}
