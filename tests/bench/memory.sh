# SPDX-License-Identifier: MIT
# The peak of resident memory on big inputs.
# shellcheck source=tests/bench/peers.sh
. "${0%/*}/peers.sh"

# The ceilings are those of the design: 64 MB, and 16 for each thread.
big_tokens() {
	for kind in jsonl txt; do
		for file in "$texts"/chat.$kind "$texts"/multi.$kind; do
			[ -s "$file" ] || continue
			big=$dir/$gb-${file##*/}
			grow "$file" "$gb" 0 "$big"
			for e in cl100k_base o200k_base; do
				ours 1 $e "$big"
				ours 2 $e "$big"
				[ "$kind" = jsonl ] ||
					row 'ft-tokcount --ids -j2' "$big" \
						"$B/bin/ft-tokcount" -q -e $e \
						-j2 --raw --ids "$big"
				table memory "memory, $gb MB of ${file##*/}, $e" \
					limit=64 each=16
			done
			rm "$big"
		done
	done
}

need_texts
runs=1
grow data-samples/faq.csv "$gb" 1 "$dir/$gb.csv"
grow data-samples/chat.jsonl "$gb" 0 "$dir/$gb.jsonl"
row 'csv2jsonl' "$dir/$gb.csv" "$B/bin/csv2jsonl" -q "$dir/$gb.csv"
for tool in 'ft-lint -m gpt-4o-mini' ft-cost; do
	# shellcheck disable=SC2086 # words are options
	row "$tool" "$dir/$gb.jsonl" "$B"/bin/$tool "$dir/$gb.jsonl"
done
for method in shuffle hash; do
	row "ft-split -m $method" "$dir/$gb.jsonl" "$B/bin/ft-split" \
		-q -f -m $method --train "$dir/train" --validation \
		"$dir/valid" "$dir/$gb.jsonl"
done
table memory "memory, $gb MB, $(wc -l <"$dir/$gb.jsonl") records"
rm -f "$dir/train" "$dir/valid" "$dir/$gb.csv" "$dir/$gb.jsonl"
big_tokens
