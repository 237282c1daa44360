/* SPDX-License-Identifier: MIT */
/*
 * The request for a job.  It is put together as a tree, so that --body, the
 * options and --set can each say what they know, the later over the earlier.
 */
#include "common/base/num.h"
#include "common/io/in.h"
#include "common/json/jsonw.h"
#include "common/text/utf8.h"
#include "tools/job/job.h"
#include "tools/job/tree.h"

enum {
	BODY_MAX = 1024 * 1024,
	PAIRS_MAX = 16,
	KEY_MAX = 64,
	VALUE_MAX = 512,
	SEED_MAX = 2147483647,
};

struct request {
	struct job_tool *tool;
	const struct api_kind *kind;
	struct tree tree;
};

static bool
is_text(const char *what, struct str text, struct fault *f)
{
	size_t bad;

	return utf8_valid(text, &bad) ||
	    fault_set(f, STATUS_USAGE, 0, "%s is not UTF-8", what);
}

static bool
set_text(struct request *b, const char *path, const char *text, struct fault *f)
{
	struct node *to;

	if (text == NULL)
		return true;
	if (!is_text(path, str_c(text), f) || !tree_at(&b->tree, path, &to, f))
		return false;
	tree_put_text(&b->tree, to, str_c(text));
	return true;
}

static bool
load(struct request *b, const char *name, struct fault *f)
{
	struct buf text;
	bool ok;

	b->tree.root.type = JSON_OBJECT;
	if (name == NULL)
		return true;
	buf_init(&text, BODY_MAX);
	if (!in_whole(name, &text)) {
		buf_free(&text);
		return fault_set(f, STATUS_IO, 0, "%s is not used", name);
	}
	ok = tree_parse(&b->tree, &b->tree.root, buf_str(&text));
	buf_free(&text);
	return (ok && b->tree.root.type == JSON_OBJECT) ||
	    fault_set(f, STATUS_INPUT, 0, "%s is not one object of JSON", name);
}

/* Characters, of what is UTF-8. */
static size_t
length(struct str s)
{
	size_t n = 0;

	for (size_t i = 0; i < s.n; i++)
		n += ((unsigned char)s.p[i] & 0xc0) != 0x80;
	return n;
}

static bool
add_suffix(struct request *b, struct fault *f)
{
	struct str suffix = str_c(b->tool->suffix);
	uint64_t most = b->kind->suffix_max;

	if (b->tool->suffix == NULL)
		return true;
	if (!api_can(&b->tool->session.api, API_SUFFIX,
		"name a model (--suffix)", f))
		return false;
	if (suffix.n == 0 || (most > 0 && length(suffix) > most))
		return fault_set(f, STATUS_USAGE, 0,
		    "--suffix has 1 to %ju characters", (uintmax_t)most);
	return set_text(b, "suffix", b->tool->suffix, f);
}

static bool
add_seed(struct request *b, struct fault *f)
{
	struct buf text;
	bool ok;

	if (b->tool->seed == NO_SEED)
		return true;
	if (b->tool->seed > SEED_MAX)
		return fault_set(
		    f, STATUS_USAGE, 0, "--seed is at most %d", SEED_MAX);
	buf_init(&text, BUF_NO_MAX);
	buf_printf(&text, "%ju", (uintmax_t)b->tool->seed);
	ok = tree_set_raw(&b->tree, "seed", &text, f);
	buf_free(&text);
	return ok;
}

struct hyper {
	const char *name; /* the option */
	const char *value;
	bool whole;
};

/* Appends the value as JSON; what is no number above 0 and not "auto" is wrong.
 */
static bool
read_hyper(const struct hyper *h, struct buf *raw, struct fault *f)
{
	struct str text = str_c(h->value);
	struct jsonw w;
	uint64_t n = 0;
	double x = 0;

	jsonw_init(&w, raw);
	if (str_is(text, "auto"))
		jsonw_str(&w, text);
	else if (h->whole && num_u64(text, &n) && n > 0 && n <= SEED_MAX)
		jsonw_u64(&w, n);
	else if (!h->whole && num_real(text, &x) && x > 0)
		jsonw_real(&w, x);
	else
		return fault_set(f, STATUS_USAGE, 0,
		    "--%s wants a %snumber above 0, or auto, not '%s'", h->name,
		    h->whole ? "whole " : "", h->value);
	return true;
}

/* The provider's word for --method. */
static const char *
method_word(const struct request *b)
{
	static const char *const words[][3] = {
	    {"supervised", "supervised", "sft"},
	    {"preference", "dpo", "dpo"},
	    {"reinforcement", "reinforcement", NULL},
	};
	const char *method = b->tool->method;
	size_t i = 0;

	while (i + 1 < LENGTH(words) && strcmp(method, words[i][0]) != 0)
		i++;
	return words[i][b->kind->body == API_BODY_FLAT ? 2 : 1];
}

static bool
add_method(struct request *b, struct fault *f)
{
	const char *word;

	if (b->tool->method == NULL)
		return true;
	word = method_word(b);
	if (word == NULL)
		return fault_set(f, STATUS_USAGE, 0,
		    "%.*s has no way to train by %s", STR_ARGS(b->kind->title),
		    b->tool->method);
	return set_text(b,
	    b->kind->body == API_BODY_FLAT ? "training_method.method"
					   : "method.type",
	    word, f);
}

/* Appends where in the request a hyperparameter stands. */
static bool
write_place(
    struct request *b, struct str field, struct buf *to, struct fault *f)
{
	struct str type;

	if (b->kind->body == API_BODY_METHOD) {
		if (tree_text(&b->tree, "method.type").n == 0 &&
		    !set_text(b, "method.type", "supervised", f))
			return false;
		type = tree_text(&b->tree, "method.type");
		buf_printf(to, "method.%.*s.hyperparameters.", STR_ARGS(type));
	}
	buf_add_str(to, field);
	return true;
}

static bool
add_hyper(struct request *b, const struct hyper *h, struct fault *f)
{
	struct str field = apis_hyper(b->kind, str_c(h->name));
	struct buf path, raw;
	bool ok;

	if (h->value == NULL)
		return true;
	if (field.n == 0)
		return fault_set(f, STATUS_USAGE, 0, "%.*s has no --%s",
		    STR_ARGS(b->kind->title), h->name);
	buf_init(&path, BUF_NO_MAX);
	buf_init(&raw, BUF_NO_MAX);
	ok = read_hyper(h, &raw, f) && write_place(b, field, &path, f);
	/* Where they are flat, what is not said is chosen by the provider. */
	if (ok &&
	    (b->kind->body == API_BODY_METHOD || strcmp(h->value, "auto") != 0))
		ok = tree_set_raw(&b->tree, buf_cstr(&path), &raw, f);
	buf_free(&raw);
	buf_free(&path);
	return ok;
}

static bool
add_hypers(struct request *b, struct fault *f)
{
	const struct job_tool *t = b->tool;
	const struct hyper hypers[] = {
	    {"epochs", t->epochs, true},
	    {"batch-size", t->batch_size, true},
	    {"learning-rate-multiplier", t->multiplier, false},
	    {"learning-rate", t->rate, false},
	    {"beta", t->beta, false},
	};

	for (size_t i = 0; i < LENGTH(hypers); i++)
		if (!add_hyper(b, &hypers[i], f))
			return false;
	return true;
}

static bool
add_pair(struct request *b, const char *pair, struct fault *f)
{
	struct str text = str_c(pair), path[2] = {STR("metadata")}, value;
	size_t equals = str_find(text, '=');
	struct node *to;

	path[1] = str_of(text.p, equals);
	value = equals < text.n ? str_from(text, equals + 1) : STR("");
	if (equals == text.n || equals == 0)
		return fault_set(f, STATUS_USAGE, 0,
		    "--metadata wants KEY=VALUE, not '%s'", pair);
	if (!is_text("--metadata", text, f))
		return false;
	if (length(path[1]) > KEY_MAX || length(value) > VALUE_MAX)
		return fault_set(f, STATUS_USAGE, 0,
		    "--metadata takes keys of %d and values of %d characters",
		    KEY_MAX, VALUE_MAX);
	if (!tree_reach(&b->tree, path, 2, &to, f))
		return false;
	tree_put_text(&b->tree, to, value);
	return true;
}

static bool
add_metadata(struct request *b, struct fault *f)
{
	const struct opt_list *l = &b->tool->metadata;

	if (l->n == 0)
		return true;
	if (!api_can(&b->tool->session.api, API_METADATA,
		"keep --metadata of a job", f))
		return false;
	for (size_t i = 0; i < l->n; i++)
		if (!add_pair(b, l->v[i], f))
			return false;
	return true;
}

/* --set PATH=VALUE: JSON, or else the text as it is. */
static bool
add_set(struct request *b, const char *setting, struct fault *f)
{
	struct str text = str_c(setting), path[STEPS_MAX], rest, value;
	size_t equals = str_find(text, '='), n = 0;
	struct node *to;

	rest = str_of(text.p, equals);
	while (n < STEPS_MAX && str_split(&rest, '.', &path[n]))
		if (path[n++].n == 0)
			equals = text.n;
	if (equals == text.n || rest.n > 0)
		return fault_set(f, STATUS_USAGE, 0,
		    "--set wants A.B.C=VALUE, not '%s'", setting);
	if (!is_text("--set", text, f) ||
	    !tree_reach(&b->tree, path, n, &to, f))
		return false;
	value = str_from(text, equals + 1);
	if (!tree_parse(&b->tree, to, value))
		tree_put_text(&b->tree, to, value);
	return true;
}

/* By this a job is known again whose answer was lost. */
static bool
add_key(struct request *b, struct api_create *create, struct fault *f)
{
	const struct world *world = b->tool->session.api.world;
	const struct node *metadata;
	struct buf key;
	size_t pairs = 0;
	bool ok = true;

	buf_init(&key, BUF_NO_MAX);
	api_draw_key(&key, world);
	create->key = arena_copy(b->tree.arena, buf_str(&key));
	if ((b->kind->can & API_METADATA) != 0)
		ok = set_text(b, "metadata." API_JOB_KEY, buf_cstr(&key), f);
	buf_free(&key);
	metadata = tree_find(&b->tree.root, STR("metadata"));
	if (ok && metadata != NULL)
		for (struct node *n = metadata->child; n != NULL; n = n->next)
			pairs++;
	if (pairs > PAIRS_MAX)
		return fault_set(f, STATUS_USAGE, 0,
		    "a job keeps %d pairs of metadata, one of them is ours",
		    PAIRS_MAX);
	return ok;
}

static bool
is_complete(struct request *b, struct api_create *create, struct str *model,
    struct fault *f)
{
	*model = tree_text(&b->tree, "model");
	create->training_file = tree_text(&b->tree, "training_file");
	create->suffix = tree_text(&b->tree, "suffix");
	if (create->training_file.n == 0)
		return fault_set(
		    f, STATUS_USAGE, 0, "create wants --training-file ID");
	if (model->n == 0)
		return fault_set(f, STATUS_USAGE, 0, "create wants --model");
	return true;
}

bool
body_make(struct job_tool *t, struct arena *arena, struct api_create *create,
    struct str *model, struct fault *f)
{
	struct request b = {
	    .tool = t, .kind = t->session.api.kind, .tree = {.arena = arena}};
	struct buf text;

	if (!load(&b, t->body, f) || !set_text(&b, "model", t->model, f) ||
	    !set_text(&b, "training_file", t->training_file, f) ||
	    !set_text(&b, "validation_file", t->validation_file, f) ||
	    !add_suffix(&b, f) || !add_seed(&b, f) || !add_method(&b, f) ||
	    !add_hypers(&b, f) || !add_metadata(&b, f))
		return false;
	for (size_t i = 0; i < t->set.n; i++)
		if (!add_set(&b, t->set.v[i], f))
			return false;
	if (!is_complete(&b, create, model, f) || !add_key(&b, create, f))
		return false;
	buf_init(&text, BUF_NO_MAX);
	tree_write(&text, &b.tree.root);
	create->body = arena_copy(arena, buf_str(&text));
	buf_free(&text);
	return true;
}
