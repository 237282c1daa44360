/* SPDX-License-Identifier: MIT */
#include "common/vocab/pattern.h"

#include "common/token/recent.h"
#include "common/vocab/vocab.h"

static const struct {
	const char *name;
	enum step_kind kind;
} names[] = {
    {"cl100k_base", STEP_CL100K},
    {"o200k_base", STEP_O200K},
    {"p50k_base", STEP_GPT2},
    {"r50k_base", STEP_GPT2},
    {"gpt2", STEP_GPT2},
    {"llama3", STEP_CL100K},
    {"qwen2", STEP_CL100K_DIGIT},
};

#define CONTRACTION "(?i:'s|'t|'re|'ve|'m|'ll|'d)"
#define UPPER	    "[\\p{Lu}\\p{Lt}\\p{Lm}\\p{Lo}\\p{M}]"
#define LOWER	    "[\\p{Ll}\\p{Lm}\\p{Lo}\\p{M}]"
#define LEAD	    "[^\\r\\n\\p{L}\\p{N}]?"
#define SPACES	    "|\\s*[\\r\\n]+|\\s+(?!\\S)|\\s+"
#define OTHERS	    "| ?[^\\s\\p{L}\\p{N}]+"

static const struct {
	const char *text;
	enum step_kind kind;
} known[] = {
    {CONTRACTION "|" LEAD "\\p{L}+|\\p{N}{1,3}" OTHERS "[\\r\\n]*" SPACES,
	STEP_CL100K},
    {CONTRACTION "|" LEAD "\\p{L}+|\\p{N}" OTHERS "[\\r\\n]*" SPACES,
	STEP_CL100K_DIGIT},
    {LEAD UPPER "*" LOWER "+" CONTRACTION "?|" LEAD UPPER "+" LOWER
		"*" CONTRACTION "?|\\p{N}{1,3}" OTHERS "[\\r\\n/]*" SPACES,
	STEP_O200K},
    {"'s|'t|'re|'ve|'m|'ll|'d| ?\\p{L}+| ?\\p{N}+" OTHERS "|\\s+(?!\\S)|\\s+",
	STEP_GPT2},
};

/* White_Space; PCRE2's own \s has U+180E, too. */
#define SPACE                                                      \
	"\\t-\\r\\x{20}\\x{85}\\x{A0}\\x{1680}\\x{2000}-\\x{200A}" \
	"\\x{2028}\\x{2029}\\x{202F}\\x{205F}\\x{3000}"

struct translator {
	struct str in;
	size_t at;
	struct buf *to;
	struct fault *f;
};

bool
pattern_named(struct str name, enum step_kind *kind)
{
	for (size_t i = 0; i < LENGTH(names); i++)
		if (str_is(name, names[i].name)) {
			*kind = names[i].kind;
			return true;
		}
	return false;
}

const char *
vocab_pattern_names(void)
{
	return "cl100k_base, o200k_base, p50k_base, r50k_base, gpt2, llama3, "
	       "qwen2";
}

bool
pattern_known(struct str text, enum step_kind *kind)
{
	for (size_t i = 0; i < LENGTH(known); i++)
		if (str_is(text, known[i].text)) {
			*kind = known[i].kind;
			return true;
		}
	return false;
}

static bool
among(char c, const char *set)
{
	return c != '\0' && strchr(set, c) != NULL;
}

static char
peek(const struct translator *t, size_t ahead)
{
	return t->at + ahead < t->in.n ? t->in.p[t->at + ahead] : '\0';
}

static void
copy(struct translator *t, size_t n)
{
	buf_add(t->to, t->in.p + t->at, n);
	t->at += n;
}

static bool
unsupported(const struct translator *t, const char *what)
{
	return fault_set(t->f, STATUS_INPUT, t->at,
	    "the pattern has %s, which is not supported", what);
}

/* What PCRE2 does not know of a class, or "". */
static const char *recent_of(struct str class)
{
	for (size_t i = 0; i < RECENT; i++)
		if (str_is(class, recent[i].class))
			return recent[i].ranges;
	return "";
}

/* \p{CLASS} or \P{CLASS} */
static bool
translate_property(struct translator *t, bool in_class)
{
	struct str class = str_from(t->in, t->at + 3);
	bool negated = peek(t, 1) == 'P';
	const char *ranges;

	class.n = str_find(class, '}');
	if (t->at + 3 + class.n == t->in.n)
		return unsupported(t, "a property without end");
	ranges = recent_of(class);
	if (ranges[0] == '\0' || (negated && in_class)) {
		copy(t, class.n + 4);
		return true;
	}
	if (!in_class)
		buf_adds(t->to, negated ? "[^" : "[");
	buf_printf(t->to, "\\p{%.*s}%s", STR_ARGS(class), ranges);
	if (!in_class)
		buf_adds(t->to, "]");
	t->at += class.n + 4;
	return true;
}

static bool
translate_escape(struct translator *t, bool in_class)
{
	char c = peek(t, 1);

	if (c == 's' || (c == 'S' && !in_class)) {
		if (!in_class)
			buf_adds(t->to, c == 's' ? "[" : "[^");
		buf_adds(t->to, SPACE);
		if (!in_class)
			buf_adds(t->to, "]");
		t->at += 2;
		return true;
	}
	if (among(c, "pP") && peek(t, 2) == '{')
		return translate_property(t, in_class);
	if (among(c, "dDrntf")) {
		copy(t, 2);
		return true;
	}
	if (c == 'x' && (peek(t, 2) == '{' || t->in.n - t->at >= 4)) {
		copy(t, 2);
		return true;
	}
	if (among(c, "!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~ ")) {
		copy(t, 2);
		return true;
	}
	return unsupported(
	    t, "an escape other than \\s, \\d, \\p and the like");
}

/* From [ to ]. */
static bool
translate_class(struct translator *t)
{
	copy(t, peek(t, 1) == '^' ? 2 : 1);
	if (peek(t, 0) == ']')
		return unsupported(t, "an empty class");
	while (t->at < t->in.n) {
		char c = peek(t, 0);

		if (c == '[' || (c == '&' && peek(t, 1) == '&'))
			return unsupported(t, "a class within a class, or &&");
		if (c == ']') {
			copy(t, 1);
			return true;
		}
		if (c == '\\') {
			if (!translate_escape(t, true))
				return false;
		} else {
			copy(t, 1);
		}
	}
	return unsupported(t, "a class without end");
}

static bool
translate_group(struct translator *t)
{
	static const char *const opens[] = {"(?:", "(?=", "(?!", "(?<=", "(?<!",
	    "(?>", "(?i:", "(?i)", "(?-i:"};

	if (peek(t, 1) != '?') {
		if (peek(t, 1) == '*')
			return unsupported(t, "a verb");
		copy(t, 1);
		return true;
	}
	for (size_t i = 0; i < LENGTH(opens); i++)
		if (str_starts(str_from(t->in, t->at), str_c(opens[i]))) {
			copy(t, strlen(opens[i]));
			return true;
		}
	return unsupported(t, "a group of that kind");
}

static bool
is_digit(char c)
{
	return c >= '0' && c <= '9';
}

/* {n}, {n,} or {n,m}, behind which + and ? mean other things. */
static bool
translate_count(struct translator *t)
{
	size_t n = 1;

	while (is_digit(peek(t, n)))
		n++;
	if (n == 1)
		return unsupported(t, "a brace that is no count");
	if (peek(t, n) == ',')
		for (n++; is_digit(peek(t, n));)
			n++;
	if (peek(t, n) != '}' || among(peek(t, n + 1), "+?"))
		return unsupported(t, "a count of that kind");
	copy(t, n + 1);
	return true;
}

bool
pattern_translate(struct buf *to, struct str pattern, struct fault *f)
{
	struct translator t = {.in = pattern, .to = to, .f = f};
	bool ok = true;

	while (ok && t.at < pattern.n)
		switch (peek(&t, 0)) {
		case '\\':
			ok = translate_escape(&t, false);
			/* The braces of \x are no count. */
			if (ok && peek(&t, 0) == '{')
				copy(&t, str_find(str_from(t.in, t.at), '}'));
			break;
		case '[':
			ok = translate_class(&t);
			break;
		case '(':
			ok = translate_group(&t);
			break;
		case '{':
			ok = translate_count(&t);
			break;
		default:
			copy(&t, 1);
		}
	return ok;
}

void
pattern_quote(struct buf *to, struct str text)
{
	for (size_t i = 0; i < text.n; i++) {
		if (among(text.p[i], "\\^$.[]|()?*+{}-#&~"))
			buf_addc(to, '\\');
		buf_addc(to, text.p[i]);
	}
}
