#!/bin/sh
# SPDX-License-Identifier: MIT
# Makes texts to count of what this machine has, so that a bench shows what is
# true of text that does not repeat itself.
#
#	sh tests/bench/corpus.sh DIR MB
#
# DIR gets, of MB megabytes each or less where there is less:
#
#	en.txt      documentation: /usr/share/doc, manual pages, perl's pod
#	code.txt    C and C++ headers, Python, Perl, JavaScript and shell
#	multi.txt   what message catalogues (with msgunfmt), manual pages and
#	            glibc's locales say in languages not written in ASCII alone
#	chat.txt, chat.jsonl
#	            pieces of those as questions and answers, with a system prompt
#	            in a tenth, a third escaped as ensure_ascii does; the text is
#	            what the messages say
#
# Files are taken in an order drawn from their names, so the same machine makes
# the same texts; lines seen before are left out.  Nothing is fetched.  A corpus
# of which a machine has too little (under 100 KB) is not made; real training
# files in BENCH_CORPUS are better.
set -eu

here=$(dirname "$0")
to=$1 mb=$2
mkdir -p "$to.part"

# gather NAME: the files whose names are read become the text NAME.txt.
gather() {
	perl "$here/corpus.pl" "$1" "$mb" >"$to.part/$1.txt"
	if [ "$(wc -c <"$to.part/$1.txt")" -lt 100000 ]; then
		echo "too little here for $1.txt"
		rm "$to.part/$1.txt"
	fi
}

# files FOLDER... [-name ...]: those that are there.
files() {
	find "$@" -type f -size -4096k -print 2>/dev/null || :
}

{
	files /usr/share/doc ! -name 'changelog*' ! -name copyright
	files /usr/share/man/man[1-8]
	files /usr/share/perl /usr/lib/x86_64-linux-gnu/perl -name '*.pod'
} | gather en
{
	files . -name '*.[ch]' ! -path './build*'
	files /usr/include -name '*.h'
	files /usr/include/c++
	files /usr/lib/python3* /usr/share -name '*.py'
	files /usr/share/perl /usr/share/perl5 -name '*.p[lm]'
	files /usr/lib/node_modules /usr/share/nodejs node_modules \
		-name '*.js' ! -name '*.min.js'
	files /usr/share /usr/lib/git-core -name '*.sh'
} | gather code
{
	if command -v msgunfmt >/dev/null; then
		files /usr/share/locale -name '*.mo'
	else
		echo 'msgunfmt is not here: multi.txt goes without' >&2
	fi
	files /usr/share/man/[a-z][a-z]* ! -path '/usr/share/man/man*'
	files /usr/share/i18n/locales
} | gather multi

perl "$here/corpus.pl" chat "$mb" "$to.part"
mv "$to.part" "$to"
(cd "$to" && wc -c ./*)
