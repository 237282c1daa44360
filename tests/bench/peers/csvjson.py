# CSV to JSON Lines with Python's own modules.
import csv
import json
import sys

with open(sys.argv[1], newline="", encoding="utf-8") as f:
    for row in csv.DictReader(f):
        sys.stdout.write(json.dumps(row, ensure_ascii=False) + "\n")
