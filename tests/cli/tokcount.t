#!/bin/sh
# SPDX-License-Identifier: MIT
# ft-tokcount: what is counted, and how it is told.
# shellcheck source=tests/cli/tap.sh
. "${0%/*}/tap.sh"

# The counting sample of the OpenAI cookbook ("How to count tokens with
# tiktoken"): the API answered 129 tokens (cl100k_base) and 124 (o200k_base).
cat >sample <<'EOT'
{"messages":[{"role":"system","content":"You are a helpful, pattern-following assistant that translates corporate jargon into plain English."},{"role":"system","name":"example_user","content":"New synergies will help drive top-line growth."},{"role":"system","name":"example_assistant","content":"Things working well together will increase revenue."},{"role":"system","name":"example_user","content":"Let's circle back when we have more bandwidth to touch base on opportunities for increased leverage."},{"role":"system","name":"example_assistant","content":"Let's talk later when we're less busy about how to do better."},{"role":"user","content":"This late pivot means we don't have time to boil the ocean for the client deliverable."}]}
EOT
run ft-tokcount --as request -e cl100k_base sample
printf '       129        1 sample\n' >want
same out want 'the cookbook sample is 129 tokens in cl100k_base'
run ft-tokcount --as request -e o200k_base sample
printf '       124        1 sample\n' >want
same out want 'and 124 in o200k_base'

# 3 and a role for each message, and the content: what is billed.
cat >chat <<'EOT'
{"messages":[{"role":"user","content":"hello world"},{"role":"assistant","content":"hello"}]}
{"messages":[{"role":"user","content":"hello"},{"role":"assistant","content":""}]}
EOT
run ft-tokcount chat
printf '        20        2 chat\n' >want
same out want 'training counts 4 for a message and its content'
run ft-tokcount --as request chat
printf '        26        2 chat\n' >want
same out want 'a request is primed with 3 more'
run ft-tokcount --as cookbook chat
same out want 'so is the figure of the notebook'
run ft-tokcount --per-example chat
cat >want <<'EOT'
{"index":1,"tokens":11,"assistant_tokens":1,"messages":2}
{"index":2,"tokens":9,"assistant_tokens":0,"messages":2}
EOT
same out want 'each example is told as a JSON line'
run ft-tokcount chat chat
cat >want <<'EOT'
        20        2 chat
        20        2 chat
        40        4 total
EOT
same out want 'several files have a total'
run ft-tokcount --over 10 chat
status 1 'more than --over is status 1'
printf 'chat:1: 11\n' >want
same out want 'and only that is told'
run ft-tokcount --over 11 chat
status 0 'not more is status 0'
empty out 'and nothing is told'
run ft-tokcount --json chat
out_has '{"model":"gpt-4o-mini-2024-07-18","encoding":"o200k_base","as":"training","total":{"examples":2,"tokens":20,"assistant_tokens":1,"messages":4,"bytes":175,"distribution":{"tokens":{"min":9,"median":10,"mean":10,' \
	'JSON has the sums and distributions'

# Plain text.
printf 'hello world\nhello\n' >text
run ft-tokcount --raw text
printf '         5        1 text\n' >want
same out want '--raw counts a file as one text'
run ft-tokcount --per-line text
printf '         3        2 text\n' >want
same out want '--per-line counts each line, without its end'
run ft-tokcount --raw --ids -e cl100k_base text
printf '15339 1917 198 15339 198\n' >want
same out want '--ids prints the ids on one line'
printf '<|endoftext|>' >special
run ft-tokcount --raw --ids -e cl100k_base special
printf '27 91 8862 728 428 91 29\n' >want
same out want 'what looks like a special token is text'
run ft-tokcount --raw --ids --special -e cl100k_base special
printf '100257\n' >want
same out want 'with --special it is that one'
run ft-tokcount --raw --special special
printf '         1        1 special\n' >want
same out want 'for --raw'
run ft-tokcount --per-line --special special
same out want 'for --per-line'
printf '%s\n' '{"messages":[{"role":"user","content":"<|endoftext|>a<|endofprompt|>"},{"role":"assistant","content":"<|endoftext|>"}]}' >marks
for as in training:12 request:15 cookbook:15; do
	run ft-tokcount --special --as "${as%:*}" marks
	printf '%10d        1 marks\n' "${as#*:}" >want
	same out want "for --as ${as%:*}"
done
run ft-tokcount --special --per-example marks
out_has '"tokens":12,"assistant_tokens":1,' 'for --per-example'
printf 'a\377b' >invalid
printf 'a\357\277\275b' >replaced
run ft-tokcount --raw --ids invalid
cp out want
run ft-tokcount --raw --ids replaced
same out want 'a byte that is no UTF-8 counts as U+FFFD'

# A text in pieces is the same text: no count depends on where it was cut.
awk 'BEGIN { for (i = 0; i < 150000; i++)
	printf "%s ", (i % 7 ? "word" : "\xc3\xa9t\xc3\xa9 123,\n\n") }' >long
run ft-tokcount --raw --ids -j1 long
cp out want
run ft-tokcount --raw --ids -j8 long
same out want 'the ids of a long text do not depend on threads'
tr ' ' '\n' <want | grep -c . >n
run ft-tokcount --raw long
[ "$(awk '{print $1}' out)" -eq "$(cat n)" ]
ok $? 'and are as many as are counted'

# Special tokens wherever a chunk may end, among what could be one.
awk 'BEGIN { for (i = 0; i < 90000; i++)
	printf "%s", i % 3 ? substr("m <|endoftext|> <|endof", 1, 5 + i % 19) \
		: "<|endofprompt|>" }' >marked
run ft-tokcount --raw --ids --special -j1 marked
cp out want
run ft-tokcount --raw --ids --special -j8 marked
same out want 'special tokens are found in a long text in pieces too'
tr ' ' '\n' <want | grep -c -e 199999 -e 200018 >n
grep -oE '<\|endof(text|prompt)\|>' marked | grep -c . >want
same n want 'all of them'
awk 'BEGIN { for (i = 0; i < 30000; i++) printf "<|endoftext|>" }' >alone
for special in '' --special; do
	# shellcheck disable=SC2086 # or none
	run ft-tokcount --raw --max-record 65536 $special alone
	status 0 "nothing but special tokens may be cut: ${special:-default}"
done
printf '     30000        1 alone\n' >want
same out want 'and each of them is one'
yes x | head -c 1000000 | tr -d '\n' >one
LIMIT=10 run ft-tokcount --raw one
status 0 'half a million of one letter take no time'

# Models.
for name in gpt-4 gpt-3.5-turbo-0125 ft:gpt-3.5-turbo-0125:acme::Ab1; do
	run ft-tokcount --json -m $name chat
	out_has '"encoding":"cl100k_base"' "$name counts in cl100k_base"
done
for name in gpt-4.1 ft:gpt-4.1-2025-04-14:acme::Ab1 ft:gpt-4o-mini:a:b:c o3; do
	run ft-tokcount --json -m $name chat
	out_has '"encoding":"o200k_base"' "$name counts in o200k_base"
done
run ft-tokcount -m gpt-9 chat
status 2 'an unknown model is a mistake'
run ft-tokcount -e gpt2 chat
status 2 'an unknown encoding too'

# What is no example.
{
	cat chat
	printf '{"messages":\n[1]\n[2]\n{"question":"a","answer":"b"}\n'
} >broken
run ft-tokcount broken
status 3 'what is no example is status 3'
err_has 'ft-tokcount: broken:3:13: error: ' 'told with its place'
err_has 'broken:4:1: error: no training example: an array where an object' \
	'by what it is'
err_has 'broken: error: 1 more: no training example: an array' \
	'once for many of a kind'
err_has 'question and answer pairs' 'by its shape'
printf '        20        2 broken\n' >want
same out want 'the others are counted'
cat >image <<'EOT'
{"messages":[{"role":"user","content":[{"type":"text","text":"hello"},{"type":"image_url","image_url":{"url":"https://example.org/a.png"}}]},{"role":"assistant","content":"hello"}]}
EOT
run ft-tokcount -e o200k_base image
err_has 'the tokens of 1 image are not counted' 'images are said not to count'
run ft-tokcount -m gpt-3.5-turbo image
err_has 'the tokens of 1 image are not counted' 'of a model that takes none, too'

# Images by their size: a PNG's header says 600 by 1,100 pixels, 2 x 3 tiles.
png=iVBORw0KGgoAAAANSUhEUgAAAlgAAARMCAIAAAAA
image_url() { # URL DETAIL
	printf '{"messages":[{"role":"user","content":[{"type":"image_url",'
	printf '"image_url":{"url":"%s","detail":"%s"}}]},' "$1" "$2"
	printf '{"role":"assistant","content":"hello"}]}\n'
}
images() { # MODEL WANTED TITLE: the tokens of images in the file "image"
	run ft-tokcount --json -m "$1" image
	out_has "\"image_tokens\":$2}" "$3"
}
image_url "data:image/png;base64,$png" auto >image
images gpt-4o 1105 'tiles are counted'
images gpt-4o-mini 36835 'each model has its own figures'
images ft:gpt-4o-mini-2024-07-18:acme::Ab1 36835 'so have those made of it'
images gpt-4.1-mini 1078 'and some count patches'
images azure/gpt-4o 1105 'at every provider'
empty err 'nothing is assumed of it'
tokens=$(ft-tokcount -m gpt-4o image | awk '{ print $1 }')
run ft-lint --format json -m gpt-4o --today 2026-01-01 image
out_has "\"billed_tokens\":$tokens," 'ft-lint counts the same'
run ft-cost --json -m gpt-4o -e 1 image
out_has "\"tokens\":$tokens," 'and so does ft-cost'
run ft-tokcount --over 1105 -m gpt-4o image
status 1 '--over counts images, too'
run ft-tokcount --per-example -m gpt-4o image
out_has "\"tokens\":$tokens," 'and so does --per-example'
image_url "data:image/png;base64,$png" low >image
images gpt-4o 85 'little detail is the least'
images gpt-4.1-mini 1078 'but not with patches'
image_url https://example.org/a.png auto >image
images gpt-4o 765 'of a link a size is assumed'
err_has 'the size of 1 image is not known: 1024 by 1024 pixels are assumed' \
	'and that is said'
run ft-cost -m gpt-4o image
err_has 'the size of 1 image is not known' 'by ft-cost'
out_has ', 1 image' 'which tells of images'
run ft-lint -m gpt-4o image
out_has 'the size of 1 image is not known' 'and by ft-lint'
image_url https://example.org/a.png low >image
images gpt-4o 85 'unless the size does not matter'
empty err 'nothing is assumed then'
run ft-tokcount --as cookbook -m gpt-4o image
empty err 'the notebook knows none'

# As many properties as there may be, all of them required.
awk 'BEGIN {
	n = 100000
	printf "{\"messages\":[{\"role\":\"user\",\"content\":\"hello\"}]," \
		"\"functions\":[{\"name\":\"f\",\"parameters\":{\"required\":["
	for (i = n; i > 0; i--)
		printf "\"p%d\",", i
	printf "0],\"properties\":{"
	for (i = 0; i < n; i++)
		printf "\"p%d\":{\"type\":\"string\"},", i
	print "\"q\":{}}}}]}" }' >required
LIMIT=10 run ft-tokcount required
status 0 'a hundred thousand of them take no time'

run ft-tokcount --raw --per-line chat
status 2 'a text is a file or a line'
run ft-tokcount --as request --raw chat
status 2 '--as is for examples'
run ft-tokcount -m gpt-4 -e cl100k_base chat
status 2 'a model has its own encoding'
run ft-tokcount --ids chat
status 2 '--ids wants plain text'
run ft-tokcount --raw --ids --json chat
status 2 '--ids is no report'
run ft-tokcount --json --per-example chat
status 2 '--json is one object'
run ft-tokcount --raw --per-example chat
status 2 'a text is no example'

run ft-tokcount --raw --ids -e cl100k_base text special
printf '15339 1917 198 15339 198\n27 91 8862 728 428 91 29\n' >want
same out want '--ids prints a line for each file'
printf 'hello world\r\n\nhello<|endoftext|>' >lines
run ft-tokcount --per-line --ids --special -e cl100k_base text lines
printf '15339 1917\n15339\n15339 1917\n\n15339 100257\n' >want
same out want 'and for each line with --per-line'
run ft-tokcount --per-line --ids --per-example text
status 2 'which is no JSON'
tr ' ' '\n' <long >many
run ft-tokcount --per-line --ids -j1 many
cp out want
run ft-tokcount --per-line --ids -j8 many
same out want 'many lines have the same on several threads'
[ "$(wc -l <out)" -eq "$(wc -l <many)" ]
ok $? 'and are as many'
run ft-tokcount --per-line --over 1 text
printf 'text:1: 2\n' >want
same out want '--per-line --over tells the lines that have more'
run ft-tokcount --per-line --over 2 text
status 0 'and none that have just as many'

for other in --json --per-example --ids '--over 1'; do
	# shellcheck disable=SC2086
	run ft-tokcount --raw --histogram $other text
	status 2 "--histogram goes not with $other"
done
: >nothing
run ft-tokcount --histogram nothing
printf '         0        0 nothing\n' >want
same out want 'of nothing no histogram is drawn'
run ft-tokcount --histogram -e cl100k_base chat
has out 'tokens per example' 'one is drawn in an encoding'
grep limit out >got
empty got 'which has no limit'
run ft-tokcount --histogram --as request chat
has out 'no example is over 128,000 tokens, the limit of gpt-4o-mini' \
	'a request has the limit of the context'
if command -v script >/dev/null; then
	for try in '#:LC_ALL=C' '#:LC_ALL= LC_CTYPE=de_DE LANG=C.UTF-8' \
		'#:TERM=dumb LC_ALL=C.UTF-8' \
		'\342\226\210:LC_ALL=C.UTF-8' \
		'\342\226\210:LC_ALL= LC_CTYPE=de_DE.utf8 LANG=C' \
		'\342\226\210:LC_ALL= LC_CTYPE= LANG=de_DE.UTF-8@euro'; do
		run script -qec "TERM=xterm ${try#*:} \
			ft-tokcount --histogram chat" typescript
		has out "$(printf '%b' "${try%%:*}")" "bars with ${try#*:}"
	done
	run script -qec "stty cols 60; ft-tokcount --histogram chat" typescript
	tr -d '\r' <out | awk '/%|median/ && length($0) > 60' >got
	empty got 'bars fit the terminal'
else
	skip 'no script(1)' 'bars on a terminal'
fi

# Letters without a break cannot be cut.
run ft-tokcount --raw --max-record 65536 one
status 3 'a text that cannot be cut within the ceiling is refused'
err_has 'one:1:1: error: the record is longer than 65536 bytes' 'and told'

echo 7 >seven
run ft-tokcount seven seven
[ "$(grep -c 'seven:1:1: error: no training example: a number' err)" -eq 2 ]
ok $? 'what was told of one file is told of the next'
printf '\357\273\277{"messages":7}\n' >marked
run ft-tokcount marked
err_has 'marked:1:16: error' 'a column counts the byte-order mark'
name=$(printf 'a\033b')
cp chat "$name"
run ft-tokcount "$name"
out_has 'a\x1bb' 'a file name cannot drive the terminal'
plan
