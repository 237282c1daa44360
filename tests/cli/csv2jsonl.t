#!/bin/sh
# SPDX-License-Identifier: MIT
# csv2jsonl: what the golden cases cannot show.
case $0 in */*) here=${0%/*} ;; *) here=. ;; esac
top=$(cd "$here/../.." && pwd)
case ${B:=build} in /*) ;; *) B=$top/$B ;; esac
work=$(mktemp -d) || exit 99
trap 'rm -rf "$work"' EXIT
cd "$work" || exit 99

n=0
check() { # STATUS TITLE: 0 is a pass
	n=$((n + 1))
	if [ "$1" -eq 0 ]; then
		echo "ok $n - $2"
	else
		echo "not ok $n - $2"
		head -c 2000 out | sed 's/^/# out: /'
		head -c 2000 err | sed 's/^/# err: /'
		echo "# status: $rc"
	fi
}
csv2jsonl() {
	timeout 60 "$B/bin/csv2jsonl" "$@" >out 2>err
	rc=$?
}
ends() { # STATUS TITLE
	[ "$rc" -eq "$1" ]
	check $? "$2"
}
says() { # FILE TEXT TITLE
	grep -qF -- "$2" "$1"
	check $? "$3"
}
same() { # FILE FILE TITLE
	cmp -s "$1" "$2"
	check $? "$3"
}
silent() { # FILE TITLE
	[ ! -s "$1" ]
	check $? "$2"
}

# Many chunks, with line ends in quotes and a bad row now and then.
awk 'BEGIN {
	print "question,answer"
	for (i = 1; i <= 40000; i++) {
		printf "\"q%d,\n\"\"x\"\"\",a%d\n", i, i
		if (i % 9999 == 0)
			print "5\" pipe,x"
	}
}' >many.csv
awk 'BEGIN {
	for (i = 1; i <= 40000; i++) {
		printf "{\"messages\":[{\"role\":\"user\",\"content\":"
		printf "\"q%d,\\n\\\"x\\\"\"},", i
		printf "{\"role\":\"assistant\",\"content\":\"a%d\"}]}\n", i
	}
}' >want.jsonl
for jobs in 1 2 7; do
	csv2jsonl -q -j $jobs --on-error skip --rejects bad.$jobs many.csv
	ends 3 "-j $jobs: skipped rows raise the status"
	same out want.jsonl "-j $jobs: every good row is there, in order"
	same bad.$jobs bad.1 "-j $jobs: the same rejects"
	cp err err.$jobs
	same err.$jobs err.1 "-j $jobs: the same messages"
done
says err 'many.csv:20000:2: error: quote within an unquoted cell' \
	'lines are counted through chunks and quoted line ends'
[ "$(wc -l <bad.1)" -eq 4 ]
check $? 'one reject a bad row'
csv2jsonl -q many.csv
ends 3 'a bad row stops'
head -n 9999 want.jsonl >head.jsonl
same out head.jsonl 'what stands before the bad row was written, and no more'

# --output is whole or not there.
csv2jsonl -q -o new.jsonl many.csv
ends 3 'a bad row stops with --output too'
[ ! -e new.jsonl ]
check $? 'and the file is not created'
csv2jsonl -q -o new.jsonl --on-error skip many.csv
same new.jsonl want.jsonl 'skipping, the file is there'

# Several files, standard input, packed input.
printf 'question,answer\na,b\n' >one.csv
printf 'question,answer\r\nc,d' >two.csv
csv2jsonl one.csv two.csv
ends 0 'several files'
[ "$(wc -l <out)" -eq 2 ]
check $? 'each gives its records'
csv2jsonl -q - <one.csv
says out '"a"' '- is standard input'
gzip -c one.csv >one.csv.gz
csv2jsonl -q one.csv.gz
says out '"a"' 'gzip is unpacked'
csv2jsonl -q one.csv
silent err '--quiet says nothing when all is well'
csv2jsonl -q missing.csv one.csv
ends 4 'a missing file raises the status'
says out '"a"' 'and the next one is read'
csv2jsonl -q -j 4 one.csv many.csv two.csv
ends 3 'a stop in the middle of several files'
[ "$(wc -l <out)" -eq 10000 ]
check $? 'ends all work'

# Headers.
: >empty.csv
csv2jsonl empty.csv
ends 3 'an empty file has no header'
says err 'empty.csv:1:1: error: no header' 'and is told so'
csv2jsonl -q --on-error skip empty.csv one.csv
ends 3 'an empty file does not keep the next from being read'
says out '"a"' 'when bad rows are skipped'
awk 'BEGIN {
	for (i = 0; i < 600000; i++) print ""
	print "question,answer\na,b\nc"
}' >late.csv
csv2jsonl late.csv
says out '"a"' 'a header far behind empty lines is found'
says err 'late.csv:600003:1: error: 1 cell, expected 2' 'at its line'
awk 'BEGIN {
	printf "\357\273\277"
	for (i = 0; i < 600000; i++) print ""
	print "question,answer\na,b"
}' >late.csv
csv2jsonl late.csv
ends 0 'also behind a byte-order mark'
csv2jsonl - </
ends 4 'a folder as standard input is no empty file'
[ "$(wc -l <err)" -eq 1 ]
check $? 'and is told once'
printf 'question,answer\n' >header.csv
csv2jsonl -v header.csv
ends 0 'a header alone is fine'
says err 'rows: 0 in, 0 out, 0 skipped' '--verbose counts'
printf '"question,answer\na,b\n' >open.csv
csv2jsonl --on-error skip open.csv
ends 3 'a malformed header cannot be skipped'
says err 'open.csv:1:1: error: quote that is never closed' 'and is told'

# The ceiling.
{
	printf 'question,answer\na,b\n"'
	head -c 3000000 /dev/zero | tr '\0' x
	printf ',c\nd,e\n'
} >long.csv
csv2jsonl --max-record 1M --rejects bad long.csv
ends 3 'a quote that never closes meets the ceiling'
says err 'long.csv:3:1: error: quoted cell of more than 1048576 bytes' \
	'and is told where it opened'
says out '"a"' 'what stands before it is written'
[ "$(wc -c <bad)" -lt 2000 ]
check $? 'the reject is a short piece of it'
csv2jsonl -q --max-record 1M -j 4 long.csv one.csv
ends 3 'a row over the ceiling stops'
printf 'question%1000s,answer\na,b\n' x >wide.csv
csv2jsonl -q --max-record 100 --on-error skip -j 4 wide.csv one.csv
says out '"a"' 'a header over the ceiling does not hold up the next file'

# The command line.
for wrong in '-d' '-d ab' '--quote xy' '--no-header' '--columns a' \
	'--rejects x --on-error stop' '-f completion -s x' '-u {' \
	'-d x --quote x' '--rejects -' '--rejects x -o x' '--nonsense'; do
	# shellcheck disable=SC2086 # words are meant
	csv2jsonl $wrong
	ends 2 "$wrong is refused"
done
csv2jsonl --no-header --columns a,b -u '{c}' -a '{b}' one.csv
ends 2 'an unknown column without a header is the command line'"'"'s'
echo "1..$n"
