# SPDX-License-Identifier: MIT
# Sourced by the parts: settings (see bench.sh), programs, inputs and tables.
# Rows are collected by row, run in turn and printed by table.
# shellcheck disable=SC2034 # what one part does not use, another does
set -eu

B=${B:-build}
here=${0%/*}
mb=${BENCH_MB:-200}
gb=${BENCH_GB_MB:-1000}
runs=${BENCH_RUNS:-5}
patience=${BENCH_PATIENCE:-600}
dir=$B/bench
csv=${BENCH_CSV:-$dir/$mb.csv}
jsonl=${BENCH_JSONL:-$dir/$mb.jsonl}
texts=${BENCH_CORPUS:-$dir/corpus-${BENCH_TEXT_MB:-20}}
mkdir -p "$dir"
rm -f "$dir/rows"

# program NAME [LIBRARY]: compiles one of ours, or of the peers in C.
program() {
	source=$here/$1.c
	[ -e "$source" ] || source=$here/peers/$1.c
	${CC:-cc} -O2 -o "$dir/$1" "$source" ${2:+"$2"}
}
program measure

# row NAME FILE COMMAND...: one more row; the command works on the file.
row() {
	printf '%s\t%s' "$1" "$(wc -c <"$2")" >>"$dir/rows"
	shift 2
	printf '\t%s' "$@" >>"$dir/rows"
	echo >>"$dir/rows"
}

# table KIND TITLE [VAR=VALUE...]: runs the rows and prints them; what the
# columns are of each KIND, table.awk says.  $on stands before the command that
# measures: $one_core, or nothing.
on=
table() {
	kind=$1 title=$2
	shift 2
	case $kind in tokens | cores | hostile) keep=-k ;; *) keep= ;; esac
	$on "$dir/measure" $keep -t "$patience" "$runs" <"$dir/rows" \
		>"$dir/measured"
	rm "$dir/rows"
	printf '\n%s\n' "$title"
	for assignment; do
		shift
		set -- "$@" -v "$assignment"
	done
	awk "$@" -v kind="$kind" -f "$here/table.awk" "$dir/measured"
}

# The last processor, as the first has the interrupts.
one_core=
core=${BENCH_CORE:-$(($(getconf _NPROCESSORS_ONLN) - 1))}
if taskset -c "$core" true 2>/dev/null; then
	one_core="taskset -c $core"
else
	echo 'taskset cannot pin to one core here: "one core" is one thread'
fi

have() {
	command -v "$1" >/dev/null 2>&1 && return
	printf '%s is not installed\n' "$1"
	return 1
}

# grow FILE MB HEADER-LINES TO: repeats the rows behind the header.
grow() {
	[ -s "$4" ] && return
	head -n "$3" "$1" >"$4.part"
	tail -n +"$(($3 + 1))" "$1" >"$dir/repeat"
	size=$(wc -c <"$dir/repeat")
	while [ "$size" -lt 4000000 ]; do
		cat "$dir/repeat" "$dir/repeat" >"$dir/twice"
		mv "$dir/twice" "$dir/repeat"
		size=$((size * 2))
	done
	while [ "$(wc -c <"$4.part")" -lt $(($2 * 1000000)) ]; do
		cat "$dir/repeat" >>"$4.part"
	done
	rm "$dir/repeat"
	mv "$4.part" "$4"
}

# first MB FILE TO: its first megabytes, cut behind a line.
first() {
	if [ "$(wc -c <"$2")" -le $(($1 * 1000000)) ]; then
		cat "$2" >"$3"
		return
	fi
	head -c $(($1 * 1000000)) "$2" | sed '$d' >"$3"
}

# short MILLIONS: as many records of 39 bytes with the line end, in
# $dir/short-MILLIONS.
short() {
	awk -v n="$1" 'BEGIN {
		for (i = 1; i <= n * 1000000; i++)
			printf "{\"prompt\":\"%08d\",\"completion\":\"%d\"}\n", i, i % 5
	}' >"$dir/short-$1"
}

need_csv() {
	[ -n "${BENCH_CSV:-}" ] || grow data-samples/faq.csv "$mb" 1 "$csv"
}
need_jsonl() {
	[ -n "${BENCH_JSONL:-}" ] ||
		grow data-samples/chat.jsonl "$mb" 0 "$jsonl"
}
need_texts() {
	[ -d "$texts" ] ||
		sh "$here/corpus.sh" "$texts" "${BENCH_TEXT_MB:-20}"
}
