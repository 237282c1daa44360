# SPDX-License-Identifier: MIT
# ft-lint beside a bare parse and a notebook's checks.
# shellcheck source=tests/bench/lib.sh
. "${0%/*}/lib.sh"

need_jsonl
program yajl -lyajl

row 'ft-lint' "$jsonl" "$B/bin/ft-lint" "$jsonl"
row 'ft-lint -j1' "$jsonl" "$B/bin/ft-lint" -j1 "$jsonl"
row 'ft-lint -m gpt-4o-mini' "$jsonl" \
	"$B/bin/ft-lint" -m gpt-4o-mini "$jsonl"
row 'a bare yajl parse' "$jsonl" "$dir/yajl" "$jsonl"
if have python3; then
	row 'Python, a notebook' "$jsonl" \
		python3 "$here/peers/notebook.py" "$jsonl"
fi
table plain "ft-lint, $jsonl"
