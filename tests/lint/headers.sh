# SPDX-License-Identifier: MIT
# Does each header compile by itself, and twice?
. tests/lint/files.sh

CC=${CC:-cc}
export CC
# shellcheck disable=SC2016 # expanded by the inner shell
files | grep '\.h$' | sort | xargs -P 4 -n 8 sh -c 'for h; do
	printf "#include \"%s\"\n#include \"%s\"\n" "$h" "$h" |
		$CC -std=c11 -D_POSIX_C_SOURCE=200809L -D_XOPEN_SOURCE=700 \
		-I. -Wall -Wextra -Werror -fsyntax-only -x c - || exit 1
done' sh || exit 1
