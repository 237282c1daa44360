/* SPDX-License-Identifier: MIT */
/*
 * What is left in a text of the page, the template or the chat that it was
 * taken from.  Each function looks at one offset, at no more than some hundred
 * bytes behind it, and returns how many bytes it is that were left, or 0.
 *
 *	if (text.p[at] == '&' && (n = entity_at(text, at)) > 0)
 *		...
 */
#ifndef FT_TEXT_MARKUP_H
#define FT_TEXT_MARKUP_H

#include <stddef.h>

#include "common/base/str.h"

/* A character reference of HTML: "&amp;", "&#39;", "&#x27;".  Of those with a
 * name, the well-known. */
size_t entity_at(struct str text, size_t at);

/* A tag of HTML that is there for the form: "<br>", "</div>", "<a href=". */
size_t tag_at(struct str text, size_t at);

/* A field of a template: "{name}", "{{ name }}". */
size_t field_at(struct str text, size_t at);

/* A blank that somebody was to fill in: "<YOUR_KEY>", "[INSERT DATE]",
 * "[Your Name]". */
size_t blank_at(struct str text, size_t at);

/* A mark by which a chat is written as one text: "<|im_start|>", "[INST]",
 * "<start_of_turn>", "### Instruction:" at the begin of a line; and "Human:"
 * or "Assistant:" behind an empty line, whose begin is at that offset. */
size_t chat_mark_at(struct str text, size_t at);

#endif
