/* SPDX-License-Identifier: MIT */
#include "common/market/apis.h"
#include "common/market/date.h"
#include "tests/unit/unit.h"

static struct apis apis;

static int
load(void **state)
{
	(void)state;
	apis_init(&apis);
	return 0;
}

static int
unload(void **state)
{
	(void)state;
	apis_free(&apis);
	return 0;
}

static const struct api_kind *
find(const char *name)
{
	const struct api_kind *k = apis_find(&apis, str_c(name));

	if (k == NULL)
		fail_msg("there is no %s", name);
	return k;
}

static void
every_service_can_be_spoken_to(void **state)
{
	(void)state;
	assert_true(apis.n >= 7);
	for (size_t i = 0; i < apis.n; i++) {
		const struct api_kind *k = &apis.v[i];

		assert_ptr_equal(apis_find(&apis, k->name), k);
		assert_true(k->title.n > 0);
		assert_true(k->base_url.n == 0 ||
		    str_starts(k->base_url, STR("https://")));
		assert_true(k->base_env.n > 0 && k->key_env.n > 0);
		assert_true(str_is(k->auth, "Authorization: Bearer") ||
		    str_is(k->auth, "api-key:"));
		assert_true(str_starts(k->files, STR("/")));
		assert_true(str_starts(k->jobs, STR("/")));
		assert_true(str_starts(k->models, STR("/")));
		assert_true(str_starts(k->chat, STR("/")));
		assert_true(k->date >= 20260101 && k->source.n > 0);
	}
}

static void
parts_have_limits_where_there_are_parts(void **state)
{
	(void)state;
	for (size_t i = 0; i < apis.n; i++) {
		const struct api_kind *k = &apis.v[i];
		bool parts = str_starts(k->uploads, STR("/"));

		assert_true(parts || k->uploads.n == 0 ||
		    str_is(k->uploads, "redirect"));
		assert_true(parts == (k->part_max > 0));
		assert_true(parts == (k->upload_max > k->whole_max));
		assert_true(parts == (k->upload_seconds > 0));
		assert_true((k->suffix_max > 0) == !!(k->can & API_SUFFIX));
	}
	assert_int_equal(find("openai")->whole_max, 512 * 1024 * 1024);
	assert_int_equal(find("openai")->part_max, 64 * 1024 * 1024);
	assert_int_equal(find("azure")->whole_max, 150 * 1024 * 1024);
	assert_int_equal(find("azure")->suffix_max, 40);
}

static enum api_state
job(const char *provider, const char *word)
{
	return apis_state(find(provider)->job_states, str_c(word));
}

static void
states_of_jobs_are_understood(void **state)
{
	(void)state;
	assert_int_equal(job("openai", "validating_files"), API_WAITING);
	assert_int_equal(job("openai", "running"), API_RUNNING);
	assert_int_equal(job("openai", "paused"), API_PAUSED);
	assert_int_equal(job("openai", "succeeded"), API_SUCCEEDED);
	assert_int_equal(job("openai", "cancelled"), API_CANCELLED);
	assert_int_equal(job("azure", "pending"), API_WAITING);
	assert_int_equal(job("azure", "pausing"), API_RUNNING);
	assert_int_equal(job("azure", "resuming"), API_WAITING);
	assert_int_equal(job("together", "compressing"), API_RUNNING);
	assert_int_equal(job("together", "cancel_requested"), API_RUNNING);
	assert_int_equal(job("together", "error"), API_FAILED);
	assert_int_equal(job("together", "completed"), API_SUCCEEDED);
}

static void
an_unknown_state_is_no_end(void **state)
{
	(void)state;
	assert_int_equal(job("openai", "completed"), API_UNKNOWN);
	assert_int_equal(job("openai", ""), API_UNKNOWN);
	assert_int_equal(job("openai", "queued=waiting"), API_UNKNOWN);
	assert_false(apis_is_end(API_UNKNOWN));
	assert_false(apis_is_end(API_PAUSED));
	assert_true(apis_is_end(API_SUCCEEDED));
	assert_true(apis_is_end(API_FAILED));
	assert_true(apis_is_end(API_CANCELLED));
}

static void
states_of_files_are_understood(void **state)
{
	(void)state;
	assert_int_equal(
	    apis_state(find("openai")->file_states, STR("uploaded")),
	    API_WAITING);
	assert_int_equal(
	    apis_state(find("openai")->file_states, STR("processed")),
	    API_SUCCEEDED);
	assert_int_equal(apis_state(find("azure")->file_states, STR("running")),
	    API_WAITING);
	assert_int_equal(
	    apis_state(find("azure")->file_states, STR("error")), API_FAILED);
}

static void
hyperparameters_have_the_providers_names(void **state)
{
	(void)state;
	assert_str(apis_hyper(find("openai"), STR("epochs")), "n_epochs");
	assert_str(apis_hyper(find("openai"), STR("learning-rate")), "");
	assert_str(
	    apis_hyper(find("nebius"), STR("learning-rate")), "learning_rate");
	assert_str(apis_hyper(find("together"), STR("beta")),
	    "training_method.dpo_beta");
	assert_str(apis_hyper(find("together"), STR("")), "");
}

static void
hyperparameters_have_a_most_where_it_is_known(void **state)
{
	double most = 0;

	(void)state;
	assert_true(apis_hyper_max(find("openai"), STR("epochs"), &most));
	assert_true(most == 50);
	assert_true(apis_hyper_max(find("azure"), STR("beta"), &most));
	assert_true(most == 2);
	assert_false(apis_hyper_max(
	    find("openai"), STR("learning-rate-multiplier"), &most));
	assert_false(apis_hyper_max(find("nebius"), STR("epochs"), &most));
}

static void
methods_have_the_providers_names(void **state)
{
	(void)state;
	assert_str(apis_method(find("openai"), STR("preference")), "dpo");
	assert_str(apis_method(find("together"), STR("supervised")), "sft");
	assert_str(apis_method(find("together"), STR("reinforcement")), "");
	assert_str(apis_method(find("bedrock"), STR("supervised")), "");
	assert_str(apis_usual_method(find("openai")), "supervised");
	assert_str(apis_usual_method(find("bedrock")), "reinforcement");
	for (size_t i = 0; i < apis.n; i++) {
		struct str usual = apis_usual_method(&apis.v[i]);

		assert_true(apis_method(&apis.v[i], usual).n > 0);
	}
}

static void
names_are_listed_for_people(void **state)
{
	struct buf b;

	(void)state;
	buf_init(&b, 1000);
	apis_write_names(&b, &apis);
	assert_true(str_starts(buf_str(&b), STR("openai, azure, ")));
	assert_null(apis_find(&apis, STR("nobody")));
	buf_free(&b);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(every_service_can_be_spoken_to),
	    cmocka_unit_test(parts_have_limits_where_there_are_parts),
	    cmocka_unit_test(states_of_jobs_are_understood),
	    cmocka_unit_test(an_unknown_state_is_no_end),
	    cmocka_unit_test(states_of_files_are_understood),
	    cmocka_unit_test(hyperparameters_have_the_providers_names),
	    cmocka_unit_test(hyperparameters_have_a_most_where_it_is_known),
	    cmocka_unit_test(methods_have_the_providers_names),
	    cmocka_unit_test(names_are_listed_for_people),
	};

	return cmocka_run_group_tests(tests, load, unload);
}
