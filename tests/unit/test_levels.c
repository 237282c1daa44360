/* SPDX-License-Identifier: MIT */
#include "tests/unit/unit.h"

#include "tools/lint/levels.c"

/* A table of our own, so that no change to the real one matters. */
const struct rule rules[] = {
    {.id = "E101", .name = "ant", .family = FAMILY_SHAPE, .level = LEVEL_ERROR},
    {.id = "E102", .name = "bee", .family = FAMILY_SHAPE, .level = LEVEL_ERROR},
    {.id = "W103",
	.name = "cat",
	.family = FAMILY_SHAPE,
	.level = LEVEL_WARNING},
    {.id = "W201",
	.name = "dog",
	.family = FAMILY_ROLE,
	.level = LEVEL_WARNING},
    {.id = "I202", .name = "eel", .family = FAMILY_ROLE, .level = LEVEL_INFO},
    {.id = "W203", .name = "fly", .family = FAMILY_ROLE, .level = LEVEL_OFF},
};
const size_t rule_count = LENGTH(rules);

const char *
family_name(enum family family)
{
	return family == FAMILY_SHAPE ? "shape" : "role";
}

static struct levels levels;

static int
set_up(void **state)
{
	(void)state;
	levels_init(&levels);
	return 0;
}

static int
tear_down(void **state)
{
	(void)state;
	levels_free(&levels);
	return 0;
}

/* Fails unless the rules have these levels: a letter each, "-" for off. */
static void
assert_levels(const char *want)
{
	char got[LENGTH(rules) + 1] = "";

	levels_settle(&levels);
	for (size_t i = 0; i < rule_count; i++)
		got[i] = "ewi-"[levels_of(&levels, &rules[i])];
	assert_string_equal(got, want);
}

static void
selects(const char *list)
{
	assert_true(levels_select(&levels, str_c(list), NULL));
}

static void
sets(const char *list, enum level level)
{
	assert_true(levels_set(&levels, str_c(list), level, NULL));
}

static void
without_layers_rules_have_their_own_levels(void **state)
{
	(void)state;
	assert_levels("eewwi-");
}

static void
entries_are_ids_names_families_prefixes_and_all(void **state)
{
	(void)state;
	sets("E101, dog", LEVEL_OFF);
	assert_levels("-ew-i-");
	sets("role", LEVEL_ERROR);
	assert_levels("-eweee");
	sets("E", LEVEL_INFO);
	assert_levels("iiweee");
	sets("W10", LEVEL_OFF);
	assert_levels("ii-eee");
	sets("all", LEVEL_WARNING);
	assert_levels("wwwwww");
}

static void
the_closer_entry_wins_in_whatever_order(void **state)
{
	(void)state;
	sets("cat", LEVEL_ERROR);
	sets("shape", LEVEL_OFF);
	sets("E102", LEVEL_WARNING);
	sets("E10", LEVEL_INFO);
	assert_levels("iwewi-");
}

static void
of_equal_entries_off_wins_and_then_the_graver(void **state)
{
	(void)state;
	sets("ant,bee", LEVEL_WARNING);
	sets("E101", LEVEL_OFF);
	sets("E102", LEVEL_ERROR);
	sets("W201", LEVEL_OFF);
	sets("dog", LEVEL_ERROR);
	assert_levels("-ew-i-");
}

static void
a_later_layer_wins_over_a_closer_entry_before_it(void **state)
{
	(void)state;
	sets("E101", LEVEL_OFF);
	assert_levels("-ewwi-");
	sets("shape", LEVEL_INFO);
	assert_levels("iiiwi-");
}

static void
selecting_turns_the_others_off(void **state)
{
	(void)state;
	selects("E10,eel");
	assert_levels("ee--i-");
}

static void
levels_do_not_select_and_ignoring_takes_out(void **state)
{
	(void)state;
	selects("shape");
	sets("all", LEVEL_ERROR);
	sets("bee", LEVEL_OFF);
	assert_levels("e-e---");
}

static void
what_was_off_is_selected_with_the_level_it_had(void **state)
{
	(void)state;
	sets("W103", LEVEL_ERROR);
	assert_levels("eeewi-");
	sets("all", LEVEL_OFF);
	assert_levels("------");
	selects("W103,W2");
	assert_levels("--ew-w");
}

static void
a_list_with_levels_is_read(void **state)
{
	(void)state;
	assert_true(
	    levels_read(&levels, STR("W201=error, role = off,E1=info"), NULL));
	assert_levels("iiwe--");
}

static void
assert_refused(bool taken, const struct fault *f, size_t off, const char *word)
{
	assert_false(taken);
	assert_int_equal(f->status, STATUS_USAGE);
	assert_int_equal(f->off, off);
	assert_non_null(strstr(f->text, word));
}

static void
what_names_no_rule_is_refused_at_its_place(void **state)
{
	struct levels *l = &levels;
	struct fault f;

	(void)state;
	assert_refused(
	    levels_select(l, STR("E101, E9"), &f), &f, 6, "'E9' is no rule");
	assert_refused(
	    levels_set(l, STR("cow"), LEVEL_OFF, &f), &f, 0, "'cow'");
	/* The letter is part of an id, and a name is no prefix. */
	assert_refused(
	    levels_set(l, STR("101"), LEVEL_OFF, &f), &f, 0, "'101'");
	assert_refused(levels_set(l, STR("an"), LEVEL_OFF, &f), &f, 0, "'an'");
	assert_refused(
	    levels_set(l, STR("E1010"), LEVEL_OFF, &f), &f, 0, "'E1010'");
	assert_refused(levels_select(l, STR("ant,,bee"), &f), &f, 4, "missing");
	assert_refused(levels_select(l, STR(""), &f), &f, 0, "missing");
	assert_refused(levels_read(l, STR("ant=off,bee"), &f), &f, 8, "bee");
	assert_refused(levels_read(l, STR("ant=grave"), &f), &f, 4, "a level");
	assert_refused(levels_read(l, STR("cow=off"), &f), &f, 0, "'cow'");
}

int
main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)
	const struct CMUnitTest tests[] = {
	    TEST(without_layers_rules_have_their_own_levels),
	    TEST(entries_are_ids_names_families_prefixes_and_all),
	    TEST(the_closer_entry_wins_in_whatever_order),
	    TEST(of_equal_entries_off_wins_and_then_the_graver),
	    TEST(a_later_layer_wins_over_a_closer_entry_before_it),
	    TEST(selecting_turns_the_others_off),
	    TEST(levels_do_not_select_and_ignoring_takes_out),
	    TEST(what_was_off_is_selected_with_the_level_it_had),
	    TEST(a_list_with_levels_is_read),
	    TEST(what_names_no_rule_is_refused_at_its_place),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
