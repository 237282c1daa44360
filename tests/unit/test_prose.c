/* SPDX-License-Identifier: MIT */
#include <stdlib.h>

#include "common/text/prose.h"
#include "tests/unit/unit.h"

static void
a_refusal_is_told_by_its_first_words(void **state)
{
	static const char *const yes[] = {
	    "I'm sorry, but I can't help with that.",
	    "I\u2019m sorry, but I can\u2019t assist with this request.",
	    "As an AI language model, I have no taste.",
	    " Sorry, I cannot provide that.", "I cannot fulfill your request.",
	    "Unfortunately, I am unable to help here.",
	    "I'm an AI language model.",
	    "As a large language model, I don't eat bread."};
	static const char *const no[] = {"", "I", "Yes.",
	    "I'm sorry for your loss.", "As an aid, take two.",
	    "I cannot see why not: do it.", "Sorry to hear that!",
	    "You cannot assist him.", "Unfortunately it rained.",
	    "The answer: I can't help with that.",
	    "As a language model, I go by the name of Rye.",
	    "As an AI assistant, I am glad to help with bread."};

	(void)state;
	for (size_t i = 0; i < LENGTH(yes); i++)
		if (!prose_refuses(str_c(yes[i])))
			fail_msg("%s", yes[i]);
	for (size_t i = 0; i < LENGTH(no); i++)
		if (prose_refuses(str_c(no[i])))
			fail_msg("%s", no[i]);
}

#define SENTENCES                                                       \
	"It rained all day. The river rose, and the mill stood in the " \
	"water up to its door. "

static void
an_answer_is_cut_where_a_sentence_cannot_end(void **state)
{
	static const char *const yes[] = {SENTENCES "We went home because the",
	    SENTENCES "We went home,", SENTENCES "We went home (",
	    SENTENCES "It was built of \n"};
	static const char *const no[] = {SENTENCES, SENTENCES "We went home",
	    "the", "It rained. The", SENTENCES "x=the", SENTENCES "42",
	    SENTENCES "breathe",
	    "no sentence stands before the last word of this text, and it is "
	    "long enough to be one of the"};

	(void)state;
	for (size_t i = 0; i < LENGTH(yes); i++)
		if (!prose_is_cut(str_c(yes[i])))
			fail_msg("%s", yes[i]);
	for (size_t i = 0; i < LENGTH(no); i++)
		if (prose_is_cut(str_c(no[i])))
			fail_msg("%s", no[i]);
}

/* A text of `before`, and `again` n times. */
static struct str
loop(struct buf *b, const char *before, const char *again, int n)
{
	buf_clear(b);
	buf_adds(b, before);
	for (int i = 0; i < n; i++)
		buf_adds(b, again);
	return buf_str(b);
}

static void
an_answer_loops_where_its_end_repeats(void **state)
{
	size_t off, period;
	struct str s;
	struct buf b;

	(void)state;
	buf_init(&b, BUF_NO_MAX);
	s = loop(&b, SENTENCES, "and so on ", 60);
	assert_true(prose_loops(s, &off, &period));
	assert_int_equal(period, 10);
	assert_in_range(off, strlen(SENTENCES) - 10, strlen(SENTENCES));
	s = loop(&b, "", SENTENCES, 8);
	assert_true(prose_loops(s, &off, &period));
	assert_int_equal(period, strlen(SENTENCES));
	assert_int_equal(off, 0);
	buf_free(&b);
}

static void
rules_and_short_or_few_repetitions_are_no_loops(void **state)
{
	size_t off, period;
	struct buf b;

	(void)state;
	buf_init(&b, BUF_NO_MAX);
	assert_false(prose_loops(loop(&b, "a ", "=-", 900), &off, &period));
	assert_false(prose_loops(loop(&b, "", "and so on ", 9), &off, &period));
	assert_false(prose_loops(loop(&b, SENTENCES, "\nx", 1), &off, &period));
	b.n = 0;
	for (int i = 0; i < 400; i++)
		buf_printf(&b, "%d bottles. ", i * i);
	assert_false(prose_loops(buf_str(&b), &off, &period));
	buf_free(&b);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(a_refusal_is_told_by_its_first_words),
	    cmocka_unit_test(an_answer_is_cut_where_a_sentence_cannot_end),
	    cmocka_unit_test(an_answer_loops_where_its_end_repeats),
	    cmocka_unit_test(rules_and_short_or_few_repetitions_are_no_loops),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
