// SPDX-License-Identifier: MIT
// The npm package gpt-tokenizer: JavaScript.
import { run } from "./run.mjs";

run("gpt-tokenizer", (require, encoding) => {
	const e = require("gpt-tokenizer/encoding/" + encoding);
	const ordinary = {
		allowedSpecial: new Set(),
		disallowedSpecial: new Set(),
	};

	return text => e.countTokens(text, ordinary);
});
