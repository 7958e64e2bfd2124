#!/bin/sh
# Data that are lost on the way into a store never make another verdict: the long form of
# tests/property/test_store_losses.py. Row "before": of the program named by BEFORE.
set -u
exec python3 tests/property/test_store_losses.py "${1:-100}"
