# SPDX-License-Identifier: MIT
# Does each .c file that has a header of its own include it first?
. tests/lint/files.sh

files | grep '\.c$' | while read -r c; do
	h=${c%.c}.h
	[ -e "$h" ] || continue
	first=$(sed -n 's/^#[ \t]*include[ \t]*//p' "$c" | head -n 1)
	[ "$first" = "\"$h\"" ] || echo "$c: includes $first before \"$h\""
done | report
