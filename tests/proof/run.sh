#!/bin/sh
# Runs every proof; each prints its figures and ends with "proved NAME" or "not proved NAME".
set -u
BUILD=${BUILD:-build}
code=0
for source in tests/proof/prove_*.c; do
    name=$(basename "$source" .c)
    echo "== $name"
    if "$BUILD/tests/proof/$name"; then
        echo "proved $name"
    else
        echo "not proved $name"
        code=1
    fi
done
for script in tests/proof/prove_*.sh; do
    [ -e "$script" ] || continue
    name=$(basename "$script" .sh)
    echo "== $name"
    if sh "$script"; then
        echo "proved $name"
    else
        echo "not proved $name"
        code=1
    fi
done
exit $code
