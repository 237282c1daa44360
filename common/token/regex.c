/* SPDX-License-Identifier: MIT */
#include "common/token/regex.h"

#include <stdlib.h>

#define PCRE2_CODE_UNIT_WIDTH 8
#include <pcre2.h>

#include "common/base/diag.h"

/* What one search may take; the stack is for patterns that nest. */
enum {
	MATCH_LIMIT = 10000000,
	SCRIPT_MATCH_LIMIT = 100000,
	SEARCH_STEPS = 100000000,
	FAR = 64, /* bytes that are worth a step */
	STACK_MIN = 32 << 10,
	STACK_MAX = 8 << 20,
};

struct regex {
	pcre2_code *code;
	uint32_t limit; /* of the steps from one place in a text */
	bool counted;	/* ... of those in a whole search too */
};

struct regex_match {
	const struct regex *re;
	size_t steps; /* of this search */
	size_t last;  /* where it was looking */
	pcre2_match_context *context;
	pcre2_match_data *data;
	pcre2_jit_stack *stack;
};

static void *
got(void *p)
{
	if (p == NULL)
		diag_die(STATUS_IO, "out of memory");
	return p;
}

/* With its options, in a context that is freed. */
static struct regex *
compile(struct str pattern, uint32_t options, pcre2_compile_context *context,
    struct fault *f)
{
	struct regex *re = mem_zero(1, sizeof(*re));
	unsigned char why[FAULT_TEXT];
	size_t off;
	int error;

	pcre2_set_newline(context, PCRE2_NEWLINE_LF);
	re->code = pcre2_compile((PCRE2_SPTR)(pattern.n == 0 ? "" : pattern.p),
	    pattern.n,
	    PCRE2_UTF | PCRE2_UCP | PCRE2_NEVER_BACKSLASH_C | options, &error,
	    &off, context);
	pcre2_compile_context_free(context);
	if (re->code == NULL) {
		pcre2_get_error_message(error, why, sizeof(why));
		fault_set(f, STATUS_INPUT, off, "%s", (const char *)why);
		free(re);
		return NULL;
	}
	/* Where there is no such compiler, matching is slower. */
	pcre2_jit_compile(re->code, PCRE2_JIT_COMPLETE);
	return re;
}

struct regex *
regex_new(struct str pattern, struct fault *f)
{
	struct regex *re = compile(pattern, PCRE2_MULTILINE,
	    got(pcre2_compile_context_create(NULL)), f);

	if (re != NULL)
		re->limit = MATCH_LIMIT;
	return re;
}

struct regex *
regex_new_script(struct str pattern, struct fault *f)
{
	pcre2_compile_context *context =
	    got(pcre2_compile_context_create(NULL));
	struct regex *re;

	pcre2_set_compile_extra_options(context, PCRE2_EXTRA_ALT_BSUX);
	re = compile(pattern,
	    PCRE2_ALT_BSUX | PCRE2_DOLLAR_ENDONLY | PCRE2_ALLOW_EMPTY_CLASS |
		PCRE2_MATCH_UNSET_BACKREF,
	    context, f);
	if (re != NULL)
		re->limit = SCRIPT_MATCH_LIMIT;
	return re;
}

struct regex *
regex_new_search(struct str pattern, struct fault *f)
{
	struct regex *re = compile(pattern, PCRE2_AUTO_CALLOUT,
	    got(pcre2_compile_context_create(NULL)), f);

	if (re != NULL) {
		re->limit = SEARCH_STEPS;
		re->counted = true;
	}
	return re;
}

/* Before each item of the pattern.  What PCRE2 limits by itself it counts anew
 * from each place of a text. */
static int
count_step(pcre2_callout_block *at, void *data)
{
	struct regex_match *m = data;
	size_t to = at->current_position;

	m->steps += 1 + (to > m->last ? to - m->last : m->last - to) / FAR;
	m->last = to;
	return m->steps > SEARCH_STEPS ? PCRE2_ERROR_MATCHLIMIT : 0;
}

void
regex_free(struct regex *re)
{
	if (re == NULL)
		return;
	pcre2_code_free(re->code);
	free(re);
}

struct regex_match *
regex_match_new(const struct regex *re)
{
	struct regex_match *m = mem_zero(1, sizeof(*m));

	m->re = re;
	m->context = got(pcre2_match_context_create(NULL));
	m->data = got(pcre2_match_data_create_from_pattern(re->code, NULL));
	m->stack = pcre2_jit_stack_create(STACK_MIN, STACK_MAX, NULL);
	pcre2_set_match_limit(m->context, re->limit);
	pcre2_jit_stack_assign(m->context, NULL, m->stack);
	if (re->counted)
		pcre2_set_callout(m->context, count_step, m);
	return m;
}

void
regex_match_free(struct regex_match *m)
{
	if (m == NULL)
		return;
	pcre2_match_context_free(m->context);
	pcre2_match_data_free(m->data);
	pcre2_jit_stack_free(m->stack);
	free(m);
}

/* The byte behind the character at i. */
static size_t
behind(struct str s, size_t i)
{
	for (i++; i < s.n && ((unsigned char)s.p[i] & 0xC0) == 0x80; i++)
		;
	return i;
}

bool
regex_next(struct regex_match *m, struct str text, struct regex_scan *scan,
    size_t *start, size_t *end)
{
	const size_t *at;
	int found;

	if (text.p == NULL)
		text = STR("");
	m->steps = 0;
	m->last = scan->at;
	while (scan->at <= text.n) {
		found = pcre2_match(m->re->code, (PCRE2_SPTR)text.p, text.n,
		    scan->at, PCRE2_NO_UTF_CHECK, m->data, m->context);
		if (found < 0) {
			scan->gave_up = found != PCRE2_ERROR_NOMATCH;
			return false;
		}
		at = pcre2_get_ovector_pointer(m->data);
		*start = at[0] < scan->at ? scan->at : at[0]; /* \K */
		*end = at[1] < *start ? *start : at[1];
		if (*start < *end || !scan->some || scan->end != *end) {
			scan->some = true;
			scan->at = scan->end = *end;
			return true;
		}
		scan->at = behind(text, *end);
	}
	return false;
}
