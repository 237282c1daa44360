#!/bin/sh
# SPDX-License-Identifier: MIT
# ft-tokcount --decode: the numbers of tokens, and the text they stand for.
# shellcheck source=tests/cli/tap.sh
. "${0%/*}/tap.sh"

# Of several chunks, with characters that are several tokens each.
awk 'BEGIN { for (i = 0; i < 120000; i++)
	printf "%s", (i % 7 ? " word" : "\xc3\xa9t\xc3\xa9 123,\n\n\xf0\x9f\x8f\xba \0") }' >text
for e in cl100k_base o200k_base p50k_base r50k_base; do
	run ft-tokcount --raw --ids -e $e text
	mv out ids
	run ft-tokcount --decode -e $e ids
	same out text "a text comes back byte for byte in $e"
done
tr ' ' '\n' <ids >lines
run ft-tokcount --decode -e r50k_base -j1 lines
same out text 'from one number a line'
run ft-tokcount --decode -e r50k_base -j8 lines
same out text 'on any number of threads'
gzip -c ids >packed
run ft-tokcount --decode -e r50k_base packed
same out text 'from a file that is packed'

printf '<|endoftext|>a\n<|endofprompt|>' >special
run ft-tokcount --raw --ids --special special
mv out ids
run ft-tokcount --decode ids
same out special 'special tokens are their text'
printf '\357\273\277[15339,\n1917]\r\n\t000198' >list
run ft-tokcount --decode -e cl100k_base list
printf 'hello world\n' >want
same out want 'a list in JSON will do'
run ft-tokcount --decode -e cl100k_base list - list <list
cat want want want >three
same out three 'several files make one text'
: >nothing
run ft-tokcount --decode nothing
status 0 'nothing is'
empty out 'nothing'
awk 'BEGIN { for (i = 0; i < 600000; i++) printf " \n"; print 0 }' >blanks
run ft-tokcount --decode blanks
printf '!' >want
same out want 'blanks do not count'

wrong() { # TEXT PLACE MESSAGE
	# shellcheck disable=SC2059
	printf "$1" >ids
	run ft-tokcount --decode -e cl100k_base ids
	status 3 "$3: status 3"
	err_has "ft-tokcount: ids:$2: error: $3" "$3: told at $2"
}
wrong '0 1\n 2,abc 3' 2:4 "'abc' where the number of a token is due"
wrong '0 12x' 1:3 "'12x' where the number"
wrong '\357\273\2770 -1' 1:6 "'-1' where the number"
wrong '1.5' 1:1 "'1.5' where the number"
wrong '"0"' 1:1 "'\"0\"' where the number"
wrong '0 \033' 1:3 "'\\x1b' where the number"
wrong '0\0' 1:1 "'0"
wrong '100256' 1:1 'cl100k_base has no token 100256'
wrong '0 4294967296' 1:3 'cl100k_base has no token 4294967296'
wrong '0 18446744073709551616' 1:3 \
	'cl100k_base has no token 18446744073709551616'
wrong '0 00000000000000000000000000000000000000000' 1:3 \
	'cl100k_base has no token 00000000000000000000...'

# The place does not depend on where the input is cut.
for end in abc 9999999 "$(printf '%0300000d' 0)" "$(printf '%0300000d' 0 | tr 0 x)"; do
	{
		echo 1
		awk 'BEGIN { for (i = 0; i < 200000; i++) printf "64 " }'
		echo "$end"
		echo 64
	} >ids
	for j in 1 8; do
		run ft-tokcount --decode -j$j ids
		status 3 'a mistake after many numbers: status 3'
		err_has 'ids:2:600001: error: ' 'told with its place'
		[ "$(wc -c <out)" -eq 200001 ]
		ok $? 'and no more than what is before it is written'
	done
done
run ft-tokcount --decode -o made ids list
status 3 'what has a mistake in it'
[ ! -e made ]
ok $? 'makes no file'
err_has 'made: info: not written' 'which is told'
run ft-tokcount --decode -o made list
status 0 'without'
[ -s made ]
ok $? 'it does'

for other in --raw --per-line --ids --special --per-example --json '--over 1' \
	'--as request'; do
	# shellcheck disable=SC2086
	run ft-tokcount --decode $other list
	status 2 "--decode goes not with $other"
done
plan
