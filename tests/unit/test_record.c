/* SPDX-License-Identifier: MIT */
#include "common/upload/record.h"

#include <fcntl.h>
#include <stdio.h>

#include "tests/unit/folder.h"

static struct api api;
static struct source source;
static struct record record;
static struct fault fault;
static char file[128];

/* A server, and a file of 250 bytes. */
static int
begin(void **state)
{
	(void)state;
	setenv("XDG_STATE_HOME", folder, 1);
	buf_init(&api.base, BUF_NO_MAX);
	buf_adds(&api.base, "https://api.example/v1");
	buf_init(&source.name, BUF_NO_MAX);
	buf_adds(&source.name, "a.jsonl");
	buf_init(&source.identity, BUF_NO_MAX);
	buf_adds(&source.identity, "file 1, 2.3");
	source.size = 250;
	fault = (struct fault){0};
	record = (struct record){.api = NULL};
	return 0;
}

static void
open_record(void)
{
	long holder;

	record_init(&record, &api, &source, STR("fine-tune"));
	if (!record_open(&record, &fault))
		fail_msg("%s", fault.text);
	assert_true(record_lock(&record, &holder));
	snprintf(file, sizeof(file), "%s", record.journal.path);
}

static void
open_again(void)
{
	record_free(&record);
	open_record();
}

static int
end(void **state)
{
	char name[128];

	(void)state;
	record_free(&record);
	unlink(file);
	snprintf(name, sizeof(name), "%s/ft/uploads", folder);
	rmdir(name);
	snprintf(name, sizeof(name), "%s/ft", folder);
	rmdir(name);
	buf_free(&api.base);
	api = (struct api){0};
	buf_free(&source.name);
	buf_free(&source.identity);
	return 0;
}

/* What the record's file is to hold when it is opened the next time. */
static void
put(const char *text)
{
	int fd;

	if (record.api != NULL)
		record_free(&record);
	open_record();
	fd = open(file, O_WRONLY | O_TRUNC);
	assert_true(fd >= 0);
	assert_int_equal(write(fd, text, strlen(text)), strlen(text));
	close(fd);
	open_again();
}

static void
nothing_is_known_at_first(void **state)
{
	(void)state;
	open_record();
	assert_int_equal(record.upload.n, 0);
	assert_int_equal(record.file.n, 0);
	assert_int_equal(record.nparts, 0);
}

static void
an_upload_and_its_parts_are_found_again(void **state)
{
	(void)state;
	open_record();
	assert_true(record_begin(&record, STR("upload_1"), 5000, 100, &fault));
	assert_int_equal(record.nparts, 3);
	assert_true(record_part(&record, 2, STR("part_c"), &fault));
	assert_true(record_part(&record, 0, STR("a \"b\"\n"), &fault));
	open_again();
	assert_str(record.upload, "upload_1");
	assert_str(record.identity, "file 1, 2.3");
	assert_int_equal(record.expires_at, 5000);
	assert_int_equal(record.part_size, 100);
	assert_int_equal(record.nparts, 3);
	assert_str(record.parts[0], "a \"b\"\n");
	assert_str(record.parts[1], "");
	assert_str(record.parts[2], "part_c");
}

static void
a_part_is_in_the_file_when_the_call_returns(void **state)
{
	struct buf b;
	int fd;

	(void)state;
	open_record();
	assert_true(record_begin(&record, STR("upload_1"), 5000, 100, &fault));
	assert_true(record_part(&record, 1, STR("part_b"), &fault));
	buf_init(&b, 4096);
	fd = open(file, O_RDONLY);
	b.n = (size_t)read(fd, buf_room(&b, 4000), 4000);
	assert_true(
	    str_ends(buf_str(&b), STR("\n{\"part\":2,\"id\":\"part_b\"}\n")));
	close(fd);
	buf_free(&b);
}

static void
a_file_takes_the_place_of_its_upload(void **state)
{
	(void)state;
	open_record();
	assert_true(record_begin(&record, STR("upload_1"), 5000, 100, &fault));
	assert_true(record_arrived(&record, STR("file-1"), STR("abc"), &fault));
	open_again();
	assert_int_equal(record.upload.n, 0);
	assert_str(record.file, "file-1");
	assert_str(record.hash, "abc");
	/* And another that of the first. */
	assert_true(record_arrived(&record, STR("file-2"), STR("def"), &fault));
	open_again();
	assert_str(record.file, "file-2");
	assert_str(record.hash, "def");
}

static void
what_was_forgotten_is_not_found(void **state)
{
	(void)state;
	open_record();
	assert_true(record_begin(&record, STR("upload_1"), 5000, 100, &fault));
	record_forget(&record);
	assert_int_equal(record.upload.n, 0);
	open_again();
	assert_int_equal(record.upload.n, 0);
}

static void
no_time_of_its_end_is_none(void **state)
{
	(void)state;
	open_record();
	assert_true(
	    record_begin(&record, STR("upload_1"), API_NO_NUMBER, 100, &fault));
	open_again();
	assert_true(record.expires_at == API_NO_NUMBER);
}

/* The name of the file says whose it is. */
static void
each_server_purpose_name_and_size_has_its_own(void **state)
{
	char first[sizeof(file)];

	(void)state;
	open_record();
	memcpy(first, file, sizeof(first));
	open_again();
	assert_string_equal(file, first);
	source.size = 251;
	open_again();
	assert_string_not_equal(file, first);
	source.size = 250;
	buf_addc(&source.name, 'x');
	open_again();
	assert_string_not_equal(file, first);
	source.name.n--;
	buf_addc(&api.base, '2');
	open_again();
	assert_string_not_equal(file, first);
	api.base.n--;
	api.extra[0] = "OpenAI-Project: p";
	open_again();
	assert_string_not_equal(file, first);
}

#define HEAD "{\"version\":2,\"name\":\"a.jsonl\",\"bytes\":250}\n"
#define UPLOAD                                                   \
	"{\"upload\":\"u\",\"expires_at\":9,\"identity\":\"i\"," \
	"\"part_size\":100}\n"

static void
what_makes_no_sense_is_passed_over(void **state)
{
	(void)state;
	put(HEAD "no JSON\n[]\n" UPLOAD "{\"part\":0,\"id\":\"x\"}\n"
		 "{\"part\":4,\"id\":\"x\"}\n{\"part\":-1,\"id\":\"x\"}\n"
		 "{\"part\":99999999999999999999,\"id\":\"x\"}\n"
		 "{\"part\":2,\"id\":7}\n\n{\"odd\":true}\n"
		 "{\"part\":3,\"id\":\"p\"}\n{\"part\":1,\"id\":\"cut");
	assert_str(record.upload, "u");
	assert_int_equal(record.nparts, 3);
	assert_int_equal(record.parts[0].n, 0);
	assert_int_equal(record.parts[1].n, 0);
	assert_str(record.parts[2], "p");
	assert_true(record_part(&record, 0, STR("q"), &fault));
	open_again();
	assert_str(record.parts[0], "q");
}

static void
an_upload_of_impossible_parts_is_none(void **state)
{
	static const char *const sizes[] = {
	    "0", "-1", "1.5", "null", "\"100\"", "[]", "1e400"};
	char text[300];

	(void)state;
	for (size_t i = 0; i < LENGTH(sizes); i++) {
		snprintf(text, sizeof(text),
		    HEAD "{\"upload\":\"u\",\"part_size\":%s}\n"
			 "{\"part\":1,\"id\":\"p\"}\n",
		    sizes[i]);
		put(text);
		assert_int_equal(record.upload.n, 0);
		assert_int_equal(record.nparts, 0);
	}
	/* More parts than there may be. */
	source.size = 10001;
	put("{\"version\":2,\"bytes\":10001}\n"
	    "{\"upload\":\"u\",\"part_size\":1}\n");
	assert_int_equal(record.upload.n, 0);
}

static void
a_file_of_another_form_or_size_is_overwritten(void **state)
{
	static const char *const heads[] = {"",
	    "{\"version\":1,\"bytes\":250}\n",
	    "{\"version\":3,\"bytes\":250}\n", "{\"version\":2,\"bytes\":9}\n",
	    "{\"version\":\"2\",\"bytes\":250}\n", "\xff\xfe\n", "{}\n"};
	char text[300];

	(void)state;
	for (size_t i = 0; i < LENGTH(heads); i++) {
		snprintf(text, sizeof(text),
		    "%s" UPLOAD "{\"file\":\"f\",\"hash\":\"h\"}\n", heads[i]);
		put(text);
		assert_int_equal(record.upload.n, 0);
		assert_int_equal(record.file.n, 0);
		assert_true(
		    record_arrived(&record, STR("file-1"), STR("abc"), &fault));
		open_again();
		assert_str(record.file, "file-1");
	}
}

static void
without_a_folder_it_is_known_to_this_run_alone(void **state)
{
	(void)state;
	unsetenv("XDG_STATE_HOME");
	unsetenv("HOME");
	record_init(&record, &api, &source, STR("fine-tune"));
	assert_false(record_open(&record, &fault));
	assert_int_equal(fault.status, STATUS_IO);
	assert_true(record_begin(&record, STR("upload_1"), 5000, 100, &fault));
	assert_true(record_part(&record, 1, STR("part_b"), &fault));
	assert_str(record.parts[1], "part_b");
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, begin, end)

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    TEST(nothing_is_known_at_first),
	    TEST(an_upload_and_its_parts_are_found_again),
	    TEST(a_part_is_in_the_file_when_the_call_returns),
	    TEST(a_file_takes_the_place_of_its_upload),
	    TEST(what_was_forgotten_is_not_found),
	    TEST(no_time_of_its_end_is_none),
	    TEST(each_server_purpose_name_and_size_has_its_own),
	    TEST(what_makes_no_sense_is_passed_over),
	    TEST(an_upload_of_impossible_parts_is_none),
	    TEST(a_file_of_another_form_or_size_is_overwritten),
	    TEST(without_a_folder_it_is_known_to_this_run_alone),
	};

	return cmocka_run_group_tests(tests, make_folder, remove_folder);
}
