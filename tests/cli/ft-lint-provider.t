#!/bin/sh
# SPDX-License-Identifier: MIT
# ft-lint: what each provider takes and refuses, and how long a model lives.
# shellcheck source=tests/cli/tap.sh
. "${0%/*}/tap.sh"

all='openai azure together fireworks nebius mistral gemini bedrock-claude
bedrock-nova trl axolotl'

# Messages by their letters: s, d, u, a, t (a result), c (a call).
message() { # LETTER
	case $1 in
	s) printf '{"role":"system","content":"Be brief."}' ;;
	d) printf '{"role":"developer","content":"Be brief."}' ;;
	u) printf '{"role":"user","content":"Two and two?"}' ;;
	a) printf '{"role":"assistant","content":"Four."}' ;;
	c) printf '{"role":"assistant","tool_calls":[{"id":"abcDEF123",' &&
		printf '"type":"function","function":{"name":"add",' &&
		printf '"arguments":"{}"}}]}' ;;
	t) printf '{"role":"tool","tool_call_id":"abcDEF123","content":"4"}' ;;
	esac
}
example() { # LETTERS [MEMBERS]
	printf '{"messages":['
	rest=$1
	while [ -n "$rest" ]; do
		letter=${rest%"${rest#?}"}
		rest=${rest#?}
		message "$letter"
		[ -z "$rest" ] || printf ,
	done
	printf ']%s}\n' "${2:-}"
}
repeat() { # N COMMAND...
	n=$1
	shift
	while [ "$n" -gt 0 ]; do
		"$@"
		n=$((n - 1))
	done
}
# Of the findings, those whose ids fit PATTERN: "error E203" and so on, without
# repeats.  To select rules would turn on what is off.
ids() { # PATTERN OPTION...
	pattern=$1
	shift
	run ft-lint --format jsonl "$@"
	sed 's/.*"level":"\([a-z]*\)","rule":"\([A-Z0-9]*\)".*/\1 \2/' out |
		grep " $pattern" | uniq | paste -sd , - >got
}
got() { # WANTED WHAT
	echo "$1" >want
	same got want "$2"
}

command -v jq >/dev/null || {
	skip 'jq is not installed' 'what each provider takes'
	plan
}

# The table.
run ft-lint --list-providers
grep -v '^ ' out | sed 's/,.*//' >got
echo "$all" | tr ' ' '\n' >want
same got want 'the providers are listed'
[ "$(grep -c '^  source ' out)" -eq 11 ]
ok $? 'each with a source'
run ft-lint --list-providers --format json
jq -r '.providers[] | select(.date == null or .source == null).provider' out >got
empty got 'and a date, in JSON too'
jq -r '.providers[].formats[]' out | sort -u | while read -r name; do
	grep -qF "\"$name\"" "$top"/common/example/*.c || echo "$name"
done >got
empty got 'the formats are known ones'
for p in $all; do
	run ft-lint --provider "$p" --list-rules
	[ $rc -eq 0 ] || echo "$p"
done >got
empty got 'the rules, too'
run ft-lint --provider opnai
status 2 'an unknown provider is a mistake'
err_has 'bedrock-nova' 'and those known are named'
echo 'provider = together' >.ft-lint
repeat 10 example uua >doubled
ids '.2' doubled
got 'error W206' 'the configuration may name the provider'
ids '.2' --provider openai doubled
got 'warning W206' 'the command line names another'
ids '.2' --provider together --warn W206 doubled
got 'warning W206' 'levels may be set over the provider'\''s'
rm .ft-lint

# Who may speak when: LETTERS, and the providers with what they say.
says() { # LETTERS PROVIDER WANTED
	repeat 3 example "$1" >in
	ids '.[12][0178]' --provider "$2" in
	got "$3" "$2 and $1: ${3:-nothing}"
}
for p in $all; do
	case $p in gemini | bedrock-*) continue ;; esac
	says sua "$p" ''
done
says uua openai 'warning W206'
says uua fireworks 'error W206'
says uua mistral 'info W206'
says ucaa openai 'warning W214'
says ucaa azure 'error W214'
says uaa together 'error W214'
says uaa bedrock-claude 'error W214'
says aua openai 'warning W207'
says aua together 'error W207'
says uau nebius 'warning W205'
says uau mistral 'error W205'
says uau bedrock-claude 'error W205'
says uasua openai 'warning W208'
says uasua fireworks 'error W208'
says uctua openai ''
says uctua fireworks 'error E215'
says uctua mistral 'error E215'
says uctaua mistral ''
says dua openai 'info I213'
says dua trl 'info I213'
says dua fireworks 'error E212'
says dua mistral 'error E212'
run ft-lint --provider mistral in
out_has "Mistral takes no messages of 'developer', only of system, user, assistant, tool (/messages/0/role)" \
	'who may speak is said'

# Mistral's calls.
says ucta mistral ''
says uctta mistral 'error E188'
says uctta openai ''
for p in mistral openai; do
	repeat 3 example ucta | sed 's/abcDEF123/call_1/g' >in
	ids E18 --provider $p in
	cat got >>both
	repeat 3 example ucta |
		sed 's/"role":"assistant","tool_calls"/"content":"Hm",&/' >in
	ids E18 --provider $p in
	cat got >>both
done
printf '%s\n' 'error E189' 'error E187' '' '' >want
same both want 'ids of 9 letters and digits, and text or calls: Mistral only'

# Reserved words.
reserved() { # TEXT PROVIDER WANTED
	printf '{"messages":[{"role":"user","content":"%s"},' "$1" >in
	printf '{"role":"assistant","content":"Yes."}]}\n' >>in
	ids E179 --provider "$2" in
	got "$3" "$2: ${3:-nothing} for '$1'"
}
reserved 'He said:\nHuman: hi' bedrock-claude 'error E179'
reserved 'He said: a\nHuman is not Human: hi' bedrock-claude ''
reserved 'Human: hi' bedrock-claude ''
reserved 'a\n\nAssistant:' bedrock-claude 'error E179'
reserved 'He said:\nHuman: hi' openai ''

# What is for one form of examples only.
echo '{"messages":[{"role":"user","content":"a"}],"answer":"b"}' >one
awk '{ for (i = 0; i < 50001; i++) print }' one >in
run ft-lint -q --select too-many-examples in
out_has '50001 examples; OpenAI takes at most 50000 for reinforcement' \
	'a method has a limit of its own'
ids E025 --provider fireworks in
got '' 'where one is known'
awk 'NR > 1' in >fewer
ids E025 fewer
got '' 'and it may be reached'
example ua | awk '{ for (i = 0; i < 50001; i++) print }' >in
ids E025 in
got '' 'by other methods, too'
uri() { # URI WANTED
	printf '{"schemaVersion":"bedrock-conversation-2024","messages":[{"role":"user","content":[{"image":{"format":"png","source":{"s3Location":{"uri":"%s"}}}}]},{"role":"assistant","content":[{"text":"a"}]}]}\n' "$1" >in
	ids E174 --provider bedrock-nova in
	got "$2" "${2:-nothing} for $1"
}
uri 's3://my-bucket/a_b.c/d.png' ''
uri 's3://my bucket/d.png' 'error E174'
uri 's3://b/a+b.png' 'error E174'
uri 's3://' 'error E174'
uri 's3://b/caf\u00e9.png' ''

# Weights of examples.
for w in 2 -1 '"2"' none; do
	[ "$w" = none ] && w= || w=",\"weight\":$w"
	repeat 3 example ua "$w" >in
	for p in openai together fireworks; do
		ids 'E[12][01][4-8]' --provider $p in
		echo "$p $w:$(sed "s,^., &," got)"
	done
done >both
cat >want <<'EOT'
openai ,"weight":2: error E104
together ,"weight":2:
fireworks ,"weight":2:
openai ,"weight":-1: error E104
together ,"weight":-1: error E217
fireworks ,"weight":-1:
openai ,"weight":"2": error E104
together ,"weight":"2": error E216
fireworks ,"weight":"2": error E216
openai :
together :
fireworks :
EOT
same both want 'examples have a weight where the provider reads it'
{
	repeat 3 example ua ',"weight":2'
	example ua
} >in
ids 'E21' --provider fireworks in
got 'error E218' 'Fireworks wants it everywhere'
run ft-lint --provider fireworks in
out_has "in:4:1: error: the example has no 'weight', and those before it do" \
	'and is told where it is missing'
ids E21 --provider together in
got '' 'Together does not'
repeat 3 example ua | sed 's/"content":"Four."/&,"reasoning_content":"2+2"/' >in
ids W114 --provider fireworks in
got '' 'reasoning is read there'
ids W114 --provider mistral in
got 'error W114' 'and not here'

# How many, how large.
few() { # N PROVIDER WANTED
	repeat "$1" example ua >in
	ids 'E0[02][35]' --provider "$2" in
	got "$3" "$2: ${3:-nothing} for $1 examples"
}
few 2 fireworks 'error E003'
few 3 fireworks ''
few 9 azure 'error E003'
few 1 together ''
few 31 bedrock-claude 'error E003'
few 32 bedrock-claude ''
line=$(example ua)
yes "$line" | head -n 10001 >in
ids E0 --provider bedrock-claude in
got 'error E025' 'Claude: too many of 10,001 examples'
out_has '10001 examples; Claude on Bedrock takes at most 10000' 'with the figures'
sed 10001d in >less
ids E0 --provider bedrock-claude less
got '' 'not of 10,000'

# The byte-order mark.
repeat 10 example ua >plain
printf '\357\273\277' | cat - plain >marked
for p in openai azure together trl; do
	for f in plain marked; do
		ids '[EI]0[02][26]' --provider $p $f
		echo "$p $f:$(sed "s,^., &," got)"
	done
done >both
cat >want <<'EOT'
openai plain:
openai marked: error E002
azure plain: info I026
azure marked:
together plain:
together marked: error E002
trl plain:
trl marked:
EOT
same both want 'a byte-order mark is refused here and wanted there'

# Reinforcement wants a validation file.
repeat 10 example du ',"answer":"4"' >rft
ids I027 --provider openai rft
got 'info I027' 'OpenAI wants a validation file for reinforcement'
ids I027 --provider fireworks rft
got '' 'Fireworks does not'

# A trainer reads arguments as an object.
repeat 2 example ucta >in
ids 'E[13][09][79]' --provider trl in
got 'warning E199' 'TRL wants the arguments of calls as objects'
sed 's/"arguments":"{}"/"arguments":{}/' in >objects
ids 'E[13][09][79]' --provider trl objects
got '' 'and takes them'
ids 'E[13][09][79]' --provider openai objects
got 'error E307' 'which OpenAI does not'

# One sentence, and a command that does it.
cat >alpaca <<'EOT'
{"instruction":"Add","input":"2 and 2","output":"4"}
{"instruction":"Add 3 and 3","input":"","output":"6","system":"Be brief."}
EOT
cat >sharegpt <<'EOT'
{"conversations":[{"from":"human","value":"hi"},{"from":"gpt","value":"ho"}]}
EOT
example sua >chat
cat >gemini <<'EOT'
{"systemInstruction":{"role":"system","parts":[{"text":"s"}]},"contents":[{"role":"user","parts":[{"text":"hi"}]},{"role":"model","parts":[{"text":"ho"}]}]}
EOT
cat >converse <<'EOT'
{"schemaVersion":"bedrock-conversation-2024","system":[{"text":"s"}],"messages":[{"role":"user","content":[{"text":"hi"}]},{"role":"assistant","content":[{"text":"ho"}]}]}
EOT
cat >claude <<'EOT'
{"system":"s","messages":[{"role":"user","content":"hi"},{"role":"assistant","content":"ho"}]}
EOT
cat >completion <<'EOT'
{"prompt":"hi","completion":"ho"}
EOT
cat >preference <<'EOT'
{"input":{"messages":[{"role":"user","content":"hi"}]},"preferred_output":[{"role":"assistant","content":"ho"}],"non_preferred_output":[{"role":"assistant","content":"no"}]}
EOT
cat >chosen <<'EOT'
{"prompt":"hi","chosen":"ho","rejected":"no"}
{"chosen":[{"role":"user","content":"hello"},{"role":"assistant","content":"ho"}],"rejected":[{"role":"user","content":"hello"},{"role":"assistant","content":"no"}]}
{"prompt":[{"role":"user","content":"hey"}],"chosen":[{"role":"assistant","content":"ho"}],"rejected":[{"role":"assistant","content":"no"}]}
EOT
cat >question <<'EOT'
{"question":"hi","answer":"ho"}
EOT
cat >ranked <<'EOT'
{"contents":[{"role":"user","parts":[{"text":"hi"}]}],"completions":[{"score":1,"completion":{"role":"model","parts":[{"text":"ho"}]}},{"score":0,"completion":{"role":"model","parts":[{"text":"no"}]}}]}
EOT
cat >prompted <<'EOT'
{"prompt":[{"role":"user","content":"hi"}],"completion":[{"role":"assistant","content":"ho"}]}
EOT
cat >segments <<'EOT'
{"segments":[{"label":false,"text":"hi "},{"label":true,"text":"ho"}]}
EOT
cat >kto <<'EOT'
{"prompt":"hi","completion":"ho","label":true}
EOT
told=0
for f in alpaca sharegpt chat gemini converse claude completion preference \
	chosen question ranked prompted segments kto; do
	for p in $all; do
		ids . --ignore E003,I026 --provider "$p" $f
		grep -q E006 got || continue
		told=$((told + 1))
		[ "$(cat got)" = 'error E006' ] || echo "$p $f:$(sed "s,^., &," got)"
		jq -r .message out | sed -n 's/^[^;]*; \(.*\) converts them$/\1/p' >convert.sh
		# Preferences cannot be made of anything else.
		[ -s convert.sh ] || {
			case $f-$p in
			segments-* | ranked-* | kto-* | chosen-gemini | \
				chosen-nebius | chosen-mistral | \
				chosen-bedrock-*) continue ;;
			esac
			echo "$p $f: no command"
			continue
		}
		sh convert.sh <$f >made || echo "$p $f: jq failed"
		[ "$(wc -l <made)" -eq "$(wc -l <$f)" ] || echo "$p $f: lost"
		ids E --provider "$p" --ignore E003,E199 made
		[ "$(cat got)" = '' ] || echo "$p $f: $(cat got), $(cat made)"
	done
done >both
empty both 'a foreign format is told in one sentence, with what converts it'
[ $told -gt 50 ]
ok $? "$told of them"
sed -n 1p alpaca >one
ids E --provider together one
jq -r 'select(.rule == "E006").message' out |
	sed 's/^[^;]*; \(.*\) converts them/\1/' >convert.sh
sh convert.sh <one >made
printf '%s%s\n' '{"messages":[{"role":"user","content":"Add\n2 and 2"},' \
	'{"role":"assistant","content":"4"}]}' >want
same made want 'nothing is lost on the way'
ids E006 --provider bedrock-claude chat
jq -r 'select(.rule == "E006").message' out | sed 's/^[^;]*; \(.*\) converts them/\1/' >convert.sh
sh convert.sh <chat >made
printf '%s%s\n' '{"system":"Be brief.","messages":[{"role":"user","content":' \
	'"Two and two?"},{"role":"assistant","content":"Four."}]}' >want
same made want 'a system message goes where Claude has it'
example ua >chat
ids E --provider bedrock-claude --ignore E003 chat
got '' 'without one a chat example is one of Claude'\''s'

# Who would take it: one pass, for all.
repeat 32 example ucta >calls
repeat 5 example ua >some
run ft-lint --provider all calls some
cat >want <<'EOT'
calls: 32 records, chat examples (messages)
  openai          yes
  azure           yes
  together        yes
  fireworks       yes
  nebius          yes
  mistral         yes
  gemini          no   E006 line 1: Gemini does not take chat examples (messages)
  bedrock-claude  no   E212 line 1: Claude on Bedrock takes no messages of 'tool', only of user, assistant
  bedrock-nova    no   E006 line 1: Nova on Bedrock does not take chat examples (messages)
  trl             yes
  axolotl         yes

EOT
head -n 13 out >got
same got want 'who would take the file, and the first reason why not'
out_has '  openai          no   E003 5 examples; at least 10 are wanted' \
	'each file has its own answer'
out_has '  fireworks       yes' 'by each provider'
status 0 'it is enough that one takes it'
echo '{' >broken
run ft-lint --provider all broken
status 1 'nobody takes what is no JSON'
run ft-lint --provider all --format json calls some
status 0 'as JSON'
jq -r '.files[] | .file, .format, .records, (.providers[] |
	select(.accepts | not) | .provider + " " + .reason.rule)' out >got
cat >want <<'EOT'
calls
chat
32
gemini E006
bedrock-claude E212
bedrock-nova E006
some
chat
5
openai E003
azure E003
gemini E006
bedrock-claude E003
bedrock-nova E006
EOT
same got want 'the same'
for p in $all; do
	run ft-lint -q --provider "$p" calls
	head -n 1 out | sed 's/.*\[\(E[0-9]*\).*/\1/' | sed "s/^/$p /"
done >alone
run ft-lint --provider all --format json calls
jq -r '.files[].providers[] | select(.accepts | not) |
	.provider + " " + .reason.rule' out >got
same got alone 'the first error of each is the one it finds alone'
for j in 1 8; do
	run ft-lint --provider all -j $j calls chat rft preference
	cat out >"all.$j"
done
same all.8 all.1 'whatever the threads'
run ft-lint --provider all --pass calls
status 2 'it is no filter'
run ft-lint --provider all --format sarif calls
status 2 'and no report of findings'
run ft-lint --provider all -m gpt-4o-mini calls
status 2 'nor of one model'
if command -v script >/dev/null; then
	run script -qec 'stty cols 70; TERM=xterm ft-lint --color never \
		--provider all calls' /dev/null
	tr -d '\r' <out | awk 'length($0) > 70' >got
	empty got 'on a terminal it is no wider'
	out_has 'E006 line 1: Gemini does' 'and still says why'
else
	skip 'script is not installed' 'on a terminal it is no wider'
fi

# How long a model lives.
repeat 10 example ua >in
life() { # DATE MODEL WANTED
	ids '[EW]02' --today "$1" -m "$2" in
	got "$3" "$2 on $1: ${3:-nothing}"
}
life 2026-11-21 gpt-3.5-turbo 'error E021,warning W024'
life 2026-10-23 gpt-3.5-turbo 'error E021,warning W024'
life 2026-10-07 gpt-3.5-turbo 'warning W022'
life 2026-10-08 gpt-3.5-turbo 'warning W022,warning W024'
life 2026-07-25 gpt-3.5-turbo 'warning W022'
life 2026-07-24 gpt-3.5-turbo ''
life 2026-10-07 gpt-4o-mini ''
life 2026-11-21 gpt-4o-mini 'warning W022,warning W024'
life 2027-01-06 gpt-4o-mini 'warning W022,warning W024'
life 2027-01-07 gpt-4o-mini 'warning W022,error E023'
life 2027-01-14 gpt-4o-mini 'error E021,error E023'
life 2027-01-14 azure/gpt-4o-mini ''
life 2027-01-14 ft:gpt-4o-mini:acme::Ab1 'error E021,error E023'
run ft-lint --today 2026-11-21 -m gpt-4o-mini in in
out_has 'in: warning: gpt-4o-mini-2024-07-18 will be shut down on 2027-01-14, in 54 days (announced 2026-10-14' \
	'the day, how far it is, and who says so'
[ "$(grep -c W022 out)" -eq 1 ]
ok $? 'and once for all files'
run ft-lint --today 2027-01-14 in
status 0 'without --model nothing is said of it'
run ft-lint --today 2026-02-30 in
status 2 'a day that there is not is a mistake'

# Which provider a model is of.
ids I026 -m azure/gpt-4o-mini --today 2026-06-01 in
got 'info I026' 'a model implies its provider'
ids I026 -m gpt-4o-mini --provider azure --today 2026-06-01 in
got 'info I026' 'the provider has one of that name'
ids E021 -m gpt-3.5-turbo --provider trl --today 2027-01-01 in
got 'error E021' 'a trainer takes any'
run ft-lint -m gpt-4-0613 --provider azure in
status 2 'but a provider with models only its own'
err_has "'gpt-4-0613' is a model of openai, not of azure" 'and it is said whose it is'
plan
