# SPDX-License-Identifier: MIT
# What the tools take to start, beside a process that does nothing, and beside
# the peers that count one word.
# shellcheck source=tests/bench/peers.sh
. "${0%/*}/peers.sh"

on=$one_core few=$runs
[ "$runs" -ge 21 ] || runs=21
row 'true' "$B/bin/ft-tokcount" true
for tool in "$B"/bin/*; do
	row "${tool##*/} --version" "$tool" "$tool" --version
done
table ms 'start-up'
runs=$few
echo hello >"$dir/hello"
for e in cl100k_base o200k_base; do
	probe $e
	ours 1 $e "$dir/hello"
	peer_rows "$found" text $e "$dir/hello"
	table ms "start-up, $e: count the tokens of \"hello\""
done
