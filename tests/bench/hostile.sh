# SPDX-License-Identifier: MIT
# ft-tokcount on text made to be hard: milliseconds per MB at 1 MB and at 8 MB,
# which are the same where time is linear; and whether tiktoken counts the same
# in the first 16 KB, as it is quadratic in some of them, or out of memory.
# shellcheck source=tests/bench/lib.sh
. "${0%/*}/lib.sh"

# kinds BYTES: writes one file of each kind.
kinds() {
	for kind in $("$dir/hostile"); do
		"$dir/hostile" "$kind" "$1" >"$dir/hostile.d/$kind.$1"
	done
}

hostile_row() { # NAME FILE ENCODING
	row "$1" "$2" "$B/bin/ft-tokcount" -q --raw -j1 -e "$3" "$2"
}

program hostile
on=$one_core tiktoken=
mkdir -p "$dir/hostile.d"
kinds 16000
kinds 1000000
kinds 8000000
if node "$here/peers/tiktoken.mjs" probe cl100k_base >/dev/null 2>&1; then
	tiktoken=$here/peers/tiktoken.mjs
fi
for e in cl100k_base o200k_base; do
	for kind in $("$dir/hostile"); do
		f=$dir/hostile.d/$kind
		hostile_row "$kind" "$f.1000000" $e
		hostile_row "$kind" "$f.8000000" $e
		[ -n "$tiktoken" ] || continue
		hostile_row "$kind" "$f.16000" $e
		row "$kind" "$f.16000" node "$tiktoken" text $e "$f.16000"
	done
	table hostile "hostile text, $e, one core"
done
rm -rf "$dir/hostile.d"
