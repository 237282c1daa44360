# SPDX-License-Identifier: MIT
# Sourced by the checks.  The C files of the suite; with "all", those of the
# tests and of the build too.
files() {
	find common tools -name '*.[ch]' ! -path '*/gen/*' ! -path '*/vocab/*'
	[ "${1:-}" != all ] || find tests common/*/gen common/*/vocab \
		-name '*.[ch]' 2>/dev/null
}

want() { # COMMAND
	command -v "$1" >/dev/null 2>&1 && return
	echo "$1 is not installed"
	exit 77
}

# What a check found is its output; nothing is a pass.
report() {
	awk '{ print } END { exit NR > 0 }'
}
