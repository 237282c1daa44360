/* SPDX-License-Identifier: MIT */
#include "common/ask/answer.h"

#include "common/json/json.h"
#include "common/json/jsonline.h"
#include "common/market/market.h"
#include "common/net/problem.h"

#define COUNT_MOST 1e15

static struct str
text_of(const struct json *object, const char *name)
{
	const struct json *v = json_get(object, name);

	return json_is_string(v) ? v->text : STR("");
}

/* A count that can be: 1.0 and 1e0 are, less than none and 1e30 are not. */
static bool
read_count(const struct json *object, const char *name, uint64_t *n)
{
	double x;

	*n = 0;
	if (!json_real(json_get(object, name), &x) || x < 0 || x > COUNT_MOST)
		return false;
	*n = (uint64_t)x;
	return true;
}

static uint64_t
count_of(const struct json *object, const char *name)
{
	uint64_t n;

	return read_count(object, name, &n) ? n : 0;
}

/* An array or object that has something in it, as it is written. */
static struct str
raw_of(struct str text, const struct json *object, const char *name)
{
	const struct json *v = json_get(object, name);

	if ((!json_is_array(v) && !json_is_object(v)) || v->count == 0)
		return STR("");
	return str_of(text.p + v->off, v->end - v->off);
}

/* The texts of a list of parts, one behind the other. */
static struct str
join_parts(const struct json *list, struct arena *arena)
{
	struct str text;
	struct buf b;

	buf_init(&b, BUF_NO_MAX);
	for (const struct json *part = list->child; part != NULL;
	     part = part->next)
		buf_add_str(&b, text_of(part, "text"));
	text = arena_copy(arena, buf_str(&b));
	buf_free(&b);
	return text;
}

static void
take_message(struct answer *a, const struct json *m, struct arena *arena)
{
	const struct json *content = json_get(m, "content");

	a->text = text_of(m, "content");
	if (json_is_array(content))
		a->text = join_parts(content, arena);
	a->refusal = text_of(m, "refusal");
	a->tool_calls = raw_of(a->json, m, "tool_calls");
	a->function_call = raw_of(a->json, m, "function_call");
}

static void
take_usage(struct answer *a, const struct json *usage)
{
	uint64_t prompt, completion;

	a->counted = read_count(usage, "prompt_tokens", &prompt) &&
	    read_count(usage, "completion_tokens", &completion);
	if (!a->counted)
		return;
	a->prompt_tokens = prompt;
	a->completion_tokens = completion;
	a->cached_tokens =
	    count_of(json_get(usage, "prompt_tokens_details"), "cached_tokens");
	if (a->cached_tokens > a->prompt_tokens)
		a->cached_tokens = a->prompt_tokens;
	a->reasoning_tokens = count_of(
	    json_get(usage, "completion_tokens_details"), "reasoning_tokens");
}

static enum answer_end
judge(const struct answer *a)
{
	if (str_is(a->finish_reason, "content_filter"))
		return ANSWER_FILTERED;
	if (a->refusal.n > 0)
		return ANSWER_REFUSED;
	if (str_is(a->finish_reason, "length"))
		return ANSWER_CUT;
	if (str_trim(a->text).n > 0 || a->tool_calls.n > 0 ||
	    a->function_call.n > 0)
		return ANSWER_GIVEN;
	return ANSWER_EMPTY;
}

/* An error that a filter has made: Azure refuses a prompt so. */
static bool
is_filter(const struct json *error)
{
	return str_is(text_of(error, "code"), "content_filter") ||
	    str_is(text_of(json_get(error, "innererror"), "code"),
		"ResponsibleAIPolicyViolation");
}

static bool
no_answer(struct str body, bool is_json, struct arena *arena, struct fault *f)
{
	struct problem p;

	problem_read(&p, body, arena);
	if (!is_json || p.message.n == 0)
		return fault_set(f, STATUS_REFUSED, 0,
		    "the answer is not what was asked for, but %s",
		    str_trim(body).n == 0 ? "empty"
			: is_json	  ? "some other JSON"
			: str_starts(str_trim(body), STR("<"))
			? "a page of HTML"
			: "no JSON");
	return fault_set(f, STATUS_REFUSED, 0, "%.*s", STR_ARGS(p.message));
}

static struct str
one_line(struct str body, struct arena *arena)
{
	struct str line;
	struct buf b;

	buf_init(&b, BUF_NO_MAX);
	jsonline_add(&b, body);
	line = arena_copy(arena, buf_str(&b));
	buf_free(&b);
	return line;
}

/* Takes the answer out of a document of which a->json is the text. */
static bool
take(struct answer *a, const struct json *root, struct arena *arena)
{
	const struct json *choices = json_get(root, "choices");
	const struct json *error = json_get(root, "error");

	a->model = text_of(root, "model");
	if (json_is_object(error) && is_filter(error)) {
		a->end = ANSWER_FILTERED;
		a->finish_reason = STR("content_filter");
		return true;
	}
	if (!json_is_array(choices))
		return false;
	a->finish_reason = text_of(choices->child, "finish_reason");
	take_message(a, json_get(choices->child, "message"), arena);
	take_usage(a, json_get(root, "usage"));
	a->end = judge(a);
	return true;
}

bool
answer_read(
    struct answer *a, struct str body, struct arena *arena, struct fault *f)
{
	struct json_reader reader;
	struct json_doc doc;
	bool is_json;

	*a = (struct answer){.ms = -1, .cost = NO_FIGURE};
	a->json = one_line(body, arena);
	json_reader_init(&reader, arena);
	/* Without its blanks "1 2" would be 12: what has some is read twice. */
	is_json =
	    (a->json.n == body.n || json_parse(&reader, body, &doc, NULL)) &&
	    json_parse(&reader, a->json, &doc, NULL);
	json_reader_free(&reader);
	if (is_json && take(a, doc.root, arena))
		return true;
	return no_answer(body, is_json, arena, f);
}

const char *
answer_end_name(enum answer_end end)
{
	static const char *const names[] = {
	    [ANSWER_GIVEN] = "answered",
	    [ANSWER_EMPTY] = "empty",
	    [ANSWER_REFUSED] = "refused",
	    [ANSWER_CUT] = "cut",
	    [ANSWER_FILTERED] = "filtered",
	    [ANSWER_FAILED] = "failed",
	    [ANSWER_UNPAID] = "unpaid",
	    [ANSWER_MISSING] = "missing",
	};

	return names[end];
}
