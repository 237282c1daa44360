/* SPDX-License-Identifier: MIT */
#include "common/base/num.h"

#include <inttypes.h>
#include <stdlib.h>

enum { NANO_DIGITS = 9, REAL_MAX = 63 };

static bool
is_digit(char c)
{
	return c >= '0' && c <= '9';
}

bool
num_u64(struct str s, uint64_t *value)
{
	uint64_t v = 0;

	if (s.n == 0)
		return false;
	for (size_t i = 0; i < s.n; i++) {
		uint64_t digit = (uint64_t)(s.p[i] - '0');

		if (!is_digit(s.p[i]) || v > (UINT64_MAX - digit) / 10)
			return false;
		v = v * 10 + digit;
	}
	*value = v;
	return true;
}

bool
num_size(struct str s, size_t *value)
{
	static const char units[] = "KMGT";
	unsigned shift = 0;
	uint64_t v;

	if (s.n > 1) {
		char last = (char)(s.p[s.n - 1] & ~0x20); /* upper case */

		for (unsigned i = 0; units[i] != '\0'; i++)
			if (last == units[i])
				shift = (i + 1) * 10;
		if (shift > 0)
			s.n--;
	}
	if (!num_u64(s, &v) || v > (SIZE_MAX / 2) >> shift)
		return false;
	*value = (size_t)v << shift;
	return true;
}

/* Is s digits, with at most one point and an optional exponent? */
static bool
is_decimal(struct str s)
{
	size_t i = 0, digits = 0, points = 0, exponent;

	if (i < s.n && s.p[i] == '-')
		i++;
	for (; i < s.n && (is_digit(s.p[i]) || s.p[i] == '.'); i++)
		s.p[i] == '.' ? points++ : digits++;
	if (digits == 0 || points > 1)
		return false;
	if (i == s.n)
		return true;
	if (s.p[i] != 'e' && s.p[i] != 'E')
		return false;
	i++;
	if (i < s.n && (s.p[i] == '-' || s.p[i] == '+'))
		i++;
	for (exponent = i; i < s.n && is_digit(s.p[i]); i++)
		;
	return i == s.n && i > exponent;
}

bool
num_real(struct str s, double *value)
{
	char text[REAL_MAX + 1];
	double v;

	if (s.n > REAL_MAX || !is_decimal(s))
		return false;
	memcpy(text, s.p, s.n);
	text[s.n] = '\0';
	/* No tool calls setlocale(), so the point is a point. */
	v = strtod(text, NULL);
	if (v - v != 0) /* infinite: the exponent is too large */
		return false;
	*value = v;
	return true;
}

bool
money_read(struct str s, int64_t *nano)
{
	size_t point = str_find(s, '.');
	struct str whole = str_of(s.p, point);
	struct str fraction = str_from(s, point < s.n ? point + 1 : point);
	uint64_t dollars, rest = 0;

	if (!num_u64(whole, &dollars) || dollars > INT64_MAX / NANO - 1)
		return false;
	if (point < s.n && (fraction.n == 0 || fraction.n > NANO_DIGITS))
		return false;
	if (point < s.n && !num_u64(fraction, &rest))
		return false;
	for (size_t i = fraction.n; i < NANO_DIGITS; i++)
		rest *= 10;
	*nano = (int64_t)dollars * NANO + (int64_t)rest;
	return true;
}

void
money_write(struct buf *to, int64_t nano, unsigned decimals)
{
	int64_t unit = 1, cut;

	for (unsigned i = decimals; i < NANO_DIGITS; i++)
		unit *= 10;
	cut = nano / unit + (nano % unit >= unit - unit / 2 && unit > 1);
	unit = NANO / unit;
	num_write_grouped(to, (uint64_t)(cut / unit));
	if (decimals > 0)
		buf_printf(to, ".%0*" PRId64, (int)decimals, cut % unit);
}

void
money_write_exact(struct buf *to, int64_t nano)
{
	int64_t rest = nano % NANO;
	int digits = NANO_DIGITS;

	buf_printf(to, "%" PRId64, nano / NANO);
	if (rest == 0)
		return;
	for (; rest % 10 == 0; rest /= 10)
		digits--;
	buf_printf(to, ".%0*" PRId64, digits, rest);
}

bool
money_cost(int64_t nano_per_million, uint64_t tokens, int64_t *nano)
{
	unsigned __int128 all = (unsigned __int128)nano_per_million * tokens;

	all = (all + 500000) / 1000000;
	if (all > INT64_MAX)
		return false;
	*nano = (int64_t)all;
	return true;
}

void
num_write_grouped(struct buf *to, uint64_t n)
{
	char digits[26]; /* 20 digits and 6 commas */
	size_t len = 0;

	do {
		if (len % 4 == 3)
			digits[len++] = ',';
		digits[len++] = (char)('0' + n % 10);
		n /= 10;
	} while (n > 0);
	while (len > 0)
		buf_addc(to, digits[--len]);
}
