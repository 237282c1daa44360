/* SPDX-License-Identifier: MIT */
#include "common/text/iban.h"

#include <stdint.h>

#include "common/text/chars.h"

/* How long the number is in each country: the registry of ISO 13616 (SWIFT),
 * as of 2025. */
static const struct {
	char country[3];
	uint8_t length;
} lengths[] = {{"AD", 24}, {"AE", 23}, {"AL", 28}, {"AT", 20}, {"AZ", 28},
    {"BA", 20}, {"BE", 16}, {"BG", 22}, {"BH", 22}, {"BI", 27}, {"BR", 29},
    {"BY", 28}, {"CH", 21}, {"CR", 22}, {"CY", 28}, {"CZ", 24}, {"DE", 22},
    {"DJ", 27}, {"DK", 18}, {"DO", 28}, {"EE", 20}, {"EG", 29}, {"ES", 24},
    {"FI", 18}, {"FK", 18}, {"FO", 18}, {"FR", 27}, {"GB", 22}, {"GE", 22},
    {"GI", 23}, {"GL", 18}, {"GR", 27}, {"GT", 28}, {"HN", 28}, {"HR", 21},
    {"HU", 28}, {"IE", 22}, {"IL", 23}, {"IQ", 23}, {"IS", 26}, {"IT", 27},
    {"JO", 30}, {"KW", 30}, {"KZ", 20}, {"LB", 28}, {"LC", 32}, {"LI", 21},
    {"LT", 20}, {"LU", 20}, {"LV", 21}, {"LY", 25}, {"MC", 27}, {"MD", 24},
    {"ME", 22}, {"MK", 19}, {"MN", 20}, {"MR", 27}, {"MT", 31}, {"MU", 30},
    {"NI", 28}, {"NL", 18}, {"NO", 15}, {"OM", 23}, {"PK", 24}, {"PL", 28},
    {"PS", 29}, {"PT", 25}, {"QA", 29}, {"RO", 24}, {"RS", 22}, {"RU", 33},
    {"SA", 24}, {"SC", 31}, {"SD", 18}, {"SE", 24}, {"SI", 19}, {"SK", 24},
    {"SM", 27}, {"SO", 23}, {"ST", 25}, {"SV", 28}, {"TL", 23}, {"TN", 24},
    {"TR", 26}, {"UA", 29}, {"VA", 22}, {"VG", 24}, {"XK", 20}, {"YE", 30}};

/* Those of the registry and of Wikipedia, which everybody copies. */
static const char *const examples[] = {"DE89370400440532013000",
    "GB29NWBK60161331926819", "GB82WEST12345698765432",
    "GB33BUKB20201555555555", "FR1420041010050500013M02606",
    "FR7630006000011234567890189", "AT611904300234573201", "BE68539007547034",
    "CH9300762011623852957", "DE75512108001245126199",
    "ES9121000418450200051332", "IE29AIBK93115212345678",
    "IT60X0542811101000000123456", "LU280019400644750000", "NL91ABNA0417164300",
    "NO9386011117947", "PL61109010140000071219812874",
    "PT50000201231234567890154", "SE4550000000058398257466"};

static size_t
length_in(struct str s)
{
	for (size_t i = 0; i < LENGTH(lengths); i++)
		if (str_starts(s, str_of(lengths[i].country, 2)))
			return lengths[i].length;
	return 0;
}

/* The first n letters and digits of s, in groups of four where the first is one
 * of four; returns how long that is in s, or 0. */
static size_t
read_number(struct str s, size_t n, char *to)
{
	bool grouped = s.n > 4 && s.p[4] == ' ';
	size_t at = 0;

	for (size_t i = 0; i < n; i++, at++) {
		if (grouped && i > 0 && i % 4 == 0) {
			if (at >= s.n || s.p[at] != ' ')
				return 0;
			at++;
		}
		if (at >= s.n || !(is_upper(s.p[at]) || is_digit(s.p[at])))
			return 0;
		to[i] = s.p[at];
	}
	return at;
}

/* The remainder modulo 97, the first four moved to the end and a letter
 * standing for the number 10 to 35. */
static unsigned
remainder_of(const char *number, size_t n)
{
	unsigned rest = 0;

	for (size_t i = 0; i < n; i++) {
		char c = number[(i + 4) % n];
		unsigned v = (unsigned)(is_digit(c) ? c - '0' : c - 'A' + 10);

		rest = (rest * (v < 10 ? 10 : 100) + v) % 97;
	}
	return rest;
}

bool
iban_at(struct str text, size_t at, struct iban *iban)
{
	struct str s = str_from(text, at);
	char number[IBAN_MAX];
	size_t n;

	if (s.n < IBAN_MIN || !is_upper(s.p[0]) || !is_upper(s.p[1]) ||
	    !is_digit(s.p[2]) || !is_digit(s.p[3]) ||
	    (at > 0 && is_alnum(text.p[at - 1])))
		return false;
	n = length_in(s);
	if (n == 0 || s.n < n)
		return false;
	iban->len = read_number(s, n, number);
	if (iban->len == 0 || remainder_of(number, n) != 1 ||
	    (iban->len < s.n && is_alnum(s.p[iban->len])))
		return false;
	iban->country[0] = s.p[0];
	iban->country[1] = s.p[1];
	iban->country[2] = '\0';
	iban->example = false;
	for (size_t i = 0; i < LENGTH(examples); i++)
		iban->example |= str_is(str_of(number, n), examples[i]);
	return true;
}
