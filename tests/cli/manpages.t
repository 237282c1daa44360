#!/bin/sh
# SPDX-License-Identifier: MIT
# The manual pages: their options are those of --help, in its order, and their
# examples run.  An example stands in a display (.Dl, .Bd -literal) and begins
# with "$ "; a backslash at the end goes on in the next line.  What follows it
# in the display is what it prints, to standard error too; "..." stands for
# whatever comes from there on.  The examples of a page run one after the other
# in a folder that holds data-samples/.
# shellcheck source=tests/cli/tap.sh
. "${0%/*}/tap.sh"
# shellcheck source=tests/cli/samples.sh
. "$top/tests/cli/samples.sh"
# shellcheck source=tests/server/fake.sh
. "$top/tests/server/fake.sh"

if ! command -v mandoc >/dev/null; then
	skip 'mandoc is not installed' 'manual pages'
	plan
fi

# "-s, --system TEMPLATE", one line an option, of --help and of a page.
of_help() {
	sed -n "$1"'p' help | sed -n 's/^  *\(-.*\)/\1/p' |
		sed 's/  .*//; s/\(--[a-z0-9-]*\)=/\1 /' | grep '^-'
}
of_page() { # FILE
	sed -n 's/^\.It \(Fl .*\)/\1/p' "$1" |
		awk '{
			gsub(/(Ar|Cm|Oc|Oo|No) /, "")
			gsub(/ \| /, "|")
			n = split($0, form, / , /)
			last = form[n]
			sub(/^Fl -/, "--", last)
			if (n == 2) {
				split(form[1], letter, " ")
				print "-" letter[2] ", " last
			} else
				print last
		}' | sed 's/^Fl \([^-]\)/-\1/; s/\\-/-/g'
}

# The commands of a page's EXAMPLES into ./1, ./2 ..., their output into
# ./1.want where it is shown.
examples() { # PAGE
	rm -rf examples
	mkdir examples
	mandoc -Tascii -O width=200 "$1" | sed 's/.\x08//g' | awk '
	/^[A-Z]/ { here = /^EXAMPLES/; next }
	!here { next }
	!/^           / { want = ""; more = 0; next }
	{ line = substr($0, 12) }
	more || line ~ /^\$ / {
		if (!more)
			file = "examples/" ++n
		sub(/^\$ /, "", line)
		print line >file
		more = line ~ /\\$/
		want = file ".want"
		next
	}
	want != "" { print line >want }'
}

run_examples() { # PAGE
	rm -rf at
	mkdir at
	cp -R "$top/data-samples" at/
	examples "$1"
	i=1
	while [ -e "examples/$i" ]; do
		run sh -c 'cd at && . ../"$0" 2>&1' "examples/$i"
		[ "$rc" -ne 1 ] || rc=0 # "no" is an answer
		status 0 "${1##*/}: $(head -n 1 "examples/$i")"
		[ ! -e "examples/$i.want" ] || prints "examples/$i.want"
		i=$((i + 1))
	done
	[ $i -gt 1 ]
	ok $? "${1##*/}: has examples"
}

prints() { # WANTED
	title="prints: $(head -n 1 "$1" | cut -c 1-60)"
	if [ "$(tail -n 1 "$1")" = ... ]; then
		sed '$d' "$1" >want
		head -n "$(wc -l <want)" out >got
	else
		cp "$1" want
		cp out got
	fi
	same got want "$title"
}

# is_there PAGE
is_there() {
	[ -r "$top/man/$1" ] && return
	ok 1 "$1 is written"
	return 1
}

like_help() { # TOOL PAGE
	run mandoc -Tlint -Wwarning "$2"
	status 0 "$1.1 is clean"
	"$1" --help >help
	of_help '/^$/,/^For every/' >want
	of_page "$2" >got
	same got want "$1.1 has the options of --help"
	usage=$(sed -n '1s/^usage: //p' help)
	synopsis=$(mandoc -Tascii "$2" | sed 's/.\x08//g' |
		sed -n '/^SYNOPSIS/{n;s/^ *//;s/ \.\.\./.../;p;}')
	[ "$usage" = "$synopsis" ]
	ok $? "$1.1 has the usage of --help: $usage"
}

for t in $all_tools; do
	page=$top/man/$t.1
	is_there "$t.1" || continue
	like_help "$t" "$page"
	run_examples "$page"
done

# What speaks to a provider does so to the fake, which has a file.
has_fake() {
	command -v python3 >/dev/null && command -v curl >/dev/null
}
with_fake() { # PAGE
	fake_start --set now=1795219200
	OPENAI_BASE_URL=$fake/v1 OPENAI_API_KEY=$fake_key
	export OPENAI_BASE_URL OPENAI_API_KEY
	curl -sS -H "Authorization: Bearer $fake_key" -F purpose=fine-tune \
		-F "file=@$top/data-samples/chat.jsonl" \
		"$fake/v1/files" >fake.said
	run_examples "$1"
	fake_stop
}
for t in $net_tools; do
	page=$top/man/$t.1
	is_there "$t.1" || continue
	like_help "$t" "$page"
	has_fake || continue
	with_fake "$page"
done
if is_there ft.7; then
	csv2jsonl --help >help
	of_help '/^For every/,$' >want
	of_page "$top/man/ft.7" >got
	same got want 'ft.7 has the options that every tool takes'
	run_examples "$top/man/ft.7"
fi
for page in ft.7 ft-jsonl.5; do
	is_there "$page" || continue
	run mandoc -Tlint -Wwarning "$top/man/$page"
	status 0 "$page is clean"
done
plan
