/* SPDX-License-Identifier: MIT */
#include "common/ask/adapt.h"

/* Our parameters that models are known to refuse, and what to do then. */
static const struct {
	const char *param, *becomes;
} known[] = {
    {"max_tokens", "max_completion_tokens"},
    {"max_completion_tokens", "max_tokens"},
    {"temperature", ""},
    {"seed", ""},
    {"stream_options", ""},
};

/* Says the server that it does not know or take it?  A value that is out of
 * range is another thing. */
static bool
is_unsupported(const struct problem *p)
{
	static const char *const codes[] = {"unsupported_parameter",
	    "unsupported_value", "unknown_parameter", "extra_forbidden"};
	static const char *const words[] = {"nsupported", "not support",
	    "nrecognized", "nknown", "not permitted", "nexpected",
	    "not allowed", "Extra inputs", "extra fields"};

	for (size_t i = 0; i < LENGTH(codes); i++)
		if (str_is(p->code, codes[i]) || str_is(p->type, codes[i]))
			return true;
	for (size_t i = 0; i < LENGTH(words); i++)
		if (str_search(p->message, str_c(words[i])) < p->message.n)
			return true;
	return false;
}

static bool
is_word(char c)
{
	return c == '_' || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
	    (c >= '0' && c <= '9');
}

/* Where the word first stands in the text alone, or text.n. */
static size_t
find_word(struct str text, struct str word)
{
	size_t at = 0;

	for (;;) {
		size_t n = str_search(str_from(text, at), word);

		at += n;
		if (at >= text.n)
			return text.n;
		if ((at == 0 || !is_word(text.p[at - 1])) &&
		    (at + word.n == text.n || !is_word(text.p[at + word.n])))
			return at;
		at++;
	}
}

bool
adapt_read(long status, const struct problem *p, struct adaptation *one)
{
	bool named = p->param.n > 0 && !str_is(p->param, "None");
	size_t best = LENGTH(known), first = p->message.n;

	if ((status != 400 && status != 422) || !is_unsupported(p))
		return false;
	/* What the server names; where it does not, what it speaks of first. */
	for (size_t i = 0; i < LENGTH(known); i++) {
		struct str param = str_c(known[i].param);
		size_t at = named ? p->message.n : find_word(p->message, param);

		if (named ? str_eq(p->param, param) : at < first) {
			best = i;
			first = at;
		}
	}
	if (best == LENGTH(known))
		return false;
	*one = (struct adaptation){
	    str_c(known[best].param), str_c(known[best].becomes)};
	return true;
}

const struct adaptation *
adapted_find(const struct adapted *a, struct str param)
{
	for (size_t i = 0; i < a->n; i++)
		if (str_eq(a->v[i].param, param))
			return &a->v[i];
	return NULL;
}

bool
adapted_add(struct adapted *a, struct adaptation one)
{
	if (a->n == ADAPTED_MAX || adapted_find(a, one.param) != NULL)
		return false;
	a->v[a->n++] = one;
	return true;
}
