#!/bin/sh
# SPDX-License-Identifier: MIT
# Every call of the system fails in turn: nothing is lost without a word, no
# half file stands under its name, nothing is left behind.
# shellcheck source=tests/cli/tap.sh
. "${0%/*}/tap.sh"
# shellcheck source=tests/cli/samples.sh
. "$top/tests/cli/samples.sh"

if [ -n "${san:-}" ]; then
	skip 'a sanitizer wants to be loaded first' 'failing calls'
	plan
fi

# broken CALL:N:HOW COMMAND...: with all that it writes in ./made
broken() {
	failing=$1
	shift
	rm -rf made
	mkdir made
	cp old made/result
	rm -f hit
	run env FAILIO="$failing" FAILIO_HIT="$work/hit" LD_PRELOAD="$B/failio.so" \
		"$@" <in
}

# What a run left: its files under their names, and standard output.
left() {
	for file in made/* made/.[!.]*; do
		[ ! -f "$file" ] || {
			echo "== $file"
			cat "$file"
		}
	done
	echo '== stdout'
	cat out
}

# fails CALL HOW COMMAND...: each of the first calls in turn, then ever fewer,
# till there is no such call any more
fails() {
	call=$1 how=$2
	shift 2
	broken none:0:0 "$@"
	left >whole
	n=1 times=0 told=0
	while [ $n -le 200 ]; do
		broken "$call:$n:$how" "$@"
		[ -e hit ] || break
		verdict "$@" || return
		n=$((n + 1 + n / 8))
		times=$((times + 1))
	done
	case $call:$times:$told in
	read:0:* | write:0:* | malloc:0:*) ok 1 "$*: calls $call" ;;
	*:0:*) ;; # fsync and rename are called for files only
	pthread_create:*) ok 0 "$*: fewer threads are no harm" ;;
	*:0) ok 1 "$*: $call fails with $how: nothing is said" ;;
	*) ok 0 "$*: $call fails with $how, $times times" ;;
	esac
}

# Of one failed call: status 4 with a message and the old file, or no harm.
verdict() {
	title="$*: $call number $n fails with $how"
	# A close of the input, or memory that is not needed, may fail.
	case $call:$rc in
	close:0 | malloc:0 | pthread_create:0)
		left >got
		cmp -s got whole && return
		ok 1 "$title: status 0, but what was written differs"
		diff whole got | head -n 5 | sed 's/^/# /'
		return 1
		;;
	*:4)
		told=$((told + 1))
		;;
	*)
		status 4 "$title"
		return 1
		;;
	esac
	if ! grep -q 'error: ' err; then
		ok 1 "$title: told on standard error"
		return 1
	fi
	for file in made/.[!.]*; do
		[ -e "$file" ] || continue
		ok 1 "$title: $file is left"
		return 1
	done
	# What was read before a read failed may be reported on.
	if [ "$call" != read ] && ! cmp -s made/result old &&
		! cmp -s made/result whole_result; then
		ok 1 "$title: what stood there is neither old nor whole"
		return 1
	fi
}

# changes_nothing WISH COMMAND...
changes_nothing() {
	wish=$1
	shift
	broken none:0:0 "$@"
	left >whole
	broken "$wish" "$@"
	left >got
	[ -e hit ] || return # it reads or writes less often
	same got whole "$*: $wish changes nothing"
	status 0 "$*: $wish is no error"
}

each_call() {
	broken none:0:0 "$@"
	status 0 "$*: works while nothing fails"
	cp made/result whole_result
	fails read EIO "$@"
	fails write ENOSPC "$@"
	fails close EIO "$@"
	fails fsync EIO "$@"
	fails rename EACCES "$@"
	fails malloc ENOMEM "$@"
	fails pthread_create EAGAIN "$@"
	for n in 1 2 3; do
		changes_nothing "read:$n:EINTR" "$@"
		changes_nothing "write:$n:EINTR" "$@"
	done
	changes_nothing read:1:short "$@"
	changes_nothing write:1:short "$@"
}

echo old >old
sample csv2jsonl 20 >in
each_call csv2jsonl -q
each_call csv2jsonl -q -o made/result
each_call csv2jsonl -q -o made/result --rejects=made/rejects
each_call csv2jsonl -q --encoding=ascii --lossy -o made/result
printf 'chat,role,content\n1,user,a\n1,assistant,b\n' >in
each_call csv2jsonl -q -g chat -o made/result
sample jsonl 20 >in
each_call jsonl2csv -q
each_call jsonl2csv -q -o made/result
each_call ft-lint
each_call ft-lint -o made/result --format=json
each_call ft-lint -q --pass -o made/result --rejects=made/rejects
each_call ft-split -q --train=made/train --validation=made/valid
each_call ft-split -q -m order --train=made/train --validation=made/valid \
	--json -o made/result
each_call ft-split -q -k 2 --group messages.0.content --near-duplicates \
	--train=made/train{} --validation=made/valid{} --manifest=made/m
each_call ft-tokcount
each_call ft-tokcount --json -o made/result
each_call ft-cost --today=2025-01-01
each_call ft-cost --today=2025-01-01 -o made/result
sample jsonl 20 | gzip >in
each_call ft-tokcount -j1
sample jsonl 20 | zstd -q >in
each_call ft-tokcount -j2
plan
