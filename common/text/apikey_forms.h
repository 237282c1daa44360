/* SPDX-License-Identifier: MIT */
/* The parts of apikey.c: what looks at one form, and what they share. */
#ifndef FT_TEXT_APIKEY_FORMS_H
#define FT_TEXT_APIKEY_FORMS_H

#include "common/text/apikey.h"

/* Is c of that set of enum apikey_set? */
bool apikey_in(char c, unsigned set);

/*
 * Random text of n characters has many different ones, and letters or digits
 * in no order; words, and what is typed by hand, have not.
 */
bool apikey_is_random(struct str body);

/* Is it one that is published as an example? */
bool apikey_is_published(struct str whole);

/* May c stand between a name and its value? */
bool apikey_is_joint(char c);

/* A JSON Web Token: three parts in base64url, of which two are JSON. */
bool apikey_is_jwt(struct str text, size_t at, struct apikey *s);

/* -----BEGIN ... PRIVATE KEY-----, and the key behind it. */
bool apikey_is_pem(struct str text, size_t at, struct apikey *s);

/* A value behind its name, aws_secret_access_key = "...": the name is the word
 * of that many bytes at the offset. */
bool apikey_is_assigned(
    struct str text, size_t at, size_t word, struct apikey *s);

/* A word that is known by what stands before it: the path of a webhook, the
 * number of a bot. */
bool apikey_is_in_place(
    struct str text, size_t at, size_t word, struct apikey *s);

#endif
