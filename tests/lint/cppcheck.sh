# SPDX-License-Identifier: MIT
# Does cppcheck find anything?
. tests/lint/files.sh
want cppcheck
files | grep '\.c$' | sort | xargs cppcheck -q -j 2 --std=c11 -I. \
	--enable=warning,performance,portability --inline-suppr \
	--error-exitcode=1 --suppress=missingIncludeSystem \
	-DFT_VERSION='""' --template='{file}:{line}: {message} [{id}]'
