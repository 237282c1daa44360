#!/bin/sh
# SPDX-License-Identifier: MIT
# csv2jsonl: what the golden cases cannot show.
# shellcheck source=tests/cli/tap.sh
. "${0%/*}/tap.sh"

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
	run csv2jsonl -q -j $jobs --on-error skip --rejects bad.$jobs many.csv
	status 3 "-j $jobs: skipped rows raise the status"
	same out want.jsonl "-j $jobs: every good row is there, in order"
	same bad.$jobs bad.1 "-j $jobs: the same rejects"
	cp err err.$jobs
	same err.$jobs err.1 "-j $jobs: the same messages"
done
has err 'many.csv:20000:2: error: quote within an unquoted cell' \
	'lines are counted through chunks and quoted line ends'
[ "$(wc -l <bad.1)" -eq 4 ]
ok $? 'one reject a bad row'
run csv2jsonl -q many.csv
status 3 'a bad row stops'
head -n 9999 want.jsonl >head.jsonl
same out head.jsonl 'what stands before the bad row was written, and no more'

# --output is whole or not there.
run csv2jsonl -q -o new.jsonl many.csv
status 3 'a bad row stops with --output too'
[ ! -e new.jsonl ]
ok $? 'and the file is not created'
run csv2jsonl -q -o new.jsonl --on-error skip many.csv
same new.jsonl want.jsonl 'skipping, the file is there'

# Several files, standard input, packed input.
printf 'question,answer\na,b\n' >one.csv
printf 'question,answer\r\nc,d' >two.csv
run csv2jsonl one.csv two.csv
status 0 'several files'
[ "$(wc -l <out)" -eq 2 ]
ok $? 'each gives its records'
run csv2jsonl -q - <one.csv
has out '"a"' '- is standard input'
gzip -c one.csv >one.csv.gz
run csv2jsonl -q one.csv.gz
has out '"a"' 'gzip is unpacked'
run csv2jsonl -q one.csv
empty err '--quiet says nothing when all is well'
run csv2jsonl -q missing.csv one.csv
status 4 'a missing file raises the status'
has out '"a"' 'and the next one is read'
run csv2jsonl -q -j 4 one.csv many.csv two.csv
status 3 'a stop in the middle of several files'
[ "$(wc -l <out)" -eq 10000 ]
ok $? 'ends all work'

# Headers.
: >empty.csv
run csv2jsonl empty.csv
status 3 'an empty file has no header'
has err 'empty.csv:1:1: error: no header' 'and is told so'
run csv2jsonl -q --on-error skip empty.csv one.csv
status 3 'an empty file does not keep the next from being read'
has out '"a"' 'when bad rows are skipped'
awk 'BEGIN {
	for (i = 0; i < 600000; i++) print ""
	print "question,answer\na,b\nc"
}' >late.csv
run csv2jsonl late.csv
has out '"a"' 'a header far behind empty lines is found'
has err 'late.csv:600003:1: error: 1 cell, expected 2' 'at its line'
awk 'BEGIN {
	printf "\357\273\277"
	for (i = 0; i < 600000; i++) print ""
	print "question,answer\na,b"
}' >late.csv
run csv2jsonl late.csv
status 0 'also behind a byte-order mark'
run csv2jsonl - </
status 4 'a folder as standard input is no empty file'
[ "$(wc -l <err)" -eq 1 ]
ok $? 'and is told once'
printf 'question,answer\n' >header.csv
run csv2jsonl -v header.csv
status 0 'a header alone is fine'
has err 'rows: 0 in, 0 out, 0 skipped' '--verbose counts'
printf '"question,answer\na,b\n' >open.csv
run csv2jsonl --on-error skip open.csv
status 3 'a malformed header cannot be skipped'
has err 'open.csv:1:1: error: quote that is never closed' 'and is told'

# Conversations over many chunks, scattered and adjacent.
awk 'BEGIN {
	print "chat,role,content"
	for (turn = 1; turn <= 4; turn++)
		for (i = 1; i <= 9000; i++)
			printf "c%d,%s,\"%d,\n%d\"\n", i,
				(turn % 2 ? "user" : "assistant"), turn, i
}' >scattered.csv
awk 'BEGIN {
	print "chat,role,content"
	for (i = 1; i <= 9000; i++)
		for (turn = 1; turn <= 4; turn++)
			printf "c%d,%s,\"%d,\n%d\"\n", i,
				(turn % 2 ? "user" : "assistant"), turn, i
}' >adjacent.csv
awk 'BEGIN {
	for (i = 1; i <= 9000; i++) {
		printf "{\"messages\":["
		for (turn = 1; turn <= 4; turn++)
			printf "%s{\"role\":\"%s\",\"content\":\"%d,\\n%d\"}",
				(turn > 1 ? "," : ""),
				(turn % 2 ? "user" : "assistant"), turn, i
		print "]}"
	}
}' >want.jsonl
for jobs in 1 4; do
	run csv2jsonl -q -j $jobs -g chat scattered.csv
	same out want.jsonl "-j $jobs: rows are grouped wherever they stand"
	run csv2jsonl -q -j $jobs -g chat --adjacent adjacent.csv
	same out want.jsonl "-j $jobs: rows that are adjacent stream"
	run csv2jsonl -q -j $jobs -g chat --adjacent scattered.csv
	status 3 "-j $jobs: rows that are not adjacent are noticed"
	has err 'scattered.csv:18002:1: error: the conversation was over' \
		'where the first one goes on'
done
run csv2jsonl -q -g chat adjacent.csv adjacent.csv
cat want.jsonl want.jsonl >twice.jsonl
same out twice.jsonl 'a conversation does not go on in the next file'

gzip -c scattered.csv | head -c 30000 >cut.gz
run csv2jsonl -q -g chat cut.gz
status 3 'a file that ends too early is status 3'
empty out 'and no conversation of it is taken for whole'

# Encodings.
if command -v iconv >/dev/null; then
	printf 'question,answer\n' >uni.csv
	awk 'BEGIN { for (i = 0; i < 30000; i++)
		printf "\"q\303\266\n\342\202\254 %d\",\360\237\230\200\n", i }' \
		>>uni.csv
	run csv2jsonl -q uni.csv
	mv out want.jsonl
	for name in UTF-16 UTF-16BE UTF-32 GB18030; do
		iconv -f UTF-8 -t $name uni.csv >other.csv
		run csv2jsonl -q --encoding $name other.csv
		same out want.jsonl "$name is decoded"
	done
	printf '\377\376' >other.csv
	iconv -f UTF-8 -t UTF-16LE uni.csv >>other.csv
	run csv2jsonl -q other.csv uni.csv
	cat want.jsonl want.jsonl >twice.jsonl
	same out twice.jsonl 'UTF-16 is told by its mark, and ends with its file'
	gzip -c other.csv >other.csv.gz
	run csv2jsonl -q other.csv.gz
	same out want.jsonl 'also when it is packed'
else
	skip 'no iconv(1)' 'encodings'
fi
printf 'question,answer\na,b\nc,\377\n' >damaged.csv
run csv2jsonl -q -o new.csv --encoding ascii damaged.csv
status 3 'what cannot be decoded is status 3'
has err 'damaged.csv: error: invalid ascii at byte 23' 'and told by its byte'
[ ! -e new.csv ]
ok $? 'and nothing is written'

# The ceiling.
{
	printf 'question,answer\na,b\n"'
	head -c 3000000 /dev/zero | tr '\0' x
	printf ',c\nd,e\n'
} >long.csv
run csv2jsonl --max-record 1M --rejects bad long.csv
status 3 'a quote that never closes meets the ceiling'
has err 'long.csv:3:1: error: quoted cell of more than 1048576 bytes' \
	'and is told where it opened'
has out '"a"' 'what stands before it is written'
[ "$(wc -c <bad)" -lt 2000 ]
ok $? 'the reject is a short piece of it'
run csv2jsonl -q --max-record 1M -j 4 long.csv one.csv
status 3 'a row over the ceiling stops'
printf 'question%1000s,answer\na,b\n' x >wide.csv
run csv2jsonl -q --max-record 100 --on-error skip -j 4 wide.csv one.csv
has out '"a"' 'a header over the ceiling does not hold up the next file'

# The command line.
for wrong in '-d' '-d ab' '--quote xy' '--no-header' '--columns a' \
	'--rejects x --on-error stop' '-f completion -s x' '-u {' \
	'-d x --quote x' '--rejects -' '--rejects x -o x' '--rejects x -o ./x' '--nonsense' \
	'-f preference -a x' '--preferred x' '--turn user=x -u y' \
	'--turn tool=x' '--turn x' '--turn user={' '-f completion --turn user=x' \
	'-f completion --tools x' '-f preference --completion-weight x' \
	'--role x' '--adjacent' '-g x -s y' '-g x -f completion' \
	'--keep x --keep y --keep x' \
	'--turn user=x --completion-weight y' '-g x --on-error skip' '-g x --ragged skip' '--encoding x/y' \
	'--encoding martian' '--normalize nfd' '--ragged fill'; do
	# shellcheck disable=SC2086 # words are meant
	run csv2jsonl $wrong
	status 2 "$wrong is refused"
done
cp one.csv two.csv
run csv2jsonl --rejects ./two.csv one.csv two.csv
status 2 'the rejects do not replace an input'
err_has '--rejects would replace the input two.csv' 'and that is said'
same two.csv one.csv 'which is as it was'
run csv2jsonl -o ./two.csv one.csv two.csv
status 2 'neither does the output'
err_has 'the output would replace the input two.csv' 'as is said'
same two.csv one.csv 'it is as it was'
timeout 60 csv2jsonl -q <two.csv >>two.csv 2>err
rc=$?
status 2 'nor where it is standard output'
run csv2jsonl --no-header --columns a,b -u '{c}' -a '{b}' one.csv
status 2 'an unknown column without a header is the command line'"'"'s'
plan
