/* SPDX-License-Identifier: MIT */
#include "common/upload/upload.h"

#include <inttypes.h>

#include "common/base/num.h"
#include "common/market/market.h"
#include "common/upload/steps.h"

/* Milliseconds. */
enum { POLL_FIRST = 500, POLL_MOST = 5000, POLL_DIGEST = 10, POLL_LOCK = 200 };

void
upload_init(struct upload *u, struct api *api, const struct upload_options *o)
{
	*u = (struct upload){.api = api, .o = *o};
}

static int64_t
now(const struct upload *u)
{
	return u->api->world->now(u->api->world->ctx);
}

void
step_tell(const struct step *st, enum level level, const char *fmt, ...)
{
	struct buf text;
	va_list ap;

	if (st->u->o.tell == NULL)
		return;
	progress_stop(&st->u->progress);
	buf_init(&text, BUF_NO_MAX);
	va_start(ap, fmt);
	buf_vprintf(&text, fmt, ap);
	va_end(ap);
	st->u->o.tell(st->s->path, level, buf_cstr(&text));
	buf_free(&text);
}

void
step_kept(struct step *st, bool kept, const struct fault *why)
{
	if (kept || st->u->warned_record)
		return;
	st->u->warned_record = true;
	step_tell(st, LEVEL_WARNING,
	    "a later run will not know what was sent: %s", why->text);
}

bool
step_digest(
    const struct step *st, struct digest *d, struct str *text, struct fault *f)
{
	while (!digest_is_done(d))
		if (!http_pause(st->u->api->http, POLL_DIGEST))
			return fault_set(f, STATUS_TEMPORARY, 0, "interrupted");
	*text = str_c(d->text);
	return digest_take(d, f);
}

void
step_begin(struct step *st, uint64_t bytes, int64_t life)
{
	struct upload *u = st->u;

	u->source = st->s;
	u->before = http_sent(u->api->http);
	u->pace = (struct pace){.began = now(u), .life = life, .total = bytes};
	u->warned_late = false;
	progress_start(&u->progress, u->o.progress, bytes);
	u->sending = true;
}

void
step_end(struct step *st)
{
	st->u->sending = false;
	progress_stop(&st->u->progress);
}

struct api_send
step_send(const struct step *st)
{
	return (struct api_send){.name = buf_str(&st->s->name),
	    .purpose = st->u->o.purpose,
	    .fd = st->s->fd,
	    .n = st->s->size};
}

/* Warns, once, when the upload will not live long enough. */
static void
watch_pace(struct upload *u, uint64_t sent)
{
	struct step st = {.u = u, .s = (struct source *)u->source};
	int64_t at = now(u);
	struct buf rest, left;

	if (u->warned_late || pace_judge(&u->pace, sent, at) == PACE_FINE)
		return;
	u->warned_late = true;
	buf_init(&rest, BUF_NO_MAX);
	buf_init(&left, BUF_NO_MAX);
	pace_write_time(&rest, pace_rest(&u->pace, sent, at));
	pace_write_time(&left, u->pace.life - (at - u->pace.began));
	step_tell(&st, LEVEL_WARNING,
	    "too slow: at this rate the rest takes %s, but the upload ends in "
	    "%s",
	    buf_cstr(&rest), buf_cstr(&left));
	buf_free(&rest);
	buf_free(&left);
}

void
upload_tick(void *ctx)
{
	struct upload *u = ctx;
	uint64_t sent;

	if (!u->sending)
		return;
	sent = http_sent(u->api->http);
	sent = sent > u->before ? sent - u->before : 0;
	progress_show(
	    &u->progress, sent < u->pace.total ? sent : u->pace.total);
	if (u->pace.life > 0)
		watch_pace(u, sent);
}

/* The API takes fewer purposes in parts than in one request. */
static bool
check_purpose(const struct step *st, struct fault *f)
{
	static const char taken[] = "assistants,batch,fine-tune,vision";
	const struct api_kind *kind = st->u->api->kind;

	/* Of the others it is not known what they take. */
	if (!str_is(kind->name, "openai") && !str_is(kind->name, "azure"))
		return true;
	return market_lists(str_c(taken), st->u->o.purpose) ||
	    fault_set(f, STATUS_USAGE, 0,
		"%.*s takes no file in parts for %.*s, but for %s",
		STR_ARGS(kind->title), STR_ARGS(st->u->o.purpose), taken);
}

/* Does it go in parts?  False when it cannot go at all. */
static bool
choose_way(struct step *st, bool *parts, struct fault *f)
{
	const struct api_kind *kind = st->u->api->kind;
	bool has_parts = str_starts(kind->uploads, STR("/"));
	uint64_t most = has_parts ? kind->upload_max : kind->whole_max;

	if (st->u->o.parts && !has_parts)
		return fault_set(f, STATUS_USAGE, 0,
		    "%.*s has no way to take a file in parts",
		    STR_ARGS(kind->title));
	if (st->s->size == 0)
		return fault_set(f, STATUS_INPUT, 0, "it is empty");
	if (most > 0 && st->s->size > most)
		return fault_set(f, STATUS_NO, 0,
		    "%" PRIu64 " bytes are more than the %" PRIu64
		    " that %.*s takes",
		    st->s->size, most, STR_ARGS(kind->title));
	*parts = has_parts &&
	    (st->u->o.parts ||
		(kind->whole_max > 0 && st->s->size > kind->whole_max));
	return !*parts || check_purpose(st, f);
}

/* A file that changed while it was sent is a mixture that nobody wants. */
static bool
check_unchanged(struct step *st, struct fault *f)
{
	struct arena arena;
	struct fault why;
	struct str json;
	bool gone;

	if (source_is_unchanged(st->s, f))
		return true;
	arena_init(&arena);
	gone = api_file_delete(st->u->api, st->file->id, &arena, &json, &why);
	arena_free(&arena);
	if (gone)
		return fault_set(f, STATUS_IO, 0,
		    "it changed while it was sent; what the server got was "
		    "deleted");
	return fault_set(f, STATUS_IO, 0,
	    "it changed while it was sent; what the server got is %.*s, which "
	    "cannot be deleted: %.200s",
	    STR_ARGS(st->file->id), why.text);
}

static bool
send_whole(struct step *st, struct fault *f)
{
	struct api_send send = step_send(st);
	struct fault why;
	struct str hash = {0};
	bool ok;

	step_begin(st, st->s->size, 0);
	ok = api_file_send(st->u->api, &send, st->arena, st->file, f);
	step_end(st);
	if (!ok || !check_unchanged(st, f) ||
	    !step_digest(st, &st->xxh3, &hash, f))
		return false;
	step_kept(st, record_arrived(st->r, st->file->id, hash, &why), &why);
	return true;
}

static void
tell_plan(const struct step *st, bool parts)
{
	struct buf size, url;

	buf_init(&size, BUF_NO_MAX);
	buf_init(&url, BUF_NO_MAX);
	num_write_grouped(&size, st->s->size);
	buf_add_str(&url, buf_str(&st->u->api->base));
	step_tell(st, LEVEL_INFO,
	    "would send %s bytes%s to %s as %.*s, for %.*s", buf_cstr(&size),
	    parts ? " in parts" : "", buf_cstr(&url),
	    STR_ARGS(buf_str(&st->s->name)), STR_ARGS(st->u->o.purpose));
	buf_free(&size);
	buf_free(&url);
}

/* They go on while ft-lint reads the file, too. */
static void
start_digests(struct step *st, bool parts)
{
	st->summed_from = step_now(st);
	digest_start(&st->xxh3, st->s, DIGEST_XXH3);
	if (parts && st->u->o.md5 != UPLOAD_MD5_NEVER)
		digest_start(&st->md5, st->s, DIGEST_MD5);
}

/* Reads what earlier runs have left.  Where another process sends the file at
 * this moment, what it makes of it is waited for. */
static bool
take_record(struct step *st, struct fault *f)
{
	bool told = false;
	struct fault why;
	long holder;

	if (!record_open(st->r, &why)) {
		step_kept(st, false, &why);
		return true;
	}
	while (!record_lock(st->r, &holder)) {
		if (!told && holder > 0)
			step_tell(st, LEVEL_INFO,
			    "waits for process %ld, which sends it already",
			    holder);
		else if (!told)
			step_tell(st, LEVEL_INFO,
			    "waits for a process that sends it already");
		told = true;
		if (!http_pause(st->u->api->http, POLL_LOCK))
			return fault_set(f, STATUS_TEMPORARY, 0, "interrupted");
	}
	return true;
}

/* A name that the provider may not take is told before all is sent. */
static void
warn_of_name(const struct step *st)
{
	struct str name = buf_str(&st->s->name);

	if (str_is(st->u->o.purpose, "fine-tune") &&
	    !str_ends(name, STR(".jsonl")))
		step_tell(st, LEVEL_WARNING,
		    "%.*s may want a name that ends in .jsonl (--name)",
		    STR_ARGS(st->u->api->kind->title));
}

static bool
run(struct step *st, struct fault *f)
{
	bool parts = false, found = false;

	if (!choose_way(st, &parts, f))
		return false;
	warn_of_name(st);
	if (!st->u->o.dry)
		start_digests(st, parts);
	if (st->u->o.lint && str_is(st->u->o.purpose, "fine-tune") &&
	    !step_lint(st, f))
		return false;
	if (st->u->o.dry) {
		tell_plan(st, parts);
		return true;
	}
	if (!take_record(st, f))
		return false;
	if (!st->u->o.force && !step_reuse(st, &found, f))
		return false;
	if (found)
		return true;
	return parts ? step_parts(st, f) : send_whole(st, f);
}

bool
upload_file(struct upload *u, const char *path, struct arena *arena,
    struct api_file *file, struct fault *f)
{
	struct str purpose = u->o.purpose;
	struct source_wish wish = {
	    .name = u->o.name,
	    .unpack = str_is(purpose, "fine-tune") ||
		str_is(purpose, "batch") || str_is(purpose, "evals"),
	};
	struct source source;
	struct record record;
	struct step st = {
	    .u = u, .s = &source, .r = &record, .arena = arena, .file = file};
	bool ok;

	*file = (struct api_file){.bytes = API_NO_NUMBER};
	if (!source_open(&source, path, &wish, f))
		return false;
	record_init(&record, u->api, &source, purpose);
	ok = run(&st, f);
	digest_stop(&st.xxh3);
	digest_stop(&st.md5);
	record_free(&record);
	source_close(&source);
	return ok;
}

bool
upload_wait(struct upload *u, int64_t ms, struct arena *arena,
    struct api_file *file, struct fault *f)
{
	int64_t until = now(u) + ms, pause = POLL_FIRST, left;
	struct str id = file->id;

	while (!apis_is_end(file->state)) {
		left = until - now(u);
		if (left <= 0)
			return fault_set(f, STATUS_TEMPORARY, 0,
			    "still %.*s after %" PRId64 " s",
			    STR_ARGS(file->status), ms / 1000);
		if (!http_pause(u->api->http, pause < left ? pause : left))
			return fault_set(f, STATUS_TEMPORARY, 0, "interrupted");
		pause = pause * 2 < POLL_MOST ? pause * 2 : POLL_MOST;
		/* A night's outage passes; the time that we have does, too. */
		if (!api_file(u->api, id, arena, file, f) &&
		    (f->status != STATUS_TEMPORARY || now(u) >= until))
			return false;
	}
	if (file->state == API_SUCCEEDED)
		return true;
	return fault_set(f, STATUS_NO, 0, "%.*s%s%.*s", STR_ARGS(file->status),
	    file->details.n > 0 ? ": " : "",
	    (int)(file->details.n < 300 ? file->details.n : 300),
	    file->details.p == NULL ? "" : file->details.p);
}
