/* SPDX-License-Identifier: MIT */
#include "common/base/diag.h"
#include "common/base/num.h"
#include "common/json/jsonline.h"
#include "common/market/date.h"
#include "common/net/apicall.h"

enum { DAY = 24 * 60 * 60 };

#define SIZE_MOST 9e15 /* what a double holds to the byte */

struct str
apiread_text(const struct json *object, const char *name)
{
	const struct json *v = json_get(object, name);

	return json_is_string(v) ? v->text : STR("");
}

/* Two digits of s at `at`. */
static int64_t
two(struct str s, size_t at)
{
	uint64_t n;

	return num_u64(str_of(s.p + at, 2), &n) ? (int64_t)n : 99;
}

/* Seconds since 1970 of "2026-11-21T08:49:37.000Z", in UTC. */
static int64_t
read_time(struct str s)
{
	uint32_t date;
	int64_t hour, minute, second;

	if (s.n < 19 || !date_read(str_of(s.p, 10), &date) || s.p[10] != 'T' ||
	    s.p[13] != ':' || s.p[16] != ':')
		return API_NO_NUMBER;
	hour = two(s, 11);
	minute = two(s, 14);
	second = two(s, 17);
	if (hour > 23 || minute > 59 || second > 60)
		return API_NO_NUMBER;
	return date_days(19700101, date) * DAY + hour * 3600 + minute * 60 +
	    second;
}

int64_t
apiread_number(const struct json *object, const char *name)
{
	const struct json *v = json_get(object, name);
	double x;

	if (json_is_string(v))
		return read_time(v->text);
	/* 1.0 and 1e0 are whole numbers, too. */
	if (!json_real(v, &x) || x < -SIZE_MOST || x > SIZE_MOST)
		return API_NO_NUMBER;
	return (int64_t)x;
}

/* Bytes; a number beyond all sizes is none that a file has. */
static int64_t
read_size(const struct json *object, const char *name)
{
	double x;

	if (!json_real(json_get(object, name), &x))
		return API_NO_NUMBER;
	if (x < -SIZE_MOST || x > SIZE_MOST)
		return x < 0 ? -(int64_t)SIZE_MOST : (int64_t)SIZE_MOST;
	return (int64_t)x;
}

struct str
apiread_line(struct apicall_value v, struct arena *arena)
{
	struct str rest = str_of(v.text.p + v.v->off, v.v->end - v.v->off);
	struct buf to, masked;
	bool quoted = false;
	struct str line;

	buf_init(&to, BUF_NO_MAX);
	buf_init(&masked, BUF_NO_MAX);
	while (rest.n > 0) {
		char c = rest.p[0];

		if (quoted && c == '\\') {
			buf_add(&to, rest.p, 2);
			rest = str_from(rest, 2);
			continue;
		}
		if (c == '"')
			quoted = !quoted;
		if (quoted || (c != ' ' && c != '\t' && c != '\n' && c != '\r'))
			buf_addc(&to, c);
		rest = str_from(rest, 1);
	}
	diag_mask_json(&masked, buf_str(&to));
	line = arena_copy(arena, buf_str(&masked));
	buf_free(&masked);
	buf_free(&to);
	return line;
}

static const struct json *
object_in(const struct json *v, const char *name)
{
	v = json_get(v, name);
	return json_is_object(v) ? v : NULL;
}

void
apiread_file(const struct api_kind *kind, struct apicall_value v,
    struct arena *arena, struct api_file *file)
{
	const struct json *ready = json_get(v.v, "Processed");

	*file = (struct api_file){
	    .id = apiread_text(v.v, "id"),
	    .filename = apiread_text(v.v, "filename"),
	    .purpose = apiread_text(v.v, "purpose"),
	    .status = apiread_text(v.v, "status"),
	    .details = apiread_text(v.v, "status_details"),
	    .bytes = read_size(v.v, "bytes"),
	    .created_at = apiread_number(v.v, "created_at"),
	    .expires_at = apiread_number(v.v, "expires_at"),
	    .json = apiread_line(v, arena),
	};
	/* A server that says nothing of states has none. */
	if (file->status.n > 0)
		file->state = apis_state(kind->file_states, file->status);
	else if (json_is_bool(ready) && !ready->truth)
		file->state = API_WAITING;
	else
		file->state = API_SUCCEEDED;
}

static struct str
first_result(const struct json *job)
{
	const struct json *list = json_get(job, "result_files");

	if (!json_is_array(list))
		return STR("");
	/* Some give the id, others an object that has it. */
	if (json_is_string(list->child))
		return list->child->text;
	return apiread_text(list->child, "id");
}

/* The first of two members that is there. */
static struct str
either(const struct json *v, const char *name, const char *other)
{
	struct str text = apiread_text(v, name);

	return text.n > 0 ? text : apiread_text(v, other);
}

static int64_t
either_number(const struct json *v, const char *name, const char *other)
{
	int64_t n = apiread_number(v, name);

	return n != API_NO_NUMBER ? n : apiread_number(v, other);
}

void
apiread_job(const struct api_kind *kind, struct apicall_value v,
    struct arena *arena, struct api_job *job)
{
	const struct json *error = object_in(v.v, "error");

	*job = (struct api_job){
	    .id = apiread_text(v.v, "id"),
	    .model = apiread_text(v.v, "model"),
	    .status = apiread_text(v.v, "status"),
	    .fine_tuned_model =
		either(v.v, "fine_tuned_model", "model_output_name"),
	    .training_file = apiread_text(v.v, "training_file"),
	    .validation_file = apiread_text(v.v, "validation_file"),
	    .suffix = either(v.v, "suffix", "user_provided_suffix"),
	    .result_file = first_result(v.v),
	    .error_code = apiread_text(error, "code"),
	    .error_message = apiread_text(error, "message"),
	    .created_at = apiread_number(v.v, "created_at"),
	    .finished_at = apiread_number(v.v, "finished_at"),
	    .estimated_finish = apiread_number(v.v, "estimated_finish"),
	    .trained_tokens =
		either_number(v.v, "trained_tokens", "token_count"),
	    .seed = apiread_number(v.v, "seed"),
	    .json = apiread_line(v, arena),
	    .value = v.v,
	};
	job->state = apis_state(kind->job_states, job->status);
}

void
apiread_event(
    struct apicall_value v, struct arena *arena, struct api_event *event)
{
	*event = (struct api_event){
	    .id = either(v.v, "id", "hash"),
	    .level = apiread_text(v.v, "level"),
	    .message = apiread_text(v.v, "message"),
	    .type = apiread_text(v.v, "type"),
	    .created_at = apiread_number(v.v, "created_at"),
	    .data = object_in(v.v, "data"),
	    .json = apiread_line(v, arena),
	};
}

void
apiread_checkpoint(
    struct apicall_value v, struct arena *arena, struct api_checkpoint *c)
{
	*c = (struct api_checkpoint){
	    .id = apiread_text(v.v, "id"),
	    .model = apiread_text(v.v, "fine_tuned_model_checkpoint"),
	    .created_at = apiread_number(v.v, "created_at"),
	    .step = either_number(v.v, "step_number", "step"),
	    .metrics = object_in(v.v, "metrics"),
	    .json = apiread_line(v, arena),
	};
}

void
apiread_model(
    struct apicall_value v, struct arena *arena, struct api_model *model)
{
	*model = (struct api_model){
	    .id = apiread_text(v.v, "id"),
	    .owner = either(v.v, "owned_by", "organization"),
	    .created = apiread_number(v.v, "created"),
	    .shutdown = apiread_text(v.v, "shutdown_date"),
	    .json = apiread_line(v, arena),
	};
}
