/* SPDX-License-Identifier: MIT */
/*
 * Text for XML and HTML: whatever it holds, it stays text.
 */
#ifndef FT_TEXT_XML_H
#define FT_TEXT_XML_H

#include "common/base/buf.h"

/*
 * Appends text with what means something in XML escaped, in a content or in an
 * attribute's double quotes, and what XML cannot hold masked as diag_mask()
 * does: on one line, with nothing that would drive a terminal.
 */
void xml_write(struct buf *to, struct str text);

/*
 * The same for a page of HTML: lines and tabs stay, other control characters
 * become their pictures (U+2400 and on), those that turn the direction of text
 * are named, and what is no UTF-8 becomes U+FFFD.
 */
void xml_write_page(struct buf *to, struct str text);

#endif
