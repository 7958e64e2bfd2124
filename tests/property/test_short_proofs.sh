#!/bin/sh
# The short form of every proof that has one (tests/support/proof.h): few runs, which find what is
# plainly wrong.
set -u
BUILD=${BUILD:-build}
code=0
for source in $(grep -l hl_proof_begin tests/proof/prove_*.c); do
    name=$(basename "$source" .c)
    if "$BUILD/tests/proof/$name" short >"$BUILD/$name.out" 2>&1; then
        echo "ok $name"
    else
        echo "not ok $name"
        grep -E 'outside|^[^|]' "$BUILD/$name.out" | tail -n 30
        code=1
    fi
done
exit $code
