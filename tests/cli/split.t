#!/bin/sh
# SPDX-License-Identifier: MIT
# ft-split: exact shares, nothing lost, nothing on both sides, nothing spoiled.
case $0 in */*) here=${0%/*} ;; *) here=. ;; esac
top=$(cd "$here/../.." && pwd)
case ${B:=build} in /*) ;; *) B=$top/$B ;; esac
work=$(mktemp -d) || exit 99
trap 'rm -rf "$work"' EXIT
cd "$work" || exit 99
mkdir t && cd t || exit 99

n=0
check() { # STATUS TITLE: 0 is a pass
	n=$((n + 1))
	if [ "$1" -eq 0 ]; then
		echo "ok $n - $2"
	else
		echo "not ok $n - $2"
		sed 's/^/# out: /' ../out | head -n 20
		sed 's/^/# err: /' ../err | head -n 20
		echo "# status: $rc"
	fi
}
with= # a variable for the tool's environment
split() {
	env ${with:+"$with"} timeout 60 "$B/bin/ft-split" "$@" >../out 2>../err
	rc=$?
}
piped() { # FILE ARGUMENTS: through a pipe
	piped=$1
	shift
	# shellcheck disable=SC2002 # the pipe is the point
	cat "$piped" | env ${with:+"$with"} timeout 60 "$B/bin/ft-split" "$@" \
		>../out 2>../err
	rc=$?
}
ends() { # STATUS TITLE
	[ "$rc" -eq "$1" ]
	check $? "$2"
}
says() { # FILE TEXT TITLE
	grep -qF -- "$2" "../$1"
	check $? "$3"
}
silent() { # FILE TITLE
	[ ! -s "../$1" ]
	check $? "$2"
}
lines() { # FILE N TITLE
	got=$(wc -l <"$1")
	[ "$got" -eq "$2" ] || echo "# $1 has $got lines, not $2"
	[ "$got" -eq "$2" ]
	check $? "$3"
}
same() { # FILE FILE TITLE
	cmp "$1" "$2" >../diff 2>&1 || sed 's/^/# /' ../diff
	cmp -s "$1" "$2"
	check $? "$3"
}
only() { # FILES TITLE: nothing else is in the folder
	got=$(find . ! -name . | cut -c 3- | sort | tr '\n' ' ')
	[ "$got" = "$1 " ] || echo "# there are: $got"
	[ "$got" = "$1 " ]
	check $? "$2"
}
fresh() { # an empty folder
	cd "$work" && rm -rf t && mkdir t && cd t || exit 99
}
ids() { # FROM TO: records with a number each
	awk -v i="$1" -v to="$2" 'BEGIN {
		for (; i <= to; i++) printf "{\"id\":%d}\n", i }'
}
chat() { # PROMPT ANSWER
	printf '{"messages":[{"role":"user","content":"%s"},' "$1"
	printf '{"role":"assistant","content":"%s"}]}\n' "$2"
}

# The default: 90 to 10, drawn, files beside the input.
ids 1 1000 >in.jsonl
split in.jsonl
ends 0 'splitting succeeds'
only 'in.jsonl in.train.jsonl in.valid.jsonl' 'files stand beside the input'
lines in.train.jsonl 900 'nine in ten are for training'
lines in.valid.jsonl 100 'one in ten is for validation'
silent out 'nothing is on standard output'
says err '1,000 records: 900 for training, 100 for validation' \
	'one line says what was done'
cat in.train.jsonl in.valid.jsonl | sort >../union
sort in.jsonl >../sorted
same ../union ../sorted 'both sides together are the input'
tr -dc '0-9\n' <in.train.jsonl | sort -nc
check $? 'the order within a side is that of the input'
head -n 900 in.jsonl | cmp -s - in.train.jsonl
[ $? -eq 1 ]
check $? 'the records were drawn, not cut'
cp in.valid.jsonl ../valid
split -f -q in.jsonl
silent err '-q: nothing is said'
same in.valid.jsonl ../valid 'the same seed draws the same'
split -f -s 43 in.jsonl
cmp -s in.valid.jsonl ../valid
[ $? -eq 1 ]
check $? 'another seed draws otherwise'
sort -r in.jsonl >back.jsonl
split back.jsonl
sort back.valid.jsonl >../a
sort ../valid >../b
same ../a ../b 'what is drawn does not depend on the order'

# Names.
fresh
mkdir sub
for name in a.json b.jsonl.gz c.zst .jsonl d.txt; do
	ids 1 50 >sub/$name
	split sub/$name
done
[ -e sub/a.train.jsonl ] && [ -e sub/b.valid.jsonl ] &&
	[ -e sub/c.train.jsonl ] && [ -e sub/.jsonl.valid.jsonl ] &&
	[ -e sub/d.txt.train.jsonl ]
check $? 'endings that say what a file is are cut off'
fresh
ids 1 50 | split
only 'train.jsonl valid.jsonl' 'names for standard input'
fresh
ids 1 50 >../given
split /dev/fd/0 <../given
only 'train.jsonl valid.jsonl' 'also where it is a file by another name'
split --train '' --validation v ../given
ends 4 'no name is no file'
says err 'error: : cannot create' 'as is told before anything is read'
fresh
ids 1 50 >in
split --train a --validation b -r 0.5 in
lines a 25 '--train names the training file'
lines b 25 '--validation names the validation file'

# One result, however it is read.
fresh
ids 1 300000 >big.jsonl
split -j1 --json big.jsonl
ends 0 'a large file is split'
cp ../out ../report
cp big.train.jsonl ../train
cp big.valid.jsonl ../valid
lines ../train 270000 'a large file is split exactly'
agree() { # TITLE
	[ "$rc" -eq 0 ] && cmp -s t ../train && cmp -s v ../valid &&
		cmp -s ../out ../report
	check $? "$1"
}
split -j8 -f --json --train t --validation v big.jsonl
agree 'eight threads make no difference'
split -f --json --train t --validation v <big.jsonl
agree 'standard input from a file makes none'
piped big.jsonl -f --json --train t --validation v -
agree 'nor does a pipe'
{ echo skipped && cat big.jsonl; } >longer
{
	read -r skipped && split -f --json --train t --validation v
} <longer
[ "$skipped" = skipped ]
check $? 'a line is read before'
agree 'standard input is read from where it stands'
gzip -k big.jsonl
split -f --json --train t --validation v big.jsonl.gz
agree 'nor does gzip'
split -f --json --train t --validation v <big.jsonl.gz
agree 'gzip on standard input'
piped big.jsonl.gz -f --json --train t --validation v
agree 'gzip through a pipe'
if command -v zstd >/dev/null; then
	zstd -q big.jsonl
	split -f --json --train t --validation v big.jsonl.zst
	agree 'nor does zstd'
else
	n=$((n + 1))
	echo "ok $n # SKIP no zstd"
fi
mkfifo pipe
cat big.jsonl >pipe &
split -f --json --train t --validation v pipe
agree 'a named pipe is read once'
wait
with=LC_ALL=tr_TR.UTF-8
split -f --json --train t --validation v big.jsonl
with=
agree 'nor does the locale'
for method in order hash; do
	split -f -j1 -m $method --train t1 --validation v1 big.jsonl
	piped big.jsonl -f -j8 -m $method --train t --validation v
	cmp -s t t1 && cmp -s v v1
	check $? "$method: neither threads nor a pipe make a difference"
done

# Bytes pass through.
fresh
printf '\357\273\277{"id":1}\r\n\n  \t\r\n{"id":2}\n{"\000":3}\r\n{"id":4}' >in
printf '{"id":1}\r\n{"id":2}\n{"\000":3}\r\n{"id":4}\n' >../want
split -v -r 1 --train t --validation v in
ends 0 'a ratio of 1 leaves validation empty'
same t ../want 'bytes pass; blank lines and the BOM do not'
says err '2 blank lines left out' '-v counts the blank lines'
says err 'byte-order mark left out' '-v tells of the BOM'
split -f -m order -r 0.5 --train t --validation v in
tail -n 2 ../want >../tail
same v ../tail 'a missing last line end is added'
split -f -r 0 --train t --validation v in
same v ../want 'a ratio of 0 leaves training empty'

# Duplicates.
fresh
{ ids 1 100 && ids 1 100 && ids 1 50 && ids 200 350; } >in
split --json in
sort -u in.train.jsonl >../a
sort -u in.valid.jsonl >../b
[ -z "$(comm -12 ../a ../b)" ]
check $? 'no record is on both sides'
says out '"duplicates":150,' 'duplicates are counted'
lines in.train.jsonl 361 'the share is exact all the same'
split -f --allow-leak --json in
sort -u in.train.jsonl >../a
sort -u in.valid.jsonl >../b
[ -n "$(comm -12 ../a ../b)" ]
check $? '--allow-leak lets them part'
says out '"duplicates":150,' '--allow-leak counts them'
lines in.train.jsonl 361 '--allow-leak is exact'
{ ids 1 10 && ids 3 3 && ids 11 19; } >in
split -f -m order -r 0.5 in
{ ids 1 10 && ids 3 3; } >../want
same in.train.jsonl ../want 'order: a later duplicate goes to training'
split -f -m order -r 0.5 --allow-leak in
head -n 10 in >../want
same in.train.jsonl ../want 'order with --allow-leak is a slice'
printf '{"id":1}\r\n{"id":1}\n{"id":1}' >in
split -f -m order -r 0.4 in
ends 1 'equal but for the line end is equal'

# Hash.
fresh
i=0
while [ $i -lt 300 ]; do
	chat "question $i" "good answer" >>one
	chat "question $i" "better answer" >>two
	i=$((i + 1))
done
cat one two >both
split -m hash --json both
ends 0 'hash splits'
says out '"duplicates":null,' 'hash cannot count duplicates'
[ "$(wc -l <both.valid.jsonl)" -gt 20 ] &&
	[ "$(wc -l <both.valid.jsonl)" -lt 120 ]
check $? 'hash comes near the share'
[ "$(grep -c better both.valid.jsonl)" -eq "$(grep -c good both.valid.jsonl)" ]
check $? 'hash keeps the answers to one prompt together'
split -m hash one
split -m hash two
cat one.valid.jsonl two.valid.jsonl >../joined
same ../joined both.valid.jsonl 'hash: shards split apart are the whole split'
split -f -m hash -r 0.95 one
split -f -m hash -r 0.9 --train t --validation v one
grep -vxFf v one.valid.jsonl >../missed
[ ! -s ../missed ] && [ -s one.valid.jsonl ]
check $? 'hash: a larger share only adds'
split -f -m hash -s 7 --train t --validation w one
cmp -s v w
[ $? -eq 1 ]
check $? 'hash: another seed decides otherwise'
printf 'no json %d\n' 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 >in
split -m hash -r 0.5 in
ends 0 'hash: what is no JSON is no error'

# A count, and a third side.
fresh
ids 1 1000 >in.jsonl
split -n 33 --json in.jsonl
lines in.valid.jsonl 33 '-n: so many for validation'
says out '"ratio_wanted":0.967,"ratio_reached":0.967,' '-n: the ratio is told'
split -f -r 0.8 --test-ratio 0.15 --json in.jsonl
lines in.train.jsonl 800 '--test-ratio: training'
lines in.valid.jsonl 50 '--test-ratio: validation'
lines in.test.jsonl 150 '--test-ratio: a third file'
says out '"train":800,"validation":50,"test":150,' '--test-ratio: the report'
cat in.train.jsonl in.valid.jsonl in.test.jsonl | sort >../union
sort in.jsonl >../sorted
same ../union ../sorted 'three sides together are the input'
split -f --test-ratio 0.2 --json in.jsonl
says out '"train":700,"validation":100,"test":200,"duplicates":0,"ratio_wanted":0.7,' \
	'--test-ratio alone takes from training'
split -f -m order -n 10 --test-ratio 0.1 in.jsonl
ids 891 900 >../want
same in.valid.jsonl ../want 'order: training, validation, test'

# The report.
fresh
ids 1 30 >in
split --json in
printf '%s' '{"input":30,"train":27,"validation":3,"test":0,"duplicates":0,' \
	>../want
echo '"ratio_wanted":0.9,"ratio_reached":0.9,"seed":42,"method":"shuffle"}' \
	>>../want
same ../out ../want '--json prints the object'
silent err '--json: nothing else is said'
split -f --json -o report in
same report ../want '-o takes the report'
split -f --json -m order -r 0.666 -s 18446744073709551615 in
says out '"ratio_wanted":0.666,"ratio_reached":0.666666667,"seed":1844674407370955' \
	'ratios are decimal numbers'
split -f --json --train - in
ends 2 'records and report do not share standard output'
split -f --validation - --train /dev/null in
[ "$(wc -l <../out)" -eq 3 ]
check $? 'a side may be standard output'
split -f --json in >/dev/null
timeout 60 "$B/bin/ft-split" -f --json in >/dev/full 2>../err
rc=$?
ends 4 'a report that cannot be written is an error'

# What is not spoiled.
fresh
ids 1 30 >in
echo mine >in.valid.jsonl
split in
ends 2 'an existing file is not overwritten'
says err 'in.valid.jsonl exists already; --force overwrites it' 'and is named'
only 'in in.valid.jsonl' 'nothing was written'
[ "$(cat in.valid.jsonl)" = mine ]
check $? 'what stood there still does'
split -f in
lines in.valid.jsonl 3 '--force overwrites it'
rm -f ./*
ids 1 30 >in
ln -s nowhere in.train.jsonl
split in
ends 2 'a link to nowhere is something too'
ln -s in link
ln in hard
for file in in ./in ../t/in link hard; do
	split -f --train "$file" in
	ends 2 "the input is not overwritten as $file"
done
# shellcheck disable=SC2094 # that is what is refused
split -f --train in <in
ends 2 'nor through standard input'
split -f -o in in
ends 2 'nor by the report'
for file in a ./a "$PWD/a"; do
	split -f --train a --validation "$file" in
	ends 2 "one file is not both sides: $file"
done
split -f --train a -o ./a --json in
ends 2 'nor side and report'
ids 1 30 >../want
same in ../want 'the input is as it was'

# What cannot be done.
fresh
ids 1 4 >in
split in
ends 1 'an empty side is an error'
says err 'of 4 records none is left for validation' 'and is named'
only in 'and nothing is left behind'
split -n 1 in
ends 0 'one record of four can be asked for'
says err 'warning: only 3 training examples; providers want at least 10' \
	'few training examples are told'
rm in.*
split -n 4 in
ends 1 'not all of them'
split --train t --validation v /dev/null
ends 1 'no records are an error'
says err 'there are no records to split' 'and that is said'
only in 'no records: nothing is left behind'
split --max-record 5 in
ends 3 'a record that is too long is an error'
only in 'too long: nothing is left behind'
split --train /no/such/folder/t in
ends 4 'a folder that is not there is an error'
only in 'no folder: nothing is left behind'
split -r 0.5 --train /dev/full in
ends 4 'a full disk is an error'
only in 'full disk: nothing is left behind'
split nowhere
ends 4 'a missing input is an error'
only in 'missing input: nothing is left behind'
with=TMPDIR=/no/such/folder
split -r 0.5 -m order <../t/in
ends 0 'what can be read twice is not copied'
rm train.jsonl valid.jsonl
piped in
ends 4 'a pipe is copied to TMPDIR'
with=
gzip -c in | head -c 20 >broken.gz
split broken.gz
ends 3 'damaged gzip is an error'
rm broken.gz
only in 'damaged gzip: nothing is left behind'

for wrong in '-r 1.5' '--test-ratio 0.9' '-r -0.1' '-r nan' '-r x' '--test-ratio 2' \
	'-r 0.9 --test-ratio 0.2' '-r 0.9 -n 3' '-m hash -n 3' '--test x' \
	'-m sort' '-s -1' 'in in'; do
	# shellcheck disable=SC2086 # they are several words
	split $wrong
	ends 2 "refused: $wrong"
done

# The sides take their names when all of them are whole.
if [ -e "$B/failio.so" ] && [ -z "${san:-}" ]; then
	fresh
	ids 1 30 >in
	env FAILIO=fsync:2:EIO LD_PRELOAD="$B/failio.so" timeout 60 \
		"$B/bin/ft-split" in >../out 2>../err
	rc=$?
	ends 4 'a second file that does not arrive is an error'
	only in 'and the first is not left behind'
	env FAILIO=rename:2:EACCES LD_PRELOAD="$B/failio.so" timeout 60 \
		"$B/bin/ft-split" --manifest m in >../out 2>../err
	rc=$?
	ends 4 'a second file that cannot be renamed is an error'
	says err 'in.valid.jsonl: cannot rename to it' 'and named'
	only in 'and the first is taken back'
	echo old >in.train.jsonl
	env FAILIO=rename:3:EACCES LD_PRELOAD="$B/failio.so" timeout 60 \
		"$B/bin/ft-split" -f --manifest m in >../out 2>../err
	rc=$?
	ends 4 'so is a manifest'
	only 'in in.train.jsonl' 'what was not there is gone'
	echo old >../old
	same in.train.jsonl ../old 'and what was there is there again'
else
	last=$((n + 8))
	while [ $n -lt $last ]; do
		n=$((n + 1))
		echo "ok $n # SKIP calls cannot be made to fail here"
	done
fi

# A pipe as a side holds the second pass, so that the world can change in it.
held() { # the command that changes the world
	{
		timeout 60 "$B/bin/ft-split" -f -j1 --train pipe \
			--validation v in 2>../err
		rc=$?
		: <>pipe # lets go whoever waits for a writer
		exit $rc
	} &
	exec 3<pipe
	dd bs=1 count=1 <&3 >/dev/null 2>&1
	"$@"
	cat <&3 >/dev/null
	exec 3<&-
	wait $!
	rc=$?
}
add_record() {
	ids 7 7 >>in
}
change_byte() {
	printf 8 | dd bs=1 seek=$(($(wc -c <in) - 3)) conv=notrunc of=in 2>/dev/null
}
fresh
ids 1 300000 >in
mkfifo pipe
held add_record
ends 4 'an input that grows is an error'
says err 'in changed while it was read' 'and is named'
only 'in pipe' 'changed input: nothing is left behind'
held change_byte
ends 4 'an input whose last record changes is an error'
rm -f v
"$B/bin/ft-split" -j1 --train pipe --validation v in 2>../err &
exec 3<pipe
dd bs=1 count=1 <&3 >/dev/null 2>&1
kill -TERM $!
wait $! 2>/dev/null
rc=$?
exec 3<&-
ends 143 'a signal ends it'
only 'in pipe' 'a signal: nothing is left behind'
"$B/bin/ft-split" -j1 --train pipe --validation v in 2>../err &
exec 3<pipe
dd bs=1 count=1 <&3 >/dev/null 2>&1
exec 3<&-
wait $! 2>/dev/null
rc=$?
ends 141 'a reader who is gone ends it'
only 'in pipe' 'a reader who is gone: nothing is left behind'

fresh
printf 'a\n' >in
split -r 1 in
says err 'info: 1 record: 1 for training' 'one record is no records'
printf 'a\na\nb\n' >in
split -f -r 0.5 in
says err '; 1 duplicate, kept together' 'one duplicate is no duplicates'

echo "1..$n"
