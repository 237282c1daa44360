/* SPDX-License-Identifier: MIT */
#include "tests/unit/unit.h"

#include "common/text/xml.h"

#define PAGE(text, want) expect(xml_write_page, STR(text), want)
#define XML(text, want)	 expect(xml_write, STR(text), want)

static void
expect(
    void (*write)(struct buf *, struct str), struct str text, const char *want)
{
	struct buf b;

	buf_init(&b, BUF_NO_MAX);
	write(&b, text);
	assert_string_equal(buf_cstr(&b), want);
	buf_free(&b);
}

static void
what_means_something_is_escaped(void **state)
{
	(void)state;
	XML("</script> & \"x\"", "&lt;/script&gt; &amp; &quot;x&quot;");
	PAGE("</script> & \"x\" 'y'",
	    "&lt;/script&gt; &amp; &quot;x&quot; &#39;y&#39;");
}

static void
what_xml_cannot_hold_is_masked(void **state)
{
	(void)state;
	XML("a\nb\0\x1b[2J", "a\\x0ab\\x00\\x1b[2J");
	XML("\xef\xbf\xbe\xef\xbf\xbf\xff", "\\u{fffe}\\u{ffff}\\xff");
}

static void
a_page_keeps_lines_and_shows_what_is_hidden(void **state)
{
	(void)state;
	PAGE("a\n\tb", "a\n\tb");
	PAGE("\0\x1b\x7f", "\xe2\x90\x80\xe2\x90\x9b\xe2\x90\xa1");
	PAGE("\xc2\x85", "\xef\xbf\xbd");
	PAGE("\xef\xb7\x90\xef\xbf\xbf", "\xef\xbf\xbd\xef\xbf\xbd");
	PAGE("a\xff\xc3", "a\xef\xbf\xbd\xef\xbf\xbd");
	PAGE("\xd7\xa9\xf0\x9f\x98\x80", "\xd7\xa9\xf0\x9f\x98\x80");
}

static void
a_page_shows_what_would_turn_its_text_around(void **state)
{
	(void)state;
	PAGE("a\xe2\x80\xae"
	     "b",
	    "a\\u{202e}b");
	PAGE("\xe2\x81\xa6\xe2\x81\xa9", "\\u{2066}\\u{2069}");
	PAGE("\xe2\x80\x8f", "\xe2\x80\x8f");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(what_means_something_is_escaped),
	    cmocka_unit_test(what_xml_cannot_hold_is_masked),
	    cmocka_unit_test(a_page_keeps_lines_and_shows_what_is_hidden),
	    cmocka_unit_test(a_page_shows_what_would_turn_its_text_around),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
