/* SPDX-License-Identifier: MIT */
#define _DEFAULT_SOURCE /* struct winsize */
#include "common/io/term.h"

#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

bool
term_is(int fd)
{
	return isatty(fd) == 1;
}

bool
term_color(int fd, const char *mode)
{
	const char *no_color = getenv("NO_COLOR"), *term = getenv("TERM");

	if (strcmp(mode, "auto") != 0)
		return strcmp(mode, "always") == 0;
	if (no_color != NULL && no_color[0] != '\0')
		return false;
	if (term == NULL || strcmp(term, "dumb") == 0)
		return false;
	return term_is(fd);
}

bool
term_table(const char *format, const char *output)
{
	if (strcmp(format, "auto") != 0)
		return strcmp(format, "table") == 0;
	return output == NULL && term_is(STDOUT_FILENO);
}

/* Does the name of a locale end in "UTF-8", however that is written? */
static bool
names_utf8(const char *locale)
{
	static const char name[] = "utf8";
	const char *dot = strchr(locale, '.');
	size_t n = 0;

	for (; dot != NULL && *++dot != '\0' && *dot != '@';) {
		if (*dot == '-')
			continue;
		if (name[n] == '\0' || (*dot | 0x20) != (name[n] | 0x20))
			return false;
		n++;
	}
	return n == strlen(name);
}

bool
term_utf8(int fd)
{
	static const char *const names[] = {"LC_ALL", "LC_CTYPE", "LANG"};
	const char *term = getenv("TERM");

	if (!term_is(fd) || term == NULL || strcmp(term, "dumb") == 0)
		return false;
	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
		const char *locale = getenv(names[i]);

		if (locale != NULL && locale[0] != '\0')
			return names_utf8(locale);
	}
	return false;
}

size_t
term_columns(int fd)
{
	struct winsize w;

	if (ioctl(fd, TIOCGWINSZ, &w) == 0 && w.ws_col > 0)
		return w.ws_col;
	return 80;
}
