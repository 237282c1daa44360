# SPDX-License-Identifier: MIT
# csv2jsonl beside whoever reads CSV.
# shellcheck source=tests/bench/lib.sh
. "${0%/*}/lib.sh"

need_csv
program libcsv -lcsv

row 'csv2jsonl' "$csv" "$B/bin/csv2jsonl" -q "$csv"
row 'csv2jsonl -j1' "$csv" "$B/bin/csv2jsonl" -q -j1 "$csv"
row 'a bare libcsv parse' "$csv" "$dir/libcsv" "$csv"
if have mlr; then
	row 'mlr --icsv --ojsonl cat' "$csv" mlr --icsv --ojsonl cat "$csv"
fi
if have python3; then
	row 'Python, csv and json' "$csv" python3 \
		"$here/peers/csvjson.py" "$csv"
fi
if have csvjson; then # not guessing the dialect and types of all rows
	row 'csvjson --stream -I -y 0' "$csv" csvjson --stream -I -y 0 "$csv"
fi
table plain "csv2jsonl, $csv"
