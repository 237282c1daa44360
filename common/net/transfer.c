/* SPDX-License-Identifier: MIT */
#include "common/net/transfer.h"

#include <errno.h>
#include <unistd.h>

#include "common/base/diag.h"

/* Copies into to[] from a text of which the first *at bytes were sent. */
static size_t
copy_from(struct str text, uint64_t at, char *to, size_t room)
{
	size_t n = at >= text.n ? 0 : text.n - (size_t)at;

	if (n > room)
		n = room;
	if (n > 0)
		memcpy(to, text.p + at, n);
	return n;
}

/* The same from the range of the file; -1 when that cannot be read. */
static ssize_t
copy_file(struct transfer *t, uint64_t at, char *to, size_t room)
{
	const struct body *b = &t->r.body;
	uint64_t left = b->n - at;
	ssize_t n;

	if (room > left)
		room = (size_t)left;
	do
		n = pread(b->fd, to, room, (off_t)(b->off + at));
	while (n < 0 && errno == EINTR);
	if (n < 0) {
		t->error = errno;
		t->broken = BREAK_FILE;
	} else if (n == 0) {
		t->broken = BREAK_SHORT;
		n = -1;
	}
	return n;
}

static size_t
on_read(char *to, size_t size, size_t count, void *ctx)
{
	struct transfer *t = ctx;
	const struct body *b = &t->r.body;
	uint64_t in_file = b->fd < 0 ? 0 : b->n, at = t->at;
	size_t room = size * count, n;

	if (at < b->head.n) {
		n = copy_from(b->head, at, to, room);
	} else if (at - b->head.n < in_file) {
		ssize_t got = copy_file(t, at - b->head.n, to, room);

		if (got < 0)
			return CURL_READFUNC_ABORT;
		n = (size_t)got;
	} else {
		n = copy_from(b->tail, at - b->head.n - in_file, to, room);
	}
	t->at += n;
	return n;
}

/* curl sends a body once more from its begin: after a connection that was
 * kept alive turned out to be dead. */
static int
on_seek(void *ctx, curl_off_t off, int origin)
{
	struct transfer *t = ctx;

	if (origin != SEEK_SET || off < 0)
		return CURL_SEEKFUNC_CANTSEEK;
	t->at = (uint64_t)off;
	return CURL_SEEKFUNC_OK;
}

/* Hands over what the sink does not have yet. */
static bool
give(struct transfer *t, struct str piece)
{
	size_t known = t->skip < piece.n ? (size_t)t->skip : piece.n;

	t->skip -= known;
	piece = str_from(piece, known);
	if (piece.n == 0)
		return true;
	t->given += piece.n;
	if (t->r.sink(t->r.ctx, piece))
		return true;
	t->broken = BREAK_SINK;
	return false;
}

static bool
same_name(struct str s, const char *name)
{
	return s.n == strlen(name) && curl_strnequal(s.p, name, s.n) != 0;
}

/* We ask for nothing packed, so that bytes can be counted and gone on with. */
static bool
is_packed(const struct http_answer *a)
{
	struct str coding = a->headers[HTTP_CODING];

	return coding.n > 0 && !same_name(coding, "identity");
}

static size_t
on_write(char *p, size_t size, size_t count, void *ctx)
{
	struct transfer *t = ctx;
	struct buf *body = &t->answer->body;
	struct str piece = str_of(p, size * count);
	long status = 0;

	curl_easy_getinfo(t->easy, CURLINFO_RESPONSE_CODE, &status);
	if (status >= 200 && status < 300) {
		if (is_packed(t->answer)) {
			t->broken = BREAK_PACKED;
			return 0;
		}
		if (t->r.sink != NULL)
			return give(t, piece) ? piece.n : 0;
		if (buf_add_str(body, piece))
			return piece.n;
		t->broken = BREAK_LONG;
		return 0;
	}
	/* Of an error only the begin is of use, however long it is. */
	if (piece.n > ERROR_BODY_MAX - body->n) {
		piece.n = ERROR_BODY_MAX - body->n;
		t->answer->cut = true;
	}
	buf_add_str(body, piece);
	return piece.n;
}

static void
keep_header(struct transfer *t, struct str name, struct str value)
{
	static const struct {
		const char *name;
		enum http_header kind;
	} known[] = {
	    {"apim-request-id", HTTP_REQUEST_ID},
	    {"x-ms-request-id", HTTP_REQUEST_ID},
	    {"x-amzn-requestid", HTTP_REQUEST_ID},
	    {"x-request-id", HTTP_REQUEST_ID},
	    {"location", HTTP_LOCATION},
	    {"retry-after", HTTP_RETRY_AFTER},
	    {"retry-after-ms", HTTP_RETRY_AFTER_MS},
	    {"x-should-retry", HTTP_SHOULD_RETRY},
	    {"content-type", HTTP_TYPE},
	    {"content-encoding", HTTP_CODING},
	    {"x-together-file-id", HTTP_FILE_ID},
	    {"date", HTTP_DATE},
	    {"x-ratelimit-remaining-requests", HTTP_LEFT_REQUESTS},
	    {"x-ratelimit-remaining-tokens", HTTP_LEFT_TOKENS},
	    {"x-ratelimit-limit-requests", HTTP_LIMIT_REQUESTS},
	    {"x-ratelimit-limit-tokens", HTTP_LIMIT_TOKENS},
	    {"x-ratelimit-reset-requests", HTTP_RESET_REQUESTS},
	    {"x-ratelimit-reset-tokens", HTTP_RESET_TOKENS},
	};

	for (size_t i = 0; i < LENGTH(known); i++)
		if (same_name(name, known[i].name))
			t->answer->headers[known[i].kind] =
			    arena_copy(&t->answer->arena, value);
}

static size_t
on_header(char *p, size_t size, size_t count, void *ctx)
{
	struct transfer *t = ctx;
	struct str line = str_of(p, size * count);
	size_t colon = str_find(line, ':');
	long status = 0;

	if (str_starts(line, STR("HTTP/"))) {
		/* Those of 100 Continue, or of a proxy, do not count. */
		for (size_t i = 0; i < HTTP_HEADERS; i++)
			t->answer->headers[i] = STR("");
	} else if (str_trim(line).n == 0) {
		curl_easy_getinfo(t->easy, CURLINFO_RESPONSE_CODE, &status);
		t->head_done = status >= 200;
	} else if (colon < line.n) {
		keep_header(t, str_of(line.p, colon),
		    str_trim(str_from(line, colon + 1)));
	}
	return size * count;
}

static int
on_progress(void *ctx, curl_off_t to_come, curl_off_t come, curl_off_t to_go,
    curl_off_t gone)
{
	struct transfer *t = ctx;

	(void)to_come;
	(void)to_go;
	t->sent = (uint64_t)gone;
	if (come + gone != t->moved) {
		t->moved = come + gone;
		t->active = http_now(t->http);
	}
	return 0;
}

static void
trace_lines(struct transfer *t, char direction, struct str text)
{
	struct str line;

	while (str_split(&text, '\n', &line))
		trace_head(
		    t->http->o.trace, t->id, direction, line, t->r.foreign);
}

static int
on_debug(CURL *easy, curl_infotype type, char *p, size_t n, void *ctx)
{
	struct transfer *t = ctx;

	(void)easy;
	if (type == CURLINFO_HEADER_OUT)
		trace_lines(t, '>', str_of(p, n));
	else if (type == CURLINFO_HEADER_IN)
		trace_lines(t, '<', str_of(p, n));
	else if (type == CURLINFO_TEXT)
		trace_lines(t, '*', str_of(p, n));
	return 0;
}

static void
set_callbacks(struct transfer *t)
{
	CURL *e = t->easy;

	curl_easy_setopt(e, CURLOPT_PRIVATE, t);
	curl_easy_setopt(e, CURLOPT_ERRORBUFFER, t->said);
	curl_easy_setopt(e, CURLOPT_READFUNCTION, on_read);
	curl_easy_setopt(e, CURLOPT_READDATA, t);
	curl_easy_setopt(e, CURLOPT_SEEKFUNCTION, on_seek);
	curl_easy_setopt(e, CURLOPT_SEEKDATA, t);
	curl_easy_setopt(e, CURLOPT_WRITEFUNCTION, on_write);
	curl_easy_setopt(e, CURLOPT_WRITEDATA, t);
	curl_easy_setopt(e, CURLOPT_HEADERFUNCTION, on_header);
	curl_easy_setopt(e, CURLOPT_HEADERDATA, t);
	curl_easy_setopt(e, CURLOPT_XFERINFOFUNCTION, on_progress);
	curl_easy_setopt(e, CURLOPT_XFERINFODATA, t);
	curl_easy_setopt(e, CURLOPT_NOPROGRESS, 0L);
	if (t->http->o.trace == NULL)
		return;
	curl_easy_setopt(e, CURLOPT_VERBOSE, 1L);
	curl_easy_setopt(e, CURLOPT_DEBUGFUNCTION, on_debug);
	curl_easy_setopt(e, CURLOPT_DEBUGDATA, t);
}

static void
trace_request(struct transfer *t)
{
	struct buf b;

	if (t->http->o.trace == NULL)
		return;
	trace_body(t->http->o.trace, t->id, '>', t->r.body.head);
	if (t->r.body.fd < 0)
		return;
	buf_init(&b, BUF_NO_MAX);
	buf_printf(&b, "%llu bytes of a file, from %llu on",
	    (unsigned long long)t->r.body.n, (unsigned long long)t->r.body.off);
	trace_body(t->http->o.trace, t->id, '*', buf_str(&b));
	buf_free(&b);
}

void
transfer_begin(struct transfer *t)
{
	t->easy = curl_easy_init();
	if (t->easy == NULL)
		diag_die(STATUS_IO, "out of memory");
	t->said[0] = '\0';
	t->at = t->sent = 0;
	t->moved = 0;
	t->skip = t->given;
	t->broken = BREAK_NONE;
	t->head_done = false;
	t->total = body_size(&t->r.body);
	t->tried = t->active = http_now(t->http);
	/* Time in the queue does not count. */
	if (t->answer->tries++ == 0 && t->redirects == 0)
		t->began = t->active;
	buf_clear(&t->answer->body);
	t->answer->status = 0;
	t->answer->cut = false;
	handle_set(t);
	set_callbacks(t);
	trace_request(t);
	if (curl_multi_add_handle(t->http->multi, t->easy) != CURLM_OK)
		diag_die(STATUS_IO, "out of memory");
	t->http->running++;
	t->state = TRANSFER_RUNNING;
}

void
transfer_leave(struct transfer *t)
{
	if (t->easy == NULL)
		return;
	curl_multi_remove_handle(t->http->multi, t->easy);
	curl_easy_cleanup(t->easy);
	t->easy = NULL;
	t->http->running--;
}
