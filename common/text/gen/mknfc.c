/* SPDX-License-Identifier: MIT */
/*
 * Prints the table of common/text/nfc.h as C, when the project is built.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <utf8proc.h>

#include "common/text/nfc.h"

enum { CELL = NFC_PAGE / 8, PAGES_MAX = 256 };

static uint8_t bits[(NFC_MAX + 1) / 8];
static uint8_t page_of[NFC_MAX / NFC_PAGE + 1];

/* Of the vowels and final consonants of Hangul, which compose by a formula. */
static int
is_jamo(int32_t cp)
{
	return cp >= 0x1160 && cp <= 0x11FF;
}

static int
is_mark(int32_t cp)
{
	utf8proc_category_t c = utf8proc_category(cp);

	return c == UTF8PROC_CATEGORY_MN || c == UTF8PROC_CATEGORY_MC ||
	    c == UTF8PROC_CATEGORY_ME;
}

static int
stays(int32_t cp)
{
	int32_t form[8];
	utf8proc_ssize_t n;
	int last;

	n = utf8proc_decompose_char(
	    cp, form, 8, UTF8PROC_DECOMPOSE | UTF8PROC_STABLE, &last);
	n = utf8proc_normalize_utf32(
	    form, n, UTF8PROC_COMPOSE | UTF8PROC_STABLE);
	return n == 1 && form[0] == cp;
}

static int
stands_alone(int32_t cp)
{
	if (cp >= 0xD800 && cp < 0xE000)
		return 1;
	return utf8proc_get_property(cp)->combining_class == 0 &&
	    !is_mark(cp) && !is_jamo(cp) && stays(cp);
}

/* Prints the pages that differ, and notes which one each page is. */
static void
print_cells(void)
{
	const uint8_t *known[PAGES_MAX];
	size_t n = 0, k;

	printf("const uint8_t nfc_cell[][NFC_PAGE / 8] = {");
	for (size_t i = 0; i < sizeof(page_of); i++) {
		const uint8_t *page = bits + i * CELL;

		for (k = 0; k < n; k++)
			if (memcmp(known[k], page, CELL) == 0)
				break;
		if (k == PAGES_MAX) {
			fputs("mknfc: too many pages for a byte\n", stderr);
			exit(1);
		}
		if (k == n) {
			known[n++] = page;
			printf("\n{");
			for (size_t j = 0; j < CELL; j++)
				printf("%d,", page[j]);
			printf("},");
		}
		page_of[i] = (uint8_t)k;
	}
	printf("\n};\n");
}

int
main(void)
{
	for (int32_t cp = 0; cp <= NFC_MAX; cp++)
		if (!stands_alone(cp)) {
			if (cp < 0x300) {
				fputs(
				    "mknfc: a low character changes\n", stderr);
				return 1;
			}
			bits[cp / 8] |= (uint8_t)(1 << cp % 8);
		}
	printf("/* Made by common/text/gen/mknfc.c. */\n"
	       "#include \"common/text/nfc.h\"\n\n");
	print_cells();
	printf("\nconst uint8_t nfc_page[] = {");
	for (size_t i = 0; i < sizeof(page_of); i++)
		printf("%s%d,", i % 32 == 0 ? "\n" : "", page_of[i]);
	printf("\n};\n");
	return fflush(stdout) == 0 && !ferror(stdout) ? 0 : 1;
}
