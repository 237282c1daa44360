/* SPDX-License-Identifier: MIT */
/*
 * The images of an example's messages, made ready once for all rules.  What it
 * gives lives as long as the record.
 */
#ifndef FT_TOOLS_LINT_PICTURES_H
#define FT_TOOLS_LINT_PICTURES_H

#include "common/example/picture.h"
#include "tools/lint/lint.h"

struct image_part {
	const struct json *part;   /* the object with the type image_url */
	const struct json *url;	   /* NULL where it is no string */
	const struct json *detail; /* NULL where there is none */
	bool is_data;		   /* a data URL with base64 */
	struct str type;	   /* of it: "image/png" */
	struct picture picture;	   /* of it */
};

/* Has the message parts, of which some may be images? */
static inline bool
pictures_possible(const struct message *m)
{
	return m->content != NULL && m->content->type == JSON_ARRAY;
}

/* The message's images. */
const struct pictures *pictures_of(struct check *c, const struct message *m);

#endif
