/* SPDX-License-Identifier: MIT */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "common/io/decode.h"

/* Decodes bytes, `chunk` at a time; a fault's text stands at the end. */
static void
decode(const char *encoding, bool lossy, struct str bytes, size_t chunk,
    struct buf *to)
{
	struct decode *d = decode_new(encoding, lossy);
	struct fault f;
	bool ok = true;

	assert_non_null(d);
	do {
		size_t n = bytes.n < chunk ? bytes.n : chunk;

		ok = decode_some(d, str_of(bytes.p, n), n == bytes.n, to, &f);
		bytes = str_from(bytes, n);
	} while (ok && bytes.n > 0);
	if (!ok)
		buf_printf(to, "<%s>", f.text);
	if (lossy)
		buf_printf(to, "<%zu>", decode_repaired(d));
	decode_free(d);
}

/* The same for pieces of any size. */
static void
expect(const char *encoding, bool lossy, struct str bytes, const char *want)
{
	struct buf got;

	buf_init(&got, BUF_NO_MAX);
	for (size_t chunk = 1; chunk <= bytes.n + 1; chunk++) {
		buf_clear(&got);
		decode(encoding, lossy, bytes, chunk, &got);
		assert_string_equal(buf_cstr(&got), want);
	}
	buf_free(&got);
}

static void
text_becomes_utf8(void **state)
{
	(void)state;
	expect("windows-1252", false, STR("Caf\xe9 \x80"),
	    "Caf\xc3\xa9 \xe2\x82\xac");
	expect("UTF-16LE", false, STR("a\0\x3d\xd8\x00\xdez\0"),
	    "a\xf0\x9f\x98\x80z");
	expect("UTF-16", false, STR("\xfe\xff\0a\0b"), "ab");
	expect("shift_jis", false, STR("\x83\x65\x83X"),
	    "\xe3\x83\x86\xe3\x82\xb9");
	expect("latin1", false, STR(""), "");
}

static void
shifts_between_pieces_are_kept(void **state)
{
	(void)state;
	expect("ISO-2022-JP", false, STR("a\x1b$B$\"$$\x1b(Bb"),
	    "a\xe3\x81\x82\xe3\x81\x84"
	    "b");
}

static void
what_cannot_be_decoded_is_told_by_its_byte(void **state)
{
	(void)state;
	expect("UTF-16LE", false, STR("a\0\0\xd8z\0"),
	    "a<invalid UTF-16LE at byte 3>");
	expect("UTF-16BE", false, STR("\0a\0"),
	    "a<unfinished UTF-16BE at byte 3>");
	expect("ascii", false, STR("ab\xff"), "ab<invalid ascii at byte 3>");
}

static void
lossy_puts_a_character_for_each_mistake(void **state)
{
	(void)state;
	expect("ascii", true,
	    STR("\xff"
		"a\xfe\xfe"),
	    "\xef\xbf\xbd"
	    "a\xef\xbf\xbd\xef\xbf\xbd<3>");
	expect("UCS-2LE", true, STR("\0\xd8z\0"), "\xef\xbf\xbdz<1>");
	expect("UTF-32BE", true, STR("\0\x11\0\0\0\0\0z"), "\xef\xbf\xbdz<1>");
	expect("UTF-16LE", true, STR("\0\xd8z\0y"),
	    "\xef\xbf\xbdz\xef\xbf\xbd<2>");
}

static void
unknown_names_and_wishes_are_refused(void **state)
{
	(void)state;
	assert_null(decode_new("klingon", false));
	assert_null(decode_new("ascii//IGNORE", false));
	assert_null(decode_new("", false));
	assert_true(decode_is_utf8("utf-8"));
	assert_true(decode_is_utf8("UTF8"));
	assert_false(decode_is_utf8("utf-16"));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(text_becomes_utf8),
	    cmocka_unit_test(shifts_between_pieces_are_kept),
	    cmocka_unit_test(what_cannot_be_decoded_is_told_by_its_byte),
	    cmocka_unit_test(lossy_puts_a_character_for_each_mistake),
	    cmocka_unit_test(unknown_names_and_wishes_are_refused),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
