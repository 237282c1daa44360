/* SPDX-License-Identifier: MIT */
#include "common/example/picture.h"
#include "tests/unit/unit.h"

/* In base64; lives until the next call. */
static struct str
base64(const char *bytes, size_t n)
{
	static const char digits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
				     "abcdefghijklmnopqrstuvwxyz0123456789+/";
	static char text[4096];
	const uint8_t *p = (const uint8_t *)bytes;
	size_t to = 0;

	for (size_t i = 0; i < n; i += 3) {
		uint32_t v = (uint32_t)p[i] << 16;

		v |= i + 1 < n ? (uint32_t)p[i + 1] << 8 : 0;
		v |= i + 2 < n ? p[i + 2] : 0;
		text[to++] = digits[v >> 18];
		text[to++] = digits[v >> 12 & 63];
		text[to++] = i + 1 < n ? digits[v >> 6 & 63] : '=';
		text[to++] = i + 2 < n ? digits[v & 63] : '=';
	}
	return str_of(text, to);
}

static struct picture
look(const char *bytes, size_t n)
{
	struct picture p;
	bool known = picture_look(&p, base64(bytes, n));

	assert_int_equal(known, p.format != PICTURE_UNKNOWN);
	assert_int_equal(p.bytes, n);
	return p;
}

/* Of a literal, which may hold NUL. */
#define LOOK(literal) look(literal, sizeof(literal) - 1)

static void
assert_picture(struct picture p, enum picture_format format, uint32_t width,
    uint32_t height, enum picture_mode mode)
{
	assert_string_equal(
	    picture_format_name(p.format), picture_format_name(format));
	assert_int_equal(p.width, width);
	assert_int_equal(p.height, height);
	assert_string_equal(picture_mode_name(p.mode), picture_mode_name(mode));
	assert_int_equal(p.damaged, false);
}

#define PNG   "\x89PNG\r\n\x1a\n\0\0\0\rIHDR"
#define APP0  "\xff\xe0\0\x04JF"
#define FRAME "\0\x11\x08\x01\x02\x03\x04"

static void
a_png_says_it_in_its_first_chunk(void **state)
{
	(void)state;
	assert_picture(LOOK(PNG "\0\0\x01\0\0\0\0\x02\x08\x02"), PICTURE_PNG,
	    256, 2, PICTURE_RGB);
	assert_picture(LOOK(PNG "\0\0\0\x05\0\0\0\x02\x10\x06"), PICTURE_PNG, 5,
	    2, PICTURE_RGBA);
	assert_picture(LOOK(PNG "\0\0\0\x05\0\0\0\x02\x08\0"), PICTURE_PNG, 5,
	    2, PICTURE_GREY);
	assert_picture(LOOK(PNG "\0\0\0\x05\0\0\0\x02\x08\x03"), PICTURE_PNG, 5,
	    2, PICTURE_PALETTE);
	assert_picture(LOOK(PNG "\0\0\0\x05\0\0\0\x02\x08\x04"), PICTURE_PNG, 5,
	    2, PICTURE_GREY_ALPHA);
}

static void
a_jpeg_says_it_in_its_frame_wherever_that_is(void **state)
{
	(void)state;
	assert_picture(LOOK("\xff\xd8\xff\xc0" FRAME "\x03"), PICTURE_JPEG,
	    0x304, 0x102, PICTURE_RGB);
	assert_picture(LOOK("\xff\xd8" APP0 "\xff\xff\xff\xdb\0\x03x"
			    "\xff\x01\xff\xd0\xff\xc2" FRAME "\x01"),
	    PICTURE_JPEG, 0x304, 0x102, PICTURE_GREY);
	assert_picture(
	    LOOK("\xff\xd8" APP0 "\xff\xc4\0\x02\xff\xc1" FRAME "\x04"),
	    PICTURE_JPEG, 0x304, 0x102, PICTURE_CMYK);
}

static void
a_segment_is_passed_over_whatever_its_length(void **state)
{
	char bytes[3000] = "\xff\xd8\xff\xe1\x0b\0";

	(void)state;
	memcpy(bytes + 4 + 0xb00, "\xff\xc0" FRAME "\x03", 10);
	assert_picture(look(bytes, sizeof(bytes)), PICTURE_JPEG, 0x304, 0x102,
	    PICTURE_RGB);
}

static void
a_webp_has_one_of_three_headers(void **state)
{
	(void)state;
	assert_picture(LOOK("RIFF....WEBPVP8X....\x10\0\0\0\x07\0\0\x02\x01\0"),
	    PICTURE_WEBP, 8, 259, PICTURE_RGBA);
	assert_picture(LOOK("RIFF....WEBPVP8L....\x2f\x03\xc0\0\x10....."),
	    PICTURE_WEBP, 4, 4, PICTURE_RGBA);
	assert_picture(LOOK("RIFF....WEBPVP8 ....\0\0\0\x9d\x01\x2a\x05\x40"
			    "\x06\0"),
	    PICTURE_WEBP, 5, 6, PICTURE_RGB);
}

static void
a_gif_has_a_palette(void **state)
{
	(void)state;
	assert_picture(LOOK("GIF89a\x05\x01\x06\0"), PICTURE_GIF, 0x105, 6,
	    PICTURE_PALETTE);
	assert_picture(
	    LOOK("GIF87a\x01\0\x01\0"), PICTURE_GIF, 1, 1, PICTURE_PALETTE);
}

static void
other_formats_are_known_by_name(void **state)
{
	(void)state;
	assert_int_equal(LOOK("BM......").format, PICTURE_BMP);
	assert_int_equal(LOOK("II*\0....").format, PICTURE_TIFF);
	assert_int_equal(LOOK("MM\0*....").format, PICTURE_TIFF);
	assert_int_equal(LOOK("%PDF-1.7").format, PICTURE_PDF);
	assert_int_equal(LOOK("<svg xmlns").format, PICTURE_SVG);
	assert_int_equal(LOOK("\0\0\0\x18"
			      "ftypavif")
			     .format,
	    PICTURE_AVIF);
	assert_int_equal(LOOK("\0\0\0\x18"
			      "ftypheic")
			     .format,
	    PICTURE_HEIF);
	assert_int_equal(LOOK("\0\0\0\x18"
			      "ftypmp42")
			     .format,
	    PICTURE_UNKNOWN);
	assert_int_equal(LOOK("hello").format, PICTURE_UNKNOWN);
	assert_int_equal(LOOK("").format, PICTURE_UNKNOWN);
}

static void
assert_damaged(struct picture p, enum picture_format format)
{
	assert_int_equal(p.format, format);
	assert_true(p.damaged);
}

static void
a_broken_header_is_damage(void **state)
{
	(void)state;
	assert_damaged(LOOK("\x89PNG\r\n\x1a\n"), PICTURE_PNG);
	assert_damaged(LOOK(PNG "\0\0\0\0\0\0\0\x02\x08\x02"), PICTURE_PNG);
	assert_damaged(LOOK("\x89PNG\r\n\x1a\n\0\0\0\rIDAT\0\0\0\x01"
			    "\0\0\0\x02\x08\x02"),
	    PICTURE_PNG);
	assert_damaged(LOOK("\xff\xd8\xff\xe0\0\x01"), PICTURE_JPEG);
	assert_damaged(LOOK("\xff\xd8\xff\xda\0\x02"), PICTURE_JPEG);
	assert_damaged(LOOK("\xff\xd8\xff\xc0\0\x11\x08"), PICTURE_JPEG);
	assert_damaged(LOOK("\xff\xd8\xff\xff\xff\xff"), PICTURE_JPEG);
	assert_damaged(LOOK("GIF89a\x05"), PICTURE_GIF);
	assert_damaged(LOOK("RIFF....WEBPVP8 "), PICTURE_WEBP);
}

static void
what_is_no_base64_ends_the_data(void **state)
{
	struct picture p;

	(void)state;
	assert_false(picture_look(&p, STR("????")));
	assert_int_equal(p.bytes, 0);
	assert_false(picture_look(&p, STR("iVB-Rw0K")));
	assert_true(picture_look(&p, STR("iVBORw0KGgo=")));
	assert_true(p.damaged);
	assert_false(picture_look(&p, STR("i")));
	assert_int_equal(p.bytes, 0);
}

static void
a_data_url_is_taken_apart(void **state)
{
	struct str type, data;

	(void)state;
	assert_true(
	    picture_url(STR("data:image/png;base64,iVBO"), &type, &data));
	assert_str(type, "image/png");
	assert_str(data, "iVBO");
	assert_true(
	    picture_url(STR("data:image/png;name=a;base64,"), &type, &data));
	assert_str(type, "image/png");
	assert_str(data, "");
	assert_false(picture_url(STR("https://a/;base64,"), &type, &data));
	assert_false(picture_url(STR("data:image/png,abc"), &type, &data));
	assert_false(picture_url(STR(""), &type, &data));
}

static void
types_have_formats(void **state)
{
	(void)state;
	assert_int_equal(picture_format_of(STR("image/jpg")), PICTURE_JPEG);
	assert_int_equal(picture_format_of(STR("image/webp")), PICTURE_WEBP);
	assert_int_equal(picture_format_of(STR("text/plain")), PICTURE_UNKNOWN);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(a_png_says_it_in_its_first_chunk),
	    cmocka_unit_test(a_jpeg_says_it_in_its_frame_wherever_that_is),
	    cmocka_unit_test(a_segment_is_passed_over_whatever_its_length),
	    cmocka_unit_test(a_webp_has_one_of_three_headers),
	    cmocka_unit_test(a_gif_has_a_palette),
	    cmocka_unit_test(other_formats_are_known_by_name),
	    cmocka_unit_test(a_broken_header_is_damage),
	    cmocka_unit_test(what_is_no_base64_ends_the_data),
	    cmocka_unit_test(a_data_url_is_taken_apart),
	    cmocka_unit_test(types_have_formats),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
