#!/bin/sh
# Every allocation of an analysis, of its reports and of a plan fails once.
set -eu
for test in test_analysis_memory test_plan_memory; do
    HL_EVERY=1 "${BUILD:-build}/tests/fault/$test"
done
