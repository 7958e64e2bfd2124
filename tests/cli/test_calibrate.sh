#!/bin/sh
# The short form of tests/proof/prove_calibrate.sh.
if sh tests/proof/prove_calibrate.sh short >"${BUILD:-build}/calibrate.out" 2>&1; then
    echo "ok calibrate"
else
    echo "not ok calibrate"
    cat "${BUILD:-build}/calibrate.out"
    exit 1
fi
