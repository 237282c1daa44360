# SPDX-License-Identifier: MIT
# ft-upload beside curl -T, to a server on loopback that throws away what it
# reads; what ft-lint before it takes; and parts one after the other beside
# several at a time, with 50 ms added to each request.
# shellcheck source=tests/bench/lib.sh
. "${0%/*}/lib.sh"

have curl || exit 0
case $B in /*) ;; *) B=$(pwd)/$B ;; esac
${CC:-cc} -O2 -pthread -o "$dir/sink" "$here/sink.c"

# letters MIB: a file of so many, in $data.
letters() {
	data=$dir/upload-$1.jsonl
	[ -s "$data" ] || head -c "$1M" /dev/zero | tr '\0' x >"$data"
}

# The sink ends with its standard input, and so with us.
start() {
	rm -f "$dir/hold" "$dir/address"
	mkfifo "$dir/hold"
	"$dir/sink" "$@" <"$dir/hold" >"$dir/address" &
	exec 9>"$dir/hold"
	while [ ! -s "$dir/address" ]; do sleep 0.1; done
	sink=$(cat "$dir/address")
	OPENAI_BASE_URL=$sink/v1 OPENAI_API_KEY=sk-bench-0123456789
	XDG_STATE_HOME=$dir/state
	export OPENAI_BASE_URL OPENAI_API_KEY XDG_STATE_HOME
}
stop() {
	exec 9>&-
	wait
}
ours() { # NAME OPTION...
	name=$1
	shift
	row "$name" "$data" "$B/bin/ft-upload" -q --force "$@" "$data"
}

letters "${BENCH_UPLOAD_MB:-2048}"
start
ours 'ft-upload' --no-lint
ours 'ft-upload -j 1' --no-lint -j 1
row 'curl -T' "$data" curl -sS -T "$data" "$sink/sink"
ours 'ft-upload --md5=always' --no-lint --md5=always
have openssl && row 'openssl md5' "$data" openssl md5 "$data"
table plain "Upload over loopback, ${BENCH_UPLOAD_MB:-2048} MiB"

need_jsonl
data=$jsonl
ours 'ft-upload' --parts
ours 'ft-upload --no-lint' --parts --no-lint
row 'ft-lint' "$data" "$B/bin/ft-lint" "$data"
table plain "With ft-lint before it, $jsonl"
stop

letters 64
start -d 50
ours '8 parts at a time' --no-lint --part-size 1M -j 8
ours '1 part at a time' --no-lint --part-size 1M -j 1
table plain 'Parts of 1 MiB, 64 MiB in all, 50 ms added to each request'
stop
