# SPDX-License-Identifier: MIT
# ft-tokcount beside its peers on text that does not repeat itself: a table for
# each corpus and encoding, and one of all at the end.
#
# The peers of $whole get the whole corpus; the slower ones its first megabytes
# (BENCH_PEER_MB), in a table where ours gets no more either.  "a bare memory
# read" and "a bare yajl parse" are the ceilings: of whoever reads every byte,
# and of whoever reads records with yajl.
# shellcheck source=tests/bench/peers.sh
. "${0%/*}/peers.sh"

# corpus ENCODING FILE: its tables.
corpus() {
	e=$1 file=$2 label=${2##*/} mode=text
	case $label in *.jsonl) mode=chat ;; esac
	size=$(awk -v n="$(wc -c <"$file")" 'BEGIN { printf "%.1f", n / 1e6 }')
	log="logfile=$dir/log corpus=$label encoding=$e"

	on=$one_core
	ours 1 "$e" "$file"
	row 'a bare memory read' "$file" "$dir/memread" "$file"
	[ $mode = text ] || row 'a bare yajl parse' "$file" "$dir/yajl" "$file"
	peer_rows "$whole" $mode "$e" "$file"
	# shellcheck disable=SC2086 # words are assignments
	table tokens "$label, $e, $size MB, one core" $log

	on=
	ours 1 "$e" "$file"
	ours 2 "$e" "$file"
	[ "$processors" -le 2 ] || ours "$processors" "$e" "$file"
	# shellcheck disable=SC2086 # words are assignments
	table cores "$label, $e, $size MB, more cores" $log

	sees_peers "$rest" || return 0
	on=$one_core part=$dir/first.${label##*.}
	first "$peer_mb" "$file" "$part"
	ours 1 "$e" "$part"
	peer_rows "$rest" $mode "$e" "$part"
	# shellcheck disable=SC2086 # words are assignments
	table tokens "$label, $e, its first $peer_mb MB, one core" $log
}

need_texts
program memread
program yajl -lyajl
peer_mb=${BENCH_PEER_MB:-4}
processors=$(getconf _NPROCESSORS_ONLN)
: >"$dir/log"
mkdir -p "$dir/text"
for e in cl100k_base o200k_base; do
	probe $e
	for file in "$texts"/*.txt "$texts"/*.jsonl; do
		[ -s "$file" ] || continue
		if [ -n "${BENCH_TEXT_MB:-}" ]; then
			first "$BENCH_TEXT_MB" "$file" "$dir/text/${file##*/}"
			file=$dir/text/${file##*/}
		fi
		corpus "$e" "$file"
	done
done
rm -rf "$dir/text"
cat <<'END'

all, whole processes: MB/s, and the time of peers as a multiple of ours (in
brackets: of their counting alone, by their own clock)
END
awk -f "$here/summary.awk" "$dir/log"
