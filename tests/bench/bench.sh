#!/bin/sh
# SPDX-License-Identifier: MIT
# Measures every tool beside its peers in the same run: medians of wall-clock
# seconds, MB/s, how many times the peer's time is ours, and peak memory.
# Peers that are not installed are passed over, and named.
#
#	B=build sh tests/bench/bench.sh [csv|lint|split|tokens|start|memory]...
#
# BENCH_MB (200) is the size of the inputs, BENCH_GB_MB (1000) that of the
# memory test, BENCH_RUNS (5) how often each command runs.  BENCH_CSV and
# BENCH_JSONL name inputs of your own.  tiktoken is looked for in the
# node_modules of the working directory.
set -eu

B=${B:-build}
here=$(dirname "$0")
mb=${BENCH_MB:-200}
gb=${BENCH_GB_MB:-1000}
runs=${BENCH_RUNS:-5}
dir=$B/bench
mkdir -p "$dir"

${CC:-cc} -O2 -o "$dir/measure" "$here/measure.c"
${CC:-cc} -O2 -o "$dir/yajl" "$here/peers/yajl.c" -lyajl
${CC:-cc} -O2 -o "$dir/libcsv" "$here/peers/libcsv.c" -lcsv

# grow FILE MB HEADER-LINES TO: repeats the rows behind the header.
grow() {
	[ -s "$4" ] && return
	head -n "$3" "$1" >"$4"
	tail -n +"$(($3 + 1))" "$1" >"$dir/rows"
	size=$(wc -c <"$dir/rows")
	while [ "$size" -lt 4000000 ]; do
		cat "$dir/rows" "$dir/rows" >"$dir/twice"
		mv "$dir/twice" "$dir/rows"
		size=$((size * 2))
	done
	while [ "$(wc -c <"$4")" -lt $(($2 * 1000000)) ]; do
		cat "$dir/rows" >>"$4"
	done
}

# bar NAME FILE COMMAND...: measures and prints a row; the first row of a
# table is ours and the others are held against it.
ours=
table() {
	ours=
	printf '\n%s\n' "$1"
	printf '%-34s %9s %9s %8s %10s\n' '' seconds MB/s ratio peak-MB
}
bar() {
	name=$1 file=$2
	shift 2
	result=$("$dir/measure" "$runs" "$@") || return 0
	seconds=${result% *}
	[ -n "$ours" ] || ours=$seconds
	awk -v name="$name" -v s="$seconds" -v k="${result#* }" -v o="$ours" \
		-v bytes="$(wc -c <"$file")" 'BEGIN {
		printf "%-34s %9.3f %9.1f %7.2fx %10.1f\n", name, s,
			bytes / s / 1e6, s / o, k / 1024 }'
}
have() {
	command -v "$1" >/dev/null 2>&1 && return
	printf '%s is not installed\n' "$1"
	return 1
}
have_tiktoken() {
	have node && node -e 'require("tiktoken")' 2>/dev/null && return
	echo 'tiktoken (npm) is not in node_modules here'
	return 1
}

csv=${BENCH_CSV:-$dir/big.csv}
jsonl=${BENCH_JSONL:-$dir/big.jsonl}
[ -n "${BENCH_CSV:-}" ] || grow data-samples/faq.csv "$mb" 1 "$csv"
[ -n "${BENCH_JSONL:-}" ] || grow data-samples/chat.jsonl "$mb" 0 "$jsonl"

bench_csv() {
	table "csv2jsonl, $csv"
	bar 'csv2jsonl' "$csv" "$B/bin/csv2jsonl" -q "$csv"
	bar 'csv2jsonl -j1' "$csv" "$B/bin/csv2jsonl" -q -j1 "$csv"
	bar 'a bare libcsv parse' "$csv" "$dir/libcsv" "$csv"
	if have mlr; then
		bar 'mlr --icsv --ojsonl cat' "$csv" \
			mlr --icsv --ojsonl cat "$csv"
	fi
	if have python3; then
		bar 'Python, csv and json' "$csv" \
			python3 "$here/peers/csvjson.py" "$csv"
	fi
}

bench_lint() {
	table "ft-lint, $jsonl"
	bar 'ft-lint' "$jsonl" "$B/bin/ft-lint" "$jsonl"
	bar 'ft-lint -j1' "$jsonl" "$B/bin/ft-lint" -j1 "$jsonl"
	bar 'ft-lint -m gpt-4o-mini' "$jsonl" \
		"$B/bin/ft-lint" -m gpt-4o-mini "$jsonl"
	bar 'a bare yajl parse' "$jsonl" "$dir/yajl" "$jsonl"
	if have python3; then
		bar 'Python, the checks of a notebook' "$jsonl" \
			python3 "$here/peers/notebook.py" "$jsonl"
	fi
}

bench_split() {
	table "ft-split, $jsonl"
	bar 'ft-split' "$jsonl" "$B/bin/ft-split" -q -f \
		--train "$dir/train" --validation "$dir/valid" "$jsonl"
	bar 'shuf | split' "$jsonl" sh -c \
		"shuf '$jsonl' | split -n r/2 - '$dir/part.'"
	bar 'shuf | split -l' "$jsonl" sh -c \
		"shuf '$jsonl' | split -l 100000 - '$dir/part.'"
	if have python3; then
		bar 'Python, random.shuffle' "$jsonl" python3 \
			"$here/peers/split.py" "$jsonl" "$dir/train" \
			"$dir/valid"
	fi
	rm -f "$dir/train" "$dir/valid" "$dir"/part.*
}

bench_tokens() {
	head -c 20000000 "$jsonl" >"$dir/text"
	head -n "$(wc -l <"$dir/text")" "$jsonl" >"$dir/chat"
	for e in cl100k_base o200k_base; do
		table "ft-tokcount -e $e, 20 MB"
		bar 'ft-tokcount --raw -j1' "$dir/text" \
			"$B/bin/ft-tokcount" -e $e --raw -j1 "$dir/text"
		bar 'ft-tokcount --raw' "$dir/text" \
			"$B/bin/ft-tokcount" -e $e --raw "$dir/text"
		bar 'ft-tokcount -j1, as examples' "$dir/chat" \
			"$B/bin/ft-tokcount" -e $e -j1 "$dir/chat"
		bar 'a bare yajl parse' "$dir/chat" "$dir/yajl" "$dir/chat"
		have_tiktoken || continue
		bar 'tiktoken (npm), text' "$dir/text" \
			node "$here/peers/tiktoken.mjs" text $e "$dir/text"
		bar 'tiktoken (npm), examples' "$dir/chat" \
			node "$here/peers/tiktoken.mjs" chat $e "$dir/chat"
	done
}

bench_start() {
	table 'start-up'
	for tool in "$B"/bin/*; do
		bar "$(basename "$tool") --version" "$tool" "$tool" --version
	done
	head -n 1 data-samples/chat.jsonl >"$dir/one"
	bar 'ft-tokcount, one example' "$dir/one" "$B/bin/ft-tokcount" "$dir/one"
}

bench_memory() {
	runs=1
	grow data-samples/faq.csv "$gb" 1 "$dir/gb.csv"
	grow data-samples/chat.jsonl "$gb" 0 "$dir/gb.jsonl"
	table "memory, $gb MB"
	bar 'csv2jsonl' "$dir/gb.csv" "$B/bin/csv2jsonl" -q "$dir/gb.csv"
	for tool in 'ft-lint -m gpt-4o-mini' ft-tokcount 'ft-tokcount --raw' \
		ft-cost; do
		# shellcheck disable=SC2086 # words are options
		bar "$tool" "$dir/gb.jsonl" "$B"/bin/$tool "$dir/gb.jsonl"
	done
	printf '%s records\n' "$(wc -l <"$dir/gb.jsonl")"
	for method in shuffle hash; do
		bar "ft-split -m $method" "$dir/gb.jsonl" "$B/bin/ft-split" -q \
			-f -m $method --train "$dir/train" --validation \
			"$dir/valid" "$dir/gb.jsonl"
	done
	rm -f "$dir/train" "$dir/valid"
}

[ $# -gt 0 ] || set -- csv lint split tokens start memory
for part; do
	"bench_$part"
done
