# SPDX-License-Identifier: MIT
# ft-split beside shuf and Python, and the memory it takes for a record.
# shellcheck source=tests/bench/lib.sh
. "${0%/*}/lib.sh"

need_jsonl
# No two alike, as equal records are kept together.
own=$dir/$mb.split.jsonl
[ -s "$own" ] || {
	awk '{ print "{\"metadata\":{\"n\":\"" NR "\"}," substr($0, 2) }' \
		"$jsonl" >"$own.part"
	mv "$own.part" "$own"
}
ninety=$(($(wc -l <"$own") * 9 / 10))

for options in '' ' -m hash' ' -m order' ' -j1'; do
	# shellcheck disable=SC2086 # words are options
	row "ft-split$options" "$own" "$B/bin/ft-split" -q -f $options \
		--train "$dir/train" --validation "$dir/valid" "$own"
done
shuf_split="shuf '$own' | split -l $ninety - '$dir/part.'"
row 'shuf | split -l' "$own" sh -c "$shuf_split"
# What ft-split does before its files get their names.
row 'shuf | split -l; sync' "$own" sh -c \
	"$shuf_split; sync '$dir/part.aa' '$dir/part.ab'"
if have python3; then
	row 'Python, random.shuffle' "$own" python3 \
		"$here/peers/split.py" "$own" "$dir/train" "$dir/valid"
fi
# What nobody who writes as much can go below.
row 'only writing: cat >FILE' "$own" sh -c "cat '$own' >'$dir/copy'"
row 'cp; sync; mv' "$own" sh -c \
	"cp '$own' '$dir/part'; sync '$dir/part'; mv '$dir/part' '$dir/copy'"
table plain "ft-split, $own"
rm -f "$dir/train" "$dir/valid" "$dir/copy" "$dir"/part.*

# short MILLIONS: records of 39 bytes with the line end.
short() {
	awk -v n="$1" 'BEGIN {
		for (i = 1; i <= n * 1000000; i++)
			printf "{\"prompt\":\"%08d\",\"completion\":\"%d\"}\n", i, i % 5
	}' >"$dir/short-$1"
}

# growth BYTES OPTIONS: what ft-split(1) states for a record with them.
growth() {
	for millions in 4 8; do
		# shellcheck disable=SC2086 # words are options
		row "$2" "$dir/short-$millions" "$B/bin/ft-split" -q -f $2 \
			--train "$dir/{}train" --validation "$dir/{}valid" \
			"$dir/short-$millions"
	done
	table growth "memory of ft-split, $1 bytes are stated" \
		stated="$1" record=39
	rm -f "$dir"/*train "$dir"/*valid
}

runs=1
short 4
short 8
growth 0 '-m hash'
growth 8 '-m shuffle'
growth 8 '-m order'
growth 32 '--group prompt'
growth 32 '--stratify completion'
growth 32 '-k 2'
growth 160 '--near-duplicates'
rm -f "$dir/short-4" "$dir/short-8"
