# SPDX-License-Identifier: MIT
# Are the manual pages clean?
. tests/lint/files.sh
want mandoc
mandoc -Tlint -Wwarning man/*.[157]
