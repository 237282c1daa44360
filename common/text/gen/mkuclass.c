/* SPDX-License-Identifier: MIT */
/*
 * Prints the tables of common/text/uclass.h as C, when the project is built.
 *
 * utf8proc 2.8 knows Unicode 15.0; what has been assigned since is below, so
 * that any utf8proc from 2.8 on gives the classes of Unicode 16.0.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <utf8proc.h>

#include "common/text/uclass.h"

struct range {
	uint32_t first, last;
	enum uclass class;
};

/* Assigned by Unicode 15.1 (2023-09-12) and 16.0 (2024-09-10). */
static const struct range later[] = {
    {0x897, 0x897, UCLASS_MARK},
    {0x1C89, 0x1C89, UCLASS_UPPER},
    {0x1C8A, 0x1C8A, UCLASS_LOWER},
    {0xA7CB, 0xA7CC, UCLASS_UPPER},
    {0xA7CD, 0xA7CD, UCLASS_LOWER},
    {0xA7DA, 0xA7DA, UCLASS_UPPER},
    {0xA7DB, 0xA7DB, UCLASS_LOWER},
    {0xA7DC, 0xA7DC, UCLASS_UPPER},
    {0x105C0, 0x105F3, UCLASS_LETTER},
    {0x10D40, 0x10D49, UCLASS_NUMBER},
    {0x10D4A, 0x10D4D, UCLASS_LETTER},
    {0x10D4E, 0x10D4E, UCLASS_MODIFIER},
    {0x10D4F, 0x10D4F, UCLASS_LETTER},
    {0x10D50, 0x10D65, UCLASS_UPPER},
    {0x10D69, 0x10D6D, UCLASS_MARK},
    {0x10D6F, 0x10D6F, UCLASS_MODIFIER},
    {0x10D70, 0x10D85, UCLASS_LOWER},
    {0x10EC2, 0x10EC4, UCLASS_LETTER},
    {0x10EFC, 0x10EFC, UCLASS_MARK},
    {0x11380, 0x11389, UCLASS_LETTER},
    {0x1138B, 0x1138B, UCLASS_LETTER},
    {0x1138E, 0x1138E, UCLASS_LETTER},
    {0x11390, 0x113B5, UCLASS_LETTER},
    {0x113B7, 0x113B7, UCLASS_LETTER},
    {0x113B8, 0x113C0, UCLASS_MARK},
    {0x113C2, 0x113C2, UCLASS_MARK},
    {0x113C5, 0x113C5, UCLASS_MARK},
    {0x113C7, 0x113CA, UCLASS_MARK},
    {0x113CC, 0x113D0, UCLASS_MARK},
    {0x113D1, 0x113D1, UCLASS_LETTER},
    {0x113D2, 0x113D2, UCLASS_MARK},
    {0x113D3, 0x113D3, UCLASS_LETTER},
    {0x113E1, 0x113E2, UCLASS_MARK},
    {0x116D0, 0x116E3, UCLASS_NUMBER},
    {0x11BC0, 0x11BE0, UCLASS_LETTER},
    {0x11BF0, 0x11BF9, UCLASS_NUMBER},
    {0x11F5A, 0x11F5A, UCLASS_MARK},
    {0x13460, 0x143FA, UCLASS_LETTER},
    {0x16100, 0x1611D, UCLASS_LETTER},
    {0x1611E, 0x1612F, UCLASS_MARK},
    {0x16130, 0x16139, UCLASS_NUMBER},
    {0x16D40, 0x16D42, UCLASS_MODIFIER},
    {0x16D43, 0x16D6A, UCLASS_LETTER},
    {0x16D6B, 0x16D6C, UCLASS_MODIFIER},
    {0x16D70, 0x16D79, UCLASS_NUMBER},
    {0x18CFF, 0x18CFF, UCLASS_LETTER},
    {0x1CCF0, 0x1CCF9, UCLASS_NUMBER},
    {0x1E5D0, 0x1E5ED, UCLASS_LETTER},
    {0x1E5EE, 0x1E5EF, UCLASS_MARK},
    {0x1E5F0, 0x1E5F0, UCLASS_LETTER},
    {0x1E5F1, 0x1E5FA, UCLASS_NUMBER},
    {0x2EBF0, 0x2EE5D, UCLASS_LETTER},
};

static const struct range spaces[] = {
    {0x09, 0x0D, UCLASS_SPACE},
    {0x20, 0x20, UCLASS_SPACE},
    {0x85, 0x85, UCLASS_SPACE},
    {0xA0, 0xA0, UCLASS_SPACE},
    {0x1680, 0x1680, UCLASS_SPACE},
    {0x2000, 0x200A, UCLASS_SPACE},
    {0x2028, 0x2029, UCLASS_SPACE},
    {0x202F, 0x202F, UCLASS_SPACE},
    {0x205F, 0x205F, UCLASS_SPACE},
    {0x3000, 0x3000, UCLASS_SPACE},
};

static uint8_t class_of[UCLASS_MAX + 1];
static uint8_t page_of[UCLASS_MAX / UCLASS_PAGE + 1];

static enum uclass
class_in_utf8proc(utf8proc_int32_t cp)
{
	switch (utf8proc_category(cp)) {
	case UTF8PROC_CATEGORY_LU:
		return UCLASS_UPPER;
	case UTF8PROC_CATEGORY_LT:
		return UCLASS_TITLE;
	case UTF8PROC_CATEGORY_LL:
		return UCLASS_LOWER;
	case UTF8PROC_CATEGORY_LM:
		return UCLASS_MODIFIER;
	case UTF8PROC_CATEGORY_LO:
		return UCLASS_LETTER;
	case UTF8PROC_CATEGORY_MN:
	case UTF8PROC_CATEGORY_MC:
	case UTF8PROC_CATEGORY_ME:
		return UCLASS_MARK;
	case UTF8PROC_CATEGORY_ND:
	case UTF8PROC_CATEGORY_NL:
	case UTF8PROC_CATEGORY_NO:
		return UCLASS_NUMBER;
	default:
		return UCLASS_OTHER;
	}
}

static void
set(const struct range *r, size_t n)
{
	for (; n > 0; r++, n--)
		for (uint32_t cp = r->first; cp <= r->last; cp++)
			class_of[cp] = (uint8_t)r->class;
}

static void
print_row(const uint8_t *p, size_t n)
{
	for (size_t i = 0; i < n; i++)
		printf("%s%d,", i % 32 == 0 ? "\n" : "", p[i]);
}

/* Prints the pages that differ, and notes which one each page is. */
static void
print_cells(void)
{
	const uint8_t *known[256];
	size_t n = 0, k;

	printf("const uint8_t uclass_cell[][UCLASS_PAGE] = {");
	for (size_t i = 0; i < sizeof(page_of); i++) {
		const uint8_t *page = class_of + i * UCLASS_PAGE;

		for (k = 0; k < n; k++)
			if (memcmp(known[k], page, UCLASS_PAGE) == 0)
				break;
		if (k == sizeof(known) / sizeof(known[0])) {
			fputs("mkuclass: too many pages for a byte\n", stderr);
			exit(1);
		}
		if (k == n) {
			known[n++] = page;
			printf("{");
			print_row(page, UCLASS_PAGE);
			printf("},\n");
		}
		page_of[i] = (uint8_t)k;
	}
	printf("};\n");
}

int
main(void)
{
	for (uint32_t cp = 0; cp <= UCLASS_MAX; cp++)
		class_of[cp] = (uint8_t)class_in_utf8proc((int32_t)cp);
	set(later, sizeof(later) / sizeof(later[0]));
	set(spaces, sizeof(spaces) / sizeof(spaces[0]));

	printf("/* Made by common/text/gen/mkuclass.c. */\n"
	       "#include \"common/text/uclass.h\"\n\n");
	print_cells();
	printf("\nconst uint8_t uclass_page[] = {");
	print_row(page_of, sizeof(page_of));
	printf("};\n");
	return fflush(stdout) == 0 && !ferror(stdout) ? 0 : 1;
}
