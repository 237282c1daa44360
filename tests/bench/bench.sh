#!/bin/sh
# SPDX-License-Identifier: MIT
# Measures every tool beside its peers.  The commands of a table run in turn,
# each BENCH_RUNS times; shown are medians of whole processes.  Peers that are
# not installed are passed over, and named.
#
#	B=build sh tests/bench/bench.sh [PART]...
#
# The parts are csv, lint, split, tokens, hostile, start, upload, eval and
# memory, a script each in this folder.  Without any, all of them run, for half
# an hour.
#
#	BENCH_RUNS      how often each command runs (5)
#	BENCH_CORE      the processor of what runs on one core (the last)
#	BENCH_PATIENCE  seconds after which a command is given up (600)
#	BENCH_MB        the size of the inputs of csv, lint and split (200)
#	BENCH_UPLOAD_MB the size of the file of upload (2048 MiB)
#	BENCH_CSV, BENCH_JSONL
#	                inputs of your own for them
#	BENCH_CORPUS    a folder of texts (*.txt) and chat examples (*.jsonl) for
#	                tokens and memory; else corpus.sh makes one of what this
#	                machine has
#	BENCH_TEXT_MB   only the first megabytes of each of them; for corpus.sh,
#	                their size (20)
#	BENCH_PEER_MB   how much of it the slow peers get (4)
#	BENCH_PEERS     the peers of tokens and start (all that are found); npm
#	                packages are looked for in node_modules of the working
#	                directory and in NODE_PATH
#	BENCH_EVAL_N    the examples of eval (1000)
#	BENCH_GB_MB     the size of the inputs of memory (1000)
set -eu
[ $# -gt 0 ] || set -- csv lint split tokens hostile start upload eval memory
for part; do
	sh "${0%/*}/$part.sh"
done
