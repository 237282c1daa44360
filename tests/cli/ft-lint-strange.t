#!/bin/sh
# SPDX-License-Identifier: MIT
# ft-lint: files whose records are in no training format are told so in one
# sentence, and files with a few such records are told of these.
# shellcheck source=tests/cli/tap.sh
. "${0%/*}/tap.sh"

repeat() { # N LINE
	n=$1
	while [ "$n" -gt 0 ]; do
		printf '%s\n' "$2"
		n=$((n - 1))
	done
}
by_rule() { # WANTED WHAT
	tr -d '\n' <out | sed 's/.*"by_rule":{\([^}]*\)}.*/\1/' >got
	printf '%s' "$1" >want
	same got want "$2"
}

good='{"messages":[{"role":"user","content":"a"},{"role":"assistant","content":"b"}]}'
odd='{"task_id":7,"prompt":"a","canonical_solution":"b"}'

repeat 30 "$odd" >in
run ft-lint in
status 1 'a file in no format is an error'
out_has 'in:1:1: error: no training format is recognised in objects with the keys task_id, prompt and canonical_solution; jq -c ' 'it is told what it looks like, and a command'
out_has '30 records: 0 good, 30 bad; 1 error,' 'once, and all records are counted'
run ft-lint -p --rejects bad in
empty out 'none of them passes'
same bad in 'all are rejected'

sed -n "s/.*; \(jq .*\) would make .*/\1/p" err >way
if command -v jq >/dev/null; then
	sh way <in >made
	run ft-lint -q --ignore set made
	status 0 'what the command makes is good'
	head -n 1 made >got
	echo "$good" >want
	same got want 'and what it is said to be'
else
	skip 'no jq' 'what the command makes is good'
	skip 'no jq' 'and what it is said to be'
fi

run ft-lint --format json -t chat in
by_rule '"E101":30' 'with --type each is told what it lacks'
run ft-lint --format json --ignore E006,W602,W601 in
by_rule '"E101":30' 'and so it is without that rule'

# What is no JSON Lines at all is told by its first bytes.
is() { # FILE WHAT
	run ft-lint "$1"
	status 1 "a file that is $2 is an error"
	out_has "$1:1:1: error: the file is $2" 'and told to be that'
	out_has '1 error, 0 warnings, 0 notes' 'and no more'
}
printf 'PK\003\004%s,b\n%s\n' "$good" "$good" >xlsx
is xlsx 'a ZIP archive, as a workbook of Excel is; saved as CSV'
printf 'PAR1\025\004\n\377\n' >parquet
is parquet 'a Parquet file; pandas'
printf '<!DOCTYPE html>\n<html>\n' >html
is html 'an HTML page; what was fetched is not the data'
if iconv -f UTF-8 -t UTF-16 in >utf16 2>/dev/null; then
	is utf16 'in UTF-16; iconv -f UTF-16 -t UTF-8 mends it'
	iconv -f UTF-8 -t UTF-16LE in >utf16
	is utf16 'in UTF-16; iconv -f UTF-16LE'
	iconv -f UTF-8 -t UTF-16BE in >utf16
	is utf16 'in UTF-16; iconv -f UTF-16BE'
else
	skip 'iconv has no UTF-16' 'UTF-16'
fi
tar cf archive.tar in
is archive.tar 'a tar archive; tar -xf unpacks it'
printf '%s\n%s\n' "$good" '<html>' >page
run ft-lint page
out_has '[E051 invalid-json]' 'a line further down is a line'

# Most of the first hundred say what the file is.
{
	repeat 40 "$odd"
	repeat 41 "$good"
} >in
run ft-lint --format json --ignore set in
by_rule '"E101":40' 'a few odd ones are told one by one'
{
	repeat 40 "$good"
	repeat 41 "$odd"
} >in
run ft-lint --format json -p --ignore set in
empty out 'where most are odd none passes'
run ft-lint --format json --ignore set in
by_rule '"E006":1' 'and the sentence is the only one'
out_has '"line":41,' 'at the first record that is odd'

# The begin of a file is looked at before it is read in parts.
awk 'BEGIN {
	for (s = "x"; length(s) < 300000; )
		s = s s
	printf "{\"story\":\"%s\"}\n{\"story\":\"a\"}\n", s
}' >in
run ft-lint -j1 in
cp out want
out_has 'objects with the key story' 'a first record longer than that'
run ft-lint -j4 in
same out want 'is told the same by four threads'

for case in '7:values of which the first is a number' '{}:empty objects'; do
	repeat 12 "${case%%:*}" >in
	run ft-lint in
	out_has "recognised in ${case#*:}" "lines of ${case%%:*} are told once"
done
printf '{"a\\u001b[2J":1}\n' >in
run ft-lint in
out_has 'the key a\x1b[2J; --type' 'the keys drive no terminal'

repeat 12 '{"text":"a","label":"b"}' >in
run ft-lint in
out_has "OpenAI does not take plain texts (text); jq -c '{messages: [{role: \"user\", content: .text}, {role: \"assistant\", content: .label}]}' would make examples of them" \
	'texts with labels could be examples'

repeat 12 "$odd" >in
run ft-lint --provider all in
status 1 'nobody takes it'
[ "$(grep -c ' no *E006 line 1: no training format' out)" = \
	"$(grep -c '^  ' out)" ]
ok $? 'and that is why'
plan
