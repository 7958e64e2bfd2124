#!/bin/sh
# assign on 10 million users against a bare loop that hashes ids in memory and writes lines.
set -eu
users=$(awk "BEGIN {printf \"%d\", 10000000 * ${HL_BENCH_SCALE:-1}}")
BUILD=${BUILD:-build}
mkdir -p "$BUILD/bench-data"
"$BUILD/bench/assign_users" "$users" "$BUILD/bench-data"
