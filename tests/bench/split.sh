# SPDX-License-Identifier: MIT
# ft-split beside shuf and Python.
# shellcheck source=tests/bench/lib.sh
. "${0%/*}/lib.sh"

need_jsonl

row 'ft-split' "$jsonl" "$B/bin/ft-split" -q -f \
	--train "$dir/train" --validation "$dir/valid" "$jsonl"
row 'shuf | split' "$jsonl" sh -c \
	"shuf '$jsonl' | split -n r/2 - '$dir/part.'"
row 'shuf | split -l' "$jsonl" sh -c \
	"shuf '$jsonl' | split -l 100000 - '$dir/part.'"
if have python3; then
	row 'Python, random.shuffle' "$jsonl" python3 \
		"$here/peers/split.py" "$jsonl" "$dir/train" \
		"$dir/valid"
fi
table plain "ft-split, $jsonl"
rm -f "$dir/train" "$dir/valid" "$dir"/part.*
