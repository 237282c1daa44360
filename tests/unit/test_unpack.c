/* SPDX-License-Identifier: MIT */
/* Packed data, unpacked with every size of input and of output. */
#include "tests/unit/unit.h"

#include <zlib.h>
#include <zstd.h>

#include "common/io/unpack.h"

static const char text[] = "as the text was written, as the text was packed\n";
enum { TEXT = sizeof(text) - 1, ROOM = 256 };

static struct str
pack_gzip(char *to)
{
	z_stream z = {0};

	assert_int_equal(
	    deflateInit2(&z, 6, Z_DEFLATED, 16 + 15, 8, Z_DEFAULT_STRATEGY),
	    Z_OK);
	z.next_in = (unsigned char *)text;
	z.avail_in = TEXT;
	z.next_out = (unsigned char *)to;
	z.avail_out = ROOM;
	assert_int_equal(deflate(&z, Z_FINISH), Z_STREAM_END);
	deflateEnd(&z);
	return str_of(to, ROOM - z.avail_out);
}

static struct str
pack_zstd(char *to)
{
	return str_of(to, ZSTD_compress(to, ROOM, text, TEXT, 3));
}

/* Unpacks with at most `in` bytes in and `n` bytes out a time; false when the
 * data is damaged or cut. */
static bool
unpack_by(struct str packed, size_t in, size_t n, struct buf *to)
{
	struct unpack *u = unpack_new(packed);
	struct str held = str_of(packed.p, 0);
	struct fault f;
	size_t made;
	bool ok;

	assert_non_null(u);
	buf_clear(to);
	do {
		if (held.n == 0 && packed.n > 0) {
			held = str_of(packed.p, packed.n < in ? packed.n : in);
			packed = str_from(packed, held.n);
		}
		ok = unpack_some(u, &held, buf_room(to, n), n, &made, &f);
		to->n += ok ? made : 0;
	} while (ok && (made > 0 || held.n > 0 || packed.n > 0));
	ok = ok && unpack_end(u, &f);
	if (!ok)
		assert_int_equal(f.status, STATUS_INPUT);
	unpack_free(u);
	return ok;
}

static void
expect_text(struct str packed)
{
	struct buf got;

	buf_init(&got, BUF_NO_MAX);
	for (size_t in = 1; in <= packed.n; in++)
		for (size_t n = 1; n <= TEXT + 1; n++) {
			assert_true(unpack_by(packed, in, n, &got));
			assert_str(buf_str(&got), text);
		}
	buf_free(&got);
}

static void
expect_refused_when_cut(struct str packed)
{
	struct buf got;

	buf_init(&got, BUF_NO_MAX);
	for (size_t n = UNPACK_MAGIC; n < packed.n; n++) {
		assert_false(unpack_by(str_of(packed.p, n), 7, 16, &got));
		assert_true(got.n <= TEXT);
		assert_memory_equal(buf_cstr(&got), text, got.n);
	}
	buf_free(&got);
}

static void
gzip_comes_out_the_same_however_it_is_cut(void **state)
{
	char packed[ROOM];

	(void)state;
	expect_text(pack_gzip(packed));
}

static void
zstd_comes_out_the_same_however_it_is_cut(void **state)
{
	char packed[ROOM];

	(void)state;
	expect_text(pack_zstd(packed));
}

static void
gzip_that_ends_early_is_refused(void **state)
{
	char packed[ROOM];

	(void)state;
	expect_refused_when_cut(pack_gzip(packed));
}

static void
zstd_that_ends_early_is_refused(void **state)
{
	char packed[ROOM];

	(void)state;
	expect_refused_when_cut(pack_zstd(packed));
}

static void
members_and_frames_follow_each_other(void **state)
{
	struct str (*const pack[])(char *) = {pack_gzip, pack_zstd};
	char packed[2 * ROOM];
	struct buf got;

	(void)state;
	buf_init(&got, BUF_NO_MAX);
	for (size_t i = 0; i < LENGTH(pack); i++) {
		struct str one = pack[i](packed);

		memcpy(packed + one.n, packed, one.n);
		for (size_t in = 1; in <= 2 * one.n; in++) {
			assert_true(
			    unpack_by(str_of(packed, 2 * one.n), in, 9, &got));
			assert_int_equal(got.n, 2 * TEXT);
			assert_memory_equal(got.p + TEXT, text, TEXT);
		}
		/* The second is cut. */
		assert_false(
		    unpack_by(str_of(packed, 2 * one.n - 1), ROOM, 9, &got));
	}
	buf_free(&got);
}

static void
a_changed_byte_is_damage(void **state)
{
	char packed[ROOM];
	struct str gzip = pack_gzip(packed);
	struct buf got;

	(void)state;
	buf_init(&got, BUF_NO_MAX);
	/* Its check sum stands in the last eight bytes. */
	packed[gzip.n - 6] ^= 1;
	assert_false(unpack_by(gzip, ROOM, ROOM, &got));
	buf_free(&got);
}

static void
what_follows_the_last_member_is_damage(void **state)
{
	char packed[ROOM];
	struct str gzip = pack_gzip(packed);
	struct buf got;

	(void)state;
	buf_init(&got, BUF_NO_MAX);
	memcpy(packed + gzip.n, "rest", 4);
	assert_false(unpack_by(str_of(packed, gzip.n + 4), ROOM, ROOM, &got));
	assert_str(buf_str(&got), text);
	buf_free(&got);
}

static void
only_the_first_bytes_tell_what_is_packed(void **state)
{
	(void)state;
	assert_null(unpack_new(STR("")));
	assert_null(unpack_new(STR("\x1f")));
	assert_null(unpack_new(STR("{\"a\"")));
	assert_null(unpack_new(STR("\x28\xb5\x2f")));
	unpack_free(NULL);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(gzip_comes_out_the_same_however_it_is_cut),
	    cmocka_unit_test(zstd_comes_out_the_same_however_it_is_cut),
	    cmocka_unit_test(gzip_that_ends_early_is_refused),
	    cmocka_unit_test(zstd_that_ends_early_is_refused),
	    cmocka_unit_test(members_and_frames_follow_each_other),
	    cmocka_unit_test(a_changed_byte_is_damage),
	    cmocka_unit_test(what_follows_the_last_member_is_damage),
	    cmocka_unit_test(only_the_first_bytes_tell_what_is_packed),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
