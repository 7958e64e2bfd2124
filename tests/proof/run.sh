#!/bin/sh
# Runs every proof; each prints its figures and ends with "proved NAME" or "not proved NAME".
# Ends with "N passed, N failed".
set -u
BUILD=${BUILD:-build}
passed=0 failed=0

prove() { # name command...
    name=$1
    shift
    echo "== $name"
    if "$@"; then
        echo "proved $name"
        passed=$((passed + 1))
    else
        echo "not proved $name"
        failed=$((failed + 1))
    fi
}

for source in tests/proof/prove_*.c; do
    name=$(basename "$source" .c)
    prove "$name" "$BUILD/tests/proof/$name"
done
for script in tests/proof/prove_*.sh; do
    [ -e "$script" ] || continue
    prove "$(basename "$script" .sh)" sh "$script"
done
echo "$passed passed, $failed failed"
[ "$failed" -eq 0 ] && [ "$passed" -gt 0 ]
