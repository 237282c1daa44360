/* SPDX-License-Identifier: MIT */
#include <string.h>

#include "common/ask/answer.h"
#include "common/ask/stream.h"
#include "tests/unit/unit.h"

static struct buf said, completion;
static struct fault fault;

static void
note(void *ctx, struct str text)
{
	(void)ctx;
	buf_add_str(&said, text);
}

/* Feeds a text in pieces of n bytes; false when its end says that it is none.
 */
static bool
feed(struct str text, size_t n)
{
	struct stream s;
	bool ok = true;

	buf_clear(&said);
	buf_clear(&completion);
	stream_init(&s, note, NULL);
	while (ok && text.n > 0) {
		size_t piece = text.n < n ? text.n : n;

		ok = stream_feed(&s, str_of(text.p, piece));
		text = str_from(text, piece);
	}
	ok = stream_end(&s, &completion, &fault);
	stream_free(&s);
	return ok;
}

static void
assert_answer(const char *text, const char *says, const char *json)
{
	struct str s = str_c(text);

	for (size_t n = 1; n <= s.n + 1; n++) {
		if (!feed(s, n))
			fail_msg("in pieces of %zu: %s", n, fault.text);
		if (!str_is(buf_str(&said), says))
			fail_msg(
			    "in pieces of %zu it says %s", n, buf_cstr(&said));
		assert_str(buf_str(&completion), json);
	}
}

static void
assert_none(const char *text, enum status status, const char *why)
{
	struct str s = str_c(text);

	for (size_t n = 1; n <= s.n + 1; n++) {
		assert_false(feed(s, n));
		assert_int_equal(fault.status, status);
		if (strstr(fault.text, why) == NULL)
			fail_msg("'%s'", fault.text);
	}
}

#define DELTA(index, delta, finish)                                           \
	"data: {\"id\":\"c1\",\"model\":\"m\",\"choices\":[{\"index\":" index \
	",\"delta\":" delta ",\"finish_reason\":" finish "}]}\n\n"

#define USAGE "data: {\"choices\":[],\"usage\":{\"prompt_tokens\": 3}}\n\n"
#define ERROR "data: {\"error\":{\"message\":\"the end is near\"}}\n\n"

static void
pieces_make_the_text(void **state)
{
	(void)state;
	assert_answer(DELTA("0", "{\"role\":\"assistant\",\"content\":\"\"}",
			  "null") DELTA("0", "{\"content\":\"Hel\"}", "null")
			  DELTA("1", "{\"content\":\"other\"}", "null")
			      DELTA("0", "{\"content\":\"lo\\n\"}", "null")
				  DELTA("0", "{}", "\"stop\"") USAGE
	    "data: [DONE]\n\n",
	    "Hello\n",
	    "{\"id\":\"c1\",\"object\":\"chat.completion\",\"model\":\"m\","
	    "\"choices\":[{\"index\":0,\"message\":{\"role\":\"assistant\","
	    "\"content\":\"Hello\\n\",\"refusal\":null},"
	    "\"finish_reason\":\"stop\"}],\"usage\":{\"prompt_tokens\": 3}}");
}

static void
pieces_make_the_calls(void **state)
{
	(void)state;
	assert_answer(DELTA("0",
			  "{\"tool_calls\":[{\"index\":0,\"id\":\"a\","
			  "\"function\":{\"name\":\"f\",\"arguments\":\"\"}}]}",
			  "null") DELTA("0",
			  "{\"tool_calls\":[{\"index\":0,\"function\":"
			  "{\"arguments\":\"{\\\"x\\\"\"}}]}",
			  "null") DELTA("0",
			  "{\"tool_calls\":[{\"index\":0,\"function\":"
			  "{\"arguments\":\":1}\"}}]}",
			  "\"tool_calls\""),
	    "",
	    "{\"id\":\"c1\",\"object\":\"chat.completion\",\"model\":\"m\","
	    "\"choices\":[{\"index\":0,\"message\":{\"role\":\"assistant\","
	    "\"content\":null,\"refusal\":null,\"tool_calls\":[{\"id\":\"a\","
	    "\"type\":\"function\",\"function\":{\"name\":\"f\","
	    "\"arguments\":\"{\\\"x\\\":1}\"}}]},"
	    "\"finish_reason\":\"tool_calls\"}]}");
}

static void
who_does_not_stream_is_understood(void **state)
{
	(void)state;
	assert_answer("\n {\"choices\":[]}" + 2, "", "{\"choices\":[]}");
}

static void
comments_without_an_end_are_ended(void **state)
{
	static char comments[1 << 20];
	struct stream s;
	size_t fed = 0;

	(void)state;
	for (size_t i = 0; i < sizeof(comments); i += 4)
		memcpy(comments + i, ":a\n\n", 4);
	buf_clear(&completion);
	stream_init(&s, note, NULL);
	while (stream_feed(&s, str_of(comments, sizeof(comments))))
		fed += sizeof(comments);
	assert_int_equal(fed, STREAM_FEED_MAX);
	assert_false(stream_end(&s, &completion, &fault));
	assert_int_equal(fault.status, STATUS_REFUSED);
	assert_string_equal(fault.text, "the answer has no end");
	stream_free(&s);
}

static void
what_breaks_off_is_no_answer(void **state)
{
	(void)state;
	assert_none(DELTA("0", "{\"content\":\"Hel\"}", "null"),
	    STATUS_TEMPORARY, "broke off");
	assert_none("", STATUS_TEMPORARY, "broke off");
	assert_none(": a comment\n\n", STATUS_TEMPORARY, "broke off");
}

static void
an_error_in_the_stream_is_told(void **state)
{
	(void)state;
	assert_none(DELTA("0", "{\"content\":\"Hel\"}", "null") ERROR,
	    STATUS_REFUSED, "the end is near");
	assert_none("data: {\"a\n\n", STATUS_REFUSED, "no JSON");
	assert_none(DELTA("0", "{\"tool_calls\":[{\"index\":99999}]}", "null"),
	    STATUS_REFUSED, "too many tools");
}

static int
end(void **state)
{
	(void)state;
	buf_free(&said);
	buf_free(&completion);
	return 0;
}

static int
begin(void **state)
{
	(void)state;
	buf_init(&said, BUF_NO_MAX);
	buf_init(&completion, BUF_NO_MAX);
	return 0;
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(pieces_make_the_text),
	    cmocka_unit_test(pieces_make_the_calls),
	    cmocka_unit_test(who_does_not_stream_is_understood),
	    cmocka_unit_test(comments_without_an_end_are_ended),
	    cmocka_unit_test(what_breaks_off_is_no_answer),
	    cmocka_unit_test(an_error_in_the_stream_is_told),
	};

	return cmocka_run_group_tests(tests, begin, end);
}
