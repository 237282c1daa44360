/* SPDX-License-Identifier: MIT */
/*
 * The member "pre_tokenizer": the steps that cut a text into pieces.
 */
#include "common/vocab/hfjson.h"
#include "common/vocab/pattern.h"

struct steps {
	struct arena *arena;
	struct spec *s;
	struct fault *f;
	bool bytes; /* the step to bytes was made: the last one */
};

static struct str
type_of(const struct json *v)
{
	const struct json *type = json_get(v, "type");

	return json_is_string(type) ? type->text : STR("");
}

static bool
truth_of(const struct json *v, const char *key, bool otherwise)
{
	const struct json *member = json_get(v, key);

	return json_is_bool(member) ? member->truth : otherwise;
}

static bool
add(struct steps *t, const struct json *v, const struct spec_step *step)
{
	struct spec *s = t->s;

	if (t->bytes)
		return fault_set(t->f, STATUS_INPUT, v->off,
		    "a step of the pre-tokenizer behind ByteLevel is not "
		    "supported");
	if (s->nsteps == SPEC_STEPS_MAX)
		return fault_set(t->f, STATUS_INPUT, v->off,
		    "the pre-tokenizer has more than %d steps", SPEC_STEPS_MAX);
	s->step[s->nsteps++] = *step;
	return true;
}

static bool
read_pieces(struct steps *t, const struct json *v, enum step_pieces *pieces)
{
	static const struct {
		const char *name;
		enum step_pieces pieces;
	} all[] = {{"Isolated", PIECES_ISOLATED}, {"Removed", PIECES_REMOVED},
	    {"Contiguous", PIECES_CONTIGUOUS},
	    {"MergedWithPrevious", PIECES_WITH_PREVIOUS},
	    {"MergedWithNext", PIECES_WITH_NEXT}};
	const struct json *behavior = json_get(v, "behavior");

	*pieces = PIECES_ISOLATED;
	if (behavior == NULL)
		return true;
	for (size_t i = 0; i < LENGTH(all); i++)
		if (json_is_string(behavior) &&
		    str_is(behavior->text, all[i].name)) {
			*pieces = all[i].pieces;
			return true;
		}
	return fault_set(t->f, STATUS_INPUT, behavior->off,
	    "the pre-tokenizer has an unknown behavior");
}

/* All text is in some match of the patterns that are known: nothing is between
 * them that could be dropped, or isolated. */
static bool
is_plain(const struct spec_step *step)
{
	return (step->pieces == PIECES_ISOLATED) ||
	    (step->pieces == PIECES_REMOVED && step->invert);
}

static bool
add_pattern(struct steps *t, const struct json *v, struct spec_step *step,
    const struct json *regex, const struct json *string)
{
	struct buf b;
	bool ok = true;

	if (regex != NULL && is_plain(step) &&
	    pattern_known(regex->text, &step->kind))
		return add(t, v, step);
	buf_init(&b, BUF_NO_MAX);
	if (regex == NULL)
		pattern_quote(&b, string->text);
	else
		ok = pattern_translate(&b, regex->text, t->f);
	step->pattern = arena_copy(t->arena, buf_str(&b));
	buf_free(&b);
	if (!ok)
		t->f->off = regex->off;
	return ok && add(t, v, step);
}

static bool
add_split(struct steps *t, const struct json *v)
{
	const struct json *pattern = json_get(v, "pattern");
	const struct json *regex = json_get(pattern, "Regex");
	const struct json *string = json_get(pattern, "String");
	struct spec_step step = {
	    .kind = STEP_REGEX, .invert = truth_of(v, "invert", false)};

	if (!json_is_string(regex) && !json_is_string(string))
		return fault_set(
		    t->f, STATUS_INPUT, v->off, "a Split has no pattern");
	return read_pieces(t, v, &step.pieces) &&
	    add_pattern(
		t, v, &step, json_is_string(regex) ? regex : NULL, string);
}

static bool
add_digits(struct steps *t, const struct json *v)
{
	struct spec_step step = {.kind = STEP_REGEX,
	    .pattern = STR("\\p{N}"),
	    .pieces = truth_of(v, "individual_digits", false)
		? PIECES_ISOLATED
		: PIECES_CONTIGUOUS};

	return add(t, v, &step);
}

static bool
add_punctuation(struct steps *t, const struct json *v)
{
	struct spec_step step = {
	    .kind = STEP_REGEX, .pattern = STR("[\\p{P}!-/:-@\\[-`{-~]")};

	return read_pieces(t, v, &step.pieces) && add(t, v, &step);
}

static bool
add_bytes(struct steps *t, const struct json *v)
{
	if (truth_of(v, "add_prefix_space", true) &&
	    !add(t, v, &(struct spec_step){.kind = STEP_BLANK}))
		return false;
	if (truth_of(v, "use_regex", true) &&
	    !add(t, v, &(struct spec_step){.kind = STEP_GPT2}))
		return false;
	if (t->bytes)
		return add(t, v, NULL);
	t->bytes = true;
	return true;
}

static bool
add_step(struct steps *t, const struct json *v)
{
	static const struct {
		const char *type;
		bool (*add)(struct steps *t, const struct json *v);
	} types[] = {{"Split", add_split}, {"Digits", add_digits},
	    {"Punctuation", add_punctuation}, {"ByteLevel", add_bytes}};

	for (size_t i = 0; i < LENGTH(types); i++)
		if (str_is(type_of(v), types[i].type))
			return types[i].add(t, v);
	return fault_set(t->f, STATUS_INPUT, v->off,
	    "the pre-tokenizer '%.*s' is not supported: only byte-level BPE is",
	    STR_ARGS(type_of(v)));
}

/* The steps of a sequence stand side by side, whatever is in whatever. */
static bool
add_all(struct steps *t, const struct json *pre)
{
	const struct json *v = pre;

	while (v != NULL) {
		const struct json *list = json_get(v, "pretokenizers");

		if (str_is(type_of(v), "Sequence") && json_is_array(list) &&
		    list->child != NULL) {
			v = list->child;
			continue;
		}
		if (!(str_is(type_of(v), "Sequence") && json_is_array(list)) &&
		    !add_step(t, v))
			return false;
		/* Up to where something follows; two levels for each. */
		while (v != pre && v->next == NULL)
			v = v->parent->parent;
		v = v == pre ? NULL : v->next;
	}
	return true;
}

bool
hfjson_steps(
    const struct json *pre, struct arena *a, struct spec *s, struct fault *f)
{
	struct steps t = {.arena = a, .s = s, .f = f};

	if (pre != NULL && !json_is_null(pre) && !add_all(&t, pre))
		return false;
	if (!t.bytes)
		return fault_set(f, STATUS_INPUT, pre == NULL ? 0 : pre->off,
		    "the vocabulary is not byte-level (it may be "
		    "SentencePiece): only byte-level BPE is supported");
	return true;
}
