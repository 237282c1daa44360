/* SPDX-License-Identifier: MIT */
#include <poll.h>
#include <signal.h>

#include "common/net/interrupt.h"
#include "tests/unit/child.h"

static void
catch_and_die(void *arg)
{
	struct pollfd p = {.events = POLLIN};

	interrupt_catch();
	interrupt_die(); /* nothing has come */
	p.fd = interrupt_fd();
	if (interrupt_seen() || poll(&p, 1, 0) != 0)
		_exit(1);
	raise(*(int *)arg);
	if (!interrupt_seen() || poll(&p, 1, 0) != 1)
		_exit(2);
	interrupt_die();
}

static void
a_signal_is_noted_and_died_of_later(void **state)
{
	static int numbers[] = {SIGINT, SIGTERM, SIGHUP};
	struct buf said;

	(void)state;
	buf_init(&said, 100);
	for (size_t i = 0; i < LENGTH(numbers); i++)
		assert_int_equal(
		    child_run(2, &said, catch_and_die, &numbers[i]),
		    1000 + numbers[i]);
	buf_free(&said);
}

static void
interrupt_twice(void *arg)
{
	(void)arg;
	interrupt_catch();
	raise(SIGINT);
	raise(SIGTERM);
	_exit(3);
}

static void
a_second_signal_ends_at_once(void **state)
{
	struct buf said;

	(void)state;
	buf_init(&said, 100);
	assert_int_equal(
	    child_run(2, &said, interrupt_twice, NULL), 1000 + SIGTERM);
	buf_free(&said);
}

static void
ignore_and_go_on(void *arg)
{
	(void)arg;
	signal(SIGHUP, SIG_IGN);
	interrupt_catch();
	raise(SIGHUP);
	_exit(interrupt_seen() ? 1 : 0);
}

static void
what_was_ignored_stays_ignored(void **state)
{
	struct buf said;

	(void)state;
	buf_init(&said, 100);
	assert_int_equal(child_run(2, &said, ignore_and_go_on, NULL), 0);
	buf_free(&said);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(a_signal_is_noted_and_died_of_later),
	    cmocka_unit_test(a_second_signal_ends_at_once),
	    cmocka_unit_test(what_was_ignored_stays_ignored),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
