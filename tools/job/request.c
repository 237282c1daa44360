/* SPDX-License-Identifier: MIT */
#include "tools/job/request.h"

#include "common/io/in.h"
#include "common/text/utf8.h"

enum {
	BODY_MAX = 1024 * 1024,
	PAIRS_MAX = 16,
	KEY_MAX = 64,
	VALUE_MAX = 512,
	SEED_MAX = 2147483647,
};

static bool
is_text(const char *what, struct str text, struct fault *f)
{
	size_t bad;

	return utf8_valid(text, &bad) ||
	    fault_set(f, STATUS_USAGE, 0, "%s is not UTF-8", what);
}

bool
request_set_text(
    struct request *r, const char *path, const char *text, struct fault *f)
{
	struct node *to;

	if (text == NULL)
		return true;
	if (!is_text(path, str_c(text), f) || !tree_at(&r->tree, path, &to, f))
		return false;
	tree_put_text(&r->tree, to, str_c(text));
	return true;
}

static bool
load(struct request *r, const char *name, struct fault *f)
{
	struct buf text;
	bool ok;

	r->tree.root.type = JSON_OBJECT;
	if (name == NULL)
		return true;
	buf_init(&text, BODY_MAX);
	if (!in_whole(name, &text)) {
		buf_free(&text);
		return fault_set(f, STATUS_IO, 0, "%s is not used", name);
	}
	ok = tree_parse(&r->tree, &r->tree.root, buf_str(&text));
	buf_free(&text);
	return (ok && r->tree.root.type == JSON_OBJECT) ||
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
is_plain(struct str s)
{
	for (size_t i = 0; i < s.n; i++) {
		char c = s.p[i];

		if (!(c >= '0' && c <= '9') && !(c >= 'a' && c <= 'z') &&
		    !(c >= 'A' && c <= 'Z') && c != '-' && c != '_')
			return false;
	}
	return true;
}

static bool
add_suffix(struct request *r, struct fault *f)
{
	const char *given = r->tool->suffix;
	struct str suffix = str_c(given);
	uint64_t most = r->kind->suffix_max;

	if (given == NULL)
		return true;
	if (!api_can(&r->tool->session.api, API_SUFFIX,
		"name a model (--suffix)", f))
		return false;
	if (suffix.n == 0 || (most > 0 && length(suffix) > most))
		return fault_set(f, STATUS_USAGE, 0,
		    "--suffix has 1 to %ju characters", (uintmax_t)most);
	if ((r->kind->can & API_PLAIN_SUFFIX) != 0 && !is_plain(suffix))
		return fault_set(f, STATUS_USAGE, 0,
		    "--suffix has letters, digits, - and _ for %.*s",
		    STR_ARGS(r->kind->title));
	return request_set_text(r, "suffix", given, f);
}

static bool
add_seed(struct request *r, struct fault *f)
{
	struct str field = apis_hyper(r->kind, STR("seed"));
	struct buf text, path;
	bool ok;

	if (r->tool->seed == NO_SEED)
		return true;
	if (r->tool->seed > SEED_MAX)
		return fault_set(
		    f, STATUS_USAGE, 0, "--seed is at most %d", SEED_MAX);
	buf_init(&text, BUF_NO_MAX);
	buf_init(&path, BUF_NO_MAX);
	buf_add_str(&path, field.n > 0 ? field : STR("seed"));
	buf_printf(&text, "%ju", (uintmax_t)r->tool->seed);
	ok = tree_set_raw(&r->tree, buf_cstr(&path), &text, f);
	buf_free(&path);
	buf_free(&text);
	return ok;
}

static bool
check_pair(struct str key, struct str value, struct fault *f)
{
	return (length(key) <= KEY_MAX && length(value) <= VALUE_MAX) ||
	    fault_set(f, STATUS_USAGE, 0,
		"metadata has keys of %d and values of %d characters", KEY_MAX,
		VALUE_MAX);
}

static bool
add_pair(struct request *r, const char *pair, struct fault *f)
{
	struct str text = str_c(pair), path[2] = {STR("metadata")}, value;
	size_t equals = str_find(text, '=');
	struct node *to;

	path[1] = str_of(text.p, equals);
	value = equals < text.n ? str_from(text, equals + 1) : STR("");
	if (equals >= text.n || equals == 0)
		return fault_set(f, STATUS_USAGE, 0,
		    "--metadata wants KEY=VALUE, not '%s'", pair);
	if (!is_text("--metadata", text, f))
		return false;
	if (!tree_reach(&r->tree, path, 2, &to, f))
		return false;
	tree_put_text(&r->tree, to, value);
	return true;
}

static bool
add_metadata(struct request *r, struct fault *f)
{
	const struct opt_list *l = &r->tool->metadata;

	if (l->n == 0)
		return true;
	if (!api_can(&r->tool->session.api, API_METADATA,
		"keep --metadata of a job", f))
		return false;
	for (size_t i = 0; i < l->n; i++)
		if (!add_pair(r, l->v[i], f))
			return false;
	return true;
}

/* --set PATH=VALUE: JSON, or else the text as it is. */
static bool
add_set(struct request *r, const char *setting, struct fault *f)
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
	    !tree_reach(&r->tree, path, n, &to, f))
		return false;
	value = str_from(text, equals + 1);
	if (!tree_parse(&r->tree, to, value))
		tree_put_text(&r->tree, to, value);
	tree_fix(to);
	return true;
}

/* At most so many, with ours; the limits hold for --set and --body, too. */
static bool
check_pairs(const struct request *r, struct fault *f)
{
	const struct node *n = tree_find(&r->tree.root, STR("metadata"));
	bool kept = (r->kind->can & API_METADATA) != 0;
	size_t pairs = kept;

	for (n = n == NULL ? NULL : n->child; n != NULL; n = n->next) {
		if (n->type != JSON_STRING && kept)
			return fault_set(f, STATUS_USAGE, 0,
			    "metadata.%.*s is no string: "
			    "--metadata KEY=VALUE makes one",
			    STR_ARGS(n->key));
		if (n->type == JSON_STRING && !check_pair(n->key, n->text, f))
			return false;
		pairs += !str_is(n->key, API_JOB_KEY);
	}
	return pairs <= PAIRS_MAX ||
	    fault_set(f, STATUS_USAGE, 0,
		"a job keeps %d pairs of metadata, one of them is ours",
		PAIRS_MAX);
}

static bool
check_complete(const struct request *r, struct fault *f)
{
	if (request_text(r, "training_file").n == 0)
		return fault_set(f, STATUS_USAGE, 0,
		    "create wants --training-file ID or PATH");
	if (request_text(r, "model").n == 0)
		return fault_set(f, STATUS_USAGE, 0, "create wants --model");
	if (r->kind->body == API_BODY_METHOD &&
	    str_is(request_method(r), "reinforcement") &&
	    tree_look(&r->tree, "method.reinforcement.grader") == NULL)
		return fault_set(f, STATUS_USAGE, 0,
		    "reinforcement wants a grader: "
		    "--set 'method.reinforcement.grader={...}'");
	return true;
}

/* A name that is no UTF-8 stands there only until the file has an id. */
static bool
add_file(struct request *r, const char *field, const char *given)
{
	struct buf text;
	struct node *to;
	struct fault f;
	bool ok;

	if (given == NULL)
		return true;
	buf_init(&text, BUF_NO_MAX);
	utf8_repair(&text, str_c(given));
	ok = tree_at(&r->tree, field, &to, &f);
	if (ok)
		tree_put_text(&r->tree, to, buf_str(&text));
	buf_free(&text);
	return ok;
}

bool
request_make(struct request *r, const struct job_tool *t, struct arena *arena,
    struct fault *f)
{
	*r = (struct request){
	    .tool = t, .kind = t->session.api.kind, .tree = {.arena = arena}};
	if (!load(r, t->body, f) ||
	    !request_set_text(r, "model", t->model, f) ||
	    !add_file(r, "training_file", t->training_file) ||
	    !add_file(r, "validation_file", t->validation_file) ||
	    !add_suffix(r, f) || !add_seed(r, f) || !add_metadata(r, f))
		return false;
	for (size_t i = 0; i < t->set.n; i++)
		if (!add_set(r, t->set.v[i], f))
			return false;
	if (!hyper_add(r, f) || !check_pairs(r, f) || !check_complete(r, f))
		return false;
	fields_check(r);
	return true;
}

struct str
request_text(const struct request *r, const char *path)
{
	return tree_text(&r->tree, path);
}

void
request_put_file(struct request *r, const char *field, struct str id)
{
	struct node *to = tree_find(&r->tree.root, str_c(field));

	if (to != NULL)
		tree_put_text(&r->tree, to, id);
}

bool
request_finish(struct request *r, struct api_create *create, struct fault *f)
{
	struct arena *arena = r->tree.arena;
	struct buf text;
	bool ok = true;

	buf_init(&text, BUF_NO_MAX);
	api_draw_key(&text, r->tool->session.api.world);
	create->key = arena_copy(arena, buf_str(&text));
	create->training_file = request_text(r, "training_file");
	create->suffix = request_text(r, "suffix");
	if ((r->kind->can & API_METADATA) != 0)
		ok = request_set_text(
		    r, "metadata." API_JOB_KEY, buf_cstr(&text), f);
	buf_clear(&text);
	tree_write(&text, &r->tree.root);
	create->body = arena_copy(arena, buf_str(&text));
	buf_free(&text);
	return ok;
}

void
request_write_for_price(const struct request *r, struct buf *to)
{
	/* More is refused. */
	static const char *const names[] = {"training_file", "validation_file",
	    "model", "n_epochs", "n_evals", "training_method", "training_type",
	    "from_checkpoint"};
	struct node root = {.type = JSON_OBJECT};
	struct node copies[LENGTH(names)];
	size_t n = 0;

	for (size_t i = 0; i < LENGTH(names); i++) {
		const struct node *node =
		    tree_find(&r->tree.root, str_c(names[i]));

		if (node == NULL)
			continue;
		copies[n] = *node;
		copies[n].next = NULL;
		if (n > 0)
			copies[n - 1].next = &copies[n];
		n++;
	}
	root.child = n > 0 ? copies : NULL;
	tree_write(to, &root);
}
