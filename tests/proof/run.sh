#!/bin/sh
# Runs the slow proofs; each prints its figure and exits 1 when it fails.
set -u
BUILD=${BUILD:-build}
code=0
for source in tests/proof/prove_*.c; do
    name=$(basename "$source" .c)
    echo "== $name"
    "$BUILD/tests/proof/$name" || code=1
done
exit $code
