#!/bin/sh
# SPDX-License-Identifier: MIT
# ft-job reconcile: what is billed, beside what we count.
# shellcheck source=tests/cli/tap.sh
. "${0%/*}/tap.sh"
# shellcheck source=tests/cli/job.sh
. "$top/tests/cli/job.sh"

XDG_STATE_HOME=$work/state
export XDG_STATE_HOME
cp "$top/data-samples/chat.jsonl" train.jsonl
job_of() { # MODEL: a job of it; its id is $job
	job=$(ft-job create -q --today 2026-11-21 -m "$1" -e 3 --id \
		--training-file train.jsonl)
}
billed() { # TOKENS: what the server says from now on
	fake_post faults "{\"on\":\"GET $jobs/$job\",\"edit\":{\"/trained_tokens\":$1},\"times\":0}"
}

fake_post config '{"pace":0}'
job_of gpt-4o-mini
run ft-job reconcile "$job"
status 75 'a job that runs: status 75'
err_has 'nothing is billed yet: the job is validating_files' 'which is said'
empty out 'nothing is printed'
fake_post advance "{\"job\":\"$job\"}"
billed 5421
run ft-job reconcile "$job"
status 0 'as we count: status 0'
cat >want <<end
{"id":"$job","model":"gpt-4o-mini-2024-07-18","status":"succeeded","trained_tokens":5421,"price_per_million_usd":3,"cost_usd":0.016263,"examples":31,"epochs":3,"estimated_tokens":5421,"estimated_cost_usd":0.016263,"ratio":1}
end
same out want 'a line of JSON'
err_has '5,421 trained tokens; $0.02 at $3.00 per million (2026-10-01)' \
	'the price is said'
err_has '5,421 trained tokens are 1.0000 times the 5,421 that we count' \
	'and the ratio'
run ft-job reconcile -q "$job"
empty err '-q: nothing is said'
run ft-job reconcile --training-file train.jsonl "$job"
same out want 'a copy of the training file is as good'
fails 403 'GET /v1/files/*/content' 0
run ft-job reconcile --training-file train.jsonl "$job"
status 0 'and not fetched'
run ft-job reconcile "$job"
status 1 'a file that the server does not give: status 1'
err_has "$job: error: " 'which is said'
out_has '"trained_tokens":5421,' 'what is known is printed'
out_has '"estimated_tokens":null,"estimated_cost_usd":null,"ratio":null}' \
	'and what is not'
quiet_fake
billed 5693
run ft-job reconcile "$job"
status 1 'more than 5 % off: status 1'
err_has 'error: 5,693 trained tokens are 1.0502 times the 5,421 that we count, more than 5 % off' \
	'told'
run ft-job reconcile "$job" --tolerance 5.1
status 0 '--tolerance allows for it'
quiet_fake
billed 5149
run ft-job reconcile "$job"
status 1 'fewer is off, too'
quiet_fake
billed null
run ft-job reconcile "$job"
status 1 'a server that tells nothing: status 1'
err_has 'succeeded, and the server tells no trained tokens' 'told'
quiet_fake
run ft-job reconcile "$job" none
status 5 'a job that is not there: status 5'
run ft-job reconcile --training-file none.jsonl "$job" "$job"
status 4 'a copy that is not there: status 4'
lines out 2 'what is billed is printed'
grep -c '"ratio":null' out >got
echo 2 >want
same got want 'without a ratio'
job_of fake-base
fake_post advance "{\"job\":\"$job\"}"
run ft-job reconcile "$job"
status 1 'a model without an encoding cannot be counted'
err_has 'the encoding of fake-base is not known' 'told'
run ft-job reconcile "$job" --tolerance -1
status 2 '--tolerance is not below 0'
run ft-job reconcile
status 2 'an id is wanted'
fake_stop
plan
