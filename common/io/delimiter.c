/* SPDX-License-Identifier: MIT */
#include "common/io/delimiter.h"

#include <string.h>

const struct delimiter delimiters[DELIMITERS] = {
    {',', "comma"}, {'\t', "tab"}, {';', "semicolon"}, {'|', "pipe"}};

bool
delimiter_read(const char *text, char *to)
{
	unsigned char c = (unsigned char)text[0];

	for (size_t i = 0; i < DELIMITERS; i++) {
		if (strcmp(delimiters[i].name, text) != 0)
			continue;
		*to = delimiters[i].c;
		return true;
	}
	if (c == 0 || c > 0x7f || text[1] != '\0' || c == '\n' || c == '\r')
		return false;
	*to = text[0];
	return true;
}

const char *
delimiter_name(char c)
{
	for (size_t i = 0; i < DELIMITERS; i++)
		if (delimiters[i].c == c)
			return delimiters[i].name;
	return NULL;
}
