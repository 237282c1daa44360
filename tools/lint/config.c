/* SPDX-License-Identifier: MIT */
#include "tools/lint/config.h"

#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "common/text/utf8.h"

enum { PATH_ENOUGH = 1 << 16 };

static const struct config_key *
key_named(struct str name, const struct config_key *keys, size_t nkeys)
{
	for (size_t i = 0; i < nkeys; i++)
		if (str_is(name, keys[i].name))
			return &keys[i];
	return NULL;
}

static bool
unknown_key(struct str name, const struct config_key *keys, size_t nkeys,
    size_t off, struct fault *f)
{
	struct buf known;

	buf_init(&known, BUF_NO_MAX);
	for (size_t i = 0; i < nkeys; i++)
		buf_printf(&known, "%s%s", i == 0 ? "" : ", ", keys[i].name);
	fault_set(f, STATUS_USAGE, off, "unknown key '%.*s'; known are %s",
	    (int)(name.n > 40 ? 40 : name.n), name.p, buf_cstr(&known));
	buf_free(&known);
	return false;
}

static bool
is_given(const struct config *c, const struct config_key *key)
{
	for (size_t i = 0; i < c->n; i++)
		if (c->v[i].key == key)
			return true;
	return false;
}

/* A copy ended by NUL, which the value does not hold. */
static const char *
keep(struct config *c, struct str value)
{
	char *copy = arena_take(&c->memory, value.n + 1, 1);

	memcpy(copy, value.p, value.n);
	copy[value.n] = '\0';
	return copy;
}

/* Keys are few, but some may be repeated; so the list is not bounded. */
static void
add(struct config *c, struct config_entry entry)
{
	if ((c->n & (c->n - 1)) == 0)
		c->v =
		    mem_resize(c->v, c->n == 0 ? 1 : c->n * 2, sizeof(*c->v));
	c->v[c->n++] = entry;
}

static bool
parse_line(struct config *c, struct str line, const struct config_key *keys,
    size_t nkeys, struct fault *f)
{
	size_t equals = str_find(line, '=');
	struct str name = str_trim(str_of(line.p, equals)), value;
	const struct config_key *key;
	size_t off = (size_t)(name.p - line.p), bad;

	if (!utf8_valid(line, &bad))
		return fault_set(f, STATUS_USAGE, bad, "invalid UTF-8");
	bad = str_find(line, '\0');
	if (bad < line.n)
		return fault_set(f, STATUS_USAGE, bad, "a NUL byte");
	if (equals == line.n)
		return fault_set(f, STATUS_USAGE, off,
		    "a line is KEY = VALUE, or begins with '#'");
	key = key_named(name, keys, nkeys);
	if (key == NULL)
		return unknown_key(name, keys, nkeys, off, f);
	if (!key->repeats && is_given(c, key))
		return fault_set(
		    f, STATUS_USAGE, off, "'%s' is given twice", key->name);
	value = str_trim(str_from(line, equals + 1));
	if (value.n == 0)
		return fault_set(
		    f, STATUS_USAGE, equals, "'%s' has no value", key->name);
	add(c,
	    (struct config_entry){
		.key = key,
		.value = keep(c, value),
		.line = c->line,
		.column = (size_t)(value.p - line.p) + 1,
	    });
	return true;
}

bool
config_parse(struct config *c, struct str text, const struct config_key *keys,
    size_t nkeys, struct fault *f)
{
	static const struct str bom = {"\xEF\xBB\xBF", 3};
	struct str line, trimmed;

	if (str_starts(text, bom))
		text = str_from(text, bom.n);
	for (c->line = 1; str_split(&text, '\n', &line); c->line++) {
		trimmed = str_trim(line);
		if (trimmed.n > 0 && trimmed.p[0] != '#' &&
		    !parse_line(c, line, keys, nkeys, f))
			return false;
	}
	return true;
}

void
config_free(struct config *c)
{
	free(c->v);
	arena_free(&c->memory);
	c->v = NULL;
	c->n = 0;
}

bool
config_find(const char *name, struct buf *path)
{
	char *here = mem_zero(PATH_ENOUGH, 1);
	struct str folder;
	struct stat st;
	bool is_found = false;

	if (getcwd(here, PATH_ENOUGH) == NULL)
		here[0] = '\0';
	for (folder = str_c(here); folder.n > 0 && !is_found;) {
		if (folder.p[folder.n - 1] == '/')
			folder.n--;
		buf_clear(path);
		buf_add_str(path, folder);
		buf_printf(path, "/%s", name);
		is_found =
		    stat(buf_cstr(path), &st) == 0 && !S_ISDIR(st.st_mode);
		while (folder.n > 0 && folder.p[folder.n - 1] != '/')
			folder.n--;
	}
	free(here);
	return is_found;
}
