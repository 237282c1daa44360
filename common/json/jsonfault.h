/* SPDX-License-Identifier: MIT */
/*
 * Says why a text is no JSON, better than the parser does.
 */
#ifndef FT_JSON_JSONFAULT_H
#define FT_JSON_JSONFAULT_H

#include <stdbool.h>
#include <stddef.h>

#include "common/base/fault.h"
#include "common/base/str.h"

/* What may stand behind the tokens that were read. */
enum json_want {
	WANT_ROOT,
	WANT_NOTHING, /* behind the root */
	WANT_FIRST_ELEMENT,
	WANT_ELEMENT,
	WANT_COMMA_IN_ARRAY,
	WANT_FIRST_KEY,
	WANT_KEY,
	WANT_COLON,
	WANT_MEMBER, /* a member's value */
	WANT_COMMA_IN_OBJECT,
};

/*
 * Fills *f and returns false.  text is valid UTF-8 and was refused; its tokens
 * up to `at` were accepted, but for commas and colons behind the last of them.
 */
bool json_explain(
    struct str text, size_t at, enum json_want want, struct fault *f);

#endif
