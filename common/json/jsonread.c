/* SPDX-License-Identifier: MIT */
/*
 * yajl reads, its callbacks build the document.  yajl tells no offsets but
 * hands over one token after the other: the next begins behind white space,
 * ',' and ':', counted from where the last one ended.
 */
#include <stdlib.h>
#include <yajl/yajl_parse.h>

#include "common/base/num.h"
#include "common/json/json.h"
#include "common/json/jsonbuild.h"
#include "common/json/jsonfault.h"
#include "common/text/utf8.h"

enum { DIGITS_SAFE = 18 }; /* a whole number of so many fits into 64 bits */

void
json_reader_init(struct json_reader *r, struct arena *arena)
{
	*r = (struct json_reader){.arena = arena};
}

void
json_reader_free(struct json_reader *r)
{
	if (r->build == NULL)
		return;
	jsonmem_free_block(&r->build->mem);
	free(r->build);
	r->build = NULL;
}

/*
 * Finds where the token begins that yajl has just seen.  False when its first
 * byte is another one: yajl takes form feeds for white space, and we do not.
 */
static bool
token(const struct json_build *b, char first, uint32_t *off)
{
	const char *p = b->text.p + b->at;

	while (*p == ',' || *p == ':' || *p == ' ' || *p == '\n' ||
	    *p == '\t' || *p == '\r')
		p++;
	*off = (uint32_t)(p - b->text.p);
	return *p == first;
}

/*
 * yajl gives strings without escapes as they lie in the text.  Others it has
 * decoded, and stands behind their closing quote.
 */
static bool
as_written(const struct json_build *b, const unsigned char *s, uint32_t off)
{
	return (const char *)s == b->text.p + off + 1;
}

static uint32_t
string_end(
    const struct json_build *b, const unsigned char *s, size_t n, uint32_t off)
{
	if (as_written(b, s, off))
		return off + (uint32_t)n + 2;
	return (uint32_t)yajl_get_bytes_consumed(b->yajl);
}

static struct str
string_text(struct json_build *b, const struct json *at, const unsigned char *s,
    uint32_t off, uint32_t end)
{
	struct str raw = str_of(b->text.p + off + 1, end - off - 2);

	return as_written(b, s, off) ? raw : json_build_decode(b, at, raw);
}

static int
on_string(void *ctx, const unsigned char *s, size_t n)
{
	struct json_build *b = ctx;
	uint32_t off, end;
	struct json *v;

	if (!token(b, '"', &off))
		return false;
	end = string_end(b, s, n, off);
	v = json_build_value(b, JSON_STRING, off, end);
	if (v == NULL)
		return false;
	v->text = string_text(b, v, s, off, end);
	return true;
}

static int
on_key(void *ctx, const unsigned char *s, size_t n)
{
	struct json_build *b = ctx;
	struct json_odd **before = b->odd; /* what is odd in the key itself */
	uint32_t off;
	struct json *v;

	if (!token(b, '"', &off))
		return false;
	v = json_build_member(b, off);
	if (v == NULL)
		return false;
	b->at = string_end(b, s, n, off);
	v->key = string_text(b, v, s, off, b->at);
	if (json_build_is_duplicate(b, v))
		json_build_note(b, before, JSON_DUPLICATE_KEY, v, off);
	return true;
}

static bool
is_huge(const struct json *v)
{
	bool negative = v->text.p[0] == '-', whole = true;
	struct str digits = str_from(v->text, negative);
	uint64_t n;
	double x;

	for (size_t i = 0; whole && i < digits.n; i++)
		whole = digits.p[i] >= '0' && digits.p[i] <= '9';
	if (!whole)
		return !json_real(v, &x);
	if (digits.n <= DIGITS_SAFE)
		return false;
	return !num_u64(digits, &n) ||
	    (negative && n > (uint64_t)INT64_MAX + 1);
}

static int
on_number(void *ctx, const char *s, size_t n)
{
	struct json_build *b = ctx;
	uint32_t off;
	struct json *v;
	char *copy;

	if (!token(b, s[0], &off))
		return false;
	v = json_build_value(b, JSON_NUMBER, off, off + (uint32_t)n);
	if (v == NULL)
		return false;
	v->text = str_of(b->text.p + off, n);
	if (v->end == b->text.n) { /* json_real() needs a byte behind it */
		copy = arena_take(b->arena, n + 1, 1);
		memcpy(copy, s, n);
		copy[n] = '\0';
		v->text.p = copy;
	}
	if (is_huge(v))
		json_build_note(b, b->odd, JSON_HUGE_NUMBER, v, off);
	return true;
}

static int
on_null(void *ctx)
{
	struct json_build *b = ctx;
	uint32_t off;

	return token(b, 'n', &off) &&
	    json_build_value(b, JSON_NULL, off, off + 4) != NULL;
}

static int
on_bool(void *ctx, int truth)
{
	struct json_build *b = ctx;
	uint32_t off;
	struct json *v;

	if (!token(b, truth ? 't' : 'f', &off))
		return false;
	v = json_build_value(b, JSON_BOOL, off, off + (truth ? 4 : 5));
	if (v == NULL)
		return false;
	v->truth = truth;
	return true;
}

static int
on_object(void *b)
{
	uint32_t off;

	return token(b, '{', &off) && json_build_open(b, JSON_OBJECT, off);
}

static int
on_array(void *b)
{
	uint32_t off;

	return token(b, '[', &off) && json_build_open(b, JSON_ARRAY, off);
}

static int
on_object_end(void *b)
{
	uint32_t off;

	if (!token(b, '}', &off))
		return false;
	json_build_close(b, off);
	return true;
}

static int
on_array_end(void *b)
{
	uint32_t off;

	if (!token(b, ']', &off))
		return false;
	json_build_close(b, off);
	return true;
}

static const yajl_callbacks callbacks = {
    .yajl_null = on_null,
    .yajl_boolean = on_bool,
    .yajl_number = on_number,
    .yajl_string = on_string,
    .yajl_start_map = on_object,
    .yajl_map_key = on_key,
    .yajl_end_map = on_object_end,
    .yajl_start_array = on_array,
    .yajl_end_array = on_array_end,
};

/* What yajl does not look at, or not well. */
static bool
check_bytes(struct str text, struct fault *f)
{
	size_t bad;

	if (text.n > UINT32_MAX)
		return fault_set(f, STATUS_INPUT, UINT32_MAX,
		    "the text is longer than 4 GiB");
	if (str_starts(text, STR("\xFF\xFE")) ||
	    str_starts(text, STR("\xFE\xFF")))
		return fault_set(
		    f, STATUS_INPUT, 0, "expected UTF-8, found UTF-16");
	if (!utf8_valid(text, &bad))
		return fault_set(f, STATUS_INPUT, bad,
		    "invalid UTF-8 at the byte 0x%02x",
		    (unsigned char)text.p[bad]);
	if (str_starts(text, STR("\xEF\xBB\xBF")))
		return fault_set(f, STATUS_INPUT, 0,
		    "expected a value, found a byte-order mark (U+FEFF)");
	return true;
}

static bool
run_yajl(struct json_build *b)
{
	const unsigned char *p = (const unsigned char *)b->text.p;
	yajl_alloc_funcs alloc = {
	    jsonmem_alloc,
	    jsonmem_realloc,
	    jsonmem_free,
	    &b->mem,
	};
	bool ok;

	b->yajl = yajl_alloc(&callbacks, &alloc, b);
	yajl_config(b->yajl, yajl_dont_validate_strings, 1);
	/* A number at the very end is seen when the parse is completed. */
	ok = yajl_parse(b->yajl, p, b->text.n) == yajl_status_ok &&
	    yajl_complete_parse(b->yajl) == yajl_status_ok;
	yajl_free(b->yajl);
	jsonmem_reset(&b->mem);
	return ok;
}

/* What may stand behind the last token that was read. */
static enum json_want
wanted(const struct json_build *b)
{
	const struct json *in = b->top->container, *last = b->top->last;

	if (in == NULL)
		return last == NULL ? WANT_ROOT : WANT_NOTHING;
	if (in->type == JSON_ARRAY)
		return last == NULL ? WANT_FIRST_ELEMENT : WANT_COMMA_IN_ARRAY;
	if (last == NULL)
		return WANT_FIRST_KEY;
	return last->end == 0 ? WANT_COLON : WANT_COMMA_IN_OBJECT;
}

bool
json_parse(struct json_reader *r, struct str text, struct json_doc *doc,
    struct fault *f)
{
	struct json_build *b = r->build;

	if (b == NULL)
		b = r->build = mem_zero(1, sizeof(*b));
	b->arena = r->arena;
	json_build_start(b, text, doc, f);
	if (!check_bytes(text, f))
		return false;
	/* yajl lets form feeds stand behind the root. */
	if (run_yajl(b) && str_trim(str_from(text, b->at)).n == 0)
		return true;
	return b->failed ? false : json_explain(text, b->at, wanted(b), f);
}
