#!/bin/sh
# SPDX-License-Identifier: MIT
# Shows the pipeline on the files beside this script: each command, then what
# it prints.  What the commands write goes into a folder that is removed.
#
#	sh data-samples/demo.sh [FOLDER-OF-THE-TOOLS]
set -u
here=$(cd "$(dirname "$0")" && pwd)
bin=$(cd "${1:-$here/../build/bin}" && pwd) || exit 4
PATH=$bin:$PATH
work=$(mktemp -d) || exit 4
trap 'rm -rf "$work"' EXIT
cp "$here"/*.csv "$here"/*.jsonl "$work" && cd "$work" || exit 4

bold='' plain=''
if [ -t 1 ] && [ -z "${NO_COLOR:-}" ] && [ "${TERM:-dumb}" != dumb ]; then
	bold=$(printf '\033[1m') plain=$(printf '\033[0m')
fi

say() {
	printf '\n# %s\n' "$*"
}

# show STATUS COMMAND: prints and runs it; another status ends the demo
show() {
	printf '%s$ %s%s\n' "$bold" "$2" "$plain"
	sh -c "$2" 2>&1
	status=$?
	[ "$status" -eq 0 ] || echo "(status $status)"
	[ "$status" -eq "$1" ] && return
	echo "demo: status $status, expected $1" >&2
	exit 1
}

say 'A table of questions and answers'
show 0 'head -n 4 faq.csv'
say 'A row becomes an example; the columns are known by their names'
show 0 'csv2jsonl faq.csv | head -n 2 | cut -c 1-160'
say 'The whole pipeline: convert, let only good records pass, split'
show 0 'csv2jsonl -q faq.csv |
    ft-lint --pass -m gpt-4o-mini |
    ft-split --train train.jsonl --validation valid.jsonl'
say 'How many tokens are that?'
show 0 'ft-tokcount train.jsonl valid.jsonl'
show 0 'ft-tokcount --per-example train.jsonl | head -n 3'
say 'And what does training on them cost?'
show 0 'ft-cost -m gpt-4o-mini -m gpt-4.1-mini --validation valid.jsonl train.jsonl'
say 'Prompts that hold an object, as notebooks write them'
show 0 'csv2jsonl notebook.csv | head -n 2 | cut -c 1-160'
say 'Is the tuned model better?  From a record of what both have answered'
show 0 'ft-eval -m gpt-4o-mini-2024-07-18 -m ft:gpt-4o-mini-2024-07-18:acme::AbCd1234 \
    --replay answers.jsonl --metric exact,chrf chat.jsonl >scores.jsonl'
say 'What the provider would refuse is told with line, column and pointer'
show 1 'ft-lint damaged.jsonl'
say 'A filter keeps what is good, and the rest apart'
show 1 'ft-lint --pass --rejects bad.jsonl damaged.jsonl >good.jsonl 2>report'
show 0 'wc -l good.jsonl bad.jsonl'
