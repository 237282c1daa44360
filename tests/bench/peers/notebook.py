# What a notebook does before fine-tuning: reads all examples, looks for the
# usual mistakes, and counts messages; and tokens, where an encoding is named.
#
#	python3 notebook.py FILE [ENCODING]
import json
import sys
from collections import Counter

ROLES = ("system", "user", "assistant", "function")
KEYS = ("role", "content", "name", "function_call", "weight")

with open(sys.argv[1], encoding="utf-8") as f:
    examples = [json.loads(line) for line in f]

errors = Counter()
for example in examples:
    if not isinstance(example, dict):
        errors["no object"] += 1
        continue
    messages = example.get("messages")
    if not messages:
        errors["no messages"] += 1
        continue
    for message in messages:
        if "role" not in message or "content" not in message:
            errors["missing key"] += 1
        if any(key not in KEYS for key in message):
            errors["unknown key"] += 1
        if message.get("role") not in ROLES:
            errors["unknown role"] += 1
        content = message.get("content")
        call = message.get("function_call")
        if (not content and not call) or not isinstance(content, str):
            errors["missing content"] += 1
    if not any(message.get("role") == "assistant" for message in messages):
        errors["no assistant"] += 1

no_system = no_user = 0
lengths = []
for example in examples:
    roles = [message.get("role") for message in example["messages"]]
    no_system += "system" not in roles
    no_user += "user" not in roles
    lengths.append(len(roles))
print(dict(errors), no_system, no_user, min(lengths), max(lengths))

if len(sys.argv) > 2:
    sys.path.pop(0)  # this folder has a tiktoken.py, too
    import tiktoken

    encoding = tiktoken.get_encoding(sys.argv[2])
    tokens = assistant_tokens = over = 0
    for example in examples:
        n = 3
        for message in example["messages"]:
            n += 3
            for key, value in message.items():
                n += len(encoding.encode(value, disallowed_special=()))
                n += key == "name"
            if message["role"] == "assistant":
                assistant_tokens += len(
                    encoding.encode(message["content"], disallowed_special=())
                )
        tokens += n
        over += n > 16385
    print(tokens, assistant_tokens, over)
