# SPDX-License-Identifier: MIT
# Is no function longer than 60 lines, no file than 600, no line than 80
# columns, tabs being 8 wide?
. tests/lint/files.sh

files all | sort | xargs awk '
function width(line,    i, n) {
	n = 0
	for (i = 1; i <= length(line); i++)
		n = substr(line, i, 1) == "\t" ? n - n % 8 + 8 : n + 1
	return n
}
function end_of_file() {
	if (lines > 600)
		print last ": " lines " lines"
}
FNR == 1 { end_of_file(); start = 0 }
{ last = FILENAME; lines = FNR }
length($0) > 40 && width($0) > 80 { print FILENAME ":" FNR ": over 80 columns" }
/^\{/ { start = FNR }
/^\}/ && start {
	if (FNR - start - 1 > 60)
		print FILENAME ":" start ": a function of " FNR - start - 1 \
			" lines"
	start = 0
}
END { end_of_file() }' | report
