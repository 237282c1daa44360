/* SPDX-License-Identifier: MIT */
/*
 * yajl reads, its callbacks build the document.  yajl tells no offsets but
 * hands over one token after the other: the next begins behind white space,
 * ',' and ':', counted from where the last one ended.
 */
#include <stdlib.h>
#include <yajl/yajl_parse.h>

#include "common/json/json.h"
#include "common/json/jsonbuild.h"
#include "common/json/jsonfault.h"
#include "common/json/jsonquick.h"
#include "common/text/utf8.h"

void
json_reader_init(struct json_reader *r, struct arena *arena)
{
	*r =
	    (struct json_reader){.arena = arena, .values_max = JSON_VALUES_MAX};
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

/* What stands between the quotes of the token. */
static struct json_raw
raw_of(const struct json_build *b, const unsigned char *s, uint32_t off,
    uint32_t end)
{
	return (struct json_raw){
	    str_of(b->text.p + off + 1, end - off - 2), !as_written(b, s, off)};
}

static int
on_string(void *ctx, const unsigned char *s, size_t n)
{
	struct json_build *b = ctx;
	uint32_t off, end;

	if (!token(b, '"', &off))
		return false;
	end = string_end(b, s, n, off);
	return json_build_string(b, off, end, raw_of(b, s, off, end));
}

static int
on_key(void *ctx, const unsigned char *s, size_t n)
{
	struct json_build *b = ctx;
	uint32_t off, end;

	if (!token(b, '"', &off))
		return false;
	end = string_end(b, s, n, off);
	return json_build_key(b, off, end, raw_of(b, s, off, end));
}

static int
on_number(void *ctx, const char *s, size_t n)
{
	struct json_build *b = ctx;
	uint32_t off;

	return token(b, s[0], &off) &&
	    json_build_number(b, off, off + (uint32_t)n);
}

static int
on_null(void *ctx)
{
	struct json_build *b = ctx;
	uint32_t off;

	return token(b, 'n', &off) && json_build_null(b, off);
}

static int
on_bool(void *ctx, int truth)
{
	struct json_build *b = ctx;
	uint32_t off;

	return token(b, truth ? 't' : 'f', &off) &&
	    json_build_bool(b, off, truth);
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
	b->values_max = r->values_max;
	b->arena = r->arena;
	json_build_start(b, text, doc, f);
	if (!check_bytes(text, f))
		return false;
	if (!r->yajl_alone && json_quick(b))
		return true;
	json_build_start(b, text, doc, f);
	/* yajl lets form feeds stand behind the root. */
	if (run_yajl(b) && str_trim(str_from(text, b->at)).n == 0)
		return true;
	return b->failed ? false : json_explain(text, b->at, wanted(b), f);
}
