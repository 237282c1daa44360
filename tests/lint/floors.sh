# SPDX-License-Identifier: MIT
# Does each folder of common/ include only those on floors below it, each tool
# only common/ and its own folder?  And is there no circle among headers?
. tests/lint/files.sh

files | xargs awk '
BEGIN {
	floor["base"] = 1; floor["io"] = 2; floor["text"] = 2
	floor["json"] = 3; floor["token"] = 3
	floor["example"] = 4; floor["market"] = 4; floor["vocab"] = 4; floor["score"] = 4
	floor["net"] = 5
	floor["upload"] = 6; floor["ask"] = 6
}
FNR == 1 {
	split(FILENAME, at, "/")
	mine = at[2]
	sub(/^ft-/, "", mine)
	sub(/\.c$/, "", mine)
	if (at[1] == "common" && !(mine in floor))
		print FILENAME ": common/" mine " has no floor"
}
/^#[ \t]*include[ \t]*"/ {
	split($0, quoted, "\"")
	n = split(quoted[2], to, "/")
	where = FILENAME ":" FNR ": "
	if (n < 3)
		print where "\"" quoted[2] "\" is not a path from the top"
	else if (to[1] == "common" && at[1] == "common") {
		if (to[2] != mine && floor[to[2]] >= floor[mine])
			print where "common/" mine " (floor " floor[mine] \
				") includes common/" to[2] " (floor " \
				floor[to[2]] ")"
	} else if (to[1] == "tools") {
		if (at[1] != "tools" || to[2] != mine)
			print where at[1] "/" mine " includes tools/" to[2]
	} else if (to[1] != "common")
		print where "\"" quoted[2] "\" is neither common/ nor tools/"
}' | report || exit 1

files | grep '\.h$' | xargs awk '/^#[ \t]*include[ \t]*"/ {
	split($0, quoted, "\"")
	print FILENAME, quoted[2]
}' | tsort 2>&1 >/dev/null | sed 's/^tsort: -:/circle:/; s/^tsort://' | report
