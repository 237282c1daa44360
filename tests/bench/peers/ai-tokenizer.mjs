// SPDX-License-Identifier: MIT
// The npm package ai-tokenizer: JavaScript.  It throws at a text that holds the
// name of a special token.
import { run } from "./run.mjs";

run("ai-tokenizer", (require, encoding) => {
	const { Tokenizer } = require("ai-tokenizer");
	const e = new Tokenizer(require("ai-tokenizer/encoding/" + encoding));

	return text => e.count(text);
});
