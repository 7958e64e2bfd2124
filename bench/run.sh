#!/bin/sh
# Runs every bench/bench_*.sh. Each prints ratios within one run; seconds are only for this machine.
# HL_BENCH_SCALE scales the sizes (1 = full; 0.01 = a smoke test). HL_BENCH_OTHERS=0 leaves out what people
# use instead.
set -eu
BUILD=${BUILD:-build}
HL_BENCH_SCALE=${HL_BENCH_SCALE:-1}
export BUILD HL_BENCH_SCALE
mkdir -p "$BUILD/bench-data"
for script in bench/bench_*.sh; do
    [ -z "${1:-}" ] || [ "$script" = "bench/bench_$1.sh" ] || continue
    echo "== $script"
    sh "$script"
done
