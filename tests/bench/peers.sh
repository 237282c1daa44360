# SPDX-License-Identifier: MIT
# Sourced where ft-tokcount is held against other token counters.
# shellcheck source=tests/bench/lib.sh
. "${0%/*}/lib.sh"

whole='tiktoken python'
rest='tiktoken-node gpt-tokenizer js-tiktoken ai-tokenizer tokenizers
	transformers'

# peer NAME: sets interpreter and script.
peer() {
	case $1 in
	python) interpreter=python3 script=$here/peers/tiktoken.py ;;
	*) interpreter=node script=$here/peers/$1.mjs ;;
	esac
}

# probe ENCODING: sets $found, the peers of BENCH_PEERS that can do it, and says
# which they are.
probe() {
	found=
	for name in ${BENCH_PEERS-$whole $rest}; do
		peer "$name"
		if version=$("$interpreter" "$script" probe "$1" 2>/dev/null)
		then
			found="$found $name"
			echo "peer for $1: $version"
		else
			echo "no peer for $1: $name is not here, or lacks it"
		fi
	done
}

# peer_rows NAMES MODE ENCODING FILE: of NAMES, those that were found.
peer_rows() {
	for name in $1; do
		case " $found " in *" $name "*) ;; *) continue ;; esac
		peer "$name"
		row "$name" "$4" "$interpreter" "$script" "$2" "$3" "$4"
	done
}

# sees_peers NAMES: was any of them found?
sees_peers() {
	for name in $1; do
		case " $found " in *" $name "*) return 0 ;; esac
	done
	return 1
}

# ours THREADS ENCODING FILE
ours() {
	case $3 in
	*.jsonl) set -- "$1" "$2" "$3" ;;
	*) set -- "$1" "$2" "$3" --raw ;;
	esac
	row "ft-tokcount -j$1" "$3" "$B/bin/ft-tokcount" -q -e "$2" "-j$1" \
		${4:+"$4"} "$3"
}
