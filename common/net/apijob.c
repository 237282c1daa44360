/* SPDX-License-Identifier: MIT */
#include "common/net/apicall.h"
#include "common/net/url.h"

/* How many of the newest jobs are looked at. */
enum { NEWEST = 100, PAGES = 5 };

static bool
job_url(struct api *a, struct str id, const char *more, struct buf *url,
    struct fault *f)
{
	struct apicall_path path = {a->kind->jobs, id, more};

	return apicall_url(a, &path, url, f);
}

static void
add_limit(const struct api *a, struct buf *url)
{
	if ((a->kind->can & API_PAGES) != 0)
		url_add_query(url, STR("limit"), STR("100"));
}

struct each_job {
	const struct api_kind *kind;
	bool (*each)(void *ctx, const struct api_job *job);
	void *ctx;
};

static bool
on_job(void *ctx, struct apicall_value v)
{
	struct each_job *e = ctx;
	struct api_job job;
	struct arena arena;
	bool more;

	arena_init(&arena);
	apiread_job(e->kind, v, &arena, &job);
	more = e->each(e->ctx, &job);
	arena_free(&arena);
	return more;
}

static bool
list_jobs(struct api *a, bool (*each)(void *ctx, const struct api_job *job),
    void *ctx, struct fault *f)
{
	struct each_job e = {a->kind, each, ctx};
	struct buf url;
	bool ok;

	buf_init(&url, BUF_NO_MAX);
	ok = job_url(a, str_of(NULL, 0), NULL, &url, f);
	add_limit(a, &url);
	ok = ok && apicall_list(a, &url, on_job, &e, f);
	buf_free(&url);
	return ok;
}

bool
api_jobs(struct api *a, bool (*each)(void *ctx, const struct api_job *job),
    void *ctx, struct fault *f)
{
	return list_jobs(a, each, ctx, f) && apicall_ended(a, f);
}

struct each_event {
	bool (*each)(void *ctx, const struct api_event *event);
	void *ctx;
};

static bool
on_event(void *ctx, struct apicall_value v)
{
	struct each_event *e = ctx;
	struct api_event event;
	struct arena arena;
	bool more;

	arena_init(&arena);
	apiread_event(v, &arena, &event);
	more = e->each(e->ctx, &event);
	arena_free(&arena);
	return more;
}

bool
api_events(struct api *a, struct str job,
    bool (*each)(void *ctx, const struct api_event *event), void *ctx,
    struct fault *f)
{
	struct each_event e = {each, ctx};
	struct buf url;
	bool ok;

	if (!api_can(a, API_EVENTS, "tell a job's events", f))
		return false;
	buf_init(&url, BUF_NO_MAX);
	ok = job_url(a, job, "/events", &url, f);
	add_limit(a, &url);
	ok =
	    ok && apicall_list(a, &url, on_event, &e, f) && apicall_ended(a, f);
	buf_free(&url);
	return ok;
}

struct each_checkpoint {
	bool (*each)(void *ctx, const struct api_checkpoint *checkpoint);
	void *ctx;
};

static bool
on_checkpoint(void *ctx, struct apicall_value v)
{
	struct each_checkpoint *e = ctx;
	struct api_checkpoint checkpoint;
	struct arena arena;
	bool more;

	arena_init(&arena);
	apiread_checkpoint(v, &arena, &checkpoint);
	more = e->each(e->ctx, &checkpoint);
	arena_free(&arena);
	return more;
}

bool
api_checkpoints(struct api *a, struct str job,
    bool (*each)(void *ctx, const struct api_checkpoint *checkpoint), void *ctx,
    struct fault *f)
{
	struct each_checkpoint e = {each, ctx};
	struct buf url;
	bool ok;

	if (!api_can(a, API_CHECKPOINTS, "tell a job's checkpoints", f))
		return false;
	buf_init(&url, BUF_NO_MAX);
	ok = job_url(a, job, "/checkpoints", &url, f) &&
	    apicall_list(a, &url, on_checkpoint, &e, f) && apicall_ended(a, f);
	buf_free(&url);
	return ok;
}

/* Does it say that it is something else?  Services have several words for a
 * job. */
static bool
is_job(const struct apicall_value *v, struct fault *f)
{
	struct str object = apiread_text(v->v, "object");

	if (apiread_text(v->v, "id").n > 0 &&
	    (object.n == 0 || str_search(object, STR("job")) < object.n ||
		str_search(object, STR("tun")) < object.n))
		return true;
	return fault_set(f, STATUS_REFUSED, 0, "the answer is no job");
}

/* A call of one job whose answer is the job. */
static bool
call_job(struct api *a, const char *method, struct str id, const char *more,
    struct arena *arena, struct api_job *job, struct fault *f)
{
	struct apicall_value v;
	struct http_request r;
	struct buf url;
	bool ok;

	buf_init(&url, BUF_NO_MAX);
	ok = job_url(a, id, more, &url, f);
	r = apicall_request(method, &url);
	ok = ok && apicall(a, &r, arena, &v, f) && is_job(&v, f) &&
	    apicall_same(a, id, apiread_text(v.v, "id"), f);
	if (ok)
		apiread_job(a->kind, v, arena, job);
	buf_free(&url);
	return ok;
}

bool
api_job(struct api *a, struct str id, struct arena *arena, struct api_job *job,
    struct fault *f)
{
	return call_job(a, "GET", id, NULL, arena, job, f);
}

bool
api_job_cancel(struct api *a, struct str id, struct arena *arena,
    struct api_job *job, struct fault *f)
{
	if (!api_can(a, API_CANCEL, "cancel a job", f))
		return false;
	if (call_job(a, "POST", id, "/cancel", arena, job, f))
		return true;
	/* A job that has ended needs no cancelling, and one whose first
	 * cancelling got no answer is refused a second. */
	return f->status == STATUS_REFUSED &&
	    api_job(a, id, arena, job, &(struct fault){0}) &&
	    apis_is_end(job->state);
}

bool
api_job_pause(struct api *a, struct str id, bool resume, struct arena *arena,
    struct api_job *job, struct fault *f)
{
	if (!api_can(a, API_PAUSE, resume ? "resume a job" : "pause a job", f))
		return false;
	if (call_job(
		a, "POST", id, resume ? "/resume" : "/pause", arena, job, f))
		return true;
	/* The same as for cancelling. */
	return f->status == STATUS_REFUSED &&
	    api_job(a, id, arena, job, &(struct fault){0}) &&
	    (resume ? job->state == API_WAITING || job->state == API_RUNNING
		    : job->state == API_PAUSED);
}

/* A job on its way. */
struct creating {
	const struct api_create *create;
	struct apicall_mark mark;
	bool by_key; /* the service keeps metadata */
	unsigned seen;
	struct arena *arena;
	struct api_job *job;
	bool found;
};

static bool
mark_job(void *ctx, const struct api_job *job)
{
	struct creating *c = ctx;

	apicall_mark_add(&c->mark, job->id, job->created_at);
	return ++c->seen < NEWEST;
}

static bool
is_same(const struct creating *c, const struct api_job *job)
{
	if (c->by_key)
		return str_eq(
		    apiread_text(json_get(job->value, "metadata"), API_JOB_KEY),
		    c->create->key);
	return str_eq(job->training_file, c->create->training_file) &&
	    (c->create->suffix.n == 0 || job->suffix.n == 0 ||
		str_eq(job->suffix, c->create->suffix)) &&
	    apicall_mark_is_new(&c->mark, job->id, job->created_at);
}

static bool
is_ours(void *ctx, const struct api_job *job)
{
	struct creating *c = ctx;

	if (!is_same(c, job))
		return ++c->seen < NEWEST * PAGES;
	c->found = true;
	c->job->id = arena_copy(c->arena, job->id);
	return false;
}

static bool
look_for_job(struct api *a, void *ctx, bool *found, struct fault *f)
{
	struct creating *c = ctx;

	c->seen = 0;
	if (!list_jobs(a, is_ours, c, f))
		return false;
	*found = c->found;
	return !c->found || api_job(a, c->job->id, c->arena, c->job, f);
}

static struct http_request
json_request(const struct buf *url, struct str body)
{
	struct http_request r = apicall_request("POST", url);

	r.type = "application/json";
	r.body = BODY_OF(body);
	return r;
}

bool
api_job_create(struct api *a, const struct api_create *create,
    struct arena *arena, struct api_job *job, struct fault *f)
{
	struct creating c = {.create = create,
	    .by_key = (a->kind->can & API_METADATA) != 0,
	    .mark = {.newest = API_NO_NUMBER},
	    .arena = arena,
	    .job = job};
	struct apicall_once once = {
	    .what = "the job", .look = look_for_job, .ctx = &c};
	const char *extra[2] = {NULL, NULL};
	struct apicall_value v;
	struct buf url, header;
	bool ok;

	buf_init(&url, BUF_NO_MAX);
	buf_init(&header, BUF_NO_MAX);
	buf_printf(&header, "Idempotency-Key: %.*s", STR_ARGS(create->key));
	extra[0] = create->key.n > 0 ? buf_cstr(&header) : NULL;
	ok = job_url(a, str_of(NULL, 0), NULL, &url, f) &&
	    (c.by_key || list_jobs(a, mark_job, &c, f));
	once.r = json_request(&url, create->body);
	once.r.extra = extra;
	once.r.once = true;
	ok = ok && apicall_once(a, &once, arena, &v, f);
	if (ok && v.v != NULL)
		apiread_job(a->kind, v, arena, job);
	if (ok && !apicall_is_id(job->id))
		ok = fault_set(
		    f, STATUS_REFUSED, 0, "the answer gives the job no id");
	apicall_mark_free(&c.mark);
	buf_free(&header);
	buf_free(&url);
	return ok;
}

bool
api_job_estimate(
    struct api *a, struct str body, double *dollars, struct fault *f)
{
	struct apicall_path path = {.start = a->kind->estimate};
	struct apicall_value v;
	struct http_request r;
	struct arena arena;
	struct buf url;
	bool ok;

	if (a->kind->estimate.n == 0)
		return fault_set(f, STATUS_USAGE, 0,
		    "%.*s has no way to estimate a price",
		    STR_ARGS(a->kind->title));
	arena_init(&arena);
	buf_init(&url, BUF_NO_MAX);
	ok = apicall_url(a, &path, &url, f);
	r = json_request(&url, body);
	ok = ok && apicall(a, &r, &arena, &v, f);
	if (ok && !json_real(json_get(v.v, "estimated_total_price"), dollars))
		ok = fault_set(
		    f, STATUS_REFUSED, 0, "the answer tells no price");
	buf_free(&url);
	arena_free(&arena);
	return ok;
}
