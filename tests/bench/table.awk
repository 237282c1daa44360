# SPDX-License-Identifier: MIT
# Prints what measure found.  The first row is ours, and ratio says how many
# times our time a row takes for as much text.  The kinds of table:
#
#	plain   seconds, MB/s, ratio, peak memory
#	tokens  those, MB/s within the process (what the peer's own clock
#	        says of counting alone, without loading and reading), and how
#	        its number of tokens stands to ours
#	cores   rows named "... -jN": MB/s in all and per core, speed-up
#	ms      milliseconds, ratio, peak memory
#	hostile milliseconds per MB of four rows: ours at 1 MB and at 8 MB,
#	        and, where a peer was found, ours and its at 16 KB
#	memory  peak memory, its ceiling (limit + each * threads), seconds
#	growth  the rows are one command on inputs of records of `record` bytes:
#	        peak memory, and its bytes for each record more than in the row
#	        before, beside those that are stated
#
# With logfile=FILE, rows are added there for summary.awk behind corpus and
# encoding.

function heading(    s) {
	s = sprintf("%-30s", "")
	if (kind == "plain" || kind == "tokens")
		s = s sprintf(" %8s %8s %8s", "seconds", "MB/s", "ratio")
	if (kind == "tokens")
		s = s sprintf(" %8s %8s  %s", "process", "peak-MB", "tokens")
	if (kind == "plain")
		s = s sprintf(" %8s", "peak-MB")
	if (kind == "cores")
		s = s sprintf(" %8s %8s %8s %8s  %s", "seconds", "MB/s", \
			"per core", "speed-up", "tokens")
	if (kind == "ms")
		s = s sprintf(" %8s %8s %8s", "ms", "ratio", "peak-MB")
	if (kind == "hostile")
		s = sprintf("%-14s %9s %9s %9s %9s  %s", "ms per MB", \
			"at 1 MB", "at 8 MB", "growth", "tiktoken", \
			"its tokens in 16 KB")
	if (kind == "memory")
		s = s sprintf(" %8s %8s %8s", "peak-MB", "ceiling", "seconds")
	if (kind == "growth")
		s = s sprintf(" %9s %8s %8s %8s %8s", "records", "seconds", \
			"peak-MB", "bytes", "stated")
	print s
}

# The threads of "tool -j2 ...".
function threads(name) {
	return match(name, /-j[0-9]+/) ? \
		substr(name, RSTART + 2, RLENGTH - 2) + 0 : 1
}

# Only peers and our own rows count tokens; a bare parse does not.
function tokens(name, answer,    w) {
	if (name ~ /^a bare/ || split(answer, w, " ") < 1)
		return ""
	return w[1]
}
function difference(n) {
	if (n == "")
		return ""
	return n == our_tokens ? n " agree" : n sprintf(" (%+d)", n - our_tokens)
}

# What the peer's clock says, of "TOKENS in SECONDS".
function inside(answer, bytes,    w) {
	return split(answer, w, " ") == 3 && w[2] == "in" && w[3] > 0 ? \
		sprintf("%.1f", bytes / w[3] / 1e6) : ""
}

BEGIN {
	OFS = "\t"
	FS = "\t"
	heading()
}

kind == "hostile" {
	per_mb = $3 * 1e9 / $2
	if (++row[$1] == 1)
		small = per_mb
	else if (row[$1] == 2)
		line[++lines] = sprintf("%-14s %9.2f %9.2f %8.2fx", $1, small, \
			per_mb, per_mb / small)
	else if (row[$1] == 3)
		our_tokens = $8 + 0
	else if ($7 != "ok")
		line[lines] = line[lines] sprintf(" %9s  failed: %s", "", $7)
	else {
		split($8, answer, " ")
		line[lines] = line[lines] sprintf(" %9.0f  %s", \
			answer[3] * 1e9 / $2, difference(answer[1]))
	}
	next
}
END {
	for (i = 1; i <= lines; i++)
		print line[i]
}

$7 != "ok" {
	printf "%-30s failed: %s\n", $1, \
		$7 == "signal 14" ? "out of patience" : $7
	if (logfile != "")
		print corpus, encoding, kind, $1, "-", "-", "-", "failed" >>logfile
	next
}

{
	rate = $2 / $3 / 1e6
	if (ours == 0) {
		ours = $2 / $3 / 1e6
		our_seconds = $3
		our_tokens = tokens($1, $8)
	}
	ratio = ours / rate
	agree = difference(tokens($1, $8))
	mb = $6 / 1024
	within = inside($8, $2)
}

kind == "plain" {
	printf "%-30s %8.3f %8.1f %7.2fx %8.1f\n", $1, $3, rate, ratio, mb
}
kind == "tokens" {
	printf "%-30s %8.3f %8.1f %7.2fx %8s %8.1f  %s\n", $1, $3, rate, \
		ratio, within, mb, agree
}
kind == "cores" {
	printf "%-30s %8.3f %8.1f %8.1f %7.2fx  %s\n", $1, $3, rate, \
		rate / threads($1), rate / ours, agree
}
kind == "ms" {
	printf "%-30s %8.2f %7.1fx %8.1f\n", $1, $3 * 1000, $3 / our_seconds, mb
}
kind == "memory" {
	printf "%-30s %8.1f %8s %8.2f\n", $1, mb, \
		(limit + each > 0 ? limit + each * threads($1) : ""), $3
}
kind == "growth" {
	records = $2 / record
	more = before == 0 ? "" : \
		sprintf("%.1f", ($6 - peak) * 1024 / (records - before))
	printf "%-30s %9d %8.2f %8.1f %8s %8s\n", $1, records, $3, mb, more, \
		more == "" ? "" : stated
	before = records
	peak = $6
}

logfile != "" {
	print corpus, encoding, kind, $1, rate, ratio, \
		within == "" ? "-" : ours / within, agree == "" ? "-" : agree >>logfile
}
