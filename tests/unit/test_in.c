/* SPDX-License-Identifier: MIT */
/* Files, one after the other, plain and packed, whole and cut. */
#include "tests/unit/unit.h"

#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>
#include <zlib.h>
#include <zstd.h>

#include "common/base/diag.h"
#include "common/io/in.h"

static const char text[] = "one line\nand another\n";

static char *
file_of(const void *p, size_t n)
{
	char name[] = "/tmp/ft-test-in.XXXXXX";
	int fd = mkstemp(name);

	assert_true(fd >= 0);
	assert_int_equal(write(fd, p, n), n);
	close(fd);
	return mem_copy(name, sizeof(name) - 1);
}

static size_t
pack_gzip(char *to, size_t room)
{
	z_stream z = {0};

	assert_int_equal(
	    deflateInit2(&z, 6, Z_DEFLATED, 16 + 15, 8, Z_DEFAULT_STRATEGY),
	    Z_OK);
	z.next_in = (unsigned char *)text;
	z.avail_in = sizeof(text) - 1;
	z.next_out = (unsigned char *)to;
	z.avail_out = (uInt)room;
	assert_int_equal(deflate(&z, Z_FINISH), Z_STREAM_END);
	deflateEnd(&z);
	return room - z.avail_out;
}

static size_t
pack_zstd(char *to, size_t room)
{
	return ZSTD_compress(to, room, text, sizeof(text) - 1, 3);
}

/* Reads a file n bytes at a time; returns whether it could be read to its end,
 * and what it held. */
static bool
read_by(size_t n, char *name, struct buf *to)
{
	char *files[] = {name, NULL};
	struct in in;
	size_t got;
	bool ok;

	buf_clear(to);
	in_init(&in, files);
	assert_true(in_next(&in));
	assert_string_equal(in.name, name);
	do {
		got = in_read(&in, buf_room(to, n), n);
		to->n += got;
	} while (got == n);
	ok = !in.failed;
	assert_false(in_next(&in));
	in_free(&in);
	return ok;
}

/* At every size of the pieces, these bytes are the text so often. */
static void
expect(const char *p, size_t n, int times)
{
	char *name = file_of(p, n);
	struct buf got, want;

	buf_init(&got, BUF_NO_MAX);
	buf_init(&want, BUF_NO_MAX);
	for (int i = 0; i < times; i++)
		buf_adds(&want, text);
	for (size_t piece = 1; piece <= want.n + 1; piece++) {
		assert_true(read_by(piece, name, &got));
		assert_string_equal(buf_cstr(&got), buf_cstr(&want));
	}
	unlink(name);
	free(name);
	buf_free(&got);
	buf_free(&want);
}

static void
plain_files_are_read_as_they_are(void **state)
{
	(void)state;
	expect(text, sizeof(text) - 1, 1);
}

static void
files_shorter_than_a_magic_are_read(void **state)
{
	char *name = file_of("\x1f", 1);
	struct buf got;

	(void)state;
	buf_init(&got, BUF_NO_MAX);
	assert_true(read_by(8, name, &got));
	assert_true(str_is(buf_str(&got), "\x1f"));
	unlink(name);
	free(name);
	buf_free(&got);
}

static void
gzip_is_unpacked_also_of_several_members(void **state)
{
	char packed[256];
	size_t n = pack_gzip(packed, sizeof(packed) / 2);

	(void)state;
	expect(packed, n, 1);
	memcpy(packed + n, packed, n);
	expect(packed, 2 * n, 2);
}

static void
zstd_is_unpacked_also_of_several_frames(void **state)
{
	char packed[256];
	size_t n = pack_zstd(packed, sizeof(packed) / 2);

	(void)state;
	expect(packed, n, 1);
	memcpy(packed + n, packed, n);
	expect(packed, 2 * n, 2);
}

/* Cut anywhere behind the magic, it must be noticed. */
static void
expect_cut(const char *packed, size_t n)
{
	struct buf got;

	buf_init(&got, BUF_NO_MAX);
	for (size_t cut = 4; cut < n; cut++) {
		char *name = file_of(packed, cut);

		assert_false(read_by(64, name, &got));
		assert_int_equal(diag_status(), STATUS_INPUT);
		unlink(name);
		free(name);
	}
	buf_free(&got);
}

static void
packed_files_that_were_cut_are_refused(void **state)
{
	char packed[256];

	(void)state;
	expect_cut(packed, pack_gzip(packed, sizeof(packed)));
	expect_cut(packed, pack_zstd(packed, sizeof(packed)));
}

static void
damaged_packed_files_are_refused(void **state)
{
	char packed[256];
	size_t n = pack_gzip(packed, sizeof(packed));
	struct buf got;
	char *name;

	(void)state;
	packed[n - 6] ^= 1; /* within the checksum */
	name = file_of(packed, n);
	buf_init(&got, BUF_NO_MAX);
	assert_false(read_by(64, name, &got));
	unlink(name);
	free(name);
	buf_free(&got);
}

static void
a_whole_file_stays_within_its_ceiling(void **state)
{
	char *name = file_of(text, sizeof(text) - 1);
	struct buf got;

	(void)state;
	buf_init(&got, sizeof(text) - 1);
	assert_true(in_whole(name, &got));
	assert_string_equal(buf_cstr(&got), text);
	buf_free(&got);
	buf_init(&got, sizeof(text) - 2);
	assert_false(in_whole(name, &got));
	buf_free(&got);
	unlink(name);
	free(name);
}

/* Last: it raises a status that stays. */
static void
a_file_that_is_missing_does_not_keep_the_next_from_being_read(void **state)
{
	char *name = file_of(text, sizeof(text) - 1);
	char *files[] = {"/nonexistent/file", "/tmp", name, NULL};
	struct in in;

	(void)state;
	in_init(&in, files);
	assert_true(in_next(&in));
	assert_string_equal(in.name, name);
	assert_false(in_next(&in));
	in_free(&in);
	assert_int_equal(diag_status(), STATUS_IO);
	unlink(name);
	free(name);
}

static void
a_wait_for_input_ends_when_it_is_to(void **state)
{
	int data[2], stop[2];
	char name[32], c;
	char *files[] = {name, NULL};
	struct in in;

	(void)state;
	assert_int_equal(pipe(data), 0);
	assert_int_equal(pipe(stop), 0);
	snprintf(name, sizeof(name), "/dev/fd/%d", data[0]);
	in_init(&in, files);
	in.stop_fd = stop[0];
	assert_int_equal(write(data[1], text, 1), 1);
	assert_int_equal(write(stop[1], "", 1), 1);
	/* Nobody writes more, nor closes the pipe. */
	if (in_next(&in))
		assert_int_equal(in_read(&in, &c, 1), 0);
	assert_true(in.failed);
	in_free(&in);
	for (int i = 0; i < 2; i++) {
		close(data[i]);
		close(stop[i]);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(plain_files_are_read_as_they_are),
	    cmocka_unit_test(files_shorter_than_a_magic_are_read),
	    cmocka_unit_test(gzip_is_unpacked_also_of_several_members),
	    cmocka_unit_test(zstd_is_unpacked_also_of_several_frames),
	    cmocka_unit_test(packed_files_that_were_cut_are_refused),
	    cmocka_unit_test(damaged_packed_files_are_refused),
	    cmocka_unit_test(a_whole_file_stays_within_its_ceiling),
	    cmocka_unit_test(
		a_file_that_is_missing_does_not_keep_the_next_from_being_read),
	    cmocka_unit_test(a_wait_for_input_ends_when_it_is_to),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
