#!/bin/sh
# SPDX-License-Identifier: MIT
# ft-lint: which rules run, and at which level.
# shellcheck source=tests/cli/tap.sh
. "${0%/*}/tap.sh"

# W206 repeated-role, E203 no-assistant, E003 too-few-examples.
printf '{"messages":[%s,%s]}\n' '{"role":"user","content":"a"}' \
	'{"role":"user","content":"b"}' >in

ids() { # OPTION...: "error E203" and so on, of all findings
	run ft-lint --format jsonl "$@" in
	sed 's/.*"level":"\([a-z]*\)","rule":"\([A-Z0-9]*\)".*/\1 \2/' out |
		paste -sd , - >got
}
got() { # WANTED WHAT
	echo "$1" >want
	same got want "$2"
}

ids
got 'error E203,warning W206,error E003' 'rules have levels of their own'
status 1 'an error is status 1'
ids --ignore E203,too-few-examples
got 'warning W206' 'rules are ignored by id and by name'
status 0 'and what is ignored does not fail'
ids --ignore role
got 'error E003' 'by family'
ids --select E2 --select file
got 'error E203,error E003' 'selected by the begin of an id, list by list'
ids --warn E203 --error W206 --ignore E0
got 'warning E203,error W206' 'their levels are changed'
status 1 'a warning made an error is one'
ids --warn all
got 'warning E203,warning W206,warning E003' 'all at once'
status 0 'so that nothing fails'
ids --error W206 --ignore role
got 'error W206,error E003' 'the closer entry wins'
ids --select W206 --error all
got 'error W206' 'a level does not select'

run ft-lint --pass --warn E203,E003 in
same out in 'what is no error passes'
run ft-lint --list-rules --ignore all --error W206
grep -v ' off ' out | cut -c 1-36 >got
printf '%-5s %-22s %-7s\n' W206 repeated-role role >want
same got want '--list-rules shows the levels of the run'

run ft-lint --ignore E203,E999 in
status 2 'an unknown rule is a mistake'
err_has "--ignore: 'E999' is no rule" 'and named'
run ft-lint --select '' in
status 2 'so is no rule'
err_has '--select: a rule is missing' 'and said to be missing'
run ft-lint --max-record 50 --pass --rejects rejected --ignore E053,E003 in
empty out 'a record that was not held does not pass'
status 0 'though nothing is said of it when its rule is off'
err_has '1 record: 0 good, 1 bad' 'but that it is bad'
plan
