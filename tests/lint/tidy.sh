# SPDX-License-Identifier: MIT
# Does clang-tidy find anything?  See .clang-tidy.
. tests/lint/files.sh
want clang-tidy
files | grep '\.c$' | sort | xargs -P 2 -n 8 sh -c '
	clang-tidy --quiet "$@" -- -std=c11 -D_POSIX_C_SOURCE=200809L \
	-D_XOPEN_SOURCE=700 -I. -Ibuild/gen -DFT_VERSION="\"\"" 2>&1 |
	grep -E "(warning|error):" && exit 1; exit 0' sh
