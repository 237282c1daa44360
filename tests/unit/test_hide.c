/* SPDX-License-Identifier: MIT */
/* The keys are made up; they are written in pieces, so that scanners of this
 * file do not take them for somebody's. */
#include "common/text/hide.h"

#include <stdlib.h>

#include "tests/unit/unit.h"

#define KEY           \
	"glpat"       \
	"-Zk3Vq9LmX2" \
	"Rt7Yp4NwB8"
#define STARS "**************************" /* as long as KEY */
#define BEGIN             \
	"-----BEGIN RSA " \
	"PRIVATE KEY-----"
#define LINE           \
	"Zk3Vq9LmX2Rt" \
	"7Yp4NwB8Hc6Jd1Fs5Gu0Ea4OiKlPqWZk3Vq9LmX2Rt7Yp4NwB8Hc"

static void
expect(void (*hide)(char *, size_t), const char *text, const char *want)
{
	char *got = mem_copy(text, strlen(text));

	hide(got, strlen(got));
	assert_string_equal(got, want);
	free(got);
}

static void
a_key_is_overwritten_and_the_rest_stays(void **state)
{
	(void)state;
	expect(hide_secrets, "unknown role '" KEY "'; known are",
	    "unknown role '" STARS "'; known are");
	expect(hide_secrets, "user and assistant", "user and assistant");
	expect(hide_secrets, "", "");
	expect(hide_secrets, "a " KEY " b " KEY, "a " STARS " b " STARS);
}

static void
so_are_addresses_numbers_and_passwords(void **state)
{
	(void)state;
	expect(
	    hide_secrets, "to jo@acme-corp.com now", "to **************** now");
	expect(hide_secrets, "https://bob:hunter2xyz@acme-corp.com/a",
	    "https://bob:**********@acme-corp.com/a");
	expect(hide_secrets, "call 555-867-5309", "call 555-867-5309");
}

static void
the_begin_of_a_key_is_hidden_in_a_message(void **state)
{
	(void)state;
	expect(hide_secrets, "unknown role 'glpat-Zk3Vq9LmX2'",
	    "unknown role '****************'");
	/* What goes on from it as words do is none. */
	expect(hide_secrets, "unknown role 'glpat-users'",
	    "unknown role 'glpat-users'");
}

static void
a_private_key_is_hidden_to_its_end(void **state)
{
	(void)state;
	expect(hide_secrets, "a " BEGIN "\n" LINE "\n-----END RSA",
	    "a **************************************************"
	    "***********************************************-----END RSA");
}

static void
escapes_of_json_do_not_get_in_the_way(void **state)
{
	(void)state;
	/* The n is no part of the word, and an escaped letter is. */
	expect(hide_secrets_in_json, "{\"a\":\"b\\n" KEY "\\n\"",
	    "{\"a\":\"b\\n" STARS "\\n\"");
	expect(hide_secrets_in_json, "\"\\u0067lpat-Zk3Vq9LmX2Rt7Yp4NwB8\"",
	    "\"*****" STARS "\"");
	expect(hide_secrets_in_json, "\"\\u00e9\\\\\\\"\\/ \\uZZZZ \\u12",
	    "\"\\u00e9\\\\\\\"\\/ \\uZZZZ \\u12");
	expect(hide_secrets_in_json, "a\\", "a\\");
	expect(hide_secrets_in_json, "", "");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(a_key_is_overwritten_and_the_rest_stays),
	    cmocka_unit_test(so_are_addresses_numbers_and_passwords),
	    cmocka_unit_test(the_begin_of_a_key_is_hidden_in_a_message),
	    cmocka_unit_test(a_private_key_is_hidden_to_its_end),
	    cmocka_unit_test(escapes_of_json_do_not_get_in_the_way),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
