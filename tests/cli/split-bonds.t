#!/bin/sh
# SPDX-License-Identifier: MIT
# ft-split: groups, strata, folds, near duplicates, keys and the manifest.
# shellcheck source=tests/cli/tap.sh
. "${0%/*}/tap.sh"

fresh() { # an empty folder
	cd "$work" && rm -rf t && mkdir t && cd t || exit 99
}
lines() { # FILE N TITLE
	[ "$(wc -l <"$1")" -eq "$2" ]
	ok $? "$3"
}
# Conversations of three records each, on topics of 600, 300 and 100 records.
talk() { # RECORDS
	awk -v n="$1" 'BEGIN {
		for (i = 0; i < n; i++)
			printf "{\"id\":%d,\"meta\":{\"topic\":\"%s\"," \
				"\"talk\":%d}}\n", i, i % 10 < 6 ? "a" : \
				i % 10 < 9 ? "b" : "c", i / 3 }'
}
topics() { # FILE...: how many of each topic
	for file; do
		for topic in a b c; do
			grep -c "\"$topic\"" "$file"
		done
	done | tr '\n' ' '
}
talks() { # FILE...: in how many files a conversation is, at most
	for file; do
		sed 's/.*"talk":\([0-9]*\).*/\1/' "$file" | sort -u
	done | sort | uniq -c | awk '$1 > n { n = $1 } END { print n }'
}
is() { # GOT WANTED TITLE
	[ "$1" = "$2" ] || echo "# $1, not $2"
	[ "$1" = "$2" ]
	ok $? "$3"
}

fresh
talk 1000 >in
run ft-split --stratify meta.topic --test-ratio 0.1 -r 0.7 \
	--train a --validation b --test c in
status 0 '--stratify'
is "$(topics a b c)" '420 210 70 120 60 20 60 30 10 ' \
	'every value keeps its shares'
run ft-split -f -j1 --stratify meta.topic --test-ratio 0.1 -r 0.7 \
	--train a1 --validation b1 --test c1 in
cat a b c >all
cat a1 b1 c1 | cmp -s - all
ok $? '--stratify: the number of threads makes no difference'

run ft-split -f --group meta.talk -n 300 --train a --validation b in
is "$(talks a b)" 1 '--group: no conversation is parted'
lines b 300 '--group: the count is met where groups fit'

run ft-split -f --group meta.talk --stratify meta.topic -r 0.5 \
	--train a --validation b in
is "$(talks a b)" 1 'stratified groups: no conversation is parted'
topics a b >got
awk '{ exit !($1 >= 297 && $1 <= 303 && $2 >= 147 && $2 <= 153 &&
	$3 >= 48 && $3 <= 52) }' got
ok $? 'stratified groups: the shares are kept as nearly as they go'
cp a old
sort -r in >back
run ft-split -f --group meta.talk --stratify meta.topic -r 0.5 \
	--train a --validation b back
sort a >sorted
sort old | cmp -s - sorted
ok $? 'stratified groups: the order of the input makes no difference'
cat in | run ft-split -f --group meta.talk --stratify meta.topic -r 0.5 \
	--train a --validation b
cmp -s a old
ok $? 'stratified groups: nor does a pipe'

run ft-split -f --group meta.none in
status 1 '--group: a path that leads nowhere is refused'
err_has '--group: no record has a value at that path' 'and said'
run ft-split -f --stratify nothing in
status 1 '--stratify: likewise'
run ft-split -f -m hash --hash-key nothing in
status 1 '--hash-key: likewise'
is "$(find . -name '*train*')" '' 'and no file is left'
{ cat in && echo '{"id":"alone"}' && echo 'no json'; } >odd
run ft-split -f --group meta.talk --stratify meta.topic odd
status 0 'records without a value, or that are no JSON, are kept'
err_has '2 records have no value at meta.talk; each goes by itself' 'and told'
err_has '2 records have no value at meta.topic; they count as one more' \
	'of both paths'
awk 'BEGIN { for (i = 0; i < 70000; i++) print "{\"s\":" i "}" }' >many
run ft-split -f --stratify s many
status 1 'too many strata are refused'
err_has 'there are more than 65536 values' 'and said'

# Folds.
fresh
talk 100 >in
run ft-split -k 3 --json in
status 0 '--folds'
sed 's/.*"folds"/"folds"/' out >got
echo '"folds":[{"train":66,"validation":34},{"train":67,"validation":33},' \
	'{"train":67,"validation":33}]}' | tr -d ' ' >want
same got want 'the report has the folds'
cat in.fold*.valid.jsonl | sort >got
sort in | cmp -s - got
ok $? 'every record is for validation once'
for fold in 1 2 3; do
	cat in.fold$fold.*.jsonl | sort | cmp -s - got
	ok $? "fold $fold is the whole input"
done
run ft-split -k 12 --train 't-{}' --validation '{}/v{}' in
status 4 'a folder that is not there is not made'
mkdir 01 02 03 04 05 06 07 08 09 10 11 12
run ft-split -k 12 --train 't-{}' --validation '{}/v{}' in
status 0 'names have a place for the number'
[ -e t-01 ] && [ -e 01/v01 ] && [ -e t-12 ] && [ -e 12/v12 ]
ok $? 'which is as wide as the last'
run ft-split -f -k 3 --group meta.talk --stratify meta.topic in
is "$(talks in.fold*.valid.jsonl)" 1 'folds do not part groups'
printf '{"id":1}' >one
cat one one one one >four
run ft-split -k 3 four
status 1 'a fold without a record is an error'
err_has 'of 1 record none is left for' 'and said'
talk 200 >in
run ft-split -q -k 100 --manifest m in
status 0 'a hundred folds'
lines in.fold100.valid.jsonl 2 'the last of them'
run ft-split -f -q -k 100 --manifest m in
status 0 'a hundred folds in place of others'

# Hash keys.
fresh
talk 3000 >in
run ft-split -m hash --hash-key meta.talk --train a --validation b -r 0.5 in
status 0 '--hash-key'
is "$(talks a b)" 1 'records of one key stay together'
cp a old
run ft-split -f -m hash --group meta.talk --train a --validation b -r 0.5 in
same a old '--group says the same with hash'
head -n 1000 in >some
run ft-split -f -m hash --hash-key meta.talk --train c --validation d -r 0.5 some
grep -vxFf a c >got
empty got 'a record keeps its side when data are added'
run ft-split -q -f -m hash -k 4 --hash-key meta.talk in
is "$(talks in.fold*.valid.jsonl)" 1 'hash deals out folds'

# Near duplicates.
fresh
awk 'BEGIN {
	srand(1)
	for (i = 0; i < 200; i++) {
		text = ""
		for (w = 0; w < 50; w++)
			text = text " w" int(rand() * 1000)
		for (copy = 0; copy < 2; copy++)
			printf "{\"messages\":[{\"role\":\"user\",\"content\"" \
			":\"%s%s\"},{\"role\":\"assistant\",\"content\":" \
			"\"%d\"}],\"meta\":{\"talk\":%d}}\n", text, \
			copy ? "!" : "", i, i
	}
}' >in
run ft-split --json --near-duplicates -r 0.5 --train a --validation b in
status 0 '--near-duplicates'
out_has '"near_duplicates":{"joined":200,"threshold":0.8,"shingle":5,' \
	'the report has their number and the parameters'
is "$(talks a b)" 1 'look-alikes are not parted'
lines a 200 'and the share is met'
run ft-split -q -f -r 0.5 --train c --validation d in
is "$(talks c d)" 2 'which they are without it'
run ft-split -f -j1 --near-duplicates -r 0.5 --train c --validation d in
same c a 'near duplicates: the number of threads makes no difference'
err_has '200 near duplicates, kept together' 'people are told, too'
run ft-split -f -q -k 5 --near-duplicates in
is "$(talks in.fold*.valid.jsonl)" 1 'nor are they parted by folds'

# The manifest.
fresh
talk 50 >in.jsonl
sort -r in.jsonl >back.jsonl
run ft-split -q -s 7 --manifest m.json in.jsonl
status 0 '--manifest'
if command -v python3 >/dev/null; then
	cat >prove.py <<'EOF'
import json
import sys

m = json.load(open("m.json"))
parts = [int(o["digest"], 16) for o in m["outputs"]]
assert sum(parts) % 2**128 == int(m["input"]["digest"], 16)
assert sum(o["records"] for o in m["outputs"]) == m["input"]["records"] == 50
for o in [m["input"], *m["outputs"]]:
    text = open(o["file"], "rb").read()
    assert text.count(b"\n") == o["records"]
    assert len(text) - o["records"] == o["bytes"]
assert m["arguments"] == ["-q", "-s", "7", "--manifest", "m.json", "in.jsonl"]
assert (m["version"], m["seed"], m["method"]) == (1, 7, "shuffle")
assert (m["ratio_wanted"], m["ratio_reached"]) == (0.9, 0.9)
EOF
	run python3 prove.py
	status 0 'its digests add up, its counts are those of the files'
else
	skip 'no python3' 'its digests add up, its counts are those of the files'
fi
talk 100000 >in.jsonl
run ft-split -q -f -j1 --manifest m in.jsonl
sed 's/"-j1"/"-j8"/' m >was
run ft-split -q -f -j8 --manifest m in.jsonl
same m was 'nor does the manifest depend on the number of threads'
talk 50 >in.jsonl
sed 's/.*"input":{[^}]*"digest":"\([0-9a-f]*\)".*/\1/' m.json >was
run ft-split -q -s 8 --manifest m2.json back.jsonl
sed 's/.*"input":{[^}]*"digest":"\([0-9a-f]*\)".*/\1/' m2.json >is
same is was 'the digest does not depend on the order of the records'
run ft-split -q --manifest m.json --train a --validation b in.jsonl
status 2 'a manifest that exists is not overwritten'
run ft-split -f -q --manifest a --train a --validation b in.jsonl
status 2 'nor does one take the name of a side'
err_has 'a cannot take both the training records and the manifest' 'as is said'
run ft-split -f -q --manifest in.jsonl --train a --validation b in.jsonl
status 2 'nor that of the input'
run ft-split -q -m hash --manifest - --train a --validation b in.jsonl
status 0 'a manifest on standard output'
out_has '"method":"hash"' 'is that'
run ft-split -q -f --manifest - --json --train a --validation b in.jsonl
status 2 'which cannot be the report as well'
awk 'BEGIN { for (i = 0; i < 50; i++) print "{\"id\":1}" }' >same.jsonl
run ft-split --manifest none.json same.jsonl
status 1 'where nothing is written'
[ ! -e none.json ]
ok $? 'there is no manifest'

for wrong in '--folds 1' '--folds 101' '--folds 3 -r 0.5' '--folds 3 -n 5' \
	'--folds 3 --train a' '--group .a' '--stratify a..b' '--hash-key a' \
	'-m hash --hash-key a --group b' '-m hash --stratify a' \
	'-m hash --near-duplicates' '-m order --group a' '-m order -k 3' \
	'-m order --stratify a' '-m order --near-duplicates' \
	'--threshold 0.9' '--near-duplicates --threshold 0.4' \
	'--near-duplicates --threshold 1.1' \
	'--near-duplicates --threshold nan' '--near-duplicates --allow-leak'; do
	# shellcheck disable=SC2086 # they are several words
	run ft-split $wrong in.jsonl
	status 2 "refused: $wrong"
done
plan
