#!/bin/sh
# SPDX-License-Identifier: MIT
# make install puts every tool, page and completion in its place, make
# uninstall takes away just these; what is installed works from there.
# shellcheck source=tests/cli/tap.sh
. "${0%/*}/tap.sh"
# shellcheck source=tests/cli/samples.sh
. "$top/tests/cli/samples.sh"

installs() { # PREFIX
	run make -s -C "$top" B="$B" san="${san:-}" DESTDIR="$work/root" \
		PREFIX="$1" "$2"
	status 0 "make $2, PREFIX=$1"
}

wanted() { # PREFIX
	share=.$1/share
	for t in $all_tools $net_tools; do
		echo ".$1/bin/$t"
		echo "$share/bash-completion/completions/$t"
		echo "$share/zsh/site-functions/_$t"
		echo "$share/fish/vendor_completions.d/$t.fish"
	done
	for page in "$top"/man/*.[157]; do
		echo "$share/man/man${page##*.}/${page##*/}"
	done
}

for prefix in /usr/local /opt/ft; do
	installs $prefix install
	(cd root && find . -type f | sort) >got
	wanted $prefix | sort >want
	same got want "what is installed under $prefix is what is to be"
	find root -type f -path '*/bin/*' ! -perm 755 >odd
	find root -type f ! -path '*/bin/*' ! -perm 644 >>odd
	empty odd 'all may read, and run what is to be run'
	bin=root$prefix/bin
	sample jsonl 20 >in.jsonl
	run "$bin/ft-tokcount" in.jsonl
	status 0 "what is installed under $prefix runs"
	run ldd "$bin/csv2jsonl" "$bin/ft-lint" "$bin/ft-tokcount"
	grep libcurl out >got
	empty got 'a filter does not wait for the network library'
	touch "$bin/mine"
	installs $prefix uninstall
	find root -type f >left
	echo "$bin/mine" >want
	same left want 'uninstalling leaves what is not its own'
	rm -r root
done
plan
