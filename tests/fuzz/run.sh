#!/bin/sh
# SPDX-License-Identifier: MIT
# Builds the fuzz targets with clang and runs each for FUZZ_SECONDS (60).
# What breaks one is kept in tests/fuzz/found/TARGET/ and replayed by make
# check from then on.  The corpus grows in build-fuzz/corpus.
#
#	sh tests/fuzz/run.sh [TARGET...]	# such as json
set -u
cd "$(dirname "$0")/../.." || exit 4
command -v clang >/dev/null || {
	echo 'fuzz: clang is not installed' >&2
	exit 4
}
B=build-fuzz
flags='-fsanitize=address,undefined -fno-sanitize-recover=all'
[ $# -gt 0 ] || set -- tests/fuzz/fuzz_*.c

libs="-lcsv -lm $(pkg-config --libs yajl libcurl libutf8proc libzstd zlib libxxhash libpcre2-8)"
failed=0
for target; do
	target=${target##*/fuzz_}
	target=${target%.c}
	object=$B/tests/fuzz/fuzz_$target.o
	make -s B=$B CC=clang WARN= CFLAGS='-O1 -g' \
		SAN="$flags -fsanitize=fuzzer-no-link" \
		"$B/libft.a" "$object" || exit 4
	# shellcheck disable=SC2086 # words
	clang $flags -fsanitize=fuzzer -pthread -o "$B/fuzz_$target" \
		"$object" "$B/libft.a" $libs || exit 4
	found=tests/fuzz/found/$target
	mkdir -p "$found" "$B/corpus/$target"
	echo "== $target, ${FUZZ_SECONDS:-60} s"
	"$B/fuzz_$target" -max_total_time="${FUZZ_SECONDS:-60}" \
		-timeout=10 -rss_limit_mb=2048 -print_final_stats=1 \
		-artifact_prefix="$found/" "$B/corpus/$target" "$found" \
		2>"$B/fuzz_$target.log" || {
		failed=1
		tail -n 40 "$B/fuzz_$target.log"
	}
	grep -E 'stat::(number_of_executed_units|average_exec)' \
		"$B/fuzz_$target.log"
	rmdir "$found" 2>/dev/null
done
rmdir tests/fuzz/found 2>/dev/null
exit $failed
