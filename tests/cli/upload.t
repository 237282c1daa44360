#!/bin/sh
# SPDX-License-Identifier: MIT
# ft-upload: what it sends, what it does not send twice, and what it survives.
# shellcheck source=tests/cli/tap.sh
. "${0%/*}/tap.sh"
# shellcheck source=tests/server/fake.sh
. "$top/tests/server/fake.sh"
# shellcheck disable=SC2119 # it takes none of ours
fake_needs
unset OPENAI_API_KEY OPENAI_BASE_URL OPENAI_ORG_ID OPENAI_PROJECT_ID \
	FT_PROVIDER http_proxy https_proxy all_proxy

# shellcheck disable=SC2119
fake_start
HOME=$work
XDG_STATE_HOME=$work/state
OPENAI_BASE_URL=$fake/v1
OPENAI_API_KEY=$fake_key
export HOME XDG_STATE_HOME OPENAI_BASE_URL OPENAI_API_KEY

fails() { # FAULT ON [TIMES [MORE]]
	fake_post faults \
		"{\"name\":\"$1\",\"on\":\"$2\",\"times\":${3:-1}${4:-}}"
}
fresh() { # nothing is known, here or there
	curl -sS -X DELETE "$fake/_fake/faults" >fake.said
	rm -rf state
	ft-files list --id | while read -r file; do
		ft-files delete "$file" >/dev/null
	done
	: >fake.log
}
anew() { # the same, where fake_wait is not to see what was before
	fake_stop
	rm -rf state fake.log
	fake_start
	OPENAI_BASE_URL=$fake/v1
}
requests() { # NUMBER METHOD PATH TITLE
	got=$(fake_count "$2" "$3")
	[ "$got" -eq "$1" ]
	ok $? "$4"
	[ "$got" -eq "$1" ] || echo "# $2 $3: $got, not $1"
}
on_server() { # NUMBER TITLE
	ft-files list --id >ids
	[ "$(wc -l <ids)" -eq "$1" ]
	ok $? "$2"
}
arrived() { # FILE TITLE: the newest file on the server has these bytes
	ft-files content "$(ft-files list --id | head -n 1)" >content
	same content "$1" "$2"
}
# The parts that were confirmed more than once.
confirmed_twice() { # TITLE
	grep '"part":' fake.log | grep '"status":200' | grep '"answer":"whole"' |
		grep -o '"upload":"[^"]*"\|"part":[0-9]*' | paste - - |
		sort | uniq -d >twice
	empty twice "$1"
}

cp "$top/data-samples/chat.jsonl" train.jsonl
head -n 12 train.jsonl >small.jsonl
# 1 MiB: 16 parts of 64 KiB
i=0
while [ $i -lt 114 ]; do
	cat train.jsonl
	i=$((i + 1))
done | head -c 1048576 >big.jsonl

# What is sent, and what is printed.
run ft-upload train.jsonl
status 0 'a file is sent'
out_has '"filename":"train.jsonl"' "the server's object is printed"
empty err 'and nothing is said'
arrived train.jsonl 'the server has its bytes'
run ft-upload --id small.jsonl - <train.jsonl
status 0 'two files, one of them standard input'
ft-files list --id -p fine-tune | head -n 2 | sort >want
sort out >got
same got want '--id prints the id of each'
ft-files list | grep -c stdin.jsonl >got
echo 1 >want
same got want 'standard input has a name'
run ft-upload --name mine.jsonl <train.jsonl
out_has '"filename":"mine.jsonl"' 'or the one of --name'
gzip -c train.jsonl >packed.jsonl.gz
run ft-upload packed.jsonl.gz
out_has '"filename":"packed.jsonl"' 'packed data has the name of what is in it'
arrived train.jsonl 'and is sent unpacked'
head -c 300 packed.jsonl.gz >cut.jsonl.gz
run ft-upload cut.jsonl.gz
status 3 'packed data that ends too early is status 3'
run ft-upload nowhere train.jsonl
status 4 'a missing file is status 4'
err_has 'ft-upload: nowhere: error: cannot open: No such file' 'and told'
out_has train.jsonl 'and the next one is sent'
run ft-upload .
status 4 'a folder is status 4'
: >nothing.jsonl
run ft-upload --no-lint nothing.jsonl
status 3 'an empty file is status 3'
cp train.jsonl "$(printf 'b\\a"d\nn\351.jsonl')"
run ft-upload --parts "$(printf 'b\\a"d\nn\351.jsonl')"
status 0 'a name that servers would read in several ways'
printf '"filename":"b_a_d_n\\ufffd.jsonl"\n' >want
grep -o '"filename":"[^"]*"' out >got
same got want 'is made plain'
run ft-upload --force "$(printf 'b\\a"d\nn\351.jsonl')"
status 0 'also in one request'
grep -o '"filename":"[^"]*"' out | sed 's/\xef\xbf\xbd/\\ufffd/' >got
same got want 'to the same'
cp train.jsonl train.txt
run ft-upload train.txt
status 5 'a name that the provider does not take is refused'
err_has 'warning: OpenAI may want a name that ends in .jsonl' 'after a warning'
rm train.txt
run ft-upload -o ids.json --id train.jsonl
[ -s ids.json ]
ok $? '-o: into a file'
run ft-upload --purpose user_data "$top/LICENSE"
out_has '"purpose":"user_data"' '--purpose: what is no training data, too'
fresh
run ft-upload -o out.json --progress=always big.jsonl --no-lint
err_has ' MB/s' 'a bar shows the rate'
run ft-upload --dry-run train.jsonl
status 0 '--dry-run: status 0'
empty out 'nothing is printed'
err_has 'would send 9,364 bytes to http' 'it is said what would be sent'
requests 1 POST /v1/files 'and nothing is sent'
run env -u OPENAI_API_KEY ft-upload --dry-run train.jsonl
status 0 'without a key, even'

# The check before.
printf '{"messages":[]}\n{"messages":\n' >bad.jsonl
fresh
run ft-upload bad.jsonl train.jsonl
status 1 'a file with errors is status 1'
err_has 'bad.jsonl:2:' 'the errors are told'
err_has 'not sent: ft-lint found errors' 'and that it is not sent'
out_has train.jsonl 'the next one is sent'
requests 1 POST /v1/files 'and no other'
run ft-upload --no-lint bad.jsonl
status 0 '--no-lint sends it'
mkdir other
cat >other/ft-lint <<'end'
#!/bin/sh
env >>"$OLDPWD/seen"
exit 0
end
cp "$B/bin/ft-upload" other/
chmod +x other/ft-lint
run env OLDPWD="$work" other/ft-upload --force train.jsonl
status 0 'the ft-lint of the same folder is run'
grep -c "$fake_key" seen >got
echo 0 >want
same got want 'without the key in its environment'
rm other/ft-lint

# Not twice.
fresh
run ft-upload --id train.jsonl
cp out want
run ft-upload --id train.jsonl
same out want 'the same file again is the same id'
requests 1 POST /v1/files 'and is not sent'
err_has 'the server has it already' 'which is said'
rm -r state
run ft-upload --id train.jsonl
same out want 'without a record of it the bytes are compared'
requests 1 POST /v1/files 'and nothing is sent'
sed '1s/[a-z]/X/g' train.jsonl >edited
cp train.jsonl kept
cat edited >train.jsonl
run ft-upload --no-lint --id train.jsonl
requests 2 POST /v1/files 'other bytes of the same size are sent'
cat kept >train.jsonl
run ft-upload --id train.jsonl
same out want 'and the first ones are still known by their bytes'
touch -d 2020-01-01 train.jsonl
run ft-upload --id train.jsonl
same out want 'whenever they were written'
ft-files delete "$(cat want)" >/dev/null
run ft-upload --id train.jsonl
requests 3 POST /v1/files 'a file that was deleted there is sent again'
run ft-upload --force train.jsonl
requests 4 POST /v1/files 'and with --force any is'
run ft-upload --no-lint --purpose batch train.jsonl
requests 5 POST /v1/files 'the same bytes for another purpose are another file'
fails 404 'GET */content' 0
rm -r state
run ft-upload --id train.jsonl
requests 6 POST /v1/files 'what cannot be compared is sent'
err_has 'cannot be compared' 'which is said'

# In parts.
run ft-upload --parts --purpose user_data train.jsonl
status 2 'parts are for fewer purposes than a single request'
err_has 'takes no file in parts for user_data' 'and it is said which'
requests 0 POST /v1/uploads 'before anything is sent'
fresh
run ft-upload --no-lint --part-size 64K big.jsonl
status 0 'a file in parts'
requests 16 POST '/v1/uploads/[^/]*/parts' 'each part is sent once'
out_has '"bytes":1048576' 'the file is printed'
arrived big.jsonl 'the server has its bytes'
sum=$(md5sum <big.jsonl | cut -d ' ' -f 1)
has fake.log "\"md5\":\"$sum\"" 'with the MD5 of all of it'
run ft-upload --no-lint --parts --id big.jsonl
requests 16 POST '/v1/uploads/[^/]*/parts' 'it is not sent again'
fresh
run ft-upload --no-lint --part-size 64K --md5=never big.jsonl
status 0 '--md5=never: status 0'
has fake.log '"md5":null' 'the server gets none'
fresh
run ft-upload --no-lint --part-size 64K -j 3 <big.jsonl
status 0 'standard input in parts'
fresh
run ft-upload --no-lint --part-size 65M big.jsonl
status 2 'a part can be too large'
fails 500 'POST */parts' 3
run ft-upload --no-lint --part-size 64K big.jsonl
status 0 'parts that fail are sent again'
arrived big.jsonl 'and all is there'
fresh
for fault in reset-upload reset-answer stalled-answer lost-answer truncated \
	429 429-after-ms 503
do
	fails $fault 'POST */parts' 1 ',"skip":2'
done
run ft-upload --no-lint --part-size 64K --idle-timeout 1 big.jsonl
case $rc in
5) # an answer that is cut is none, and the next run goes on
	run ft-upload --no-lint --part-size 64K --idle-timeout 1 big.jsonl ;;
esac
status 0 'parts survive resets, silence, lost answers and 429'
arrived big.jsonl 'and all is there'

# A part that fails for ever, then no more.
fresh
fails 500 'POST */parts' 0 ',"part":5'
run ft-upload --no-lint --part-size 64K --retries 1 big.jsonl
status 75 'a part that fails for ever is status 75'
grep -q 'error: part [0-9]* of 16: .* parts are there, and the same' err
ok $? 'and is named, with what is there'
empty out 'nothing is printed'
curl -sS -X DELETE "$fake/_fake/faults" >fake.said
run ft-upload --no-lint --part-size 64K big.jsonl
status 0 'the same command goes on'
err_has 'goes on with upload_' 'which is said'
requests 1 POST /v1/uploads 'with the same upload'
confirmed_twice 'no part that was confirmed is sent again'
arrived big.jsonl 'and all is there'

# kill -9 in the middle.
# The fake logs an answer before it sends it: waits until so many have arrived.
recorded() { # PARTS
	tries=0
	while [ "$(cat state/ft/uploads/*.jsonl | grep -o '"part_' |
		wc -l)" -lt "$1" ] && [ $tries -lt 200 ]
	do
		sleep 0.05
		tries=$((tries + 1))
	done
}
killed() { # SKIP
	fails stalled-upload 'POST */parts' 0 ",\"skip\":$1"
	ft-upload --no-lint --part-size 64K -j 2 big.jsonl >out 2>err &
	pid=$!
	fake_wait POST '/v1/uploads/*/parts' 1 stalled
	recorded "$1"
	kill -KILL $pid
	wait $pid 2>/dev/null
	curl -sS -X DELETE "$fake/_fake/faults" >fake.said
}
anew
killed 7
run ft-upload --no-lint --part-size 64K big.jsonl
status 0 'a file goes on after kill -9'
requests 1 POST /v1/uploads 'with the same upload'
confirmed_twice 'no part that was confirmed is sent again'
arrived big.jsonl 'and all is there'
anew
killed 7
sed 's/a/b/' big.jsonl >edited
cat edited >big.jsonl
run ft-upload --no-lint --part-size 64K big.jsonl
status 0 'a file that changed in between'
requests 2 POST /v1/uploads 'is begun anew'
arrived big.jsonl 'and all is there'
anew
touch -d 2026-01-01 big.jsonl
killed 7
sed 's/b/a/' big.jsonl >edited
cat edited >big.jsonl
touch -d 2026-01-01 big.jsonl
run ft-upload --no-lint --part-size 64K big.jsonl
status 0 'so is one whose time hides that'
arrived big.jsonl 'for its sum is checked'
anew
killed 7
fake_post clock '{"add":7200}'
run ft-upload --no-lint --part-size 64K big.jsonl
status 0 "an upload that is over by the server's clock is begun anew"
requests 2 POST /v1/uploads 'as a second one'
arrived big.jsonl 'and all is there'
fake_post clock '{"add":-7200}'
anew
killed 7
for record in state/ft/uploads/*; do
	head -c 100 "$record" >edited
	mv edited "$record"
done
run ft-upload --no-lint --part-size 64K big.jsonl
status 0 'a record that is damaged is none'
# Our own clock jumps between two runs.
clock_jumps() { # SECONDS: the record gets older, or younger
	for record in state/ft/uploads/*; do
		awk -v by="$1" 'match($0, /"expires_at":[0-9]+/) {
			at = substr($0, RSTART + 13, RLENGTH - 13) - by
			printf "%s\"expires_at\":%d%s\n", \
				substr($0, 1, RSTART - 1), at, \
				substr($0, RSTART + RLENGTH)
			next
		} { print }' "$record" >edited
		mv edited "$record"
	done
}
anew
killed 7
clock_jumps 7200
run ft-upload --no-lint --part-size 64K big.jsonl
status 0 'the clock jumps forward: status 0'
err_has 'does not go on with upload_' 'what seems to be over is begun anew'
err_has 'for its time is over' 'which is said'
arrived big.jsonl 'and all is there'
anew
killed 7
clock_jumps -7200
run ft-upload --no-lint --part-size 64K big.jsonl
status 0 'the clock jumps back: status 0'
requests 1 POST /v1/uploads 'what is still there is gone on with'
confirmed_twice 'no part that was confirmed is sent again'
fresh
fails lost-answer 'POST */complete'
run ft-upload --no-lint --part-size 64K big.jsonl
status 0 'the answer to the last request is lost'
on_server 1 'the file is found, not made again'

# Two runs at a time.
waits() { # until the second says that it waits
	tries=0
	until grep -q 'waits for process' second.err 2>/dev/null || [ $tries -eq 200 ]; do
		sleep 0.05
		tries=$((tries + 1))
	done
	grep -q "info: waits for process $pid, which sends it already" second.err
	ok $? "$1"
}
begins() { # until the first stalls, with so many parts on record
	fails stalled-upload 'POST */parts' 0 ",\"skip\":$1"
	rm -f second.err
	ft-upload --no-lint --part-size 64K -j 2 --answer-timeout="$2" big.jsonl >out 2>err &
	pid=$!
	fake_wait POST '/v1/uploads/*/parts' 1 stalled
	recorded "$1"
	ft-upload --no-lint --part-size 64K big.jsonl >second 2>second.err &
	other=$!
}
anew
begins 7 60
waits 'a second run waits for the first, and says for whom'
curl -sS -X DELETE "$fake/_fake/faults" >fake.said
kill -KILL $pid
wait $pid 2>/dev/null
wait $other
rc=$?
status 0 'when that was killed it goes on in its place'
requests 1 POST /v1/uploads 'with the same upload'
confirmed_twice 'no part that was confirmed is sent again'
arrived big.jsonl 'and all is there'
anew
begins 3 1
waits 'a second run waits'
curl -sS -X DELETE "$fake/_fake/faults" >fake.said
wait $pid
rc=$?
status 0 'the first is not disturbed'
wait $other
rc=$?
status 0 'and the second finds what it has sent'
same second out 'which is the same file'
requests 1 POST /v1/uploads 'sent once'
anew
begins 3 60
waits 'a second run waits'
kill -INT $other
kill -TERM $other
wait $other 2>/dev/null
rc=$?
status 143 'which can be interrupted'
kill -KILL $pid
wait $pid 2>/dev/null

# An interrupt.
anew
fails stalled-upload 'POST */parts' 0 ',"skip":7'
ft-upload --no-lint --part-size 64K -j 2 big.jsonl >out 2>err &
pid=$!
fake_wait POST '/v1/uploads/*/parts' 1 stalled
recorded 7
kill -TERM $pid
wait $pid 2>/dev/null
rc=$?
status 143 'SIGTERM: dies of it'
err_has 'error: interrupted; 7 of 16 parts are there, and the same command' \
	'and says what is there'
curl -sS -X DELETE "$fake/_fake/faults" >fake.said
run ft-upload --no-lint --part-size 64K big.jsonl
status 0 'the same command goes on'
confirmed_twice 'no part that was confirmed is sent again'

# The time that an upload has.
fresh
fake_post config '{"upload_life":4}'
run ft-upload --no-lint --part-size 64K --limit-rate 64K big.jsonl
status 2 'a limit of our own that is too low is refused'
err_has 'it takes 16 s, but an upload ends after 4 s' 'with both times'
requests 0 POST '/v1/uploads/[^/]*/parts' 'before anything is sent'
fails slow-upload 'POST */parts' 0 ',"intake":30000'
run ft-upload --no-lint --part-size 64K -j 2 big.jsonl
status 75 'a line that is too slow is given up'
err_has 'too slow: at this rate the rest takes ' 'after a warning'
err_has 'given up: ' 'long before the end'
fake_post config '{"upload_life":0}'
fresh
before=$(date +%s)
run ft-upload --no-lint --limit-rate 512K big.jsonl
status 0 '--limit-rate: status 0'
[ $(($(date +%s) - before)) -ge 1 ]
ok $? 'it takes its time'

# A file that changes while it is sent.
changing() { # PATH OPTION...
	# Nothing gets through before the file has changed.
	fails reset-upload "POST $1" 0 ',"at":1000'
	shift
	ft-upload --no-lint "$@" big.jsonl >out 2>err &
	pid=$!
	fake_wait POST '*' 1 reset
	printf x | dd of=big.jsonl conv=notrunc bs=1 seek=5 2>/dev/null
	curl -sS -X DELETE "$fake/_fake/faults" >fake.said
	wait $pid 2>/dev/null
	rc=$?
	status 4 "a file that changes while it is sent is status 4 ($*)"
	err_has 'it changed while it was sent' 'and told'
	empty out 'nothing is printed'
	on_server 0 'and nothing is left there'
}
anew
changing /v1/files
anew
changing '*/parts' --part-size 256K
requests 1 POST '/v1/uploads/[^/]*/cancel' 'the upload is cancelled'

# Faults of the server, in one request.
for fault in 429 429-after 429-after-ms 500 503 reset-upload; do
	fresh
	fails $fault 'POST /v1/files'
	run ft-upload --no-lint --idle-timeout 1 big.jsonl
	status 0 "$fault, then success"
	arrived big.jsonl 'and all is there'
	on_server 1 'once'
done
# More than what the system takes without a server that reads.
i=0
while [ $i -lt 16 ]; do
	cat big.jsonl
	i=$((i + 1))
done >huge.jsonl
fresh
fails stalled-upload 'POST /v1/files'
run ft-upload --no-lint --idle-timeout 0.4 huge.jsonl
status 0 'stalled-upload, then success'
on_server 1 'once'
rm huge.jsonl
for fault in lost-answer reset-answer cut-answer truncated invalid; do
	fresh
	fails $fault 'POST /v1/files' 1 ',"done":true'
	run ft-upload train.jsonl
	status 0 "the deed is done, the answer is not there: $fault"
	on_server 1 'there is one file'
	requests 1 POST /v1/files 'which was sent once'
done
for fault in 401 403 404 413 429-quota redirect; do
	fresh
	fails $fault 'POST /v1/files' 0
	run ft-upload train.jsonl
	status 5 "$fault: status 5"
	empty out 'nothing is printed'
	requests 1 POST /v1/files 'it is not tried again'
done
err_has 'redirect' 'a redirect is named'
fresh
fails html 'POST /v1/files'
run ft-upload train.jsonl
status 0 'a page of a gateway, and then it is sent again'
on_server 1 'once'
for fault in html html-200 empty; do
	fresh
	fails $fault 'POST /v1/files' 0
	run ft-upload --retries 0 train.jsonl
	[ "$rc" -eq 75 ] || [ "$rc" -eq 5 ]
	ok $? "$fault, for ever: no success"
	empty out 'nothing is printed'
	on_server 0 'and nothing is there'
done
fresh
fails html 'POST */parts' 2
run ft-upload --no-lint --part-size 64K big.jsonl
status 0 'pages of a gateway for parts: they are sent again'
for fault in 401 403 404 413 429-quota redirect; do
	fresh
	fails $fault 'POST */parts' 0
	run ft-upload --no-lint --part-size 512K -j 1 big.jsonl
	status 5 "$fault for a part: status 5"
	requests 1 POST '/v1/uploads/[^/]*/parts' 'it is not tried again'
done

# Silence when all was sent.
fresh
fails stalled-upload 'POST /v1/files'
run ft-upload --answer-timeout 0.3 train.jsonl
status 0 'no answer for too long: it is looked for, and sent again'
on_server 1 'it is there once'
requests 2 POST /v1/files 'sent twice'
fresh
fails stalled 'POST /v1/files' 1 ',"done":true'
run ft-upload --idle-timeout 0.3 train.jsonl
status 0 'silence in the answer to what was done'
requests 1 POST /v1/files 'it is found, and not sent again'

# A server that lies.
fresh
fails '' 'POST /v1/uploads' 1 ',"edit":{"/id":"../a b?c\u0000\n"}'
run ft-upload --no-lint --part-size 64K big.jsonl
status 5 'an id that is none: refused'
[ "$(grep -c '"path":"/v1/uploads/[^"/]*%20b%3Fc' fake.log)" -gt 0 ]
ok $? 'it is escaped'
fresh
fails '' 'POST /v1/uploads' 1 ',"drop":["/id"]'
run ft-upload --no-lint --part-size 64K big.jsonl
status 5 'an upload without an id: refused'
fresh
fails '' 'POST */parts' 1 ',"edit":{"/id":null}'
run ft-upload --no-lint --part-size 64K big.jsonl
status 5 'a part without an id: refused'
run ft-upload --no-lint --part-size 64K big.jsonl
status 0 'and sent by the next run'
fresh
fails '' 'POST /v1/uploads' 1 ',"edit":{"/expires_at":1}'
run ft-upload --no-lint --part-size 64K big.jsonl
status 0 'an upload that ended before it began is taken for an hour'
for times in '{"/expires_at":9223372036854775807}' \
	'{"/expires_at":9223372036854775807,"/created_at":-9e18}' \
	'{"/expires_at":1e300}' '{"/expires_at":"soon","/created_at":null}'
do
	fresh
	fails '' 'POST /v1/uploads' 1 ",\"edit\":$times"
	fails 413 'POST */parts' 1 ',"skip":9'
	run ft-upload --no-lint --part-size 64K -j 1 big.jsonl
	status 5 "an upload with $times: its parts are sent"
	run ft-upload --no-lint --part-size 64K -j 1 big.jsonl
	status 0 'and gone on with'
	requests 1 POST /v1/uploads 'as the same one'
done
fresh
fails '' 'POST /v1/files' 1 \
	',"edit":{"/status":"error","/status_details":"odd"}'
run ft-upload train.jsonl
status 1 'a file that the server refuses at once: status 1'
err_has 'error: error: odd' 'and why'
out_has '"id":"file-' 'its object is printed'
fresh
fails '' 'POST */complete' 1 ',"edit":{"/file/bytes":7}'
run ft-upload --no-lint --part-size 64K big.jsonl
status 3 'a file of another size: status 3'
err_has 'the server has 7 bytes of the 1048576' 'both sizes are told'
grep '"listener":"other"' fake.log >other.log
empty other.log 'and not followed'
fresh
fails 401 'GET /v1/files' 0
run ft-upload train.jsonl
status 5 'a key that is refused is status 5'
err_has 'request req' 'told with the request id'
fresh
fails 503 'POST /v1/files' 0
run ft-upload --retries 1 train.jsonl
status 75 'a server that stays busy is status 75'
fresh
fails huge-error 'POST /v1/files' 0
run ft-upload --retries 0 train.jsonl
status 75 'an error of a gigabyte is an error'
fresh
fails wrong-size 'POST /v1/files'
run ft-upload train.jsonl
[ "$rc" -ne 0 ]
ok $? 'a server that has another size is not believed'
err_has '9364' 'the bytes that were sent are told'
fresh
fails '' 'POST /v1/files' 1 ',"edit":{"/bytes":1e30}'
run ft-upload train.jsonl
status 3 'nor one that has more than there is in the world'
fresh
fails '' 'POST /v1/files' 1 ',"edit":{"/id":null}'
run ft-upload train.jsonl
status 5 'a file without an id is none'
err_has 'the answer tells nothing of the file' 'and that is said'
fresh
run ft-upload --base-url https://none.invalid/v1 --retries 0 train.jsonl
status 75 'no such host: status 75'
run ft-upload --base-url http://127.0.0.1:1/v1 --retries 0 train.jsonl
status 75 'nobody there: status 75'
run ft-upload --base-url http://example.com/v1 train.jsonl
status 2 'no key goes over plain http'
run env -u OPENAI_API_KEY ft-upload train.jsonl
status 2 'without a key: status 2'

# Where nothing can be kept.
fresh
echo >file
run env XDG_STATE_HOME="$work/file" ft-upload --no-lint --part-size 512K \
	big.jsonl
status 0 'no folder for records: it is sent all the same'
err_has 'a later run will not know what was sent: ' 'and that is said'
grep -c 'a later run' err >got
echo 1 >want
same got want 'once'
if [ -z "${san:-}" ] && [ -e "$B/failio.so" ]; then
	fresh
	run env FAILIO=fsync:3:ENOSPC LD_PRELOAD="$B/failio.so" \
		ft-upload --no-lint --part-size 512K big.jsonl
	status 0 'a full disk: it is sent all the same'
	err_has 'No space left on device' 'and why is said'
	run env FAILIO=write:1:ENOSPC LD_PRELOAD="$B/failio.so" \
		ft-upload --no-lint <train.jsonl
	status 4 'no room for a copy of standard input: status 4'
	ls -A state/ft/uploads >left
	[ "$(wc -l <left)" -eq 1 ]
	ok $? 'nothing is left beside the record'
fi
fresh
run ft-upload train.jsonl
ls -l state/ft/uploads >mode
has mode '-rw-------' 'a record is for its owner alone'
grep -rc "$fake_key" state | grep -v ':0$' >got
empty got 'and holds no key'

# Waiting.
fresh
fake_post config '{"process_after":2}'
run ft-upload --wait train.jsonl
status 0 '--wait: status 0'
err_has 'and waited for (uploaded)' 'that it is there is told'
fake_post config '{"process_after":1}'
fails 503 'GET /v1/files/*' 1
run ft-upload --force --wait --retries 0 train.jsonl
status 0 'an outage while it is waited for is waited for, too'
out_has '"status":"processed"' 'the file is shown as it is then'
fake_post config '{"process_after":1000000}'
run ft-upload --force --wait --timeout 0.1 --id train.jsonl
status 75 'a file that is never processed: status 75'
ft-files list --id | head -n 1 >want
same out want 'its id is printed all the same'
fake_post config '{"process_after":0}'

# The trace has everything but the key.
run ft-upload --force --trace trace train.jsonl
has trace '> POST /v1/files HTTP/1.1' '--trace shows the request'
grep -q "$fake_key" trace
[ $? -eq 1 ]
ok $? 'without the key'

# The command line.
for words in '--jobs 0' '--jobs 65' '--timeout -1' '--name a/b' \
	'--name a b c' '--purpose='
do
	# shellcheck disable=SC2086 # words
	run ft-upload $words
	status 2 "ft-upload $words: status 2"
done

# Other providers.
run ft-upload --no-lint --azure --base-url "$fake" --part-size 64K big.jsonl
status 0 'azure: in parts'
run ft-upload --no-lint --azure --base-url "$fake" --api-version 2024-10-21 \
	train.jsonl
status 0 'azure: an older version'
run ft-upload --no-lint --provider together --base-url "$fake/together/v1" \
	train.jsonl
status 0 'together: status 0'
[ "$(grep '"method":"PUT"' fake.log | grep -c '"key":"none"')" -eq 1 ]
ok $? 'the file goes where it is redirected to, without the key'
run ft-upload --no-lint --provider nebius --base-url "$fake/nebius/v1" \
	train.jsonl
status 0 'nebius: status 0'
run ft-upload --no-lint --provider nebius --base-url "$fake/nebius/v1" \
	--parts train.jsonl
status 2 'nebius: has no parts'
err_has 'has no way to take a file in parts' 'in one sentence'
fake_stop
plan
