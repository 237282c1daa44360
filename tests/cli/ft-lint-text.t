#!/bin/sh
# SPDX-License-Identifier: MIT
# ft-lint and what texts and files hold: no report shows a secret, places are
# those of the file, the commands that mend a file do, and no text is too large
# a question.
# shellcheck source=tests/cli/tap.sh
. "${0%/*}/tap.sh"

lacks() { # TEXT TITLE
	! grep -F -e "$1" out >found
	ok $? "$2"
}

# chat TEXT...: an example with each text for an answer
chat() {
	for text; do
		printf '{"messages":[{"role":"user","content":"And?"},'
		printf '{"role":"assistant","content":"%s"}]}\n' "$text"
	done
}

# Keys are made here, so that no scanner takes this file for a leak.
token=glpat-Zk3Vq9LmX2Rt7Yp4NwB8
card='4539 9900 0000 0004'
iban='DE02 1203 0000 0000 2020 51'
mail=anna.b@acme.io
password=hunter2x1
chat "a $token" "b $card" "c $iban" "d $mail" "p://u:$password@h.io" \
	"call +49 30 901820" >secrets
for form in text json jsonl sarif github junit summary; do
	run ft-lint --format "$form" secrets
	status 1 "secrets are told as $form"
	for secret in "$token" "$card" "$iban" "$mail" "$password" \
		Zk3Vq9LmX2 99000000 1203 901820; do
		! grep -F -e "$secret" out err >found
		ok $? "no part of '$secret' is shown as $form"
	done
done
run ft-lint --pass secrets
lacks "$token" 'a record with a key does not pass'
out_has "$mail" 'one with an address does'
run ft-lint --ignore secret secrets
lacks '[E801' 'the family can be ignored'

# The column is the byte's in the file, whatever escapes stand before it.
chat 'x\n\u00e9\ud83d\ude00 gl''pat-Zk3Vq9LmX2Rt7Yp4NwB8' >escaped
column=$(awk '{ print index($0, "glpat") }' escaped)
run ft-lint --format jsonl --select E801 escaped
out_has "\"column\":$column," 'the column is the key'\''s'
out_has '"pointer":"/messages/1/content"' 'and the pointer the text'\''s'

# Every string is looked at, but images are not.
printf '{"messages":[{"role":"user","content":"%s"},%s]}\n' "$token" \
	'{"role":"assistant","content":"Yes."}' >user
run ft-lint --select E801 user
status 1 'what the user says is looked at'
printf '{"prompt":"%s","completion":" a"}\n' "$token" >completion
run ft-lint --select E801 completion
status 1 'and what is in other formats'
printf '{"image_url":{"url":"data:image/png;base64,%s"}}\n' "$token" >image
run ft-lint --select E801 image
status 0 'but an image is not'

# Words that programs read are no prose; a secret is one everywhere.
cat >call <<'END'
{"messages":[{"role":"user","content":"Go"},{"role":"assistant","tool_calls":[{"id":"c","type":"function","function":{"name":"f","arguments":"{\"html\":\"<br>&amp;\"}"}}]},{"role":"tool","tool_call_id":"c","content":"<br>&amp; {name}"},{"role":"assistant","content":"Done."}]}
END
run ft-lint --select text,secret --format json call
out_has '"by_rule":{}' 'calls and results may hold markup'

# What the messages advise.
chat one two >lines
sed 's/$/\r/' lines >crlf
run ft-lint --select I009 crlf
out_has "sed 's/\\r\$//'" 'CRLF is told with the command against it'
sed 's/\r$//' crlf >mended
same mended lines 'which mends it'
{
	echo
	sed '1G' lines
} >blank
run ft-lint --select W010 blank
out_has "grep -v '^[[:space:]]*\$'" 'so are blank lines'
grep -v '^[[:space:]]*$' blank >mended
same mended lines 'which it leaves out'
printf %s "$(cat lines)" >unended
run ft-lint --select I011 unended
out_has "sed '\$a\\'" 'so is a last line without an end'
sed "\$a\\" unended >mended
same mended lines 'which it adds'
run ft-lint --select I009,W010,I011 lines
status 0 'a file of lines has none of these'
lacks '[W' 'nor a warning'
if command -v jq >/dev/null; then
	jq -c -s . lines >array
	run ft-lint -q array
	out_has "jq -c '.[]'" 'an array is told with the command against it'
	jq -c '.[]' array >mended
	same mended lines 'which makes lines of it'
	head -n 1 lines | jq . >pretty
	run ft-lint -q pretty
	out_has 'jq -c .' 'so is an object over several lines'
	jq -c . pretty >mended
	head -n 1 lines >one
	same mended one 'which makes a line of it'
else
	skip 'no jq' 'the commands for arrays and objects'
fi
printf '{ "messages": [\n{"role":"user","content":"a"}]}\n' >pretty
run ft-lint -q pretty
out_has 'over several lines' 'wherever its first line ends'

# No report shows a secret, whichever rule quotes the place.
key=$(printf 'gl%s-%s' pat Zk3Vq9LmX2Rt7Yp4NwB8)
{
	printf '{"messages":[{"role":"%s","content":"a\\n%s"},' "$key" "$key"
	printf '{"role":"boss","content":"%s"}],"%s":1}\n' "$key" "$key"
	printf '{"messages": "%s", }\n' "$key"
} >in
for format in text json jsonl sarif github junit; do
	run ft-lint --format $format --excerpt always in
	! grep -q "$key" out
	ok $? "no secret is in the report as $format"
done
run ft-lint --excerpt always --select E202,E051 in
out_has "unknown role '**************************'; known are" \
	'a finding that quotes one has stars'
out_has '"role":"boss","content":"**************************"' \
	'so has the place that is shown'
out_has 'in:2:44: error: expected a key' 'of what is no JSON, too'

# Hostile texts: a megabyte of what a rule begins with, and one record of each.
for piece in '{' '<' 'sk-' '1' '`' '@' 'a@' '+1' '[your ' 'eyJ' '&#' \
	'\u00c3\u0083' '-----BEGIN ' 'DE02 ' '\n\nHuman:' '\u202e'; do
	PIECE=$piece awk 'BEGIN {
		for (s = ENVIRON["PIECE"]; length(s) < 1048576; )
			s = s s
		printf "{\"messages\":[{\"role\":\"user\",\"content\":\"a\"}," \
			"{\"role\":\"assistant\",\"content\":\"%s\"}]}\n", s
	}' >hostile
	LIMIT=20 run ft-lint --format json hostile
	status 1 "a megabyte of $piece is looked through"
	lacks E051 'and is JSON'
done
plan
