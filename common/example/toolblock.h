/* SPDX-License-Identifier: MIT */
/*
 * The tools of an example as the model sees them: not as JSON, but as
 * TypeScript declarations in the system message.
 *
 * The form is not published.  It was worked out from token counts by the
 * project hmarr/openai-chat-tokens (2023) and reproduces, to the token, the
 * billed tokens of a public job (openai-cookbook, drone_training.jsonl: 48,661
 * for one epoch).
 */
#ifndef FT_EXAMPLE_TOOLBLOCK_H
#define FT_EXAMPLE_TOOLBLOCK_H

#include "common/base/buf.h"
#include "common/json/json.h"

/*
 * Appends the declarations of the functions in an example's `tools`, or in the
 * older `functions`.  Appends nothing and returns false when there are none.
 */
bool toolblock_write(struct buf *to, const struct json *root);

#endif
