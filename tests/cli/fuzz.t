#!/bin/sh
# SPDX-License-Identifier: MIT
# Replays what the fuzz targets were found to break on, and some more; see
# tests/fuzz/.
# shellcheck source=tests/cli/tap.sh
. "${0%/*}/tap.sh"
for target in "$top"/tests/fuzz/fuzz_*.c; do
	target=${target##*/fuzz_}
	target=${target%.c}
	set --
	for file in "$top/tests/fuzz/found/$target"/*; do
		[ ! -f "$file" ] || set -- "$@" "$file"
	done
	LIMIT=120
	run "$B/fuzz/fuzz_$target" "$@"
	status 0 "$target: lives through $# found inputs and more"
done
plan
