/* SPDX-License-Identifier: MIT */
#include <fcntl.h>
#include <stdio.h>
#include <sys/stat.h>

#include "common/ask/askcache.h"
#include "common/base/diag.h"
#include "tests/unit/folder.h"

static struct askcache cache;
static struct arena arena;
static const unsigned char key[KEY_BYTES] = {1, 2, 0, 4};
static const unsigned char other_key[KEY_BYTES] = {1, 2, 0, 5};

static const char *
in_folder(const char *name)
{
	static struct buf b;

	buf_free(&b);
	buf_init(&b, BUF_NO_MAX);
	buf_printf(&b, "%s%s", folder, name);
	return buf_cstr(&b);
}

static int
begin(void **state)
{
	(void)state;
	setenv("XDG_CACHE_HOME", folder, 1);
	arena_init(&arena);
	diag_talk(true, false);
	askcache_open(&cache);
	return 0;
}

static int
end(void **state)
{
	static const char *const names[] = {"/ft/answers.db",
	    "/ft/answers.db-wal", "/ft/answers.db-shm",
	    "/ft/answers.db.damaged"};

	(void)state;
	askcache_close(&cache);
	arena_free(&arena);
	for (size_t i = 0; i < LENGTH(names); i++)
		unlink(in_folder(names[i]));
	rmdir(in_folder("/ft"));
	return 0;
}

static struct askcache_answer
answer(const char *json)
{
	return (struct askcache_answer){.model = STR("m"),
	    .json = str_c(json),
	    .request_id = STR("req"),
	    .date = 1795219200,
	    .ms = 12};
}

static void
keep(const char *json)
{
	struct askcache_answer a = answer(json);

	askcache_keep(&cache, key, &a);
}

static void
assert_kept(const char *json)
{
	struct askcache_answer found;

	assert_true(askcache_find(&cache, key, &arena, &found));
	assert_str(found.json, json);
}

static void
what_is_kept_is_found_again(void **state)
{
	struct askcache_answer found;

	(void)state;
	assert_false(askcache_find(&cache, key, &arena, &found));
	keep("{\"a\":1}");
	assert_true(askcache_find(&cache, key, &arena, &found));
	assert_str(found.json, "{\"a\":1}");
	assert_str(found.model, "m");
	assert_str(found.request_id, "req");
	assert_true(found.date == 1795219200);
	assert_true(found.ms == 12);
	assert_false(askcache_find(&cache, other_key, &arena, &found));
	keep("{}");
	assert_kept("{}");
}

static void
it_is_there_in_the_next_run(void **state)
{
	(void)state;
	keep("{}");
	askcache_close(&cache);
	askcache_open(&cache);
	assert_kept("{}");
}

static void
two_runs_share_it(void **state)
{
	struct askcache two;
	struct askcache_answer found, a = answer("[2]");

	(void)state;
	askcache_open(&two);
	assert_false(askcache_find(&two, key, &arena, &found));
	assert_false(askcache_find(&cache, other_key, &arena, &found));
	keep("[1]");
	askcache_rest(&two);
	assert_true(askcache_find(&two, key, &arena, &found));
	askcache_keep(&two, other_key, &a);
	askcache_rest(&cache);
	assert_true(askcache_find(&cache, other_key, &arena, &found));
	assert_str(found.json, "[2]");
	askcache_close(&two);
}

static void
it_is_for_its_owner_alone(void **state)
{
	struct stat st;

	(void)state;
	keep("{}");
	assert_int_equal(stat(in_folder("/ft/answers.db"), &st), 0);
	assert_int_equal(st.st_mode & 0777, 0600);
	assert_int_equal(stat(in_folder("/ft/answers.db-wal"), &st), 0);
	assert_int_equal(st.st_mode & 0777, 0600);
	assert_int_equal(stat(in_folder("/ft"), &st), 0);
	assert_int_equal(st.st_mode & 0777, 0700);
}

static void
overwrite(off_t from, size_t n)
{
	int fd = open(in_folder("/ft/answers.db"), O_WRONLY);

	assert_true(fd >= 0);
	for (size_t i = 0; i < n; i++)
		assert_int_equal(pwrite(fd, "x", 1, from + (off_t)i), 1);
	close(fd);
}

static void
a_file_that_is_none_is_set_aside(void **state)
{
	struct askcache_answer found;
	struct stat st;

	(void)state;
	keep("{}");
	askcache_close(&cache);
	overwrite(0, 200);
	askcache_open(&cache);
	assert_false(askcache_find(&cache, key, &arena, &found));
	keep("[]");
	assert_kept("[]");
	assert_int_equal(stat(in_folder("/ft/answers.db.damaged"), &st), 0);
}

static void
damage_that_shows_later_is_set_aside_too(void **state)
{
	struct askcache_answer found;

	(void)state;
	for (int i = 0; i < 200; i++) {
		unsigned char k[KEY_BYTES] = {(unsigned char)i};
		struct askcache_answer a = answer("{\"some\":\"answer\"}");

		askcache_keep(&cache, k, &a);
	}
	askcache_close(&cache);
	overwrite(4096, 8 * 4096);
	askcache_open(&cache);
	(void)!askcache_find(&cache, key, &arena, &found);
	keep("[]");
	keep("[]");
	assert_kept("[]");
}

static void
a_later_version_is_left_alone(void **state)
{
	struct askcache_answer found;
	FILE *f;

	(void)state;
	keep("{}");
	askcache_close(&cache);
	/* user_version stands at byte 60 of the file, big-endian. */
	f = fopen(in_folder("/ft/answers.db"), "r+");
	assert_non_null(f);
	assert_int_equal(fseek(f, 63, SEEK_SET), 0);
	assert_int_equal(fputc(2, f), 2);
	assert_int_equal(fclose(f), 0);
	askcache_open(&cache);
	assert_false(askcache_find(&cache, key, &arena, &found));
	keep("[]");
	askcache_close(&cache);
	f = fopen(in_folder("/ft/answers.db"), "r+");
	assert_non_null(f);
	assert_int_equal(fseek(f, 63, SEEK_SET), 0);
	assert_int_equal(fputc(1, f), 1);
	assert_int_equal(fclose(f), 0);
	askcache_open(&cache);
	assert_kept("{}");
}

static void
without_a_folder_there_is_no_cache(void **state)
{
	struct askcache_answer found;

	(void)state;
	askcache_close(&cache);
	setenv("XDG_CACHE_HOME", "/nonexistent/folder", 1);
	askcache_open(&cache);
	keep("{}");
	assert_false(askcache_find(&cache, key, &arena, &found));
}

static void
what_models_refuse_is_remembered(void **state)
{
	struct adapted adapted = {.n = 0};
	bool known = false;

	(void)state;
	askcache_adapted(&cache, STR("s"), STR("m"), &arena, &adapted, &known);
	assert_false(known);
	askcache_adapt(&cache, STR("s"), STR("m"),
	    (struct adaptation){STR("seed"), STR("")});
	askcache_adapt(&cache, STR("s"), STR("m"),
	    (struct adaptation){STR("max_tokens"), STR("other")});
	askcache_adapt(&cache, STR("s"), STR("other"),
	    (struct adaptation){STR(""), STR("")});
	askcache_adapted(&cache, STR("s"), STR("m"), &arena, &adapted, &known);
	assert_true(known);
	assert_int_equal(adapted.n, 2);
	assert_str(adapted_find(&adapted, STR("max_tokens"))->becomes, "other");
	assert_str(adapted_find(&adapted, STR("seed"))->becomes, "");
	adapted.n = 0;
	known = false;
	askcache_adapted(
	    &cache, STR("s"), STR("other"), &arena, &adapted, &known);
	assert_true(known);
	assert_int_equal(adapted.n, 0);
	known = false;
	askcache_adapted(&cache, STR("t"), STR("m"), &arena, &adapted, &known);
	assert_false(known);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, begin, end)

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    TEST(what_is_kept_is_found_again),
	    TEST(it_is_there_in_the_next_run),
	    TEST(two_runs_share_it),
	    TEST(it_is_for_its_owner_alone),
	    TEST(a_file_that_is_none_is_set_aside),
	    TEST(damage_that_shows_later_is_set_aside_too),
	    TEST(a_later_version_is_left_alone),
	    TEST(without_a_folder_there_is_no_cache),
	    TEST(what_models_refuse_is_remembered),
	};

	return cmocka_run_group_tests(tests, make_folder, remove_folder);
}
