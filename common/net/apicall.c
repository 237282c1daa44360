/* SPDX-License-Identifier: MIT */
#include "common/net/apicall.h"

#include <stdlib.h>

#include "common/net/url.h"

/* Longer ids are nobody's. */
enum { ID_MAX = 256, PAGES_MAX = 100000 };

bool
apicall_is_id(struct str id)
{
	return id.n > 0 && id.n <= ID_MAX && !str_is(id, ".") &&
	    !str_is(id, "..");
}

bool
apicall_url(struct api *a, const struct apicall_path *path, struct buf *url,
    struct fault *f)
{
	struct str id = path->id;

	if (id.p != NULL && !apicall_is_id(id))
		return fault_set(
		    f, STATUS_USAGE, 0, "'%.*s' is no id", STR_ARGS(id));
	url_join(url, buf_str(&a->base), path->start);
	if (id.n > 0) {
		buf_addc(url, '/');
		url_add_piece(url, id);
	}
	if (path->more != NULL)
		buf_adds(url, path->more);
	if (a->version.n > 0)
		url_add_query(url, STR("api-version"), buf_str(&a->version));
	return true;
}

struct http_request
apicall_request(const char *method, const struct buf *url)
{
	return (struct http_request){
	    .method = method, .url = buf_str(url), .body = {.fd = -1}};
}

/* The request's id in brackets, for messages about an answer; may be empty. */
static void
write_request(struct buf *to, const struct http_answer *answer)
{
	struct str id = answer->headers[HTTP_REQUEST_ID];

	buf_printf(to, " (%ld", answer->status);
	if (id.n > 0)
		buf_printf(
		    to, ", request %.*s", id.n > 100 ? 100 : (int)id.n, id.p);
	buf_addc(to, ')');
}

bool
apicall_read(const struct http_answer *answer, struct arena *arena,
    struct apicall_value *value, struct fault *f)
{
	struct json_reader reader;
	struct json_doc doc;
	struct buf where;
	bool ok;

	value->text = arena_copy(arena, buf_str(&answer->body));
	json_reader_init(&reader, arena);
	ok = json_parse(&reader, value->text, &doc, f);
	json_reader_free(&reader);
	if (ok && (json_is_object(doc.root) || json_is_array(doc.root))) {
		value->v = doc.root;
		return true;
	}
	buf_init(&where, BUF_NO_MAX);
	write_request(&where, answer);
	fault_set(f, STATUS_REFUSED, 0,
	    "the answer is not what was asked for, but %s%s",
	    value->text.n == 0 ? "empty"
		: ok	       ? "some other JSON"
		: str_starts(str_trim(value->text), STR("<")) ? "a page of HTML"
							      : "no JSON",
	    buf_cstr(&where));
	buf_free(&where);
	return false;
}

bool
apicall(struct api *a, const struct http_request *r, struct arena *arena,
    struct apicall_value *value, struct fault *f)
{
	struct http_answer *answer;
	bool ok = http_do(a->http, r, &answer, f) &&
	    apicall_read(answer, arena, value, f);

	a->status = answer == NULL ? 0 : answer->status;
	http_answer_free(answer);
	return ok;
}

bool
apicall_same(
    const struct api *a, struct str asked, struct str id, struct fault *f)
{
	if (str_eq(asked, id) ||
	    (!str_is(a->kind->name, "openai") &&
		!str_is(a->kind->name, "azure")))
		return true;
	return fault_set(f, STATUS_REFUSED, 0,
	    "the answer is another one: %.*s", id.n < 80 ? (int)id.n : 80,
	    id.p);
}

/* A list on its way: where the next page begins, and what was before, so that
 * a server that goes in circles is found out (after Brent). */
struct listing {
	struct buf after, mark;
	unsigned pages, lap;
};

/* Notes where the next page begins; false where that was before. */
static bool
move_on(struct listing *l, struct str after)
{
	if (str_eq(after, buf_str(&l->after)) ||
	    str_eq(after, buf_str(&l->mark)))
		return false;
	if (++l->pages == l->lap) {
		l->lap *= 2;
		buf_clear(&l->mark);
		buf_add_str(&l->mark, after);
	}
	buf_clear(&l->after);
	buf_add_str(&l->after, after);
	return l->pages < PAGES_MAX;
}

/* One page; *more says whether there is another. */
static bool
read_page(struct api *a, struct listing *l, struct str url, bool *more,
    bool (*each)(void *ctx, struct apicall_value entry), void *ctx,
    struct fault *f)
{
	struct buf page;
	struct arena arena;
	struct http_request r;
	struct apicall_value v;
	const struct json *entry, *last = NULL, *list, *has_more;
	bool ok, wanted = true;

	buf_init(&page, BUF_NO_MAX);
	buf_add_str(&page, url);
	if (l->after.n > 0)
		url_add_query(&page, STR("after"), buf_str(&l->after));
	arena_init(&arena);
	r = apicall_request("GET", &page);
	ok = apicall(a, &r, &arena, &v, f);
	list = !ok ? NULL : json_is_array(v.v) ? v.v : json_get(v.v, "data");
	if (ok && !json_is_array(list))
		ok = fault_set(f, STATUS_REFUSED, 0,
		    "the answer is no list: it has no data");
	if (ok)
		for (entry = list->child; entry != NULL && wanted;
		     entry = entry->next) {
			if (!json_is_object(entry))
				continue;
			last = entry;
			wanted =
			    each(ctx, (struct apicall_value){v.text, entry});
		}
	has_more = ok ? json_get(v.v, "has_more") : NULL;
	*more =
	    wanted && json_is_bool(has_more) && has_more->truth && last != NULL;
	if (*more)
		a->endless = apiread_text(last, "id").n == 0 ||
		    !move_on(l, apiread_text(last, "id"));
	*more = *more && !a->endless;
	arena_free(&arena);
	buf_free(&page);
	return ok;
}

bool
apicall_list(struct api *a, struct buf *url,
    bool (*each)(void *ctx, struct apicall_value entry), void *ctx,
    struct fault *f)
{
	struct listing l = {.lap = 2};
	bool more = true, ok = true;

	buf_init(&l.after, BUF_NO_MAX);
	buf_init(&l.mark, BUF_NO_MAX);
	a->endless = false;
	while (ok && more)
		ok = read_page(a, &l, buf_str(url), &more, each, ctx, f);
	buf_free(&l.after);
	buf_free(&l.mark);
	return ok;
}

bool
apicall_ended(const struct api *a, struct fault *f)
{
	return !a->endless ||
	    fault_set(f, STATUS_REFUSED, 0,
		"the list has no end: the server says again and again that "
		"there is more");
}

/* What was lost may still be on its way: it is looked for twice. */
enum { LOOKS = 2 };

static bool
look_again(struct api *a, const struct apicall_once *o, unsigned lost,
    bool *found, struct fault *f)
{
	struct fault why;

	for (unsigned i = 0; i < LOOKS && !*found; i++) {
		int64_t ms = retry_wait(
		    &a->retry, lost + i, a->world->random(a->world->ctx));

		if (!http_pause(a->http, ms))
			return fault_set(f, STATUS_TEMPORARY, 0,
			    "interrupted; %s may have been made", o->what);
		if (!o->look(a, o->ctx, found, &why)) {
			why.text[FAULT_TEXT / 2] = '\0';
			return fault_set(f, STATUS_TEMPORARY, 0,
			    "the answer was lost; %s may have been made, "
			    "which cannot be found out: %s",
			    o->what, why.text);
		}
	}
	return true;
}

bool
apicall_once(struct api *a, const struct apicall_once *o, struct arena *arena,
    struct apicall_value *value, struct fault *f)
{
	struct http_answer *answer = NULL;
	bool found = false, ok = false, unsent;

	*value = (struct apicall_value){.v = NULL};
	for (unsigned lost = 0; lost <= a->retry.most; lost++) {
		enum http_end end;

		ok = http_do(a->http, &o->r, &answer, f);
		end = answer->end;
		unsent = answer->unsent;
		/* What was done but said badly has to be looked for, too. */
		if (ok && !apicall_read(answer, arena, value, f)) {
			end = HTTP_LOST;
			ok = false;
		}
		http_answer_free(answer);
		if (end == HTTP_STOPPED && !unsent)
			return fault_set(f, STATUS_TEMPORARY, 0,
			    "interrupted; %s may have been made", o->what);
		if (end != HTTP_LOST)
			return ok;
		if (!look_again(a, o, lost, &found, f))
			return false;
		if (found) {
			value->v = NULL;
			return true;
		}
	}
	return false;
}
