#!/bin/sh
# Lost data never make another verdict: the long form of tests/property/test_losses.py. Row "before": of
# the program that BEFORE names, when there is one.
set -u
exec python3 tests/property/test_losses.py "${1:-300}"
