/* SPDX-License-Identifier: MIT */
/*
 * What was read and is written again reads as the same document; each value
 * stands where its offsets say; a refusal names a place in the text; yajl alone
 * gives the same.
 */
#include <assert.h>
#include <stdint.h>

#include "common/json/json.h"
#include "common/json/jsonw.h"
#include "common/text/utf8.h"
#include "tests/unit/json_same.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void
write_value(struct buf *to, const struct json *v)
{
	static const char begin[] = {[JSON_ARRAY] = '[', [JSON_OBJECT] = '{'};
	static const char end[] = {[JSON_ARRAY] = ']', [JSON_OBJECT] = '}'};

	if (v->type == JSON_NULL) {
		buf_adds(to, "null");
	} else if (v->type == JSON_BOOL) {
		buf_adds(to, v->truth ? "true" : "false");
	} else if (v->type == JSON_NUMBER) {
		buf_add_str(to, v->text);
	} else if (v->type == JSON_STRING) {
		jsonw_string(to, v->text);
	} else {
		buf_addc(to, begin[v->type]);
		for (const struct json *c = v->child; c; c = c->next) {
			if (v->type == JSON_OBJECT) {
				jsonw_string(to, c->key);
				buf_addc(to, ':');
			}
			write_value(to, c);
			if (c->next != NULL)
				buf_addc(to, ',');
		}
		buf_addc(to, end[v->type]);
	}
}

/* The bytes of a value alone are the same value. */
static void
stands_there(struct json_reader *r, struct str text, const struct json *v)
{
	struct str own = str_of(text.p + v->off, v->end - v->off);
	struct json_doc doc;

	assert(v->off < v->end && v->end <= text.n);
	assert(json_parse(r, own, &doc, NULL));
	assert(json_same(v, doc.root));
	assert(doc.root->off == 0 && doc.root->end == own.n);
	if (v->parent != NULL && v->parent->type == JSON_OBJECT)
		assert(text.p[v->key_off] == '"' && v->key_off < v->off);
}

static void
refused(struct str text, const struct fault *f)
{
	assert(f->status == STATUS_INPUT && f->off <= text.n);
	assert(f->text[0] != '\0');
	for (const char *p = f->text; *p != '\0'; p++)
		assert(*p >= ' ' && *p < 0x7F);
}

static void
yajl_agrees(
    struct str text, bool ok, const struct json_doc *doc, struct arena *arena)
{
	struct json_reader r;
	struct json_doc other;

	json_reader_init(&r, arena);
	r.yajl_alone = true;
	assert(json_parse(&r, text, &other, NULL) == ok);
	assert(!ok || json_same_doc(doc, &other));
	json_reader_free(&r);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static struct arena arena;
	static struct json_reader r;
	static struct buf written = {.max = BUF_NO_MAX};
	struct str text = str_of((const char *)data, size);
	struct json_doc doc, again;
	struct fault f = {0};
	bool ok;

	json_reader_init(&r, &arena);
	buf_clear(&written);
	ok = json_parse(&r, text, &doc, &f);
	yajl_agrees(text, ok, &doc, &arena);
	if (!ok) {
		refused(text, &f);
	} else {
		write_value(&written, doc.root);
		assert(utf8_valid(buf_str(&written), NULL));
		assert(json_parse(&r, buf_str(&written), &again, NULL));
		assert(json_same(doc.root, again.root));
		stands_there(&r, text, doc.root);
		for (struct json *c = doc.root->child; c; c = c->next)
			stands_there(&r, text, c);
		for (struct json_odd *o = doc.odd; o && o->next; o = o->next)
			assert(o->off < o->next->off);
	}
	json_reader_free(&r);
	arena_reset(&arena);
	return 0;
}
