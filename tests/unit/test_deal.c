/* SPDX-License-Identifier: MIT */
/* Units of records are dealt out to parts; look-alikes become units. */
#include "tools/split/deal.c"
#include "tools/split/near.c"

#include "common/json/json.h"
#include "tests/unit/doc.h"
#include "tools/split/number.h"

/* Records with the given units and strata, dealt out to parts. */
struct dealt {
	struct deal deal;
	uint64_t count[PARTS_MAX];
};

static struct dealt
deal_them(const uint64_t *unit, const uint64_t *stratum, size_t n,
    const uint64_t *wanted, size_t nparts)
{
	struct dealt d = {0};

	for (size_t i = 0; i < n; i++)
		deal_add(&d.deal, number_of_hash(42, unit[i]),
		    stratum == NULL ? 0 : stratum[i]);
	deal_out(&d.deal, wanted, nparts);
	for (size_t i = 0; i < n; i++)
		d.count[deal_part(&d.deal, i)]++;
	return d;
}

static void
where_nothing_binds_every_stratum_is_shared_exactly(void **state)
{
	enum { N = 1000, STRATA = 3 };
	uint64_t unit[N], stratum[N], wanted[] = {700, 200, 100};
	uint64_t count[STRATA][3] = {{0}};
	struct dealt d;

	(void)state;
	for (size_t i = 0; i < N; i++) {
		unit[i] = i;
		stratum[i] = i < 500 ? 7 : i < 900 ? 1 : UINT64_MAX;
	}
	d = deal_them(unit, stratum, N, wanted, 3);
	for (size_t p = 0; p < 3; p++)
		assert_int_equal(d.count[p], wanted[p]);
	for (size_t i = 0; i < N; i++)
		count[i < 500 ? 0 : i < 900 ? 1 : 2][d.deal.part[i]]++;
	for (size_t p = 0; p < 3; p++) {
		assert_int_equal(count[0][p], wanted[p] / 2);
		assert_int_equal(count[1][p], wanted[p] * 4 / 10);
		assert_int_equal(count[2][p], wanted[p] / 10);
	}
	deal_free(&d.deal);
}

/* Each stratum has a share that does not come out. */
static void
what_does_not_come_out_is_within_one_record(void **state)
{
	enum { N = 35, STRATA = 5 };
	uint64_t unit[N], stratum[N], wanted[] = {25, 10};
	unsigned count[STRATA] = {0};
	struct dealt d;

	(void)state;
	for (size_t i = 0; i < N; i++) {
		unit[i] = i;
		stratum[i] = i % STRATA;
	}
	d = deal_them(unit, stratum, N, wanted, 2);
	assert_int_equal(d.count[0], 25);
	for (size_t i = 0; i < N; i++)
		count[i % STRATA] += d.deal.part[i] == 0;
	for (size_t c = 0; c < STRATA; c++)
		assert_in_range(count[c], 4, 6);
	deal_free(&d.deal);
}

static void
a_unit_is_never_parted_and_the_counts_stay_near(void **state)
{
	enum { N = 600, SIZE = 7 };
	uint64_t unit[N], stratum[N], wanted[] = {300, 200, 100};
	struct dealt d;

	(void)state;
	for (size_t i = 0; i < N; i++) {
		unit[i] = i / SIZE;
		stratum[i] = i % 2;
	}
	d = deal_them(unit, stratum, N, wanted, 3);
	for (size_t i = 1; i < N; i++)
		if (unit[i] == unit[i - 1])
			assert_int_equal(d.deal.part[i], d.deal.part[i - 1]);
	for (size_t p = 0; p < 3; p++)
		assert_in_range(d.count[p], wanted[p] - SIZE, wanted[p] + SIZE);
	deal_free(&d.deal);
}

static void
a_large_unit_leaves_something_for_every_part(void **state)
{
	uint64_t unit[10] = {0}, wanted[] = {5, 3, 2};
	struct dealt d;

	(void)state;
	unit[8] = 1;
	unit[9] = 2;
	d = deal_them(unit, NULL, 10, wanted, 3);
	assert_int_equal(d.count[0], 8);
	assert_int_equal(d.count[1], 1);
	assert_int_equal(d.count[2], 1);
	deal_free(&d.deal);
}

static void
a_part_that_wants_nothing_gets_nothing(void **state)
{
	uint64_t unit[] = {1, 1, 2, 3, 4}, wanted[] = {5, 0};
	struct dealt d;

	(void)state;
	d = deal_them(unit, NULL, 5, wanted, 2);
	assert_int_equal(d.count[0], 5);
	deal_free(&d.deal);
}

static void
the_order_of_the_records_makes_no_difference(void **state)
{
	enum { N = 200 };
	uint64_t unit[N], stratum[N], wanted[] = {120, 50, 30};
	uint64_t unit2[N], stratum2[N];
	struct dealt d, e;

	(void)state;
	for (size_t i = 0; i < N; i++) {
		unit[i] = unit2[N - 1 - i] = i * i / 300;
		stratum[i] = stratum2[N - 1 - i] = unit[i] % 5 + i % 2;
	}
	d = deal_them(unit, stratum, N, wanted, 3);
	e = deal_them(unit2, stratum2, N, wanted, 3);
	for (size_t i = 0; i < N; i++)
		assert_int_equal(d.deal.part[i], e.deal.part[N - 1 - i]);
	deal_free(&d.deal);
	deal_free(&e.deal);
}

static void
no_records_are_dealt_out_too(void **state)
{
	uint64_t wanted[] = {0, 0};
	struct deal d = {0};

	(void)state;
	deal_out(&d, wanted, 2);
	assert_int_equal(deal_part(&d, 0), 0);
	deal_free(&d);
}

/* Near duplicates. */

#define ASKS(text) "{'role':'user','content':'" text "'}"
#define LONG                                                           \
	"one two three four five six seven eight nine ten eleven "     \
	"twelve thirteen fourteen fifteen sixteen seventeen eighteen " \
	"nineteen twenty "

/* The numbers that the records draw, and by how much the units got fewer. */
static uint64_t
join_them(const char *const *records, const uint64_t *unit, size_t n,
    uint64_t *number)
{
	struct deal d = {0};
	struct minhash m;
	struct near w;
	uint64_t joined;

	minhash_init(&m);
	near_init(&w, 0.8);
	for (size_t i = 0; i < n; i++) {
		unsigned char signature[MINHASH_SIZE];

		near_sign(&m, doc(records[i]), STR(""), signature);
		near_add(&w, signature);
		deal_add(&d, number_of_hash(1, unit[i]), 0);
	}
	near_join(&w, &d);
	joined = w.joined;
	for (size_t i = 0; i < n; i++)
		number[d.entries[i].place] = d.entries[i].number;
	minhash_free(&m);
	near_free(&w);
	deal_free(&d);
	return joined;
}

static void
records_that_look_alike_become_one_unit(void **state)
{
	static const char *const records[] = {
	    "{'messages':[" ASKS(LONG "a b") "]}",
	    "{'messages':[" ASKS("something else") "]}",
	    "{'messages':[{'role':'system','content':'Be brief.'}," ASKS(
		LONG "a b!") "]}",
	    "{'prompt':'" LONG "','completion':'a'}",
	};
	uint64_t unit[] = {1, 2, 3, 4}, number[4];

	(void)state;
	assert_int_equal(join_them(records, unit, 4, number), 2);
	assert_true(number[0] == number[2]);
	assert_true(number[0] == number[3]);
	assert_true(number[0] != number[1]);
	assert_true(number[1] == number_of_hash(1, 2));
}

static void
what_is_one_unit_is_joined_as_a_whole(void **state)
{
	static const char *const records[] = {
	    "{'messages':[" ASKS(LONG "a") "]}",
	    "{'messages':[" ASKS("of the same group") "]}",
	    "{'messages':[" ASKS(LONG "b") "]}",
	};
	uint64_t unit[] = {1, 1, 2}, number[3];

	(void)state;
	assert_int_equal(join_them(records, unit, 3, number), 1);
	assert_true(number[0] == number[1]);
	assert_true(number[0] == number[2]);
}

static void
a_system_message_makes_no_records_alike(void **state)
{
	static const char *const records[] = {
	    "{'messages':[{'role':'system','content':'" LONG LONG
	    "'}," ASKS("which") "]}",
	    "{'messages':[{'role':'system','content':'" LONG LONG
	    "'}," ASKS("why") "]}",
	    "{'messages':[{'role':'system','content':'" LONG "'}]}",
	    "{'messages':[{'role':'developer','content':'" LONG "'}]}",
	};
	uint64_t unit[] = {1, 2, 3, 4}, number[4];

	(void)state;
	assert_int_equal(join_them(records, unit, 4, number), 0);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(
		where_nothing_binds_every_stratum_is_shared_exactly),
	    cmocka_unit_test(what_does_not_come_out_is_within_one_record),
	    cmocka_unit_test(a_unit_is_never_parted_and_the_counts_stay_near),
	    cmocka_unit_test(a_large_unit_leaves_something_for_every_part),
	    cmocka_unit_test(a_part_that_wants_nothing_gets_nothing),
	    cmocka_unit_test(the_order_of_the_records_makes_no_difference),
	    cmocka_unit_test(no_records_are_dealt_out_too),
	    cmocka_unit_test(records_that_look_alike_become_one_unit),
	    cmocka_unit_test(what_is_one_unit_is_joined_as_a_whole),
	    cmocka_unit_test(a_system_message_makes_no_records_alike),
	};

	return cmocka_run_group_tests(tests, doc_start, doc_stop);
}
