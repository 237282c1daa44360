// SPDX-License-Identifier: MIT
// The npm package js-tiktoken: JavaScript.
import { run } from "./run.mjs";

run("js-tiktoken", (require, encoding) => {
	const { Tiktoken } = require("js-tiktoken/lite");
	const e = new Tiktoken(require("js-tiktoken/ranks/" + encoding));

	return text => e.encode(text, [], []).length;
});
