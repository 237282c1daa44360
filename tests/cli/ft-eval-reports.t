#!/bin/sh
# SPDX-License-Identifier: MIT
# ft-eval: what it shows of answers that are not nice, from a record of them;
# the page is looked at by a browser, where there is one.
# shellcheck source=tests/cli/tap.sh
. "${0%/*}/tap.sh"
# shellcheck source=tests/server/fake.sh
. "$top/tests/server/fake.sh"
fake_needs jq
unset OPENAI_API_KEY OPENAI_BASE_URL FT_PROVIDER http_proxy https_proxy \
	all_proxy
XDG_CACHE_HOME=$work/cache
export XDG_CACHE_HOME
tuned='ft:fake-base:acme::</title>"&'

# Examples and answers that would break out of what they stand in.
python3 - "$tuned" <<'EOF'
import json
import sys

texts = [
    "</script><script>document.title='owned'</script>",
    "<img src=x onerror=\"document.title='owned'\">",
    "\"quotes\" & 'single' <b>bold</b> ]]> &amp;",
    "word " * 20000,
    "x" * 100000,
    "\u202egnirts\u202c \u05e9\u05dc\u05d5\u05dd \u0645\u0631\u062d\u0628\u0627",
    "\U0001f469\u200d\U0001f469\u200d\U0001f467 \u65e5\u672c\u8a9e\u306e\u30c6"
    "\u30ad\u30b9\u30c8",
    "nul \x00 escape \x1b[2J bell \x07 c1 \x9b",
    "one\ntwo\n\n  three",
    "{{template}} {% raw %}",
]
answers = []
with open("in.jsonl", "w") as out:
    for i, text in enumerate(texts):
        question = f"Q{i}: say {text[:100]}"
        record = {"messages": [{"role": "system", "content": text[:200]},
                               {"role": "user", "content": question},
                               {"role": "assistant", "content": text}]}
        out.write(json.dumps(record) + "\n")
        half = len(text) // 2
        answers.append({"contains": f"Q{i}:", "model": sys.argv[1],
                        "content": text[:half] + " else " + text[half + 5:]})
answers.append({"contains": "Q2:", "model": "fake-base", "refusal": "</p>No."})
answers.append({"contains": "Q", "model": "fake-base", "content": ""})
with open("answers.json", "w") as out:
    json.dump(answers, out)
EOF
fake_start
OPENAI_BASE_URL=$fake/v1 OPENAI_API_KEY=$fake_key
export OPENAI_BASE_URL OPENAI_API_KEY
fake_post models "$(jq -nc --arg id "$tuned" '[{id: $id, trains: []}]')"
curl -sS -d @answers.json "$fake/_fake/answers" >fake.said
run ft-eval -m fake-base -m "$tuned" --max-tokens 0 --record kept in.jsonl
status 0 'the answers are there'
jq -c . out >lines
[ "$(wc -l <lines)" -eq 20 ]
ok $? 'as lines of JSON'
fake_stop
unset OPENAI_BASE_URL OPENAI_API_KEY
again() { # OPTION...
	run ft-eval -m fake-base -m "$tuned" --max-tokens 0 --replay kept "$@"
}

# Side by side.
again -q --side-by-side in.jsonl
status 0 '--side-by-side: status 0'
cp out sides
tr -d '\n\040-\176\200-\377' <sides >odd
empty odd '--side-by-side: no control characters'
LC_ALL=C.UTF-8 awk 'length($0) > 130 { print length($0) }' sides |
	head -n 3 >wide
has sides 'expected   ' '--side-by-side: the truth has a column'
has sides '{+do' '--side-by-side: what is more is marked'
has sides '\x1b[2J' '--side-by-side: an escape is shown'
has sides '\u{202e}' '--side-by-side: what turns the text is shown'
has sides 'refused, ' '--side-by-side: a class of its own is named'
again -q --side-by-side --color=always in.jsonl
grep -q "$(printf '\033')\\[4;32m" out
ok $? '--side-by-side: in colour where that is wanted'
sed 's/\x1b\[[0-9;]*m//g' out | tr -d '\n\040-\176\200-\377' >odd
empty odd '--side-by-side: and nothing else that drives a terminal'

# JUnit.
again -q --junit junit.xml --min chrf=0.99 --no-worse-than fake-base \
	--metric chrf in.jsonl
status 1 '--junit: the status is that of the gates'
python3 - junit.xml >got <<'EOF'
import sys
import xml.etree.ElementTree as ET

root = ET.parse(sys.argv[1]).getroot()
for suite in root:
    cases = suite.findall("testcase")
    failed = [c.get("name") for c in cases if c.find("failure") is not None]
    print(suite.get("name"), len(cases) == int(suite.get("tests")),
          len(failed) == int(suite.get("failures")), failed)
EOF
cat >want <<EOF
fake-base True True []
$tuned True True ['chrf at least 0.99']
EOF
same got want '--junit: is XML with suites, cases and failures'

# promptfoo.
run ft-eval --export promptfoo --metric exact,f1 in.jsonl
status 0 '--export: status 0, without a model'
err_has 'promptfoo has nothing like f1' '--export: what is left out is told'
jq -c '[.vars.messages[1].role, .assert[0].type, .metadata.index]' out |
	head -n 1 >got
echo '["user","equals",1]' >want
same got want '--export: a test for each example'
sed -n 10p out | jq -c '[.assert[0].value, .vars.truth.text]' >got
echo '["{{truth.text}}","{{template}} {% raw %}"]' >want
same got want '--export: what looks like a template is none'
jq -r '.vars.truth.text // .assert[0].value' out >got
jq -r '.messages[2].content' in.jsonl >want
same got want '--export: all truths are there'

# The page.
again -q --html page.html in.jsonl >/dev/null
status 0 '--html: status 0'
run ft-eval -m fake-base -m "$tuned" --max-tokens 0 --replay kept --html two \
	in.jsonl
same two page.html '--html: the same answers, the same bytes'
grep -c '<script>' page.html >got
echo 1 >want
same got want '--html: one script, which is ours'
grep -oE '<[a-z]+ [^>]*(src|href|srcset|action)=|url\(|@import' page.html |
	sort -u >got
empty got '--html: nothing is fetched'
tr -d '\n\t\040-\176\200-\377' <page.html >odd
empty odd '--html: no control characters'
python3 - page.html >got <<'EOF'
import base64
import hashlib
import re
import sys

page = open(sys.argv[1], encoding="utf-8").read()
for tag in "style", "script":
    body = re.search(f"<{tag}>(.*?)</{tag}>", page, re.S).group(1)
    digest = base64.b64encode(hashlib.sha256(body.encode()).digest()).decode()
    print(tag, f"{tag}-src 'sha256-{digest}'" in page)
EOF
printf 'style True\nscript True\n' >want
same got want '--html: the policy knows our style and script by their digests'
again -q --html few.html --html-limit 2 in.jsonl
grep -c '^<article' few.html >got
echo 2 >want
same got want '--html-limit: no more than that'
has few.html 'The 2 worst of 10 examples' '--html-limit: says so'

browser=
for name in chromium chromium-browser google-chrome; do
	! command -v $name >/dev/null || browser=${browser:-$name}
done
# dom FILE [WIDTH]: what the browser makes of it, in ./out
dom() {
	LIMIT=60
	run "$browser" --headless --no-sandbox --disable-gpu \
		--user-data-dir="$work/browser" --window-size="${2:-1280},900" \
		--dump-dom "file://$work/$1"
	LIMIT=
}
# probed EXPRESSION: the page, trusting any script, and with one at its end that
# puts what the expression is into the title.
probed() {
	sed 's/<meta http-equiv="Content-Security-Policy"[^>]*>//
		/^<\/body>/,$d' page.html
	printf '<script>document.title = %s</script>\n</body>\n</html>\n' "$1"
}
title() {
	sed -n 's:.*<title>\(.*\)</title>.*:\1:p' out | head -n 1 >got
}
if [ -z "$browser" ]; then
	skip 'no Chromium' '--html: in a browser'
	plan
fi
HOME=$work
export HOME
dom page.html
status 0 '--html: a browser shows it'
title
echo 'in.jsonl - ft-eval' >want
same got want '--html: what was answered does not run'
grep -q '<form id="find">' out
ok $? '--html: our script does, and shows the filter'
out_has '10 shown</output>' '--html: all examples are shown'
sed 's|^</body>|<script>document.title = "owned"</script>&|' page.html \
	>foreign.html
dom foreign.html
title
same got want '--html: the policy keeps a foreign script from running'
probed '(function () {
	var e = document.getElementById("find").elements, n = [];
	function shown() {
		return document.querySelectorAll("article:not([hidden])").length;
	}
	function set(name, value, type) {
		e[name].value = value;
		e[name].dispatchEvent(new Event(type, {bubbles: true}));
	}
	function first() {
		return document.querySelector("article").
			getAttribute("data-place");
	}
	n.push(shown());
	set("words", "TEMPLATE}}", "input"); n.push(shown());
	set("words", "", "input");
	set("kind", "worse", "input"); n.push(shown() < 10);
	set("kind", "all", "input"); n.push(shown());
	set("order", "file", "change"); n.push(first());
	var worst;
	set("order", "worst", "change"); worst = first();
	set("order", "best", "change"); n.push(worst !== first());
	return n.join();
})()' >probed.html
dom probed.html
title
echo '10,1,true,10,0,true' >want
same got want '--html: it filters and sorts'
for width in 390 1280; do
	probed 'document.documentElement.scrollWidth <= innerWidth' >probed.html
	dom probed.html $width
	title
	echo true >want
	same got want "--html: nothing sticks out at $width pixels"
done
probed '[document.querySelectorAll("table").length > 0,
	document.querySelectorAll("th:not([scope])").length,
	document.querySelectorAll("table:not(:has(caption))").length,
	document.querySelectorAll("svg:not([role=img])").length,
	document.querySelectorAll("img,iframe,object,link,base").length,
	document.querySelectorAll("input:not([name]),select:not([name])").length].
	join()' >probed.html
dom probed.html
title
echo 'true,0,0,0,0,0' >want
same got want '--html: tables have captions and headers, charts are pictures'
plan
