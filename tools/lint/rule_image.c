/* SPDX-License-Identifier: MIT */
/* Rules for images.  Where they may stand at all is a matter of shape. */
#include "tools/lint/pictures.h"
#include "tools/lint/rules.h"

/* Calls fn for each image of the message. */
static void
each(struct check *c, const struct message *m,
    void (*fn)(struct check *c, const struct image_part *image))
{
	const struct pictures *p = pictures_of(c, m);

	for (size_t i = 0; i < p->n; i++)
		fn(c, &p->v[i]);
}

void
rule_many_images(struct check *c)
{
	const struct example *e = &c->example;
	uint64_t most = c->lint->provider->max_images;
	size_t n = 0;

	if (c->to->images <= most || most == 0)
		return;
	for (size_t i = 0; i < e->nmessages; i++) {
		const struct pictures *p = pictures_of(c, &e->message[i]);

		/* The first that is too much is where it is told. */
		if (n + p->n > most) {
			found(c, p->v[most - n].part,
			    "%zu images in the example; at most %llu are taken",
			    c->to->images, (unsigned long long)most);
			return;
		}
		n += p->n;
	}
}

static void
check_size(struct check *c, const struct image_part *image)
{
	uint64_t most = c->lint->provider->max_image_bytes;

	if (image->is_data && most > 0 && image->picture.bytes > most)
		found(c, image->url,
		    "the image has %zu bytes; at most %llu are taken",
		    image->picture.bytes, (unsigned long long)most);
}

void
rule_image_size(struct check *c, const struct message *m)
{
	each(c, m, check_size);
}

/* Is the format among those of the provider? */
static bool
is_taken(const struct check *c, enum picture_format format)
{
	struct str rest = c->lint->provider->image_formats, name;

	if (rest.n == 0)
		return true;
	while (str_split(&rest, ',', &name))
		if (str_is(name, picture_format_name(format)))
			return true;
	return false;
}

static void
check_format(struct check *c, const struct image_part *image)
{
	enum picture_format format = image->picture.format;

	/* What is no base64 is a matter of shape. */
	if (!image->is_data || image->picture.bytes == 0)
		return;
	if (format == PICTURE_UNKNOWN)
		found(c, image->url, "the data is no image that is known");
	else if (!is_taken(c, format))
		found(c, image->url, "the image is %s; taken are %.*s",
		    picture_format_name(format),
		    STR_ARGS(c->lint->provider->image_formats));
}

void
rule_image_format(struct check *c, const struct message *m)
{
	each(c, m, check_format);
}

static void
check_type(struct check *c, const struct image_part *image)
{
	enum picture_format said = picture_format_of(image->type);
	enum picture_format is = image->picture.format;

	if (image->is_data && is != PICTURE_UNKNOWN && said != is)
		found(c, image->url, "the URL says %.*s, the data is %s",
		    (int)(image->type.n > 40 ? 40 : image->type.n),
		    image->type.p, picture_format_name(is));
}

void
rule_image_type(struct check *c, const struct message *m)
{
	each(c, m, check_type);
}

static void
check_header(struct check *c, const struct image_part *image)
{
	if (image->is_data && image->picture.damaged)
		found(c, image->url,
		    "the image begins as %s, and its header is broken",
		    picture_format_name(image->picture.format));
}

void
rule_image_damaged(struct check *c, const struct message *m)
{
	each(c, m, check_header);
}

static void
check_mode(struct check *c, const struct image_part *image)
{
	enum picture_mode mode = image->picture.mode;

	if (image->is_data && mode != PICTURE_MODE_UNKNOWN &&
	    mode != PICTURE_RGB && mode != PICTURE_RGBA &&
	    image->picture.format != PICTURE_GIF)
		found(c, image->url, "the image is in %s; RGB or RGBA is due",
		    picture_mode_name(mode));
}

void
rule_image_mode(struct check *c, const struct message *m)
{
	each(c, m, check_mode);
}

static void
check_plain(struct check *c, const struct image_part *image)
{
	if (image->url != NULL && str_starts(image->url->text, STR("http://")))
		found(c, image->url, "the image is fetched by plain http");
}

void
rule_image_http(struct check *c, const struct message *m)
{
	each(c, m, check_plain);
}

static void
check_remote(struct check *c, const struct image_part *image)
{
	if (image->url != NULL && str_starts(image->url->text, STR("http")))
		found(c, image->url,
		    "the image is a link; base64 in a data URL is due");
}

void
rule_image_remote(struct check *c, const struct message *m)
{
	each(c, m, check_remote);
}

static void
check_detail(struct check *c, const struct image_part *image)
{
	const struct json *d = image->detail;

	if (d == NULL)
		return;
	if (d->type != JSON_STRING)
		found(c, d, "'detail' is %s; low, high or auto is due",
		    json_type_name(d->type));
	else if (!str_is(d->text, "low") && !str_is(d->text, "high") &&
	    !str_is(d->text, "auto"))
		found(c, d, "'detail' is \"%.*s\"; low, high or auto is due",
		    (int)(d->text.n > 40 ? 40 : d->text.n), d->text.p);
}

void
rule_image_detail(struct check *c, const struct message *m)
{
	each(c, m, check_detail);
}

static bool
is_low(const struct image_part *image)
{
	return json_is(image->detail, JSON_STRING) &&
	    str_is(image->detail->text, "low");
}

/* The model sees at most 2,048 pixels of a side, and 768 of the shorter. */
static void
check_pixels(struct check *c, const struct image_part *image)
{
	enum { LONG_MOST = 2048, SHORT_MOST = 768 };
	uint32_t w = image->picture.width, h = image->picture.height;
	uint32_t shorter = w < h ? w : h, longer = w < h ? h : w;

	if (image->is_data && !is_low(image) &&
	    (longer > LONG_MOST || shorter > SHORT_MOST))
		found(c, image->url,
		    "the image has %ux%u pixels; it is shrunk to fit %dx%d, "
		    "then to %d on the shorter side",
		    (unsigned)w, (unsigned)h, LONG_MOST, LONG_MOST, SHORT_MOST);
}

void
rule_image_pixels(struct check *c, const struct message *m)
{
	each(c, m, check_pixels);
}

void
rule_image_model(struct check *c)
{
	const struct model *model = c->lint->model;
	const struct example *e = &c->example;

	if (c->to->images == 0 || model == NULL || model->methods == 0 ||
	    (model->methods & METHOD_VISION) != 0)
		return;
	for (size_t i = 0; i < e->nmessages; i++) {
		const struct pictures *p = pictures_of(c, &e->message[i]);

		if (p->n == 0)
			continue;
		found(c, p->v[0].part,
		    "an image, and %.*s is not known to be trained on images",
		    STR_ARGS(model->name));
		return;
	}
}

void
rule_count_images(struct file *f, struct checked *r)
{
	f->with_images += r->images > 0;
}

void
rule_many_image_examples(struct file *f)
{
	uint64_t most = f->lint->provider->max_image_examples;

	if (most > 0 && f->with_images > most)
		found_in_order(f, NULL,
		    "%llu examples hold images; at most %llu may",
		    (unsigned long long)f->with_images,
		    (unsigned long long)most);
}
