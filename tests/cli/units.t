#!/bin/sh
# SPDX-License-Identifier: MIT
# The unit tests: every tests/unit/test_*.c, or those that UNITS names.
cd "$(dirname "$0")/../.." || exit 99
set -- tests/unit/test_*.c
if [ -n "${UNITS:-}" ]; then
	# shellcheck disable=SC2086 # names
	set -- $UNITS
fi
for unit; do
	shift
	unit=${unit##*/test_}
	set -- "$@" "${B:-build}/unit/test_${unit%.c}"
done
exec sh tests/unit/run.sh "$@"
