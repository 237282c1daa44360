#!/bin/sh
# SPDX-License-Identifier: MIT
# ft-job create: what is sent to each provider, field by field.
# shellcheck source=tests/cli/tap.sh
. "${0%/*}/tap.sh"
# shellcheck source=tests/cli/job.sh
. "$top/tests/cli/job.sh"

file='file-x'
grader='{"type":"string_check","name":"g","input":"a","reference":"b","operation":"eq"}'
to() { # PROVIDER BASE: whom the next requests are for
	FT_PROVIDER=$1
	OPENAI_BASE_URL=$fake$2
	export FT_PROVIDER OPENAI_BASE_URL
}
refused() { # WORDS TITLE OPTION...: before anything is asked of the server
	words=$1 title=$2
	shift 2
	: >fake.log
	create -n -m fake-base "$@"
	status 2 "$title is refused"
	err_has "$words" 'with the reason'
	[ ! -s fake.log ]
	ok $? 'and the server is not asked'
}
takes() { # TITLE OPTION...: the server of that provider
	title=$1
	shift
	run ft-job create --today 2026-11-21 --force "$@"
	status 0 "$title"
}

# Ranges are those of the API's description.
for words in '-e 51' '--batch-size 257' '--beta 2.1' '--beta 0' '-e -1'; do
	# shellcheck disable=SC2086 # words
	create -n -m fake-base $words
	status 2 "create $words is refused"
done
err_has "--epochs wants a whole number above 0, or auto, not '-1'" 'and told'
create -n -m fake-base -e 51
err_has '--epochs is at most 50 for OpenAI, not 51' 'and so is the most'
request -m fake-base -e 50 --batch-size 256 --method preference --beta 2
status 0 'the most is not too much'
create -n -m fake-base --seed 2147483647
out_has '"seed":2147483647,' 'of a seed, too'
create -n -m fake-base --suffix "$(printf '%064d' 1)"
status 0 'a suffix has 64 characters'
create -n -m fake-base --suffix "$(printf '\303\274%.0s' $(seq 64))"
status 0 'not bytes'

# What would not be looked at is a mistake.
for words in --plot '--svg x' --csv '--tolerance 1' '--format json' \
	'--hook x' '--interval 1'; do
	# shellcheck disable=SC2086 # words
	create -n -m fake-base $words
	status 2 "create $words is refused"
done
err_has '--interval wants --follow' 'or wants --follow'
create -n -m fake-base --interval 1 --follow
status 0 'with which it is taken'
for words in '--hook y' '--timeout 1'; do
	# shellcheck disable=SC2086 # words
	run ft-job events x $words
	status 2 "events $words, too"
done

# Metadata: 16 pairs with ours, 64 and 512 characters.
pairs=
for i in $(seq 15); do
	pairs="$pairs --metadata k$i=v"
done
# shellcheck disable=SC2086 # words
create -n -m fake-base $pairs
status 0 'fifteen pairs of metadata and ours are sixteen'
# shellcheck disable=SC2086 # words
create -n -m fake-base $pairs --metadata more=x
status 2 'one more is too much'
create -n -m fake-base --metadata "$(printf '%064d' 1)=$(printf '%0512d' 1)"
status 0 'a key has 64 characters, a value 512'
create -n -m fake-base --metadata "$(printf '%065d' 1)=x"
status 2 'a key has no more'
create -n -m fake-base --metadata "x=$(printf '%0513d' 1)"
status 2 'nor has a value'

# --set comes last, whatever the order.
request -m fake-base -e 3 --set method.supervised.hyperparameters.n_epochs=4
has got '"n_epochs":4' '--set comes over the options'
has got '"type":"supervised"' 'a method without a type gets that of what it holds'
request -m fake-base --set method.type=dpo -e 3
sends ',"method":{"type":"dpo","dpo":{"hyperparameters":{"n_epochs":3}}}' \
	'options go to the method of --set'
request -m fake-base --method preference --set method.type=supervised
has got '"type":"supervised"' '--set comes over --method'
request -m fake-base --set suffix='"007"' --set seed=7
sends ',"suffix":"007","seed":7' 'JSON that is a string is one'

# Names that the API does not know are told, and sent.
request -m fake-base --set method.supervised.hyperparameters.n_epoch=4
err_has "the API knows no field 'method.supervised.hyperparameters.n_epoch'; did you mean n_epochs?" \
	'a misspelt name is warned of'
has got '"n_epoch":4' 'and sent'
request -m fake-base --set sufix=x
err_has "the API knows no field 'sufix'; did you mean suffix?" 'on top, too'
request -m fake-base --set method.supervised.hyperparameters.n_epochs=4 \
	--set 'integrations=[{"type":"wandb","wandb":{"project":"p"}}]'
empty err 'names that it knows are not'

refused 'metadata.x is no string' 'metadata that is no string, by --set' \
	--set metadata.x=1
refused 'keys of 64 and values of 512 characters' 'and what is too long' \
	--set "metadata.x=$(printf '%0513d' 1)x"
request -m fake-base --set 'metadata.x="1"'
has got '"metadata":{"x":"1"' 'a string is taken'

# Reinforcement.
refused 'reinforcement wants a grader' 'reinforcement without a grader' \
	--method reinforcement
request -m o9-fake --method reinforcement -e 2 \
	--set "method.reinforcement.grader=$grader"
status 0 'with one it is not'
has got '"method":{"reinforcement":{"grader":{"type":"string_check"' 'it is sent'
has got '"type":"reinforcement"' 'with its type'
has got '"hyperparameters":{"n_epochs":2}' 'and the options'

# Each of them is taken by a server that refuses what does not conform.
put
file=$id
takes 'openai: all options are taken' -m fake-base --training-file "$file" \
	--validation-file "$file" --suffix s --seed 1 -e 2 --batch-size 8 \
	--learning-rate-multiplier 0.1 --metadata a=b
takes 'openai: preference' -m fake-base --training-file "$file" \
	--method preference --beta 0.5 -e auto
takes 'openai: reinforcement' -m o9-fake --training-file "$file" \
	--method reinforcement --set "method.reinforcement.grader=$grader" \
	--set method.reinforcement.hyperparameters.reasoning_effort=low

to azure /openai/v1
put "$fake/openai/v1" api-key:
file=$id
takes 'azure: all options are taken' -m gpt-4o --training-file "$file" \
	--suffix a-b_C --seed 1 -e 2 --batch-size 8 \
	--learning-rate-multiplier 0.1
takes 'azure: the tier by --set' -m gpt-4o --training-file "$file" \
	--set trainingType=developer
! grep -q 'the API knows' err
ok $? 'which it knows'
refused '--suffix has letters, digits, - and _ for Azure OpenAI' \
	'azure: another suffix' --suffix 'a b'
refused '--suffix has 1 to 40 characters' 'azure: a long suffix' \
	--suffix "$(printf '%041d' 1)"
refused 'Azure OpenAI has no way to keep --metadata of a job' \
	'azure: metadata' --metadata a=b

to nebius /nebius/v1
put "$fake/nebius/v1"
file=$id
request -m fake-base -e 2 --batch-size auto --learning-rate 1e-5
sends ',"hyperparameters":{"n_epochs":2,"batch_size":"auto","learning_rate":1e-05}' \
	'nebius: hyperparameters of its own, in the field it has for them'
takes 'nebius: they are taken' -m fake-base --training-file "$file" -e 2 \
	--learning-rate 1e-5 --suffix s --seed 3 --set hyperparameters.lora=true \
	--set hyperparameters.lora_r=16 --method supervised
refused 'Nebius Token Factory has no --learning-rate-multiplier' \
	'nebius: a multiplier' --learning-rate-multiplier 2
refused 'Nebius Token Factory has no way to train by preference' \
	'nebius: preference' --method preference

to bedrock /bedrock/v1
AWS_REGION=nowhere
export AWS_REGION
put "$fake/bedrock/v1"
file=$id
lambda='{"type":"lambda","lambda":{"function":"arn:aws:lambda:x"}}'
takes 'bedrock: a grader by lambda is taken' -m o9-fake -e 2 \
	--training-file "$file" --set "method.reinforcement.grader=$lambda"
takes 'bedrock: the same by --method' -m o9-fake --method reinforcement \
	--training-file "$file" --set "method.reinforcement.grader=$lambda"
refused 'wants a grader' 'bedrock: a job without one' -e 2
refused 'Amazon Bedrock has no way to train by supervised' \
	'bedrock: examples' --method supervised
refused 'Amazon Bedrock has no way to name a model (--suffix)' \
	'bedrock: a suffix' --suffix x

to together /together/v1
file='file-x'
request -m fake-base --method preference --beta .2 -e 2 --seed 4 \
	--learning-rate 1e-5 --batch-size 8 --suffix s
sends ',"suffix":"s","random_seed":4,"training_method":{"method":"dpo","dpo_beta":0.2},"n_epochs":2,"batch_size":8,"learning_rate":1e-05' \
	'together: flat fields of its own names'
refused 'Together has no way to train by reinforcement' \
	'together: reinforcement' --method reinforcement
refused 'Together has no --learning-rate-multiplier' \
	'together: a multiplier' --learning-rate-multiplier 2
refused 'Together has no way to keep --metadata of a job' \
	'together: metadata' --metadata a=b
fake_stop
plan
