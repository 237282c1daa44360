# SPDX-License-Identifier: MIT
# ft-upload beside curl -T, to the fake of the provider on loopback; and parts
# one after the other beside several at a time, with 50 ms added to each
# request.
# shellcheck source=tests/bench/lib.sh
. "${0%/*}/lib.sh"

have python3 && have curl || exit 0
top=$(pwd)
case $B in /*) ;; *) B=$top/$B ;; esac
dir=$B/bench
upload_mb=${BENCH_UPLOAD_MB:-2048}
data=$dir/upload-$upload_mb.jsonl
[ -s "$data" ] || head -c "${upload_mb}M" /dev/zero | tr '\0' x >"$data"
many=$dir/upload-64.jsonl
[ -s "$many" ] || head -c 64M /dev/zero | tr '\0' x >"$many"

mkdir -p "$dir/fake"
cd "$dir/fake"
# shellcheck source=tests/server/fake.sh
. "$top/tests/server/fake.sh"

start() {
	fake_start --discard "$@"
	OPENAI_BASE_URL=$fake/v1 OPENAI_API_KEY=$fake_key
	XDG_STATE_HOME=$dir/fake/state
	export OPENAI_BASE_URL OPENAI_API_KEY XDG_STATE_HOME
}
here=$top/tests/bench

start
row 'ft-upload' "$data" "$B/bin/ft-upload" --no-lint --force "$data"
row 'ft-upload, 1 part at a time' "$data" \
	"$B/bin/ft-upload" --no-lint --force -j 1 "$data"
row 'curl -T' "$data" curl -sS -H "Authorization: Bearer $fake_key" \
	-T "$data" "$fake/_fake/sink"
table plain "Upload over loopback, $upload_mb MiB"
fake_stop || :

start --set delay=0.05
row '8 parts at a time' "$many" "$B/bin/ft-upload" --no-lint --force \
	--part-size 1M -j 8 "$many"
row '1 part at a time' "$many" "$B/bin/ft-upload" --no-lint --force \
	--part-size 1M -j 1 "$many"
table plain 'Parts of 1 MiB, 64 MiB in all, 50 ms added to each request'
fake_stop || :
