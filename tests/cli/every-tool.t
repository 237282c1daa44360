#!/bin/sh
# SPDX-License-Identifier: MIT
# What holds for every tool: the command line, the streams, hostile input.
# shellcheck source=tests/cli/tap.sh
. "${0%/*}/tap.sh"
# shellcheck source=tests/cli/samples.sh
. "$top/tests/cli/samples.sh"

answers_about_itself() {
	run "$t" --help
	status 0 "$t --help: status 0"
	head -n 1 out >first
	has first "usage: $t " "$t --help: begins with the usage"
	empty err "$t --help: standard error stays empty"
	mv out help
	run "$t" -h --no-such-file
	status 2 "$t: a mistake behind -h is a mistake"
	run "$t" -h
	same out help "$t -h is --help"
	run "$t" -V
	echo "$t (ft) $(cat "$top/VERSION")" >want
	same out want "$t -V says name and version"
	run "$t" --version
	same out want "$t --version too"
	to_full "$t" --help
	status 4 "$t --help >/dev/full: status 4"
}

completes() { # SHELL
	run "$t" --completion "$1"
	status 0 "$t --completion $1: status 0"
	if command -v "$1" >/dev/null; then
		mv out script
		run "$1" -n script
		status 0 "$t: $1 takes its completion"
	else
		skip "$1 is not installed" "$t: $1 takes its completion"
	fi
}

refuses() { # ARGUMENT...
	call "$t" "$@"
	status 2 "$t $*: status 2"
	empty out "$t $*: nothing on standard output"
	grep -c "^usage: $t " err >count
	echo 1 >want
	same count want "$t $*: one usage line"
	err_has "Try '$t --help'" "$t $*: a hint"
}

reads_options() {
	refuses --no-such-option
	refuses --colour=never
	refuses --hel
	refuses -j none
	refuses --jobs=-1
	refuses --quiet=yes
	refuses --color=sometimes
	refuses --output
	sample "$t" 20 >-V
	sample "$t" 20 >in
	call "$t" in
	status 0 "$t: good input is status 0"
	mv out good
	call "$t" in --jobs=1
	status 0 "$t: options may follow operands"
	same out good "$t: and change nothing"
	call "$t" -vj1 -- -V
	status 0 "$t: -- ends the options, letters may be joined"
	sed 's/-V/in/g' out >named
	tr -s ' ' <named >got
	tr -s ' ' <good >want
	same got want "$t: and what follows is a file"
	call "$t" - <in
	mv out piped
	call "$t" <in
	same out piped "$t: no file and - are standard input"
}

is_quiet() {
	call "$t" -q in
	empty err "$t -q: nothing to say"
	mv out good
	call "$t" -q --progress=never --color=auto in
	same out good "$t: no bar and no colours unless asked for"
	call "$t" --progress=always --color=never in
	status 0 "$t: a bar when asked for"
	grep "$(printf '\033')" out >colours
	empty colours "$t: which is not in the product"
	call "$t" --verbose in
	status 0 "$t: more words when asked for"
	call "$t" in
	grep "$(printf '\033')" out err >colours
	empty colours "$t: no colours in a file"
	if ! command -v script >/dev/null; then
		skip 'no script(1)' "$t: no colours with NO_COLOR"
		skip 'no script(1)' "$t: no colours with TERM=dumb"
		return
	fi
	run script -qec "TERM=xterm NO_COLOR=1 $t $only in" typescript
	grep "$(printf '\033\\[[0-9;]*m')" out >colours
	empty colours "$t: no colours with NO_COLOR"
	run script -qec "TERM=dumb $t $only in" typescript
	grep "$(printf '\033')" out >colours
	empty colours "$t: no colours with TERM=dumb"
}

# What comes of input that is no record at all.
said_of_nothing() {
	case $t in
	csv2jsonl) echo 3 ;;
	ft-lint | ft-split) echo 1 ;;
	*) echo 0 ;;
	esac
}
said_of_damage() {
	case $t in
	ft-lint) echo 1 ;;
	ft-split) echo 0 ;;
	*) echo 3 ;;
	esac
}

reads_anything() {
	: >nothing
	call "$t" nothing
	status "$(said_of_nothing)" "$t: an empty file"
	head -c -1 in >unended
	call "$t" <in
	mv out whole
	call "$t" <unended
	# ft-lint notes it.
	[ "$t" != ft-lint ] || sed -i '/I011/d; s/1 note$/0 notes/' out
	same out whole "$t: the last newline may be missing"
	for pack in gzip zstd; do
		$pack -q -c <in >packed
		call "$t" <packed
		same out whole "$t: $pack is unpacked"
		head -c 60 packed >cut_off
		call "$t" <cut_off
		status 3 "$t: $pack that ends too early is status 3"
	done
}

lives_through() {
	{
		sample "$t" 20
		printf '\0\0{\0"\0,\0\n'
	} >nul
	call "$t" nul
	status "$(said_of_damage)" "$t: NUL bytes"
	{
		longest "$t" 20000000
		sample "$t" 20 | sed '1{/^question,/d;}'
	} >long
	call "$t" long
	status 0 "$t: a line of 20 MB"
	call "$t" --max-record=1M long
	[ "$t" != ft-lint ] || rc=$((rc == 1 ? 3 : rc))
	status 3 "$t: a line over the ceiling"
	{
		[ "$t" = csv2jsonl ] || sample "$t" 20
		deepest "$t" 1000000
	} >deep
	call "$t" deep
	status "$(said_of_damage)" "$t: a million brackets"
	rm long deep
}

reads_on() {
	call "$t" nowhere
	status 4 "$t: a missing file is status 4"
	err_has "$t: nowhere: error: cannot open: No such file" \
		"$t: and told by its name"
	call "$t" .
	status 4 "$t: a folder is status 4"
	err_has 'Is a directory' "$t: and told"
	call "$t" - <.
	status 4 "$t: a folder as standard input is status 4"
	err_has '<stdin>: error: cannot read: Is a directory' "$t: and told"
	call "$t" "$(printf 'no\033[2Jwhere')"
	err_has 'no\x1b[2Jwhere' "$t: a name cannot drive a terminal"
	takes_many "$t" || return
	call "$t" in
	mv out good
	call "$t" nowhere in
	status 4 "$t: a missing file before a good one is status 4"
	same out good "$t: and the good one is read"
	printf '\0,\0,\0,\0\n' >bad
	call "$t" nowhere bad
	status 4 "$t: the worst status wins"
}

to_full() { # COMMAND...
	timeout 60 "$@" >/dev/full 2>err
	rc=$?
	: >out
}

# A pipe that nobody reads any more.
to_nobody() { # COMMAND...
	rm -f pipe
	mkfifo pipe
	exec 3<>pipe 4>pipe 3<&-
	timeout 60 "$@" >&4 2>err
	rc=$?
	exec 4>&-
	: >out
}

writes() {
	case $t in
	ft-split) set -- "$t" -q -f --json --train train --validation valid in ;;
	ft-lint) set -- "$t" in ;; # with -q there would be no report
	*) set -- "$t" -q in ;;
	esac
	to_full "$@"
	status 4 "$t >/dev/full: status 4"
	err_has 'No space left on device' "$t >/dev/full: says why"
	to_nobody "$@"
	status 141 "$t: a reader that is gone is status 141"
	empty err "$t: silently"
	trap '' PIPE
	to_nobody "$@"
	status 141 "$t: also where SIGPIPE is ignored"
	empty err "$t: silently too"
	trap - PIPE
	run "$@" <&-
	status 0 "$t: a closed standard input is not missed"
	run "$@" 2>&-
	status 0 "$t: nor is standard error"
	timeout 60 "$@" >&- 2>err
	rc=$?
	status 4 "$t: a closed standard output is status 4"
	call "$t" -q - <&-
	status 4 "$t: nothing can be read from a closed standard input"
}

writes_a_file() {
	call "$t" -q in
	mv out good
	call "$t" -q -o result in
	empty out "$t -o: standard output stays empty"
	same result good "$t -o: the file has it"
	ls -A >../before
	call "$t" -q --output=no/such/folder/result in
	status 4 "$t -o: a missing folder is status 4"
	call "$t" -q -o result nowhere
	ls -A >../after
	same ../after ../before "$t -o: no temporary file is left"
	ln -sf result link
	call "$t" -q -o link in
	same result good "$t -o: a symbolic link stays, its target is written"
}

# Waiting for input that does not come.
is_interrupted() { # SIGNAL STATUS
	rm -f pipe
	mkfifo pipe
	exec 3<>pipe
	echo old >result
	LIMIT="--preserve-status -s $1 0.3"
	ls -A >../before
	call "$t" -q -o result <&3
	LIMIT=
	ls -A >../after
	exec 3<&-
	status "$2" "$t: SIG$1 is status $2"
	empty err "$t: silently"
	echo old >want
	same result want "$t: and an old file stays"
	same ../after ../before "$t: and nothing beside it"
}

for t in $all_tools; do
	if [ ! -x "$B/bin/$t" ]; then
		ok 1 "$t is built"
		continue
	fi
	only=
	[ "$t" != ft-split ] || only='-f --train train --validation valid'
	mkdir "$t" && cd "$t" || exit 99
	answers_about_itself
	for shell in bash zsh fish; do
		completes "$shell"
	done
	reads_options
	is_quiet
	reads_anything
	lives_through
	reads_on
	writes
	writes_a_file
	is_interrupted INT 130
	is_interrupted TERM 143
	cd .. && rm -r "$t"
done
for t in $net_tools; do
	mkdir "$t" && cd "$t" || exit 99
	answers_about_itself
	for shell in bash zsh fish; do
		completes "$shell"
	done
	refuses --no-such-option
	refuses --hel
	refuses --color=sometimes
	refuses --output
	cd .. && rm -r "$t"
done
for built in "$B"/bin/*; do
	case " $all_tools $net_tools " in
	*" ${built##*/} "*) ;;
	*) ok 1 "${built##*/} is in tests/cli/samples.sh" ;;
	esac
done
plan
