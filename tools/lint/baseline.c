/* SPDX-License-Identifier: MIT */
#include "tools/lint/baseline.h"

#include <stdlib.h>

#include "common/base/num.h"

static const struct str head = {"# ft-lint baseline 1", 20};

enum { HASH_DIGITS = 16, ID_LENGTH = 4 };

static bool
read_hash(struct str s, uint64_t *hash)
{
	*hash = 0;
	for (size_t i = 0; i < s.n; i++) {
		char c = s.p[i];

		if (c >= '0' && c <= '9')
			*hash = *hash << 4 | (uint64_t)(c - '0');
		else if (c >= 'a' && c <= 'f')
			*hash = *hash << 4 | (uint64_t)(c - 'a' + 10);
		else
			return false;
	}
	return s.n == HASH_DIGITS;
}

/* A rule that this version does not know is none that it could find. */
static bool
read_line(struct content_counts *known, struct str line, struct fault *f)
{
	struct str rest = line, id, hash, count;
	const struct rule *rule;
	uint64_t h, n;

	if (!str_split(&rest, ' ', &id) || id.n != ID_LENGTH ||
	    !str_split(&rest, ' ', &hash) || !read_hash(hash, &h) ||
	    !str_split(&rest, ' ', &count) || !num_u64(count, &n) || n == 0 ||
	    rest.p != NULL)
		return fault_set(f, STATUS_USAGE, 0,
		    "no line of a baseline: RULE HASH COUNT is wanted");
	rule = rule_find(id);
	if (rule != NULL)
		content_add(known, h, rule, n);
	return true;
}

bool
baseline_read(struct content_counts *known, struct str text, size_t *line,
    struct fault *f)
{
	struct str one;

	*line = 1;
	if (!str_split(&text, '\n', &one) || !str_eq(one, head))
		return fault_set(f, STATUS_USAGE, 0,
		    "no baseline: the first line of one is '%.*s'",
		    STR_ARGS(head));
	while (str_split(&text, '\n', &one)) {
		++*line;
		if (one.n > 0 && !read_line(known, one, f))
			return false;
	}
	return true;
}

static int
by_rule_and_hash(const void *a, const void *b)
{
	const struct content_count *x = a, *y = b;

	if (x->rule != y->rule)
		return x->rule < y->rule ? -1 : 1;
	return x->hash < y->hash ? -1 : x->hash > y->hash;
}

void
baseline_write(struct out *to, const struct content_counts *known)
{
	struct content_count *v = mem_resize(NULL, known->used + 1, sizeof(*v));
	size_t n = 0;

	for (size_t i = 0; i < known->slots; i++)
		if (known->slot[i].n > 0)
			v[n++] = known->slot[i];
	qsort(v, n, sizeof(*v), by_rule_and_hash);
	out_printf(to, "%.*s\n", STR_ARGS(head));
	for (size_t i = 0; i < n; i++)
		out_printf(to, "%s %016llx %llu\n", v[i].rule->id,
		    (unsigned long long)v[i].hash, (unsigned long long)v[i].n);
	free(v);
}

uint64_t
baseline_total(const struct content_counts *known)
{
	uint64_t n = 0;

	for (size_t i = 0; i < known->slots; i++)
		n += known->slot[i].n;
	return n;
}

uint64_t
baseline_left(const struct content_counts *known)
{
	uint64_t n = 0;

	for (size_t i = 0; i < known->slots; i++)
		n += known->slot[i].n - known->slot[i].taken;
	return n;
}
