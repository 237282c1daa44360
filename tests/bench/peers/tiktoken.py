# SPDX-License-Identifier: MIT
# Python's tiktoken, driven as run.mjs drives the peers in JavaScript:
#
#	python3 tiktoken.py probe|text|chat ENCODING [FILE]
#
# It fetches a vocabulary at its first use; where it cannot, it is not there.
import sys
from time import perf_counter

# Not from this folder, which holds this very file.
sys.path.pop(0)
mode, name = sys.argv[1:3]
try:
    import tiktoken

    encoding = tiktoken.get_encoding(name)
except Exception:
    if mode != "probe":
        raise
    sys.exit(1)
if mode == "probe":
    print("tiktoken (Python)", getattr(tiktoken, "__version__", ""))
    sys.exit()


def count(text):
    return len(encoding.encode_ordinary(text))


with open(sys.argv[3], encoding="utf-8", newline="") as f:
    text = f.read()
start = perf_counter()
if mode == "text":
    tokens = count(text)
else:
    import json

    tokens = sum(
        3 + count(m["role"]) + count(m.get("content") or "")
        for line in text.split("\n")
        if line
        for m in json.loads(line)["messages"]
    )
print(f"{tokens} in {perf_counter() - start}")
