#!/bin/sh
# SPDX-License-Identifier: MIT
# Holds the tools against tests/golden/TOOL/WHAT-IT-SHOWS/: "cmd" is run by sh
# in a folder that holds the case's other files and nothing else; standard
# output, standard error and status must be the very bytes of "out", "err" and
# "rc", and the files that it writes those in "wrote/", where there is such a
# folder.  Prints TAP.
#
#	B=build sh tests/golden/run.sh [--rewrite] [TOOL/CASE...]
#
# --rewrite takes what comes out for right: look at the difference.
rewrite=false
if [ "${1:-}" = --rewrite ]; then
	rewrite=true
	shift
fi
# shellcheck source=tests/cli/tap.sh
. "${0%/*}/../cli/tap.sh"
golden=$top/tests/golden
if [ $# -eq 0 ]; then
	for cmd in "$golden"/*/*/cmd; do
		cmd=${cmd%/cmd}
		set -- "$@" "${cmd#"$golden"/}"
	done
fi

prepare() { # CASE: an empty folder "at", with the inputs
	rm -rf at
	mkdir at
	for file in "$golden/$1"/*; do
		case ${file##*/} in
		cmd | out | err | rc | wrote) ;;
		*) cp -R "$file" at/ ;;
		esac
	done
}

compare() { # CASE
	same out "$golden/$1/out" "$1: standard output"
	same err "$golden/$1/err" "$1: standard error"
	status "$(cat "$golden/$1/rc")" "$1: status"
	[ -d "$golden/$1/wrote" ] || return
	for file in "$golden/$1/wrote"/*; do
		name=${file##*/}
		[ -e "at/$name" ] || : >"at/$name"
		same "at/$name" "$file" "$1: $name"
	done
}

keep() { # CASE
	cp out "$golden/$1/out"
	cp err "$golden/$1/err"
	echo "$rc" >"$golden/$1/rc"
	[ -d "$golden/$1/wrote" ] || return
	for file in "$golden/$1/wrote"/*; do
		cp "at/${file##*/}" "$golden/$1/wrote/"
	done
}

for case; do
	prepare "$case"
	run sh -c 'cd at && . "$0"' "$golden/$case/cmd"
	if $rewrite; then
		keep "$case"
	else
		compare "$case"
	fi
done
$rewrite || plan
