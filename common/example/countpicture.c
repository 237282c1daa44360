/* SPDX-License-Identifier: MIT */
#include "common/example/count.h"
#include "common/example/picture.h"

struct pictures {
	const struct visual *how;
	uint64_t tokens;
	size_t unsized;
};

static bool
is_low(const struct json *image)
{
	const struct json *detail = json_get(image, "detail");

	return json_is_string(detail) && str_is(detail->text, "low");
}

/* Does the URL hold an image that says how large it is? */
static bool
look(struct picture *p, const struct json *url)
{
	struct str type, base64;

	return json_is_string(url) && picture_url(url->text, &type, &base64) &&
	    picture_look(p, base64) && p->width > 0 && p->height > 0;
}

/* `image` is the URL, or an object that has it. */
static void
add_picture(struct pictures *to, const struct json *image)
{
	const struct json *url = json_get(image, "url");
	struct picture p;

	if (!look(&p, url == NULL ? image : url)) {
		p.width = p.height = COUNT_SIDE;
		to->unsized += !is_low(image) || to->how->tile == 0;
	}
	to->tokens += visual_tokens(to->how, p.width, p.height, is_low(image));
}

static void
add_message(struct pictures *to, const struct json *message)
{
	const struct json *content = json_get(message, "content"), *image;

	if (!json_is_array(content))
		return;
	for (const struct json *p = content->child; p != NULL; p = p->next) {
		image = json_get(p, "image_url");
		if (image != NULL)
			add_picture(to, image);
	}
}

static void
add_messages(struct pictures *to, const struct json *messages)
{
	if (!json_is_array(messages))
		return;
	for (const struct json *m = messages->child; m != NULL; m = m->next)
		add_message(to, m);
}

uint64_t
count_pictures(const struct json *root, const struct visual *v, size_t *unsized)
{
	struct pictures p = {.how = v};

	add_messages(&p, example_messages(root));
	add_messages(&p, json_get(root, "preferred_output"));
	add_messages(&p, json_get(root, "non_preferred_output"));
	*unsized = p.unsized;
	return p.tokens;
}
