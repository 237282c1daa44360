#!/bin/sh
# SPDX-License-Identifier: MIT
# ft-tokcount -e FILE: vocabularies from files.
# shellcheck source=tests/cli/tap.sh
. "${0%/*}/tap.sh"
XDG_CACHE_HOME=$work/cache
export XDG_CACHE_HOME

# The single bytes, "ab" and "abc"; "12".
perl -MMIME::Base64 -e 'print encode_base64(chr, ""), " $_\n" for 0 .. 255;
	print encode_base64("ab", ""), " 300\n";
	print encode_base64("abc", ""), " 301\n";
	print encode_base64("12", ""), " 302\n"' >small.tiktoken
printf 'abc ab' >text
run ft-tokcount -e small.tiktoken --raw --ids text
status 0 'a .tiktoken file is an encoding'
echo '301 32 97 98' >want # " ab" is a piece
sed 's/97 98/300/' want >want2
same out want2 'its merges are made by rank'
err_has 'small.tiktoken: warning: the file does not say how' \
	'that the pattern is not known is said'
run ft-tokcount -q -e small.tiktoken --raw --ids text
same out want2 'from the cache it is the same'
empty err '--quiet does not say it'
run ft-tokcount -e small.tiktoken --pattern cl100k_base --raw --ids text
empty err 'neither is it said where --pattern says which'
printf 12345 >digits
run ft-tokcount -e small.tiktoken --pattern llama3 --raw --ids digits
echo '302 51 52 53' >want
same out want 'Llama 3 has pieces of three digits'
run ft-tokcount -e small.tiktoken --pattern qwen2 --raw --ids digits
echo '49 50 51 52 53' >want
same out want 'Qwen of one'
run ft-tokcount -e small.tiktoken --pattern '..' --raw --ids digits
echo '302 51 52 53' >want
same out want 'a regular expression may say it'

run ft-tokcount -q -e small.tiktoken --json --raw text
out_has '"model":null,"encoding":"small.tiktoken"' 'JSON has the name of the file'
printf '%s\n' '{"messages":[{"role":"user","content":"abc"}]}' >chat
run ft-tokcount -q -e small.tiktoken chat
printf '         8        1 chat\n' >want # 3 + 4 for "user" + 1
same out want 'examples are counted in it'
run ft-tokcount -q -e small.tiktoken --decode want2
same out text 'its ids are decoded'

run ft-tokcount -e "$top/common/token/vocab/r50k_base.tiktoken" --json \
	--raw text
out_has '"encoding":"r50k_base"' 'a vocabulary that is built in is that encoding'
empty err 'with its own pattern'

# A tokenizer.json with other ids, an added and a special token.
perl -e 'use utf8; binmode STDOUT, ":utf8";
	my ($n, @v) = (256);
	for my $b (0 .. 255) {
		my $c = $b >= 33 && $b <= 126 || $b >= 161 && $b != 173
		    ? $b : $n++;
		my $s = chr $c;
		$s =~ s/(["\\])/\\$1/;
		push @v, "\"$s\":" . ($b + 1000);
	}
	print "{\"added_tokens\":[{\"id\":2000,\"content\":\"<s>\",",
	    "\"special\":true},{\"id\":2001,\"content\":\"<tool>\",",
	    "\"special\":false}],\"normalizer\":{\"type\":\"NFC\"},",
	    "\"pre_tokenizer\":{\"type\":\"ByteLevel\",",
	    "\"add_prefix_space\":false},\"model\":{\"type\":\"BPE\",",
	    "\"vocab\":{", join(",", @v), ",\"ab\":7,\"abc\":5},",
	    "\"merges\":[\"a b\",[\"ab\",\"c\"]]}}\n"' >tokenizer.json
printf '<s>abc<tool>ab' >tagged
run ft-tokcount -e tokenizer.json --raw --ids tagged
echo '1060 1115 1062 5 2001 7' >want
same out want 'a tokenizer.json is one, with its added tokens'
empty err 'and has a pattern of its own'
run ft-tokcount -e tokenizer.json --raw --ids --special tagged
echo '2000 5 2001 7' >want
same out want 'special tokens are found with --special'

# The same text by many threads, and in one part.
i=0
while [ $i -lt 4000 ]; do
	echo "abc <tool> e abc ab <s> 12 $i"
	i=$((i + 1))
done >long
ft-tokcount -j1 -e tokenizer.json --raw --ids long >want
run ft-tokcount -j4 -e tokenizer.json --raw --ids long
same out want 'threads change nothing'

rm -rf cache
for i in 1 2 3 4 5 6; do
	ft-tokcount -e tokenizer.json --raw tagged >"out$i" 2>&1 &
done
wait
cat out? | sort -u >out
echo '         6        1 tagged' >want
same out want 'many programs compile it at once'
ls -A cache/ft >out
wc -l <out | tr -d ' ' >lines
echo 1 >want
same lines want 'and leave one file'
for file in cache/ft/*; do
	printf x | dd of="$file" bs=1 seek=5000 conv=notrunc 2>/dev/null
done
run ft-tokcount -e tokenizer.json --raw tagged
printf '         6        1 tagged\n' >want
same out want 'a damaged cache does not matter'
empty err 'and is not spoken of'
run env XDG_CACHE_HOME=/proc/none ft-tokcount -e tokenizer.json --raw tagged
same out want 'neither does one that cannot be'
empty err 'nor is that'
mkfifo pipe
cat tokenizer.json >pipe &
run ft-tokcount -e pipe --raw tagged
same out want 'a pipe is read once'
wait

# What is refused.
run ft-tokcount -e none.json text
status 2 'a name that is no file is a mistake of the command line'
err_has "unknown encoding 'none.json', and there is no such file" 'it says so'
run ft-tokcount -e tokenizer.json --pattern gpt2 text
status 2 'so is a pattern for a tokenizer.json'
run ft-tokcount -e cl100k_base --pattern gpt2 text
status 2 'or for an encoding that is built in'
run ft-tokcount -e small.tiktoken --pattern '(' text
status 2 'or one that is no pattern'
run ft-tokcount -e .  text
status 4 'a folder cannot be read'
sed '3s/ / x/' small.tiktoken >bad
run ft-tokcount -e bad text
status 3 'a malformed file is status 3'
err_has 'bad:3:6: error: the rank is not a number' 'with line and column'
sed 's/"BPE"/"Unigram"/' tokenizer.json >unigram
run ft-tokcount -e unigram text
status 3 'so is another model'
err_has "the model 'Unigram' is not supported: only byte-level BPE is" \
	'it says what is supported'
sed 's/ByteLevel/Metaspace/' tokenizer.json >metaspace
run ft-tokcount -e metaspace text
status 3 'so is one that is not byte-level'
printf '\n\016\n\005<unk>\025\000\000\000\000\030\002' >model
run ft-tokcount -e model text
status 3 'so is a SentencePiece model'
err_has 'only byte-level BPE is supported' 'it says that too'
printf 'a%.0s' 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20 21 22 23 \
	24 25 26 27 28 29 30 31 32 33 34 35 36 37 38 39 40 >aaa
run ft-tokcount -e small.tiktoken --pattern '(a+)+[bc]' --raw aaa
status 3 'a pattern that takes too long is given up'
err_has 'too costly' 'and told'
plan
