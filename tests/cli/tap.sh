# SPDX-License-Identifier: MIT
# Sourced by the tests: runs commands, compares, prints TAP.
#
#	. "${0%/*}/tap.sh"
#	run ft-lint --nothing
#	status 2 'an unknown option is refused'
#	err_has "'--nothing'" 'by its name'
#	plan
#
# run keeps a command's standard output in ./out, its standard error in ./err
# and its status in $rc; never is the command part of a pipe.  Standard input is
# empty unless it is redirected.  The working directory is empty and goes
# away.  $top is the checkout, $B/bin stands first in PATH.
top=$(cd "${0%/*}/../.." && pwd)
case ${B:=build} in /*) ;; *) B=$top/$B ;; esac
PATH=$B/bin:$PATH
# What the person who runs the tests has set must not matter.
unset NO_COLOR COLUMNS TMPDIR
TERM=dumb LC_ALL=C TZ=UTC0
export PATH TERM LC_ALL TZ B
work=$(mktemp -d) || exit 99
trap 'chmod -R u+w "$work"; rm -rf "$work"' EXIT
trap 'exit 99' HUP INT TERM
cd "$work" || exit 99
exec </dev/null

ntests=0 nfailed=0 rc=0

ok() { # STATUS TITLE: 0 is a pass
	ntests=$((ntests + 1))
	if [ "$1" -eq 0 ]; then
		printf 'ok %d - %s\n' $ntests "$2"
		return
	fi
	nfailed=$((nfailed + 1))
	printf 'not ok %d - %s\n' $ntests "$2"
}

skip() { # REASON TITLE
	ntests=$((ntests + 1))
	printf 'ok %d - %s # SKIP %s\n' $ntests "$2" "$1"
}

note() { # FILE NAME: its first lines, as a comment
	head -c 2000 "$1" | head -n 20 | tr '\000\033' '?' | sed "s/^/# $2: /"
	[ "$(wc -c <"$1")" -le 2000 ] || echo
}

run() { # COMMAND...
	command_line=$*
	# shellcheck disable=SC2086 # seconds, or options and seconds
	timeout -k 5 ${LIMIT:-60} "$@" >out 2>err
	rc=$?
}

status() { # NUMBER TITLE
	[ "$rc" -eq "$1" ] && off=0 || off=1
	ok "$off" "$2"
	[ "$off" -eq 0 ] && return
	printf '# %.300s\n# status: %d, not %d\n' "$command_line" "$rc" "$1"
	note out out
	note err err
}

same() { # FILE WANTED TITLE
	if cmp -s "$1" "$2"; then
		ok 0 "$3"
		return
	fi
	ok 1 "$3"
	diff "$2" "$1" | cut -c 1-300 | head -n 20 | sed 's/^/# /'
}

empty() { # FILE TITLE
	same "$1" /dev/null "$2"
}

has() { # FILE TEXT TITLE
	if grep -qF -e "$2" "$1"; then
		ok 0 "$3"
		return
	fi
	ok 1 "$3"
	echo "# wanted: $2"
	note "$1" "$1"
}
out_has() { # TEXT TITLE
	has out "$@"
}
err_has() { # TEXT TITLE
	has err "$@"
}

plan() {
	echo "1..$ntests"
	[ "$nfailed" -eq 0 ]
	exit
}
