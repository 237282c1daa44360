/* SPDX-License-Identifier: MIT */
#include "common/text/markup.h"

#include "common/base/mem.h"
#include "common/text/chars.h"

enum { NAME_MAX_BYTES = 32, FIELD_MAX = 60 };

/* Is the word, which is not empty, in the table?  Upper case counts as lower.
 */
static bool
is_among(struct str word, const char *const *table, size_t n)
{
	char first = to_lower(word.p[0]);

	for (size_t i = 0; i < n; i++) {
		size_t k = 1;

		if (table[i][0] != first)
			continue;
		while (k < word.n && table[i][k] != '\0' &&
		    to_lower(word.p[k]) == table[i][k])
			k++;
		if (k == word.n && table[i][k] == '\0')
			return true;
	}
	return false;
}

/* The characters at the front of s of which is(c) is true, up to a limit. */
static struct str
front(struct str s, bool (*is)(char c))
{
	size_t n = 0;

	while (n < s.n && n < NAME_MAX_BYTES && is(s.p[n]))
		n++;
	return str_of(s.p, n);
}

static bool
is_at(struct str s, size_t at, char c)
{
	return at < s.n && s.p[at] == c;
}

static bool
is_hex(char c)
{
	return is_digit(c) || (to_lower(c) >= 'a' && to_lower(c) <= 'f');
}

static bool
is_identifier(char c)
{
	return is_alnum(c) || c == '_';
}

size_t
entity_at(struct str text, size_t at)
{
	static const char *const names[] = {"amp", "lt", "gt", "quot", "apos",
	    "nbsp", "hellip", "mdash", "ndash", "lsquo", "rsquo", "ldquo",
	    "rdquo", "sbquo", "bdquo", "laquo", "raquo", "bull", "middot",
	    "copy", "reg", "trade", "deg", "euro", "pound", "times", "shy",
	    "zwnj", "zwj", "auml", "ouml", "uuml", "szlig", "eacute", "egrave",
	    "agrave", "ccedil", "ntilde", "iacute", "oacute", "aacute",
	    "uacute"};
	struct str s = str_from(text, at + 1), name;
	size_t skip = 0;

	if (is_at(s, 0, '#'))
		skip = is_at(s, 1, 'x') || is_at(s, 1, 'X') ? 2 : 1;
	name = front(str_from(s, skip),
	    skip == 0	    ? is_alnum
		: skip == 1 ? is_digit
			    : is_hex);
	if (name.n == 0 || !is_at(s, skip + name.n, ';'))
		return 0;
	if (skip == 0 && !is_among(name, names, LENGTH(names)))
		return 0;
	return skip + name.n + 2;
}

size_t
tag_at(struct str text, size_t at)
{
	static const char *const names[] = {"a", "b", "blockquote", "body",
	    "br", "center", "div", "em", "font", "footer", "h1", "h2", "h3",
	    "h4", "h5", "h6", "head", "header", "hr", "html", "i", "iframe",
	    "img", "li", "link", "meta", "nav", "ol", "p", "pre", "script",
	    "section", "small", "span", "strong", "style", "sub", "sup",
	    "table", "tbody", "td", "th", "thead", "tr", "u", "ul"};
	struct str s = str_from(text, at + 1), name;
	size_t slash = is_at(s, 0, '/') ? 1 : 0, end;

	name = front(str_from(s, slash), is_alnum);
	if (name.n == 0 || !is_among(name, names, LENGTH(names)))
		return 0;
	end = slash + name.n;
	/* <b> may be a key, a variable or a type as well. */
	if (name.n == 1 && slash == 0 && !is_at(s, end, ' '))
		return 0;
	if (is_at(s, end, ' ') && is_at(s, end + 1, '/'))
		end++;
	if (is_at(s, end, '/'))
		end++;
	if (is_at(s, end, '>'))
		return end + 2;
	/* <a href=, <img src= */
	if (slash == 0 && is_at(s, end, ' ')) {
		struct str key = front(str_from(s, end + 1), is_word);

		if (key.n > 0 && is_at(s, end + 1 + key.n, '='))
			return end + key.n + 3;
	}
	return 0;
}

/* {name} or {{ name }}: an identifier, as fields of templates are named. */
static size_t
braces(struct str text, size_t at)
{
	bool twice = is_at(text, at + 1, '{');
	/* Behind these, braces are of TeX, of a shell or of a program. */
	static const struct str joints = STR("\\{}$%#@^)]\"'");
	struct str s = str_from(text, at + 1 + twice), name;
	size_t blanks = 0, end;

	if (at > 0 &&
	    (is_identifier(text.p[at - 1]) ||
		str_find(joints, text.p[at - 1]) < joints.n))
		return 0;
	while (twice && blanks < 2 && is_at(s, blanks, ' '))
		blanks++;
	name = front(str_from(s, blanks), is_identifier);
	if (name.n < 3 || !is_alpha(name.p[0]))
		return 0;
	end = blanks + name.n;
	while (twice && is_at(s, end, ' ') && end < FIELD_MAX)
		end++;
	if (!is_at(s, end, '}') || (twice && !is_at(s, end + 1, '}')))
		return 0;
	if (!twice && is_at(s, end + 1, '{'))
		return 0; /* \begin{align}{cc}: arguments of TeX */
	return end + 2 + 2 * (size_t)twice;
}

/* How long the field from its opening bracket to the closing one is; 0 where
 * there is none on the line, or soon. */
static size_t
bracketed(struct str s, char closing)
{
	for (size_t n = 1; n < s.n && n < FIELD_MAX; n++) {
		if (s.p[n] == closing)
			return n + 1;
		if (s.p[n] == '\n' || s.p[n] == s.p[0])
			return 0;
	}
	return 0;
}

/* <YOUR_KEY>, [INSERT DATE HERE], [Your Name] */
static size_t
words(struct str text, size_t at)
{
	static const struct str begins[] = {STR("your_"), STR("your-"),
	    STR("your "), STR("insert_"), STR("insert "), STR("insert-"),
	    STR("enter your"), STR("add your"), STR("put your"),
	    STR("replace with"), STR("placeholder>"), STR("placeholder]"),
	    STR("my_api_key"), STR("api_key>")};
	struct str s = str_from(text, at);
	bool angle = s.p[0] == '<';
	size_t n = bracketed(s, angle ? '>' : ']');

	if (n == 0 || (!angle && (is_at(s, n, '(') || is_at(s, n, ':'))))
		return 0;
	/* values[insert_at] is no blank, and <your_key> is one. */
	if (!angle && at > 0 && is_identifier(text.p[at - 1]))
		return 0;
	for (size_t i = 0; i < LENGTH(begins); i++) {
		size_t k = 0;

		while (k < begins[i].n && k + 1 < n &&
		    to_lower(s.p[k + 1]) == begins[i].p[k])
			k++;
		if (k == begins[i].n)
			return n;
	}
	return 0;
}

size_t
field_at(struct str text, size_t at)
{
	return text.p[at] == '{' ? braces(text, at) : 0;
}

size_t
blank_at(struct str text, size_t at)
{
	return text.p[at] == '{' ? 0 : words(text, at);
}

/* The marks of the well-known chat templates, which their pages print. */
static const struct str chat_marks[] = {STR("<|im_start|>"), STR("<|im_end|>"),
    STR("<|system|>"), STR("<|user|>"), STR("<|assistant|>"),
    STR("<|begin_of_text|>"), STR("<|end_of_text|>"), STR("<|eot_id|>"),
    STR("<|start_header_id|>"), STR("<|end_header_id|>"), STR("<|eom_id|>"),
    STR("<|end_of_turn|>"), STR("<|start|>"), STR("<|message|>"),
    STR("<|channel|>"), STR("<|end|>"), STR("<|START_OF_TURN_TOKEN|>"),
    STR("<|END_OF_TURN_TOKEN|>"), STR("<start_of_turn>"), STR("<end_of_turn>"),
    STR("<<SYS>>"), STR("<</SYS>>"), STR("<bos>"), STR("<eos>"),
    STR("<\xEF\xBD\x9CUser\xEF\xBD\x9C>"),
    STR("<\xEF\xBD\x9C"
	"Assistant\xEF\xBD\x9C>"),
    STR("[INST]"), STR("[/INST]"), STR("[SYSTEM_PROMPT]"),
    STR("[/SYSTEM_PROMPT]"), STR("[AVAILABLE_TOOLS]"),
    STR("[/AVAILABLE_TOOLS]"), STR("[TOOL_CALLS]"), STR("[TOOL_RESULTS]"),
    STR("### Instruction:"), STR("### Response:"), STR("### Input:"),
    STR("### Human:"), STR("### Assistant:"), STR("Human:"), STR("Assistant:")};

size_t
chat_mark_at(struct str text, size_t at)
{
	struct str s = str_from(text, at);
	bool starts_line = at == 0 || text.p[at - 1] == '\n';

	/* Headings and paragraphs are many. */
	if (s.p[0] == '#' && !str_starts(s, STR("### ")))
		return 0;
	if (is_alpha(s.p[0]) && s.p[0] != 'H' && s.p[0] != 'A')
		return 0;
	if (str_starts(s, STR("</s>")))
		return s.n == 4 || s.p[4] == '<' ? 4 : 0;
	for (size_t i = 0; i < LENGTH(chat_marks); i++)
		if (s.n > 1 && s.p[1] == chat_marks[i].p[1] &&
		    str_starts(s, chat_marks[i]) &&
		    (starts_line || (s.p[0] != '#' && !is_alpha(s.p[0]))))
			return chat_marks[i].n;
	return 0;
}
