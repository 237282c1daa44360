/* SPDX-License-Identifier: MIT */
#include "tools/lint/pictures.h"

#include "tools/lint/tools.h"

static bool
is_image(const struct json *part)
{
	const struct json *type = json_get(part, "type");

	return json_is(type, JSON_STRING) && str_is(type->text, "image_url");
}

/* The URL is a member of `image_url`, or `image_url` itself. */
static void
view(struct image_part *image, const struct json *part)
{
	const struct json *inner = json_get(part, "image_url");
	const struct json *url =
	    json_is(inner, JSON_OBJECT) ? json_get(inner, "url") : inner;
	struct str base64;

	*image = (struct image_part){.part = part};
	image->detail = json_get(inner, "detail");
	if (!json_is(url, JSON_STRING))
		return;
	image->url = url;
	image->is_data = picture_url(url->text, &image->type, &base64);
	if (image->is_data)
		(void)picture_look(&image->picture, base64);
}

const struct pictures *
pictures_of(struct check *c, const struct message *m)
{
	struct pictures *p = &c->pictures;
	const struct json *part;
	size_t n = 0;

	if (p->of == m)
		return p;
	*p = (struct pictures){.of = m};
	if (!pictures_possible(m))
		return p;
	for (part = m->content->child; part != NULL; part = part->next)
		n += is_image(part);
	p->v = arena_take(c->tools->memory, n, sizeof(*p->v));
	for (part = m->content->child; part != NULL; part = part->next)
		if (is_image(part))
			view(&p->v[p->n++], part);
	return p;
}
