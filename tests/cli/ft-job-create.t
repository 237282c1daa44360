#!/bin/sh
# SPDX-License-Identifier: MIT
# ft-job create from files that are here: looked at, priced, sent, trained on.
# shellcheck source=tests/cli/tap.sh
. "${0%/*}/tap.sh"
# shellcheck source=tests/cli/job.sh
. "$top/tests/cli/job.sh"

XDG_STATE_HOME=$work/state
export XDG_STATE_HOME
files=/v1/files
cp "$top/data-samples/chat.jsonl" train.jsonl
head -n 3 train.jsonl | sed 's/When/On which day/; s/Can/May/' |
	head -n 2 >valid.jsonl
of() { # PATH OPTION...: a job of that file
	path=$1
	shift
	run ft-job create --today 2026-11-21 -m gpt-4o-mini \
		--training-file "$path" "$@"
}
untouched() { # TITLE: nothing was sent or created
	[ "$(fake_count POST '[^"]*')" -eq 0 ]
	ok $? "$1"
	: >fake.log
}
on_terminal() { # ANSWER OPTION...: what is told to a terminal, in ./told
	answers=$1
	shift
	cat >terminal.py <<-'end'
		import os, pty, signal, sys
		signal.signal(signal.SIGINT, signal.SIG_DFL)
		told = b""
		def read(fd):
		    global told
		    piece = os.read(fd, 1024)
		    told += piece
		    if b"[y/N]" in told:
		        told = b""
		        os.write(fd, open(sys.argv[1], "rb").read())
		    return piece
		status = pty.spawn(sys.argv[2:], read)
		sys.exit(os.waitstatus_to_exitcode(status) & 255)
	end
	run python3 terminal.py "$answers" ft-job create --today 2026-11-21 \
		-m gpt-4o-mini --training-file train.jsonl "$@"
	tr -d '\r' <out >told
}

# The price, and what would be sent.
of train.jsonl -n -e 3
status 0 '-n: status 0'
cat >want <<'end'
train.jsonl: 31 examples, 1,807 tokens in o200k_base
model                   per epoch  epochs  tokens  per 1M   cost  priced
gpt-4o-mini-2024-07-18      1,807       3   5,421   $3.00  $0.02  2026-10-01
end
grep -v '^ft-job: ' err >got
same got want 'the price is that of ft-cost'
ft-cost -q -m gpt-4o-mini -e 3 train.jsonl | tail -n 1 >cost
grep -q ' 1,807 .* 5,421 .*0\.02 ' cost
ok $? 'which says the same'
out_has '"training_file":"train.jsonl"' 'the request has the path yet'
err_has 'train.jsonl: info: would send 9,364 bytes to ' 'to be sent'
untouched 'nothing is sent'
of train.jsonl -n -q
empty err '-q: nothing but the request'
of train.jsonl -n
err_has ' auto: 3 ' 'epochs are those that the provider chooses'
of train.jsonl -n --set method.supervised.hyperparameters.n_epochs=5
err_has ' 1,807       5   9,035 ' 'or those of --set'

# The way from a file to a job.
of train.jsonl --validation-file ./valid.jsonl -e 2 --id
status 0 'a job of two files that are here'
lines out 1 'standard output has the job alone'
grep -q '^ftjob-' out
ok $? 'or its id'
[ "$(fake_count POST $files)" -eq 2 ]
ok $? 'both were sent'
[ "$(fake_count POST $jobs)" -eq 1 ]
ok $? 'a job was created'
ft-job show "$(cat out)" >job 2>err
ft-files list --id >ids
lines ids 2 'the server has both'
has job "\"validation_file\":\"$(sed -n 1p ids)\"" 'one to validate with'
has job "\"training_file\":\"$(sed -n 2p ids)\"" 'one to train on'
: >fake.log
of train.jsonl --validation-file valid.jsonl -e 2
status 0 'the same again'
[ "$(fake_count POST $files)" -eq 0 ]
ok $? 'sends no byte twice'
err_has 'train.jsonl: info: the server has it already, as file-' 'and says so'
: >fake.log
fake_post config '{"process_after":2}'
sed 's/beans/peas/' train.jsonl >other.jsonl
of other.jsonl --follow --interval 0.01
status 0 'a job is created when the server can use its file'
fake_post config '{"process_after":0}'
tail -n 1 out >model
grep -q '^ft:gpt-4o-mini' model
ok $? '--follow: and followed to its model'
err_has ' trained tokens; $0.0' 'with the price'
fake_post config '{"process_after":1000}'
sed 's/beans/chard/' train.jsonl >slow.jsonl
of slow.jsonl --timeout 0
status 75 'no longer than --timeout'
err_has 'slow.jsonl: error: still uploaded after 0 s' 'which is said'
sed 's/beans/leeks/' train.jsonl >bad.jsonl
fake_post faults "{\"on\":\"GET $files/*\",\"edit\":{\"/status\":\"error\",\"/status_details\":\"no good\"}}"
: >fake.log
of bad.jsonl
status 1 'a file that the server cannot use'
err_has 'bad.jsonl: error: error: no good' 'is told in its words'
[ "$(fake_count POST $jobs)" -eq 0 ]
ok $? 'and trains nothing'
fake_post config '{"process_after":0}'
quiet_fake
gzip -c train.jsonl >packed.jsonl.gz
of packed.jsonl.gz -e 1
status 0 'what is packed is unpacked'
err_has '1,807 tokens' 'for the count, too'

# An interrupt in the middle.
sed 's/beans/plums/' train.jsonl >slow.jsonl
fails stalled-upload "POST $files"
python3 -c 'import os, signal, sys
signal.signal(signal.SIGINT, signal.SIG_DFL)
os.execvp(sys.argv[1], sys.argv[1:])' \
	ft-job create -q --today 2026-11-21 -m gpt-4o-mini \
	--training-file slow.jsonl >out 2>err &
pid=$!
fake_wait POST $files 1 stalled
kill -INT $pid
wait $pid
rc=$?
status 130 'SIGINT while a file is sent: status 130'
empty out 'no job'
of slow.jsonl --id
status 0 'the same again makes it'

# Mistakes of the data.
: >fake.log
head -n 5 train.jsonl >few.jsonl
of few.jsonl
status 1 'what ft-lint finds stops it'
err_has '[E003 too-few-examples]' 'with its report'
err_has 'few.jsonl: error: not sent: ft-lint found errors' 'for that file'
untouched 'and nothing is sent'
of train.jsonl --validation-file few.jsonl
status 1 'examples to train on and to validate with'
err_has '[E605 leaked-example]' 'are not the same'
untouched 'nor is the training file sent then'
echo '{"messages":[]}' >none.jsonl
of train.jsonl --validation-file none.jsonl
status 1 'nor is it where the other is wrong'
untouched 'nothing is sent'
of train.jsonl --method preference
status 1 '--method says what the examples are to be'
untouched 'nothing is sent'
of few.jsonl --no-lint -e 1 --id
status 0 '--no-lint: it is not looked at'
echo x >>few.jsonl
of few.jsonl --no-lint -e 1 -n
err_has 'few.jsonl: warning: 1 record is no example and not in the price' \
	'but counted'
: >fake.log

# The budget.
of train.jsonl -e 3 --max-cost 0.0162
status 1 'above --max-cost: status 1'
err_has 'train.jsonl: error: $0.02 is above --max-cost 0.0162' 'told'
untouched 'and nothing is sent'
of train.jsonl -e 3 --max-cost 0.0163 --id
status 0 'below it, a job'
: >fake.log
run ft-job create -m fake-base --training-file train.jsonl --max-cost 9
status 1 'a price that is not known is above all'
err_has 'no price known to hold to --max-cost' 'which is said'
err_has 'train.jsonl: warning: its tokens cannot be counted' 'with why'
untouched 'nothing is sent'
id=$(ft-files list --id | tail -n 1)
of "$id" -e 3 --max-cost 0.0001
status 1 'a file of the server is counted for it, too'
err_has ' is above --max-cost 0.0001' 'the same'
fake_post faults "{\"name\":\"403\",\"on\":\"GET $files/*/content\",\"times\":0}"
of "$id" -e 3 --max-cost 9
status 1 'what the server does not give is not known'
err_has 'the training file cannot be counted: ' 'which is said'
of "$id" -e 3 --id
status 0 'and not asked for without a budget'
quiet_fake
of train.jsonl --max-cost x
status 2 '--max-cost that is no money is refused'

# The guard stands before all.
: >fake.log
run ft-job create --today 2026-12-30 -m gpt-4o-mini --training-file train.jsonl
status 5 'a dying model'
untouched 'gets no file'
fake_post config '{"training":false}'
sed 's/beans/kale/' train.jsonl >late.jsonl
of late.jsonl
status 5 'who may not train'
err_has 'training_not_available' 'is told'
fake_post config '{"training":true}'

# Ids and paths.
: >file-abc
of file-abc -n
out_has '"training_file":"file-abc"' 'what has the form of an id is one'
err_has 'file-abc: warning: taken for an id, though' 'but said if it is a file'
cp train.jsonl file-abc
of ./file-abc -n
err_has '31 examples' 'which ./ says'
cp train.jsonl plain
of plain -n
err_has 'plain: 31 examples' 'another name is that of a file, if there is one'
of strange -n
out_has '"training_file":"strange"' 'and else an id'
err_has 'will be shut down' 'nothing is told of it'
for path in none-there.jsonl ./none none/there x.jsonl.gz; do
	of $path -n
	status 4 "$path is a path that is not there"
done
mkdir folder.jsonl
of folder.jsonl
status 4 'a folder is no file'
of -
status 2 'standard input cannot be read twice'

# On a terminal somebody is asked.
: >fake.log
echo n >no
echo yes >yes
printf '\004' >nothing
for answer in no nothing; do
	on_terminal $answer -e 3
	status 1 "on a terminal, $answer is no"
	has told 'Train gpt-4o-mini for about $0.02? [y/N] ' 'to a question'
	untouched 'and nothing is sent'
done
printf '\003' >interrupt
on_terminal interrupt -e 3
status 254 'an interrupt is none' # as Python has SIGINT
untouched 'and nothing is sent'
on_terminal yes -e 3 --id
status 0 'yes is yes'
grep -q '^ftjob-' told
ok $? 'and creates the job'
on_terminal no --yes --id
status 0 '--yes: nobody asks'
! grep -q 'y/N' told
ok $? 'nothing'

# Together, which estimates the price itself.
FT_PROVIDER=together OPENAI_BASE_URL=$fake/together/v1
export FT_PROVIDER
qwen=Qwen/Qwen3-8B
run ft-job create -m $qwen --training-file train.jsonl -e 2 --learning-rate 1e-5
status 0 'together: a job of a file that is here'
out_has '"n_epochs":2' 'with what was asked for'
err_has 'Together estimates $0.00' 'and the price that it estimates'
: >fake.log
fake_post faults '{"on":"POST */estimate-price","edit":{"/estimated_total_price":3.5},"times":2}'
run ft-job create -m $qwen --training-file train.jsonl --max-cost 3.49
status 1 'together: above --max-cost'
err_has "the provider's estimate of \$3.50 is above --max-cost 3.49" 'told'
[ "$(fake_count POST '/together/v1/fine-tunes')" -eq 0 ]
ok $? 'no job'
run ft-job create -m $qwen --training-file train.jsonl --max-cost 3.50
status 0 'together: not above it'
fails 500 'POST */estimate-price' 9
run ft-job create -m $qwen --training-file train.jsonl --retries 0 --max-cost 9
status 75 'together: no estimate, no budget, no job'
run ft-job create -m $qwen --training-file train.jsonl --retries 0
status 0 'together: without a budget it is only said'
err_has 'Together estimates no price: ' 'with why'
fake_stop
plan
