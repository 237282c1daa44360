/* SPDX-License-Identifier: MIT */
/* Fixes of a message, or of an example's keys. */
#include "common/example/example.h"
#include "common/json/jsonw.h"
#include "tools/lint/fix.h"

/* The 2025 description of the API has other names than the server takes. */
void
fix_outputs(struct fixer *x, const struct json *root)
{
	static const struct {
		const char *old, *name;
	} keys[] = {{"preferred_completion", "preferred_output"},
	    {"non_preferred_completion", "non_preferred_output"}};

	if (json_get(root, "input") == NULL)
		return;
	for (size_t i = 0; i < LENGTH(keys); i++) {
		const struct json *member = json_get(root, keys[i].old);

		if (member == NULL || json_get(root, keys[i].name) != NULL)
			continue;
		fix_key(x, member, keys[i].name);
		fix_count(x);
	}
}

/* Is s the word, but for case and blanks around? */
static bool
looks_like(struct str s, const char *word)
{
	s = str_trim(s);
	if (s.n != strlen(word))
		return false;
	for (size_t i = 0; i < s.n; i++) {
		char c = s.p[i];

		if (c >= 'A' && c <= 'Z')
			c = (char)(c - 'A' + 'a');
		if (c != word[i])
			return false;
	}
	return true;
}

static void
mend_role(struct fixer *x, const struct json *message)
{
	static const char *const roles[] = {
	    "system", "developer", "user", "assistant", "tool", "function"};
	const struct json *role = json_get(message, "role");

	for (size_t i = 0; json_is_string(role) && i < LENGTH(roles); i++)
		if (looks_like(role->text, roles[i]) &&
		    !str_is(role->text, roles[i])) {
			fix_value(x, role, roles[i]);
			fix_count(x);
		}
}

static void
mend_developer(struct fixer *x, const struct json *message)
{
	if (!message_is(message, "developer"))
		return;
	fix_value(x, json_get(message, "role"), "system");
	fix_count(x);
}

static void
mend_system(struct fixer *x, const struct json *message)
{
	if (!message_is(message, "system"))
		return;
	fix_value(x, json_get(message, "role"), "developer");
	fix_count(x);
}

/* A number so small that it is read as 0 was not meant as 0. */
static bool
is_written_0(struct str number)
{
	for (size_t i = 0; i < number.n; i++) {
		if (number.p[i] == 'e' || number.p[i] == 'E')
			break;
		if (number.p[i] >= '1' && number.p[i] <= '9')
			return false;
	}
	return true;
}

static void
mend_weight(struct fixer *x, const struct json *message)
{
	const struct json *weight = json_get(message, "weight");
	double value;

	if (!json_real(weight, &value) || (value != 0 && value != 1) ||
	    str_is(weight->text, "0") || str_is(weight->text, "1"))
		return;
	if (value == 0 && !is_written_0(weight->text))
		return;
	fix_splice(
	    x, weight->off, weight->end, value == 0 ? STR("0") : STR("1"));
	fix_count(x);
}

/* The object that stands there becomes the string of its own bytes. */
static void
mend_call(struct fixer *x, const struct json *function)
{
	const struct json *arguments = json_get(function, "arguments");
	struct buf string;

	if (!json_is_object(arguments))
		return;
	buf_init(&string, BUF_NO_MAX);
	jsonw_string(&string,
	    str_of(
		x->text.p + arguments->off, arguments->end - arguments->off));
	fix_splice(x, arguments->off, arguments->end, buf_str(&string));
	buf_free(&string);
	fix_count(x);
}

static void
mend_arguments(struct fixer *x, const struct json *message)
{
	const struct json *calls = json_get(message, "tool_calls");

	mend_call(x, json_get(message, "function_call"));
	if (!json_is_array(calls))
		return;
	for (const struct json *c = calls->child; c != NULL; c = c->next)
		mend_call(x, json_get(c, "function"));
}

/* How many bytes at the front of what stands in a JSON string are one
 * character of it that is a space, a tab or a line end; 0: none. */
static size_t
space(struct str s)
{
	if (s.n > 0 && s.p[0] == ' ')
		return 1;
	if (s.n > 1 && s.p[0] == '\\' &&
	    (s.p[1] == 'n' || s.p[1] == 'r' || s.p[1] == 't'))
		return 2;
	return 0;
}

/* Is that the escape of a line end? */
static bool
is_line_end(struct str s)
{
	return s.n > 1 && s.p[0] == '\\' && (s.p[1] == 'n' || s.p[1] == 'r');
}

/* What stands between the quotes of a string, measured. */
struct inside {
	size_t first;	/* where what is no space begins */
	size_t line;	/* ... and the line that it is in */
	size_t last;	/* behind what is no space */
	bool has_lines; /* line ends stand between the two */
};

static struct inside
measure(struct str s)
{
	struct inside in = {.first = s.n};
	bool line_end = false;

	for (size_t at = 0; at < s.n;) {
		struct str rest = str_from(s, at);
		size_t n = space(rest);

		if (n > 0) {
			line_end |= is_line_end(rest);
			at += n;
			if (in.first == s.n && is_line_end(rest))
				in.line = at;
			continue;
		}
		if (in.first == s.n)
			in.first = at;
		else
			in.has_lines |= line_end;
		line_end = false;
		at += rest.p[0] == '\\' ? 2 : 1;
		in.last = at;
	}
	return in;
}

/*
 * Blanks at the front of the first line may be an indent that the lines below
 * share, so they go only where there are none.  A content of white space alone
 * is somebody's question, not ours.
 */
static void
mend_space(struct fixer *x, const struct json *message)
{
	const struct json *content = json_get(message, "content");
	struct inside in;
	struct str s;
	size_t from;

	if (!json_is_string(content) || message_is(message, "tool") ||
	    message_is(message, "function"))
		return;
	s = str_of(
	    x->text.p + content->off + 1, content->end - content->off - 2);
	in = measure(s);
	from = in.has_lines ? in.line : in.first;
	if (in.first == s.n || (from == 0 && in.last == s.n))
		return;
	if (from > 0)
		fix_splice(
		    x, content->off + 1, content->off + 1 + from, STR(""));
	if (in.last < s.n)
		fix_splice(
		    x, content->off + 1 + in.last, content->end - 1, STR(""));
	fix_count(x);
}

static void
each_message(struct fixer *x, const struct json *root,
    void (*one)(struct fixer *x, const struct json *message))
{
	const struct json *messages;
	unsigned at = 0;

	while ((messages = fix_messages(root, &at)) != NULL)
		for (const struct json *m = messages->child; m != NULL;
		     m = m->next)
			one(x, m);
}

void
fix_role(struct fixer *x, const struct json *root)
{
	each_message(x, root, mend_role);
}

/* Examples for reinforcement have that role in the place of 'system'. */
void
fix_developer(struct fixer *x, const struct json *root)
{
	if (example_type(root) != EXAMPLE_REINFORCEMENT)
		each_message(x, root, mend_developer);
}

void
fix_system(struct fixer *x, const struct json *root)
{
	if (example_type(root) == EXAMPLE_REINFORCEMENT)
		each_message(x, root, mend_system);
}

void
fix_weight(struct fixer *x, const struct json *root)
{
	each_message(x, root, mend_weight);
}

void
fix_arguments(struct fixer *x, const struct json *root)
{
	each_message(x, root, mend_arguments);
}

void
fix_space(struct fixer *x, const struct json *root)
{
	each_message(x, root, mend_space);
}
