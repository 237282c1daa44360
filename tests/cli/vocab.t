#!/bin/sh
# SPDX-License-Identifier: MIT
# The vocabularies are the published ones, byte for byte: NOTICE has their sums.
cd "$(dirname "$0")/../.." || exit 1

grep -o '[0-9a-f]\{64\}  common/token/vocab/[a-z0-9_]*\.tiktoken' NOTICE |
    (
	n=0
	while read -r sum file; do
		n=$((n + 1))
		printf '%s  %s\n' "$sum" "$file" | sha256sum -c --status ||
		    printf 'not '
		echo "ok $n - $file is the file that NOTICE tells of"
	done
	n=$((n + 1))
	set -- common/token/vocab/*.tiktoken
	[ $((n - 1)) -eq $# ] && [ $# -eq 4 ] || printf 'not '
	echo "ok $n - NOTICE tells of every vocabulary"
	echo "1..$n"
    )
