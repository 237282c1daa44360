# SPDX-License-Identifier: MIT
# Does a banned word stand in the code?  See tests/lint/banned.
. tests/lint/files.sh

files | sort | xargs awk -f tests/lint/code.awk | awk '
function matches(file, patterns,    n, list, i) {
	n = split(patterns, list, " ")
	for (i = 1; i <= n; i++)
		if (file == list[i])
			return 1
	return 0
}
FILENAME == "tests/lint/banned" {
	if ($0 ~ /^#/)
		next
	split($0, column, "\t")
	why[column[1]] = column[2]
	except[column[1]] = column[3]
	next
}
{
	at = $1
	split(at, place, ":")
	sub(/^[^ ]* /, "")
	if (match($0, /^[ \t]*#[ \t]*include[ \t]*</)) {
		word = $0
		sub(/^[^<]*/, "", word)
		sub(/>.*/, ">", word)
		look(word)
		next
	}
	if (index($0, "//"))
		look("//")
	rest = $0
	while (match(rest, /[A-Za-z_][A-Za-z_0-9]*/)) {
		word = substr(rest, RSTART, RLENGTH)
		before = RSTART > 1 ? substr(rest, RSTART - 1, 1) : ""
		rest = substr(rest, RSTART + RLENGTH)
		# A call, or a function that is handed on; not a member.
		if (before != "." && before != ">" && rest ~ /^[ \t]*\(/)
			look(word)
	}
}
function look(word) {
	if (word in why && !matches(place[1], except[word]))
		print at " " word ": " why[word]
}' tests/lint/banned - | report
