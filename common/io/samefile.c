/* SPDX-License-Identifier: MIT */
#include "common/io/samefile.h"

#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "common/base/mem.h"
#include "common/base/str.h"

/* What the name stands for; a name without a file has a folder at least. */
struct entry {
	struct stat st;	  /* of the folder where there is no file */
	const char *base; /* in that folder; NULL where there is a file */
	bool known;
};

static bool
is_dash(const char *path)
{
	return path == NULL || str_is(str_c(path), "-");
}

static const char *
base_of(const char *path)
{
	const char *slash = strrchr(path, '/');

	return slash == NULL ? path : slash + 1;
}

/* dash: what "-" stands for. */
static struct entry
look_at(const char *path, int dash)
{
	struct entry e = {.known = true};
	struct str folder;
	char *name;

	if (is_dash(path) ? fstat(dash, &e.st) == 0 : stat(path, &e.st) == 0)
		return e;
	if (is_dash(path)) {
		e.known = false;
		return e;
	}
	e.base = base_of(path);
	folder = str_of(path, (size_t)(e.base - path));
	if (folder.n == 0)
		folder = STR(".");
	name = mem_copy(folder.p, folder.n);
	e.known = stat(name, &e.st) == 0;
	free(name);
	return e;
}

static bool
is_same(struct entry a, struct entry b)
{
	if (!a.known || !b.known || a.st.st_dev != b.st.st_dev ||
	    a.st.st_ino != b.st.st_ino)
		return false;
	if (a.base != NULL && b.base != NULL)
		return str_is(str_c(a.base), b.base);
	return a.base == NULL && b.base == NULL && S_ISREG(a.st.st_mode);
}

bool
samefile_outputs(const char *a, const char *b)
{
	return (is_dash(a) && is_dash(b)) ||
	    is_same(look_at(a, STDOUT_FILENO), look_at(b, STDOUT_FILENO));
}

bool
samefile_input(const char *input, const char *output)
{
	return is_same(
	    look_at(input, STDIN_FILENO), look_at(output, STDOUT_FILENO));
}

const char *
samefile_among(char **inputs, const char *output)
{
	if (inputs[0] == NULL)
		return samefile_input("-", output) ? "<stdin>" : NULL;
	for (; *inputs != NULL; inputs++)
		if (samefile_input(*inputs, output))
			return *inputs;
	return NULL;
}
