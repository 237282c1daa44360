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

# beside FILE TITLE: ft-split and its peers.
beside() {
	ninety=$(($(wc -l <"$1") * 9 / 10))
	shuf_split="shuf '$1' | split -l $ninety - '$dir/part.'"

	for options in '' ' -m hash' ' -m order' ' -j1'; do
		# shellcheck disable=SC2086 # words are options
		row "ft-split$options" "$1" "$B/bin/ft-split" -q -f $options \
			--train "$dir/train" --validation "$dir/valid" "$1"
	done
	row 'shuf | split -l' "$1" sh -c "$shuf_split"
	# What ft-split does before its files get their names.
	row 'shuf | split -l; sync' "$1" sh -c \
		"$shuf_split; sync '$dir/part.aa' '$dir/part.ab'"
	if have python3; then
		row 'Python, random.shuffle' "$1" python3 \
			"$here/peers/split.py" "$1" "$dir/train" "$dir/valid"
	fi
	# What nobody who writes as much can go below.
	row 'only writing: cat >FILE' "$1" sh -c "cat '$1' >'$dir/copy'"
	row 'cp; sync; mv' "$1" sh -c \
		"cp '$1' '$dir/part'; sync '$dir/part'; mv '$dir/part' '$dir/copy'"
	table plain "$2"
	rm -f "$dir/train" "$dir/valid" "$dir/copy" "$dir"/part.*
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

beside "$own" "ft-split, $own"
short 4
beside "$dir/short-4" 'ft-split, records of 39 bytes'

runs=1
short 8
growth 0 '-m hash'
growth 8 '-m shuffle'
growth 8 '-m order'
growth 32 '--group prompt'
growth 32 '--stratify completion'
growth 32 '-k 2'
growth 160 '--near-duplicates'
rm -f "$dir/short-4" "$dir/short-8"
