#!/bin/sh
# SPDX-License-Identifier: MIT
# The checks of style that take no time, and that each finds what it is for.
# shellcheck source=tests/cli/tap.sh
. "${0%/*}/tap.sh"

checks='floors libraries banned first-include lengths comments headers man
	python'
# Other versions of these programs have other opinions.
[ -z "${CI:-}" ] || checks="$checks shell format"
for check in $checks; do
	run sh -c "cd '$top' && exec sh 'tests/lint/$check.sh'"
	if [ "$rc" -eq 77 ]; then
		skip "$(cat out)" "lint: $check"
	else
		status 0 "lint: $check"
	fi
done

# finds CHECK FILE WORDS TITLE [LINE]: in a tree with the text on standard
# input as FILE, and LINE as common/io/none.h
finds() {
	rm -rf tree
	mkdir -p tree/tests "tree/${2%/*}" tree/common/io tree/tools/lint \
		tree/data-samples tree/.ci
	cp -R "$top/tests/lint" tree/tests/
	echo '/* SPDX-License-Identifier: MIT */' >tree/tools/none.c
	echo "${5:-/* SPDX-License-Identifier: MIT */}" >tree/common/io/none.h
	cat >"tree/$2"
	run sh -c "cd tree && exec sh 'tests/lint/$1.sh' 2>&1"
	status 1 "lint: $1 finds $4"
	out_has "$3" "lint: $1 tells $4"
}

finds floors common/io/x.c 'common/io (floor 2) includes common/json' \
	'a step up' <<'EOT'
#include "common/json/json.h"
EOT
finds floors common/io/x.c 'includes common/text (floor 2)' \
	'a step aside' <<'EOT'
#include "common/text/utf8.h"
EOT
finds floors tools/ft-split.c 'tools/split includes tools/lint' \
	'a tool in a tool' <<'EOT'
#include "tools/lint/lint.h"
EOT
finds floors common/io/x.c 'common/io includes tools/lint' \
	'a tool in the library' <<'EOT'
#include "tools/lint/lint.h"
EOT
finds floors common/io/x.h 'common/io/none.h' 'a circle' \
	'#include "common/io/x.h"' <<'EOT'
#include "common/io/none.h"
EOT
finds libraries tools/x.c '<yajl/yajl_parse.h> is for common/json/ only' \
	'a library in the wrong place' <<'EOT'
#include <yajl/yajl_parse.h>
EOT
finds banned common/io/x.c 'common/io/x.c:3: strcpy: no bound' \
	'a banned call' <<'EOT'
/* strcat(a, b) */
"strcat(a, b)" '"' strcpyx(a) a.strcat(b) '\\' '\''
	strcpy (a, b);
EOT
finds banned common/io/x.c 'common/io/x.c:2: //: comments' \
	'the other comments' <<'EOT'
"http://x"
int i; // count
EOT
finds banned common/io/x.c '<ctype.h>: ' 'a banned header' <<'EOT'
#include <ctype.h>
EOT
finds first-include common/io/none.c 'common/io/none.c: includes' \
	'a header that is not the first' <<'EOT'
#include <stdio.h>
#include "common/io/none.h"
EOT
{
	printf 'int\nf(void)\n{\n'
	awk 'BEGIN { while (n++ < 61) print "\tf();" }'
	printf '}\n'
} >long
finds lengths tools/x.c 'tools/x.c:3: a function of 61 lines' \
	'a long function' <long
finds comments tools/x.c 'tools/x.c:2:' 'a wish without a number' <<'EOT'
/* SPDX-License-Identifier: MIT */
	x(); /* TODO: more */
EOT
finds comments tools/x.c 'tools/x.c:2:' 'a banner' <<'EOT'
/* SPDX-License-Identifier: MIT */
/******** helpers ********/
EOT
finds comments tools/x.c 'tools/x.c:1: no SPDX line' 'a missing licence' <<'EOT'
int i;
EOT
finds headers common/io/x.h 'size_t' 'a header that needs another' <<'EOT'
size_t x(void);
EOT
finds python tests/server/x.py 'tests/server/x.py:4: os is imported' \
	'what Python imports for nothing' <<'EOT'
# SPDX-License-Identifier: MIT
"""Nothing."""

import os
EOT
finds python tests/server/x.py 'x.py:5: does not compile' \
	'Python that is none' <<'EOT'
# SPDX-License-Identifier: MIT
"""Nothing."""


def f() -> None: return return
EOT
finds python tests/server/x.py 'x.py:3: f: what does it return?' \
	'a function that does not say what it returns' <<'EOT'
# SPDX-License-Identifier: MIT
"""Nothing."""
def f():
    """Do nothing."""
EOT
plan
