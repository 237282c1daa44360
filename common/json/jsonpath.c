/* SPDX-License-Identifier: MIT */
#include "common/json/jsonpath.h"

#include <stdlib.h>

#include "common/base/num.h"

/* A place is written in one way: "00", "-0" and "+1" are names alone. */
static void
read_place(struct jsonpath_step *s)
{
	struct str digits = s->name;

	s->from_end = str_starts(digits, STR("-"));
	if (s->from_end)
		digits = str_from(digits, 1);
	if (digits.n == 0 || digits.p[0] < '0' || digits.p[0] > '9' ||
	    (digits.p[0] == '0' && (digits.n > 1 || s->from_end)))
		return;
	s->is_place = num_u64(digits, &s->place);
	s->place -= s->from_end;
}

static void
add_step(struct jsonpath *p, struct str name)
{
	p->steps = mem_resize(p->steps, p->nsteps + 1, sizeof(*p->steps));
	p->steps[p->nsteps] = (struct jsonpath_step){.name = name};
	read_place(&p->steps[p->nsteps++]);
}

static bool
refuse(struct jsonpath *p, struct fault *f, size_t off, const char *what)
{
	jsonpath_free(p);
	return fault_set(f, STATUS_USAGE, off, "%s", what);
}

bool
jsonpath_read(struct jsonpath *p, const char *text, struct fault *f)
{
	size_t n = strlen(text);
	char *to;

	*p = (struct jsonpath){.text = mem_copy(text, n)};
	to = p->text;
	for (size_t i = 0; i <= n; i++) {
		char *from = to;

		for (; i < n && text[i] != '.'; i++) {
			if (text[i] == '\\' && text[i + 1] != '.' &&
			    text[i + 1] != '\\')
				return refuse(p, f, i,
				    "a backslash wants a dot or a backslash "
				    "behind it");
			i += text[i] == '\\';
			*to++ = text[i];
		}
		if (to == from)
			return refuse(p, f, i, "a step of the path is empty");
		add_step(p, str_of(from, (size_t)(to - from)));
	}
	return true;
}

void
jsonpath_free(struct jsonpath *p)
{
	free(p->steps);
	free(p->text);
	*p = (struct jsonpath){0};
}

static const struct json *
value_at(const struct json *array, const struct jsonpath_step *s)
{
	const struct json *v = array->child;
	uint64_t place = s->place;

	if (!s->is_place || place >= array->count)
		return NULL;
	if (s->from_end)
		place = array->count - 1 - place;
	while (place-- > 0)
		v = v->next;
	return v;
}

const struct json *
jsonpath_follow(const struct jsonpath *p, const struct json *root)
{
	const struct json *v = root;

	for (size_t i = 0; i < p->nsteps && v != NULL; i++)
		v = json_is_array(v) ? value_at(v, &p->steps[i])
				     : json_get_str(v, p->steps[i].name);
	return v;
}
