/* SPDX-License-Identifier: MIT */
#include "common/text/hide.h"
#include "tools/lint/lint.h"

enum { FINDING_MAX = 1024 };

/* From a byte of the record to behind another; end <= off: of one place. */
struct span {
	size_t off, end;
};

static void
add(struct check *c, const struct json *at, struct span span, struct str text)
{
	struct finding *f = arena_zero(c->arena, 1, sizeof(*f));
	const struct record *r = &c->to->record;
	struct buf pointer;

	f->rule = c->rule;
	f->level = levels_of(&c->lint->levels, c->rule);
	f->line = r->line;
	/* Columns count in the line as it stands in the file. */
	f->column = span.off + 1 + (size_t)(r->text.p - r->raw.p);
	if (span.end > span.off)
		f->end = f->column + (span.end - span.off);
	f->text = arena_copy(c->arena, text);
	if (at != NULL) {
		buf_init(&pointer, FINDING_MAX);
		json_pointer(at, &pointer);
		hide_secrets(pointer.p, pointer.n);
		f->pointer = arena_copy(c->arena, buf_str(&pointer));
		buf_free(&pointer);
	}
	*c->to->findings.end = f;
	c->to->findings.end = &f->next;
}

static void
print(struct check *c, const struct json *at, struct span span, const char *fmt,
    va_list ap)
{
	struct buf text;

	buf_init(&text, FINDING_MAX);
	if (!buf_vprintf(&text, fmt, ap))
		buf_adds(&text, c->rule->text);
	hide_secrets(text.p, text.n);
	add(c, at, span, buf_str(&text));
	buf_free(&text);
}

void
found(struct check *c, const struct json *at, const char *fmt, ...)
{
	va_list ap;

	va_start(ap, fmt);
	print(c, at, (struct span){at->off, at->end}, fmt, ap);
	va_end(ap);
}

void
found_at(
    struct check *c, const struct json *at, size_t off, const char *fmt, ...)
{
	struct span span = {off, 0};
	va_list ap;

	if (at != NULL && at->off == off)
		span.end = at->end;
	va_start(ap, fmt);
	print(c, at, span, fmt, ap);
	va_end(ap);
}

void
found_span(struct check *c, const struct json *at, size_t off, size_t end,
    const char *fmt, ...)
{
	va_list ap;

	va_start(ap, fmt);
	print(c, at, (struct span){off, end}, fmt, ap);
	va_end(ap);
}

void
found_text(struct check *c, const struct json *at, size_t off, size_t end,
    struct str text)
{
	add(c, at, (struct span){off, end}, text);
}
