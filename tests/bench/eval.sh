# SPDX-License-Identifier: MIT
# ft-eval against a sink, and against the fake of the provider on loopback,
# which take 100 ms for each answer: 1,000 examples and 2 models, 32 questions at
# a time, are 6.25 s at best.  Then the same with all answers known, of 1,000
# examples and of ten times as many, whose memory is to be no more but for the
# scores.
# shellcheck source=tests/bench/lib.sh
. "${0%/*}/lib.sh"

have python3 && have curl || exit 0
top=$(pwd)
case $B in /*) ;; *) B=$top/$B ;; esac
dir=$B/bench
eval_n=${BENCH_EVAL_N:-1000}
mkdir -p "$dir/fake"
cd "$dir/fake"

# examples N FILE: questions and answers that have words in common
examples() {
	awk -v n="$1" 'BEGIN {
		words = "bean sow water light frost soil deep plant leaf late cut"
		k = split(words, word, " ")
		srand(1)
		for (i = 1; i <= n; i++) {
			said = ""
			for (j = 0; j < 8 + i % 40; j++)
				said = said " " word[1 + int(rand() * k)]
			printf "{\"messages\":[{\"role\":\"user\",\"content\":" \
				"\"%d%s\"},{\"role\":\"assistant\",\"content\":" \
				"\"%d%s\"}]}\n", i, said, i, \
				substr(said, 1, 5 + int(rand() * length(said)))
		}
	}' >"$2"
}
examples "$eval_n" "$dir/eval.jsonl"
examples $((10 * eval_n)) "$dir/eval-many.jsonl"

# shellcheck source=tests/server/fake.sh
. "$top/tests/server/fake.sh"
XDG_CACHE_HOME=$dir/fake/cache
export XDG_CACHE_HOME
rm -rf "$XDG_CACHE_HOME" fake.log

start() {
	fake_start "$@"
	OPENAI_BASE_URL=$fake/v1 OPENAI_API_KEY=$fake_key
	export OPENAI_BASE_URL OPENAI_API_KEY
	fake_post models '[{"id":"tuned","trains":[]}]'
	# Of its answers one in ten is another than the base's, which echoes.
	fake_post answers '[{"model":"tuned","contains":"7 ","content":
		"sow late, water deep"}]'
}
here=$top/tests/bench
ask() { # NAME FILE OPTION...
	name=$1 file=$2
	shift 2
	row "$name" "$file" "$B/bin/ft-eval" -q -j 32 -m fake-base -m tuned \
		-o "$dir/eval.out" "$@" "$file"
}

# A server that costs next to nothing, so that what is measured is the client.
${CC:-cc} -O2 -pthread -o "$dir/sink" "$here/sink.c"
rm -f "$dir/hold" "$dir/address"
mkfifo "$dir/hold"
"$dir/sink" -d 100 <"$dir/hold" >"$dir/address" &
exec 8>"$dir/hold"
while [ ! -s "$dir/address" ]; do sleep 0.1; done
OPENAI_BASE_URL=$(cat "$dir/address")/v1 OPENAI_API_KEY=sk-bench-0123456789
export OPENAI_BASE_URL OPENAI_API_KEY
ask "a sink asked, 32 at a time" "$dir/eval.jsonl" --no-cache
exec 8>&-

start --set delay=0.1
ask "asked, 32 at a time" "$dir/eval.jsonl" --no-cache
table plain "$eval_n examples, 2 models, 100 ms for an answer"
"$B/bin/ft-eval" -q -j 32 -m fake-base -m tuned -o "$dir/eval.out" \
	"$dir/eval.jsonl"
fake_stop || :
start
"$B/bin/ft-eval" -q -j 32 -m fake-base -m tuned -o "$dir/eval.out" \
	"$dir/eval.jsonl"
"$B/bin/ft-eval" -q -j 32 -m fake-base -m tuned -o "$dir/eval.out" \
	"$dir/eval-many.jsonl"
before=$(wc -l <fake.log)
ask "$eval_n examples" "$dir/eval.jsonl"
ask "$((10 * eval_n)) examples" "$dir/eval-many.jsonl"
ask "$eval_n examples, --html" "$dir/eval.jsonl" --html "$dir/eval.html"
table ms 'All answers known'
echo "requests sent: $(($(wc -l <fake.log) - before))"
fake_stop || :
