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

void
files_wait(struct files *fs, const char *id)
{
	struct api *api = &fs->session.api;
	const struct world *world = api->world;
	int64_t until = world->now(world->ctx) + (int64_t)(fs->timeout * 1000);
	int64_t ms = (int64_t)(fs->interval * 1000);
	struct arena arena;
	struct api_file file;
	struct fault f;

	arena_init(&arena);
	for (;;) {
		int64_t left;

		arena_reset(&arena);
		if (!api_file(api, str_c(id), &arena, &file, &f))
			break;
		if (apis_is_end(file.state)) {
			report_end(fs, id, &file);
			arena_free(&arena);
			return;
		}
		diag_verbose("%s: %.*s", id, STR_ARGS(file.status));
		left = until - world->now(world->ctx);
		if (left <= 0) {
			fault_set(&f, STATUS_TEMPORARY, 0,
			    "still %.*s after %g s", STR_ARGS(file.status),
			    fs->timeout);
			break;
		}
		if (!http_pause(api->http, ms < left ? ms : left)) {
			fault_set(&f, STATUS_TEMPORARY, 0, "interrupted");
			break;
		}
	}
	files_fault(fs, id, &f);
	arena_free(&arena);
}
