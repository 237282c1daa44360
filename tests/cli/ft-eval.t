#!/bin/sh
# SPDX-License-Identifier: MIT
# ft-eval: questions, answers and scores, against the fake.
# shellcheck source=tests/cli/tap.sh
. "${0%/*}/tap.sh"
# shellcheck source=tests/server/fake.sh
. "$top/tests/server/fake.sh"
fake_needs jq
unset OPENAI_API_KEY OPENAI_BASE_URL OPENAI_ORG_ID OPENAI_PROJECT_ID \
	FT_PROVIDER http_proxy https_proxy all_proxy CURL_CA_BUNDLE \
	SSL_CERT_DIR SSL_CERT_FILE
chat=/v1/chat/completions
XDG_CACHE_HOME=$work/cache
export XDG_CACHE_HOME
fake_start
OPENAI_BASE_URL=$fake/v1 OPENAI_API_KEY=$fake_key
export OPENAI_BASE_URL OPENAI_API_KEY
fake_post models '[{"id":"tuned","trains":[]},{"id":"judge","trains":[]}]'

# example QUESTION ANSWER: a record
example() {
	printf '{"messages":[{"role":"user","content":"%s"},' "$1"
	printf '{"role":"assistant","content":"%s"}]}\n' "$2"
}
sent() { # NUMBER TITLE: so many questions were asked so far
	[ "$(fake_count POST $chat)" -eq "$1" ]
	ok $? "$2"
}
eval_() { # OPTION...
	run ft-eval -m fake-base -m tuned "$@"
}
is() { # FILTER WANTED TITLE: what jq makes of all of the output
	jq -sc "$1" out >got
	printf '%s\n' "$2" >want
	same got want "$3"
}
forget() {
	rm -rf "$XDG_CACHE_HOME"
}

# Lines.
for i in 1 2 3 4 5 6; do
	example "Say $i" "Say $i"
done >six
fake_post answers '[{"model":"tuned","contains":"Say 2","content":"Say two"},
	{"model":"tuned","contains":"Say 4","content":""},
	{"model":"tuned","contains":"Say 5","refusal":"I will not."},
	{"model":"tuned","contains":"Say 6","content":"Say","finish_reason":
	"length"}]'
eval_ -j 4 six
status 0 'status 0'
is 'map([.index, .model]) | map(join(" ")) | join(",")' \
	'"1 fake-base,1 tuned,2 fake-base,2 tuned,3 fake-base,3 tuned,4 fake-base,4 tuned,5 fake-base,5 tuned,6 fake-base,6 tuned"' \
	'a line for each example and model, in order'
is 'map(keys_unsorted) | unique | length' 1 'each has the same keys'
is '.[0] | keys_unsorted' '["index","model","prompt","expected","answer","scores","usage","latency_ms","class","cost_usd"]' \
	'which are these'
is 'map(select(.model == "tuned") | .answer)' \
	'["Say 1","Say two","Say 3","","I will not.","Say"]' \
	'the answers as they were given'
is 'map(select(.model == "tuned") | .class)' \
	'["answered","answered","answered","empty","refused","cut"]' \
	'an answer that is none is a class of its own'
is 'map(.scores.exact)' '[1,1,1,0,1,1,1,0,1,0,1,0]' 'and has its score'
is '.[0].usage' '{"prompt_tokens":9,"completion_tokens":2,"cached_tokens":0}' \
	'tokens as the server counts them'
is 'map(.latency_ms >= 0) | all' true 'and how long it took'
sent 12 'each was asked once'
err_has '6 examples' 'the summary says how many there are'
err_has 'B  3 answered, 1 empty, 1 refused, 1 cut' 'and what became of them'
cp out first
eval_ -j 1 six
same out first 'again: the same lines'
sent 12 'and nothing is asked'
eval_ -q six
empty err '-q: no summary'
sed 's/"latency_ms":[0-9]*//' first >want
head -n 3 six >three
eval_ three
sent 12 'other files of the same questions know the answers, too'

# The order is that of the file whatever comes first.
forget
fake_post faults "{\"delay\":0.3,\"on\":\"POST $chat\",\"times\":2}"
eval_ -j 8 six
sed 's/"latency_ms":[0-9]*//' out >got
same got want 'slow answers keep their place'

# Bad input.
{
	head -n 1 six
	echo '{"messages":[{"role":"user","content":"x"}]}'
	echo '{"messages":'
	echo '{"messages":[{"role":"user","content":"y"}]}'
	echo '{"neither":1}'
	tail -n 1 six
} >mixed
eval_ mixed
status 3 'what cannot be read is status 3'
is 'map(.index) | unique' '[1,6]' 'and the others are asked'
err_has 'mixed:3:13: error: ' 'it is told with its place'
err_has 'mixed:5:1: error: this is no training example' 'so is no example'
err_has "mixed:2: warning: the last message is not an assistant's" \
	'and what has no answer'
err_has '2 examples; 2 records have no answer to compare with; 2 records cannot be read' \
	'all are counted'
printf '%s\n' '{"messages":[{"role":"user","content":"x"}]}' >x
cat x x x x x >lacking
eval_ lacking
status 0 'without any truth there is nothing to ask'
err_has 'the same came 4 times more' 'the same is told once'
empty out 'and nothing printed'
: >nothing
eval_ nothing
status 0 'an empty file is none'

# Models.
asked=$(fake_count POST $chat)
run ft-eval -m tuned -m nobody six
status 5 'an unknown model is refused'
err_has "the server has no model 'nobody'" 'by its name'
err_has 'fake-base' 'with the list'
[ "$(fake_count POST $chat)" -eq "$asked" ]
ok $? 'before anything is asked'
run ft-eval six
status 2 'without a model nobody is asked'
run ft-eval -m tuned -m tuned six
status 2 'a model is not asked twice'
for wrong in --metric=nonsense --min=exact --min=other=1 --worth=0 \
	--no-worse-than=nobody --reference=a..b '--json --side-by-side' \
	'--export promptfoo --html x' '--metric regex:(' -j0; do
	# shellcheck disable=SC2086 # options
	run ft-eval -m tuned $wrong six
	status 2 "$wrong is wrong"
done

# What is sent.
cat >kinds <<'EOF'
{"messages":[{"role":"user","content":"Rain?"},{"role":"assistant","tool_calls":[{"id":"c","type":"function","function":{"name":"rain","arguments":"{\"at\": \"Oslo\", \"n\": 1}"}}]}],"tools":[{"type":"function","function":{"name":"rain","parameters":{"type":"object","properties":{}}}}],"parallel_tool_calls":false}
{"input":{"messages":[{"role":"user","content":"Greet"}]},"preferred_output":[{"role":"assistant","content":"Hello, my friend"}],"non_preferred_output":[{"role":"assistant","content":"What do you want"}]}
{"messages":[{"role":"user","content":"Is 7 prime?"}],"answer":"yes"}
{"prompt":"The sky is","completion":"blue"}
{"messages":[{"role":"user","content":[{"type":"text","text":"Which colour?"},{"type":"image_url","image_url":{"url":"data:image/png;base64,iVBORw0KGgo="}}]},{"role":"assistant","content":"{\"colour\":\"red\",\"sure\":true}"}]}
EOF
fake_post answers '[{"contains":"Rain","model":"tuned","tool_calls":[{"id":"x",
	"type":"function","function":{"name":"rain","arguments":
	"{\"n\":1,\"at\":\"Oslo\"}"}}]},
	{"contains":"Greet","model":"tuned","content":"Hello, friend"},
	{"contains":"Greet","content":"What do you want now"},
	{"contains":"prime","model":"tuned","content":"yes"},
	{"contains":"sky","model":"tuned","content":"blue"},
	{"contains":"colour","model":"tuned","content":
	"{\"sure\":true, \"colour\":\"green\"}"}]'
eval_ --trace trace kinds
status 0 'every kind of record is asked'
is 'map(select(.model == "tuned")) | .[0].scores' '{"tool-call":1}' \
	'calls are compared as JSON'
is '.[0].scores' '{"tool-call":0}' 'a text is no call'
is '.[1] | [.expected, .answer]' '[[{"name":"rain","arguments":{"at":"Oslo","n":1}}],[{"name":"rain","arguments":{"n":1,"at":"Oslo"}}]]' \
	'and are printed in one form'
is '.[2:4] | map(.scores.preference)' '[0,1]' \
	'who says what is preferred prefers it'
is '.[2].rejected' '"What do you want"' 'the other output is there, too'
is '.[5] | [.expected, .scores.exact]' '["yes",1]' \
	'a reference is the truth'
is '.[7] | [.expected, .scores.exact]' '["blue",1]' \
	'so is a completion'
is '.[9].scores' '{"exact":0,"json":0,"json-valid":1,"json-fields":0.5}' \
	'JSON is compared as JSON'
has trace '"parallel_tool_calls":false' 'the tools go with the prompt'
has trace 'data:image/png;base64,iVBORw0KGgo=' 'and so do images'
eval_ --metric exact,regex:^y kinds
is '.[5].scores' '{"exact":1,"regex:^y":1}' '--metric: these and no others'
cat >turns <<'EOF'
{"messages":[{"role":"user","content":"a"},{"role":"assistant","content":"b","weight":1},{"role":"user","content":"c"},{"role":"assistant","content":"d","weight":0},{"role":"user","content":"e"},{"role":"assistant","content":"f"}]}
EOF
run ft-eval -m fake-base --every-turn turns
is 'map([.index, .turn, .expected])' '[[1,1,"b"],[1,2,"f"]]' \
	'--every-turn: each that was learned'
is '.[1].prompt | map(.content)' '["a","b","c","d","e"]' \
	'behind what stands before it'
is 'map(.prompt[] | keys) | unique' '[["content","role"]]' \
	'weights are not sent'
printf '%s\n' '{"messages":[{"role":"user","content":"q"},{"role":"assistant","content":"a"}],"meta":{"truth":"q"}}' >meta
run ft-eval -m fake-base --reference meta.truth meta
is '.[0] | [.prompt, .expected, .scores.exact]' \
	'[[{"role":"user","content":"q"}],"q",1]' '--reference: a path'

# Gates.
run ft-eval -m tuned --min exact=0.3 six
status 0 '--min that is reached'
run ft-eval -m tuned --min exact=0.5 --min chrf=0.1 six
status 1 '--min that is not'
err_has 'FAILED: A, exact: 0.3333, and 0.5 is wanted' 'and by how much'
err_has 'passed: A, chrf' 'what is passed is told, too'
eval_ --min exact=0.3 six
status 0 'the base need not pass'
for i in $(seq 30); do
	example "Count $i" "Count $i"
done >thirty
fake_post answers '[{"model":"tuned","contains":"Count","content":"No."}]'
eval_ --no-worse-than fake-base --metric exact thirty
status 1 '--no-worse-than: a model that is worse'
err_has 'worse, p < 0.001' 'the verdict is in words'
err_has 'B beside A: worse by exact' 'and once more'
eval_ --no-worse-than tuned --metric exact thirty
status 0 'the other is better'
err_has 'better, p < 0.001' 'as the verdict says'
run ft-eval -m fake-base -m judge --no-worse-than fake-base thirty
status 0 'one that is as good is not worse'
err_has 'B beside A: ' 'which is said'

# Summary as JSON.
eval_ --json --metric exact --min exact=0.5 thirty
status 1 '--json: the gate counts'
is '.[0] | [.examples, .complete, .models[0].metrics.exact.mean,
	.models[1].metrics.exact.mean]' '[30,true,1,0]' '--json: means'
is '.[0].comparisons | map([.base, .model, .metric, .n, .difference, .won,
	.lost, .tied, .verdict])' \
	'[["fake-base","tuned","exact",30,-1,0,30,0,"worse"]]' \
	'--json: comparisons'
is '.[0].gates | map([.gate, .model, .metric, .wanted, .passed])' \
	'[["min","tuned","exact",0.5,false]]' '--json: gates'
is '.[0].models[0].classes' \
	'{"answered":30,"empty":0,"refused":0,"cut":0,"filtered":0,"failed":0,"unpaid":0,"missing":0}' \
	'--json: classes'

# A judge: it is asked twice about each answer that differs.
head -n 4 six >four
forget
fake_stop
rm fake.log
fake_start
OPENAI_BASE_URL=$fake/v1
fake_post models '[{"id":"tuned","trains":[]},{"id":"judge","trains":[]}]'
fake_post answers '[
	{"model":"judge","contains":"<answer_a>\nSay two\n","content":"So.\n[[A]]"},
	{"model":"judge","contains":"<answer_b>\nSay two\n","content":"So.\n[[B]]"},
	{"model":"judge","contains":"Three?","content":"Hard to say."},
	{"model":"tuned","contains":"Say 2","content":"Say two"},
	{"model":"tuned","contains":"Say 3","content":"Three?"},
	{"model":"tuned","contains":"Say 4","content":""}]'
eval_ --metric exact,judge:judge four
status 0 'a judge: status 0'
is 'map(select(.model == "tuned") | .scores["judge:judge"])' \
	'[0.5,1,null,0]' 'its verdicts are scores'
sent 12 'the same and the empty need no judge, and the others two'
err_has '2 verdicts of 4 cannot be read' 'what it does not say is counted'
eval_ --metric judge:judge four
sent 12 'nor is it asked again'
run ft-eval -m tuned --metric judge:nobody four
status 5 'a judge that is not there is refused'

# Who prefers a place prefers nothing.
fake_stop
rm fake.log
fake_start
OPENAI_BASE_URL=$fake/v1
fake_post models '[{"id":"tuned","trains":[]},{"id":"judge","trains":[]}]'
fake_post answers '[{"model":"judge","content":"[[A]]"},
	{"model":"tuned","content":"Something else"}]'
run ft-eval -m tuned --metric judge:judge four
is 'map(.scores["judge:judge"])' '[0.5,0.5,0.5,0.5]' \
	'a judge that always says the first says nothing'

# Failures.
fake_post faults "{\"name\":\"400\",\"on\":\"POST $chat\",\"status\":400,
	\"skip\":2,\"times\":1}"
forget
run ft-eval -m fake-base --retries 0 -j 1 six
is 'map(.class == "failed") | map(select(.)) | length' 1 \
	'an answer that fails is a class'
is 'map(select(.class == "failed"))[0] | [.answer, .scores]' '[null,{}]' \
	'without answer and scores'
[ "$rc" -eq 5 ]
ok $? 'and status 5'
err_has '1 failed' 'which is counted'

# --max-cost.
forget
run ft-eval -m fake-base -j 1 --max-cost 0.0002 --price-in 10 --price-out 10 \
	--max-tokens 5 six
status 1 '--max-cost: status 1'
is '[(map(select(.class == "answered")) | length > 0 and length < 6),
	(map(select(.class == "unpaid")) | length > 0)]' '[true,true]' \
	'--max-cost: some are asked and the others are not'
run ft-eval -m fake-base --max-cost 1 six
status 2 '--max-cost wants a price'

# Recorded, replayed.
run ft-eval -m fake-base -m tuned --record kept six
cp out lines
fake_stop
OPENAI_BASE_URL=http://127.0.0.1:1/v1
rm -rf "$XDG_CACHE_HOME"
run env -u OPENAI_API_KEY ft-eval -m fake-base -m tuned --replay kept six
status 0 '--replay: without a server, a key or a cache'
same out lines '--replay: the same lines'
head -n 3 kept >some
run ft-eval -m fake-base -m tuned --replay some six
status 3 '--replay: what is missing is status 3'
is 'map(select(.class == "missing")) | length' 9 'and counted'

# Interrupted: what was answered is kept, and the next run asks the rest.
rm -rf "$XDG_CACHE_HOME" fake.log
fake_start --set delay=0.05
OPENAI_BASE_URL=$fake/v1
# A shell without job control has its background ignore this signal.
perl -e '$SIG{INT} = "DEFAULT"; exec @ARGV' \
	ft-eval -m fake-base -j 2 -o result thirty 2>err &
pid=$!
fake_wait POST $chat 6
kill -INT $pid
wait $pid
[ $? -eq 130 ]
ok $? 'interrupted: status 130'
[ ! -e result ]
ok $? 'and no file'
done=$(fake_count POST $chat)
[ "$done" -lt 30 ]
ok $? 'not all was asked'
run ft-eval -m fake-base -j 2 thirty
status 0 'the same again: status 0'
is 'length' 30 'has all'
[ "$(fake_count POST $chat)" -le 32 ]
ok $? 'and asks only what is missing'

# A signal while it waits for its input.
mkfifo pipe
perl -e '$SIG{INT} = "DEFAULT"; exec @ARGV' \
	ft-eval -m fake-base -o result pipe 2>err &
pid=$!
exec 3>pipe
kill -INT $pid
wait $pid
[ $? -eq 130 ]
ok $? 'interrupted while it waits for its input: status 130'
exec 3>&-
run ft-eval -m fake-base --progress always thirty
status 0 'with a bar'
grep -q '[0-9] examples, [0-9.]*/s' err
ok $? 'which counts the examples'

# Files.
run ft-eval -m fake-base nowhere
status 4 'a missing file is status 4'
run ft-eval -m fake-base .
status 4 'so is a folder'
gzip -c thirty >packed
run ft-eval -q -m fake-base packed
is 'length' 30 'gzip is unpacked'
timeout 60 ft-eval -q -m fake-base thirty >/dev/full 2>err
[ $? -eq 4 ]
ok $? 'a full disk is status 4'
for where in html junit; do
	run ft-eval -q -m fake-base --$where no/such/file thirty
	status 4 "--$where: a missing folder is status 4"
	empty out "--$where: and nothing is asked or printed"
done
run ft-eval -q -m fake-base -o no/such/file thirty
status 4 '-o: a missing folder is status 4'

# What would drive a terminal.
forget
fake_post answers '[{"content":"a\u001b[2J\u009bb\u202e"}]'
example one b >one.jsonl
run ft-eval -m fake-base --metric exact one.jsonl
has out '"answer":"a\u001b[2J\u009bb\u202e"' 'answers have escapes that say the same'
fake_stop
plan
