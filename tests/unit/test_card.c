/* SPDX-License-Identifier: MIT */
#include "common/text/card.h"
#include "common/text/iban.h"
#include "tests/unit/unit.h"

/* Numbers with valid check digits that are nobody's: 9s and 0s before them. */
static void
luhn_asks_for_one_last_digit_of_ten(void **state)
{
	char digits[] = "453999000000000?";
	int n = 0;

	(void)state;
	for (char c = '0'; c <= '9'; c++) {
		digits[15] = c;
		n += luhn_holds(str_c(digits));
	}
	assert_int_equal(n, 1);
	assert_true(luhn_holds(STR("79927398713")));
	assert_false(luhn_holds(STR("79927398710")));
	assert_false(luhn_holds(STR("")));
}

static bool
is_card(const char *text, size_t at, struct card *card)
{
	return card_at(str_c(text), at, card);
}

static void
card_numbers_are_told_by_brand(void **state)
{
	static const struct {
		const char *text, *brand;
		size_t at, len;
	} cases[] = {
	    {"4539990000000004", "Visa", 0, 16},
	    {"4539 9900 0000 0004.", "Visa", 0, 19},
	    {"card: 4539-9900-0000-0004, thanks", "Visa", 6, 19},
	    {"5199990000000002", "Mastercard", 0, 16},
	    {"3499 990000 00003", "American Express", 0, 17},
	    {"6011990000000006", "Discover", 0, 16},
	};
	struct card card;

	(void)state;
	for (size_t i = 0; i < LENGTH(cases); i++) {
		if (!is_card(cases[i].text, cases[i].at, &card))
			fail_msg("%s", cases[i].text);
		assert_string_equal(card.brand, cases[i].brand);
		assert_int_equal(card.len, cases[i].len);
		assert_false(card.example);
	}
}

static void
numbers_for_tests_are_told_as_such(void **state)
{
	struct card card;

	(void)state;
	assert_true(is_card("4111 1111 1111 1111", 0, &card));
	assert_true(card.example);
	assert_true(is_card("378282246310005", 0, &card));
	assert_true(card.example);
}

static void
other_numbers_are_no_cards(void **state)
{
	static const char *const texts[] = {"4539990000000005",
	    "9539990000000000", "45399900000000040", "a", "4539",
	    "4539 99000000 0004", "4539 9900-0000 0004", "453999000000000 4",
	    "4539990000000004x", "4539990000000004.50", "4539990000000004/7",
	    "4539  9900 0000 0004"};
	struct card card;

	(void)state;
	for (size_t i = 0; i < LENGTH(texts); i++)
		if (is_card(texts[i], 0, &card))
			fail_msg("%s", texts[i]);
	assert_false(is_card("x4539990000000004", 1, &card));
	assert_false(is_card("0.4539990000000004", 2, &card));
	assert_false(is_card("1 4539990000000004", 2, &card));
	assert_false(is_card("id=4539990000000004", 3, &card));
}

static void
accounts_are_told_by_country_length_and_remainder(void **state)
{
	static const struct {
		const char *text, *country;
		size_t len;
	} cases[] = {
	    {"DE02120300000000202051", "DE", 22},
	    {"DE02 1203 0000 0000 2020 51 is it", "DE", 27},
	    {"GB33 BUKB 2020 1555 5555 55", "GB", 27},
	    {"NO9386011117947", "NO", 15},
	    {"MT84MALT011000012345MTLCAST001S", "MT", 31},
	};
	struct iban iban;

	(void)state;
	for (size_t i = 0; i < LENGTH(cases); i++) {
		if (!iban_at(str_c(cases[i].text), 0, &iban))
			fail_msg("%s", cases[i].text);
		assert_string_equal(iban.country, cases[i].country);
		assert_int_equal(iban.len, cases[i].len);
	}
	assert_true(iban_at(STR("DE02120300000000202051"), 0, &iban));
	assert_false(iban.example);
	assert_true(iban_at(STR("DE89370400440532013000"), 0, &iban));
	assert_true(iban.example);
}

static void
other_words_are_no_accounts(void **state)
{
	static const char *const texts[] = {"DE03120300000000202051",
	    "DE0212030000000020205", "DE021203000000002020511",
	    "ZZ02120300000000202051", "de02120300000000202051",
	    "DE02 1203 0000 0000 2020 5", "DE02  1203 0000 0000 2020 51",
	    "DE02-1203-0000-0000-2020-51", "DE0", ""};
	struct iban iban;

	(void)state;
	for (size_t i = 0; i < LENGTH(texts); i++)
		if (iban_at(str_c(texts[i]), 0, &iban))
			fail_msg("%s", texts[i]);
	assert_false(iban_at(STR("XDE02120300000000202051"), 1, &iban));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(luhn_asks_for_one_last_digit_of_ten),
	    cmocka_unit_test(card_numbers_are_told_by_brand),
	    cmocka_unit_test(numbers_for_tests_are_told_as_such),
	    cmocka_unit_test(other_numbers_are_no_cards),
	    cmocka_unit_test(accounts_are_told_by_country_length_and_remainder),
	    cmocka_unit_test(other_words_are_no_accounts),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
