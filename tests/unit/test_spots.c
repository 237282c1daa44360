/* SPDX-License-Identifier: MIT */
#include <time.h>

#include "common/text/spots.h"
#include "tests/unit/unit.h"

static const char *const names[SPOT_KINDS] = {
    [SPOT_CONTROL] = "control",
    [SPOT_BIDI] = "bidi",
    [SPOT_NONCHARACTER] = "none",
    [SPOT_INVISIBLE] = "invisible",
    [SPOT_SEPARATOR] = "separator",
    [SPOT_REPLACEMENT] = "replacement",
    [SPOT_MOJIBAKE] = "mojibake",
    [SPOT_ENTITY] = "entity",
    [SPOT_TAG] = "tag",
    [SPOT_FIELD] = "field",
    [SPOT_BLANK] = "blank",
    [SPOT_CHAT_MARK] = "chat",
    [SPOT_OPEN_FENCE] = "fence",
    [SPOT_KEY] = "key",
    [SPOT_PRIVATE_KEY] = "private",
    [SPOT_WEB_TOKEN] = "token",
    [SPOT_PASSWORD] = "password",
    [SPOT_CARD] = "card",
    [SPOT_IBAN] = "iban",
    [SPOT_EMAIL] = "email",
    [SPOT_PHONE] = "phone",
    [SPOT_EXAMPLE] = "example",
};

/* The spots of a text as "kind offset+length" each. */
static void
check_str(struct str text, const char *want)
{
	struct spots s;
	struct spot spot;
	struct buf b;

	buf_init(&b, BUF_NO_MAX);
	spots_start(&s, text);
	while (spots_next(&s, &spot))
		buf_printf(&b, "%s%s %zu+%zu", b.n > 0 ? ", " : "",
		    names[spot.kind], spot.off, spot.len);
	if (!str_is(buf_str(&b), want))
		fail_msg("%.*s: %s", (int)text.n, text.p, buf_cstr(&b));
	buf_free(&b);
}

static void
check(const char *text, const char *want)
{
	check_str(str_c(text), want);
}

static void
characters_that_are_none_are_spots(void **state)
{
	(void)state;
	check("a\tb\r\nc", "");
	check("a\x01"
	      "b\x7F\xC2\x85",
	    "control 1+1, control 3+1, control 4+2");
	check_str(STR("\0"), "control 0+1");
	check("\u202E\u2066 \u200E\u200F", "bidi 0+3, bidi 3+3");
	check("\uFFFE\U0001FFFF\uFDD0\uFFF0", "none 0+3, none 3+4, none 7+3");
	check("a\u200Bb\u2060\uFEFF\u200D\u200C",
	    "invisible 1+3, invisible 5+3, invisible 8+3");
	check("\u2028\u2029\u2027", "separator 0+3, separator 3+3");
	check("\uFFFD\uFFFC", "replacement 0+3");
	/* Tags hide text, but not in the flag of Wales. */
	check("\U000E0041\U000E0042", "invisible 0+4");
	check("\U0001F3F4\U000E0067\U000E0062\U000E007F", "");
}

static void
all_of_one_mojibake_is_one_spot(void **state)
{
	(void)state;
	check("\u00C3\u00A9\u00C3\u00A8 caf\u00C3\u00A9",
	    "mojibake 0+4, "
	    "mojibake 12+4");
	check("caf\u00E9 \u00C9t\u00E9 \u4E2D\uFF0C\u201C", "");
}

static void
markup_is_a_spot_outside_of_code(void **state)
{
	(void)state;
	check("a &amp; b<br>{name} [Your Name]",
	    "entity 2+5, tag 9+4, field 13+6, blank 20+11");
	check("a `&amp; <br>` <br>", "tag 15+4");
	check("```\n<br> {name}\n```\n<br>", "tag 20+4");
	check("`open <br>\n\nnext <br>", "tag 17+4");
	check("[INST] ```x``` [/INST]", "chat 0+6, chat 15+7");
	check("`[INST]` and\n```\n</s>\n\nHuman:\n```", "");
	check("x\n\n\nHuman: y", "chat 4+6");
	check("# a\n### Input:\nx", "chat 4+10");
	check("1 < 2 + 3 <= 4 <<5 a<b & c", "");
}

static void
a_fence_that_is_not_closed_is_a_spot(void **state)
{
	(void)state;
	check("a\n```c\nint x;\n", "fence 2+3");
	check("a\n```c\nint x;\n```\n", "");
	check("````\n```\n````", "");
	check("````\n```\n", "fence 0+4");
	check("```\n``` x\n", "fence 0+3");
	check("a ```x\n", "");
	check("   ```\n   ```", "");
	check("```\nx\n```  \n```\n", "fence 12+3");
}

#define MIX20 "Zk3Vq9LmX2Rt7Yp4NwB8"

static void
secrets_are_spots_wherever_they_stand(void **state)
{
	(void)state;
	check("key: gl"
	      "pat-" MIX20 ", ok",
	    "key 5+26");
	check("```\nk=gl"
	      "pat-" MIX20 "\n```",
	    "key 6+26");
	check("AKIA"
	      "IOSFODNN7EXAMPLE",
	    "example 0+20");
	check("SG."
	      "Zk3Vq9LmX2Rt7Yp4NwB8xy.Zk3Vq9LmX2Rt7Yp4NwB8"
	      "Zk3Vq9LmX2Rt7Yp4NwB8abc",
	    "key 0+69");
	check("p://u:hunter2!@h.io me@acme.io", "password 6+8, email 20+10");
	check(
	    "4539990000000004 or 4539 9900 0000 0004", "card 0+16, card 20+19");
	check("4111 1111 1111 1111", "example 0+19");
	check("to DE02120300000000202051, DE02 1203 0000 0000 2020 51",
	    "iban 3+22, iban 27+27");
	check("GB33 BUKB 2020 1555 5555 55", "example 0+27");
	check("+49 30 901820, 212-664-7665", "phone 0+13, phone 15+12");
	check("in 2024 there were 12345678 of 1234567890123456", "");
}

/* n bytes of the pattern again and again. */
static void
look_through(const char *pattern, size_t n)
{
	size_t len = strlen(pattern);
	struct spots s;
	struct spot spot;
	struct buf b;

	buf_init(&b, BUF_NO_MAX);
	while (b.n < n)
		buf_add(&b, pattern, len);
	spots_start(&s, buf_str(&b));
	while (spots_next(&s, &spot)) {
		assert_true(spot.off < b.n);
		assert_true(spot.len <= b.n - spot.off);
	}
	buf_free(&b);
}

/* Twice the text may take twice the time, and is given ten times: what is not
 * linear would take four times as long at each doubling. */
static void
hostile_texts_take_linear_time(void **state)
{
	static const char *const patterns[] = {"{", "<", "sk-", "1", "`", "1 ",
	    "1234 ", "1234-", "@", "a@", "a.", "a@a.", "://a:b@", "+1", "+1 ",
	    "&", "&#1", "[", "[your ", "\xC3\x83\xC2\x83", "\xC3\x90\xC2\xBF ",
	    "eyJ", "eyJaaaaaaaaaaaaaa.", "```\n", "``` ", "-----BEGIN ",
	    "-----BEGIN PRIVATE KEY-----", "fm2_aaaaaa/", "\n\n",
	    "\n\nHuman:", "###", "DE02 ", "DE02", "A1B2 ",
	    "accountkey=", "xoxb-1-", "\xE2\x80\xAE", "aaaaaaaaaa.", "<a ",
	    "{{a", "hooks.slack.com/aaaaaaaaaaaaaaaaaaaaaaaa/",
	    "gh"
	    "p_aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa "};

	(void)state;
	for (size_t i = 0; i < LENGTH(patterns); i++) {
		clock_t from = clock(), some;

		look_through(patterns[i], 1 << 16);
		some = clock() - from + CLOCKS_PER_SEC / 100;
		from = clock();
		look_through(patterns[i], 1 << 20);
		if (clock() - from > 16 * 10 * some)
			fail_msg("%s", patterns[i]);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(characters_that_are_none_are_spots),
	    cmocka_unit_test(all_of_one_mojibake_is_one_spot),
	    cmocka_unit_test(markup_is_a_spot_outside_of_code),
	    cmocka_unit_test(a_fence_that_is_not_closed_is_a_spot),
	    cmocka_unit_test(secrets_are_spots_wherever_they_stand),
	    cmocka_unit_test(hostile_texts_take_linear_time),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
