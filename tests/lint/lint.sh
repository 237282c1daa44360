#!/bin/sh
# SPDX-License-Identifier: MIT
# Runs the checks of style, each a script of its own beside this one, and says
# which failed.  With names, only those: sh tests/lint/lint.sh floors banned
# A check whose program is not installed ends with status 77: passed over.
cd "$(dirname "$0")/../.." || exit 99

[ $# -gt 0 ] || set -- format floors libraries banned first-include lengths \
	comments headers man shell python cppcheck tidy
failed=
for check; do
	printf '%-14s' "$check"
	if said=$(sh "tests/lint/$check.sh" 2>&1); then
		echo ok
	elif [ $? -eq 77 ]; then
		echo "passed over: $said"
	else
		echo FAILED
		printf '%s\n' "$said"
		failed="$failed $check"
	fi
done
[ -z "$failed" ] || {
	echo "failed:$failed"
	exit 1
}
