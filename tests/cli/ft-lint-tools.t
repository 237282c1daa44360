#!/bin/sh
# SPDX-License-Identifier: MIT
# ft-lint's rules for tools, where one record, or one file, is not enough to
# show them.
# shellcheck source=tests/cli/tap.sh
. "${0%/*}/tap.sh"

lines() { # NUMBER FILE PATTERN TITLE
	[ "$(grep -c "$3" "$2")" -eq "$1" ]
	ok $? "$4"
}

# A function "stock" with that property, called with those arguments.
example() { # PROPERTY ARGUMENTS
	printf '{"messages":[{"role":"user","content":"Rye?"},'
	printf '{"role":"assistant","tool_calls":[{"id":"c1",'
	printf '"type":"function","function":{"name":"stock","arguments":"%s"}' \
		"$2"
	printf '}]}],"tools":[{"type":"function","function":{"name":"stock",'
	printf '"parameters":{"type":"object","properties":{%s}}}}]}\n' "$1"
}

# What a file declares is held against that file alone.
example '"item":{"type":"string"}' '{}' >a
example '"item":{"type":"integer"}' '{}' >b
run ft-lint -q --select schema-drift --error schema-drift a b a
status 0 'files that differ'
empty out 'have nothing to do with each other'
cat a b a b >c
run ft-lint --select schema-drift --format jsonl c a c
lines 2 out '"rule":"I322"' 'each form is told once a file'
lines 2 out '"line":2' 'where it comes first'
lines 2 out '"pointer":"/tools/0/function"' 'with its pointer'

example '"item":{"kind":"bread"}' '{}' >d
cat d d d >e
run ft-lint --select unchecked-schema --format jsonl e d
lines 2 out '"rule":"I324"' 'what is not checked is told once a file'
lines 2 out '"line":1' 'where it comes first'

# The column is that of the place within the string, whatever is escaped.
example '"item":{"type":"string"},"n":{"type":"integer"}' \
	'{\"item\":\"\u00e9\ud83e\udd56\\\\n\",\"n\":\"x\"}' >f
run ft-lint --select arguments-schema --format json f
column=$(sed -n 's/.*"column":\([0-9]*\).*/\1/p' out)
# shellcheck disable=SC2086 # a number
tail -c +${column:-1} f | head -c 5 >there
printf '\\"x\\"' >want
same there want 'the column leads to the value in the arguments'

# Many records on many threads: the same report.
i=0
while [ $i -lt 400 ]; do
	example '"item":{"type":"string","optional":true}' '{\"item\":7}'
	example '"item":{"type":"str"}' '{\"item\":7}'
	example '"item":{"type":"string","pattern":"^[a-z]+$"}' \
		'{\"item\":\"Rye\"}'
	i=$((i + 1))
done >many.1
awk '{ gsub(/stock/, "stock" int(NR / 50)); print }' many.1 >many
run ft-lint --format jsonl --select tool --warn unused-tool -j 1 many
mv out one
lines 1200 one 'W31[689]' 'each record has its findings'
run ft-lint --format jsonl --select tool --warn unused-tool -j 4 many
same out one 'whatever the number of threads'

# What would take for ever is given up: a choice of choices of itself, a
# pattern that goes back and forth, many properties against many.
awk 'BEGIN {
	printf "{\"messages\":[{\"role\":\"user\",\"content\":\"go\"}"
	for (i = 0; i < 2000; i++)
		printf ",{\"role\":\"assistant\",\"tool_calls\":[{\"id\":\"c%d\"," \
			"\"type\":\"function\",\"function\":{\"name\":\"f\"," \
			"\"arguments\":\"{\\\"a\\\":[[[[[[1]]]]]],\\\"b\\\":\\\"" \
			"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa!\\\"}\"}}]}", i
	printf "],\"tools\":[{\"type\":\"function\",\"function\":{\"name\":" \
		"\"f\",\"parameters\":{\"type\":\"object\",\"properties\":{" \
		"\"a\":{\"$ref\":\"#/$defs/d\"},\"b\":{\"pattern\":" \
		"\"^(([a-z])+.)+[A-Z]([a-z])+$\"}},\"$defs\":{\"d\":{\"anyOf\":["
	for (i = 0; i < 20; i++)
		printf "%s{\"items\":{\"$ref\":\"#/$defs/d\"},\"maxItems\":0}", \
			(i > 0 ? "," : "")
	print "]}}}}}]}" }' >slow
LIMIT=20 run ft-lint -q --select tool slow
status 0 'schemas that would take for ever are given up'
awk 'BEGIN {
	n = 30000
	printf "{\"messages\":[{\"role\":\"user\",\"content\":\"go\"}," \
		"{\"role\":\"assistant\",\"tool_calls\":[{\"id\":\"c\"," \
		"\"type\":\"function\",\"function\":{\"name\":\"f\"," \
		"\"arguments\":\"{"
	for (i = 0; i < n; i++)
		printf "%s\\\"a%d\\\":1", (i > 0 ? "," : ""), i
	printf "}\"}}]}],\"tools\":[{\"type\":\"function\",\"function\":{" \
		"\"name\":\"f\",\"parameters\":{\"type\":\"object\"," \
		"\"additionalProperties\":false,\"properties\":{"
	for (i = 0; i < n; i++)
		printf "%s\"b%d\":{}", (i > 0 ? "," : ""), i
	print "}}}}]}" }' >wide
LIMIT=20 run ft-lint -q --select tool wide
status 0 'and many properties'

# The arguments of one call are JSON of any depth.
deep=$(awk 'BEGIN { for (i = 0; i < 600; i++) printf "["
	for (i = 0; i < 600; i++) printf "]" }')
example '"item":{"items":{}}' "{\\\"item\\\":$deep}" >deep
run ft-lint --select tool --error W308 deep
out_has "'arguments' holds no JSON" 'too deep is told'
plan
