/* SPDX-License-Identifier: MIT */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>

#include "common/json/jsonw.h"
#include "common/net/apicall.h"
#include "common/net/url.h"

/* How many of the newest objects are looked at. */
enum { NEWEST = 100, PAGES = 10 };

void
apicall_mark_free(struct apicall_mark *m)
{
	free(m->ids);
	arena_free(&m->arena);
	*m = (struct apicall_mark){.newest = API_NO_NUMBER};
}

void
apicall_mark_add(struct apicall_mark *m, struct str id, int64_t created_at)
{
	m->ids = mem_resize(m->ids, m->n + 1, sizeof(*m->ids));
	m->ids[m->n++] = arena_copy(&m->arena, id);
	if (created_at > m->newest)
		m->newest = created_at;
}

bool
apicall_mark_is_new(
    const struct apicall_mark *m, struct str id, int64_t created_at)
{
	if (created_at != API_NO_NUMBER && created_at < m->newest)
		return false;
	for (size_t i = 0; i < m->n; i++)
		if (str_eq(m->ids[i], id))
			return false;
	return true;
}

static bool
file_url(struct api *a, struct str id, const char *more, struct buf *url,
    struct fault *f)
{
	struct apicall_path path = {a->kind->files, id, more};

	return apicall_url(a, &path, url, f);
}

/* Hands the entries of a list on as files. */
struct each_file {
	const struct api_kind *kind;
	bool (*each)(void *ctx, const struct api_file *file);
	void *ctx;
};

static bool
on_file(void *ctx, struct apicall_value v)
{
	struct each_file *e = ctx;
	struct api_file file;
	struct arena arena;
	bool more;

	arena_init(&arena);
	apiread_file(e->kind, v, &arena, &file);
	more = e->each(e->ctx, &file);
	arena_free(&arena);
	return more;
}

static bool
list_files(struct api *a, struct str purpose, unsigned limit,
    bool (*each)(void *ctx, const struct api_file *file), void *ctx,
    struct fault *f)
{
	struct each_file e = {a->kind, each, ctx};
	struct buf url;
	char number[16];
	bool ok;

	buf_init(&url, BUF_NO_MAX);
	ok = file_url(a, str_of(NULL, 0), NULL, &url, f);
	if ((a->kind->can & API_PAGES) != 0) {
		if (purpose.n > 0)
			url_add_query(&url, STR("purpose"), purpose);
		if (limit > 0) {
			snprintf(number, sizeof(number), "%u", limit);
			url_add_query(&url, STR("limit"), str_c(number));
		}
	}
	ok = ok && apicall_list(a, &url, on_file, &e, f);
	buf_free(&url);
	return ok;
}

bool
api_files(struct api *a, struct str purpose,
    bool (*each)(void *ctx, const struct api_file *file), void *ctx,
    struct fault *f)
{
	return list_files(a, purpose, 0, each, ctx, f) && apicall_ended(a, f);
}

bool
api_file(struct api *a, struct str id, struct arena *arena,
    struct api_file *file, struct fault *f)
{
	struct apicall_value v;
	struct http_request r;
	struct buf url;
	bool ok;

	buf_init(&url, BUF_NO_MAX);
	ok = file_url(a, id, NULL, &url, f);
	r = apicall_request("GET", &url);
	ok = ok && apicall(a, &r, arena, &v, f);
	if (ok)
		apiread_file(a->kind, v, arena, file);
	if (ok && file->id.n == 0)
		ok = fault_set(f, STATUS_REFUSED, 0, "the answer is no file");
	ok = ok && apicall_same(a, id, file->id, f);
	buf_free(&url);
	return ok;
}

static bool
is_deleted(const struct apicall_value *v, struct fault *f)
{
	const struct json *deleted = json_get(v->v, "deleted");

	return !json_is_bool(deleted) || deleted->truth ||
	    fault_set(f, STATUS_REFUSED, 0,
		"the server says that it has not deleted it");
}

bool
api_file_delete(struct api *a, struct str id, struct arena *arena,
    struct str *json, struct fault *f)
{
	struct http_answer *answer = NULL;
	struct apicall_value v;
	struct http_request r;
	struct buf url;
	bool ok;

	*json = STR("");
	buf_init(&url, BUF_NO_MAX);
	ok = file_url(a, id, NULL, &url, f);
	r = apicall_request("DELETE", &url);
	ok = ok && http_do(a->http, &r, &answer, f);
	/* Some answer 204, and no more. */
	if (ok && answer->body.n > 0) {
		ok = apicall_read(answer, arena, &v, f) && is_deleted(&v, f);
		if (ok)
			*json = apiread_line(v, arena);
	}
	http_answer_free(answer);
	buf_free(&url);
	return ok;
}

bool
api_file_content(struct api *a, struct str id,
    bool (*sink)(void *ctx, struct str piece), void *ctx, struct fault *f)
{
	struct http_answer *answer = NULL;
	struct http_request r;
	struct buf url;
	bool ok;

	buf_init(&url, BUF_NO_MAX);
	ok = file_url(a, id, "/content", &url, f);
	r = apicall_request("GET", &url);
	r.accept = "application/binary";
	r.sink = sink;
	r.ctx = ctx;
	r.total = -1;
	ok = ok && http_do(a->http, &r, &answer, f);
	http_answer_free(answer);
	buf_free(&url);
	return ok;
}

/* A file on its way to the server. */
struct sending {
	const struct api_send *send;
	struct apicall_mark mark;
	unsigned seen;
	struct arena *arena;
	struct api_file *file; /* as it was found */
	bool found;
};

static bool
mark_file(void *ctx, const struct api_file *file)
{
	struct sending *s = ctx;

	apicall_mark_add(&s->mark, file->id, file->created_at);
	return ++s->seen < NEWEST;
}

static bool
is_ours(void *ctx, const struct api_file *file)
{
	struct sending *s = ctx;

	if (!str_eq(file->filename, s->send->name) ||
	    file->bytes != (int64_t)s->send->n ||
	    !apicall_mark_is_new(&s->mark, file->id, file->created_at))
		return ++s->seen < NEWEST * PAGES;
	s->found = true;
	s->file->id = arena_copy(s->arena, file->id);
	return false;
}

/* Looks for the file among the newest, and reads it. */
static bool
look_for_file(struct api *a, void *ctx, bool *found, struct fault *f)
{
	struct sending *s = ctx;

	s->seen = 0;
	if (!list_files(a, s->send->purpose, NEWEST, is_ours, s, f))
		return false;
	*found = s->found;
	return !s->found || api_file(a, s->file->id, s->arena, s->file, f);
}

/* Sends what makes a file, once, and reads the file; the answer has it under
 * `member`, or is it. */
static bool
make_file(struct api *a, struct sending *s, const struct http_request *r,
    const char *member, struct fault *f)
{
	struct apicall_once once = {
	    .r = *r, .what = "the file", .look = look_for_file, .ctx = s};
	struct apicall_value v;
	bool ok;

	s->mark.newest = API_NO_NUMBER;
	ok = list_files(a, s->send->purpose, NEWEST, mark_file, s, f) &&
	    apicall_once(a, &once, s->arena, &v, f);
	apicall_mark_free(&s->mark);
	if (!ok)
		return false;
	if (v.v != NULL && member != NULL)
		v.v = json_get(v.v, member);
	if (v.v != NULL && json_is_object(v.v))
		apiread_file(a->kind, v, s->arena, s->file);
	if (!apicall_is_id(s->file->id))
		return fault_set(f, STATUS_REFUSED, 0,
		    "the answer tells nothing of the file");
	if (s->file->bytes == API_NO_NUMBER ||
	    s->file->bytes == (int64_t)s->send->n)
		return true;
	return fault_set(f, STATUS_INPUT, 0,
	    "the server has %" PRId64 " bytes of the %" PRIu64
	    " that were sent, as %.*s",
	    s->file->bytes, s->send->n, STR_ARGS(s->file->id));
}

static bool
send_form(struct api *a, struct sending *s, struct fault *f)
{
	const struct api_send *send = s->send;
	struct http_request r;
	struct multipart form;
	struct buf url;
	bool ok;

	buf_init(&url, BUF_NO_MAX);
	multipart_init(&form, a->world);
	multipart_file(&form, "file", send->name, send->fd, 0, send->n);
	multipart_field(&form, "purpose", send->purpose);
	ok = file_url(a, str_of(NULL, 0), NULL, &url, f);
	r = apicall_request("POST", &url);
	r.type = multipart_type(&form);
	r.body = multipart_body(&form);
	r.once = true;
	r.expect = true;
	r.total = -1;
	ok = ok && make_file(a, s, &r, NULL, f);
	multipart_free(&form);
	buf_free(&url);
	return ok;
}

/* Where the file is to be put, and what its id will be. */
static bool
ask_where(struct api *a, const struct sending *s, struct buf *to,
    struct str *id, struct fault *f)
{
	struct http_answer *answer = NULL;
	struct http_request r;
	struct buf url;
	bool ok;

	buf_init(&url, BUF_NO_MAX);
	ok = file_url(a, str_of(NULL, 0), NULL, &url, f);
	url_add_query(&url, STR("file_name"), s->send->name);
	url_add_query(&url, STR("file_type"), STR("jsonl"));
	url_add_query(&url, STR("purpose"), s->send->purpose);
	r = apicall_request("POST", &url);
	r.no_follow = true;
	ok = ok && http_do(a->http, &r, &answer, f);
	if (ok) {
		*id = arena_copy(s->arena, answer->headers[HTTP_FILE_ID]);
		ok = url_resolve(
		    to, buf_str(&url), answer->headers[HTTP_LOCATION]);
		if (!ok || id->n == 0)
			ok = fault_set(f, STATUS_REFUSED, 0,
			    "the server does not say where the file goes");
	}
	http_answer_free(answer);
	buf_free(&url);
	return ok;
}

static bool
put_file(struct api *a, const struct api_send *send, const struct buf *to,
    struct fault *f)
{
	struct http_answer *answer = NULL;
	struct http_request r = apicall_request("PUT", to);
	bool ok;

	r.type = "application/octet-stream";
	r.body = (struct body){.fd = send->fd, .n = send->n};
	r.foreign = true;
	r.total = -1;
	ok = http_do(a->http, &r, &answer, f);
	http_answer_free(answer);
	return ok;
}

/* Where redirects say so: the file goes to some storage, and then the service
 * is told.  That may be said twice. */
static bool
send_by_redirect(struct api *a, struct sending *s, struct fault *f)
{
	struct apicall_value v;
	struct http_request r;
	struct buf to, url;
	struct str id;
	bool ok;

	buf_init(&to, BUF_NO_MAX);
	buf_init(&url, BUF_NO_MAX);
	ok = ask_where(a, s, &to, &id, f) && put_file(a, s->send, &to, f) &&
	    file_url(a, id, "/preprocess", &url, f);
	r = apicall_request("POST", &url);
	if (ok && apicall(a, &r, s->arena, &v, f))
		apiread_file(a->kind, v, s->arena, s->file);
	else if (ok) /* the first time may have done it, without an answer */
		ok = f->status == STATUS_REFUSED &&
		    api_file(a, id, s->arena, s->file, &(struct fault){0}) &&
		    s->file->bytes == (int64_t)s->send->n;
	buf_free(&to);
	buf_free(&url);
	return ok;
}

bool
api_file_send(struct api *a, const struct api_send *send, struct arena *arena,
    struct api_file *file, struct fault *f)
{
	struct sending s = {.send = send, .arena = arena, .file = file};

	if (str_is(a->kind->uploads, "redirect"))
		return send_by_redirect(a, &s, f);
	return send_form(a, &s, f);
}

bool
api_upload_complete(struct api *a, struct str upload,
    const struct api_send *send, const struct str *parts, size_t nparts,
    struct str md5, struct arena *arena, struct api_file *file, struct fault *f)
{
	struct sending s = {.send = send, .arena = arena, .file = file};
	struct apicall_path path = {a->kind->uploads, upload, "/complete"};
	struct buf body, url;
	struct http_request r;
	struct jsonw w;
	bool ok;

	buf_init(&body, BUF_NO_MAX);
	buf_init(&url, BUF_NO_MAX);
	jsonw_init(&w, &body);
	jsonw_object(&w);
	jsonw_key(&w, "part_ids");
	jsonw_array(&w);
	for (size_t i = 0; i < nparts; i++)
		jsonw_str(&w, parts[i]);
	jsonw_end(&w);
	if (md5.n > 0) {
		jsonw_key(&w, "md5");
		jsonw_str(&w, md5);
	}
	jsonw_end(&w);
	ok = apicall_url(a, &path, &url, f);
	r = apicall_request("POST", &url);
	r.type = "application/json";
	r.body = BODY_OF(buf_str(&body));
	r.once = true;
	ok = ok && make_file(a, &s, &r, "file", f);
	buf_free(&body);
	buf_free(&url);
	return ok;
}
