/* SPDX-License-Identifier: MIT */
/*
 * What an image is, by its first bytes: the format, the dimensions, the colour
 * mode.  Only headers are read, and of base64 only the bytes that are asked
 * for; whether the rest is an image is not known.
 *
 *	if (picture_url(url->text, &type, &base64) &&
 *	    picture_look(&p, base64))
 *		... p.width, p.height, picture_format_name(p.format)
 */
#ifndef FT_EXAMPLE_PICTURE_H
#define FT_EXAMPLE_PICTURE_H

#include <stdbool.h>
#include <stdint.h>

#include "common/base/mem.h"
#include "common/base/str.h"

enum picture_format {
	PICTURE_UNKNOWN,
	PICTURE_PNG,
	PICTURE_JPEG,
	PICTURE_WEBP,
	PICTURE_GIF,
	/* Told by name only. */
	PICTURE_BMP,
	PICTURE_TIFF,
	PICTURE_HEIF,
	PICTURE_AVIF,
	PICTURE_SVG,
	PICTURE_PDF,
	PICTURE_FORMATS,
};

enum picture_mode {
	PICTURE_MODE_UNKNOWN,
	PICTURE_RGB,
	PICTURE_RGBA,
	PICTURE_GREY,
	PICTURE_GREY_ALPHA,
	PICTURE_PALETTE,
	PICTURE_CMYK,
};

struct picture {
	enum picture_format format;
	enum picture_mode mode;
	uint32_t width, height; /* pixels; 0 where they are not known */
	size_t bytes; /* of the whole image; 0: it begins with no base64 */
	bool damaged; /* it begins like its format and its header is broken */
};

/*
 * Takes a data URL apart: "data:image/png;base64,..." has the type
 * "image/png".  False when it is none that holds base64.
 */
bool picture_url(struct str url, struct str *type, struct str *base64);

/* Looks at an image in base64; false when its format is not known. */
bool picture_look(struct picture *p, struct str base64);

/* "PNG", ...; "unknown" */
const char *picture_format_name(enum picture_format format);

/* The format of a media type, "image/png"; "image/jpg" is one, too. */
enum picture_format picture_format_of(struct str type);

/* "RGB", "greyscale", ... */
const char *picture_mode_name(enum picture_mode mode);

#endif
