#!/bin/sh
# SPDX-License-Identifier: MIT
# ft-lint as a filter and as a gate; what each rule says is in tests/golden.
# shellcheck source=tests/cli/tap.sh
. "${0%/*}/tap.sh"

chat() { # N QUESTION: N good examples
	i=0
	while [ $i -lt "$1" ]; do
		printf '{"messages":[{"role":"user","content":"%s %d"},' "$2" $i
		printf '{"role":"assistant","content":"pong"}]}\n'
		i=$((i + 1))
	done
}
bad='{"messages":[{"role":"user","content":"ping"}]}'

# A filter passes bytes, and says where the others went.
{
	chat 11 one
	printf '%s\n' "$bad"
	printf '\n'
	# Another spacing, a carriage return, no last newline.
	printf '{ "messages" : [ {"role":"user","content":"\\u00e9"},'
	printf '{"content":"y","role":"assistant"} ] }\r\n'
	chat 1 last | tr -d '\n'
} >mixed
{
	chat 11 one
	sed -n 14p mixed
	chat 1 last
} >good
run ft-lint --pass --rejects rejected mixed
status 1 'an error is status 1'
same out good 'good records pass as they were read'
printf '%s\n' "$bad" >want
same rejected want 'bad records go to the rejects'
err_has 'mixed:12:13: error: no message of the assistant' \
	'the report is on standard error'
err_has '14 records: 13 good, 1 bad; 1 error' 'and counts what it saw'
err_has '1 blank line' 'blank lines are counted'

run ft-lint --pass -q mixed
same out good 'quiet passes the same'
printf '%s %s\n' 'mixed:12:13: error: no message of the assistant: nothing to' \
	'learn from (/messages) [E203 no-assistant]' >want
same err want 'and says errors only'

run ft-lint -o report mixed
empty out 'with -o nothing goes to standard output'
has report '[E203 no-assistant]' 'the report is in the file'

if command -v script >/dev/null; then
	run script -qec 'TERM=xterm ft-lint -o report mixed' /dev/null
	[ -z "$(tr -d '[:print:]\n' <report)" ]
	ok $? 'not coloured, whatever standard output is'
else
	skip 'script is not installed' 'no colours in a file'
fi

# A gate: from which level on it is closed.
chat 10 fine >clean
run ft-lint clean
status 0 'nothing found is status 0'
{
	cat clean
	printf '{"messages":[{"role":"user","content":""},'
	printf '{"role":"assistant","content":"x"}]}\n'
} >warned
run ft-lint warned
status 0 'a warning is no error'
run ft-lint --fail-on warning warned
status 1 'but with --fail-on warning it is'
run ft-lint --fail-on never mixed
status 0 'nor is an error with --fail-on never'

# Several files are several sets.
run ft-lint clean mixed clean
out_has 'mixed:12:13' 'the second file is named'
out_has '34 records: 33 good, 1 bad' 'all are summed up'

# JSON
run ft-lint --ignore I009,W010,I011 --format json mixed
cat >want <<'EOT'
{"file":"mixed","line":12,"column":13,"pointer":"/messages","level":"error","rule":"E203","name":"no-assistant","message":"no message of the assistant: nothing to learn from"}
EOT
sed -n 2p out >finding
same finding want 'a finding has its place, pointer and rule'
out_has '"summary":{"records":14,"good":13,"bad":1,"errors":1,"warnings":0' \
	'the summary has the counts'
out_has '"by_rule":{"E203":1}' 'and those of each rule'
run ft-lint --ignore I009,W010,I011 --format jsonl mixed
same out want 'jsonl is the findings alone'
run ft-lint --format json clean
out_has '{"version":1,"findings":[],"summary":{' 'no findings are an empty array'
printf '{"\\u0000":\n' | sed 's/^/\t/' >"$(printf 'a\033b')"
run ft-lint --format text "$(printf 'a\033b')"
out_has 'a\x1bb:1:' 'a file name cannot drive the terminal'

# Many findings: shown in part, counted in full.
{
	i=0
	while [ $i -lt 30 ]; do
		printf '%s\n' "$bad"
		i=$((i + 1))
	done
} >worse
run ft-lint --max-findings 5 worse
[ "$(grep -c 'error: no message' out)" -eq 5 ]
ok $? 'at most as many as asked for are shown'
out_has '25 more of E203 no-assistant are not shown' 'the others are counted'
out_has '30 errors' 'all are in the summary'
run ft-lint --format jsonl --ignore set --max-findings 5 worse
[ "$(wc -l <out)" -eq 30 ]
ok $? 'for programs none is left out'

# What a file is.
printf '[\n{"messages":[]},\n{"messages":[]}\n]\n' >array
run ft-lint array
out_has "jq -c '.[]'" 'of an array it says how to mend it'
out_has '1 record: 0 good, 1 bad; 1 error' 'and nothing else'
printf 'question,answer\na,b\n' >table
run ft-lint table
out_has 'csv2jsonl makes training examples' 'of CSV too'
printf '{"instruction":"a","output":"b"}\n%.0s' 1 2 3 >alpaca
run ft-lint --pass alpaca
err_has 'Alpaca examples' 'a foreign format is named once'
empty out 'and nothing of it passes'
printf '\357\273\277' | cat - clean >marked
run ft-lint marked
out_has 'marked:1:1: error: a byte-order mark' 'a byte-order mark is found'
status 1 'and is an error'

chat 9 few | gzip >whole.gz
head -c $(($(wc -c <whole.gz) - 4)) whole.gz >cut.gz
run ft-lint cut.gz
status 3 'of a file that is cut, so much is said'
grep -q E003 out
[ $? -eq 1 ]
ok $? 'but not that its examples are too few'

# Limits and tokens.
word=$(printf 'word %.0s' 1 2 3 4 5 6 7 8 9 10)
{
	chat 9 short
	printf '{"messages":[{"role":"user","content":"'
	i=0
	while [ $i -lt 2000 ]; do
		printf '%s' "$word"
		i=$((i + 1))
	done
	printf '"},{"role":"assistant","content":"yes"}]}\n'
} >long
run ft-lint --today 2026-06-01 -m gpt-3.5-turbo long
out_has 'long:10:1: warning: 200' 'an example over the limit is told'
out_has '[W502 over-limit]' 'as a warning'
out_has '[W503 answer-cut]' 'and that its answer is lost'
out_has 'tokens per example' 'a model unlocks the tokens'
run ft-lint long
out_has 'tokens were not counted: --model' 'without one it says what is missing'
run ft-lint --today 2026-06-01 -m gpt-4 long
out_has 'is not known and was not checked' 'a limit nobody knows is told'
run ft-lint -m gpt-3.5-turbos long
status 2 'an unknown model is a mistake'
err_has 'did you mean gpt-3.5-turbo' 'with proposals'

# A record with a hundred thousand mistakes is told in no time.
awk 'BEGIN { printf "{\"messages\":[{}"
	for (i = 1; i < 100000; i++) printf ",{}"
	print "]}" }' >many
LIMIT=20 run ft-lint many
status 1 'so many findings in a record take no time'
out_has '200,002 errors' 'and are all counted'

run ft-lint --max-record 50 mixed
out_has '[E053 record-too-long]' 'a record over the ceiling is a finding'
run ft-lint --rejects x mixed
status 2 '--rejects without --pass is a mistake'
run ft-lint --pass --rejects x -o ./x mixed
status 2 'good and bad records cannot go to one file'
cp mixed own
run ft-lint --pass --rejects ./own own
status 2 'the rejects do not replace an input'
same own mixed 'which is as it was'
run ft-lint --explain E203
out_has 'E203 no-assistant (role, error)' 'a rule is explained by its id'
run ft-lint --explain no-assistant
out_has 'E203 no-assistant (role, error)' 'or by its name'
run ft-lint --explain E999
status 2 'but not one that there is not'
plan
