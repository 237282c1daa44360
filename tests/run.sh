#!/bin/sh
# SPDX-License-Identifier: MIT
# Runs the tests on what was built in $B: all of tests/cli, or, under the
# thread sanitizer (san=tsan), those that run threads.
#
#	B=build sh tests/run.sh [TEST...]
cd "$(dirname "$0")/.." || exit 99
B=${B:-build}
jobs=$(nproc 2>/dev/null || echo 2)
export B san

said() {
	printf '== %s: %s\n' "$B" "$*"
}

# Wrong reads and leaks end a program with 99, a status that no test expects.
asan() {
	said 'address and undefined behaviour sanitizers'
	ASAN_OPTIONS=exitcode=99:strict_string_checks=1
	ASAN_OPTIONS=$ASAN_OPTIONS:detect_stack_use_after_return=1
	UBSAN_OPTIONS=print_stacktrace=1
	# Leaks are found by ptrace, which containers may forbid.
	if ASAN_OPTIONS=$ASAN_OPTIONS:detect_leaks=1 \
		$fixed "$B/bin/ft-tokcount" --raw /dev/null 2>&1 |
		grep -q 'LeakSanitizer has encountered a fatal error'; then
		said 'leaks cannot be looked for here'
		ASAN_OPTIONS=$ASAN_OPTIONS:detect_leaks=0
	fi
	export ASAN_OPTIONS UBSAN_OPTIONS
}

tsan() {
	said 'thread sanitizer'
	TSAN_OPTIONS=exitcode=99:halt_on_error=1
	export TSAN_OPTIONS
	for _ in 1 2 3 4 5; do
		$fixed "$B/bin/ft-tokcount" --version >/dev/null 2>&1 && continue
		said 'the thread sanitizer cannot run here: passed over'
		exit 0
	done
}

# The sanitizers of older compilers die, now and then, where a newer kernel
# spreads addresses wider than they know; without spreading they do not.
fixed='setarch -R'
$fixed true 2>/dev/null || fixed=
case $san in
asan)
	asan
	;;
tsan)
	tsan
	UNITS=engine
	export UNITS
	[ $# -gt 0 ] || set -- tests/cli/units.t tests/cli/threads.t
	;;
esac
[ $# -gt 0 ] || set -- tests/cli
# make's own variables would reach the make that a test runs.
unset MAKEFLAGS MAKELEVEL MFLAGS MAKEOVERRIDES
[ -n "$san" ] || fixed=
exec $fixed prove -j"$jobs" "$@"
