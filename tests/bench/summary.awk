# SPDX-License-Identifier: MIT
# One line for each corpus and encoding of the rows that table.awk logged: MB/s
# on one core and on two, the speed-up, the share of the ceilings in per cent,
# and how many times a peer's time ours is (in brackets: its time of counting
# alone, without loading and reading).  Behind it, the peers that found another
# number of tokens.

BEGIN { FS = "\t" }

{
	key = $1 "\t" $2
	if (!(key in seen)) {
		seen[key] = 1
		keys[++lines] = key
	}
}
$8 == "failed" {
	said[++notes] = $1 ", " $2 ": " $4 " failed"
	next
}
$8 ~ /\(/ { said[++notes] = $1 ", " $2 ": " $4 " counts " $8 }

$3 == "cores" {
	if ($4 ~ /-j1$/)
		base = $5
	else if ($4 ~ /-j2$/) {
		two[key] = $5
		speedup[key] = $5 / base
	}
	next
}
$4 ~ /^ft-tokcount/ {
	if (!(key in one))
		one[key] = $5
	next
}
$4 ~ /memory read/ { memory[key] = 100 * $6; next }
$4 ~ /yajl/ { yajl[key] = 100 * $6; next }
{
	if (!($4 in column)) {
		column[$4] = 1
		peers[++n] = $4
	}
	ratio[key, $4] = sprintf("%.0fx", $6) \
		($7 == "-" ? "" : sprintf(" (%.0f)", $7))
}

function percent(share) {
	return share == "" ? "-" : sprintf("%.0f%%", share)
}

END {
	printf "%-12s %-12s %7s %7s %7s %7s %7s", "corpus", "encoding", \
		"-j1", "-j2", "-j2/-j1", "memory", "yajl"
	for (i = 1; i <= n; i++)
		printf " %14s", peers[i]
	print ""
	for (l = 1; l <= lines; l++) {
		key = keys[l]
		split(key, k, "\t")
		printf "%-12s %-12s %7.1f %7.1f %7.2f %7s %7s", k[1], k[2], \
			one[key], two[key], speedup[key], \
			percent(memory[key]), percent(yajl[key])
		for (i = 1; i <= n; i++)
			printf " %14s", (key, peers[i]) in ratio ? \
				ratio[key, peers[i]] : "-"
		print ""
	}
	for (i = 1; i <= notes; i++)
		print said[i]
	if (notes == 0)
		print "all of them count the same tokens"
}
