#!/bin/sh
# SPDX-License-Identifier: MIT
# What the tools print, to the byte: see tests/golden/run.sh.
exec sh "$(dirname "$0")/../golden/run.sh"
