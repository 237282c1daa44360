/* SPDX-License-Identifier: MIT */
/*
 * The tokens of an example: its texts and what the chat format adds to them.
 *
 * COUNT_TRAINING is what the provider bills for one epoch, before the limit:
 * for each message 3 and its role and content, no priming of a reply; for an
 * assistant's call 5, its name and its arguments, and where there is no content
 * the role does not count; for the tools the tokens of their declarations
 * (toolblock.h) less 5, or less 1 without a system message to take them in.
 * Text-only examples: amitness.com/notes/openai-finetuning-cost (2025-03-15),
 * equal to the dashboard; calls and tools: calibrated on a public job under
 * gpt-3.5-turbo-0125, 103 examples without remainder.
 *
 * COUNT_REQUEST is the same messages as a prompt to the chat API: a name counts
 * 1 and its tokens, 3 prime the reply (openai-cookbook, "How to count tokens
 * with tiktoken"); tools count their declarations and 9, 4 less where a system
 * message takes them in (hmarr/openai-chat-tokens), within about 3 %.
 *
 * COUNT_COOKBOOK is the figure of the notebook openai-cookbook
 * Chat_finetuning_data_prep: 3 for each message and the tokens of each of its
 * string values, 1 for a name, 3 for each example; calls and tools are not
 * counted there.
 *
 * Images are counted by their own functions, of which each model has its own
 * figures: see count_pictures().
 */
#ifndef FT_EXAMPLE_COUNT_H
#define FT_EXAMPLE_COUNT_H

#include <stddef.h>

#include "common/example/example.h"
#include "common/token/token.h"
#include "common/token/visual.h"

enum count_as { COUNT_TRAINING, COUNT_REQUEST, COUNT_COOKBOOK };

struct counts {
	size_t tokens;
	size_t assistant_tokens; /* of the assistants' contents and calls */
	size_t messages;
	size_t images; /* parts; their tokens are not in `tokens` */
};

/*
 * Counts an example of any type that has messages, a prompt and a completion,
 * or a text; a preference's three parts are counted once each.  What is not a
 * string where one is due counts nothing.  `scratch` holds the declarations
 * meanwhile.
 */
void count_example(const struct json *root, enum count_as as,
    struct tokenizer *t, struct buf *scratch, struct counts *counts);

/*
 * The same in two steps, for many examples: *counts is right after
 * token_settle(t) and then count_finish(counts), and must stay where it is
 * until then.  But `messages` and `images` are right at once.
 */
void count_start(const struct json *root, enum count_as as, struct tokenizer *t,
    struct buf *scratch, struct counts *counts);
void count_finish(struct counts *counts);

/* An image that says nothing of its size is taken for a square of these sides,
 * in pixels. */
enum { COUNT_SIDE = 1024 };

/*
 * The tokens of an example's images under a model that looks at them so.  The
 * size is that of a data URL's header; *unsized are those that say none, such
 * as links, where it matters.
 */
uint64_t count_pictures(
    const struct json *root, const struct visual *v, size_t *unsized);

/* The tokens of a message's content and calls. */
size_t count_answer(const struct json *message, struct tokenizer *t);

#endif
