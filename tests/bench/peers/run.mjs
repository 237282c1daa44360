// SPDX-License-Identifier: MIT
// What the peers in JavaScript have in common.  Each is driven alike:
//
//	node PEER.mjs probe ENCODING       its version; status 1 when missing
//	node PEER.mjs text ENCODING FILE   counts a text
//	node PEER.mjs chat ENCODING FILE   counts chat examples, as a loop with
//	                                   JSON.parse does: three tokens a
//	                                   message, its role and its content
//
// and prints "TOKENS in SECONDS", the seconds being those of counting (in chat,
// of parsing too) when the encoding is loaded and the file read and decoded.
//
// Text goes to the peer in pieces of 16 K characters, cut before a letter that
// begins a line: no token of cl100k_base or o200k_base spans that place, so the
// sum is that of the whole.  For every peer this is as fast as one string or
// faster, and some are quadratic in one of 20 MB.
//
// Packages come from node_modules of the working directory, or NODE_PATH.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";

const require = createRequire(process.cwd() + "/");
const PIECE = 16 * 1024;

function cut(text) {
	const pieces = [];
	const line = /\n(?=\p{L})/gu;

	for (let a = 0, b; a < text.length; a = b) {
		line.lastIndex = a + PIECE;
		b = line.test(text) ? line.lastIndex : text.length;
		pieces.push(text.slice(a, b));
	}
	return pieces;
}

async function countText(count, pieces) {
	let tokens = 0;

	for (const piece of pieces) {
		const n = count(piece);

		tokens += typeof n === "number" ? n : await n;
	}
	return tokens;
}

async function countChat(count, lines) {
	let tokens = 0;

	for (const line of lines) {
		if (line === "")
			continue;
		for (const { role, content } of JSON.parse(line).messages)
			tokens += 3 + await count(role) +
			    await count(content ?? "");
	}
	return tokens;
}

// run(NAME, LOAD): LOAD gets require and the name of an encoding, and gives
// back a function from a text to its number of tokens, or to a promise of it.
export async function run(name, load) {
	const [mode, encoding, file] = process.argv.slice(2);
	let count;

	try {
		count = await load(require, encoding);
		await count("probe");
	} catch (e) {
		if (mode !== "probe")
			throw e;
		process.exit(1);
	}
	if (mode === "probe") {
		const main = require.resolve(name);
		const root = main.slice(0, main.lastIndexOf(
		    "node_modules/" + name) + 14 + name.length);
		const about = readFileSync(root + "package.json", "utf8");

		console.log(`${name} ${JSON.parse(about).version}`);
		return;
	}

	const text = readFileSync(file, "utf8");
	const parts = mode === "chat" ? text.split("\n") : cut(text);
	const from = performance.now();
	const tokens = await (mode === "chat" ? countChat : countText)(count,
	    parts);

	console.log(`${tokens} in ${(performance.now() - from) / 1000}`);
}
