#!/bin/sh
# SPDX-License-Identifier: MIT
# ft-lint: the forms of its report, for people and for other programs.
# shellcheck source=tests/cli/tap.sh
. "${0%/*}/tap.sh"

damaged=$top/data-samples/damaged.jsonl
cp "$damaged" damaged.jsonl
lines() { # NUMBER FILE PATTERN TITLE
	[ "$(grep -c -- "$3" "$2")" -eq "$1" ]
	ok $? "$4"
}

# The order is that of the text, for any number of threads.
run ft-lint --format jsonl damaged.jsonl
sed 's/.*"line":\([0-9]*\),"column":\([0-9]*\).*/\1 \2/' out |
	awk '$1 == 0 { $1 = "99999" } { print }' >places
sort -n -k 1,1 -k 2,2 places >want
same places want 'findings come in the order of the text'
i=0
while [ $i -lt 200 ]; do
	cat damaged.jsonl
	i=$((i + 1))
done >many.jsonl
for format in text json sarif github junit; do
	run ft-lint -j1 --format $format many.jsonl damaged.jsonl
	mv out one
	run ft-lint -j5 --format $format many.jsonl damaged.jsonl
	same out one "$format is the same from five threads"
done

# SARIF
sarif() { # TITLE
	perl "$top/tests/cli/sarif.pl" <out >wrong
	empty wrong "$1"
}
run ft-lint --format sarif damaged.jsonl
sarif 'SARIF is what its schema says'
status 1 'and the status is that of the findings'
lines 29 out '"ruleId"' 'all findings are in it'
run ft-lint --format sarif "$top/data-samples/chat.jsonl"
sarif 'so it is without findings'
cp out none
sed 's/"driver"/"drive"/; s/"2.1.0"/""/' none >out
perl "$top/tests/cli/sarif.pl" <out >wrong
lines 3 wrong . 'the checker sees what is wrong'
run ft-lint --format sarif many.jsonl
sarif 'many findings are within what GitHub takes'
out_has 'more of E051 invalid-json are not shown' 'and how many are left is said'
out_has '"E051":800' 'the counts are of all'
run ft-lint --format sarif --max-findings 2 damaged.jsonl
lines 2 out '"ruleId":"E051"' 'as many of a rule as asked for'
out_has '2 more of E051 invalid-json' 'the others are counted'
out_has '"text":"not checked without --model: E021 model-ended' \
	'what could not run is told'

# U+1F600 is 4 bytes and 2 units of UTF-16.
printf '{"messages":[{"role":"user","content":"\360\237\230\200\303\251"},%s]}\n' \
	'{"role":"boss","content":""}' >'a b:%.jsonl'
run ft-lint --format sarif 'a b:%.jsonl'
sarif 'a name with blanks and more becomes a URI'
out_has '"uri":"a%20b%3A%25.jsonl"' 'as it is escaped there'
out_has '"startColumn":54,"endLine":1,"endColumn":60' \
	'columns are in UTF-16'
run ft-lint --format jsonl 'a b:%.jsonl'
out_has '"column":57' 'where ours are in bytes'

# A fingerprint is of the content, whatever the line, the file or the thread.
prints() {
	grep -o '"primaryLocationLineHash":"[^"]*"' out | sort
}
run ft-lint --select role --format sarif damaged.jsonl
prints >want
[ -s want ]
ok $? 'findings have fingerprints'
{
	echo
	sort -r damaged.jsonl
} >moved.jsonl
run ft-lint --select role --format sarif moved.jsonl
prints >got
same got want 'which stay when the lines move'

# GitHub
run ft-lint --format github damaged.jsonl
lines 10 out '^::error file=damaged.jsonl,line=' 'ten errors, as GitHub shows'
lines 3 out '^::warning ' 'and the warnings'
grep -n '^::' out | sed 's/^\([0-9]*\):::\([a-z]*\).*/\2/' | uniq >got
printf 'error\nwarning\n' >want
same got want 'the worst first'
out_has 'title=E051 invalid-json (4 in all)::' 'a title counts its rule'
lines 1 out 'title=E051' 'one of each rule before a second'
out_has '13 of 29 findings are shown' 'it says how many there are'
run ft-lint --format github --error W054 damaged.jsonl
lines 2 out '^::warning ' 'a level is that of the run'
name=$(printf 'a,b:%%\nc')
cp 'a b:%.jsonl' "$name"
run ft-lint --select E202 --format github "$name"
out_has '::error file=a%2Cb%3A%25\x0ac,line=1,col=54,endColumn=60,' \
	'names are escaped, and cannot begin a command'

# JUnit
run ft-lint --format junit damaged.jsonl clean.jsonl
status 4 'a file that is missing'
cp "$top/data-samples/chat.jsonl" clean.jsonl
run ft-lint --format junit damaged.jsonl clean.jsonl
out_has '<testsuite name="damaged.jsonl" tests="' 'a suite for each file'
out_has '<testsuite name="clean.jsonl" tests="' 'for the good one too'
suites=$(grep -c '<testsuite ' out)
cases=$(sed -n 's/.*tests="\([0-9]*\)".*/\1/p' out | awk '{ n += $1 } END { print n }')
lines "$cases" out '<testcase ' 'as many cases as it says'
failures=$(sed -n 's/.*failures="\([0-9]*\)".*/\1/p' out |
	awk '{ n += $1 } END { print n }')
lines "$failures" out '<failure ' 'as many failures'
lines $((suites * 9)) out '<skipped message="not checked without --model"/>' \
	'what could not run is skipped'
out_has '<system-out>damaged.jsonl:28:57: warning: ' 'a warning is no failure'
if command -v xmllint >/dev/null; then
	xmllint --noout out
	ok $? 'it is XML'
else
	skip 'xmllint is not installed' 'it is XML'
fi
run ft-lint --format junit --fail-on warning damaged.jsonl
out_has '<failure type="warning"' 'but with --fail-on warning it is'
printf '{"messages":[{"role":"<&\\"\\u0001\\uffff","content":""}]}\n' >odd
run ft-lint --format junit odd
out_has "'&lt;&amp;&quot;\\x01\\u{ffff}'" 'what XML cannot hold is masked'

# The place in the line.
run ft-lint damaged.jsonl
lines 0 out ' | ' 'no excerpt where nobody looks'
run ft-lint --excerpt always --select E202 damaged.jsonl
cat >want <<'EOT'
damaged.jsonl:11:22: error: unknown role 'human'; known are system, developer, user, assistant, tool, function (/messages/0/role) [E202 unknown-role]
   11 | {"messages":[{"role":"human","content":"Hi"},{"role":"assistant","con...
      |                      ^~~~~~~
EOT
head -n 3 out >got
same got want 'an excerpt shows the place'
if command -v script >/dev/null; then
	run script -qec 'TERM=xterm ft-lint --select E202 damaged.jsonl' /dev/null
	out_has '   11 | {"messages":[{"role":"human"' 'on a terminal by default'
else
	skip 'script is not installed' 'on a terminal by default'
fi
printf '{"messages":[{"role":"a\033[2J\302\233b","content":""}]}\n' >evil
run ft-lint --excerpt always evil
tr -d '[:print:]\n' <out >rest
empty rest 'control characters of the data are masked'
run ft-lint --format summary --ignore W502 damaged.jsonl
out_has 'W412 image-model, W503 answer-cut' \
	'checks that could not run are named, unless they are off'
plan
