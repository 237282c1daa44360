#!/bin/sh
# SPDX-License-Identifier: MIT
# What the README and .pre-commit-hooks.yaml have projects run.
# shellcheck source=tests/cli/tap.sh
. "${0%/*}/tap.sh"

hooks=$top/.pre-commit-hooks.yaml
# The README's blocks of YAML into ./1.yaml, ./2.yaml.
awk '/^```yaml$/ { file = ++n ".yaml"; next }
/^```/ { file = "" }
file != "" { print >file }' "$top/README.md"
if python3 -c 'import yaml' 2>/dev/null; then
	for file in "$hooks" 1.yaml 2.yaml; do
		python3 -c 'import sys, yaml; yaml.safe_load(sys.stdin)' <"$file"
		ok $? "${file##*/} is YAML"
	done
else
	skip 'python3 has no yaml' 'the examples are YAML'
fi
sed -n 's/^ *- id: //p' 1.yaml >ids
while read -r id; do
	has "$hooks" "- id: $id" "there is a hook $id"
done <ids

# The hooks, as pre-commit runs them.
hook() { # ID FILE...
	entry=$(sed -n "/^- id: $1\$/,/^- id/s/^  entry: //p" "$hooks")
	shift
	run sh -c "$entry \"\$@\"" hook "$@"
}
chat=$top/data-samples/chat.jsonl
cp "$chat" 'a b.jsonl'
hook ft-lint 'a b.jsonl' "$chat"
status 0 'the hook lets good files through'
hook ft-lint "$top/data-samples/damaged.jsonl"
status 1 'and others not'
sed 's/$/\r/; 3s/"user"/"User"/' "$chat" >c.jsonl
cp c.jsonl d.jsonl
hook ft-lint-fix 'a b.jsonl' c.jsonl d.jsonl
status 0 'the other hook repairs'
empty out 'in their places'
same c.jsonl "$chat" 'what there is'
same d.jsonl "$chat" 'in each file'
same 'a b.jsonl' "$chat" 'and leaves good files alone'

# The workflow's own command.
mkdir data
cp "$chat" data/
command=$(sed -n 's/^ *- run: \(ft-lint .*\)/\1/p' 2.yaml)
run sh -c "$command"
status 0 "$command"
cp ft-lint.sarif out
perl "$top/tests/cli/sarif.pl" <out >wrong
empty wrong 'makes what is uploaded'
file=$(sed -n 's/^ *sarif_file: //p' 2.yaml)
[ -s "$file" ]
ok $? "as $file"
plan
