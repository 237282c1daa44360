/* SPDX-License-Identifier: MIT */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>

#include "common/base/num.h"
#include "common/market/market.h"
#include "common/token/token.h"

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

/* The name that is found, as "provider/model", or "". */
static const char *
found(const char *name)
{
	static char text[200];
	const struct model *m = market_find(&market, str_c(name));

	text[0] = '\0';
	if (m != NULL)
		snprintf(text, sizeof(text), "%.*s/%.*s", STR_ARGS(m->provider),
		    STR_ARGS(m->name));
	return text;
}

static void
assert_encoding(const char *name, const char *encoding)
{
	struct str e = market_encoding(&market, str_c(name));

	if (!str_is(e, encoding))
		fail_msg("%s: '%.*s', not '%s'", name, STR_ARGS(e), encoding);
}

static bool
is_priced(const struct model *m)
{
	return m->train != NO_FIGURE || m->train_hour != NO_FIGURE ||
	    m->input != NO_FIGURE || m->cached != NO_FIGURE ||
	    m->output != NO_FIGURE;
}

static void
every_figure_has_a_date_and_a_source(void **state)
{
	(void)state;
	assert_true(market.nmodels > 20);
	for (size_t i = 0; i < market.nmodels; i++) {
		const struct model *m = &market.models[i];

		if (is_priced(m)) {
			assert_true(m->price_date > 20200000);
			assert_true(m->price_source.n > 0);
		}
		if (m->example_limit > 0 || m->context > 0) {
			assert_true(m->limits_date > 20200000);
			assert_true(m->limits_source.n > 0);
		}
		if (m->shutdown != NO_DATE) {
			assert_true(date_is_day(m->shutdown));
			assert_true(m->shutdown_source.n > 0);
		}
	}
	for (size_t i = 0; i < market.nproviders; i++) {
		assert_true(market.providers[i].date != NO_DATE);
		assert_true(market.providers[i].source.n > 0);
		assert_true(market.providers[i].title.n > 0);
		assert_true(market.providers[i].formats.n > 0);
	}
	for (size_t i = 0; i < market.nrules; i++) {
		assert_true(market.rules[i].date != NO_DATE);
		assert_true(market.rules[i].source.n > 0);
	}
}

static void
no_source_stands_without_its_figure(void **state)
{
	(void)state;
	for (size_t i = 0; i < market.nmodels; i++) {
		const struct model *m = &market.models[i];

		assert_int_equal(is_priced(m), m->price_source.n > 0);
		assert_int_equal(m->example_limit > 0 || m->context > 0,
		    m->limits_source.n > 0);
		assert_int_equal(
		    m->shutdown != NO_DATE, m->shutdown_source.n > 0);
	}
}

static void
every_encoding_named_is_one_that_we_have(void **state)
{
	(void)state;
	for (size_t i = 0; i < market.nmodels; i++)
		if (market.models[i].encoding.n > 0)
			assert_non_null(
			    encoding_find(market.models[i].encoding));
	assert_true(market.nrules > 20);
	for (size_t i = 0; i < market.nrules; i++) {
		assert_true(market.rules[i].pattern.n > 0);
		assert_non_null(encoding_find(market.rules[i].encoding));
	}
}

static void
the_tables_agree_on_encodings(void **state)
{
	(void)state;
	for (size_t i = 0; i < market.nmodels; i++) {
		struct model *m = &market.models[i];
		struct str encoding = m->encoding;

		if (encoding.n == 0)
			continue;
		m->encoding = STR("");
		if (!str_eq(market_encoding(&market, m->name), encoding))
			fail_msg("%.*s", STR_ARGS(m->name));
		m->encoding = encoding;
	}
}

static void
every_provider_of_a_model_has_a_row(void **state)
{
	(void)state;
	for (size_t i = 0; i < market.nmodels; i++)
		assert_non_null(
		    market_provider(&market, market.models[i].provider));
	assert_null(market_provider(&market, STR("nobody")));
}

static void
every_model_is_found_by_its_provider_and_each_of_its_names(void **state)
{
	(void)state;
	for (size_t i = 0; i < market.nmodels; i++) {
		const struct model *m = &market.models[i];
		struct str rest = m->aliases, name = m->name;

		do {
			char id[200];

			snprintf(id, sizeof(id), "%.*s/%.*s",
			    STR_ARGS(m->provider), STR_ARGS(name));
			assert_ptr_equal(market_find(&market, str_c(id)), m);
		} while (rest.n > 0 && str_split(&rest, ',', &name));
	}
}

static void
openai_needs_ten_examples_and_files_up_to_512_mib(void **state)
{
	const struct provider *p = market_provider(&market, STR("openai"));

	(void)state;
	assert_non_null(p);
	assert_int_equal(p->min_examples, 10);
	assert_int_equal(p->max_file_bytes, 512 << 20);
	assert_int_equal(p->max_images, 10);
	assert_int_equal(p->max_image_bytes, 10 << 20);
	assert_int_equal(p->max_image_examples, 50000);
	assert_true(str_is(p->image_formats, "PNG,JPEG,WEBP"));
	assert_int_equal(p->bom, BOM_REFUSED);
	assert_int_equal(p->jobs_until, 20270106);
	assert_int_equal(
	    market_provider(&market, STR("azure"))->bom, BOM_WANTED);
}

static void
a_list_has_whole_names(void **state)
{
	(void)state;
	assert_true(market_lists(STR("chat,text"), STR("chat")));
	assert_true(market_lists(STR("chat,text"), STR("text")));
	assert_false(market_lists(STR("chat,text"), STR("tex")));
	assert_false(market_lists(STR("chat,text"), STR("")));
	assert_false(market_lists(STR(""), STR("")));
}

static void
a_provider_says_what_it_takes(void **state)
{
	const struct provider *p = market_provider(&market, STR("fireworks"));

	(void)state;
	assert_true(market_lists(p->formats, STR("preference")));
	assert_false(market_lists(p->formats, STR("alpaca")));
	assert_true(market_lists(p->roles, STR("tool")));
	assert_false(market_lists(p->roles, STR("developer")));
	assert_true(market_lists(p->keys, STR("weight")));
	assert_int_equal(p->max_examples, 3000000);
}

static void
an_undated_name_is_the_model_behind_it(void **state)
{
	(void)state;
	assert_string_equal(found("gpt-4o"), "openai/gpt-4o-2024-08-06");
	assert_string_equal(
	    found("gpt-4o-mini"), "openai/gpt-4o-mini-2024-07-18");
	assert_string_equal(found("gpt-4.1"), "openai/gpt-4.1-2025-04-14");
	assert_string_equal(
	    found("gpt-4.1-mini"), "openai/gpt-4.1-mini-2025-04-14");
	assert_string_equal(
	    found("gpt-4.1-nano"), "openai/gpt-4.1-nano-2025-04-14");
	assert_string_equal(
	    found("gpt-3.5-turbo"), "openai/gpt-3.5-turbo-0125");
	assert_string_equal(found("gpt-35-turbo"), "azure/gpt-35-turbo");
	assert_string_equal(found("o4-mini"), "openai/o4-mini-2025-04-16");
}

static void
a_fine_tuned_model_is_known_by_its_base(void **state)
{
	(void)state;
	assert_string_equal(found("ft:gpt-4o-mini-2024-07-18:acme::AbC12345"),
	    "openai/gpt-4o-mini-2024-07-18");
	assert_string_equal(found("ft:gpt-4.1-2025-04-14:acme:suffix:AbC12345"),
	    "openai/gpt-4.1-2025-04-14");
	assert_string_equal(found("ft:gpt-3.5-turbo-0125:a:b:c:ckpt-step-90"),
	    "openai/gpt-3.5-turbo-0125");
	assert_string_equal(
	    found("ft:gpt-3.5-turbo"), "openai/gpt-3.5-turbo-0125");
	assert_string_equal(found("davinci-002:ft-acme-2023-10-01-00-00-00"),
	    "openai/davinci-002");
}

static void
a_deployment_on_azure_is_known_by_its_base(void **state)
{
	(void)state;
	assert_string_equal(
	    found("gpt-4.1-2025-04-14.ft-0123456789abcdef"), "azure/gpt-4.1");
	assert_string_equal(
	    found("gpt-4o-mini-2024-07-18.ft-01-sfx"), "azure/gpt-4o-mini");
	assert_string_equal(
	    found("gpt-35-turbo-0125.ft-01:ckpt-step-7"), "azure/gpt-35-turbo");
	/* Azure's rows do not have it, but the base is clear. */
	assert_string_equal(found("davinci-002.ft-01"), "openai/davinci-002");
}

static void
a_provider_in_front_chooses_its_own_row(void **state)
{
	(void)state;
	assert_string_equal(found("azure/gpt-4o"), "azure/gpt-4o");
	assert_string_equal(found("azure/gpt-4o-2024-08-06"), "azure/gpt-4o");
	assert_string_equal(found("openai/gpt-4o"), "openai/gpt-4o-2024-08-06");
	assert_string_equal(found("azure/ft:gpt-4o:a::b"), "azure/gpt-4o");
	assert_string_equal(found("azure/davinci-002"), "");
	assert_string_equal(found("nobody/gpt-4o"), "");
}

static void
what_is_no_name_finds_nothing(void **state)
{
	static const char *const names[] = {"", "ft:", "ft::", "ft:::", ":",
	    "/", "openai/", "azure/", ".ft-", "azure/.ft-", ":ckpt-step-",
	    "ft:ft:gpt-4o", ",", "gpt", "gpt-4o-", "-", "GPT-4o",
	    "gpt-4o-mini-2024-07-18x", "*", "supervised"};

	(void)state;
	for (size_t i = 0; i < LENGTH(names); i++)
		assert_string_equal(found(names[i]), "");
	assert_null(market_find(&market, str_of(NULL, 0)));
	assert_null(market_find(&market, str_of("gpt-4o\0", 7)));
}

static void
gpt_4_1_is_not_counted_as_a_gpt_4(void **state)
{
	(void)state;
	assert_encoding("ft:gpt-4.1-2025-04-14:acme::x", "o200k_base");
	assert_encoding("ft:gpt-4.1-mini-2025-04-14:acme::x", "o200k_base");
	assert_encoding("ft:gpt-4.1-2030-01-01:acme::x", "o200k_base");
	assert_encoding("ft:o4-mini-2025-04-16:acme::x", "o200k_base");
	assert_encoding("ft:o4-mini-2030-01-01:acme::x", "o200k_base");
	assert_encoding("ft:gpt-4o:acme::x", "o200k_base");
	assert_encoding("ft:gpt-4-0613:acme::x", "cl100k_base");
	assert_encoding("ft:gpt-4:acme::x", "cl100k_base");
	assert_encoding("gpt-4.1-2030-01-01.ft-12", "o200k_base");
}

static void
models_that_are_not_for_training_have_an_encoding(void **state)
{
	static const char *const names[][2] = {{"gpt-5", "o200k_base"},
	    {"gpt-5.2-mini", "o200k_base"}, {"gpt-4.5-preview", "o200k_base"},
	    {"chatgpt-4o-latest", "o200k_base"}, {"o1", "o200k_base"},
	    {"o1-pro", "o200k_base"}, {"o3", "o200k_base"},
	    {"o3-mini-2025-01-31", "o200k_base"},
	    {"gpt-oss-120b", "o200k_base"}, {"gpt-4", "cl100k_base"},
	    {"gpt-4-turbo", "cl100k_base"}, {"gpt-4-32k", "cl100k_base"},
	    {"gpt-3.5-turbo-0613", "cl100k_base"},
	    {"gpt-3.5-turbo-16k", "cl100k_base"},
	    {"gpt-35-turbo-16k", "cl100k_base"},
	    {"text-embedding-3-small", "cl100k_base"},
	    {"text-embedding-3-large", "cl100k_base"},
	    {"text-embedding-ada-002", "cl100k_base"},
	    {"text-davinci-003", "p50k_base"},
	    {"code-davinci-002", "p50k_base"},
	    {"code-search-ada-code-001", "r50k_base"},
	    {"text-davinci-001", "r50k_base"}, {"davinci", "r50k_base"},
	    {"babbage", "r50k_base"}, {"babbage-002", "cl100k_base"},
	    {"curie:ft-acme-2022-01-01", "r50k_base"},
	    {"openai/gpt-5", "o200k_base"}};

	(void)state;
	for (size_t i = 0; i < LENGTH(names); i++)
		assert_encoding(names[i][0], names[i][1]);
}

static void
an_unknown_name_has_no_encoding(void **state)
{
	(void)state;
	assert_encoding("", "");
	assert_encoding("gpt", "");
	assert_encoding("gpt-40", "");
	assert_encoding("o10", "");
	assert_encoding("claude-3-haiku", "");
	assert_encoding("Qwen3-32B", "");
	assert_encoding("davinci-003", "");
}

static void
the_nearest_names_are_suggested_first(void **state)
{
	struct str near[3];
	size_t n;

	(void)state;
	n = market_suggest(&market, STR("gpt-4o-mni"), near, 3);
	assert_true(n >= 1);
	assert_true(str_is(near[0], "gpt-4o-mini"));
	n = market_suggest(&market, STR("GPT4.1"), near, 3);
	assert_true(n >= 1);
	assert_true(str_is(near[0], "gpt-4.1"));
	n = market_suggest(&market, STR("ft:gpt-3.5-trubo:acme::x"), near, 3);
	assert_true(n >= 1);
	assert_true(str_is(near[0], "gpt-3.5-turbo"));
	n = market_suggest(&market, STR("qwen3-32b"), near, 3);
	assert_int_equal(n, 1);
	assert_true(str_is(near[0], "Qwen3-32B"));
}

static void
nothing_is_suggested_for_what_looks_like_nothing(void **state)
{
	struct str near[3];
	char *long_name = mem_zero(1 << 20, 1);

	(void)state;
	memset(long_name, 'g', 1 << 20);
	assert_int_equal(
	    market_suggest(&market, STR("claude-3-haiku"), near, 3), 0);
	assert_int_equal(market_suggest(&market, STR(""), near, 3), 0);
	assert_int_equal(
	    market_suggest(&market, str_of(long_name, 1 << 20), near, 3), 0);
	assert_int_equal(market_suggest(&market, STR("gpt-4o"), near, 0), 0);
	free(long_name);
}

static void
methods_have_names(void **state)
{
	struct buf b;

	(void)state;
	assert_int_equal(market_method(STR("preference")), METHOD_PREFERENCE);
	assert_int_equal(market_method(STR("dpo")), 0);
	buf_init(&b, 100);
	market_write_methods(&b, METHOD_VISION | METHOD_SUPERVISED);
	assert_string_equal(buf_cstr(&b), "supervised,vision");
	buf_clear(&b);
	market_write_methods(&b, 0);
	assert_string_equal(buf_cstr(&b), "-");
	buf_free(&b);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(every_figure_has_a_date_and_a_source),
	    cmocka_unit_test(no_source_stands_without_its_figure),
	    cmocka_unit_test(every_encoding_named_is_one_that_we_have),
	    cmocka_unit_test(the_tables_agree_on_encodings),
	    cmocka_unit_test(every_provider_of_a_model_has_a_row),
	    cmocka_unit_test(
		every_model_is_found_by_its_provider_and_each_of_its_names),
	    cmocka_unit_test(openai_needs_ten_examples_and_files_up_to_512_mib),
	    cmocka_unit_test(a_list_has_whole_names),
	    cmocka_unit_test(a_provider_says_what_it_takes),
	    cmocka_unit_test(an_undated_name_is_the_model_behind_it),
	    cmocka_unit_test(a_fine_tuned_model_is_known_by_its_base),
	    cmocka_unit_test(a_deployment_on_azure_is_known_by_its_base),
	    cmocka_unit_test(a_provider_in_front_chooses_its_own_row),
	    cmocka_unit_test(what_is_no_name_finds_nothing),
	    cmocka_unit_test(gpt_4_1_is_not_counted_as_a_gpt_4),
	    cmocka_unit_test(models_that_are_not_for_training_have_an_encoding),
	    cmocka_unit_test(an_unknown_name_has_no_encoding),
	    cmocka_unit_test(the_nearest_names_are_suggested_first),
	    cmocka_unit_test(nothing_is_suggested_for_what_looks_like_nothing),
	    cmocka_unit_test(methods_have_names),
	};

	return cmocka_run_group_tests(tests, load, unload);
}
