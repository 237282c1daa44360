/* SPDX-License-Identifier: MIT */
#include "common/score/same.h"

#include <stdlib.h>

#include "common/text/chars.h"

/* A number's value: 0.d1 d2 d3 ... times ten to the power of `scale`. */
struct number {
	bool negative;
	struct str digits; /* from the first that is not 0; with the point */
	size_t n;	   /* how many digits, to the last that is not 0 */
	int64_t scale;
	bool huge; /* the exponent is beyond what scale can hold */
};

enum { EXPONENT_DIGITS = 15 };

/* The exponent, s being what is behind the "e". */
static int64_t
exponent(struct str s, bool *huge)
{
	bool negative = s.n > 0 && s.p[0] == '-';
	int64_t value = 0;

	if (s.n > 0 && !is_digit(s.p[0]))
		s = str_from(s, 1);
	while (s.n > 0 && s.p[0] == '0')
		s = str_from(s, 1);
	*huge = s.n > EXPONENT_DIGITS;
	for (size_t i = 0; i < s.n && !*huge; i++)
		value = value * 10 + (s.p[i] - '0');
	return negative ? -value : value;
}

static struct number
read_number(struct str s)
{
	struct number to = {.negative = s.n > 0 && s.p[0] == '-'};
	size_t e = 0, at;
	bool fraction = false;

	if (to.negative)
		s = str_from(s, 1);
	while (e < s.n && (s.p[e] | 0x20) != 'e')
		e++;
	for (at = 0; at < e && (s.p[at] == '0' || s.p[at] == '.'); at++) {
		fraction |= s.p[at] == '.';
		to.scale -= fraction && s.p[at] == '0';
	}
	to.digits = str_of(s.p + at, e - at);
	for (size_t i = 0, k = 0; i < to.digits.n; i++) {
		if (to.digits.p[i] == '.') {
			fraction = true;
			continue;
		}
		k++;
		to.scale += !fraction;
		if (to.digits.p[i] != '0')
			to.n = k;
	}
	/* All zeros are one, whatever their sign and exponent. */
	if (to.n == 0)
		return (struct number){0};
	if (e < s.n)
		to.scale += exponent(str_from(s, e + 1), &to.huge);
	return to;
}

bool
same_number(struct str a, struct str b)
{
	struct number x = read_number(a), y = read_number(b);

	if (str_eq(a, b))
		return true;
	if (x.huge || y.huge || x.negative != y.negative ||
	    x.scale != y.scale || x.n != y.n)
		return false;
	for (size_t k = 0, i = 0, j = 0; k < x.n; k++, i++, j++) {
		i += x.digits.p[i] == '.';
		j += y.digits.p[j] == '.';
		if (x.digits.p[i] != y.digits.p[j])
			return false;
	}
	return true;
}

static int
by_name(const void *a, const void *b)
{
	const struct json *x = *(const struct json *const *)a;
	const struct json *y = *(const struct json *const *)b;
	int d = str_cmp(x->key, y->key);

	return d != 0 ? d : (x->index > y->index) - (x->index < y->index);
}

struct members {
	const struct json **v; /* by name, each name once */
	size_t n;
};

static struct members
members_of(const struct json *object, struct arena *arena)
{
	const struct json **v = arena_take(arena, object->count, sizeof(*v));
	size_t n = 0, kept = 0;

	for (const struct json *m = object->child; m != NULL; m = m->next)
		v[n++] = m;
	qsort(v, n, sizeof(*v), by_name);
	for (size_t i = 0; i < n; i++)
		if (i + 1 == n || !str_eq(v[i]->key, v[i + 1]->key))
			v[kept++] = v[i];
	return (struct members){v, kept};
}

static bool
same_object(const struct json *a, const struct json *b, struct arena *arena)
{
	struct members x = members_of(a, arena), y = members_of(b, arena);

	if (x.n != y.n)
		return false;
	for (size_t i = 0; i < x.n; i++)
		if (!str_eq(x.v[i]->key, y.v[i]->key) ||
		    !same_json(x.v[i], y.v[i], arena))
			return false;
	return true;
}

bool
same_json(const struct json *a, const struct json *b, struct arena *arena)
{
	if (a->type != b->type)
		return false;
	switch (a->type) {
	case JSON_NULL:
		return true;
	case JSON_BOOL:
		return a->truth == b->truth;
	case JSON_NUMBER:
		return same_number(a->text, b->text);
	case JSON_STRING:
		return str_eq(a->text, b->text);
	case JSON_OBJECT:
		return same_object(a, b, arena);
	case JSON_ARRAY:
		break;
	}
	if (a->count != b->count)
		return false;
	a = a->child;
	b = b->child;
	for (; a != NULL; a = a->next, b = b->next)
		if (!same_json(a, b, arena))
			return false;
	return true;
}

/* The members of both, in the order of their names. */
static void
count_members(const struct json *want, const struct json *got,
    struct same_fields *fields, struct arena *arena)
{
	struct members x = members_of(want, arena), y = {0};

	if (json_is_object(got))
		y = members_of(got, arena);
	for (size_t i = 0, j = 0; i < x.n; i++) {
		while (j < y.n && str_cmp(y.v[j]->key, x.v[i]->key) < 0)
			j++;
		same_count_fields(x.v[i],
		    j < y.n && str_eq(y.v[j]->key, x.v[i]->key) ? y.v[j] : NULL,
		    fields, arena);
	}
}

void
same_count_fields(const struct json *want, const struct json *got,
    struct same_fields *fields, struct arena *arena)
{
	if (want->child == NULL) {
		fields->all++;
		fields->same += got != NULL && same_json(want, got, arena);
	} else if (want->type == JSON_OBJECT) {
		count_members(want, got, fields, arena);
	} else {
		const struct json *there = NULL;

		if (got != NULL && got->type == JSON_ARRAY)
			there = got->child;

		for (want = want->child; want != NULL; want = want->next) {
			same_count_fields(want, there, fields, arena);
			there = there == NULL ? NULL : there->next;
		}
	}
}
