/* SPDX-License-Identifier: MIT */
#include "common/base/diag.h"
#include "tools/files/files.h"

/* What its end means for the status. */
static void
report_end(struct files *fs, const char *id, const struct api_file *file)
{
	files_print(fs, file);
	out_flush(&fs->out);
	if (file->state == API_SUCCEEDED)
		return;
	diag_at((struct place){.file = id}, LEVEL_ERROR, "%.*s%s%.*s",
	    STR_ARGS(file->status), file->details.n > 0 ? ": " : "",
	    STR_ARGS(file->details));
	diag_raise(STATUS_NO);
}

/* One look at it.  False when that is the end, with *done saying whether it
 * was reported. */
static bool
look(struct files *fs, const char *id, bool *told, bool *done, struct fault *f)
{
	struct arena arena;
	struct api_file file;
	bool more = true;

	arena_init(&arena);
	if (!api_file(&fs->session.api, str_c(id), &arena, &file, f)) {
		/* An outage passes; the time that there is does, too. */
		more = f->status == STATUS_TEMPORARY;
	} else if (apis_is_end(file.state)) {
		report_end(fs, id, &file);
		*done = true;
		more = false;
	} else {
		if (!*told)
			diag_at((struct place){.file = id}, LEVEL_INFO,
			    "%.*s, and waited for", STR_ARGS(file.status));
		*told = true;
		fault_set(f, STATUS_TEMPORARY, 0, "still %.*s after %g s",
		    STR_ARGS(file.status), fs->timeout);
	}
	arena_free(&arena);
	return more;
}

void
files_wait(struct files *fs, const char *id)
{
	struct api *api = &fs->session.api;
	const struct world *world = api->world;
	int64_t until = world->now(world->ctx) + (int64_t)(fs->timeout * 1000);
	int64_t ms = (int64_t)(fs->interval * 1000), left;
	bool told = false, done = false;
	struct fault f;

	while (look(fs, id, &told, &done, &f)) {
		left = until - world->now(world->ctx);
		if (left <= 0)
			break;
		if (!http_pause(api->http, ms < left ? ms : left)) {
			fault_set(&f, STATUS_TEMPORARY, 0, "interrupted");
			break;
		}
	}
	if (!done)
		files_fault(fs, id, &f);
}
