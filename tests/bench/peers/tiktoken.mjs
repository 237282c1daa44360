// SPDX-License-Identifier: MIT
// The npm package tiktoken: the Rust core as WASM.
import { run } from "./run.mjs";

run("tiktoken", (require, encoding) => {
	const e = require("tiktoken").get_encoding(encoding);

	return text => e.encode_ordinary(text).length;
});
