/* SPDX-License-Identifier: MIT */
/*
 * Whatever object a server answers with can be read as anything that the API
 * has; on one line it is the same object, and no longer than it was.
 */
#include <assert.h>
#include <stdint.h>

#include "common/net/apicall.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void
check_line(struct apicall_value v, struct str line, struct arena *arena)
{
	struct json_reader reader;
	struct json_doc doc;

	assert(line.n <= v.text.n);
	assert(str_find(line, '\n') == line.n);
	json_reader_init(&reader, arena);
	assert(json_parse(&reader, line, &doc, NULL));
	assert(doc.root->type == v.v->type && doc.root->count == v.v->count);
	json_reader_free(&reader);
}

static void
read_all(struct apicall_value v, struct arena *arena)
{
	struct api_checkpoint checkpoint;
	struct api_event event;
	struct api_model model;
	struct api_file file;
	struct api_job job;
	struct apis apis;

	apis_init(&apis);
	for (size_t i = 0; i < apis.n; i++) {
		apiread_file(&apis.v[i], v, arena, &file);
		apiread_job(&apis.v[i], v, arena, &job);
		assert(file.status.n > 0 || file.state != API_UNKNOWN);
	}
	apiread_event(v, arena, &event);
	apiread_checkpoint(v, arena, &checkpoint);
	apiread_model(v, arena, &model);
	check_line(v, job.json, arena);
	check_line(v, model.json, arena);
	apis_free(&apis);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct apicall_value v = {.text = {(const char *)data, size}};
	struct json_reader reader;
	struct json_doc doc;
	struct arena arena;

	arena_init(&arena);
	json_reader_init(&reader, &arena);
	if (json_parse(&reader, v.text, &doc, NULL)) {
		v.v = doc.root;
		read_all(v, &arena);
	}
	json_reader_free(&reader);
	arena_free(&arena);
	return 0;
}
