#!/bin/sh
# SPDX-License-Identifier: MIT
# What the benchmark's figures rest on: how it measures, compares and sums up.
# shellcheck source=tests/cli/tap.sh
. "${0%/*}/tap.sh"

bench=$top/tests/bench
for program in measure hostile sink; do
	run "${CC:-cc}" -pthread -o $program "$bench/$program.c"
	status 0 "$program compiles"
done

printf '%s\t1\tsh\t-c\techo %s >>order\n' a a b b >rows
run ./measure 2 <rows
status 0 'commands are measured'
printf '%s\n' a b a b >wanted
same order wanted 'commands run in turn'

printf 'slow\t1\tsleep\t0.2\n' >rows
run ./measure 1 <rows
awk -F '\t' '{ exit !($3 >= 0.2 && $3 < 5 && $7 == "ok") }' out
ok $? 'what is measured is the time of the command'

printf 'one\t1\tsh\t-c\techo run >>once; exit 3\n' >rows
run ./measure 3 <rows
out_has 'status 3' 'a command that fails is told by its status'
echo run >wanted
same once wanted 'a command that fails is not run again'

printf 'one\t1\tfalse\n' >rows
run ./measure 1 <rows
out_has 'ok' 'status 1 is an answer'
run ./measure -k 1 <rows
out_has 'status 1' 'status 1 is no answer where one is wanted'

printf 'one\t1\tsleep\t60\n' >rows
run ./measure -t 1 1 <rows
out_has 'signal 14' 'a command that takes too long is given up'

# Rows as measure prints them: name, bytes, median, least, most, KiB, fault and
# answer.
printf '%s\t2000000\t%s\t0\t0\t1024\t%s\t%s\n' \
	'ft-tokcount -j1' 0.1 ok '  100        1 text' \
	'a bare memory read' 0.05 ok 'sum 5' \
	same 1 ok '100 in 0.5' other 2 ok '103 in 0.5' \
	gone 0 'status 1' '' >measured
run awk -v kind=tokens -v logfile=log -v corpus=text -v encoding=none \
	-f "$bench/table.awk" measured
status 0 'a table is printed'
tr -s ' ' <out >flat
has flat 'same 1.000 2.0 10.00x 4.0 1.0 100 agree' 'a peer that agrees'
has flat 'other 2.000 1.0 20.00x 4.0 1.0 103 (+3)' 'a peer that does not'
has flat 'a bare memory read 0.050 40.0 0.50x 1.0 ' 'a ceiling counts no tokens'
has flat 'gone failed: status 1' 'a peer that fails'

printf '%s\t2000000\t%s\t0\t0\t1024\tok\t  100        1 text\n' \
	'ft-tokcount -j1' 0.1 'ft-tokcount -j2' 0.05 >measured
run awk -v kind=cores -v logfile=log -v corpus=text -v encoding=none \
	-f "$bench/table.awk" measured
tr -s ' ' <out >flat
has flat 'ft-tokcount -j2 0.050 40.0 20.0 2.00x 100 agree' \
	'two cores are held against one'

printf '%s\t%s\t0.5\t0\t0\t%s\tok\t\n' 'ft-split' 39000000 10000 \
	'ft-split' 117000000 25625 >measured
run awk -v kind=growth -v record=39 -v stated=8 -f "$bench/table.awk" measured
tr -s ' ' <out >flat
has flat 'ft-split 3000000 0.50 25.0 8.0 8' \
	'memory is told for each record more'

run awk -f "$bench/summary.awk" log
tr -s ' ' <out >flat
has flat 'text none 20.0 40.0 2.00 50% - 10x (5) 20x (5)' \
	'the summary has a line for corpus and encoding'
has flat 'text, none: other counts 103 (+3)' 'the summary names who differs'
has flat 'text, none: gone failed' 'the summary names who failed'

run ./hostile
cp out kinds
while read -r kind; do
	./hostile "$kind" 10000 >first
	run ./hostile "$kind" 10000
	same out first "hostile $kind is the same every time"
	size=$(wc -c <out)
	[ "$size" -gt 9996 ] && [ "$size" -le 10000 ]
	ok $? "hostile $kind is as long as it is asked to be"
	run iconv -f UTF-8 -t UTF-8 first
	status 0 "hostile $kind is UTF-8"
done <kinds
run ./hostile nothing 10
status 1 'there is no other kind of hostile text'

plan
