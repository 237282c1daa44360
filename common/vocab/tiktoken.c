/* SPDX-License-Identifier: MIT */
#include "common/vocab/tiktoken.h"

#include <stdlib.h>

#include "common/base/num.h"
#include "common/token/dict.h"

/* Ids are below. */
#define ID_MAX ((uint64_t)1 << 31)

struct reader {
	struct str text;
	struct arena *arena;
	struct str *token;
	uint32_t *id;
	uint32_t n;
	struct fault *f;
};

static bool
wrong(const struct reader *r, const char *at, const char *what)
{
	return fault_set(
	    r->f, STATUS_INPUT, (size_t)(at - r->text.p), "%s", what);
}

static int
digit(char c)
{
	if (c >= 'A' && c <= 'Z')
		return c - 'A';
	if (c >= 'a' && c <= 'z')
		return c - 'a' + 26;
	if (c >= '0' && c <= '9')
		return c - '0' + 52;
	return c == '+' ? 62 : c == '/' ? 63 : -1;
}

/* Strict: groups of four, with as many = at the end as there are bits to
 * spare, which are zero. */
static bool
base64(const struct reader *r, struct str s, struct str *bytes)
{
	char *to = arena_take(r->arena, s.n / 4 * 3 + 1, 1);
	size_t digits = s.n, n = 0;
	uint32_t bits = 0;

	if (s.n == 0 || s.n % 4 != 0)
		return wrong(r, s.p + s.n, "the base64 ends too early");
	while (s.n - digits < 2 && s.p[digits - 1] == '=')
		digits--;
	for (size_t i = 0; i < digits; i++) {
		int d = digit(s.p[i]);

		if (d < 0)
			return wrong(r, s.p + i, "no digit of base64");
		bits = bits << 6 | (uint32_t)d;
		if (i % 4 > 0)
			to[n++] = (char)(bits >> (6 - i % 4 * 2));
	}
	if ((s.n - digits == 1 && bits & 3) || (s.n - digits == 2 && bits & 15))
		return wrong(
		    r, s.p + digits - 1, "the base64 has bits to spare");
	*bytes = str_of(to, n);
	return true;
}

static bool
read_line(struct reader *r, struct str line)
{
	size_t space = str_find(line, ' ');
	struct str rank;
	uint64_t id;

	if (space == line.n)
		return wrong(r, line.p + line.n,
		    "a line must be base64, a space and a rank");
	if (!base64(r, str_of(line.p, space), &r->token[r->n]))
		return false;
	rank = str_from(line, space + 1);
	if (!num_u64(rank, &id) || id >= ID_MAX)
		return wrong(r, rank.p, "the rank is not a number");
	if (r->n > 0 && id <= r->id[r->n - 1])
		return wrong(
		    r, rank.p, "the rank is not above that of the line before");
	r->id[r->n++] = (uint32_t)id;
	return true;
}

/* No token may stand there twice. */
static bool
all_differ(const struct reader *r)
{
	struct dict d;
	bool ok = true;

	dict_init(&d, r->token, r->n);
	for (uint32_t i = 0; i < r->n && ok; i++)
		ok = dict_add(&d, i) ||
		    fault_set(r->f, STATUS_INPUT, r->text.n,
			"the token of rank %u is there twice", r->id[i]);
	free(d.place);
	return ok;
}

bool
tiktoken_read(struct str text, struct arena *a, struct spec *s, struct fault *f)
{
	struct reader r = {.text = text, .arena = a, .f = f};
	struct str rest = text, line;
	size_t lines = 1;

	for (size_t i = 0; i < text.n; i++)
		lines += text.p[i] == '\n';
	r.token = arena_take(a, lines, sizeof(*r.token));
	r.id = arena_take(a, lines, sizeof(*r.id));
	while (rest.n > 0) {
		size_t n = str_find(rest, '\n');

		line = str_of(rest.p, n);
		if (!read_line(&r, line))
			return false;
		rest = str_from(rest, n < rest.n ? n + 1 : n);
	}
	s->token = r.token;
	s->id = r.id;
	s->ntokens = r.n;
	s->ranked = true;
	s->whole = true;
	return all_differ(&r);
}
