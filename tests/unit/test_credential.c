/* SPDX-License-Identifier: MIT */
#include <fcntl.h>
#include <sys/resource.h>
#include <sys/stat.h>

#include "common/net/credential.h"
#include "tests/unit/folder.h"

static const char *const names[] = {"FT_TEST_KEY", "FT_TEST_OLD_KEY", NULL};
static const char *const base_names[] = {"FT_TEST_BASE", NULL};
static struct buf warned;
static struct credential got;
static struct fault fault;

static void
note(const char *file, size_t line, const char *text)
{
	buf_printf(&warned, "%s:%zu: %s\n", file, line, text);
}

static void
put(const char *name, const char *text, mode_t mode)
{
	int fd = open(name, O_WRONLY | O_CREAT | O_TRUNC, 0600);

	assert_true(fd >= 0);
	assert_int_equal(fchmod(fd, mode), 0);
	assert_int_equal(write(fd, text, strlen(text)), strlen(text));
	close(fd);
}

/* In the folder, with nothing set. */
static int
begin(void **state)
{
	(void)state;
	for (size_t i = 0; names[i] != NULL; i++)
		unsetenv(names[i]);
	unsetenv("FT_TEST_BASE");
	unsetenv("OPENAI_ORG_ID");
	unsetenv("OPENAI_PROJECT_ID");
	buf_init(&warned, 10000);
	return chdir(folder);
}

static int
end(void **state)
{
	(void)state;
	credential_free(&got);
	buf_free(&warned);
	unlink(".env");
	unlink("other.env");
	unlink("key");
	return 0;
}

static bool
load(const char *key_file, const char *env_file)
{
	struct credential_ask ask = {
	    .names = names,
	    .key_file = key_file,
	    .env_file = env_file,
	    .base_names = base_names,
	    .header = "Authorization: Bearer ",
	    .warn = note,
	};

	return credential_load(&got, &ask, &fault);
}

static void
a_key_comes_from_the_environment(void **state)
{
	(void)state;
	setenv("FT_TEST_KEY", "sk-one", 1);
	setenv("OPENAI_ORG_ID", "org-1", 1);
	setenv("OPENAI_PROJECT_ID", "proj-1", 1);
	setenv("FT_TEST_BASE", "https://example.com/v1", 1);
	assert_true(load(NULL, NULL));
	assert_str(got.key, "sk-one");
	assert_str(got.header, "Authorization: Bearer sk-one");
	assert_int_equal(got.header.p[got.header.n], '\0');
	assert_string_equal(got.from, "FT_TEST_KEY");
	assert_string_equal(got.organization, "org-1");
	assert_string_equal(got.project, "proj-1");
	assert_string_equal(got.base_url, "https://example.com/v1");
	assert_int_equal(warned.n, 0);
}

static void
the_first_variable_that_is_set_counts(void **state)
{
	(void)state;
	setenv("FT_TEST_KEY", " ", 1);
	setenv("FT_TEST_OLD_KEY", "sk-two\n", 1);
	assert_true(load(NULL, NULL));
	assert_str(got.key, "sk-two");
	assert_string_equal(got.from, "FT_TEST_OLD_KEY");
}

static void
no_child_finds_a_key_in_its_environment(void **state)
{
	char *value;

	(void)state;
	setenv("FT_TEST_KEY", "sk-one", 1);
	setenv("FT_TEST_OLD_KEY", "sk-two", 1);
	value = getenv("FT_TEST_OLD_KEY");
	assert_true(load(NULL, NULL));
	assert_null(getenv("FT_TEST_KEY"));
	assert_null(getenv("FT_TEST_OLD_KEY"));
	assert_int_equal(value[0], '\0');
}

static void
a_file_comes_before_the_environment(void **state)
{
	(void)state;
	setenv("FT_TEST_KEY", "sk-one", 1);
	put("key", "\n sk-file \n", 0600);
	assert_true(load("key", NULL));
	assert_str(got.key, "sk-file");
	assert_string_equal(got.from, "key");
	assert_null(getenv("FT_TEST_KEY"));
}

static void
an_env_file_is_read_where_nothing_is_set(void **state)
{
	(void)state;
	put(".env",
	    "export FT_TEST_OLD_KEY='sk-old'\nFT_TEST_KEY=\"sk-env\" # mine\n"
	    "OPENAI_ORG_ID=org-2\nFT_TEST_BASE=https://example.com\n",
	    0600);
	setenv("OPENAI_ORG_ID", "org-1", 1);
	assert_true(load(NULL, NULL));
	assert_str(got.key, "sk-env");
	assert_string_equal(got.from, ".env");
	assert_string_equal(got.organization, "org-1");
	assert_string_equal(got.base_url, "https://example.com");
	assert_int_equal(warned.n, 0);
}

static void
an_env_file_overrides_nothing(void **state)
{
	(void)state;
	put("other.env", "FT_TEST_KEY=sk-env\nOPENAI_PROJECT_ID=proj-2\n",
	    0600);
	setenv("FT_TEST_OLD_KEY", "sk-two", 1);
	assert_true(load(NULL, "other.env"));
	assert_str(got.key, "sk-two");
	assert_string_equal(got.project, "proj-2");
}

static void
an_env_file_cannot_send_a_key_elsewhere(void **state)
{
	(void)state;
	put("other.env", "FT_TEST_BASE=https://evil.example\n", 0600);
	setenv("FT_TEST_KEY", "sk-one", 1);
	assert_true(load(NULL, "other.env"));
	assert_null(got.base_url);
}

static void
the_usual_env_file_is_not_looked_at_without_need(void **state)
{
	(void)state;
	put(".env", "OPENAI_ORG_ID=org-2\nnonsense\n", 0666);
	setenv("FT_TEST_KEY", "sk-one", 1);
	assert_true(load(NULL, NULL));
	assert_null(got.organization);
	assert_int_equal(warned.n, 0);
}

static void
what_others_can_read_is_warned_of(void **state)
{
	(void)state;
	put("key", "sk-file\n", 0604);
	assert_true(load("key", NULL));
	assert_str(buf_str(&warned),
	    "key:0: others can read this file; chmod "
	    "600 would keep it yours\n");
}

static void
lines_that_are_no_pair_are_warned_of(void **state)
{
	(void)state;
	put(".env", "FT_TEST_KEY=sk-env\nsecret words\nA='open\n", 0600);
	assert_true(load(NULL, NULL));
	assert_str(buf_str(&warned),
	    ".env:2: '=' is wanted behind a name\n"
	    ".env:3: the quote is not closed\n");
}

static void
a_missing_key_is_a_wrong_configuration(void **state)
{
	(void)state;
	assert_false(load(NULL, NULL));
	assert_int_equal(fault.status, STATUS_USAGE);
	assert_string_equal(fault.text,
	    "no key: set FT_TEST_KEY, put it into "
	    ".env, or give --key-file");
	put("key", " \n", 0600);
	assert_false(load("key", NULL));
	assert_int_equal(fault.status, STATUS_USAGE);
	assert_string_equal(fault.text, "key holds no key");
}

static void
a_server_may_want_no_key(void **state)
{
	struct credential_ask ask = {
	    .names = names, .header = "api-key: ", .optional = true};

	(void)state;
	assert_true(credential_load(&got, &ask, &fault));
	assert_int_equal(got.key.n, 0);
	assert_int_equal(got.header.n, 0);
}

static void
a_file_that_cannot_be_read_is_named(void **state)
{
	(void)state;
	assert_false(load("key", NULL));
	assert_int_equal(fault.status, STATUS_IO);
	assert_string_equal(fault.text, "key: No such file or directory");
	assert_false(load(NULL, "other.env"));
	assert_int_equal(fault.status, STATUS_IO);
	assert_false(load(".", NULL));
	assert_string_equal(fault.text, ".: Is a directory");
}

static void
what_no_header_can_hold_is_refused_unseen(void **state)
{
	(void)state;
	setenv("FT_TEST_KEY", "sk-one\r\nHost: evil", 1);
	assert_false(load(NULL, NULL));
	assert_int_equal(fault.status, STATUS_USAGE);
	assert_non_null(strstr(fault.text, "byte 7 "));
	assert_null(strstr(fault.text, "sk-"));
	put("key", "sk-\xc3\xa9\n", 0600);
	assert_false(load("key", NULL));
	assert_int_equal(fault.status, STATUS_USAGE);
}

static void
a_key_has_a_longest_length(void **state)
{
	struct buf text;

	(void)state;
	buf_init(&text, CREDENTIAL_KEY_MAX + 1);
	while (buf_addc(&text, 'k'))
		;
	put("key", buf_cstr(&text), 0600);
	assert_false(load("key", NULL));
	assert_int_equal(fault.status, STATUS_USAGE);
	text.n--;
	put("key", buf_cstr(&text), 0600);
	assert_true(load("key", NULL));
	assert_int_equal(got.key.n, CREDENTIAL_KEY_MAX);
	buf_free(&text);
}

static void
a_program_with_a_key_leaves_no_core(void **state)
{
	struct rlimit limit;

	(void)state;
	setenv("FT_TEST_KEY", "sk-one", 1);
	assert_true(load(NULL, NULL));
	assert_int_equal(getrlimit(RLIMIT_CORE, &limit), 0);
	assert_true(limit.rlim_cur <= 1);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, begin, end)

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    TEST(a_key_comes_from_the_environment),
	    TEST(the_first_variable_that_is_set_counts),
	    TEST(no_child_finds_a_key_in_its_environment),
	    TEST(a_file_comes_before_the_environment),
	    TEST(an_env_file_is_read_where_nothing_is_set),
	    TEST(an_env_file_overrides_nothing),
	    TEST(an_env_file_cannot_send_a_key_elsewhere),
	    TEST(the_usual_env_file_is_not_looked_at_without_need),
	    TEST(what_others_can_read_is_warned_of),
	    TEST(lines_that_are_no_pair_are_warned_of),
	    TEST(a_missing_key_is_a_wrong_configuration),
	    TEST(a_server_may_want_no_key),
	    TEST(a_file_that_cannot_be_read_is_named),
	    TEST(what_no_header_can_hold_is_refused_unseen),
	    TEST(a_key_has_a_longest_length),
	    TEST(a_program_with_a_key_leaves_no_core),
	};

	return cmocka_run_group_tests(tests, make_folder, remove_folder);
}
