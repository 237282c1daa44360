/* SPDX-License-Identifier: MIT */
#include "common/text/hide.h"

#include <stdlib.h>

#include "common/base/mem.h"
#include "common/text/apikey.h"
#include "common/text/chars.h"
#include "common/text/spots.h"

/* A text as it is looked at, and where each of its bytes stands in the one that
 * is shown; where[n] is the end.  NULL: in the same place. */
struct plain {
	struct str text;
	const size_t *where;
};

static bool
is_secret(enum spot_kind kind)
{
	return kind >= SPOT_KEY && kind <= SPOT_EXAMPLE;
}

/* A private key is told by its first line and goes on to its last. */
static size_t
end_of(struct str text, const struct spot *spot)
{
	static const struct str last = STR("-----END ");
	size_t end = spot->off + spot->len;

	if (spot->kind != SPOT_PRIVATE_KEY)
		return end;
	return end + str_search(str_from(text, end), last);
}

static void
overwrite(char *text, const struct plain *p, size_t off, size_t end)
{
	size_t from = p->where == NULL ? off : p->where[off];
	size_t to = p->where == NULL ? end : p->where[end];

	memset(text + from, '*', to - from);
}

static void
hide(char *text, const struct plain *p, enum spot_kind but)
{
	struct spots spots;
	struct spot spot;

	spots_start(&spots, p->text);
	while (spots_next(&spots, &spot))
		if (is_secret(spot.kind) && spot.kind != but)
			overwrite(text, p, spot.off, end_of(p->text, &spot));
}

static void
hide_begun(char *text, const struct plain *p)
{
	size_t len;

	for (size_t at = 0; at < p->text.n; at++)
		if (is_word(p->text.p[at]) &&
		    (at == 0 || !is_word(p->text.p[at - 1])) &&
		    apikey_begins(p->text, at, &len))
			overwrite(text, p, at, at + len);
}

static bool
any(struct str text)
{
	struct spots spots;
	struct spot spot;

	spots_start(&spots, text);
	while (spots_next(&spots, &spot))
		if (is_secret(spot.kind))
			return true;
	return false;
}

void
hide_secrets(char *text, size_t n)
{
	struct plain p = {.text = str_of(text, n)};
	char *copy;

	hide_begun(text, &p);
	/* Nearly all messages have none. */
	if (!any(p.text))
		return;
	copy = mem_copy(text, n);
	p.text.p = copy;
	hide(text, &p, SPOT_PHONE);
	free(copy);
}

static int
hex(char c)
{
	if (is_digit(c))
		return c - '0';
	c = to_lower(c);
	return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

/* What \u and four digits stand for; of half a pair no more than a byte. */
static char
unit_of(const char *digits)
{
	int cp = 0;

	for (int i = 0; i < 4; i++) {
		int digit = hex(digits[i]);

		if (digit < 0)
			return 'u';
		cp = cp << 4 | digit;
	}
	return cp < 0x80 ? (char)cp : '?';
}

/* One character of JSON, n bytes of it; *used are those that it takes. */
static char
unescape(const char *p, size_t n, size_t *used)
{
	static const char letters[] = "bfnrt", bytes[] = "\b\f\n\r\t";
	const char *letter;

	*used = 1;
	if (p[0] != '\\' || n < 2)
		return p[0];
	*used = 2;
	letter = memchr(letters, p[1], sizeof(letters) - 1);
	if (letter != NULL)
		return bytes[letter - letters];
	if (p[1] != 'u' || n < 6)
		return p[1];
	*used = 6;
	return unit_of(p + 2);
}

void
hide_secrets_in_json(char *text, size_t n)
{
	char *plain = mem_zero(n + 1, 1);
	size_t *where = mem_zero(n + 1, sizeof(*where));
	struct plain p = {.where = where};
	size_t size = 0, used;

	for (size_t at = 0; at < n; at += used) {
		where[size] = at;
		plain[size++] = unescape(text + at, n - at, &used);
	}
	where[size] = n;
	p.text = str_of(plain, size);
	hide(text, &p, SPOT_KINDS);
	free(plain);
	free(where);
}
