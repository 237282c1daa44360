/* SPDX-License-Identifier: MIT */
/* The sums of a file that is sent, in threads of their own. */
#include "common/upload/digest.h"

#include <stdlib.h>
#include <unistd.h>

#include "tests/unit/unit.h"

static struct source source;
static struct fault fault;

static int
begin(void **state)
{
	char name[] = "/tmp/ft-test.XXXXXX";

	(void)state;
	source.fd = mkstemp(name);
	if (source.fd < 0)
		return -1;
	unlink(name);
	source.size = 3;
	fault = (struct fault){0};
	return write(source.fd, "abc", 3) == 3 ? 0 : -1;
}

static int
end(void **state)
{
	(void)state;
	close(source.fd);
	return 0;
}

/* The first is of RFC 1321; the second is what xxh128sum(1) says. */
static void
they_are_what_others_say(void **state)
{
	struct digest md5, xxh3;

	(void)state;
	digest_start(&md5, &source, DIGEST_MD5);
	digest_start(&xxh3, &source, DIGEST_XXH3);
	assert_true(digest_take(&md5, &fault));
	assert_true(digest_take(&xxh3, &fault));
	assert_string_equal(md5.text, "900150983cd24fb0d6963f7d28e17f72");
	assert_string_equal(xxh3.text, "06b05ab6733a618578af5f94892f3950");
	assert_true(digest_is_done(&md5));
	assert_int_equal(digest_at(&md5), 3);
	digest_stop(&md5);
	digest_stop(&xxh3);
}

static void
only_the_size_that_it_had_is_summed(void **state)
{
	struct digest d;

	(void)state;
	assert_int_equal(write(source.fd, "def", 3), 3);
	digest_start(&d, &source, DIGEST_MD5);
	assert_true(digest_take(&d, &fault));
	assert_string_equal(d.text, "900150983cd24fb0d6963f7d28e17f72");
}

static void
a_file_that_shrinks_is_told(void **state)
{
	struct digest d;

	(void)state;
	source.size = 4;
	digest_start(&d, &source, DIGEST_MD5);
	assert_false(digest_take(&d, &fault));
	assert_int_equal(fault.status, STATUS_IO);
	assert_non_null(strstr(fault.text, "became shorter"));
	assert_string_equal(d.text, "");
}

static void
one_that_is_stopped_gives_nothing(void **state)
{
	struct digest d, none = {.running = false};

	(void)state;
	assert_int_equal(ftruncate(source.fd, (off_t)1 << 40), 0);
	source.size = UINT64_C(1) << 40;
	digest_start(&d, &source, DIGEST_XXH3);
	digest_stop(&d);
	assert_true(digest_is_done(&d));
	assert_string_equal(d.text, "");
	digest_stop(&none);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, begin, end)

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    TEST(they_are_what_others_say),
	    TEST(only_the_size_that_it_had_is_summed),
	    TEST(a_file_that_shrinks_is_told),
	    TEST(one_that_is_stopped_gives_nothing),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
