/* SPDX-License-Identifier: MIT */
#include "common/json/jsonw.h"
#include "common/net/apicall.h"

static bool
has_parts(const struct api *a, struct fault *f)
{
	if (str_starts(a->kind->uploads, STR("/")))
		return true;
	return fault_set(f, STATUS_USAGE, 0,
	    "%.*s has no way to take a file in parts",
	    STR_ARGS(a->kind->title));
}

static void
read_upload(const struct api *a, struct apicall_value v, struct arena *arena,
    struct api_upload *upload)
{
	const struct json *file = json_get(v.v, "file");

	*upload = (struct api_upload){
	    .id = apiread_text(v.v, "id"),
	    .status = apiread_text(v.v, "status"),
	    .created_at = apiread_number(v.v, "created_at"),
	    .expires_at = apiread_number(v.v, "expires_at"),
	    .json = apiread_line(v, arena),
	};
	if (json_is_object(file))
		apiread_file(a->kind, (struct apicall_value){v.text, file},
		    arena, &upload->file);
}

/* An upload that nobody completes costs nothing and goes away by itself, so
 * the request may be sent again. */
bool
api_upload(struct api *a, const struct api_send *send, struct arena *arena,
    struct api_upload *upload, struct fault *f)
{
	struct apicall_path path = {.start = a->kind->uploads};
	struct apicall_value v;
	struct http_request r;
	struct buf body, url;
	struct jsonw w;
	bool ok;

	if (!has_parts(a, f))
		return false;
	buf_init(&body, BUF_NO_MAX);
	buf_init(&url, BUF_NO_MAX);
	jsonw_init(&w, &body);
	jsonw_object(&w);
	jsonw_key(&w, "filename");
	jsonw_str(&w, send->name);
	jsonw_key(&w, "purpose");
	jsonw_str(&w, send->purpose);
	jsonw_key(&w, "bytes");
	jsonw_u64(&w, send->n);
	jsonw_key(&w, "mime_type");
	jsonw_str(&w, STR("application/jsonl"));
	jsonw_end(&w);
	ok = apicall_url(a, &path, &url, f);
	r = apicall_request("POST", &url);
	r.type = "application/json";
	r.body = BODY_OF(buf_str(&body));
	ok = ok && apicall(a, &r, arena, &v, f);
	if (ok) {
		read_upload(a, v, arena, upload);
		if (upload->id.n == 0)
			ok = fault_set(f, STATUS_REFUSED, 0,
			    "the answer gives the upload no id");
	}
	buf_free(&body);
	buf_free(&url);
	return ok;
}

bool
api_upload_cancel(struct api *a, struct str id, struct fault *f)
{
	struct apicall_path path = {a->kind->uploads, id, "/cancel"};
	struct apicall_value v;
	struct http_request r;
	struct arena arena;
	struct buf url;
	bool ok;

	arena_init(&arena);
	buf_init(&url, BUF_NO_MAX);
	ok = apicall_url(a, &path, &url, f);
	r = apicall_request("POST", &url);
	ok = ok && apicall(a, &r, &arena, &v, f);
	buf_free(&url);
	arena_free(&arena);
	return ok;
}

/* A part whose answer was lost is sent again, and left out of the list: the
 * server counts only what is listed. */
bool
api_part_start(struct api *a, struct str upload, int fd, uint64_t off,
    uint64_t n, struct api_part *part, void *ctx, struct fault *f)
{
	struct apicall_path path = {a->kind->uploads, upload, "/parts"};
	struct http_request r;
	struct buf url;
	bool ok;

	buf_init(&url, BUF_NO_MAX);
	multipart_init(&part->form, a->world);
	multipart_file(&part->form, "data", STR("data"), fd, off, n);
	ok = apicall_url(a, &path, &url, f);
	if (ok) {
		r = apicall_request("POST", &url);
		r.type = multipart_type(&part->form);
		r.body = multipart_body(&part->form);
		r.total = -1;
		r.ctx = ctx;
		http_start(a->http, &r);
	} else {
		multipart_free(&part->form);
	}
	buf_free(&url);
	return ok;
}

void
api_part_free(struct api_part *part)
{
	multipart_free(&part->form);
}

bool
api_part_answer(const struct http_answer *answer, struct arena *arena,
    struct str *id, struct fault *f)
{
	struct apicall_value v;

	if (answer->end != HTTP_DONE) {
		if (f != NULL)
			*f = answer->fault;
		return false;
	}
	if (!apicall_read(answer, arena, &v, f))
		return false;
	*id = apiread_text(v.v, "id");
	return id->n > 0 ||
	    fault_set(f, STATUS_REFUSED, 0, "the answer gives the part no id");
}
