/* SPDX-License-Identifier: MIT */
#include <float.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>

#include "common/json/jsonw.h"

struct bench {
	struct buf b;
	struct jsonw w;
};

static int
set_up(void **state)
{
	struct bench *t = mem_zero(1, sizeof(*t));

	buf_init(&t->b, BUF_NO_MAX);
	jsonw_init(&t->w, &t->b);
	*state = t;
	return 0;
}

static int
tear_down(void **state)
{
	struct bench *t = *state;

	buf_free(&t->b);
	free(t);
	return 0;
}

static void
wrote(struct bench *t, const char *json)
{
	assert_string_equal(buf_cstr(&t->b), json);
}

static void
only_quotes_backslashes_and_controls_are_escaped(void **state)
{
	struct bench *t = *state;

	jsonw_string(&t->b, STR("\"\\/\b\f\n\r\t\x01\x0B\x1F\x7F"));
	jsonw_string(&t->b, STR("\xE2\x80\xA8 na\xC3\xAFve \xF0\x9F\x98\x80"));
	jsonw_string(&t->b, STR(""));
	wrote(t,
	    "\"\\\"\\\\/\\b\\f\\n\\r\\t\\u0001\\u000b\\u001f\x7F\""
	    "\"\xE2\x80\xA8 na\xC3\xAFve \xF0\x9F\x98\x80\"\"\"");
}

static void
nul_is_escaped_like_any_control(void **state)
{
	struct bench *t = *state;

	jsonw_string(&t->b, STR("a\0b"));
	wrote(t, "\"a\\u0000b\"");
}

/* Eight bytes are looked at together: each byte must count at each place. */
static void
every_byte_is_written_right_at_every_place(void **state)
{
	static const char letters[] = "btn\0fr";
	struct bench *t = *state;
	char text[19], want[40], *at;

	for (size_t place = 0; place < sizeof(text); place++)
		for (unsigned c = 0; c < 256; c++) {
			memset(text, place % 2 == 0 ? 'x' : '\xFF', 19);
			memcpy(want, text, place);
			at = want + place;
			text[place] = (char)c;
			if (c == '"' || c == '\\')
				at += snprintf(at, 8, "\\%c", (char)c);
			else if (c >= 8 && c <= 13 && letters[c - 8] != '\0')
				at += snprintf(at, 8, "\\%c", letters[c - 8]);
			else if (c < 0x20)
				at += snprintf(at, 8, "\\u%04x", c);
			else
				*at++ = (char)c;
			memcpy(at, text + place + 1, 18 - place);
			at += 18 - place;
			buf_clear(&t->b);
			jsonw_escape(&t->b, str_of(text, sizeof(text)));
			assert_int_equal(t->b.n, at - want);
			assert_memory_equal(t->b.p, want, t->b.n);
		}
}

static void
commas_and_colons_come_by_themselves(void **state)
{
	struct bench *t = *state;
	struct jsonw *w = &t->w;

	jsonw_object(w);
	jsonw_key(w, "a");
	jsonw_array(w);
	jsonw_end(w);
	jsonw_key(w, "b");
	jsonw_array(w);
	jsonw_null(w);
	jsonw_bool(w, true);
	jsonw_bool(w, false);
	jsonw_object(w);
	jsonw_end(w);
	jsonw_object(w);
	jsonw_key(w, "c");
	jsonw_str(w, STR("d\n"));
	jsonw_end(w);
	jsonw_raw(w, STR("[1]"));
	jsonw_end(w);
	jsonw_key_str(w, STR("e\"f"));
	jsonw_u64(w, 3);
	jsonw_end(w);
	wrote(t,
	    "{\"a\":[],\"b\":[null,true,false,{},{\"c\":\"d\\n\"},[1]],"
	    "\"e\\\"f\":3}");
}

static void
objects_and_arrays_nest_to_the_limit(void **state)
{
	struct bench *t = *state;

	for (int i = 0; i < JSONW_DEPTH_MAX / 2; i++) {
		jsonw_array(&t->w);
		jsonw_object(&t->w);
		jsonw_key(&t->w, "");
	}
	jsonw_u64(&t->w, 1);
	for (int i = 0; i < JSONW_DEPTH_MAX; i++)
		jsonw_end(&t->w);
	assert_int_equal(t->b.n, JSONW_DEPTH_MAX / 2 * 7 + 1);
	assert_int_equal(t->w.depth, 0);
}

static void
whole_numbers_are_written_to_their_limits(void **state)
{
	struct bench *t = *state;

	jsonw_array(&t->w);
	jsonw_u64(&t->w, 0);
	jsonw_u64(&t->w, UINT64_MAX);
	jsonw_i64(&t->w, INT64_MIN);
	jsonw_end(&t->w);
	wrote(t, "[0,18446744073709551615,-9223372036854775808]");
}

static void
reals_are_as_short_as_they_can_be(void **state)
{
	struct bench *t = *state;

	jsonw_array(&t->w);
	jsonw_real(&t->w, 0.1);
	jsonw_real(&t->w, 0.1 + 0.2);
	jsonw_real(&t->w, 3);
	jsonw_real(&t->w, -2.5);
	jsonw_real(&t->w, 1e300);
	jsonw_real(&t->w, 1.0 / 3);
	jsonw_real(&t->w, 0.9);
	jsonw_end(&t->w);
	wrote(t,
	    "[0.1,0.30000000000000004,3,-2.5,1e+300,0.3333333333333333,0.9]");
}

static void
reals_read_back_as_they_were(void **state)
{
	static const double some[] = {
	    DBL_MAX, DBL_MIN, DBL_EPSILON, 5e-324, 123456789.123456789, -1e-7};
	struct bench *t = *state;

	for (size_t i = 0; i < LENGTH(some); i++) {
		buf_clear(&t->b);
		jsonw_init(&t->w, &t->b);
		jsonw_real(&t->w, some[i]);
		assert_true(strtod(buf_cstr(&t->b), NULL) == some[i]);
	}
}

static void
money_is_exact(void **state)
{
	struct bench *t = *state;

	jsonw_array(&t->w);
	jsonw_money(&t->w, 2400000000);
	jsonw_money(&t->w, 8000);
	jsonw_money(&t->w, 0);
	jsonw_end(&t->w);
	wrote(t, "[2.4,0.000008,0]");
}

/* A file name may be anything; a report is always JSON. */
static void
what_is_no_utf8_is_replaced_in_keys_and_strings(void **state)
{
	struct bench *t = *state;

	jsonw_object(&t->w);
	jsonw_key(&t->w, "\xFF");
	jsonw_str(&t->w, STR("a\xC3.jsonl"));
	jsonw_end(&t->w);
	wrote(t, "{\"\xEF\xBF\xBD\":\"a\xEF\xBF\xBD.jsonl\"}");
}

static void
the_ceiling_of_the_buffer_is_remembered(void **state)
{
	struct bench *t = *state;

	buf_free(&t->b);
	buf_init(&t->b, 8);
	jsonw_string(&t->b, STR("much too long"));
	assert_true(t->b.over);
	assert_true(t->b.n <= 8);
}

#define TEST(f) cmocka_unit_test_setup_teardown(f, set_up, tear_down)

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    TEST(only_quotes_backslashes_and_controls_are_escaped),
	    TEST(nul_is_escaped_like_any_control),
	    TEST(every_byte_is_written_right_at_every_place),
	    TEST(commas_and_colons_come_by_themselves),
	    TEST(objects_and_arrays_nest_to_the_limit),
	    TEST(whole_numbers_are_written_to_their_limits),
	    TEST(reals_are_as_short_as_they_can_be),
	    TEST(reals_read_back_as_they_were),
	    TEST(money_is_exact),
	    TEST(what_is_no_utf8_is_replaced_in_keys_and_strings),
	    TEST(the_ceiling_of_the_buffer_is_remembered),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
