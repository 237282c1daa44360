# SPDX-License-Identifier: MIT
# Is every C file as clang-format leaves it, and so the rows of a table that
# stand in *.def?
. tests/lint/files.sh
want clang-format
files all | sort | xargs clang-format --dry-run -Werror || exit 1

table() { # FILE of rows
	echo 'int table[] = {'
	sed '/^\/\*/d' "$1"
	echo '};'
}

find common tools -name '*.def' | sort | while read -r rows; do
	grep -q '^ *{' "$rows" || continue
	formatted=$(table "$rows" | clang-format --assume-filename=table.c)
	[ "$formatted" = "$(table "$rows")" ] ||
		echo "$rows: clang-format leaves it otherwise"
done | report
