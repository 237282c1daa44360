/* SPDX-License-Identifier: MIT */
#include "common/net/sse.h"
#include "tests/unit/unit.h"

static struct buf got;

static bool
note(void *ctx, const struct sse_event *e)
{
	(void)ctx;
	buf_printf(&got, "%.*s[%.*s]%.*s;", STR_ARGS(e->name),
	    STR_ARGS(e->data), STR_ARGS(e->id));
	return !str_is(e->data, "stop");
}

/* Feeds a text in pieces of n bytes; false when it was not read to its end. */
static bool
feed(struct str text, size_t n, size_t max)
{
	struct sse s;
	bool ok = true;

	buf_clear(&got);
	sse_init(&s, max, note, NULL);
	while (ok && text.n > 0) {
		size_t piece = text.n < n ? text.n : n;

		ok = sse_feed(&s, str_of(text.p, piece));
		text = str_from(text, piece);
	}
	sse_free(&s);
	return ok;
}

static void
assert_events(const char *text, const char *want)
{
	struct str s = str_c(text);

	for (size_t n = 1; n <= s.n + 1; n++) {
		assert_true(feed(s, n, 1000));
		if (!str_is(buf_str(&got), want))
			fail_msg("%s in pieces of %zu gave %s", text, n,
			    buf_cstr(&got));
	}
}

static void
data_is_an_event_at_a_blank_line(void **state)
{
	(void)state;
	assert_events("data: {\"a\":1}\n\ndata: [DONE]\n\n",
	    "message[{\"a\":1}];message[[DONE]];");
	assert_events("data:x\n\n\n\ndata:  y\n\n", "message[x];message[ y];");
}

static void
lines_end_in_three_ways(void **state)
{
	(void)state;
	assert_events("data: a\r\n\r\ndata: b\r\rdata: c\n\ndata: d\r\n\n",
	    "message[a];message[b];message[c];message[d];");
}

static void
several_lines_of_data_are_joined(void **state)
{
	(void)state;
	assert_events("data: a\ndata\ndata: b\n\n", "message[a\n\nb];");
	assert_events("data\n\n", "message[];");
}

static void
names_ids_and_comments_are_known(void **state)
{
	(void)state;
	assert_events(": hello\nevent: metrics\nid: 7\ndata: a\n\ndata: b\n\n",
	    "metrics[a]7;message[b]7;");
	assert_events(
	    "event: x\n\ndata: a\nretry: 5\nfoo: b\n\n", "message[a];");
}

static void
a_mark_at_the_begin_is_passed_over(void **state)
{
	(void)state;
	assert_events("\xef\xbb\xbf"
		      "data: a\n\n\xef\xbb\xbf"
		      "data: b\n\n",
	    "message[a];");
}

static void
half_an_event_is_none(void **state)
{
	(void)state;
	assert_events("data: a\n\ndata: b\n", "message[a];");
	assert_events("data: a\n\ndata: b", "message[a];");
}

static void
who_reads_may_stop(void **state)
{
	(void)state;
	assert_false(feed(STR("data: stop\n\ndata: a\n\n"), 100, 1000));
	assert_str(buf_str(&got), "message[stop];");
}

static void
what_is_too_long_is_refused(void **state)
{
	(void)state;
	assert_true(feed(STR("data: 345678\n\n"), 3, 12));
	assert_false(feed(STR("data: 3456789\n\n"), 3, 12));
	assert_false(feed(STR("data: 345678\ndata: 345678\n\n"), 3, 12));
	assert_false(feed(STR("0123456789012"), 1, 12));
}

static int
begin(void **state)
{
	(void)state;
	buf_init(&got, 1000);
	return 0;
}

static int
end(void **state)
{
	(void)state;
	buf_free(&got);
	return 0;
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(data_is_an_event_at_a_blank_line),
	    cmocka_unit_test(lines_end_in_three_ways),
	    cmocka_unit_test(several_lines_of_data_are_joined),
	    cmocka_unit_test(names_ids_and_comments_are_known),
	    cmocka_unit_test(a_mark_at_the_begin_is_passed_over),
	    cmocka_unit_test(half_an_event_is_none),
	    cmocka_unit_test(who_reads_may_stop),
	    cmocka_unit_test(what_is_too_long_is_refused),
	};

	return cmocka_run_group_tests(tests, begin, end);
}
