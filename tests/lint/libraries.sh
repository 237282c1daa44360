# SPDX-License-Identifier: MIT
# Is each foreign library seen by one module only?
. tests/lint/files.sh

files | xargs awk '
BEGIN {
	home["yajl"] = "^common/json/"
	home["csv.h"] = "^common/io/csv"
	home["utf8proc.h"] = "^common/text/"
	home["curl"] = "^common/net/"
	home["pcre2.h"] = "^common/token/regex"
	home["zlib.h"] = "^common/io/unpack"
	home["openssl"] = "^common/(upload/digest|ask/key)"
	home["sqlite3.h"] = "^common/ask/askcache"
	home["zstd.h"] = "^common/io/unpack"
}
/^#[ \t]*include[ \t]*</ {
	split($0, part, /[<>]/)
	key = part[2]
	sub(/\/.*/, "", key)
	if (key in home && FILENAME !~ home[key])
		print FILENAME ":" FNR ": <" part[2] "> is for " \
			substr(home[key], 2) " only"
}' | report
