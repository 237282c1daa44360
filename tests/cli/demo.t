#!/bin/sh
# SPDX-License-Identifier: MIT
# The demonstration runs, each of its commands ending as it should.
# shellcheck source=tests/cli/tap.sh
. "${0%/*}/tap.sh"
run sh "$top/data-samples/demo.sh" "$B/bin"
status 0 'the demonstration ends well'
empty err 'and without complaint'
for t in csv2jsonl ft-lint ft-split ft-tokcount ft-cost ft-eval; do
	grep -q "^\\$ .*$t\|^    $t" out
	ok $? "and shows $t"
done
plan
