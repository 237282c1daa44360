#!/bin/sh
# SPDX-License-Identifier: MIT
# Sees to what is needed to build and test.  On Debian and its relatives what
# is missing is installed with apt-get, through sudo when not root; elsewhere
# it is named.  Does nothing, fast, where all is there.
set -u

build='gcc make pkg-config libcsv-dev libyajl-dev libcurl4-openssl-dev
	libutf8proc-dev libzstd-dev zlib1g-dev libxxhash-dev libpcre2-dev
	libssl-dev libsqlite3-dev'
test='libcmocka-dev zstd gzip perl mandoc clang-format clang-tidy cppcheck
	shellcheck python3 curl openssl jq chromium'

installed() { # PACKAGE
	[ "$(dpkg-query -W -f '${db:Status-Status}' "$1" 2>/dev/null)" = \
		installed ]
}

as_root() {
	if [ "$(id -u)" -eq 0 ]; then
		"$@"
	elif command -v sudo >/dev/null; then
		sudo "$@"
	else
		echo "deps: this wants root: $*" >&2
		return 1
	fi
}

apt() {
	as_root env DEBIAN_FRONTEND=noninteractive apt-get -q "$@"
}

debian() {
	missing=
	for package in $build $test; do
		installed "$package" || missing="$missing $package"
	done
	[ -n "$missing" ] || return 0
	echo "deps: installing$missing"
	apt update # a source that fails may not be the one that is needed
	# shellcheck disable=SC2086 # names
	apt install -y --no-install-recommends $missing
}

# Can a program be compiled that includes these headers?
compiles() { # HEADER LIBRARY
	printf '#include <stddef.h>\n#include <%s>\nint main(void){}\n' "$1" |
		${CC:-cc} -x c -o /dev/null - "$2" 2>/dev/null
}

elsewhere() {
	missing=
	for program in "${CC:-cc}" make pkg-config prove gzip zstd; do
		command -v "$program" >/dev/null ||
			missing="$missing $program"
	done
	for library in yajl libcurl libutf8proc libzstd zlib libxxhash libpcre2-8 \
		libcrypto sqlite3 cmocka
	do
		pkg-config --exists $library 2>/dev/null ||
			missing="$missing $library"
	done
	compiles csv.h -lcsv || missing="$missing libcsv"
	for program in mandoc clang-format clang-tidy cppcheck shellcheck \
		python3 curl openssl
	do
		command -v $program >/dev/null ||
			echo "deps: $program is not here: what needs it is" \
				"passed over"
	done
	[ -n "$missing" ] || return 0
	echo "deps: please install, with headers:$missing" >&2
	return 1
}

if command -v apt-get >/dev/null && command -v dpkg-query >/dev/null; then
	debian
else
	elsewhere
fi
