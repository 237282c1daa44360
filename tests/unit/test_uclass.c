/* SPDX-License-Identifier: MIT */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include <cmocka.h>

#include "common/base/mem.h"
#include "common/text/uclass.h"

struct spot {
	uint32_t cp;
	enum uclass class;
};

static void
assert_spots(const struct spot *s, size_t n)
{
	for (; n > 0; s++, n--)
		if (uclass(s->cp) != s->class)
			fail_msg("U+%04X is of class %d, not %d",
			    (unsigned)s->cp, (int)uclass(s->cp), (int)s->class);
}

static void
each_class_is_told(void **state)
{
	static const struct spot spots[] = {{'A', UCLASS_UPPER},
	    {'z', UCLASS_LOWER}, {'_', UCLASS_OTHER}, {'\'', UCLASS_OTHER},
	    {'0', UCLASS_NUMBER}, {0xC9, UCLASS_UPPER}, {0xDF, UCLASS_LOWER},
	    {0xAA, UCLASS_LETTER}, {0x1C5, UCLASS_TITLE}, {0x17F, UCLASS_LOWER},
	    {0x2B0, UCLASS_MODIFIER}, {0x301, UCLASS_MARK},
	    {0x903, UCLASS_MARK}, {0x20DD, UCLASS_MARK}, {0x5D0, UCLASS_LETTER},
	    {0x663, UCLASS_NUMBER}, {0x2167, UCLASS_NUMBER},
	    {0xBD, UCLASS_NUMBER}, {0x4E2D, UCLASS_LETTER},
	    {0x3005, UCLASS_MODIFIER}, {0xAC00, UCLASS_LETTER},
	    {0xD7A3, UCLASS_LETTER}, {0x10437, UCLASS_LOWER},
	    {0x20000, UCLASS_LETTER}, {0x1F600, UCLASS_OTHER},
	    {0xFFFD, UCLASS_OTHER}};

	(void)state;
	assert_spots(spots, LENGTH(spots));
}

static void
white_space_is_the_unicode_property(void **state)
{
	static const uint32_t spaces[] = {0x9, 0xA, 0xB, 0xC, 0xD, 0x20, 0x85,
	    0xA0, 0x1680, 0x2000, 0x2001, 0x2002, 0x2003, 0x2004, 0x2005,
	    0x2006, 0x2007, 0x2008, 0x2009, 0x200A, 0x2028, 0x2029, 0x202F,
	    0x205F, 0x3000};
	size_t n = 0;

	(void)state;
	for (uint32_t cp = 0; cp <= UCLASS_MAX; cp++)
		if (uclass(cp) == UCLASS_SPACE) {
			assert_true(n < LENGTH(spaces));
			assert_int_equal(cp, spaces[n++]);
		}
	assert_int_equal(n, LENGTH(spaces));
}

static void
what_unicode_16_added_is_there_and_what_17_added_is_not(void **state)
{
	static const struct spot spots[] = {{0x1C89, UCLASS_UPPER},
	    {0x1C8A, UCLASS_LOWER}, {0xA7CB, UCLASS_UPPER},
	    {0x897, UCLASS_MARK}, {0x10D40, UCLASS_NUMBER},
	    {0x10D6F, UCLASS_MODIFIER}, {0x2EBF0, UCLASS_LETTER},
	    {0x2EE5D, UCLASS_LETTER}, {0x2EE5E, UCLASS_OTHER},
	    {0x323B0, UCLASS_OTHER}, {0xA7CE, UCLASS_OTHER}};

	(void)state;
	assert_spots(spots, LENGTH(spots));
}

static void
the_ends_of_the_range_are_other(void **state)
{
	static const struct spot spots[] = {{0, UCLASS_OTHER},
	    {0xD800, UCLASS_OTHER}, {0xDFFF, UCLASS_OTHER},
	    {0xE000, UCLASS_OTHER}, {0xFFFF, UCLASS_OTHER},
	    {0x10FFFF, UCLASS_OTHER}, {0x110000, UCLASS_OTHER},
	    {UINT32_MAX, UCLASS_OTHER}};

	(void)state;
	assert_spots(spots, LENGTH(spots));
}

/* The sizes of the classes in the Unicode Character Database, 16.0. */
static void
each_class_is_as_large_as_unicode_says(void **state)
{
	static const size_t sizes[] = {[UCLASS_UPPER] = 1858,
	    [UCLASS_TITLE] = 31,
	    [UCLASS_LOWER] = 2258,
	    [UCLASS_MODIFIER] = 404,
	    [UCLASS_LETTER] = 136477,
	    [UCLASS_MARK] = 2501,
	    [UCLASS_NUMBER] = 1911,
	    [UCLASS_SPACE] = 25};
	size_t n[UCLASS_NUMBER + 1] = {0};

	(void)state;
	for (uint32_t cp = 0; cp <= UCLASS_MAX; cp++)
		n[uclass(cp)]++;
	for (size_t i = UCLASS_SPACE; i < LENGTH(sizes); i++)
		assert_int_equal(n[i], sizes[i]);
}

static void
a_mask_stands_for_several_classes(void **state)
{
	(void)state;
	assert_true(uclass_in('a', UCLASS_LETTERS));
	assert_true(uclass_in(0x4E2D, UCLASS_LETTERS));
	assert_false(uclass_in(0x301, UCLASS_LETTERS));
	assert_true(uclass_in(0x301, UCLASS_LETTERS | UCLASS_BIT(UCLASS_MARK)));
	assert_false(uclass_in('1', UCLASS_LETTERS));
}

int
main(void)
{
	static const struct CMUnitTest tests[] = {
	    cmocka_unit_test(each_class_is_told),
	    cmocka_unit_test(white_space_is_the_unicode_property),
	    cmocka_unit_test(
		what_unicode_16_added_is_there_and_what_17_added_is_not),
	    cmocka_unit_test(the_ends_of_the_range_are_other),
	    cmocka_unit_test(each_class_is_as_large_as_unicode_says),
	    cmocka_unit_test(a_mask_stands_for_several_classes),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
