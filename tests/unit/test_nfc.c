/* SPDX-License-Identifier: MIT */
#include "tests/unit/unit.h"

#include <stdlib.h>

#include <utf8proc.h>

#include "common/text/nfc.h"
#include "common/text/utf8.h"

static void
becomes(const char *text, const char *want)
{
	struct buf b;

	buf_init(&b, BUF_NO_MAX);
	nfc_write(&b, str_c(text));
	assert_str(buf_str(&b), want);
	buf_free(&b);
}

static void
letters_and_marks_are_composed(void **state)
{
	(void)state;
	becomes("", "");
	becomes("plain", "plain");
	becomes("e\xCC\x81", "\xC3\xA9");
	becomes("xe\xCC\x81y", "x\xC3\xA9y");
	becomes("\xCC\x81", "\xCC\x81");
	/* Marks of another class may stand between, and are put in order. */
	becomes("e\xCC\x81\xCC\xA3", "\xE1\xBA\xB9\xCC\x81");
	becomes("\xE2\x84\xAB", "\xC3\x85"); /* the sign of Angstrom */
	becomes("\xE1\x84\x80\xE1\x85\xA1\xE1\x86\xA8", "\xEA\xB0\x81");
	becomes("\xE0\xA5\x98", "\xE0\xA4\x95\xE0\xA4\xBC"); /* excluded */
}

static void
what_is_in_the_form_is_mostly_known_at_a_glance(void **state)
{
	(void)state;
	assert_true(nfc_is_sure(STR("")));
	assert_true(nfc_is_sure(STR("na\xC3\xAFve \xD0\xB9 \xE4\xB8\xAD")));
	assert_true(nfc_is_sure(STR("\xEA\xB0\x81 \xF0\x9F\x98\x80")));
	assert_false(nfc_is_sure(STR("e\xCC\x81")));
	assert_false(nfc_is_sure(STR("\xE2\x84\xAB")));
}

/* The same by utf8proc alone. */
static void
same_as_utf8proc(struct str s)
{
	uint8_t *want;
	utf8proc_ssize_t n = utf8proc_map((const uint8_t *)s.p,
	    (utf8proc_ssize_t)s.n, &want, UTF8PROC_STABLE | UTF8PROC_COMPOSE);
	struct buf b;

	assert_true(n >= 0);
	buf_init(&b, BUF_NO_MAX);
	nfc_write(&b, s);
	assert_int_equal(b.n, n);
	if (n > 0)
		assert_memory_equal(b.p, want, n);
	if (nfc_is_sure(s))
		assert_true(str_eq(s, buf_str(&b)));
	buf_free(&b);
	free(want);
}

static void
every_character_between_others_becomes_what_utf8proc_makes(void **state)
{
	struct buf b;

	(void)state;
	buf_init(&b, BUF_NO_MAX);
	for (uint32_t cp = 0; cp <= NFC_MAX; cp++) {
		if (cp >= 0xD800 && cp < 0xE000)
			continue;
		buf_clear(&b);
		buf_adds(&b, "o");
		utf8_write(&b, cp);
		buf_adds(&b, "\xCC\x88\xCC\xA3");
		utf8_write(&b, cp);
		same_as_utf8proc(buf_str(&b));
	}
	buf_free(&b);
}

/* Characters that compose, with what they compose with. */
static const uint32_t lively[] = {'a', 'o', 0xE9, 0x300, 0x301, 0x308, 0x323,
    0x338, 0x345, 0x3B1, 0x9C7, 0x9BE, 0x9D7, 0xBC6, 0xBD7, 0xDD9, 0xDCF,
    0x1100, 0x1161, 0x11A8, 0x1025, 0x102E, 0x1B05, 0x1B35, 0xAC00, 0x212B,
    0x3046, 0x3099, 0x110A5, 0x110BA, 0x115B8, 0x115AF, 0x1D15E, 0xFB1D,
    0x4E2D};

static void
random_texts_become_what_utf8proc_makes(void **state)
{
	uint32_t random = 1;
	struct buf b;

	(void)state;
	buf_init(&b, BUF_NO_MAX);
	for (int i = 0; i < 20000; i++) {
		buf_clear(&b);
		for (int j = 0; j < 8; j++) {
			random = random * 1664525 + 1013904223;
			utf8_write(&b, lively[(random >> 16) % LENGTH(lively)]);
		}
		same_as_utf8proc(buf_str(&b));
	}
	buf_free(&b);
}

static void
many_marks_take_linear_time(void **state)
{
	struct buf b, to;

	(void)state;
	buf_init(&b, BUF_NO_MAX);
	buf_init(&to, BUF_NO_MAX);
	for (int i = 0; i < 300000; i++)
		buf_adds(&b, i % 2 == 0 ? "\xCC\x88" : "\xCC\xA3");
	nfc_write(&to, buf_str(&b));
	assert_int_equal(to.n, b.n);
	assert_memory_equal(to.p, "\xCC\xA3\xCC\xA3", 4);
	buf_free(&b);
	buf_free(&to);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(letters_and_marks_are_composed),
	    cmocka_unit_test(what_is_in_the_form_is_mostly_known_at_a_glance),
	    cmocka_unit_test(
		every_character_between_others_becomes_what_utf8proc_makes),
	    cmocka_unit_test(random_texts_become_what_utf8proc_makes),
	    cmocka_unit_test(many_marks_take_linear_time),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
