/* SPDX-License-Identifier: MIT */
#include <inttypes.h>
#include <stdlib.h>

#include "common/upload/steps.h"

/* Seconds; one that lives longer lives for ever. */
#define LIFE_MAX INT64_C(1000000000)

/* A part on its way. */
struct part {
	struct api_part form;
	size_t index;
};

/* An upload on its way. */
struct sending {
	struct step *st;
	size_t next;	  /* the first part that was not looked at */
	size_t in_flight; /* parts */
	uint64_t arrived; /* bytes of parts, in this run */
	bool resumed;	  /* it was begun by an earlier run */
	bool failed;
	struct fault fault; /* the first */
};

static uint64_t
part_bytes(const struct step *st, size_t i)
{
	uint64_t off = i * st->r->part_size, left = st->s->size - off;

	return left < st->r->part_size ? left : st->r->part_size;
}

static uint64_t
missing_bytes(const struct step *st)
{
	uint64_t n = 0;

	for (size_t i = 0; i < st->r->nparts; i++)
		if (st->r->parts[i].n == 0)
			n += part_bytes(st, i);
	return n;
}

static int64_t
date(const struct step *st)
{
	const struct world *w = st->u->api->world;

	return w->date(w->ctx);
}

/* Is what an earlier run has begun still of use?  The server has the last word
 * on that. */
static bool
can_resume(const struct step *st)
{
	const struct record *r = st->r;
	const char *why;

	if (r->upload.n == 0)
		return false;
	if (!str_eq(r->identity, buf_str(&st->s->identity)))
		why = "for the file has changed";
	else if (r->expires_at != API_NO_NUMBER && r->expires_at <= date(st))
		why = "for its time is over";
	else
		return true;
	step_tell(st, LEVEL_INFO, "does not go on with %.*s, %s",
	    STR_ARGS(r->upload), why);
	return false;
}

static bool
choose_part_size(const struct step *st, uint64_t *size, struct fault *f)
{
	const struct api_kind *kind = st->u->api->kind;
	uint64_t most = kind->part_max;

	*size = st->u->o.part_size > 0 ? st->u->o.part_size : most;
	if (*size == 0 || (most > 0 && *size > most))
		return fault_set(f, STATUS_USAGE, 0,
		    "%.*s takes parts of up to %" PRIu64 " bytes",
		    STR_ARGS(kind->title), most);
	if ((st->s->size - 1) / *size >= RECORD_PARTS_MAX)
		return fault_set(f, STATUS_USAGE, 0,
		    "parts of %" PRIu64 " bytes would be more than %d", *size,
		    RECORD_PARTS_MAX);
	return true;
}

/* A limit of our own that cannot be kept within the upload's life is told
 * before anything is sent. */
static bool
check_rate(const struct step *st, uint64_t bytes, int64_t life, struct fault *f)
{
	uint64_t rate = st->u->o.rate;
	struct buf need, have;

	if (rate == 0 || life <= 0 || bytes / rate < (uint64_t)life / 1000)
		return true;
	buf_init(&need, BUF_NO_MAX);
	buf_init(&have, BUF_NO_MAX);
	pace_write_time(&need, (int64_t)(bytes / rate) * 1000);
	pace_write_time(&have, life);
	fault_set(f, STATUS_USAGE, 0,
	    "at the rate that is allowed it takes %s, but an upload ends after "
	    "%s",
	    buf_cstr(&need), buf_cstr(&have));
	buf_free(&need);
	buf_free(&have);
	return false;
}

/* Of a time that somebody else has told, and that may be anything. */
static int64_t
milliseconds(int64_t seconds)
{
	return seconds < LIFE_MAX ? seconds * 1000 : LIFE_MAX * 1000;
}

/* How long an upload lives.  Both times are the server's, whatever our clock
 * says. */
static int64_t
life_of(const struct step *st, const struct api_upload *upload)
{
	int64_t begin = upload->created_at, end = upload->expires_at;

	if (begin >= 0 && end > begin)
		return milliseconds(end - begin);
	return (int64_t)st->u->api->kind->upload_seconds * 1000;
}

static bool
begin_upload(struct step *st, int64_t *life, struct fault *f)
{
	struct api *api = st->u->api;
	struct api_send send = step_send(st);
	struct api_upload upload;
	struct fault why;
	uint64_t part_size;

	*life = (int64_t)api->kind->upload_seconds * 1000;
	if (!choose_part_size(st, &part_size, f) ||
	    !check_rate(st, st->s->size, *life, f) ||
	    !api_upload(api, &send, st->arena, &upload, f))
		return false;
	*life = life_of(st, &upload);
	if (!check_rate(st, st->s->size, *life, f)) {
		/* What is not cancelled ends by itself. */
		(void)!api_upload_cancel(api, upload.id, &why);
		return false;
	}
	/* Our own clock may be wrong, but is so again when it is read. */
	step_kept(st,
	    record_begin(st->r, upload.id,
		*life > 0 ? date(st) + *life / 1000 : API_NO_NUMBER, part_size,
		&why),
	    &why);
	return true;
}

static bool
start_part(struct sending *s, size_t i, struct fault *f)
{
	struct step *st = s->st;
	struct part *p = mem_zero(1, sizeof(*p));

	p->index = i;
	if (!api_part_start(st->u->api, st->r->upload, st->s->fd,
		i * st->r->part_size, part_bytes(st, i), &p->form, p, f)) {
		free(p);
		return false;
	}
	s->in_flight++;
	return true;
}

static void
fail(struct sending *s, const struct fault *f)
{
	if (!s->failed)
		s->fault = *f;
	s->failed = true;
}

/* At this rate it will never be complete. */
static bool
is_lost(const struct sending *s)
{
	const struct upload *u = s->st->u;

	return pace_judge(&u->pace, http_sent(u->api->http) - u->before,
		   step_now(s->st)) == PACE_LOST;
}

static void
start_parts(struct sending *s)
{
	struct step *st = s->st;
	struct fault f;

	for (; !s->failed && s->in_flight < st->u->o.in_flight &&
	     s->next < st->r->nparts;
	     s->next++) {
		if (st->r->parts[s->next].n > 0)
			continue;
		if (is_lost(s))
			fault_set(&f, STATUS_TEMPORARY, 0,
			    "given up: at this rate the upload would end long "
			    "before all is sent");
		else if (start_part(s, s->next, &f))
			continue;
		fail(s, &f);
	}
}

static void
take_answer(struct sending *s, const struct http_answer *answer)
{
	struct step *st = s->st;
	struct part *p = answer->ctx;
	struct fault f, told;
	struct str id;

	if (api_part_answer(answer, st->arena, &id, &f)) {
		step_kept(st, record_part(st->r, p->index, id, &f), &f);
		s->arrived += part_bytes(st, p->index);
		step_watch_md5(st, s->arrived);
	} else {
		if (answer->end == HTTP_STOPPED)
			told = f;
		else
			fault_set(&told, f.status, 0, "part %zu of %zu: %.300s",
			    p->index + 1, st->r->nparts, f.text);
		fail(s, &told);
	}
	s->in_flight--;
	api_part_free(&p->form);
	free(p);
}

static size_t
parts_there(const struct step *st)
{
	size_t n = 0;

	for (size_t i = 0; i < st->r->nparts; i++)
		n += st->r->parts[i].n > 0;
	return n;
}

/* Sends what is missing; parts that are on their way when one fails are still
 * waited for, as they count in a later run. */
static bool
send_missing(struct sending *s, struct fault *f)
{
	struct http *http = s->st->u->api->http;
	struct http_answer *answer;

	start_parts(s);
	while ((answer = http_next(http)) != NULL) {
		take_answer(s, answer);
		http_answer_free(answer);
		start_parts(s);
	}
	if (!s->failed)
		return true;
	*f = s->fault;
	f->text[FAULT_TEXT - 100] = '\0';
	return fault_set(f, s->fault.status, 0,
	    "%s; %zu of %zu parts are there, and the same command goes on",
	    s->fault.text, parts_there(s->st), s->st->r->nparts);
}

static bool
cancel_changed(struct step *st, struct fault *f)
{
	struct fault why;

	if (source_is_unchanged(st->s, f))
		return true;
	if (!api_upload_cancel(st->u->api, st->r->upload, &why))
		step_tell(st, LEVEL_INFO, "the upload cannot be cancelled: %s",
		    why.text);
	record_forget(st->r);
	return false;
}

static bool
complete(struct sending *s, struct fault *f)
{
	struct step *st = s->st;
	struct api_send send = step_send(st);
	struct record *r = st->r;
	struct fault why;
	struct str md5, hash;

	if (!step_md5(st, &md5, f) || !cancel_changed(st, f) ||
	    !api_upload_complete(st->u->api, r->upload, &send, r->parts,
		r->nparts, md5, st->arena, st->file, f) ||
	    !step_digest(st, &st->xxh3, &hash, f))
		return false;
	step_kept(st, record_arrived(r, st->file->id, hash, &why), &why);
	return true;
}

static void
tell_resumed(const struct step *st)
{
	step_tell(st, LEVEL_INFO,
	    "goes on with %.*s: %zu of %zu parts are there",
	    STR_ARGS(st->r->upload), parts_there(st), st->r->nparts);
}

static bool
send_parts(struct sending *s, struct fault *f)
{
	struct step *st = s->st;
	int64_t life = 0;
	bool ok;

	s->resumed = can_resume(st);
	if (!s->resumed) {
		if (!begin_upload(st, &life, f))
			return false;
	} else {
		tell_resumed(st);
		if (st->r->expires_at != API_NO_NUMBER)
			life = milliseconds(st->r->expires_at - date(st));
	}
	/* It alone shows that the file is still what an earlier run sent. */
	st->md5_needed = s->resumed || st->u->o.md5 == UPLOAD_MD5_ALWAYS;
	step_begin(st, missing_bytes(st), life);
	ok = send_missing(s, f) && complete(s, f);
	step_end(st);
	return ok;
}

bool
step_parts(struct step *st, struct fault *f)
{
	struct sending first = {.st = st}, second = {.st = st};

	if (send_parts(&first, f))
		return true;
	/* An upload of an earlier run may be over, or not what we think. */
	if (!first.resumed || f->status != STATUS_REFUSED)
		return false;
	step_tell(st, LEVEL_INFO,
	    "the upload of an earlier run is of no use any more: %s", f->text);
	record_forget(st->r);
	return send_parts(&second, f);
}
