#!/bin/sh
# SPDX-License-Identifier: MIT
# Runs cmocka programs and prints one TAP stream of all their tests; each is
# named "program: what the test says".
#
#	sh tests/unit/run.sh build/unit/test_*
out=$(mktemp) || exit 99
trap 'rm -f "$out"' EXIT

for program; do
	CMOCKA_MESSAGE_OUTPUT=TAP timeout "${LIMIT:-120}" "$program" \
		>"$out" 2>&1 </dev/null
	status=$?
	awk -v name="${program##*/test_}" -v status="$status" '
	/^1\.\.[0-9]+$/ { planned = substr($0, 4) + 0; next }
	/^(not )?ok [0-9]+ / {
		seen++
		failed += ($1 == "not" && !/# SKIP/)
		result = $1 == "not" && !/# SKIP/ ? "not ok" : "ok"
		title = $0
		sub(/^(not )?ok [0-9]+ (- )?/, "", title)
		skip = sub(/^# SKIP /, "", title) ? " # SKIP" : ""
		gsub(/_/, " ", title)
		print result " - " name ": " title skip
		next
	}
	/^# (not )?ok - / { next }
	{ print "# " $0 }
	END {
		if (seen != planned || (status != 0) != (failed > 0))
			print "not ok - " name ": ended with status " status \
				" after " seen + 0 " of " planned + 0 " tests"
	}' "$out"
done | awk '
/^(not )?ok - / { sub(/ok - /, "ok " ++n " - ") }
{ print }
END { print "1.." n + 0 }'
