# SPDX-License-Identifier: MIT
# Is every C file as clang-format leaves it?
. tests/lint/files.sh
want clang-format
files all | sort | xargs clang-format --dry-run -Werror
