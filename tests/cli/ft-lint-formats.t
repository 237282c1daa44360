#!/bin/sh
# SPDX-License-Identifier: MIT
# ft-lint: which format a file has, and what is looked at in each.
# shellcheck source=tests/cli/tap.sh
. "${0%/*}/tap.sh"

repeat() { # N LINE
	n=$1
	while [ "$n" -gt 0 ]; do
		printf '%s\n' "$2"
		n=$((n - 1))
	done
}
# "RULE POINTER", of what is found about shapes, roles and formats.
found() { # OPTION...
	run ft-lint --format jsonl "$@"
	sed 's/"pointer":null/"pointer":"-"/' out |
		sed 's/.*"pointer":"\([^"]*\)".*"rule":"\([A-Z0-9]*\)".*/\2 \1/
			s/ $//' |
		grep '^[EW][12]\|^[EI]00[78]\|W701' >got
}
got() { # WANTED WHAT
	printf '%s\n' "$1" >want
	same got want "$2"
}

good='{"messages":[{"role":"user","content":"a"},{"role":"assistant","content":"b"}]}'
question='{"messages":[{"role":"user","content":"a"}],"answer":"b"}'
pair='{"input":{"messages":[{"role":"user","content":"a"}]},"preferred_output":[{"role":"assistant","content":"b"}],"non_preferred_output":[{"role":"assistant","content":"c"}]}'
text='{"prompt":"a","completion":"b"}'

# The rules for messages look at all of them, each in its place.
echo '{"input":{"messages":[{"role":"human","content":"a"}]},"preferred_output":[{"content":"b"}],"non_preferred_output":[{"role":"assistant","content":7}],"model":"m"}' >in
found in
got 'I007 -
E202 /input/messages/0/role
E201 /preferred_output/0
E112 /non_preferred_output/0/content
W105 /model' 'a preference has three conversations'
echo '{"prompt":"","completion":null}' >in
found in
got 'W701 /prompt
E111 /completion' 'a prompt is what the user says, a completion the answer'
echo '{"conversations":[{"from":"human","value":"a"},{"from":"bot","value":["b"]}]}' >in
found --provider axolotl in
got 'E203 /conversations
E202 /conversations/1/from
E112 /conversations/1/value' 'other dialects have their own keys'
echo '{"contents":[{"role":"user","parts":[{"text":"a"}]},{"role":"assistant"}]}' >in
found --provider gemini in
got 'E203 /contents
E111 /contents/1
E202 /contents/1/role' 'and their own words for who speaks'

# What the first record is, all are to be; -t says it for good.
{
	repeat 9 "$question"
	echo "$good"
} >in
found --ignore I007 in
got 'W141
E140 /messages/1' 'an answer is wrong where there are only questions'
found --ignore E104,E203 -t chat in
empty got 'and right in a chat'
{
	repeat 9 "$good"
	echo "$question"
} >in
found in
got 'E203 /messages
E104 /answer' 'a question is wrong among answers'
{
	printf '\n7\nno JSON\n{"some":"thing"}\n'
	repeat 9 "$pair"
	echo '{"input":{},"preferred_output":[]}'
} >in
found --ignore E106 in
got 'E119
E119
E119
E104 /some
I007 -
E119
E119 /input
E103 /preferred_output' 'lines that are nothing do not say what a file is'
for type in chat completion preference reinforcement; do
	case $type in
	chat) line=$good others="completion preference" ;;
	completion) line=$text others="chat preference reinforcement" ;;
	preference) line=$pair others="chat completion reinforcement" ;;
	reinforcement) line=$question others="completion preference" ;;
	esac
	repeat 10 "$line" >in
	found --ignore W143 -t $type in
	empty got "-t $type takes $type examples"
	for other in chat completion preference reinforcement; do
		run ft-lint -q --ignore all --error mixed-formats -t $other in
		grep -q E008 out && echo $other
	done | paste -sd ' ' - >got
	got "$others" 'and other types do not, but by their own rules'
done
run ft-lint -t kto in
status 2 'a type that is none is a mistake'

# Where nothing can be recognised at the begin, the first that can be decides.
{
	awk 'BEGIN { for (i = 0; i < 300000; i++) print "" }'
	repeat 9 "$question"
	echo "$text"
} >in
found --ignore W143 in
got 'I007 -
E008 -' 'a long begin of blank lines hides no format'
plan
