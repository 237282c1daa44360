/* SPDX-License-Identifier: MIT */
#include "tools/lint/rules.h"

/* No message quotes what was found: a report goes where the data does not. */

void
rule_service_key(
    struct check *c, const struct text *text, const struct spot *spot, size_t n)
{
	found_spot(
	    c, text, spot, n, "%s, %zu characters", spot->name, spot->len);
}

void
rule_private_key(
    struct check *c, const struct text *text, const struct spot *spot, size_t n)
{
	found_spot(c, text, spot, n, "a private key begins here");
}

void
rule_web_token(
    struct check *c, const struct text *text, const struct spot *spot, size_t n)
{
	found_spot(
	    c, text, spot, n, "a JSON Web Token, %zu characters", spot->len);
}

void
rule_url_password(
    struct check *c, const struct text *text, const struct spot *spot, size_t n)
{
	found_spot(
	    c, text, spot, n, "a password in a URL, %zu characters", spot->len);
}

void
rule_card_number(
    struct check *c, const struct text *text, const struct spot *spot, size_t n)
{
	found_spot(
	    c, text, spot, n, "a card number as %s has them", spot->name);
}

void
rule_iban(
    struct check *c, const struct text *text, const struct spot *spot, size_t n)
{
	found_spot(c, text, spot, n, "an IBAN of %s", spot->country);
}

void
rule_email_address(
    struct check *c, const struct text *text, const struct spot *spot, size_t n)
{
	found_spot(c, text, spot, n, "an e-mail address");
}

void
rule_phone_number(
    struct check *c, const struct text *text, const struct spot *spot, size_t n)
{
	found_spot(c, text, spot, n, "what looks like a phone number");
}

void
rule_example_secret(
    struct check *c, const struct text *text, const struct spot *spot, size_t n)
{
	found_spot(c, text, spot, n,
	    "a secret by its form (%s), but published, made up or mistyped",
	    spot->name);
}
