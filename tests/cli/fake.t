#!/bin/sh
# SPDX-License-Identifier: MIT
# The fake of the provider that the tests of the network talk to: its own
# tests, and what a test in shell needs of it.
# shellcheck source=tests/cli/tap.sh
. "${0%/*}/tap.sh"
# shellcheck source=tests/server/fake.sh
. "$top/tests/server/fake.sh"
# Nothing of ours is compiled in.
[ -z "${san:-}" ] || {
	echo '1..0 # SKIP the fake is the same in every build'
	exit 0
}
fake_needs openssl

ask() { # [OPTION OF CURL...] URL: with the key
	run curl -sS -H "Authorization: Bearer $fake_key" "$@"
}
finished() { # TITLE: did the fake find the end of its input?
	wait "$pid"
	rc=$?
	status 0 "$1"
}

for tests in files jobs chat faults dialects; do
	run sh -c "cd '$top/tests/server' &&
		exec python3 -B -W error -m unittest -q test_$tests"
	status 0 "the fake's own tests pass: $tests"
done

i=0
while [ $i -lt 10 ]; do
	echo '{"messages":[{"role":"assistant","content":"pong"}]}'
	i=$((i + 1))
done >train.jsonl

fake_start --set steps=2 --set now=1795219200 \
	--fault '{"name":"503","on":"GET /v1/models"}'
ask -F file=@train.jsonl -F purpose=fine-tune "$fake/v1/files"
status 0 'curl sends a file'
out_has '"bytes": 530' 'and is told its size'
file=$(sed -n 's/.*"id": "\(file-[^"]*\)".*/\1/p' out)
ask "$fake/v1/files/$file/content"
same out train.jsonl 'and gets it back'
ask -F file=@train.jsonl -F purpose=fine-tuning "$fake/v1/files"
out_has "'fine-tuning'" 'a wrong purpose is refused'
[ "$(fake_count POST /v1/files)" -eq 2 ]
ok $? 'requests are counted'
[ "$(fake_count POST '/v1/.*' '"status":400' '"key":"right"')" -eq 1 ]
ok $? 'by what their lines say'
[ "$(fake_count DELETE '/v1/.*')" -eq 0 ]
ok $? 'down to none'
ask -f "$fake/v1/models"
status 22 'a fault of the command line strikes'
fake_post faults '[{"name":"429-after","on":"GET /v1/models","times":1}]'
ask -f --retry 2 "$fake/v1/models"
status 0 'a client that tries again gets through'
[ "$(fake_count GET /v1/models '"status":429')" -eq 1 ]
ok $? 'after the fault that was asked for'
fake_post faults '{"name":"redirect","on":"GET /v1/files"}'
ask -L "$fake/v1/files"
status 0 'a redirect leads to the other host'
[ "$(fake_count GET /v1/files '"listener":"other"' '"key":"none"')" -eq 1 ]
ok $? 'where no key was seen'
ask --proxy "$fake" http://provider.invalid/v1/models
status 0 'the fake is its own proxy'
ask -T train.jsonl "$fake/_fake/sink"
out_has '"bytes": 530' 'curl -T has where to go'
fake_post faults '{"name":"stalled-upload","on":"POST /v1/files","at":9}'
curl -sS -H "Authorization: Bearer $fake_key" -F file=@train.jsonl \
	"$fake/v1/files" >/dev/null 2>&1 &
pid=$!
fake_wait POST /v1/files 1 stalled
kill -KILL $pid
wait $pid 2>/dev/null
[ "$(fake_count POST /v1/files '"aborted":"stalled"' '"body":9')" -eq 1 ]
ok $? 'a client is caught in the middle of its file, without a sleep'
grep -q "$fake_key" fake.log
[ $? -eq 1 ]
ok $? 'the log does not hold the key'
fake_stop
ask "$fake/v1/models"
status 7 'a fake that was stopped is gone'

fake_certificate
fake_start --tls fake.crt fake.key
ask --cacert fake.crt "$fake/v1/models"
status 0 'HTTPS with a certificate of the day'
ask "$fake/v1/models"
status 60 'that nobody trusts without being told to'
fake_post faults '{"name":"reset-answer"}'
ask --cacert fake.crt "$fake/v1/models"
status 56 'faults strike HTTPS as well'
fake_stop

mkfifo input
PYTHONPATH=$fake_dir timeout 20 python3 -B -m fake --until-eof \
	<input >out 2>err &
pid=$!
sh -c 'exec 9>input; kill -KILL $$' 2>/dev/null
finished 'a fake does not outlive a test that is killed'

for wrong in '--set=step=1' '--set=steps=x' '--fault={"name":"x"}' \
	--fault=x --config=/nothing --option
do
	PYTHONPATH=$fake_dir run python3 -B -m fake "$wrong"
	status 2 "a wrong start is refused: $wrong"
done
plan
