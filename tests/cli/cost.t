#!/bin/sh
# SPDX-License-Identifier: MIT
# ft-cost: what it bills, for which model, and what it says about it.
# shellcheck disable=SC2016 # dollars are meant
# shellcheck source=tests/cli/tap.sh
. "${0%/*}/tap.sh"

cost() {
	run ft-cost --today 2026-10-01 "$@"
}
field() { # KEY VALUE TITLE: of the first model in JSON
	got=$(sed 's/},{.*//; s/.*"'"$1"'":\("[^"]*"\|[^,}]*\).*/\1/' out)
	[ "$got" = "$2" ]
	ok $? "$3"
	[ "$got" = "$2" ] || echo "# $1 is $got, not $2"
}
chat() { # N TEXT: N examples
	i=0
	while [ $i -lt "$1" ]; do
		printf '{"messages":[{"role":"user","content":"%s"},' "$2"
		printf '{"role":"assistant","content":"pong"}]}\n'
		i=$((i + 1))
	done
}

# Without a file.
cost -m gpt-3.5-turbo --tokens 100000 --epochs 3
out_has '$2.40' '100,000 tokens, 3 epochs, gpt-3.5-turbo: $2.40'
out_has '100,000' 'thousands are grouped'
out_has '300,000' 'all epochs are summed'
status 0 'a price is status 0'
err_has 'gpt-3.5-turbo-0125: will be shut down on 2026-10-23, in 22 days' \
	'a near end is told'

cost -m gpt-3.5-turbo --tokens 100000 --epochs 3 --json
cat >want <<'EOT'
{"models":[{"model":"gpt-3.5-turbo-0125","provider":"openai","method":"supervised","tokens":100000,"billed_tokens":100000,"epochs":3,"price_per_million_usd":8,"price_date":"2026-10-01","source":"OpenAI pricing page, snapshot of about Sept-Oct 2026","cost_usd":2.4,"shutdown_date":"2026-10-23"}]}
EOT
same out want 'the JSON is as promised, to the byte'

cost --today 2026-10-23 -m gpt-3.5-turbo --tokens 1 -e 1
err_has 'gpt-3.5-turbo-0125: shut down on 2026-10-23' 'an end is told'
out_has 'shut down on 2026-10-23' 'and shown in the table'
out_has '$0.000008' 'a small price is not made nothing'
cost --today 2025-01-01 -m gpt-3.5-turbo --tokens 1 -e 1
empty err 'a far end is not told'
out_has 'until 2026-10-23' 'but shown'
cost -q -m gpt-3.5-turbo --tokens 1 -e 1
empty err '--quiet is quiet'

cost -m gpt-4o --tokens 1000 --examples 5 --json
field epochs 20 '5 examples: 20 epochs'
cost -m gpt-4o --tokens 1000 --examples 10 --json
field epochs 10 '10 examples: 10 epochs'
cost -m gpt-4o --tokens 1000 --examples 103 --json
field epochs 3 '103 examples: 3 epochs'
cost -m gpt-4o --tokens 1000 --examples 30000 --json
field epochs 1 '30,000 examples: 1 epoch'
cost -m gpt-4o --tokens 1000
err_has '3 epochs' 'epochs that are assumed are told'
cost -m gpt-4o --tokens 1000 --examples 9
err_has 'OpenAI wants at least 10 examples, not 9' 'too few examples are told'
cost --today 2025-01-01 -m gpt-4o --tokens 1000 --examples 10
empty err 'ten are not too few'

# Which model.
cost -m ft:gpt-4.1-2025-04-14:acme::Ab1 --tokens 1000000 -e 1 --json
field model '"gpt-4.1-2025-04-14"' 'a fine-tuned model costs as its base'
field cost_usd 25 'whole dollars are whole numbers'
cost -m gpt-4.1 -m gpt-4o-mini -m gpt-4.1-2025-04-14 --tokens 1000000 -e 1
[ "$(wc -l <out)" -eq 3 ]
ok $? 'a model named twice is priced once'
cost -m gpt-4o-mni --tokens 1 -e 1
err_has 'gpt-4o-mni: not in the table of models; did you mean gpt-4o-mini' \
	'a name that only looks right is told'
cost -m gtp-4o-mini --tokens 1 -e 1
status 2 'an unknown model is status 2'
err_has "did you mean gpt-4o-mini" 'with what may be meant'
empty out 'and nothing is printed'
cost -m azure/gpt-4o --tokens 1000 -e 1
out_has 'no price known' 'an unknown price is told'
status 0 'and is status 0'
cost -m azure/gpt-4o --tokens 1000 -e 1 --json
field cost_usd null 'an unknown price is null, not 0'
field price_per_million_usd null 'so is the price of a million'
cost -m gpt-5.2 --tokens 1000 -e 1 --json
field provider null 'a model outside the table has no provider'
cost -m o4-mini --method reinforcement --tokens 1000 -e 1
out_has '$100.00/h' 'training by the hour has its price'
out_has 'by the hour' 'and no sum'
cost -m o4-mini --tokens 1000 -e 1
err_has 'not known to be trained by supervised' 'a wrong method is told'
cost --all-models --tokens 1000 -e 1
out_has 'gpt-4.1-mini-2025-04-14' 'all models are all'
grep -q o4-mini out
[ $? -eq 1 ]
ok $? 'but those of another method'
cost --all-models --method reinforcement --tokens 1000 -e 1
out_has 'o4-mini-2025-04-16' 'which are there with it'

# Prices of one's own.
cost -m gpt-4o --tokens 1000000 -e 1 --price 1.875
out_has '$1.875  $1.88' 'a price is shown as it is, a cost in cents'
cost -m gpt-4o --tokens 1000000 -e 2 --price 1.5 --json
field cost_usd 3 '--price overrides'
field source '"--price"' 'and is the source'
field price_date null 'whose date nobody knows'
printf 'provider\tmodel\ttrain\tprice_date\n' >mine
printf 'openai\tgpt-4o-2024-08-06\t1.25\t2026-11\n' >>mine
printf 'acme\tbig\t0.000001\t-\n' >>mine
cost --prices mine -m gpt-4o --tokens 1000000 -e 1 --json
field cost_usd 1.25 "a table of one's own replaces a price"
field source '"mine"' 'and is the source'
field price_date '"2026-11"' 'with its date'
field shutdown_date '"2027-01-14"' 'and keeps the rest'
cost --prices mine -m acme/big --tokens 1000000 -e 1 --json
field cost_usd 0.000001 "a table of one's own adds a model"
printf 'provider\tmodel\ttrain\nopenai\tgpt-4o\t8 USD\n' >bad
cost --prices bad -m gpt-4o --tokens 1 -e 1
status 3 'a bad table is status 3'
err_has "bad:2:15: error: column 'train' wants a price" 'with its place'
cost --prices nowhere -m gpt-4o --tokens 1 -e 1
status 4 'a missing table is status 4'
cost --prices . -m gpt-4o --tokens 1 -e 1
status 4 'so is a folder'
cost --prices - -m gpt-4o --tokens 1000000 -e 1 --json <mine
field cost_usd 1.25 'a table may come from standard input'
yes '# a comment' | head -c 5000000 >long
cost --prices long -m gpt-4o --tokens 1 -e 1
status 3 'a table of 5 MB is status 3'
cost --list-models
out_has '2026-10-01, OpenAI pricing page' 'figures have date and source'
cost --list-models --prices mine
out_has 'training $0.000001 per 1M tokens (mine)' 'own figures too'
cost --list-models --json
out_has '{"model":"gpt-4.1-2025-04-14","provider":"openai","aliases":["gpt-4.1"],' \
	'the table is JSON too'

# The gate.
cost -m gpt-3.5-turbo --tokens 100000 -e 3 --max-cost 2.40
status 0 'a cost at the budget passes'
cost -m gpt-3.5-turbo --tokens 100000 -e 3 --max-cost 2.399999999
status 1 'a nano-dollar above does not'
err_has 'gpt-3.5-turbo-0125: $2.40 is above --max-cost 2.399999999' \
	'and it is told why'
out_has '$2.40' 'after the report'
cost -m azure/gpt-4o -m gpt-4o-mini --tokens 1000 -e 1 --max-cost 1
status 0 'a model without a price is not above the budget'
cost -m azure/gpt-4o --tokens 1000 -e 1 --max-cost 1
status 1 'but does not pass alone'

# Wrong options.
for wrong in '--epochs 0' '--epochs -1' '--epochs many' '--price -1' \
    '--price 8USD' '--max-cost 1e3' '--today 2026-13-01' '--today 2026-10' \
    '--method dpo' '--tokens 1.5' '--tokens 18446744073709551616' '--examples 5' '--tokens 1 file'; do
	# shellcheck disable=SC2086 # words on purpose
	cost $wrong </dev/null
	status 2 "$wrong is status 2"
done
cost -m gpt-4o --tokens 18446744073709551615 -e 2
status 2 'more than there is money for is status 2'

# Files.
chat 10 ping >ten
cost ten --json
field tokens 100 'ten examples of 4 + 1 + 4 + 1 tokens'
field billed_tokens 100 'all of them billed'
field epochs 10 'for ten epochs'
field cost_usd 0.003 'cost 100 * 10 * $3 / 1M'
field model '"gpt-4o-mini-2024-07-18"' 'of the usual model'
status 0 'status 0'
cost ten ten --json
field tokens 200 'two files are summed'
cost --json <ten
field tokens 100 'standard input is counted'
cost --json -- - <ten
field tokens 100 'also as -'
cost -j 1 ten ten ten >/dev/null && mv out one
cost -j 4 ten ten ten
same out one 'threads change nothing'

words() { # N: "the the the", one token a word
	i=0
	while [ $i -lt "$1" ]; do
		printf 'the '
		i=$((i + 1))
	done
}
chat 1 "$(words 16400)" >long
cost -m gpt-3.5-turbo -m gpt-4-0613 long ten -e 1 --json
field tokens 16510 'a long example is counted in full'
field billed_tokens 16485 'and billed up to the limit'
err_has 'gpt-3.5-turbo-0125: 1 example is above the limit of 16,385 tokens' \
	'which is told'

chat 3 ping >three
cost --validation three ten
out_has 'Validation: 3 examples, 30 tokens in o200k_base, not billed' \
	'a validation file is shown and not billed'
out_has '$0.003' 'the price is that without it'
cost -m gpt-3.5-turbo -m gpt-4o ten
out_has 'Training: 10 examples, 100 tokens in cl100k_base, 100 tokens in o200k_base' \
	'each encoding has its count'

cost --validation - ten <three
out_has 'Validation: 3 examples' 'the validation file may be standard input'
cost --validation - <three
status 2 'but not when the training file is'
cost --prices - <three
status 2 'nor when the table is'
cost --validation nowhere ten
status 4 'a missing validation file is status 4'
out_has '$0.003' 'and the price is said'
cost -m gpt-4o -m azure/Qwen3-32B ten
err_has 'Qwen3-32B: the tokens cannot be counted' \
	'a model without an encoding is not counted'
cost -m azure/Qwen3-32B ten
status 2 'which alone is status 2'
cost -m azure/Qwen3-32B --tokens 1000 -e 1 --price 2 --json
field cost_usd 0.002 'a sum can be priced without an encoding'
cost --all-models ten --json
out_has '"model":"Qwen3-32B","provider":"azure","method":"supervised","tokens":null,"billed_tokens":null,' \
	'what was not counted is null'
gzip -c ten >ten.gz
cost ten.gz --json
field tokens 100 'packed files are read'
cost -o result --json ten
empty out '--output leaves standard output empty'
mv result out
field tokens 100 'and takes the report'
esc=$(printf '\033[2J')
cost -m "gpt-5-$esc" --tokens 1 -e 1
out_has 'gpt-5-\x1b[2J' 'names cannot drive a terminal'

# What is no example.
{
	cat ten
	echo '{"messages":['
	echo '[1]'
	echo 'null'
	echo
	echo '{"answer":42}'
	echo '{"answer":43}'
	echo '{"answer":44}'
} >damaged
cost damaged
status 3 'damage is status 3'
err_has 'damaged:11:' 'with its line'
err_has 'damaged:12:' 'each with its line'
err_has 'damaged:15:' 'blank lines count as lines'
err_has '6 records are no example and not in the price' 'and all are counted'
out_has 'Training: 10 examples, 100 tokens' 'the rest is priced'
cost nowhere ten
status 4 'a missing file is status 4'
out_has 'Training: 10 examples, 100 tokens' 'and the next is read'
cost /dev/null
status 0 'no examples are no error'
err_has 'OpenAI wants at least 10 examples, not 0' 'but too few'

# What ft-tokcount printed.
cat >sum <<'EOT'
{"model":"gpt-3.5-turbo-0125","encoding":"cl100k_base","as":"training","total":{"examples":103,"tokens":48661,"assistant_tokens":1,"messages":309,"bytes":1,"distribution":{"tokens":{"min":400,"median":470,"mean":472.4,"p90":480,"p95":490,"p99":495,"max":500}}},"files":[]}
EOT
cost -m gpt-3.5-turbo sum --json
field tokens 48661 'a sum is read'
field epochs 3 'with its examples'
field cost_usd 1.167864 '48,661 * 3 * $8 / 1M'
silent_but_end=$(grep -cv 'shut down\|training job' err)
[ "$silent_but_end" -eq 0 ]
ok $? 'and nothing is said'
cost -m gpt-3.5-turbo sum ten --json
field tokens 48761 'a sum and a file are summed'
cost -m gpt-3.5-turbo -m gpt-4o sum --json
err_has 'sum:1:1: warning: gpt-4o-2024-08-06 counts in o200k_base, not in cl100k_base' \
	'a sum in another encoding is told'
out_has '"model":"gpt-4o-2024-08-06","provider":"openai","method":"supervised","tokens":null,' \
	'and not taken for the right one'
sed 's/"max":500/"max":16386/; s/"training"/"request"/' sum >sum2
cost -m gpt-3.5-turbo sum2
err_has 'less is billed' 'examples above the limit are told'
err_has 'not counted as for training' 'so is another way to count'
sed 's/48661/18446744073709551615/' sum >sum3
cost -m gpt-3.5-turbo sum3 sum3
status 3 'sums beyond counting are status 3'
err_has 'sum3:1:1: error: more tokens than can be counted' 'which is told'
sed 's/48661/-1/' sum >sum4
cost -m gpt-3.5-turbo sum4
status 3 'a sum that is no number is no sum'
err_has 'sum4:1:1: error: no training example' 'and told as what it is'

plan
