#!/bin/sh
# SPDX-License-Identifier: MIT
# The rules of ft-lint: the manual page names every one of them as --list-rules
# does, --explain has something to say, and a golden case shows it.
# shellcheck source=tests/cli/tap.sh
. "${0%/*}/tap.sh"

# "E001 not-jsonl: the file is no JSON Lines, ..."
run ft-lint --list-rules
status 0 '--list-rules lists the rules'
awk '{ id = $1; name = $2; $1 = $2 = $3 = $4 = ""; sub(/^ +/, "")
	print id " " name ": " $0 }' out >rules
cut -d : -f 1 rules >ids
awk '
/^\.It [EWI][0-9][0-9][0-9] / { rule = $2 " " $3; next }
rule != "" {
	sub(/\.$/, "")
	print rule ": " tolower(substr($0, 1, 1)) substr($0, 2)
	rule = ""
}' "$top/man/ft-lint.1" >described
same described rules 'ft-lint.1 describes the rules that there are'

sort -k 1.2 ids >sorted
same ids sorted 'they stand in the order of their numbers'
cut -d ' ' -f 1 ids | cut -c 2- | sort | uniq -d >twice
empty twice 'no number is given twice'
cut -d ' ' -f 2 ids | sort | uniq -d >twice
empty twice 'no name is given twice'
awk '$4 != "off" && $4 != (/^E/ ? "error" : /^W/ ? "warning" : "info")' \
	out >wrong
empty wrong 'an id begins with its level'

awk '$4 == "off" { print $1 }' out >off
awk '/^\.It [EWI][0-9][0-9][0-9] / { id = $2 } /^Off unless/ { print id }' \
	"$top/man/ft-lint.1" >want
same off want 'ft-lint.1 says which are off'

while read -r id name; do
	run ft-lint --explain "$id"
	out_has "$id $name (" "$id is explained"
	[ "$name" != file-too-large ] || continue # see below
	[ -r "$top/tests/golden/ft-lint/$name/in.jsonl" ]
	ok $? "a case shows $name"
	grep -q "$id" "$top/tests/golden/ft-lint/$name/out"
	ok $? "and it fires there"
done <ids

run ft-lint --explain E410
out_has '--provider: error for together, fireworks' \
	'whose rows turn a rule on is told'
run ft-lint --explain W412
out_has 'runs with --model only' 'and what it wants to run'

# A file of 513 MiB, most of it blank, that takes no room.
{
	printf '{"messages":[{"role":"user","content":"ping"},'
	printf '{"role":"assistant","content":"pong"}]}\n'
	awk 'BEGIN {
		for (s = " "; length(s) < 65536; )
			s = s s
		s = substr(s, 2)
		for (i = 0; i < 513 * 16; i++)
			print s
	}'
} | gzip -1 >large.jsonl.gz
run ft-lint large.jsonl.gz
out_has 'large.jsonl.gz: error: 537919574 bytes; a file of at most 536870912' \
	'a file that is too large is told'
out_has '[E005 file-too-large]' 'by its rule'

# A record with many calls and results takes no time.
awk 'BEGIN {
	n = 60000
	printf "{\"messages\":[{\"role\":\"user\",\"content\":\"go\"}," \
		"{\"role\":\"assistant\",\"tool_calls\":["
	for (i = 1; i <= n; i++)
		printf "%s{\"id\":\"c%d\",\"type\":\"function\",\"function\":" \
			"{\"name\":\"f\",\"arguments\":\"{}\"}}", (i > 1 ? "," : ""), i
	printf "]}"
	for (i = 1; i <= n; i++)
		printf ",{\"role\":\"tool\",\"tool_call_id\":\"c%d\"," \
			"\"content\":\"\"}", i + 1
	print "]}" }' >calls
LIMIT=20 run ft-lint --format json calls
out_has '"by_rule":{"E003":1,"W205":1,"E312":1,"E313":1,"W329":1}' 'so many calls take no time'
plan
