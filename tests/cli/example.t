#!/bin/sh
# SPDX-License-Identifier: MIT
# The example in common/token/token.h is a program, is built by the command that
# stands there and prints what stands there.
# shellcheck source=tests/cli/tap.sh
. "${0%/*}/tap.sh"

sed -n 's/^ \*\t//p; s/^ \*$//p; /^ \*\//q' "$top/common/token/token.h" >shown
sed -n '/^#include/,/^}/p' shown >example.c
sed -n '/^\$ \.\/a\.out$/,/^$/{/^\$/d;/^$/d;p;}' shown >want
[ -s want ]
ok $? 'the example shows what it prints'
cc=$(sed -n "s/^\\$ cc //p" shown)
cc=$(echo "$cc" | sed "s|-I\\.|-I$top|; s|build/libft|$B/libft|")
case ${san:-} in
asan) cc="-fsanitize=address,undefined $cc" ;;
esac
# shellcheck disable=SC2086 # words
run "${CC:-cc}" -std=c11 -Wall -Wextra -Werror $cc
status 0 'it is compiled by the command shown'
empty err 'without a warning'
run ./a.out
status 0 'it runs'
same out want 'and prints what is shown'
plan
