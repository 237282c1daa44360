/* SPDX-License-Identifier: MIT */
/* The keys are made up; they are written in pieces, so that scanners of this
 * file do not take them for somebody's. */
#include "common/text/apikey.h"
#include "common/text/apikey_kinds.h"
#include "tests/unit/unit.h"

#define HEX32              \
	"3f9a0b7c5d1e8642" \
	"a0b9c8d7e6f50413"
#define HEX40 HEX32 "9d2c71b8"
#define HEX64                    \
	HEX32 "70e1d2c3b4a59687" \
	      "18f9eadbccbdaef1"
#define MIX20        \
	"Zk3Vq9LmX2" \
	"Rt7Yp4NwB8"
#define MIX36              \
	MIX20 "Hc6Jd1Fs5G" \
	      "u0Ea4O"
#define MIX48              \
	MIX20 "Hc6Jd1Fs5G" \
	      "u0Ea4OiKlP" \
	      "qW2eR3tY"

static void
prefixes_are_sorted_and_stand_once(void **state)
{
	(void)state;
	for (size_t i = 1; i < apikey_kind_count; i++)
		if (strcmp(apikey_kinds[i - 1].prefix,
			apikey_kinds[i].prefix) >= 0)
			fail_msg("%s", apikey_kinds[i].prefix);
	for (size_t i = 0; i < apikey_dotted_count; i++)
		assert_true(str_ends(str_c(apikey_dotted[i].prefix), STR(".")));
}

/* A body of that set and length which looks random. */
static void
write_body(struct buf *to, const struct apikey_kind *kind)
{
	static const char upper[] = "Q7Z3KXW5NPD2RB6MCT4VYGH",
			  lower[] = "q7z3kxw5npd2rb6mct4vygh",
			  both[] = "Zk3Vq9LmX2Rt7Yp4NwB8Hc6",
			  alpha[] = "ZkVqLmXRtYpNwBHcJdFsGuE",
			  hex[] = "3f9a0b7c5d1e8642a0b9c8d";
	const char *from = both;

	if ((kind->set & SET_ALNUM) == SET_ALPHA)
		from = alpha;
	else if ((kind->set & SET_ALPHA) == SET_LOWER)
		from = lower;
	else if ((kind->set & SET_ALPHA) == SET_UPPER)
		from = upper;
	else if ((kind->set & SET_ALPHA) == 0)
		from = hex;
	for (size_t i = 0; i < kind->least; i++)
		buf_addc(to, from[(i * 7 + i / 23) % 23]);
	if (kind->check == CHECK_SLACK)
		memcpy(to->p + to->n - kind->least, "123-4", 5);
	if (kind->check == CHECK_OPENAI)
		memcpy(to->p + to->n - 40, "T3BlbkFJ", 8);
}

/* The row by which the kind's key would be found: the one behind a dot. */
static size_t
row_of(const char *prefix)
{
	size_t dot = str_find(str_c(prefix), '.'), at = 0;

	while (dot < strlen(prefix)) {
		at = dot + 1;
		dot = at + str_find(str_c(prefix + at), '.');
	}
	return at;
}

static void
check_kind(const struct apikey_kind *kind)
{
	struct apikey s;
	struct buf b;

	buf_init(&b, BUF_NO_MAX);
	buf_adds(&b, "key=\"");
	buf_adds(&b, kind->prefix);
	write_body(&b, kind);
	buf_adds(&b, "\".");
	if (!apikey_at(buf_str(&b), 5 + row_of(kind->prefix), &s))
		fail_msg("%s: %s", kind->prefix, buf_cstr(&b));
	if (strcmp(s.name, kind->name) != 0)
		fail_msg("%s: %s", kind->prefix, s.name);
	assert_int_equal(s.off, 5);
	assert_int_equal(s.len, strlen(kind->prefix) + kind->least);
	if (kind->check == CHECK_CRC32)
		assert_int_equal(s.verdict, APIKEY_EXAMPLE);
	else if (s.verdict != APIKEY_LIKELY)
		fail_msg("%s: %s", kind->prefix, buf_cstr(&b));
	/* One character too few. */
	memmove(b.p + b.n - 3, b.p + b.n - 2, 2);
	b.n--;
	if (apikey_at(buf_str(&b), 5 + row_of(kind->prefix), &s) &&
	    strcmp(s.name, kind->name) == 0)
		fail_msg("too short: %s", kind->prefix);
	buf_free(&b);
}

static void
a_key_of_each_kind_is_found_and_a_shorter_one_is_not(void **state)
{
	(void)state;
	for (size_t i = 0; i < apikey_kind_count; i++)
		check_kind(&apikey_kinds[i]);
	for (size_t i = 0; i < apikey_dotted_count; i++)
		check_kind(&apikey_dotted[i]);
}

static void
expect(
    const char *text, size_t at, const char *name, enum apikey_verdict verdict)
{
	struct apikey s;

	if (!apikey_at(str_c(text), at, &s))
		fail_msg("%s", text);
	assert_string_equal(s.name, name);
	assert_int_equal(s.verdict, verdict);
}

static void
a_checksum_that_holds_is_sure(void **state)
{
	(void)state;
	expect("gh"
	       "p_zQWBuTSOoRi4A9spHcVY5ncnsDkxkJ0mLq17",
	    0, "GitHub personal access token", APIKEY_EXAMPLE);
	expect("gh"
	       "o_zQWBuTSOoRi4A9spHcVY5ncnsDkxkJ0mLq17",
	    0, "GitHub OAuth token", APIKEY_SURE);
	expect("np"
	       "m_zQWBuTSOoRi4A9spHcVY5ncnsDkxkJ0mLq17",
	    0, "npm access token", APIKEY_SURE);
	expect("gh"
	       "o_zQWBuTSOoRi4A9spHcVY5ncnsDkxkJ0mLq18",
	    0, "GitHub OAuth token", APIKEY_EXAMPLE);
}

static void
examples_are_told_as_such(void **state)
{
	(void)state;
	expect("AKIA"
	       "IOSFODNN7EXAMPLE",
	    0, "AWS access key", APIKEY_EXAMPLE);
	expect("sk_test_"
	       "4eC39HqLyjWDarjtT1zdp7dc",
	    0, "Stripe test key", APIKEY_EXAMPLE);
	expect("sk-"
	       "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx",
	    0, "API key of the form sk-", APIKEY_EXAMPLE);
	expect("sk-"
	       "your0api0key0" MIX20,
	    0, "API key of the form sk-", APIKEY_EXAMPLE);
	expect("aws_secret_access_key = "
	       "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY",
	    0, "AWS secret access key", APIKEY_EXAMPLE);
}

static void
keys_without_a_prefix_are_known_by_their_place(void **state)
{
	static const struct {
		const char *text, *name;
		size_t at;
	} cases[] = {
	    {"AWS_SECRET_ACCESS_KEY=" HEX40, "AWS secret access key", 0},
	    {"\"secretAccessKey\": \"" HEX40 "\"", "AWS secret access key", 1},
	    {"AccountKey=" MIX36 MIX48 "a1==", "Azure storage key", 0},
	    {"12345678:"
	     "AA" MIX20 "-bcdefgh_1234",
		"Telegram bot token", 9},
	    {"https://hooks.slack.com/services/T01/B02/" MIX20 "abcd",
		"Slack webhook", 41},
	    {"https://discord.com/api/webhooks/123456/" MIX36 MIX36,
		"Discord webhook", 40},
	};

	(void)state;
	for (size_t i = 0; i < LENGTH(cases); i++)
		expect(
		    cases[i].text, cases[i].at, cases[i].name, APIKEY_LIKELY);
}

#define PEM_LINE \
	"MIIEvQIBADANBgkqhkiG9w0BAQEFAASCBKcwggSjAgEAAoIBAQC7VJTUt9Us8cKj"

static void
a_private_key_is_one_with_a_key_in_it(void **state)
{
	struct apikey s;

	(void)state;
	assert_true(apikey_at(STR("-----BEGIN RSA "
				  "PRIVATE KEY-----\n" PEM_LINE "\n-----END"),
	    0, &s));
	assert_true(s.private_key);
	assert_int_equal(s.verdict, APIKEY_LIKELY);
	/* As it is written into a JSON string within a string. */
	assert_true(apikey_at(STR("-----BEGIN "
				  "PRIVATE KEY-----\\n" PEM_LINE),
	    0, &s));
	assert_true(apikey_at(STR("-----BEGIN PGP "
				  "PRIVATE KEY BLOCK-----\n" PEM_LINE),
	    0, &s));
	assert_false(apikey_at(STR("-----BEGIN "
				   "PRIVATE KEY-----\n..."),
	    0, &s));
	assert_false(
	    apikey_at(STR("-----BEGIN PUBLIC KEY-----\n" PEM_LINE), 0, &s));
	assert_false(apikey_at(STR("-----BEGIN"), 0, &s));
	/* A program that writes keys, or the text of a manual. */
	assert_false(apikey_at(
	    STR("-----BEGIN "
		"PRIVATE KEY-----\"\nend = "
		"b\"-----END PRIVATE KEY-----\"\nread(path)\nwrite(path)"),
	    0, &s));
}

static void
a_web_token_has_three_parts(void **state)
{
	struct apikey s;

	(void)state;
	assert_true(apikey_at(STR("eyJhbGciOiJIUzI1NiJ9."
				  "eyJpc3MiOiJqb2UifQ." MIX36),
	    0, &s));
	assert_true(s.web_token);
	assert_int_equal(s.len, 20 + 1 + 18 + 1 + 36);
	assert_false(apikey_at(STR("eyJhbGciOiJIUzI1NiJ9."
				   "eyJpc3MiOiJqb2UifQ"),
	    0, &s));
	assert_false(apikey_at(STR("eyJhbGciOiJIUzI1NiJ9.abc." MIX36), 0, &s));
	assert_false(apikey_at(STR("eyJhbGciOiJIUzI1NiJ9"), 0, &s));
	assert_true(apikey_at(STR("eyJhbGciOiJIUzI1NiJ9."
				  "eyJzdWIiOiIxMjM0NTY3ODkwIn0." MIX36),
	    0, &s));
	assert_int_equal(s.verdict, APIKEY_EXAMPLE);
}

static void
words_and_other_numbers_are_none(void **state)
{
	static const char *const texts[] = {"extraordinary", "state-of-the-art",
	    "sk-learn-extension-package", "sk-" MIX20, HEX64, MIX48,
	    "ghp_short",
	    "gh"
	    "p_" MIX48,
	    "AKIA"
	    "1234",
	    "hf_transformers_hub", "AIzaSyA",
	    "xoxb-not-a-token-at-all-really-not",
	    "npm_config_registry_of_the_whole_world", "SK" HEX40,
	    "aws_secret_access_key = os.environ[...]", "AccountKeyHolder=1",
	    "550e8400-e29b-41d4-a716-446655440000", "sk_learn_estimators",
	    "pk_live_" MIX36, "re_" MIX20};
	struct apikey s;

	(void)state;
	for (size_t i = 0; i < LENGTH(texts); i++)
		if (apikey_at(str_c(texts[i]), 0, &s))
			fail_msg("%s: %s", texts[i], s.name);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(prefixes_are_sorted_and_stand_once),
	    cmocka_unit_test(
		a_key_of_each_kind_is_found_and_a_shorter_one_is_not),
	    cmocka_unit_test(a_checksum_that_holds_is_sure),
	    cmocka_unit_test(examples_are_told_as_such),
	    cmocka_unit_test(keys_without_a_prefix_are_known_by_their_place),
	    cmocka_unit_test(a_private_key_is_one_with_a_key_in_it),
	    cmocka_unit_test(a_web_token_has_three_parts),
	    cmocka_unit_test(words_and_other_numbers_are_none),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
