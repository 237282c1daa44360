# SPDX-License-Identifier: MIT
# Sourced behind tap.sh: for each tool, input that it takes and what it is to
# be called with, for the tests of what holds for all tools.

# shellcheck disable=SC2034 # for who sources it
all_tools='csv2jsonl jsonl2csv ft-lint ft-split ft-tokcount ft-cost'
# Those that speak to a provider and read no records.
# shellcheck disable=SC2034
net_tools='ft-files ft-upload ft-job ft-eval ft-chat'

# sample TOOL N: N good records
sample() {
	case $1 in
	csv2jsonl)
		awk -v n="$2" 'BEGIN {
			print "question,answer"
			for (i = 1; i <= n; i++)
				printf "\"What, please, is\n%d times %d?\"," \
					"\"%d, \"\"sch\303\266n\"\"\"\n", i, i, i * i
		}'
		;;
	*)
		awk -v n="$2" 'BEGIN {
			for (i = 1; i <= n; i++)
				printf "{\"messages\":[{\"role\":\"user\"," \
					"\"content\":\"What is %d times %d?\"}," \
					"{\"role\":\"assistant\",\"content\":" \
					"\"%d, sch\303\266n \346\227\245\"}]}\n", \
					i, i, i * i
		}'
		;;
	esac
}

# longest TOOL N: one good record, N bytes of text in it
longest() {
	case $1 in
	csv2jsonl)
		printf 'question,answer\n'
		words "$2"
		printf ',yes\n'
		;;
	*)
		printf '{"messages":[{"role":"user","content":"'
		words "$2"
		printf '"},{"role":"assistant","content":"yes"}]}\n'
		;;
	esac
}
words() { # N bytes, a word each seven
	awk -v n="$1" 'BEGIN {
		s = "bright "
		while (length(s) < 7000)
			s = s s
		for (; n > length(s); n -= length(s))
			printf "%s", s
		printf "%s", substr(s, 1, n)
	}'
}

# deepest TOOL N: a record of N brackets
deepest() {
	[ "$1" != csv2jsonl ] || printf 'prompt,completion\n"{""user"":'
	awk -v n="$2" 'BEGIN { while (n-- > 0) printf "[" }'
	[ "$1" != csv2jsonl ] || printf '",x'
	echo
}

# call TOOL [ARGUMENT...]: runs it so that its product is standard output
call() {
	called=$1
	shift
	case $called in
	ft-split) run ft-split -f --json --train train --validation valid "$@" ;;
	ft-cost) run ft-cost --today 2025-01-01 "$@" ;;
	*) run "$called" "$@" ;;
	esac
}

# takes_many TOOL: does it take several files?
takes_many() {
	[ "$1" != ft-split ]
}
