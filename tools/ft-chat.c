/* SPDX-License-Identifier: MIT */
/* ft-chat: a question to a model, and its answer as it comes. */
#include "common/base/diag.h"
#include "common/base/opt.h"
#include "common/io/term.h"
#include "common/net/interrupt.h"
#include "tools/chat/chat.h"

static struct chat chat = {.ask = ASK_USUAL};

static const struct opt opts[] = {
    {'m', "model", OPT_TEXT, "NAME", &chat.model, "the model to ask"},
    {'s', "system", OPT_TEXT, "TEXT", &chat.system,
	"what the model is told before"},
    {0, "messages", OPT_TEXT, "FILE", &chat.messages,
	"go on with the conversation of that record"},
    {0, "json", OPT_FLAG, NULL, &chat.json, "print one JSON object"},
    {0, "no-stream", OPT_FLAG, NULL, &chat.no_stream,
	"print the answer when all of it is there"},
    {0, "cache", OPT_FLAG, NULL, &chat.cache,
	"answer from the cache of answers, and keep what is asked"},
    ASK_OPTS(chat.ask),
    SESSION_OPTS(chat.ask.session),
};

static const struct cmd cmd = {
    .name = "ft-chat",
    .operands = "[PROMPT]",
    .max_operands = 1,
    .summary = "Ask a model, and print its answer as it comes.",
    .opts = opts,
    .nopts = LENGTH(opts),
};

/* The one question. */
struct one {
	struct chat *chat;
	struct ask_question question;
	bool given;
	bool shown; /* what came in pieces */
};

static bool
next(void *ctx, struct ask_question *q)
{
	struct one *one = ctx;

	if (one->given)
		return false;
	*q = one->question;
	one->given = true;
	return true;
}

static void
piece(void *ctx, struct str text)
{
	struct one *one = ctx;

	one->shown = true;
	say_piece(one->chat, text);
}

/* Calls are shown where there is nothing else to show. */
static void
done(void *ctx, void *tag, const struct answer *answer)
{
	struct one *one = ctx;
	struct chat *c = one->chat;

	(void)tag;
	c->asked = answer->end < ANSWER_FAILED;
	if (c->json) {
		if (c->asked)
			say_json(c, answer);
	} else {
		/* A server may answer in one piece, whatever it was asked. */
		if (!one->shown)
			say_piece(c, answer->text);
		if (answer->text.n == 0)
			say_piece(c,
			    answer->tool_calls.n > 0 ? answer->tool_calls
						     : answer->function_call);
		if (c->endless)
			out_str(&c->out, STR("\n"));
	}
	c->endless = false;
	out_flush(&c->out);
	say_end(c, answer);
}

static void
ask_it(struct ask *a, struct talk_text *t)
{
	struct one one = {.chat = &chat,
	    .question = {.model = str_c(chat.model),
		.messages = buf_str(&t->messages),
		.fields = t->fields,
		.nfields = t->nfields}};
	struct ask_run run = {.next = next, .done = done, .ctx = &one};
	struct fault f;

	if (!chat.json && !chat.no_stream)
		run.piece = piece;
	if (ask_check_models(a, &chat.model, 1, &f) && ask_run(a, &run, &f))
		return;
	/* What was shown of an answer stands on a line of its own. */
	if (chat.endless)
		out_str(&chat.out, STR("\n"));
	out_flush(&chat.out);
	diag_fault((struct place){0}, &f);
}

int
main(int argc, char **argv)
{
	struct talk_text talk;
	struct ask *a = NULL;
	char **operands;
	struct fault f;

	diag_init(argv[0]);
	operands = opt_parse(&cmd, argc, argv);
	if (chat.model == NULL)
		opt_wrong(&cmd, "-m MODEL is wanted");
	chat.ask.jobs = 1;
	chat.ask.forgetful = !chat.cache;
	out_open(&chat.out, opt_shared.output);
	chat.masks = opt_shared.output == NULL && term_is(1) && !chat.json;
	a = ask_open(&chat.ask, &f);
	if (a == NULL) {
		diag_fault((struct place){0}, &f);
	} else {
		if (talk_read(&talk, &chat, operands[0]))
			ask_it(a, &talk);
		talk_free(&talk);
	}
	out_finish(&chat.out, chat.asked);
	ask_close(a);
	interrupt_die();
	return diag_status();
}
