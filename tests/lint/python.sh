# SPDX-License-Identifier: MIT
# Is the Python of the tests clean?  Not asked are the peers of the bench,
# which are written as their users write them.
. tests/lint/files.sh
want python3

find tests -name '*.py' ! -path '*/bench/peers/*' | sort |
	xargs python3 -B tests/lint/python.py 2>&1 | report
