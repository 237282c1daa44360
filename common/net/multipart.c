/* SPDX-License-Identifier: MIT */
#include "common/net/multipart.h"

#include <inttypes.h>
#include <stdio.h>

uint64_t
body_size(const struct body *b)
{
	return b->head.n + (b->fd < 0 ? 0 : b->n) + b->tail.n;
}

void
multipart_init(struct multipart *m, const struct world *world)
{
	uint64_t chance[2];

	for (size_t i = 0; i < LENGTH(chance); i++)
		chance[i] = world->random(world->ctx);
	*m = (struct multipart){.fd = -1};
	snprintf(m->boundary, sizeof(m->boundary),
	    "ft-%016" PRIx64 "%016" PRIx64, chance[0], chance[1]);
	buf_init(&m->type, BUF_NO_MAX);
	buf_init(&m->head, BUF_NO_MAX);
	buf_init(&m->tail, BUF_NO_MAX);
	buf_printf(&m->type, "multipart/form-data; boundary=%s", m->boundary);
}

void
multipart_free(struct multipart *m)
{
	buf_free(&m->type);
	buf_free(&m->head);
	buf_free(&m->tail);
}

/* As browsers do: the name cannot end the quotes or the line. */
static void
add_quoted(struct buf *to, struct str s)
{
	buf_addc(to, '"');
	for (size_t i = 0; i < s.n; i++) {
		unsigned char c = (unsigned char)s.p[i];

		if (c == '"' || c < 0x20 || c == 0x7f)
			buf_printf(to, "%%%02X", c);
		else
			buf_addc(to, s.p[i]);
	}
	buf_addc(to, '"');
}

static void
begin_part(struct multipart *m, struct buf *to, const char *name)
{
	buf_printf(
	    to, "--%s\r\nContent-Disposition: form-data; name=", m->boundary);
	add_quoted(to, str_c(name));
}

void
multipart_file(struct multipart *m, const char *name, struct str filename,
    int fd, uint64_t off, uint64_t n)
{
	begin_part(m, &m->head, name);
	buf_adds(&m->head, "; filename=");
	add_quoted(&m->head, filename);
	buf_adds(
	    &m->head, "\r\nContent-Type: application/octet-stream\r\n\r\n");
	buf_adds(&m->tail, "\r\n");
	m->fd = fd;
	m->off = off;
	m->n = n;
}

void
multipart_field(struct multipart *m, const char *name, struct str value)
{
	begin_part(m, &m->tail, name);
	buf_adds(&m->tail, "\r\n\r\n");
	buf_add_str(&m->tail, value);
	buf_adds(&m->tail, "\r\n");
}

struct body
multipart_body(struct multipart *m)
{
	buf_printf(&m->tail, "--%s--\r\n", m->boundary);
	return (struct body){.head = buf_str(&m->head),
	    .fd = m->fd,
	    .off = m->off,
	    .n = m->n,
	    .tail = buf_str(&m->tail)};
}

const char *
multipart_type(struct multipart *m)
{
	return buf_cstr(&m->type);
}
