# SPDX-License-Identifier: MIT
# Is the licence the first line of every file, no banner drawn, no TODO left
# without the number of an issue, no space at the end of a line?
. tests/lint/files.sh

{
	files all
	find tests data-samples .ci -name '*.sh' -o -name '*.t' -o -path '.ci/*'
} | sort | while read -r f; do
	head -n 2 "$f" | grep -q 'SPDX-License-Identifier: MIT' ||
		echo "$f:1: no SPDX line"
	# A comment begins the line, or stands behind code.
	grep -nE '(^[ 	]*[*#]|/\*).*(TODO|FIXME)' "$f" |
		grep -vE '(TODO|FIXME) #[0-9]' | sed "s|^|$f:|"
	grep -nE '^[ 	]*([*#]|/\*)[ *]*(\*{6}|={8}|-{8})' "$f" |
		sed "s|^|$f:|; s|\$| (a banner)|"
	grep -nE '[ 	]$' "$f" | sed "s|^|$f:|; s|\$|(space at the end)|"
done | grep -v '^tests/[lc].*/\(comments.sh\|lint.t\):' | report
