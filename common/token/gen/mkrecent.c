/* SPDX-License-Identifier: MIT */
/*
 * Prints the table of common/token/recent.h as C, when the project is built:
 * the characters whose class common/text/uclass.h knows, and this PCRE2, which
 * may have an older Unicode, does not.
 */
#include <stdio.h>
#include <stdlib.h>

#define PCRE2_CODE_UNIT_WIDTH 8
#include <pcre2.h>

#include "common/text/uclass.h"

static const struct {
	const char *name, *pattern;
	unsigned mask;
} classes[] = {
    {"L", "\\p{L}", UCLASS_LETTERS},
    {"Lu", "\\p{Lu}", UCLASS_BIT(UCLASS_UPPER)},
    {"Lt", "\\p{Lt}", UCLASS_BIT(UCLASS_TITLE)},
    {"Ll", "\\p{Ll}", UCLASS_BIT(UCLASS_LOWER)},
    {"Lm", "\\p{Lm}", UCLASS_BIT(UCLASS_MODIFIER)},
    {"Lo", "\\p{Lo}", UCLASS_BIT(UCLASS_LETTER)},
    {"M", "\\p{M}", UCLASS_BIT(UCLASS_MARK)},
    {"N", "\\p{N}", UCLASS_BIT(UCLASS_NUMBER)},
};

enum { CLASSES = sizeof(classes) / sizeof(classes[0]) };

static size_t
encode(uint32_t cp, unsigned char *p)
{
	size_t n = cp < 0x80 ? 1 : cp < 0x800 ? 2 : cp < 0x10000 ? 3 : 4;

	for (size_t i = n; i-- > 1; cp >>= 6)
		p[i] = (unsigned char)(0x80 | (cp & 0x3F));
	p[0] = (unsigned char)(n == 1 ? cp : (0xF00u >> n | cp));
	return n;
}

static int
matches(const pcre2_code *code, pcre2_match_data *data, uint32_t cp)
{
	unsigned char p[4];
	size_t n = encode(cp, p);

	return pcre2_match(code, p, n, 0, PCRE2_NO_UTF_CHECK, data, NULL) > 0;
}

static void
print_class(size_t i)
{
	size_t off;
	int error;
	pcre2_code *code = pcre2_compile((PCRE2_SPTR)classes[i].pattern,
	    PCRE2_ZERO_TERMINATED, PCRE2_UTF | PCRE2_UCP, &error, &off, NULL);
	pcre2_match_data *data;
	uint32_t first = UINT32_MAX;

	if (code == NULL)
		exit(1);
	data = pcre2_match_data_create_from_pattern(code, NULL);
	if (data == NULL)
		exit(1);
	printf("    {\"%s\",\n\t\"", classes[i].name);
	for (uint32_t cp = 0; cp <= UCLASS_MAX + 1; cp++) {
		int recent = cp <= UCLASS_MAX &&
		    uclass_in(cp, classes[i].mask) && !matches(code, data, cp);

		if (recent && first == UINT32_MAX)
			first = cp;
		if (recent || first == UINT32_MAX)
			continue;
		printf("\\\\x{%X}-\\\\x{%X}\"\n\t\"", first, cp - 1);
		first = UINT32_MAX;
	}
	printf("\"},\n");
	pcre2_match_data_free(data);
	pcre2_code_free(code);
}

int
main(void)
{
	printf("/* Made by common/token/gen/mkrecent.c. */\n"
	       "#include \"common/token/recent.h\"\n\n"
	       "const struct recent recent[RECENT] = {\n");
	for (size_t i = 0; i < CLASSES; i++)
		print_class(i);
	printf("};\n");
	return fflush(stdout) == 0 && !ferror(stdout) ? 0 : 1;
}
