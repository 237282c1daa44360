/* SPDX-License-Identifier: MIT */
#include "common/net/url.h"

#include <curl/curl.h>
#include <stdlib.h>

#include "common/base/num.h"

/* Parts of a URL, each NULL when it has none.  Freed with parts_free(). */
struct parts {
	CURLU *url;
	char *scheme, *user, *password, *host, *port, *path, *query, *fragment;
};

static void
parts_free(struct parts *p)
{
	char *texts[] = {p->scheme, p->user, p->password, p->host, p->port,
	    p->path, p->query, p->fragment};

	for (size_t i = 0; i < LENGTH(texts); i++)
		curl_free(texts[i]);
	curl_url_cleanup(p->url);
}

/* Takes a URL apart, which may be relative to another; false: it is none. */
static bool
parts_read(struct parts *p, struct str url, struct str against)
{
	struct str texts[] = {against, url};
	bool ok = true;

	*p = (struct parts){.url = curl_url()};
	for (size_t i = 0; i < LENGTH(texts) && ok; i++) {
		char *text;

		if (i == 0 && against.n == 0)
			continue;
		ok = texts[i].n <= URL_MAX &&
		    (texts[i].n == 0 ||
			memchr(texts[i].p, '\0', texts[i].n) == NULL);
		text = mem_copy(texts[i].p, ok ? texts[i].n : 0);
		ok = ok && curl_url_set(p->url, CURLUPART_URL, text, 0) == 0;
		free(text);
	}
	if (!ok || curl_url_get(p->url, CURLUPART_SCHEME, &p->scheme, 0) != 0 ||
	    curl_url_get(p->url, CURLUPART_HOST, &p->host, 0) != 0) {
		parts_free(p);
		return false;
	}
	curl_url_get(p->url, CURLUPART_USER, &p->user, 0);
	curl_url_get(p->url, CURLUPART_PASSWORD, &p->password, 0);
	curl_url_get(p->url, CURLUPART_PORT, &p->port, CURLU_DEFAULT_PORT);
	curl_url_get(p->url, CURLUPART_PATH, &p->path, 0);
	curl_url_get(p->url, CURLUPART_QUERY, &p->query, 0);
	curl_url_get(p->url, CURLUPART_FRAGMENT, &p->fragment, 0);
	return true;
}

static bool
is_digits(struct str s)
{
	uint64_t n;

	return num_u64(s, &n);
}

/* Does that host not leave the machine?  libcurl writes IPv4 as four numbers,
 * and never asks anybody where "localhost" is. */
static bool
is_loopback(struct str host)
{
	struct str piece;
	unsigned n = 0;

	if (str_is(host, "localhost") || str_is(host, "[::1]"))
		return true;
	if (!str_starts(host, STR("127.")))
		return false;
	while (str_split(&host, '.', &piece))
		n += is_digits(piece) ? 1 : 5;
	return n == 4;
}

static bool
refused(struct fault *f, struct str url, const char *why)
{
	return fault_set(f, STATUS_USAGE, 0, "'%.*s' %s", STR_ARGS(url), why);
}

static bool
check(struct str url, bool base, struct fault *f)
{
	struct parts p;
	bool ok = false;

	if (!parts_read(&p, url, STR("")))
		return refused(f, url, "is no http address");
	/* Not shown: there may be a password in it. */
	if (p.user != NULL || p.password != NULL)
		fault_set(f, STATUS_USAGE, 0,
		    "an address must not hold a name or password");
	else if (str_is(str_c(p.scheme), "http") && !is_loopback(str_c(p.host)))
		refused(f, url,
		    "is plain http, which is for this machine only; use https");
	else if (!str_is(str_c(p.scheme), "http") &&
	    !str_is(str_c(p.scheme), "https"))
		refused(f, url, "is neither https nor http");
	else if (base && (p.query != NULL || p.fragment != NULL))
		refused(f, url, "must end with its path");
	else
		ok = true;
	parts_free(&p);
	return ok;
}

bool
url_check(struct str url, struct fault *f)
{
	return check(url, false, f);
}

bool
url_check_base(struct str base, struct fault *f)
{
	return check(base, true, f);
}

bool
url_is_plain(struct str url)
{
	struct parts p;
	bool plain;

	if (!parts_read(&p, url, STR("")))
		return false;
	plain = str_is(str_c(p.scheme), "http");
	parts_free(&p);
	return plain;
}

bool
url_same_origin(struct str a, struct str b)
{
	struct parts p, q;
	bool same;

	if (!parts_read(&p, a, STR("")))
		return false;
	if (!parts_read(&q, b, STR(""))) {
		parts_free(&p);
		return false;
	}
	same = str_eq(str_c(p.scheme), str_c(q.scheme)) &&
	    curl_strequal(p.host, q.host) != 0 &&
	    str_eq(str_c(p.port), str_c(q.port));
	parts_free(&p);
	parts_free(&q);
	return same;
}

void
url_write_host(struct buf *to, struct str url)
{
	char *port = NULL;
	struct parts p;

	if (!parts_read(&p, url, STR(""))) {
		buf_addc(to, '?');
		return;
	}
	buf_adds(to, p.host);
	if (curl_url_get(p.url, CURLUPART_PORT, &port, 0) == 0)
		buf_printf(to, ":%s", port);
	curl_free(port);
	parts_free(&p);
}

static struct str
without_slashes(struct str s)
{
	while (s.n > 0 && s.p[s.n - 1] == '/')
		s.n--;
	return s;
}

bool
url_is_bare(struct str base)
{
	struct parts p;
	bool bare;

	if (!parts_read(&p, base, STR("")))
		return false;
	bare = without_slashes(str_c(p.path)).n == 0;
	parts_free(&p);
	return bare;
}

void
url_join(struct buf *to, struct str base, struct str path)
{
	buf_add_str(to, without_slashes(base));
	while (str_starts(path, STR("/")))
		path = str_from(path, 1);
	buf_addc(to, '/');
	buf_add_str(to, path);
}

static void
add_escaped(struct buf *to, struct str text, const char *also)
{
	static const char plain[] = "abcdefghijklmnopqrstuvwxyz"
				    "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
				    "0123456789-._~";

	for (size_t i = 0; i < text.n; i++) {
		char c = text.p[i];

		if (c != '\0' &&
		    (strchr(plain, c) != NULL || strchr(also, c) != NULL))
			buf_addc(to, c);
		else
			buf_printf(to, "%%%02X", (unsigned char)c);
	}
}

void
url_add_piece(struct buf *to, struct str text)
{
	add_escaped(to, text, ":");
}

void
url_add_query(struct buf *to, struct str name, struct str value)
{
	bool first = str_find(buf_str(to), '?') == to->n;

	buf_addc(to, first ? '?' : '&');
	add_escaped(to, name, "");
	buf_addc(to, '=');
	add_escaped(to, value, "");
}

bool
url_resolve(struct buf *to, struct str url, struct str location)
{
	char *whole = NULL;
	struct parts p;
	bool ok;

	if (location.n == 0 || !parts_read(&p, location, url))
		return false;
	ok = curl_url_get(p.url, CURLUPART_URL, &whole, 0) == 0;
	if (ok)
		buf_adds(to, whole);
	curl_free(whole);
	parts_free(&p);
	return ok;
}
