#!/bin/sh
# SPDX-License-Identifier: MIT
# jsonl2csv: there and back again, and what the golden cases cannot show.
# shellcheck source=tests/cli/tap.sh
. "${0%/*}/tap.sh"

# comes_back TITLE FORWARD BACKWARD: csv2jsonl with the options FORWARD makes
# one.jsonl of in.csv, jsonl2csv a CSV of it, and csv2jsonl with BACKWARD the
# same bytes again.
comes_back() {
	# shellcheck disable=SC2086 # words are meant
	run csv2jsonl -q $2 in.csv
	status 0 "$1: there"
	mv out one.jsonl
	# shellcheck disable=SC2086
	run jsonl2csv -q $4 one.jsonl
	status 0 "$1: back"
	mv out two.csv
	# shellcheck disable=SC2086
	run csv2jsonl -q $3 two.csv
	same out one.jsonl "$1: and there again, the same bytes"
}

# Texts that are hard on quoting, over many chunks.
texts() { # HEADER COLUMNS
	echo "$1"
	awk -v columns="$2" 'BEGIN {
		n = split("plain|a, b|\"\"quoted\"\"| blank |tab\there|l1\nl2|" \
			"cr\r\nlf|\\back/slash|=1+1|{\"\"user\"\":1}|007|" \
			"caf\303\251 \360\237\230\200|\342\200\250|x;y|\001",
			text, "|")
		for (i = 0; i < 20000; i++)
			for (c = 1; c <= columns; c++)
				printf "\"%s\"%s", text[(i * c + c) % n + 1],
					(c < columns ? "," : "\n")
	}'
}
texts question,answer 2 >in.csv
comes_back 'question and answer' '' ''
comes_back 'completions' '-f completion' '-f completion'
comes_back 'with tabs, CRLF and a mark' '' '-d tab' '-d tab --crlf --bom'
comes_back 'rows of messages' '' '--group conversation' '--rows message'
comes_back 'several turns' '--turn user={question} --turn assistant={answer}
	--turn developer={question} --turn assistant={question}' \
	'--group conversation --adjacent'
texts system,user,chosen,rejected 4 >in.csv
comes_back 'preferences' '-f preference' '-f preference'
texts system,user,assistant,topic 4 >in.csv
comes_back 'metadata' '--keep topic' '--keep topic'
{
	echo system,question,answer,w
	awk 'BEGIN { for (i = 0; i < 9000; i++)
		printf "%s,q%d,a%d,%s\n", (i % 3 ? "s" : ""), i, i,
			(i % 2 ? i % 4 == 1 : "") }'
} >in.csv
comes_back 'weights' '--completion-weight w' '--completion-weight weight'

# The first pass sees all before the first row is written.
awk 'BEGIN {
	for (i = 0; i < 30000; i++)
		printf "{\"messages\":[{\"role\":\"user\",\"content\":\"%d\"}," \
			"{\"role\":\"assistant\",\"content\":\"a\"%s}]}\n", i,
			(i == 29999 ? ",\"weight\":1" : "")
}' >late.jsonl
run jsonl2csv late.jsonl
head -n 1 out >first
echo system,user,assistant,weight >want
same first want 'a weight in the last record makes a column'
mv out named
mkfifo pipe
cat late.jsonl >pipe &
run jsonl2csv <pipe
same out named 'a pipe is read twice too'
wait
{
	echo not a record
	cat late.jsonl
} >behind.jsonl
run sh -c 'read -r line && exec jsonl2csv' <behind.jsonl
same out named 'a file as standard input is read from where it stands'
gzip -c late.jsonl >late.gz
run jsonl2csv late.gz
same out named 'packed input is read twice'

# Several files, and what goes wrong is told once.
run jsonl2csv -q --rows message nowhere late.jsonl late.gz
status 4 'a missing file raises the status'
[ "$(wc -l <err)" -eq 1 ]
ok $? 'and is told once'
has out '30000,user,29999' 'a conversation has the number of its record'
has out '2.30000,user,29999' 'and of its file, behind the first'
head -c 5000 late.gz >cut.gz
run jsonl2csv -q cut.gz
status 3 'a damaged file is status 3'
[ "$(wc -l <err)" -eq 1 ]
ok $? 'and is told once'
{
	printf '{"messages":"'
	head -c 3000000 /dev/zero | tr '\0' x
	echo '"}'
	cat late.jsonl
} >long.jsonl
for how in '<long.jsonl' '<pipe'; do
	[ "$how" = '<long.jsonl' ] || cat long.jsonl >pipe &
	run sh -c "jsonl2csv -q --max-record 1M --on-error skip $how"
	status 3 "$how: a record over the ceiling is left out"
	same out named "$how: and the rest is there"
	has err ':1:1: error: the record is longer than 1048576 bytes' \
		"$how: which is told"
	wait
done

# The command line.
for wrong in '-d' '-d ab' '--rows both' '--on-error go'; do
	# shellcheck disable=SC2086 # words are meant
	run jsonl2csv $wrong
	status 2 "$wrong is refused"
done
cp long.jsonl own
run jsonl2csv -q -o ./own long.jsonl own
status 2 'the output does not replace an input'
err_has 'the output would replace the input own' 'as is said'
same own long.jsonl 'which is as it was'
run jsonl2csv -d '"'
status 2 'a quote is no delimiter'
plan
