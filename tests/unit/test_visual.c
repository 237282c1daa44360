/* SPDX-License-Identifier: MIT */
#include "common/market/market.h"
#include "tests/unit/unit.h"

static struct market market;

static int
load(void **state)
{
	(void)state;
	market_init(&market);
	return 0;
}

static int
unload(void **state)
{
	(void)state;
	market_free(&market);
	return 0;
}

static uint64_t
tokens(const char *model, uint32_t width, uint32_t height)
{
	const struct visual *v = market_visual(&market, str_c(model));

	assert_non_null(v);
	return visual_tokens(v, width, height, false);
}

static void
an_image_takes_a_base_and_its_tiles(void **state)
{
	(void)state;
	assert_int_equal(tokens("gpt-4o", 1, 1), 85 + 170);
	assert_int_equal(tokens("gpt-4o", 512, 512), 85 + 170);
	assert_int_equal(tokens("gpt-4o", 513, 512), 85 + 2 * 170);
	/* The guide's own examples. */
	assert_int_equal(tokens("gpt-4o", 1024, 1024), 765);
	assert_int_equal(tokens("gpt-4o", 2048, 4096), 1105);
	assert_int_equal(tokens("gpt-4o-mini", 1024, 1024), 2833 + 4 * 5667);
	assert_int_equal(tokens("o3", 1024, 1024), 75 + 4 * 150);
	assert_int_equal(tokens("gpt-5", 1024, 1024), 70 + 4 * 140);
}

static void
what_is_large_is_shrunk_to_whole_pixels(void **state)
{
	(void)state;
	/* 768 by 1,536.768: three tiles in height, not four. */
	assert_int_equal(tokens("gpt-4o", 1000, 2001), 85 + 6 * 170);
	assert_int_equal(tokens("gpt-4o", 4000, 3000), 85 + 4 * 170);
	assert_int_equal(tokens("gpt-4o", UINT32_MAX, 1), 85 + 4 * 170);
	assert_int_equal(
	    tokens("gpt-4o", UINT32_MAX, UINT32_MAX), 85 + 4 * 170);
}

static void
patches_count_up_to_a_budget(void **state)
{
	(void)state;
	/* The guide's own examples: 1,024 patches, and 1,452. */
	assert_int_equal(tokens("gpt-4.1-mini", 1024, 1024), 1659);
	assert_int_equal(tokens("gpt-4.1-mini", 1800, 2400), 2353);
	assert_int_equal(tokens("gpt-4.1-nano", 1800, 2400), 3572);
	assert_int_equal(tokens("o4-mini", 32, 33), 4);
	assert_int_equal(tokens("gpt-4.1-mini", 1, 1), 2);
}

static void
no_image_takes_more_than_the_budget(void **state)
{
	static const uint32_t sides[] = {
	    1, 31, 32, 33, 100, 1000, 12345, 99999, 1U << 31, UINT32_MAX};

	(void)state;
	for (size_t i = 0; i < LENGTH(sides); i++)
		for (size_t k = 0; k < LENGTH(sides); k++) {
			uint64_t n = tokens("o4-mini", sides[i], sides[k]);

			assert_true(n >= 2 && n <= (1536 * 172 + 99) / 100);
			assert_int_equal(
			    n, tokens("o4-mini", sides[k], sides[i]));
		}
}

static void
little_detail_is_the_base_of_tiles_and_nothing_to_patches(void **state)
{
	const struct visual *tiles = market_visual(&market, STR("gpt-4.1"));
	const struct visual *patches =
	    market_visual(&market, STR("gpt-4.1-mini"));

	(void)state;
	assert_int_equal(visual_tokens(tiles, 4000, 3000, true), 85);
	assert_int_equal(visual_tokens(patches, 1024, 1024, true), 1659);
}

static void
a_model_is_known_by_its_own_name_or_its_bases(void **state)
{
	static const char *const same[] = {"gpt-4o-mini",
	    "gpt-4o-mini-2024-07-18", "azure/gpt-4o-mini",
	    "ft:gpt-4o-mini-2024-07-18:acme::Ab1", "gpt-4o-mini.ft-1234"};
	const struct visual *v = market_visual(&market, str_c(same[0]));

	(void)state;
	for (size_t i = 0; i < LENGTH(same); i++)
		assert_ptr_equal(market_visual(&market, str_c(same[i])), v);
	assert_null(market_visual(&market, STR("gpt-3.5-turbo")));
	assert_null(market_visual(&market, STR("gpt-5.2")));
	assert_null(market_visual(&market, STR("o3-mini")));
	assert_null(market_visual(&market, STR("")));
}

static void
every_row_has_its_figures_a_date_and_a_source(void **state)
{
	(void)state;
	assert_true(market.nvisuals > 0);
	for (size_t i = 0; i < market.nvisuals; i++) {
		const struct visual *v = &market.visuals[i];
		bool tiles = v->base > 0 && v->tile > 0;
		bool patches = v->percent > 0 && v->budget > 0;

		if (tiles == patches || v->date == NO_DATE || v->source.n == 0)
			fail_msg("%.*s", STR_ARGS(v->pattern));
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(an_image_takes_a_base_and_its_tiles),
	    cmocka_unit_test(what_is_large_is_shrunk_to_whole_pixels),
	    cmocka_unit_test(patches_count_up_to_a_budget),
	    cmocka_unit_test(no_image_takes_more_than_the_budget),
	    cmocka_unit_test(
		little_detail_is_the_base_of_tiles_and_nothing_to_patches),
	    cmocka_unit_test(a_model_is_known_by_its_own_name_or_its_bases),
	    cmocka_unit_test(every_row_has_its_figures_a_date_and_a_source),
	};

	return cmocka_run_group_tests(tests, load, unload);
}
