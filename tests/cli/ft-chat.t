#!/bin/sh
# SPDX-License-Identifier: MIT
# ft-chat, and with it how models are asked.
# shellcheck source=tests/cli/tap.sh
. "${0%/*}/tap.sh"
# shellcheck source=tests/server/fake.sh
. "$top/tests/server/fake.sh"
# shellcheck disable=SC2119 # it takes none of ours
fake_needs
unset OPENAI_API_KEY OPENAI_BASE_URL OPENAI_ORG_ID OPENAI_PROJECT_ID \
	FT_PROVIDER http_proxy https_proxy all_proxy CURL_CA_BUNDLE \
	SSL_CERT_DIR SSL_CERT_FILE
XDG_CACHE_HOME=$work/cache
export XDG_CACHE_HOME

fake_start --set now=1795219200
OPENAI_BASE_URL=$fake/v1
OPENAI_API_KEY=$fake_key
export OPENAI_BASE_URL OPENAI_API_KEY
chat=/v1/chat/completions

fails() { # FAULT [TIMES [MORE]]
	fake_post faults \
		"{\"name\":\"$1\",\"on\":\"POST $chat\",\"times\":${2:-1}${3:-}}"
}
quiet_fake() {
	curl -sS -X DELETE "$fake/_fake/faults" >fake.said
	fake_post answers '[]'
}
says() { # TEXT TITLE
	printf '%s\n' "$1" >want
	same out want "$2"
}

# The prompt.
run ft-chat -m fake-base 'hello there'
status 0 'a prompt: status 0'
says 'hello there' 'the answer, with a line end'
empty err 'nothing is said'
printf 'from a\npipe\n' >prompt
run ft-chat -m fake-base <prompt
same out prompt 'standard input is the prompt'
run ft-chat -m fake-base - <prompt
same out prompt 'and so it is for -'
printf 'caf\351' >latin1
run ft-chat -m fake-base <latin1
status 3 'a prompt that is no UTF-8: status 3'
run ft-chat -m fake-base -s "$(cat latin1)" hi
status 3 'and so is --system'
run ft-chat hello
status 2 'without a model: status 2'
run ft-chat -m fake-base one two
status 2 'two prompts: status 2'
run ft-chat -m fake-base -s 'be brief' --param 'user="u-1"' \
	--param temperature=null --trace trace hi
status 0 'with more of a request'
has trace '"role":"system","content":"be brief"' '--system is sent'
has trace '"user":"u-1"' '--param too'
grep -q '"temperature"' trace && rc=1 || rc=0
ok $rc 'null leaves a parameter out'
has trace '"stream":true' 'the answer is wanted as a stream'
run ft-chat -m fake-base --no-stream --trace trace hi
says hi '--no-stream: the same answer'
grep -q '"stream"' trace && rc=1 || rc=0
ok $rc 'in one piece'
for wrong in --param=x --param=model=x --param==1 --temperature=-1 \
	--temperature=2.1 --max-cost=much --price-in=1 --retries=101; do
	run ft-chat -m fake-base "$wrong" hi
	status 2 "$wrong: status 2"
done

# An answer as an object.
run ft-chat -m fake-base --json hi
status 0 '--json: status 0'
out_has '"model":"fake-base","end":"answered","text":"hi","refusal":null' \
	'how it ended, and the text'
out_has '"usage":{"prompt_tokens":8,"completion_tokens":1,' 'tokens'
out_has '"cost_usd":null' 'no price is known'
out_has '"completion":{"id":"chatcmpl-' "the server's own object"
run ft-chat -v -m fake-base --price-in 1 --price-out 2 hi
err_has '8 tokens asked, 1 answered, $0.00001' '-v: tokens and price'

# A conversation.
cat >talk.jsonl <<'END'
{"messages":[{"role":"system","content":"s"},{"role":"user","content":"ask me"},{"role":"assistant","content":"truth","weight":1}],"tools":[{"type":"function","function":{"name":"f","parameters":{"type":"object","properties":{}}}}],"parallel_tool_calls":true}
{"messages":[]}
END
run ft-chat -m fake-base --messages talk.jsonl --trace trace
status 0 '--messages: status 0'
says 'ask me' 'the last question of a record is asked'
has trace '"tools":[{"type":"function"' 'with its tools'
grep -q -e truth -e weight trace && rc=1 || rc=0
ok $rc 'without the answer that stands there'
run ft-chat -m fake-base -s other --messages talk.jsonl --trace trace more
says more 'a prompt goes on with it'
has trace '[{"role":"system","content":"other"},{"role":"user","content":"ask me"},{"role":"user","content":"more"}]' \
	'--system stands for its own'
printf '[\n{"role":"user",\n"content":"a list"}\n]\n' >list.json
run ft-chat -m fake-base --messages list.json
says 'a list' 'an array of messages over several lines'
echo '{"prompt":"x"}' >none.jsonl
run ft-chat -m fake-base --messages none.jsonl
status 3 'a record without messages: status 3'
err_has 'none.jsonl:1: error: no conversation' 'told'
run ft-chat -m fake-base --messages nowhere.jsonl
status 4 'a file that is not there: status 4'

# How an answer may end.
fake_post answers '[{"content":null,"refusal":"I had rather not"}]'
run ft-chat -m fake-base hi
status 1 'a refusal: status 1'
err_has 'refuses to answer: I had rather not' 'in its words'
run ft-chat -m fake-base --json -o refusal hi
has refusal '"end":"refused","text":null,"refusal":"I had rather not"' \
	'and is an object all the same'
fake_post answers '[{"content":"par","finish_reason":"content_filter"}]'
run ft-chat -m fake-base hi
status 1 'a filter: status 1'
says par 'what came before it is shown'
fake_post answers '[{"content":""}]'
run ft-chat -m fake-base hi
status 1 'an empty answer: status 1'
fake_post answers '[{"content":null,"tool_calls":[{"id":"c1","type":"function","function":{"name":"f","arguments":"{\"x\":1}"}}]}]'
run ft-chat -m fake-base hi
status 0 'a call: status 0'
says '[{"id":"c1","type":"function","function":{"name":"f","arguments":"{\"x\":1}"}}]' \
	'is printed as JSON'
quiet_fake
run ft-chat -m fake-base --max-tokens 2 'one two three'
status 0 'a cut answer: status 0'
says 'one two' 'as far as it goes'
err_has 'warning: the answer is cut' 'and told'

# A server that does not stream.
fake_post faults "{\"on\":\"POST $chat\",\"status\":200,\"text\":\"{\\\"choices\\\":[{\\\"message\\\":{\\\"content\\\":\\\"whole\\\"}}]}\"}"
run ft-chat -m fake-base hi
status 0 'an answer in one piece, unasked: status 0'
says 'whole' 'it is printed'

# What would drive a terminal.
fake_post answers '[{"content":"a\u001b[2Jb\tc\u0007\nd\u202e"}]'
run ft-chat -m fake-base hi
printf 'a\033[2Jb\tc\007\nd\342\200\256\n' >want
same out want 'a pipe gets the bytes'
if command -v script >/dev/null; then
	run script -qec 'ft-chat -m fake-base hi' typescript
	has out 'a\x1b[2Jb	c\x07' 'a terminal is not driven'
	has out 'd\u{202e}' 'nor turned'
else
	skip 'no script(1)' 'a terminal is not driven'
	skip 'no script(1)' 'nor turned'
fi
quiet_fake

# Models.
run ft-chat -m fake-bass hi
status 5 'an unknown model: status 5'
err_has "no model 'fake-bass'; did you mean fake-base?" 'the near one'
err_has 'models of the server: fake-base, ' 'and the list'
[ "$(fake_count POST $chat '"fake-bass"')" -eq 0 ]
ok $? 'it is not asked'
fake_post faults '{"name":"404","on":"GET /v1/models","times":1}'
run ft-chat -m gpt-4o hi
status 0 'a server without a list is asked all the same'
before=$(fake_count GET /v1/models)
run ft-chat -m fake-base hi
[ "$(fake_count GET /v1/models)" -eq "$before" ]
ok $? 'a model that has answered is not looked up again'
run ft-chat -m gpt-4.1 hi
err_has 'gpt-4.1 will be shut down on 2027-01-14' 'an end is told'

# Parameters that a model refuses.
fake_post models '[{"id":"gpt-5-fake","reasons":true}]'
run ft-chat -m gpt-5-fake --seed 3 hi
status 0 'a model that takes fewer parameters'
err_has 'gpt-5-fake takes no max_tokens: max_completion_tokens is sent' \
	'one is renamed'
err_has 'gpt-5-fake takes no temperature: it is left out' 'one left out'
run ft-chat -m gpt-5-fake hi
empty err 'both are remembered'
[ "$(grep -c '"status":400' fake.log)" -eq 2 ]
ok $? 'and refused once'
run ft-chat -m gpt-5-fake --param temperature=0.5 hi
status 5 "a parameter of the user's own is not changed: status 5"
fake_post config '{"chat_old":true}'
run ft-chat -m fake-base --param max_completion_tokens=5 hi
status 5 'nor is it renamed'
fake_post config '{"chat_old":false}'

# What may pass, and what may not.
fails 429-after-ms 2
run ft-chat -m fake-base hi
status 0 'a 429 is waited out'
err_has 'another try in 0.' 'and told'
fails 429-quota
before=$(fake_count POST $chat)
run ft-chat -m fake-base hi
status 5 'without quota: status 5'
[ "$(fake_count POST $chat)" -eq $((before + 1)) ]
ok $? 'and no second try'
quiet_fake
fails 503 0
run ft-chat -m fake-base --retries 1 hi
status 75 'a server that is busy: status 75'
err_has 'after 2 tries' 'after its tries'
quiet_fake
fails html-200
run ft-chat -m fake-base hi
status 0 'a page of HTML in place of a stream: one more try'
quiet_fake
fails html-200
run ft-chat -m fake-base --no-stream hi
status 5 'a page of HTML is no answer: status 5'
quiet_fake
fake_post faults "{\"on\":\"POST $chat\",\"drop\":[\"/choices\"],
	\"edit\":{\"/error\":{\"message\":\"no $fake_key\"}}}"
run ft-chat -m fake-base --no-stream hi
status 5 'an error with status 200 is one'
err_has 'error: no ***' 'without the key that it echoes'
quiet_fake
fails cut-answer 0 ',"cut":900'
run ft-chat -m fake-base 'one two three four five six seven'
status 75 'an answer that breaks off: status 75'
grep -q '^one' out
ok $? 'what was printed stands'
quiet_fake
run env OPENAI_API_KEY=sk-wrong-0123456789 ft-chat -m fake-base hi
status 5 'a wrong key: status 5'
run env -u OPENAI_API_KEY ft-chat -m fake-base hi
status 2 'no key: status 2'

# Money.
run ft-chat -m fake-base --max-cost 1 hi
status 2 '--max-cost without a price: status 2'
err_has '--price-in' 'the options that help'
run ft-chat -m fake-base --max-cost 0.001 --price-in 1 --price-out 2 hi
status 1 'what could cost too much: status 1'
empty out 'is not asked'
run ft-chat -m fake-base --max-cost 0.003 --price-in 1 --price-out 2 hi
status 0 'what cannot is'
run ft-chat -m fake-base --max-cost 1 --price-in 1 --price-out 2 --max-tokens 0 hi
status 2 '--max-cost without a limit of an answer: status 2'
run ft-chat -m gpt-4o --max-cost 1 hi
err_has 'no price of gpt-4o itself is known' 'whose price is taken is told'
printf 'provider\tmodel\tinput\toutput\nopenai\tfake-base\t1\t2\n' >prices.tsv
run ft-chat -m fake-base --max-cost 0.003 --prices prices.tsv --json hi
out_has '"cost_usd":0.00001' '--prices: a price of one'

# Kept answers.
run ft-chat -m fake-base --record rec.jsonl 'keep me'
says 'keep me' '--record: the answer is printed, too'
has rec.jsonl '"messages":[{"role":"user","content":"keep me"}]' 'a record'
before=$(grep -c '' fake.log)
run env -u OPENAI_API_KEY ft-chat -m fake-base --replay rec.jsonl 'keep me'
says 'keep me' '--replay answers without a key'
gzip -k rec.jsonl
run ft-chat -m fake-base --replay rec.jsonl.gz 'keep me'
says 'keep me' 'from a packed file, too'
run ft-chat -m fake-base --replay rec.jsonl 'something else'
status 3 'what it does not have: status 3'
err_has 'rec.jsonl has no answer of fake-base' 'told'
[ "$(grep -c '' fake.log)" -eq "$before" ]
ok $? 'and nobody is asked'
run ft-chat -m fake-base --cache 'twice'
before=$(grep -c '' fake.log)
run ft-chat -v -m fake-base --cache 'twice'
says twice '--cache: the same answer'
err_has 'not asked again' 'told with -v'
[ "$(grep -c '' fake.log)" -eq "$before" ]
ok $? 'without a request'
grep -rq -e "$fake_key" -e 0123456789abcdef cache && rc=1 || rc=0
ok $rc 'no key is in the cache'
find cache/ft/answers.db -perm 0600 >found
echo cache/ft/answers.db >want
same found want 'which is for its owner alone'
head -c 300 /dev/zero | tr '\0' x | dd of=cache/ft/answers.db conv=notrunc 2>said
run ft-chat -m fake-base --cache 'twice'
status 0 'a damaged cache is no failure'
err_has 'is damaged: it was moved to' 'but told'

# Signals and streams.
fails stalled 0
LIMIT='--preserve-status -s INT 0.5'
run ft-chat -m fake-base -o kept hi
LIMIT=
status 130 'an interrupt: status 130'
[ ! -e kept ]
ok $? 'half an answer is no file'
quiet_fake
run sh -c 'ft-chat -m fake-base hi >/dev/full'
status 4 'a full disk: status 4'
rm -f pipe
mkfifo pipe
exec 3<>pipe 4>pipe 3<&-
timeout 60 ft-chat -m fake-base hi >&4 2>err
rc=$?
exec 4>&-
: >out
status 141 'a reader that is gone: status 141'
empty err 'silently'

# Another dialect.
run ft-chat --azure --base-url "$fake" --api-version 2024-10-21 \
	--key-env OPENAI_API_KEY -m fake-base hi
status 0 "Azure's older API"
[ "$(fake_count POST '/openai/deployments/fake-base/chat/completions.*')" -ge 1 ]
ok $? 'has the model in the path'
fake_stop
plan
