/* SPDX-License-Identifier: MIT */
#include "common/example/picture.h"

enum {
	HEAD = 64,	     /* bytes that all formats but JPEG say it in */
	SEGMENTS_MAX = 1024, /* of a JPEG, before it says its size */
};

/* An image in base64, of which bytes are read where they are wanted. */
struct bytes {
	struct str text;
	size_t n; /* bytes */
};

static int
digit(char c)
{
	if (c >= 'A' && c <= 'Z')
		return c - 'A';
	if (c >= 'a' && c <= 'z')
		return c - 'a' + 26;
	if (c >= '0' && c <= '9')
		return c - '0' + 52;
	return c == '+' ? 62 : c == '/' ? 63 : -1;
}

static struct bytes
bytes_of(struct str base64)
{
	struct bytes b;

	while (base64.n > 0 && base64.p[base64.n - 1] == '=')
		base64.n--;
	b.text = base64;
	b.n = base64.n / 4 * 3 + (base64.n % 4 * 3) / 4;
	return b;
}

/* The byte at off, or -1 where there is none. */
static int
byte_at(const struct bytes *b, size_t off)
{
	size_t i = off / 3 * 4 + off % 3;
	int high, low;

	if (off >= b->n)
		return -1;
	high = digit(b->text.p[i]);
	low = digit(b->text.p[i + 1]);
	if (high < 0 || low < 0)
		return -1;
	switch (off % 3) {
	case 0:
		return (high << 2 | low >> 4) & 0xFF;
	case 1:
		return (high << 4 | low >> 2) & 0xFF;
	default:
		return (high << 6 | low) & 0xFF;
	}
}

/* Up to n bytes from off on; what there is not is 0. */
static size_t
read_bytes(const struct bytes *b, size_t off, uint8_t *to, size_t n)
{
	size_t have = 0;

	for (size_t i = 0; i < n; i++) {
		int byte = byte_at(b, off + i);

		to[i] = byte < 0 ? 0 : (uint8_t)byte;
		if (byte >= 0 && have == i)
			have++;
	}
	return have;
}

static uint32_t
big(const uint8_t *p, size_t n)
{
	uint32_t v = 0;

	for (size_t i = 0; i < n; i++)
		v = v << 8 | p[i];
	return v;
}

static uint32_t
little(const uint8_t *p, size_t n)
{
	uint32_t v = 0;

	while (n > 0)
		v = v << 8 | p[--n];
	return v;
}

static bool
starts(const uint8_t *head, size_t n, const char *with, size_t size)
{
	return n >= size && memcmp(head, with, size) == 0;
}

#define STARTS(head, n, literal) starts(head, n, literal, sizeof(literal) - 1)

static void
look_png(struct picture *p, const uint8_t *head, size_t n)
{
	static const enum picture_mode modes[] = {
	    [0] = PICTURE_GREY,
	    [2] = PICTURE_RGB,
	    [3] = PICTURE_PALETTE,
	    [4] = PICTURE_GREY_ALPHA,
	    [6] = PICTURE_RGBA,
	};

	p->format = PICTURE_PNG;
	if (n < 26 || memcmp(head + 12, "IHDR", 4) != 0)
		return;
	p->width = big(head + 16, 4);
	p->height = big(head + 20, 4);
	if (head[25] < LENGTH(modes))
		p->mode = modes[head[25]];
}

/* Does the marker begin a frame, whose header has the dimensions? */
static bool
is_frame(int marker)
{
	return marker >= 0xC0 && marker <= 0xCF && marker != 0xC4 &&
	    marker != 0xC8 && marker != 0xCC;
}

static void
look_frame(struct picture *p, const struct bytes *b, size_t off)
{
	uint8_t frame[8]; /* length, precision, height, width, components */

	if (read_bytes(b, off, frame, sizeof(frame)) < sizeof(frame))
		return;
	p->height = big(frame + 3, 2);
	p->width = big(frame + 5, 2);
	p->mode = frame[7] == 1 ? PICTURE_GREY
	    : frame[7] == 3	? PICTURE_RGB
	    : frame[7] == 4	? PICTURE_CMYK
				: PICTURE_MODE_UNKNOWN;
}

/* From segment to segment until the frame. */
static void
look_jpeg(struct picture *p, const struct bytes *b)
{
	size_t off = 2;

	p->format = PICTURE_JPEG;
	for (int i = 0; i < SEGMENTS_MAX && byte_at(b, off) == 0xFF; i++) {
		int marker = byte_at(b, off + 1);
		uint8_t length[2];

		if (marker == 0xFF) { /* a fill byte */
			off++;
			continue;
		}
		off += 2;
		if (is_frame(marker)) {
			look_frame(p, b, off);
			return;
		}
		if (marker == 0x01 || (marker >= 0xD0 && marker <= 0xD7))
			continue;
		if (marker < 0xC0 || marker == 0xD9 || marker == 0xDA ||
		    read_bytes(b, off, length, 2) < 2 || big(length, 2) < 2)
			return;
		off += big(length, 2);
	}
}

static void
look_gif(struct picture *p, const uint8_t *head, size_t n)
{
	p->format = PICTURE_GIF;
	if (n < 10)
		return;
	p->mode = PICTURE_PALETTE;
	p->width = little(head + 6, 2);
	p->height = little(head + 8, 2);
}

static void
look_webp(struct picture *p, const uint8_t *head, size_t n)
{
	const uint8_t *chunk = head + 12, *body = head + 20;
	uint32_t bits;

	p->format = PICTURE_WEBP;
	if (n < 30)
		return;
	if (memcmp(chunk, "VP8X", 4) == 0) {
		p->width = 1 + little(body + 4, 3);
		p->height = 1 + little(body + 7, 3);
		p->mode = (body[0] & 0x10) != 0 ? PICTURE_RGBA : PICTURE_RGB;
	} else if (memcmp(chunk, "VP8L", 4) == 0 && body[0] == 0x2F) {
		bits = little(body + 1, 4);
		p->width = 1 + (bits & 0x3FFF);
		p->height = 1 + (bits >> 14 & 0x3FFF);
		p->mode = (bits >> 28 & 1) != 0 ? PICTURE_RGBA : PICTURE_RGB;
	} else if (memcmp(chunk, "VP8 ", 4) == 0 &&
	    memcmp(body + 3, "\x9d\x01\x2a", 3) == 0) {
		p->width = little(body + 6, 2) & 0x3FFF;
		p->height = little(body + 8, 2) & 0x3FFF;
		p->mode = PICTURE_RGB;
	}
}

/* Of formats that are told by name only. */
static enum picture_format
other_format(const uint8_t *head, size_t n)
{
	if (STARTS(head, n, "BM"))
		return PICTURE_BMP;
	if (STARTS(head, n, "II*\0") || STARTS(head, n, "MM\0*"))
		return PICTURE_TIFF;
	if (STARTS(head, n, "%PDF-"))
		return PICTURE_PDF;
	if (STARTS(head, n, "<svg") || STARTS(head, n, "<?xml"))
		return PICTURE_SVG;
	if (n < 12 || memcmp(head + 4, "ftyp", 4) != 0)
		return PICTURE_UNKNOWN;
	if (memcmp(head + 8, "avif", 4) == 0)
		return PICTURE_AVIF;
	return memcmp(head + 8, "hei", 3) == 0 ||
		memcmp(head + 8, "mif1", 4) == 0
	    ? PICTURE_HEIF
	    : PICTURE_UNKNOWN;
}

bool
picture_look(struct picture *p, struct str base64)
{
	struct bytes b = bytes_of(base64);
	uint8_t head[HEAD];
	size_t n = read_bytes(&b, 0, head, sizeof(head));

	*p = (struct picture){.bytes = n == 0 ? 0 : b.n};
	if (STARTS(head, n, "\x89PNG\r\n\x1a\n"))
		look_png(p, head, n);
	else if (STARTS(head, n, "\xFF\xD8\xFF"))
		look_jpeg(p, &b);
	else if (STARTS(head, n, "GIF87a") || STARTS(head, n, "GIF89a"))
		look_gif(p, head, n);
	else if (STARTS(head, n, "RIFF") && n >= 12 &&
	    memcmp(head + 8, "WEBP", 4) == 0)
		look_webp(p, head, n);
	else
		p->format = other_format(head, n);
	if (p->format >= PICTURE_PNG && p->format <= PICTURE_GIF)
		p->damaged = p->width == 0 || p->height == 0;
	return p->format != PICTURE_UNKNOWN;
}

bool
picture_url(struct str url, struct str *type, struct str *base64)
{
	static const struct str mark = {";base64,", 8};
	size_t at;

	if (!str_starts(url, STR("data:")))
		return false;
	/* What comes before is short; the rest may be ten megabytes. */
	at = str_search(str_of(url.p, url.n > 256 ? 256 : url.n), mark);
	if (at + mark.n > url.n || at >= 256)
		return false;
	*base64 = str_from(url, at + mark.n);
	*type = str_from(str_of(url.p, at), 5);
	*type = str_of(type->p, str_find(*type, ';'));
	return true;
}

static const char *const format_names[] = {
    [PICTURE_UNKNOWN] = "unknown",
    [PICTURE_PNG] = "PNG",
    [PICTURE_JPEG] = "JPEG",
    [PICTURE_WEBP] = "WEBP",
    [PICTURE_GIF] = "GIF",
    [PICTURE_BMP] = "BMP",
    [PICTURE_TIFF] = "TIFF",
    [PICTURE_HEIF] = "HEIF",
    [PICTURE_AVIF] = "AVIF",
    [PICTURE_SVG] = "SVG",
    [PICTURE_PDF] = "PDF",
};

const char *
picture_format_name(enum picture_format format)
{
	return format_names[format];
}

enum picture_format
picture_format_of(struct str type)
{
	static const struct {
		struct str type;
		enum picture_format format;
	} types[] = {
	    {{"image/png", 9}, PICTURE_PNG},
	    {{"image/jpeg", 10}, PICTURE_JPEG},
	    {{"image/jpg", 9}, PICTURE_JPEG},
	    {{"image/webp", 10}, PICTURE_WEBP},
	    {{"image/gif", 9}, PICTURE_GIF},
	    {{"image/bmp", 9}, PICTURE_BMP},
	    {{"image/tiff", 10}, PICTURE_TIFF},
	    {{"image/heif", 10}, PICTURE_HEIF},
	    {{"image/heic", 10}, PICTURE_HEIF},
	    {{"image/avif", 10}, PICTURE_AVIF},
	    {{"image/svg+xml", 13}, PICTURE_SVG},
	    {{"application/pdf", 15}, PICTURE_PDF},
	};

	for (size_t i = 0; i < LENGTH(types); i++)
		if (str_eq(type, types[i].type))
			return types[i].format;
	return PICTURE_UNKNOWN;
}

const char *
picture_mode_name(enum picture_mode mode)
{
	static const char *const names[] = {
	    [PICTURE_MODE_UNKNOWN] = "unknown",
	    [PICTURE_RGB] = "RGB",
	    [PICTURE_RGBA] = "RGBA",
	    [PICTURE_GREY] = "greyscale",
	    [PICTURE_GREY_ALPHA] = "greyscale with alpha",
	    [PICTURE_PALETTE] = "palette colours",
	    [PICTURE_CMYK] = "CMYK",
	};

	return names[mode];
}
