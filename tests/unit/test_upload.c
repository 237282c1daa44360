/* SPDX-License-Identifier: MIT */
/* A file's way to a server: parts, resumption, reuse. */
#include "common/upload/upload.h"

#include <dirent.h>
#include <fcntl.h>
#include <stdio.h>

#include "common/base/diag.h"
#include "tests/unit/api.h"

static char folder[] = "/tmp/ft-test.XXXXXX";
static char path[64];
static struct upload upload;
static struct upload_options options;
static struct api_file file;
static struct buf said;

static void
on_tell(const char *name, enum level level, const char *text)
{
	assert_string_equal(name, path);
	buf_printf(&said, "%s: %s\n", diag_level_name(level), text);
}

static void
write_file(const char *text)
{
	int fd = open(path, O_WRONLY | O_CREAT | O_TRUNC, 0600);

	assert_true(fd >= 0);
	assert_int_equal(write(fd, text, strlen(text)), strlen(text));
	close(fd);
}

/* A file of 26 letters, which goes in parts of 10, one at a time. */
static int
begin_upload(void **state)
{
	setenv("XDG_STATE_HOME", folder, 1);
	snprintf(path, sizeof(path), "%s/a.jsonl", folder);
	write_file("abcdefghijklmnopqrstuvwxyz");
	options = (struct upload_options){.purpose = STR("fine-tune"),
	    .parts = true,
	    .part_size = 10,
	    .in_flight = 1,
	    .progress = "never",
	    .tell = on_tell};
	buf_init(&said, BUF_NO_MAX);
	return begin(state);
}

static int
end_upload(void **state)
{
	static const char *const folders[] = {"ft/uploads", "ft"};
	char name[400];
	struct dirent *entry;
	DIR *d;

	buf_free(&said);
	unlink(path);
	for (size_t i = 0; i < LENGTH(folders); i++) {
		snprintf(name, sizeof(name), "%s/%s", folder, folders[i]);
		d = opendir(name);
		while (d != NULL && (entry = readdir(d)) != NULL) {
			snprintf(name, sizeof(name), "%s/%s/%s", folder,
			    folders[i], entry->d_name);
			(void)remove(name); /* "." and ".." cannot be */
		}
		if (d != NULL)
			closedir(d);
		snprintf(name, sizeof(name), "%s/%s", folder, folders[i]);
		(void)rmdir(name);
	}
	return end(state);
}

static bool
send_file(void)
{
	upload_init(&upload, &api, &options);
	return upload_file(&upload, path, &arena, &file, &fault);
}

static void
assert_said(const char *text)
{
	if (str_search(buf_str(&said), str_c(text)) == said.n)
		fail_msg("'%s' was said, not '%s'", buf_cstr(&said), text);
}

static bool
has(size_t request, const char *text)
{
	return web_had(&web, request, text);
}

#define EMPTY LIST("")
#define UPLOAD                                                  \
	{                                                       \
		"200 OK",                                       \
		    "{\"id\":\"u1\",\"created_at\":1795219200," \
		    "\"expires_at\":1795222800}",               \
		    WEB_PLAIN                                   \
	}
#define PART(id)                                           \
	{                                                  \
		"200 OK", "{\"id\":\"" id "\"}", WEB_PLAIN \
	}
#define NO                                                              \
	{                                                               \
		"400 No", "{\"error\":{\"message\":\"no\"}}", WEB_PLAIN \
	}
#define COMPLETE                                                       \
	{                                                              \
		"200 OK", "{\"file\":" FILE_JSON("f1", "26", "2") "}", \
		    WEB_PLAIN                                          \
	}

static void
parts_come_in_order_and_are_listed_so_with_the_md5(void **state)
{
	SERVE("openai", "/v1", EMPTY, UPLOAD, PART("pa"), PART("pb"),
	    PART("pc"), EMPTY, COMPLETE);
	assert_true(send_file());
	assert_str(file.id, "f1");
	assert_int_equal(web.count, 7);
	assert_true(has(1,
	    "\r\n\r\n{\"filename\":\"a.jsonl\",\"purpose\":\"fine-tune\","
	    "\"bytes\":26,\"mime_type\":\"application/jsonl\"}"));
	assert_request(2, "POST /v1/uploads/u1/parts HTTP/1.1");
	assert_true(has(2, "\r\n\r\nabcdefghij\r\n--"));
	assert_true(has(3, "\r\n\r\nklmnopqrst\r\n--"));
	assert_true(has(4, "\r\n\r\nuvwxyz\r\n--"));
	assert_request(6, "POST /v1/uploads/u1/complete HTTP/1.1");
	assert_true(has(6,
	    "\r\n\r\n{\"part_ids\":[\"pa\",\"pb\",\"pc\"],"
	    "\"md5\":\"c3fcd3d76192e4007dfb496cca67e13b\"}"));
	assert_int_equal(said.n, 0);
}

static void
without_md5_there_is_none(void **state)
{
	SERVE("openai", "/v1", EMPTY, UPLOAD, PART("pa"), PART("pb"),
	    PART("pc"), EMPTY, COMPLETE);
	options.md5 = UPLOAD_MD5_NEVER;
	assert_true(send_file());
	assert_true(has(6, "\r\n\r\n{\"part_ids\":[\"pa\",\"pb\",\"pc\"]}"));
}

static void
a_later_run_sends_only_what_is_missing(void **state)
{
	SERVE("openai", "/v1", EMPTY, UPLOAD, PART("pa"), NO, EMPTY, PART("pb"),
	    PART("pc"), EMPTY, COMPLETE);
	assert_false(send_file());
	assert_fault(STATUS_REFUSED,
	    "part 2 of 3: no (400); 1 of 3 parts are there, and the same");
	assert_true(send_file());
	assert_said("info: goes on with u1: 1 of 3 parts are there\n");
	assert_true(has(5, "\r\n\r\nklmnopqrst\r\n--"));
	assert_true(has(6, "\r\n\r\nuvwxyz\r\n--"));
	assert_true(has(8, "[\"pa\",\"pb\",\"pc\"]"));
	assert_int_equal(web.count, 9);
}

static void
one_of_other_bytes_is_begun_anew(void **state)
{
	SERVE("openai", "/v1", EMPTY, UPLOAD, PART("pa"), NO, EMPTY, UPLOAD,
	    PART("px"), PART("pb"), PART("pc"), EMPTY, COMPLETE);
	assert_false(send_file());
	unlink(path);
	write_file("ABCDEFGHIJKLMNOPQRSTUVWXYZ");
	assert_true(send_file());
	assert_said("does not go on with u1, for the file has changed");
	assert_true(has(6, "\r\n\r\nABCDEFGHIJ\r\n--"));
	assert_true(has(10, "[\"px\",\"pb\",\"pc\"]"));
}

static void
what_the_server_has_forgotten_is_begun_anew(void **state)
{
	SERVE("openai", "/v1", EMPTY, UPLOAD, PART("pa"), NO, EMPTY,
	    {"404 Gone", "", WEB_PLAIN}, UPLOAD, PART("px"), PART("pb"),
	    PART("pc"), EMPTY, COMPLETE);
	assert_false(send_file());
	assert_true(send_file());
	assert_said("the upload of an earlier run is of no use any more");
	assert_true(has(11, "[\"px\",\"pb\",\"pc\"]"));
}

static void
what_was_sent_is_known_by_its_hash_without_being_fetched(void **state)
{
	SERVE("openai", "/v1", EMPTY, UPLOAD, PART("pa"), PART("pb"),
	    PART("pc"), EMPTY, COMPLETE,
	    {"200 OK", FILE_JSON("f1", "26", "2"), WEB_PLAIN});
	assert_true(send_file());
	assert_true(send_file());
	assert_request(7, "GET /v1/files/f1 HTTP/1.1");
	assert_int_equal(web.count, 8);
	assert_said("info: the server has it already, as f1\n");
	assert_str(file.id, "f1");
}

static void
the_same_name_and_size_is_compared_byte_by_byte(void **state)
{
	SERVE("openai", "/v1",
	    LIST(FILE_JSON("f1", "26", "1") "," FILE_JSON(
		"f2", "26", "1") "," FILE_JSON("f3", "25", "1")),
	    {"200 OK", "abcdefghijklmnopqrstuvwxyZ", WEB_PLAIN},
	    {"200 OK", "abcdefghijklmnopqrstuvwxyz", WEB_PLAIN},
	    {"200 OK", FILE_JSON("f2", "26", "1"), WEB_PLAIN});
	assert_true(send_file());
	assert_request(1, "GET /v1/files/f1/content HTTP/1.1");
	assert_request(2, "GET /v1/files/f2/content HTTP/1.1");
	assert_str(file.id, "f2");
	assert_int_equal(web.count, 4);
}

static void
content_that_is_longer_or_shorter_is_not_the_same(void **state)
{
	SERVE("openai", "/v1",
	    LIST(FILE_JSON("f1", "26", "1") "," FILE_JSON("f2", "26", "1")),
	    {"200 OK", "abcdefghijklmnopqrstuvwxyz!", WEB_PLAIN},
	    {"200 OK", "abcdef", WEB_PLAIN}, UPLOAD, NO);
	assert_false(send_file());
	assert_request(3, "POST /v1/uploads HTTP/1.1");
}

static void
with_force_the_server_is_not_asked_what_it_has(void **state)
{
	SERVE("openai", "/v1", UPLOAD, PART("pa"), PART("pb"), PART("pc"),
	    EMPTY, COMPLETE);
	options.force = true;
	assert_true(send_file());
	assert_request(0, "POST /v1/uploads HTTP/1.1");
}

static void
a_limit_that_cannot_be_met_is_told_before_anything_is_sent(void **state)
{
	SERVE("openai", "/v1", EMPTY,
	    {"200 OK", "{\"id\":\"u1\",\"created_at\":100,\"expires_at\":110}",
		WEB_PLAIN},
	    {"200 OK", "{}", WEB_PLAIN});
	options.rate = 2;
	assert_false(send_file());
	assert_fault(STATUS_USAGE,
	    "it takes 13 s, but an upload ends after "
	    "10 s");
	assert_request(2, "POST /v1/uploads/u1/cancel HTTP/1.1");
	assert_int_equal(web.count, 3);
}

static void
too_many_parts_are_refused(void **state)
{
	struct buf b;

	SERVE("openai", "/v1", EMPTY);
	buf_init(&b, BUF_NO_MAX);
	for (int i = 0; i < 10001; i++)
		buf_addc(&b, 'x');
	write_file(buf_cstr(&b));
	buf_free(&b);
	options.part_size = 1;
	assert_false(send_file());
	assert_fault(STATUS_USAGE, "would be more than 10000");
}

#define UPLOAD_TEST(name) \
	cmocka_unit_test_setup_teardown(name, begin_upload, end_upload)

static int
make_folder(void **state)
{
	(void)state;
	return mkdtemp(folder) == NULL ? -1 : 0;
}

static int
remove_folder(void **state)
{
	(void)state;
	return rmdir(folder);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    UPLOAD_TEST(parts_come_in_order_and_are_listed_so_with_the_md5),
	    UPLOAD_TEST(without_md5_there_is_none),
	    UPLOAD_TEST(a_later_run_sends_only_what_is_missing),
	    UPLOAD_TEST(one_of_other_bytes_is_begun_anew),
	    UPLOAD_TEST(what_the_server_has_forgotten_is_begun_anew),
	    UPLOAD_TEST(
		what_was_sent_is_known_by_its_hash_without_being_fetched),
	    UPLOAD_TEST(the_same_name_and_size_is_compared_byte_by_byte),
	    UPLOAD_TEST(content_that_is_longer_or_shorter_is_not_the_same),
	    UPLOAD_TEST(with_force_the_server_is_not_asked_what_it_has),
	    UPLOAD_TEST(
		a_limit_that_cannot_be_met_is_told_before_anything_is_sent),
	    UPLOAD_TEST(too_many_parts_are_refused),
	};

	return cmocka_run_group_tests(tests, make_folder, remove_folder);
}
