# A shuffled 90/10 split with Python's own modules.
import random
import sys

with open(sys.argv[1], encoding="utf-8") as f:
    lines = f.readlines()
random.seed(42)
random.shuffle(lines)
cut = len(lines) * 9 // 10
with open(sys.argv[2], "w", encoding="utf-8") as f:
    f.writelines(lines[:cut])
with open(sys.argv[3], "w", encoding="utf-8") as f:
    f.writelines(lines[cut:])
