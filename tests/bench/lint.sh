# SPDX-License-Identifier: MIT
# ft-lint beside a bare parse and a notebook's checks, with a model beside
# ft-tokcount and a notebook that counts tokens, too; and what the rules that
# hold examples against each other remember of each.
#
# "One core" is one thread of ours on the processor on which the peer runs.  The
# ratio of "a bare yajl parse" is thus the share of its speed that ft-lint has;
# so it is of ft-tokcount.
# shellcheck source=tests/bench/peers.sh
. "${0%/*}/peers.sh"

checked=${BENCH_JSONL:-$texts/chat.jsonl}
[ -n "${BENCH_JSONL:-}" ] || need_texts
model=gpt-4o-mini encoding=o200k_base
program yajl -lyajl

# The notebook that counts wants Python's tiktoken; npm's alone counts and
# checks nothing.
BENCH_PEERS=${BENCH_PEERS-$whole} probe $encoding

without_model() { # OPTION...
	row "ft-lint $*" "$checked" "$B/bin/ft-lint" "$@" "$checked"
	row 'a bare yajl parse' "$checked" "$dir/yajl" "$checked"
	! have python3 || row 'Python, a notebook' "$checked" \
		python3 "$here/peers/notebook.py" "$checked"
}

with_model() { # OPTION...
	row "ft-lint -m $*" "$checked" \
		"$B/bin/ft-lint" -m $model "$@" "$checked"
	row "ft-tokcount -m $*" "$checked" \
		"$B/bin/ft-tokcount" -q -m $model "$@" "$checked"
	case " $found " in *' python '*)
		row 'Python, a notebook' "$checked" \
			python3 "$here/peers/notebook.py" "$checked" $encoding
		;;
	esac
	case " $found " in *' tiktoken '*)
		row 'npm tiktoken, no checks' "$checked" node \
			"$here/peers/tiktoken.mjs" chat $encoding "$checked"
		;;
	esac
}

on=$one_core
without_model -j1
table plain "ft-lint, one core, $checked"
with_model -j1
table plain "ft-lint -m $model, one core, $checked"
on=
without_model
table plain "ft-lint, all cores, $checked"
with_model
table plain "ft-lint -m $model, all cores, $checked"

runs=1
for millions in 5 10; do
	short $millions
	row ft-lint "$dir/short-$millions" \
		"$B/bin/ft-lint" -q --select set "$dir/short-$millions"
done
table growth 'memory of the rules for sets, 40 to 80 bytes are stated' \
	stated=80 record=39
rm -f "$dir/short-5" "$dir/short-10"
