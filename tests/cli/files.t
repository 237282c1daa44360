#!/bin/sh
# SPDX-License-Identifier: MIT
# ft-files, and what all tools that speak to a provider share: keys, addresses,
# retries, traces.
# shellcheck source=tests/cli/tap.sh
. "${0%/*}/tap.sh"
# shellcheck source=tests/server/fake.sh
. "$top/tests/server/fake.sh"
# shellcheck disable=SC2119 # it takes none of ours
fake_needs
unset OPENAI_API_KEY OPENAI_BASE_URL OPENAI_ORG_ID OPENAI_PROJECT_ID \
	FT_PROVIDER http_proxy https_proxy all_proxy no_proxy HTTP_PROXY \
	HTTPS_PROXY ALL_PROXY NO_PROXY CURL_CA_BUNDLE \
	SSL_CERT_DIR SSL_CERT_FILE

# shellcheck disable=SC2119
fake_start
OPENAI_BASE_URL=$fake/v1
OPENAI_API_KEY=$fake_key
export OPENAI_BASE_URL OPENAI_API_KEY

# put NAME: a file on the server; its id is $id
put() {
	printf '{"messages":[]}\n' >"$1"
	curl -sS -H "Authorization: Bearer $fake_key" -F "file=@$1" \
		-F purpose=fine-tune "${2:-$fake/v1}/files" >put.json
	id=$(sed -n 's/.*"id": *"\([^"]*\)".*/\1/p' put.json)
}
fails() { # FAULT ON [TIMES]
	fake_post faults "{\"name\":\"$1\",\"on\":\"$2\",\"times\":${3:-1}}"
}
quiet_fake() {
	curl -sS -X DELETE "$fake/_fake/faults" >fake.said
}
lines() { # FILE NUMBER TITLE
	[ "$(wc -l <"$1")" -eq "$2" ]
	ok $? "$3"
}

# The commands.
put one.jsonl
one=$id
put two.jsonl
two=$id
run ft-files list
status 0 'list: status 0'
lines out 2 'a line for each file'
out_has "\"id\":\"$one\"" 'with its id'
out_has '"filename":"two.jsonl"' 'and its name'
empty err 'nothing is said'
run ft-files list --id -p fine-tune
printf '%s\n%s\n' "$two" "$one" >want
same out want '--id: ids alone, newest first'
run ft-files list --id -p batch
empty out '-p: only files of that purpose'
run ft-files list --format table
head -n 1 out >first
echo 'id                             bytes  created (UTC)     purpose    status     name' |
	tr -s ' ' >want
tr -s ' ' <first >got
same got want 'a table has a head'
lines out 3 'and a row for each file'
run ft-files list --format table --json
lines out 2 '--json: lines of JSON'
fake_post config '{"page_limit":1}'
run ft-files list --id
lines out 2 'all pages are read'
run ft-files show "$one" "$two"
status 0 'show: status 0'
lines out 2 'a line for each id'
run ft-files show "$one" file-none "$two"
status 5 'a file that is not there is refused'
lines out 2 'and the others are shown'
err_has 'ft-files: file-none: error: ' 'the message begins with its id'
err_has '(404' 'has the status'
err_has 'request req' 'and the request id'
run ft-files content "$one"
same out one.jsonl 'content: the bytes as they were sent'
run ft-files -o got content "$one"
same got one.jsonl '-o: into a file'
fake_post faults "{\"on\":\"GET */content\",\"times\":2,\"status\":200,\"text\":\"a\\u001b[2Jb\\tc\\nd\\u009beü\"}"
run ft-files content "$one"
printf 'a\033[2Jb\tc\nd\302\233e\303\274' >want
same out want 'bytes that would drive a terminal go into a pipe'
if command -v script >/dev/null; then
	run script -qec "ft-files content $one" typescript
	has out 'a\x1b[2Jb	c' 'a terminal is not driven'
	has out 'd\u{9b}eü' 'and shows the rest'
else
	skip 'no script(1)' 'a terminal is not driven'
	skip 'no script(1)' 'and shows the rest'
fi
run ft-files -o none content file-none
status 5 'content that is not there is refused'
[ ! -e none ]
ok $? 'and no file is made'
run ft-files wait "$one" --id
status 0 'wait: a file that can be used is status 0'
echo "$one" >want
same out want 'and its id is printed'
run ft-files delete "$two"
status 0 'delete: status 0'
out_has '"deleted":true' "the server's answer is printed"
run ft-files list --id
same out want 'the file is gone'

run sh -c 'ft-files list >/dev/full'
status 4 'a full disk is status 4'

# Waiting.
fake_post config '{"process_after":3}'
put three.jsonl
run ft-files wait --interval 0.01 "$id"
status 0 'a file that is processed later is waited for'
out_has '"status":"processed"' 'and shown as it is then'
fake_post config '{"process_after":3}'
put again.jsonl
fails 503 "GET /v1/files/$id" 3
run ft-files wait --interval 0.01 --retries 0 "$id"
status 0 'an outage while it is waited for is waited for, too'
err_has "$id: info: uploaded, and waited for" 'what it is at first is told'
fails 404 "GET /v1/files/$id" 0
run ft-files wait --interval 0.01 "$id"
status 5 'a file that is gone is not waited for'
curl -sS -X DELETE "$fake/_fake/faults" >fake.said
fake_post config '{"process_after":1000000}'
put four.jsonl
run ft-files wait --interval 0.01 --timeout 0.1 "$id"
status 75 'a file that is never processed is waited for no longer'
err_has 'still uploaded after 0.1 s' 'which is said'
fake_post file "{\"file\":\"$id\",\"status\":\"error\",\"details\":\"bad line\"}"
run ft-files wait --interval 0.01 "$id"
status 1 'a file that is refused is status 1'
err_has 'error: bad line' 'and why is said'
fake_post config '{"process_after":0}'

# The command line.
for words in '' 'lits' 'show' 'list x'; do
	# shellcheck disable=SC2086 # words
	run ft-files $words
	status 2 "ft-files $words: status 2"
	empty out 'nothing on standard output'
done
run ft-files show ..
status 2 'what cannot be an id is not asked for'
run ft-files list --provider nobody
status 2 'an unknown provider is status 2'
err_has 'known are openai, azure, ' 'which are known is said'
run ft-files list --retries 101
status 2 'there is a largest number of retries'
run ft-files list --idle-timeout 0
status 2 'a time-out of nothing is none'
run ft-files list --api-version 1
status 2 'not every provider has versions'

# Keys.
run env -u OPENAI_API_KEY ft-files list
status 2 'without a key: status 2'
err_has 'no key: set OPENAI_API_KEY' 'and where it may come from'
printf '%s\n' "$fake_key" >key
chmod 600 key
run env -u OPENAI_API_KEY ft-files list --key-file key
status 0 'a key from a file'
empty err 'without a warning'
chmod 644 key
run ft-files list --key-file key
status 0 'a file that others can read is taken'
err_has 'key: warning: others can read this file' 'with a warning'
run env -u OPENAI_API_KEY open_ai="$fake_key" ft-files list --key-env open_ai
status 0 '--key-env: a key from another variable'
mkdir at && cd at || exit 99
cat >.env <<-end
	# mine
	export OPENAI_API_KEY='$fake_key' # the key
	OTHER=\$(touch evaluated)
end
chmod 600 .env
run env -u OPENAI_API_KEY ft-files list
status 0 'a key from .env'
run env OPENAI_API_KEY=sk-wrong-0123456789 ft-files list
status 5 'the environment comes first'
[ ! -e evaluated ]
ok $? 'nothing in it is evaluated'
printf 'OPENAI_BASE_URL=http://127.0.0.1:1\n' >>.env
run env -u OPENAI_BASE_URL ft-files --env-file .env list --retries 0 \
	--connect-timeout 0.001
! grep -q 127.0.0.1:1 err
ok $? 'no .env sends a key of the environment elsewhere'
run env -u OPENAI_BASE_URL -u OPENAI_API_KEY ft-files list --retries 0
err_has '127.0.0.1:1: ' 'but its own key it does'
cd ..
run env OPENAI_API_KEY=sk-wrong-0123456789 ft-files list
status 5 'a wrong key is refused'
err_has '(401, invalid_api_key' 'with the words of the server'
! grep -q 0123456789 err
ok $? 'and the key is not in the message'
run ft-files list --base-url http://example.com/v1
status 2 'no key goes over plain http'

# A trace shows everything but the key.
run ft-files list --trace trace
status 0 '--trace: status 0'
has trace '> GET /v1/files HTTP/1.1' 'the request stands in it'
has trace '> Authorization: ***' 'the key does not'
! grep -q "$fake_key" trace
ok $? 'nowhere'
ls -l trace >mode
has mode '-rw-------' 'it is for its owner alone'
run ft-files list --trace at
status 4 'a trace that cannot be written is status 4'

# Failures.
fails 503 'GET /v1/files' 2
run ft-files list
status 0 'two times 503: status 0'
err_has 'another try in ' 'each wait is said'
fails 429-after 'GET /v1/files'
run ft-files list
status 0 'Retry-After is obeyed'
err_has 'another try in 1.0 s' 'to the second'
fails 503 'GET /v1/files' 0
run ft-files list --retries 1
status 75 'what does not pass is status 75'
err_has 'after 2 tries' 'with the number of tries'
quiet_fake
fails 429-quota 'GET /v1/files' 0
: >fake.log
run ft-files list
status 5 'without money nothing is tried again'
[ "$(fake_count GET /v1/files)" -eq 1 ]
ok $? 'not once'
quiet_fake
for fault in truncated invalid html-200; do
	fails $fault 'GET /v1/files'
	run ft-files list
	status 5 "an answer that is none ($fault) is status 5"
done
for fault in reset-answer cut-answer; do
	fails $fault "GET /v1/files/$one/content"
	run ft-files content "$one"
	status 0 "a broken transfer ($fault) is made again"
	same out one.jsonl 'each byte comes once'
done
fails huge-error 'GET /v1/files'
run ft-files list --retries 0
status 75 'an error of a gigabyte is an error'
for fault in 401 403 404 413; do
	fails $fault 'GET /v1/files' 0
	run ft-files list
	status 5 "$fault: status 5"
	empty out 'nothing is printed'
	quiet_fake
done
for fault in 429 429-after-ms 500 html; do
	fails $fault 'GET /v1/files'
	run ft-files list --id
	status 0 "$fault, then success"
done
fails reset-answer 'DELETE *' 1
run ft-files delete file-none
status 5 'what is not there cannot be deleted'
fails slow "GET /v1/files/$one/content"
run ft-files content "$one" --idle-timeout 1
status 0 'slow is not silent'
same out one.jsonl 'and each byte comes'
fails redirect 'GET /v1/files'
: >fake.log
run ft-files list
grep '"listener":"other"' fake.log | grep '"key":"right"' >carried
empty carried 'a redirect does not carry the key to another host'
run ft-files list --base-url http://127.0.0.1:1/v1 --retries 0
status 75 'nobody there: status 75'
run ft-files list --base-url https://none.invalid/v1 --retries 0 --key-file key
status 75 'no such host: status 75'
fails stalled 'GET /v1/files' 0
run ft-files list --retries 0 --idle-timeout 0.2
status 75 'silence in an answer: status 75'
quiet_fake

# An interrupt.
fails stalled 'GET /v1/files' 0
: >fake.log
ft-files list >out 2>err &
pid=$!
for _ in 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20; do
	[ -s fake.log ] && break
	sleep 0.1
done
kill -TERM $pid
wait $pid 2>/dev/null
rc=$?
status 143 'SIGTERM: dies of it'
err_has interrupted 'and says so'
quiet_fake

# Other providers.
run ft-files list --id --azure --base-url "${fake}"
status 0 'azure: an address without a path is enough'
grep '"path":"/openai/v1/files"' fake.log >azure
[ -s azure ]
ok $? 'it is asked under /openai/v1'
run ft-files list --azure --base-url "$fake" --api-version 2024-10-21
status 0 'azure: an older version'
grep -q '"path":"/openai/files"' fake.log
ok $? 'it is asked under /openai'
run ft-files list --provider together --base-url "$fake/together/v1"
status 0 'together: status 0'
run env FT_PROVIDER=nebius OPENAI_BASE_URL="$fake/nebius/v1" ft-files list
status 0 'FT_PROVIDER names one'
run env -u OPENAI_BASE_URL FT_PROVIDER=nebius ft-files list
status 2 "OPENAI_API_KEY does not go to a provider's own address"
err_has NEBIUS_API_KEY 'its own key is asked for'
fake_stop

# Plain http goes through no proxy: it would read the key.
fake_start
OPENAI_BASE_URL=$fake/v1
fake_proxy
: >proxy.log
run env http_proxy="$proxy" HTTP_PROXY="$proxy" all_proxy="$proxy" \
	ft-files list
status 0 'plain http to this machine: status 0'
empty proxy.log 'it goes through no proxy'
fake_stop

# TLS is always checked.
if command -v openssl >/dev/null; then
	fake_certificate
	fake_start --tls fake.crt fake.key
	OPENAI_BASE_URL=$fake/v1
	: >fake.log
	run ft-files list
	status 5 'an unknown certificate is refused'
	err_has certificate 'and named'
	[ ! -s fake.log ]
	ok $? 'no request is made'
	for bundle in CURL_CA_BUNDLE SSL_CERT_FILE; do
		run env "$bundle=fake.crt" ft-files list
		status 0 "$bundle names who is trusted"
	done
	openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 \
		-nodes -days 1 -subj /CN=other -keyout other.key \
		-out other.crt -addext subjectAltName=DNS:other 2>fake.err
	run env CURL_CA_BUNDLE=other.crt ft-files list
	status 5 'a certificate of somebody else does not help'

	# Proxies, as curl has them.
	fake_proxy
	where=${fake#https://}
	CURL_CA_BUNDLE=fake.crt
	export CURL_CA_BUNDLE
	for name in https_proxy HTTPS_PROXY all_proxy ALL_PROXY; do
		: >proxy.log
		run env "$name=$proxy" ft-files list
		status 0 "$name: status 0"
		has proxy.log "CONNECT $where HTTP/1.1" 'a tunnel is asked for'
	done
	: >proxy.log
	run env http_proxy="$proxy" ft-files list
	status 0 'http_proxy is not for https'
	run env https_proxy="$proxy" no_proxy=127.0.0.1 ft-files list
	status 0 'no_proxy names whom to ask without'
	empty proxy.log 'no tunnel is asked for'
	run env https_proxy=http://127.0.0.1:1 ft-files list --retries 0
	status 75 'a proxy that is not there: status 75'
	run env https_proxy="http://joe:secret@${proxy#http://}" ft-files list \
		--trace trace
	status 0 'a proxy with a password: status 0'
	! grep -q -e secret -e am9l trace
	ok $? 'which is not in the trace'
	fails 503 'GET /v1/files' 1
	run env https_proxy="$proxy" ft-files list
	status 0 'what fails behind a proxy is tried again'
	unset CURL_CA_BUNDLE
	fake_stop
fi
plan
