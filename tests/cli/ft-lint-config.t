#!/bin/sh
# SPDX-License-Identifier: MIT
# ft-lint in a project: its configuration, and the findings that are known.
# shellcheck source=tests/cli/tap.sh
. "${0%/*}/tap.sh"

bad='{"messages":[{"role":"user","content":"a"},{"role":"user","content":"b"}]}'
printf '%s\n' "$bad" >in

ids() { # OPTION...: "error E203" and so on, of all findings
	run ft-lint --format jsonl "$@"
	sed 's/.*"level":"\([a-z]*\)","rule":"\([A-Z0-9]*\)".*/\1 \2/' out |
		paste -sd , - >got
}
got() { # WANTED WHAT
	echo "$1" >want
	same got want "$2"
}

# It is found in the working directory, or the nearest one above.
cat >.ft-lint <<'EOT'
# What we do not mind.

ignore = too-few-examples
	warn =	E203
EOT
ids in
got 'warning E203,warning W206' 'a configuration is found and obeyed'
status 0 'a warning is no error'
mkdir -p sub/dir sub/.ft-lint
cd sub/dir || exit 99
run ft-lint --format jsonl -v ../../in
cd ../.. || exit 99
mv sub/dir/out sub/dir/err .
sed 's/.*"rule":"\([A-Z0-9]*\)".*/\1/' out | paste -sd , - >got
got 'E203,W206' 'from a folder below, too'
err_has "configuration: $PWD/.ft-lint" '-v says which it is'
printf 'select = E\n' >sub/dir/.ft-lint
cd sub/dir || exit 99
run ft-lint --format jsonl ../../in
cd ../.. || exit 99
mv sub/dir/out .
sed 's/.*"rule":"\([A-Z0-9]*\)".*/\1/' out | paste -sd , - >got
got 'E203,E003' 'the nearest one alone counts'
ids --config sub/dir/.ft-lint in
got 'error E203,error E003' '--config takes another'
ids --config /dev/null in
got 'error E203,warning W206,error E003' 'an empty one is none'

# The command line goes over it.
ids --error E203 in
got 'error E203,warning W206' 'levels of the command line go over it'
ids --select E003 in
got 'error E003' 'what was off can be selected'
printf 'max-findings = 1\nfail-on = never\nmodel = gpt-4o-mini\n' >.ft-lint
cat in in >two
run ft-lint two
status 0 'other options are obeyed'
out_has '1 more of E203 no-assistant' 'with their numbers'
out_has 'tokens per example' 'and names'
run ft-lint --fail-on error --max-findings 20 two
status 1 'but the command line is asked first'
printf '\357\273\277# BOM\r\nselect = E2\r\nselect=W2,\tI\r\n' >.ft-lint
ids in
got 'error E203,warning W206' 'lists add up, and lines may end as they do'

# What is wrong in it is told with its place.
wrong() { # CONFIGURATION PLACE TEXT
	# shellcheck disable=SC2059 # escapes
	printf "$1" >conf
	run ft-lint --config conf in
	status 2 "$3: a mistake"
	err_has "ft-lint: conf:$2: error: $3" "$3: and where"
}
wrong 'select = E\nfoo = 1\n' 2:1 "unknown key 'foo'; known are type"
wrong '\n  select E2\n' 2:3 'a line is KEY = VALUE'
wrong 'select =  \n' 1:8 "'select' has no value"
wrong 'ignore = E203, E999\n' 1:16 "'E999' is no rule"
wrong 'model = gpt-4o\nmodel = gpt-4o\n' 2:1 "'model' is given twice"
wrong 'model = gpt-4p\n' 1:9 "unknown model 'gpt-4p'"
wrong 'fail-on = sometimes\n' 1:11 "'fail-on' wants error|warning|info|never"
wrong 'max-findings = few\n' 1:16 "'max-findings' wants a whole number"
wrong 'select = E\001\n' 1:10 "'E\\x01' is no rule"
wrong 'select = \351\n' 1:10 'invalid UTF-8'
wrong 'select = E\000\n' 1:11 'a NUL byte'
run ft-lint --config missing in
status 4 'a configuration that is not there'
err_has 'missing' 'is named'
rm .ft-lint

# A baseline: what is known is not told.
cp "$top/data-samples/damaged.jsonl" damaged.jsonl
run ft-lint --write-baseline known damaged.jsonl
status 0 'what becomes known does not fail'
out_has '29 findings that are known are not shown' 'and is counted'
head -n 1 known >got
got '# ft-lint baseline 1' 'the file says what it is'
sort -k 1.2n -s known >want
grep -c . known >got
[ "$(awk 'NR > 1 { n += $3 } END { print n }' known)" -eq 29 ]
ok $? 'it holds all findings'
awk 'NR > 1 { print substr($1, 2) " " $2 }' known >keys
sort keys >want
same keys want 'in order'
run ft-lint --baseline known damaged.jsonl
status 0 'what is known does not fail'
out_has '29 records: 29 good, 0 bad; 0 errors, 0 warnings' 'nothing is new'
{
	echo '{"messages":[]}'
	tac damaged.jsonl
	echo '{"messages":[]}'
} >more.jsonl
run ft-lint --format jsonl --baseline known more.jsonl
status 1 'what is new does'
sed 's/.*"line":\([0-9]*\).*"rule":"\([A-Z0-9]*\)".*/\1 \2/' out |
	paste -sd , - >got
got '22 E103,31 E103' 'the same content counts as often as it did'
run ft-lint --format json --baseline known more.jsonl
out_has '"good":29,"bad":2,"errors":2,"warnings":0,"infos":0,"known":29' \
	'and the counts are of what is new'
run ft-lint --pass -q --baseline known more.jsonl
[ "$(wc -l <out)" -eq 29 ]
ok $? 'what is known passes'
grep -v "'messages'" damaged.jsonl >less.jsonl
run ft-lint --baseline known less.jsonl
out_has '1 finding of the baseline is gone' 'what is mended is told'
printf 'baseline = known\n' >.ft-lint
cd sub || exit 99
run ft-lint -q ../damaged.jsonl
cd .. || exit 99
status 0 'a configuration names it from its own folder'
rm .ft-lint

cp known before
run ft-lint --write-baseline known damaged.jsonl missing.jsonl
status 4 'input that is missing'
same known before 'makes no baseline'
for text in '' 'E203' '# ft-lint baseline 1\nE203 12 1' \
	'# ft-lint baseline 1\nE203 0123456789abcdef 0' \
	'# ft-lint baseline 1\nE203 0123456789abcdeg 1' \
	'# ft-lint baseline 1\nE203 0123456789abcdef 1 2'; do
	# shellcheck disable=SC2059 # escapes
	printf "$text\n" >odd
	run ft-lint --baseline odd in
	status 2 "no baseline: '$text'"
	err_has "odd:$(wc -l <odd):1: error: no " 'and where'
done
run ft-lint --baseline missing in
status 4 'a baseline that is missing'
plan
