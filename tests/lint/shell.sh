# SPDX-License-Identifier: MIT
# Are the scripts clean?  Passed over are awk in single quotes (SC2016), taste
# (SC2002, SC2012) and what is meant (SC2094, SC2119).
. tests/lint/files.sh
want shellcheck
find tests data-samples .ci -type f \( -name '*.sh' -o -name '*.t' -o \
	-path '.ci/*' \) -print | sort | xargs shellcheck -s sh -x \
	-S info -e SC2002,SC2012,SC2016,SC2094,SC2119
