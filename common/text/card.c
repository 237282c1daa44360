/* SPDX-License-Identifier: MIT */
#include "common/text/card.h"

#include <stdint.h>

#include "common/text/chars.h"

enum { CARD_MIN = 13, CARD_MAX = 19, GROUPS = 5 };

bool
luhn_holds(struct str digits)
{
	unsigned sum = 0;

	for (size_t i = 0; i < digits.n; i++) {
		unsigned d = (unsigned)(digits.p[digits.n - 1 - i] - '0');

		d <<= i % 2;
		sum += d > 9 ? d - 9 : d;
	}
	return digits.n > 0 && sum % 10 == 0;
}

/* Which first digits are whose, and how many digits there are: bit n of
 * `lengths` for n of them.  (ISO/IEC 7812; the brands' own pages.) */
static const struct {
	const char *brand;
	unsigned digits; /* how many of the first are compared */
	uint32_t first, last;
	uint32_t lengths;
} brands[] = {
    {"Visa", 1, 4, 4, 1 << 13 | 1 << 16 | 1 << 19},
    {"Mastercard", 2, 51, 55, 1 << 16},
    {"Mastercard", 4, 2221, 2720, 1 << 16},
    {"American Express", 2, 34, 34, 1 << 15},
    {"American Express", 2, 37, 37, 1 << 15},
    {"Discover", 4, 6011, 6011, 1 << 16 | 1 << 19},
    {"Discover", 3, 644, 649, 1 << 16 | 1 << 19},
    {"Discover", 2, 65, 65, 1 << 16 | 1 << 19},
    {"Diners Club", 3, 300, 305, 1 << 14},
    {"Diners Club", 2, 36, 36, 1 << 14},
    {"Diners Club", 2, 38, 39, 1 << 14},
    {"JCB", 4, 3528, 3589, 1 << 16},
    {"UnionPay", 2, 62, 62, 1 << 16 | 1 << 19},
};

/* Numbers that payment services publish for tests. */
static const char *const examples[] = {"4111111111111111", "4242424242424242",
    "4012888888881881", "4000056655665556", "4222222222222", "4012000033330026",
    "5555555555554444", "5105105105105100", "2223003122003222",
    "2223000048400011", "5200828282828210", "378282246310005",
    "371449635398431", "378734493671000", "6011111111111117",
    "6011000990139424", "6011981111111113", "30569309025904", "38520000023237",
    "36227206271667", "3056930009020004", "3530111333300000",
    "3566002020360505", "6200000000000005", "4000000000000002",
    "4917610000000000003"};

static const char *
brand_of(struct str number)
{
	for (size_t i = 0; i < LENGTH(brands); i++) {
		uint32_t first = 0;

		for (unsigned d = 0; d < brands[i].digits; d++)
			first = first * 10 + (uint32_t)(number.p[d] - '0');
		if (first >= brands[i].first && first <= brands[i].last &&
		    (brands[i].lengths >> number.n & 1) == 1)
			return brands[i].brand;
	}
	return NULL;
}

/* 4-4-4-4(-3), 4-6-5 or 4-6-4, or one group. */
static bool
are_groups_of_cards(const size_t *group, size_t n)
{
	if (n == 1)
		return true;
	if (n == 3)
		return group[0] == 4 && group[1] == 6 &&
		    (group[2] == 5 || group[2] == 4);
	return n >= 4 && group[0] == 4 && group[1] == 4 && group[2] == 4 &&
	    group[3] == 4 && (n == 4 || group[4] == 3);
}

/* Reads digits in groups; returns how long they are in the text, or 0. */
static size_t
read_number(struct str s, char digits[CARD_MAX], size_t *n)
{
	size_t group[GROUPS] = {0}, groups = 0, at = 0;
	char between = '\0';

	*n = 0;
	for (;;) {
		for (; at < s.n && is_digit(s.p[at]); at++) {
			if (*n == CARD_MAX)
				return 0;
			digits[(*n)++] = s.p[at];
			group[groups]++;
		}
		groups++;
		if (groups == GROUPS || s.n - at < 2 ||
		    (s.p[at] != ' ' && s.p[at] != '-') ||
		    (between != '\0' && s.p[at] != between) ||
		    !is_digit(s.p[at + 1]))
			break;
		between = s.p[at++];
	}
	return are_groups_of_cards(group, groups) ? at : 0;
}

/* May a number begin behind c, and end before it?  Not within a word, a
 * decimal fraction, a path or a list of figures. */
static bool
parts(char c)
{
	return !is_alnum(c) && c != '_' && c != '-' && c != '/' && c != '+' &&
	    c != '=' && c != '%' && c != '&' && (unsigned char)c < 0x80;
}

static bool
stands_alone(struct str text, size_t at, size_t len)
{
	const char *p = text.p;
	size_t end = at + len;

	if (at > 0 &&
	    (!parts(p[at - 1]) || p[at - 1] == '.' || p[at - 1] == '$'))
		return false;
	if (at > 1 && (p[at - 1] == ' ' || p[at - 1] == ',') &&
	    is_digit(p[at - 2]))
		return false;
	if (end == text.n)
		return true;
	if (!parts(p[end]))
		return false;
	/* A point or comma may end the sentence, but not go on with digits. */
	return end + 1 == text.n || !is_digit(p[end + 1]);
}

bool
card_at(struct str text, size_t at, struct card *card)
{
	char digits[CARD_MAX];
	struct str number;
	size_t n;

	card->len = read_number(str_from(text, at), digits, &n);
	number = str_of(digits, n);
	if (card->len == 0 || n < CARD_MIN || !luhn_holds(number) ||
	    !stands_alone(text, at, card->len))
		return false;
	card->brand = brand_of(number);
	card->example = false;
	for (size_t i = 0; i < LENGTH(examples); i++)
		card->example |= str_is(number, examples[i]);
	return card->brand != NULL;
}
