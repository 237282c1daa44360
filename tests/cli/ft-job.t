#!/bin/sh
# SPDX-License-Identifier: MIT
# ft-job: jobs from their creation to their end, against the fake.
# shellcheck source=tests/cli/tap.sh
. "${0%/*}/tap.sh"
# shellcheck source=tests/cli/job.sh
. "$top/tests/cli/job.sh"

# Create.
put
file=$id
put
other=$id
create -m fake-base
status 0 'create: status 0'
lines out 1 'a line of JSON'
out_has '"status":"validating_files"' 'the job as it begins'
out_has '"ft_job_key":"' 'with our key in its metadata'
empty err 'nothing is said'
create -m fake-base --id
grep -q '^ftjob-[^ ]*$' out
ok $? '--id: its id alone'
njobs 2 'each was created once'

request -m fake-base
status 0 '-n: status 0'
sends '' 'the least that is sent'
request -m fake-base --suffix 'ab' --seed 7 --validation-file "$other" \
	-e 4 --batch-size auto --learning-rate-multiplier .5
sends ",\"validation_file\":\"$other\",\"suffix\":\"ab\",\"seed\":7,\"method\":{\"type\":\"supervised\",\"supervised\":{\"hyperparameters\":{\"n_epochs\":4,\"batch_size\":\"auto\",\"learning_rate_multiplier\":0.5}}}" \
	'all options, numbers as numbers'
request -m fake-base --method preference --beta 0.1 -e auto
sends ',"method":{"type":"dpo","dpo":{"hyperparameters":{"n_epochs":"auto","beta":0.1}}}' \
	'--method preference is dpo'
request -m fake-base --metadata 'a.b=c=d' --metadata 'q="'
sends ',"metadata":{"a.b":"c=d","q":"\""}' 'metadata keep their dots'
request -m fake-base --set method.type=dpo \
	--set 'method.dpo.hyperparameters={"beta": 0.2}' --set seed=8 \
	--set 'suffix=x y'
sends ',"method":{"type":"dpo","dpo":{"hyperparameters":{"beta":0.2}}},"seed":8,"suffix":"x y"' \
	'--set: JSON, else text'
cat >body <<-end
	{"model": "gpt\u002d4o", "method": {"type": "dpo", "dpo": {}},
	 "integrations": [ ], "seed": 1, "training_file": "$file"}
end
run ft-job create -n --today 2026-11-21 --body body -m fake-base -e 2
sed 's/,"metadata":{[^}]*}//' out >got
printf '{"model":"fake-base","method":{"type":"dpo","dpo":{"hyperparameters":{"n_epochs":2}}},"integrations":[],"seed":1,"training_file":"%s"}\n' \
	"$file" >want
same got want '--body is what options add to'
njobs 2 '-n creates nothing'
create -m fake-base --suffix x --seed 7 --validation-file "$other" -e 4 \
	--learning-rate-multiplier .5 --metadata a=b
status 0 'the server takes it all'
out_has '"n_epochs":4' 'and keeps it'

# What is wrong is said before anything is sent.
: >fake.log
for words in '-e 0' '-e x' '-e 1.5' '--batch-size -1' \
	'--learning-rate-multiplier 0' '--learning-rate 1' '--metadata x' \
	'--metadata =x' '--set x' '--set a..b=1' '--set model.x=1' \
	'--seed 2147483648' '--suffix=' '--today x' '--timeout -1'; do
	# shellcheck disable=SC2086 # words
	create -m fake-base $words
	status 2 "create $words: status 2"
done
create -m fake-base --suffix "$(printf '%065d' 1)"
status 2 'a long suffix is refused'
create -m fake-base --suffix "$(printf '\377')"
status 2 'and one that is not UTF-8'
create
status 2 'a model is wanted'
run ft-job create -m fake-base
status 2 'a training file is wanted'
echo '[]' >body
create -m fake-base --body body
status 3 '--body that is no object is status 3'
create -m fake-base --body none
status 4 '--body that cannot be read is status 4'
[ ! -s fake.log ]
ok $? 'nothing of this asks the server'
for words in '' 'lits' 'show' 'list x' 'list --follow' 'show x --hook y' \
	'wait x --id' 'cancel x -m y'; do
	# shellcheck disable=SC2086 # words
	run ft-job $words
	status 2 "ft-job $words: status 2"
	empty out 'nothing on standard output'
done
run ft-job show ..
status 2 'what cannot be an id is not asked for'

# The guard against models that end.
fake_post models '[{"id":"dead","shutdown_date":"2026-11-21"},
	{"id":"dying","shutdown_date":"2026-12-20"},
	{"id":"old","shutdown_date":"2027-03-01"},
	{"id":"gpt-3.5-turbo-0125","shutdown_date":null}]'
: >fake.log
create -m dead
status 5 'a model that was shut down is refused'
err_has 'was shut down on 2026-11-21' 'with the day'
create -m dying
status 5 'a model that will be, too'
create -m gpt-3.5-turbo-0125
status 5 'our own table is asked where the server tells no day'
err_has 'by our table' 'which is said'
create -m fake-bas
status 5 'a model that the server does not list is refused'
err_has "did you mean fake-base?" 'with what is near'
create -m fake-base --today 2027-02-01
status 5 'and any, where no new jobs are taken'
[ "$(fake_count POST $jobs)" -eq 0 ]
ok $? 'none of them is asked for'
create -m old --id
status 0 'a model that lives for a while is trained'
err_has 'warning: old will be shut down on 2027-03-01' 'with a warning'
create -m dying --force --id
status 0 '--force: a dying one as well'
fails 404 'GET /v1/models'
create -m fake-base --id
status 0 'a server that lists no models is no obstacle'
err_has 'whether the model is there is not known' 'but that is said'

# A lost answer makes no second job.
fake_stop
# shellcheck disable=SC2119
fake_start --set now=1795219200
OPENAI_BASE_URL=$fake/v1
put
file=$id
for fault in lost-answer truncated html-200 cut-answer; do
	fake_post faults "{\"name\":\"$fault\",\"on\":\"POST $jobs\",\"done\":true}"
	create -m fake-base --metadata "n=$fault"
	status 0 "$fault: the job is found again"
	out_has "\"n\":\"$fault\"" 'the same job'
done
njobs 4 'there is one for each'
fails 503 "POST $jobs" 2
create -m fake-base
status 0 'what was refused for a while is sent again'
njobs 5 'and is there once'
fails 429-after "POST $jobs"
create -m fake-base
err_has 'another try in 1.0 s' 'Retry-After is obeyed'
fails 429-quota "POST $jobs" 0
: >fake.log
create -m fake-base
status 5 'without money nothing is tried again'
[ "$(fake_count POST $jobs)" -eq 1 ]
ok $? 'not once'
quiet_fake
fails 403 "POST $jobs"
create -m fake-base
status 5 'who may not train is told'
err_has training_not_available 'in the words of the server'
fails 401 "POST $jobs"
create -m fake-base
status 5 '401: status 5'
run env OPENAI_API_KEY=sk-wrong-0123456789 ft-job list
status 5 'a wrong key is refused'
fails redirect "POST $jobs"
: >fake.log
create -m fake-base
status 5 'a redirect of a POST is not followed'
grep '"listener":"other"' fake.log >carried
empty carried 'to nowhere'
njobs 6 'nothing was made by these'

# List and show.
fake_post config '{"page_limit":2}'
njobs 6 'list: all pages are read'
run ft-job list
out_has '"object":"fine_tuning.job"' 'a line of JSON for each'
fake_post config '{"page_limit":100}'
first=$(tail -n 1 ids)
second=$(sed -n 5p ids)
fake_post advance "{\"job\":\"$first\"}"
run ft-job show "$first" none "$second"
status 5 'show: a job that is not there is refused'
lines out 2 'and the others are shown'
err_has 'ft-job: none: error: ' 'the message begins with its id'
err_has "$first: " 'a job that has ended says'
err_has ' trained tokens; their price is not known' 'what it was trained on'
run ft-job create --today 2026-11-21 -m gpt-4o-mini --training-file "$file" --id
job=$(cat out)
fake_post advance "{\"job\":\"$job\"}"
run ft-job show "$job" --id
err_has ' trained tokens; $0.0018 at $3.00 per million (2026-10-01)' \
	'and the price, where it is known'
for fault in truncated invalid html-200; do
	fails $fault "GET $jobs/$job"
	run ft-job show "$job"
	status 5 "an answer that is none ($fault) is status 5"
done
fails huge-error "GET $jobs"
run ft-job list --retries 0
status 75 'an error of a gigabyte is an error'
fails stalled "GET $jobs" 0
run ft-job list --retries 0 --idle-timeout 0.2
status 75 'silence in an answer: status 75'
quiet_fake
run sh -c 'ft-job list >/dev/full'
status 4 'a full disk is status 4'
run ft-job checkpoints "$job" --id
lines out 3 'checkpoints: a line for each'
grep -q -v '^ftckpt_' out
[ $? -eq 1 ]
ok $? '--id: their ids'

# For people.
run ft-job list --format table
status 0 '--format table: status 0'
head -n 1 out >got
echo 'id                              created (UTC)     status            model                   trained  fine-tuned model' >want
same got want 'list: a table'
grep "^$job  2026-11-21 00:00  succeeded         gpt-4o-mini-2024-07-18      600  ft:gpt-4o-mini-2024-07-18:fake:" out >got
lines got 1 'with a row for each job'
run ft-job list --format table --id
head -n 1 out >got
echo "$job" >want
same got want '--id: ids all the same'
run ft-job checkpoints "$job" --format table
lines out 4 'checkpoints: a row for each, and the titles'
out_has '   6  2026-11-21 00:00         0.5           -                -  ftckpt_' \
	'with the losses'
fake_post faults "{\"on\":\"GET */events\",\"edit\":{\"/data/0/message\":\"\\u001b[2J\\n\"}}"
run ft-job events "$job" --format table
head -n 1 out >got
echo "2026-11-21 00:00:00  info   Created fine-tuning job: $job" >want
same got want 'events: a line for each'
tail -n 1 out >got
printf '%s\n' '2026-11-21 00:00:00  info   \x1b[2J\x0a' >want
same got want 'that does not drive the terminal'
fails cut-answer "GET $jobs" 0
run ft-job list --format table --retries 0
status 75 'a list that breaks off'
empty out 'is no table'
quiet_fake
run ft-job show "$job" --format table
status 2 'show has no --format'

# Cancel, pause and resume.
fake_post config '{"pace":0}'
begin
run ft-job pause "$job"
status 5 'a job that does not run yet cannot be paused'
fake_post advance "{\"job\":\"$job\",\"steps\":4}"
run ft-job pause "$job"
status 0 'pause: status 0'
out_has '"status":"paused"' 'the job as it is then'
run ft-job resume "$job"
out_has '"status":"queued"' 'resume'
run ft-job cancel "$job"
out_has '"status":"cancelled"' 'cancel'
run ft-job cancel "$job" --id
status 0 'a job that has ended needs no cancelling'
echo "$job" >want
same out want '--id: its id'
run ft-job wait "$job"
status 1 'wait: a cancelled job is status 1'
empty out 'without a model'
err_has "$job: error: cancelled" 'which is said'
fake_post config '{"pace":1}'

# Wait.
begin
run ft-job wait --interval 0.01 "$job" \
	--hook 'echo $FT_JOB_ID $FT_JOB_STATUS $FT_JOB_MODEL ${OPENAI_API_KEY-none} >hook; echo loud; exit 3'
status 0 'wait: a job that succeeds is status 0'
grep '^ft:fake-base:fake:' out >model
same out model 'the name of the model, alone'
err_has ': running, step ' 'how far it is, is said'
err_has '/6, loss ' 'with the loss'
echo "$job succeeded $(cat model) none" >want
same hook want '--hook is told of it, and not the key'
err_has loud 'what it prints does not stand beside the name'
err_has 'the hook ended with status 3' 'its own status is said'
run ft-job wait -q "$job"
status 0 '-q: status 0'
empty err 'and nothing said'
same out model 'but the name'
run ft-job wait "$job" --progress always
tr '\r' '\n' <err | grep -q '^succeeded, 0:00:00'
ok $? '--progress always: a line that is redrawn'
fake_post config '{"fail_at":3}'
begin
run ft-job wait --interval 0.01 "$job" --hook 'echo $FT_JOB_STATUS >hook'
status 1 'a job that fails is status 1'
err_has 'error: failed: The training broke down (server_error)' 'with why'
has hook failed 'the hook is told'
fake_post config '{"fail_at":0,"pace":0}'
begin
run ft-job wait --interval 0.01 --timeout 0.1 "$job" --hook 'echo no >never'
status 75 'a job that does not end is waited for no longer'
err_has 'still validating_files after 0.1 s' 'which is said'
[ ! -e never ]
ok $? 'and no hook runs'
fake_post faults "{\"on\":\"GET $jobs/$job\",\"edit\":{\"/status\":\"odd\"}}"
run ft-job wait --interval 0.01 --timeout 0.05 "$job"
status 75 'a status that nobody knows is no end'
err_has "$job: odd, " 'and shown'
fake_post config '{"pace":1}'
fake_post faults "{\"name\":\"503\",\"on\":\"GET $jobs/$job\",\"skip\":1,\"times\":4}"
run ft-job wait --interval 0.01 --retries 0 "$job"
status 0 'a network that is away for a while ends no waiting'
err_has 'warning: ' 'but is said'
fails 503 "GET $jobs/$job"
run ft-job wait --retries 0 "$job"
status 75 'one that was never there does'
create -m fake-base --follow --interval 0.01
status 0 'create --follow: status 0'
lines out 2 'the job, and its model'
grep -q '^ft:fake-base:' out
ok $? 'by its name'

# Events.
fake_post config '{"pace":0}'
begin
fake_post advance "{\"job\":\"$job\",\"steps\":5}"
run ft-job events "$job"
status 0 'events: status 0'
head -n 1 out >first
has first "Created fine-tuning job: $job" 'oldest first'
tail -n 1 out >last
has last 'Step 3/6' 'newest last'
fake_post events "{\"job\":\"$job\",\"count\":10000}"
fake_post config '{"pace":1}'
fake_post faults '[{"name":"503","on":"GET */events","skip":1,"times":1},
	{"name":"cut-answer","on":"GET */events","skip":5,"times":1},
	{"name":"reset-answer","on":"GET */events","skip":20,"times":2},
	{"name":"500","on":"GET */events","skip":50,"times":1},
	{"name":"truncated","on":"GET */events","skip":101,"times":1}]'
: >fake.log
LIMIT=120 run ft-job events --follow --interval 0.01 "$job" --retries 3
status 0 'events --follow over five disconnects: status 0'
sed -n 's/.*"message":"Event \([0-9]*\)".*/\1/p' out >told
seq 8 10007 >want
wc -l <told >n
sort -n told | uniq -d >twice
empty twice 'no event is printed twice'
sort -n -c told 2>disorder
empty disorder 'they come in order'
lines told 10000 'and none is missing'
tail -n 1 out >last
grep -q '^ft:fake-base:' last
ok $? 'the model comes last'
run ft-job events "$job" --id
sort out | uniq -d >twice
empty twice 'each event has its id'
fake_post faults '{"on":"GET */events","edit":{"/data":[
	{"id":"a","created_at":1,"message":"one"},
	{"id":"b","created_at":2,"message":"two"},
	{"id":"b","created_at":2,"message":"two"},
	{"id":"c","created_at":3},{"id":"d","created_at":4}],"/has_more":false}}'
run ft-job events "$job" --id
printf 'a\nb\nc\nd\n' >want
same out want 'a list that begins with the oldest is printed so'
quiet_fake

# An interrupt.
fails stalled "GET $jobs/$job" 0
ft-job wait "$job" >out 2>err &
pid=$!
fake_wait GET "$jobs/$job" 1 stalled
kill -TERM $pid
wait $pid 2>/dev/null
rc=$?
status 143 'SIGTERM: dies of it'
err_has interrupted 'and says so'
quiet_fake

# Other providers.
run ft-job create --provider together --base-url "$fake/together/v1" -n \
	--force --training-file x -m y --learning-rate 1e-5 -e auto \
	--method preference
echo '{"model":"y","training_file":"x","training_method":{"method":"dpo"},"learning_rate":1e-05}' >want
same out want 'together: a request of its own form'
run ft-job pause x --provider together --base-url "$fake/together/v1"
status 2 'what a provider lacks is refused'
err_has 'Together has no way to pause a job' 'in one sentence'
put "$fake/openai/v1" api-key:
run ft-job create --azure --base-url "$fake" --force --training-file "$id" \
	-m gpt-4o --suffix s -e 2 --today 2026-11-21 --follow --interval 0.01
status 0 'azure: from its creation to its end'
run ft-job create --azure --base-url "$fake" --training-file x -m gpt-4o \
	--metadata a=b
status 2 'azure: no metadata'
fake_post faults '{"name":"lost-answer","on":"POST /openai/v1/fine_tuning/jobs"}'
run ft-job create --azure --base-url "$fake" --force --training-file "$id" \
	-m gpt-4o --today 2026-11-21 --id
status 0 'azure: a job whose answer is lost is found by what it is'
ft-job list --azure --base-url "$fake" --id >ids
lines ids 2 'and not made again'
fake_stop
plan
