#!/bin/sh
# SPDX-License-Identifier: MIT
# The output does not depend on the number of threads, nor on how the input
# arrives.  Runs under the thread sanitizer too.
# shellcheck source=tests/cli/tap.sh
. "${0%/*}/tap.sh"
# shellcheck source=tests/cli/samples.sh
. "$top/tests/cli/samples.sh"

# Good records with bad ones between them, over many chunks, with one that is
# longer than a chunk.
input() {
	sample "$1" 4000
	longest "$1" 600000 | without_header "$1"
	for n in 1 2 3 4; do
		printf '{"messages":[%d\n' "$n"
		sample "$1" 3000 | without_header "$1"
		printf '\n \nx,"y\303(",z\n'
	done
}
without_header() {
	case $1 in
	csv2jsonl) tail -n +2 ;;
	*) cat ;;
	esac
}

# try TOOL ARGUMENT...: the same for one thread and many
try() {
	title=$*
	for jobs in 1 2 8; do
		rm -rf made
		mkdir made
		run "$@" --jobs="$jobs" <in
		{
			cat out
			sed 's/^/err: /' err
			echo "status $rc"
			cat made/* 2>/dev/null
		} >all
		[ "$jobs" -gt 1 ] || mv all one
		[ "$jobs" -eq 1 ] || same all one "$title: -j$jobs is -j1"
	done
	case $rc in
	0 | 1 | 3) ok 0 "$title: status $rc" ;;
	*) status 0 "$title: status" ;;
	esac
	mv one plain
	for pack in gzip zstd; do
		$pack -q -c <in >packed
		rm -rf made
		mkdir made
		run "$@" --jobs=4 <packed
		{
			cat out
			sed 's/^/err: /' err
			echo "status $rc"
			cat made/* 2>/dev/null
		} >all
		same all plain "$title: $pack makes no difference"
	done
}

input csv2jsonl >in
try csv2jsonl
try csv2jsonl --on-error=skip --rejects=made/rejects
try csv2jsonl --on-error=skip -f completion
try csv2jsonl --on-error=skip --trim --normalize=nfc --ragged=skip -d auto
try csv2jsonl -g question --role answer --content answer --ragged=pad
input jsonl >in
try jsonl2csv --on-error=skip
try jsonl2csv --lossy --rows=message
try ft-lint
try ft-lint --format=json -m gpt-4o-mini --today=2026-06-01
try ft-lint --pass --rejects=made/rejects
try ft-lint --fix --format=sarif -o made/fixed
try ft-lint --diff --write-baseline=made/known
try ft-split --train=made/train --validation=made/valid
try ft-split --train=made/train --validation=made/valid -m hash --json
try ft-split --train=made/train --validation=made/valid -m order
try ft-split --train=made/train{} --validation=made/valid{} -k 2 \
	--group messages.1.content --stratify messages.0.content \
	--near-duplicates --json
try ft-tokcount
try ft-tokcount --per-example
try ft-tokcount --per-line --json
try ft-tokcount --raw
try ft-tokcount --raw --ids -e cl100k_base
try ft-cost --today=2025-01-01 --all-models
plan
