#!/bin/sh
# SPDX-License-Identifier: MIT
# ft-job against servers and networks that fail, and against one that lies.
# shellcheck source=tests/cli/tap.sh
. "${0%/*}/tap.sh"
# shellcheck source=tests/cli/job.sh
. "$top/tests/cli/job.sh"

put
file=$id
fake_post config '{"pace":0}'
begin
one=$jobs/$job
edit() { # ON JSON: values of the right answer, changed
	fake_post faults "{\"on\":\"$1\",\"edit\":$2,\"times\":0}"
}
lies() { # ON TEXT: an answer that is not the server's
	printf '%s' "$2" | python3 -c 'import json, sys
print(json.dumps({"on": sys.argv[1], "text": sys.stdin.read(), "times": 0,
    "status": 200, "kind": "application/json"}))' "$1" >fault
	fake_post faults "$(cat fault)"
}
another() { # a job that was not cancelled yet; its requests are $one
	[ "$command" != cancel ] || begin
	one=$jobs/$job
	on="* $one"
	case $command in
	events|checkpoints) on="GET $one/$command*" ;;
	cancel) on="* $one*" ;;
	esac
}

# Each command, where the answer is none.
for command in show events checkpoints metrics reconcile wait cancel; do
	for fault in truncated invalid html-200 empty; do
		another
		fails $fault "$on" 0
		run ft-job $command "$job"
		status 5 "$command, $fault: status 5"
		empty out 'nothing is printed'
		quiet_fake
	done
	for fault in 401:5 403:5 404:5 422:5 408:75 429:75 500:75 503:75; do
		another
		fake_post faults "{\"name\":\"500\",\"status\":${fault%:*},\"on\":\"$on\",\"times\":0}"
		run ft-job $command "$job" --retries 0
		status "${fault#*:}" "$command, ${fault%:*}: status ${fault#*:}"
		quiet_fake
	done
	another
	fails stalled "$on" 0
	run ft-job $command "$job" --retries 0 --idle-timeout 0.1
	status 75 "$command, silence: status 75"
	quiet_fake
done
begin
one=$jobs/$job
fails 401 "GET $one"
run ft-job show "$job"
err_has 'invalid_api_key' 'what the server says is told'
err_has 'request req_' 'with the id of the request'
! grep -q "$fake_key" err
ok $? 'and without the key'

# What is slow is waited for, as long as something comes.
fake_post faults "{\"name\":\"slow\",\"rate\":4000,\"on\":\"GET $one\"}"
run ft-job show "$job" --idle-timeout 5
status 0 'a slow answer is an answer'
fake_post faults "{\"on\":\"GET $one\",\"delay\":0.3}"
run ft-job show "$job"
status 0 'so is a late one'
fails reset-answer "GET $one" 2
run ft-job show "$job"
status 0 'a connection that breaks is made again'
run ft-job show "$job" --base-url http://127.0.0.1:1/v1 --retries 0
status 75 'nobody is there: status 75'
run ft-job show "$job" --base-url https://nowhere.invalid/v1 --retries 0
status 75 'no such host: status 75'

# Another host gets no key.
: >fake.log
fails redirect "GET $one"
run ft-job show "$job"
grep '"listener":"other"' fake.log >carried
lines carried 1 'a redirect of a GET to another host is followed'
grep -v '"key":"none"' carried >with_key
empty with_key 'without the key'
status 5 'which answers nothing that we know'
: >fake.log
fails redirect "POST $one/cancel"
run ft-job cancel "$job"
status 5 'a redirect of a POST is not followed'
grep '"listener":"other"' fake.log >carried
empty carried 'to nowhere'

# A lost answer is asked for again, and the deed done once.
fake_post advance "{\"job\":\"$job\",\"steps\":4}"
fails lost-answer "POST $one/pause"
run ft-job pause "$job"
status 0 'pause, its answer lost: status 0'
out_has '"status":"paused"' 'the job is paused'
run ft-job pause "$job"
status 0 'so is one that was paused before'
fails lost-answer "POST $one/resume"
run ft-job resume "$job"
status 0 'resume, its answer lost: status 0'
out_has '"status":"queued"' 'the job goes on'
fails lost-answer "POST $one/cancel"
run ft-job cancel "$job"
status 0 'cancel, its answer lost: status 0'
out_has '"status":"cancelled"' 'the job is cancelled'
run ft-job pause "$job"
status 5 'what has ended is not paused'
run ft-job resume "$job"
status 5 'and does not go on'

# No second job, where there is no metadata either.
put "$fake/nebius/v1"
(
	FT_PROVIDER=nebius OPENAI_BASE_URL=$fake/nebius/v1
	export FT_PROVIDER OPENAI_BASE_URL
	for fault in lost-answer truncated; do
		fake_post faults "{\"name\":\"$fault\",\"on\":\"POST */jobs\",\"done\":true}"
		ft-job create -m fake-base --training-file "$id" --id
	done >made 2>err
	ft-job list --id >ids
)
lines made 2 'nebius: jobs whose answers were lost are found'
sort -r made >want
sort -r ids >got
same got want 'and are there once'
(
	FT_PROVIDER=together OPENAI_BASE_URL=$fake/together/v1
	XDG_STATE_HOME=$work/state
	export FT_PROVIDER OPENAI_BASE_URL XDG_STATE_HOME
	for fault in lost-answer truncated; do
		fake_post faults "{\"name\":\"$fault\",\"on\":\"POST */fine-tunes\",\"done\":true}"
		ft-job create -m Qwen/Qwen3-8B --training-file train.jsonl \
			--no-lint --id
	done >made 2>err
	ft-job list --id >ids
)
lines made 2 'together: jobs whose answers were lost are found'
sort -r made >want
sort -r ids >got
same got want 'and are there once'

# Clocks that jump.
begin
one=$jobs/$job
fake_post advance "{\"job\":\"$job\",\"steps\":5}"
fake_post clock '{"add":-1000000}'
fake_post advance "{\"job\":\"$job\",\"steps\":1}"
run ft-job events "$job" --format table
head -n 1 out >got
has got "Created fine-tuning job: $job" 'a clock that goes back is no other order'
tail -n 1 out >got
has got 'Checkpoint created at step 4' 'the newest event is the last'
edit "GET $one" '{"/created_at":9999999999}'
run ft-job wait "$job" --timeout 0.05 --interval 0.01 --progress always
quiet_fake
tr '\r' '\n' <err | grep -q '^running.*, 0:00:0'
ok $? 'a job from the future has lasted for no time'
fake_post clock '{"add":3000000}'
fake_post config '{"pace":1}'
run ft-job wait "$job" --interval 0.01
status 0 'a clock that goes forward ends no waiting'

# An interrupt.
fake_post config '{"pace":0}'
begin
one=$jobs/$job
fails stalled "GET $one" 0
python3 -c 'import os, signal, sys
signal.signal(signal.SIGINT, signal.SIG_DFL)
os.execvp(sys.argv[1], sys.argv[1:])' \
	ft-job wait "$job" --hook 'echo run >hook' >out 2>err &
pid=$!
fake_wait GET "$one" 1 stalled
kill -INT $pid
wait $pid 2>/dev/null
rc=$?
status 130 'SIGINT: status 130'
empty out 'nothing is printed'
[ ! -e hook ]
ok $? 'and no hook runs'
quiet_fake

# Nobody reads.
for command in list "show $job" "events $job" 'create -n --force -m x --training-file y'; do
	run sh -c "ft-job $command >&-"
	status 4 "$command, standard output closed: status 4"
	run sh -c "ft-job $command >/dev/full"
	status 4 "$command, disk full: status 4"
done
fake_post events "{\"job\":\"$job\",\"count\":3000}"
(
	ft-job events "$job" 2>err
	echo $? >rc
) | head -n 1 >out
rc=$(cat rc)
status 141 'a reader that is gone: status 141'
empty err 'silently'
fake_post advance "{\"job\":\"$job\"}"
run sh -c "ft-job wait $job >/dev/full"
status 4 'a model whose name cannot be written: status 4'

# Lies.
edit "GET $one" '{"/id":"other"}'
run ft-job show "$job"
status 5 'a job that is another'
err_has 'the answer is another one: other' 'is not taken for this'
quiet_fake
edit "GET $jobs" '{"/data/0/id":"\u001b]0;x\u0007\u009b2J\u202e"}'
run ft-job list
status 0 'an id that would drive the terminal'
LC_ALL=C grep -q "$(printf '\302\233\|\033\|\342\200\256')" out
[ $? -eq 1 ]
ok $? 'does not'
out_has '"id":"\u001b]0;x\u0007\u009b2J\u202e"' 'but is what it was'
run ft-job list --id
out_has '\x1b]0;x\x07\u{9b}2J\u{202e}' '--id: masked'
quiet_fake
edit "GET $one" '{"/fine_tuned_model":"a\nb"}'
run ft-job wait "$job"
lines out 1 'a model with a line end in its name is one line'
quiet_fake
edit "GET $one" '{"/fine_tuned_model":null}'
run ft-job wait "$job"
status 0 'a job that succeeds without a model'
err_has 'the server gives the model no name' 'is told'
quiet_fake
edit "GET $one" '{"/status":7,"/created_at":"yesterday","/trained_tokens":-5,
	"/error":[],"/result_files":{},"/model":null}'
run ft-job wait "$job" --timeout 0.02 --interval 0.01
status 75 'members of other types are as none'
run ft-job list --format table
status 0 'in a table, too'
quiet_fake
lies "GET $jobs" '{"data":[1,null,[],{"id":7},{}],"has_more":true}'
run ft-job list
status 5 'a list of what are hardly jobs, and does not say where it goes on'
lines out 2 'has those that are objects'
quiet_fake
lies "GET $jobs" '{"data":{"id":"x"}}'
run ft-job list
status 5 'a list that is none'
quiet_fake
lies "GET $jobs" "$(python3 -c 'print("[" * 100000)')"
run ft-job list
status 5 'depth without an end'
quiet_fake
fails stuck "GET $jobs" 0
LIMIT=20 run ft-job list
status 5 'a list that goes on for ever ends, and is told of'
err_has 'error: the list has no end' 'with words'
quiet_fake
fails stuck 'GET */events' 0
LIMIT=20 run ft-job events "$job" --id
status 5 'and so do events'
sort out | uniq -d >twice
[ -s out ] && [ ! -s twice ]
ok $? 'each is told, once'
quiet_fake
lies 'GET /v1/models' '[]'
create -m fake-base
status 5 'a list of models that is empty has not ours'
quiet_fake
lies "POST $jobs" '{"id":"","object":"fine_tuning.job"}'
create -m fake-base
status 5 'a job without an id is none'
quiet_fake
lies "POST $jobs" '{"id":"..","object":"fine_tuning.job"}'
create -m fake-base
status 5 'nor is one whose id cannot be one'
fake_stop
plan
