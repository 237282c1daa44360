# SPDX-License-Identifier: MIT
# Prints C with comments taken out and the text of strings and characters
# blanked; lines stay where they are.  "//" outside of both is kept.
FNR == 1 { comment = 0 }
{
	line = ""
	for (i = 1; i <= length($0); i++) {
		c = substr($0, i, 1)
		if (comment) {
			if (substr($0, i, 2) == "*/") {
				comment = 0
				i++
			}
			continue
		}
		if (substr($0, i, 2) == "/*") {
			comment = 1
			i++
			line = line " "
		} else if (c == "\"" || c == "'") {
			line = line c
			for (i++; i <= length($0); i++) {
				d = substr($0, i, 1)
				if (d == "\\")
					i++
				else if (d == c)
					break
			}
			line = line c
		} else
			line = line c
	}
	print FILENAME ":" FNR ": " line
}
