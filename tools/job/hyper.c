/* SPDX-License-Identifier: MIT */
/* How a job trains: its method and its hyperparameters. */
#include "common/base/num.h"
#include "common/json/jsonw.h"
#include "tools/job/request.h"

enum { WHOLE_MAX = 2147483647 };

/* Where the provider's word for the method stands; NULL: nowhere, it has but
 * one. */
static const char *
method_path(const struct request *r)
{
	switch (r->kind->body) {
	case API_BODY_METHOD:
		return "method.type";
	case API_BODY_FLAT:
		return "training_method.method";
	default:
		return NULL;
	}
}

/* Has --set the last word there? */
static bool
is_fixed(const struct request *r, const char *path)
{
	const struct node *n = tree_look(&r->tree, path);

	return n != NULL && n->fixed;
}

/* A method without its type is that of what it holds. */
static void
infer_type(struct request *r)
{
	struct node *method = tree_find(&r->tree.root, STR("method")), *type;
	struct fault f;

	if (r->kind->body != API_BODY_METHOD || method == NULL ||
	    method->type != JSON_OBJECT || method->child == NULL ||
	    method->child->next != NULL || str_is(method->child->key, "type"))
		return;
	if (tree_at(&r->tree, "method.type", &type, &f))
		tree_put_text(&r->tree, type, method->child->key);
}

static bool
add_method(struct request *r, struct fault *f)
{
	const char *path = method_path(r), *method = r->tool->method;
	struct str word = apis_method(r->kind, str_c(method));
	struct node *to;

	infer_type(r);
	if (method == NULL)
		return true;
	if (word.n == 0)
		return fault_set(f, STATUS_USAGE, 0,
		    "%.*s has no way to train by %s", STR_ARGS(r->kind->title),
		    method);
	if (path == NULL || is_fixed(r, path))
		return true;
	if (!tree_at(&r->tree, path, &to, f))
		return false;
	tree_put_text(&r->tree, to, word);
	return true;
}

struct str
request_method(const struct request *r)
{
	const char *path = method_path(r);
	struct str word = path == NULL ? STR("") : request_text(r, path);
	struct str rest = r->kind->methods, pair;

	if (word.n == 0)
		return apis_usual_method(r->kind);
	while (rest.n > 0 && str_split(&rest, ',', &pair)) {
		size_t equals = str_find(pair, '=');

		if (str_eq(str_from(pair, equals + 1), word))
			return str_of(pair.p, equals);
	}
	return word;
}

struct hyper {
	const char *name; /* the option */
	const char *value;
	bool whole;
};

/* Is it above 0, and no more than the provider takes? */
static bool
check_range(
    const struct request *r, const struct hyper *h, double x, struct fault *f)
{
	double most;

	if (!(x > 0) || (h->whole && x > WHOLE_MAX))
		return fault_set(f, STATUS_USAGE, 0,
		    "--%s wants a %snumber above 0, or auto, not '%s'", h->name,
		    h->whole ? "whole " : "", h->value);
	if (apis_hyper_max(r->kind, str_c(h->name), &most) && x > most)
		return fault_set(f, STATUS_USAGE, 0,
		    "--%s is at most %g for %.*s, not %s", h->name, most,
		    STR_ARGS(r->kind->title), h->value);
	return true;
}

/* Appends the value as JSON. */
static bool
read_hyper(const struct request *r, const struct hyper *h, struct buf *raw,
    struct fault *f)
{
	struct str text = str_c(h->value);
	struct jsonw w;
	uint64_t n = 0;
	double x = 0;

	jsonw_init(&w, raw);
	if (str_is(text, "auto")) {
		jsonw_str(&w, text);
		return true;
	}
	if (h->whole && num_u64(text, &n))
		x = (double)n;
	else if (!h->whole && !num_real(text, &x))
		x = 0;
	if (!check_range(r, h, x, f))
		return false;
	if (h->whole)
		jsonw_u64(&w, n);
	else
		jsonw_real(&w, x);
	return true;
}

/* The provider's word for the method of this request. */
static bool
find_type(struct request *r, struct str *type, struct fault *f)
{
	struct node *to;

	*type = request_text(r, "method.type");
	if (type->n > 0)
		return true;
	*type = apis_method(r->kind, apis_usual_method(r->kind));
	if (!tree_at(&r->tree, "method.type", &to, f))
		return false;
	tree_put_text(&r->tree, to, *type);
	return true;
}

/* Appends where in the request a hyperparameter stands. */
static bool
write_place(
    struct request *r, struct str field, struct buf *to, struct fault *f)
{
	struct str type;

	if (r->kind->body == API_BODY_METHOD) {
		if (!find_type(r, &type, f))
			return false;
		buf_printf(to, "method.%.*s.hyperparameters.", STR_ARGS(type));
	} else if (r->kind->body == API_BODY_HYPER) {
		buf_adds(to, "hyperparameters.");
	}
	buf_add_str(to, field);
	return true;
}

static bool
add_hyper(struct request *r, const struct hyper *h, struct fault *f)
{
	struct str field = apis_hyper(r->kind, str_c(h->name));
	struct buf path, raw;
	bool ok;

	if (h->value == NULL)
		return true;
	if (field.n == 0)
		return fault_set(f, STATUS_USAGE, 0, "%.*s has no --%s",
		    STR_ARGS(r->kind->title), h->name);
	buf_init(&path, BUF_NO_MAX);
	buf_init(&raw, BUF_NO_MAX);
	ok = read_hyper(r, h, &raw, f) && write_place(r, field, &path, f);
	/* Where they are flat, what is not said is chosen by the provider. */
	if (ok && !is_fixed(r, buf_cstr(&path)) &&
	    (r->kind->body != API_BODY_FLAT || strcmp(h->value, "auto") != 0))
		ok = tree_set_raw(&r->tree, buf_cstr(&path), &raw, f);
	buf_free(&raw);
	buf_free(&path);
	return ok;
}

bool
hyper_add(struct request *r, struct fault *f)
{
	const struct job_tool *t = r->tool;
	const struct hyper hypers[] = {
	    {"epochs", t->epochs, true},
	    {"batch-size", t->batch_size, true},
	    {"learning-rate-multiplier", t->multiplier, false},
	    {"learning-rate", t->rate, false},
	    {"beta", t->beta, false},
	};

	if (!add_method(r, f))
		return false;
	for (size_t i = 0; i < LENGTH(hypers); i++)
		if (!add_hyper(r, &hypers[i], f))
			return false;
	return true;
}

uint64_t
request_epochs(const struct request *r)
{
	struct str field = apis_hyper(r->kind, STR("epochs"));
	struct str type = request_text(r, "method.type");
	const struct node *n;
	struct buf path;
	double x = 0;

	buf_init(&path, BUF_NO_MAX);
	buf_printf(&path, "method.%.*s.hyperparameters.%.*s", STR_ARGS(type),
	    STR_ARGS(field));
	n = tree_look(&r->tree, buf_cstr(&path));
	buf_clear(&path);
	buf_printf(&path, "%s%.*s",
	    r->kind->body == API_BODY_FLAT ? "" : "hyperparameters.",
	    STR_ARGS(field));
	if (n == NULL)
		n = tree_look(&r->tree, buf_cstr(&path));
	buf_free(&path);
	return n != NULL && num_real(n->raw, &x) && x >= 1 && x <= WHOLE_MAX
	    ? (uint64_t)x
	    : 0;
}
