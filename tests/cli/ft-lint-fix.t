#!/bin/sh
# SPDX-License-Identifier: MIT
# ft-lint --fix and --diff: what is repaired, and that nothing else is.
# shellcheck source=tests/cli/tap.sh
. "${0%/*}/tap.sh"

good='{"messages":[{"role":"user","content":"a"},{"role":"assistant","content":"b"}]}'
{
	printf '\357\273\277%s\r\n' "$good"
	printf '{ "messages" : [ {"role":"User","content":" a\\n"},'
	printf '{"role":"assistant","content":"b","weight":1.0} ] }\n'
	printf ' \n\n'
	printf '{"messages":[{"role":"user","content":"\\u0061?"},{"role":'
	printf '"assistant","function_call":{"arguments":{"x": 1},"name":"f"}}],'
	printf '"functions":[{"name":"f"}]}\n'
	printf '{"messages":[{"role":"boss","content":"c"}]}\n'
	printf '%s' "$good"
} >in
{
	printf '%s\n' "$good"
	printf '{ "messages" : [ {"role":"user","content":"a"},'
	printf '{"role":"assistant","content":"b","weight":1} ] }\n'
	printf '{"messages":[{"role":"user","content":"\\u0061?"},{"role":'
	printf '"assistant","tool_calls":[{"id":"call_1","type":"function",'
	printf '"function":{"arguments":"{\\"x\\": 1}","name":"f"}}]}],'
	printf '"tools":[{"type":"function","function":{"name":"f"}}]}\n'
	printf '{"messages":[{"role":"boss","content":"c"}]}\n'
	printf '%s\n' "$good"
} >want
run ft-lint --fix in
same out want 'what is certain is repaired, all else is as it was'
status 1 'what is left decides the status'
err_has 'in:4:22: error: unknown role' 'places are those of the repaired file'
err_has '2 blank lines were taken out' 'repairs are counted'
err_has '1 byte-order mark was taken away' 'each of them'
err_has '1 example with functions got tools' 'by what was done'
grep -q 'blank line$\|E002\|E307' err
[ $? -eq 1 ]
ok $? 'what was repaired is not found'
cp out fixed
run ft-lint --fix fixed
same out fixed 'to repair twice is to repair once'
grep -q 'taken\|became\|got tools\|lost white\|added' err
[ $? -eq 1 ]
ok $? 'and there is nothing to count'
cp in whole
run ft-lint --fix -o whole whole
empty out 'nothing on standard output with -o'
same whole fixed 'a file can be repaired in its place'
run ft-lint --fix --format json in
grep -q '"fixed":{"byte-order-mark":1,"crlf":1,"blank-line":2,"no-last-newline":1,"role-case":1,"weight-form":1,"arguments-string":1,"functions-to-tools":1,"content-space":1}' err
ok $? 'JSON has the counts by name'
i=0
while [ $i -lt 3000 ]; do
	tail -n +2 in | head -n 5
	i=$((i + 1))
done >many
run ft-lint --fix -q -j1 many
mv out one
mv err one.err
run ft-lint --fix -q -j5 many
same out one 'five threads repair the same'
same err one.err 'and tell the same'

run ft-lint --fix --pass --rejects bad in
grep -v boss want >pass
same out pass 'with --pass only what is good then passes'
grep boss want >rejected
same bad rejected 'and the rejects take the others'
run ft-lint --fix --ignore E202,E307 in
has out '"User"' 'what a rule would not find is not repaired'
has out '"arguments":{"x": 1}' 'nor is what hangs on it'

run ft-lint --explain weight-value
out_has '--fix repairs it: weight-form' 'a rule that can be repaired says so'

# The difference.
run ft-lint --diff in
status 1 'what would be changed is an answer, too'
mv out changes
if command -v patch >/dev/null; then
	cp in patched
	patch -s -p0 patched <changes
	same patched fixed 'patch makes the repaired file of the difference'
else
	skip 'patch is not installed' 'patch makes the repaired file'
fi
if command -v git >/dev/null; then
	cp in keep
	git apply --unidiff-zero -p0 changes 2>/dev/null
	same in fixed 'so does git apply'
	mv keep in
else
	skip 'git is not installed' 'git apply makes the repaired file'
fi
lines=$(grep -c "^@@" changes)
[ "$lines" -eq 6 ]
ok $? 'a hunk for each line'
has changes '@@ -3 +2,0 @@' 'lines are counted on both sides'
head -n 1 changes >first
echo '--- in' >want
same first want 'the file is named'
run ft-lint --diff fixed
empty out 'no difference where there is nothing to repair'
i=0
while [ $i -lt 12 ]; do
	printf '%s\n' "$good"
	i=$((i + 1))
done >clean
run ft-lint --diff clean
status 0 'then all is well'
run ft-lint --diff --pass in
status 2 '--diff with --pass is a mistake'

# What is no JSON Lines is not touched, nor what cannot be read.
printf '[\r\n\r\n{"a":1}\r\n]' >array
run ft-lint --fix array
same out array 'a file that is no JSON Lines stays as it is'
run ft-lint --diff array
empty out 'and makes no difference'
gzip -c in >in.gz
run ft-lint --fix in.gz
same out fixed 'packed input is repaired, too'
head -c 60 in.gz >cut.gz
echo old >kept
run ft-lint --fix -o kept cut.gz
status 3 'of input that is cut'
echo old >want
same kept want 'no file is written'
run ft-lint --fix --max-record 90 -o kept in
status 3 'nor where a record was too long'
same kept want 'to be held'
plan
