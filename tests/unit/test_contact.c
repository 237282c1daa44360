/* SPDX-License-Identifier: MIT */
#include "common/text/contact.h"
#include "tests/unit/unit.h"

static struct str
view(const char *text, const struct contact *c)
{
	return str_of(text + c->off, c->len);
}

static void
an_address_is_what_can_be_written_to(void **state)
{
	static const struct {
		const char *text, *address;
	} cases[] = {
	    {"write to anna.b+x@mail.acme.io.", "anna.b+x@mail.acme.io"},
	    {"<j@acme.io>", "j@acme.io"},
	    {"...j@acme.io...", "j@acme.io"},
	    {"mailto:a_b-c@acme.co.uk?subject=x", "a_b-c@acme.co.uk"},
	};
	static const char *const none[] = {"@acme.io", "a@", "a@acme", "a@.io",
	    "@", "a@acme.c", "a@acme.c0m", "git@github.com:x/y", "a @acme.io",
	    "a@example.com", "a@mail.example.org", "a@host.test", "a@@b.io",
	    "a@-.-"};
	struct contact c;

	(void)state;
	for (size_t i = 0; i < LENGTH(cases); i++) {
		struct str s = str_c(cases[i].text);

		assert_true(email_at(s, str_find(s, '@'), &c));
		assert_str(view(s.p, &c), cases[i].address);
	}
	for (size_t i = 0; i < LENGTH(none); i++) {
		struct str s = str_c(none[i]);

		if (email_at(s, str_find(s, '@'), &c))
			fail_msg("%s", none[i]);
	}
}

static void
a_password_stands_in_a_url_behind_a_name(void **state)
{
	static const char *const none[] = {"https://anna@acme.io",
	    "postgres://app:password@db/x", "postgres://app:<pw>@db/x",
	    "postgres://app:${PW}@db/x", "postgres://app:@db/x",
	    "//app:hunter2@db", "app:hunter2@db", "a: b://c d:e@f",
	    "x://:pw12@h", "ssh://x:PASSWORD@h", "x://foo:bar@h.io",
	    "x://me:sesame@example.com/"};
	struct str s = STR("use postgres://app:hunter2!x@db.acme.io/x");
	struct contact c;

	(void)state;
	assert_true(password_at(s, str_find(s, '@'), &c));
	assert_str(view(s.p, &c), "hunter2!x");
	for (size_t i = 0; i < LENGTH(none); i++) {
		s = str_c(none[i]);
		if (password_at(s, str_find(s, '@'), &c))
			fail_msg("%s", none[i]);
	}
}

static void
a_phone_number_has_a_form(void **state)
{
	static const struct {
		const char *text, *number;
	} cases[] = {
	    {"call +49 30 901820 now", "+49 30 901820"},
	    {"+33 6 12 34 56 78", "+33 6 12 34 56 78"},
	    {"(+1-212-664-7665)", "+1-212-664-7665"},
	    {"+44 (0)20 7946 0018", "+44 (0)20 7946 0018"},
	    {"+4930901820", "+4930901820"},
	};
	static const char *const none[] = {"+1", "2+33123456", "+12345678",
	    "+1234567890123456", "+0301234567", "x+4930901820", "+49309018a",
	    "+ 49 30 901820", "1 +2 +3 +4", "+", "+35236450.6"};
	struct contact c;

	(void)state;
	for (size_t i = 0; i < LENGTH(cases); i++) {
		struct str s = str_c(cases[i].text);

		if (!phone_at(s, str_find(s, '+'), &c))
			fail_msg("%s", cases[i].text);
		assert_str(view(s.p, &c), cases[i].number);
	}
	for (size_t i = 0; i < LENGTH(none); i++) {
		struct str s = str_c(none[i]);

		if (phone_at(s, str_find(s, '+'), &c))
			fail_msg("%s", none[i]);
	}
}

static void
a_number_of_north_america_is_told_by_its_end(void **state)
{
	static const struct {
		const char *text, *number;
	} cases[] = {
	    {"call (212) 664-7665.", "(212) 664-7665"},
	    {"212-664-7665", "212-664-7665"},
	    {"at 212.664.7665!", "212.664.7665"},
	    {"(212)664-7665", "(212)664-7665"},
	};
	static const char *const none[] = {"664-7665", "112-664-7665",
	    "212-164-7665", "212-664.7665", "1212-664-7665", "x212-664-7665",
	    "212-555-0123", "212) 664-7665", "212 664-7665", "2.212.664.7665",
	    "7665"};
	struct contact c;

	(void)state;
	for (size_t i = 0; i < LENGTH(cases); i++) {
		struct str s = str_c(cases[i].text);

		if (!phone_ends_at(s, str_search(s, STR("7665")), &c))
			fail_msg("%s", cases[i].text);
		assert_str(view(s.p, &c), cases[i].number);
	}
	for (size_t i = 0; i < LENGTH(none); i++) {
		struct str s = str_c(none[i]);

		if (phone_ends_at(s, s.n - 4, &c))
			fail_msg("%s", none[i]);
	}
	assert_false(phone_ends_at(STR("212-664-76651"), 8, &c));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(an_address_is_what_can_be_written_to),
	    cmocka_unit_test(a_password_stands_in_a_url_behind_a_name),
	    cmocka_unit_test(a_phone_number_has_a_form),
	    cmocka_unit_test(a_number_of_north_america_is_told_by_its_end),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
