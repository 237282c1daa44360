/* SPDX-License-Identifier: MIT */
/*
 * The body of a request: bytes in memory, a range of a file that is read when
 * it is sent, and bytes again.  And such bodies as multipart/form-data (RFC
 * 7578), whose first part is the file.
 *
 *	multipart_init(&m, &world_real);
 *	multipart_file(&m, "file", STR("train.jsonl"), fd, 0, size);
 *	multipart_field(&m, "purpose", STR("fine-tune"));
 *	body = multipart_body(&m);
 *	request.type = multipart_type(&m);
 *	...
 *	multipart_free(&m);
 */
#ifndef FT_NET_MULTIPART_H
#define FT_NET_MULTIPART_H

#include <stdint.h>

#include "common/base/buf.h"
#include "common/base/str.h"
#include "common/net/world.h"

struct body {
	struct str head; /* borrowed while the request is under way */
	int fd;		 /* of the file; -1 for none */
	uint64_t off, n; /* the range of the file */
	struct str tail; /* borrowed, too */
};

/* A body of bytes in memory. */
#define BODY_OF(bytes) ((struct body){.head = (bytes), .fd = -1})

uint64_t body_size(const struct body *b);

struct multipart {
	char boundary[40];
	struct buf type; /* "multipart/form-data; boundary=..." */
	struct buf head, tail;
	int fd;
	uint64_t off, n;
};

/* Draws a boundary that no file can hold but by a chance of 1 in 2^128. */
void multipart_init(struct multipart *m, const struct world *world);
void multipart_free(struct multipart *m);

/*
 * The file, or n bytes of it from off on: comes first, as the official clients
 * send it.  filename is what the server gets to see.
 */
void multipart_file(struct multipart *m, const char *name, struct str filename,
    int fd, uint64_t off, uint64_t n);

/* A field of text, behind the file. */
void multipart_field(struct multipart *m, const char *name, struct str value);

/* Ends it, and gives what to send; both live as long as m. */
struct body multipart_body(struct multipart *m);
const char *multipart_type(struct multipart *m);

#endif
