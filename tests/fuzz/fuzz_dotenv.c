/* SPDX-License-Identifier: MIT */
/*
 * Every pair of a .env file lies within it, lines are counted as they are, and
 * a name and value that were read are read again from what a careful writer
 * makes of them.
 */
#include <assert.h>
#include <stdint.h>
#include <stdlib.h>

#include "common/base/buf.h"
#include "common/net/dotenv.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void
write_again(struct str name, struct str value)
{
	struct str name2, value2;
	struct dotenv d;
	struct fault f;
	struct buf b;

	buf_init(&b, BUF_NO_MAX);
	buf_printf(&b, "%.*s=\"", STR_ARGS(name));
	for (size_t i = 0; i < value.n; i++) {
		if (value.p[i] == '"' || value.p[i] == '\\')
			buf_addc(&b, '\\');
		buf_addc(&b, value.p[i]);
	}
	buf_adds(&b, "\"\n");
	dotenv_init(&d, b.p, b.n);
	assert(dotenv_next(&d, &name2, &value2, &f) == DOTENV_PAIR);
	assert(str_eq(name, name2) && str_eq(value, value2));
	assert(dotenv_next(&d, &name2, &value2, &f) == DOTENV_END);
	buf_free(&b);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	char *text = mem_copy((const char *)data, size);
	size_t lines = 1, last = 0;
	enum dotenv_what what;
	struct str name, value;
	struct dotenv d;
	struct fault f;

	for (size_t i = 0; i < size; i++)
		lines += data[i] == '\n';
	dotenv_init(&d, text, size);
	while ((what = dotenv_next(&d, &name, &value, &f)) != DOTENV_END) {
		assert(d.line > last && d.line <= lines);
		last = d.line;
		if (what == DOTENV_BAD) {
			assert(f.status == STATUS_USAGE && f.off <= size);
			continue;
		}
		assert(name.p >= text && name.p + name.n <= text + size);
		assert(value.p > name.p && value.p + value.n <= text + size);
		write_again(name, value);
	}
	assert(d.next == lines);
	free(text);
	return 0;
}
