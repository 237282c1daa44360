// Counts a text, or with "chat" the contents of chat examples, with the npm
// package tiktoken: node tiktoken.mjs text|chat ENCODING FILE
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";

const { get_encoding } = createRequire(process.cwd() + "/")("tiktoken");
const [mode, name, file] = process.argv.slice(2);
const encoding = get_encoding(name);
const text = readFileSync(file, "utf8");
let tokens = 0;

if (mode === "text") {
	tokens = encoding.encode_ordinary(text).length;
} else {
	for (const line of text.split("\n")) {
		if (line === "")
			continue;
		for (const message of JSON.parse(line).messages)
			tokens += encoding.encode_ordinary(
			    message.content ?? "").length;
	}
}
console.log(tokens);
