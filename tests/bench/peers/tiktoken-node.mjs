// SPDX-License-Identifier: MIT
// The npm package tiktoken-node: the Rust core as a native module, without
// o200k_base.  It takes the names of special tokens in a text for the tokens.
import { run } from "./run.mjs";

run("tiktoken-node", (require, encoding) => {
	const e = require("tiktoken-node").getEncoding(encoding);

	return text => e.encode(text).length;
});
