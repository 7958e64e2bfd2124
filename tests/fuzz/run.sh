#!/bin/sh
# Runs the targets that make fuzz has built, or those that are named, FUZZ_SECONDS each. What is found is in
# $BUILD/found: it goes into tests/fuzz/corpus once it is mended.
set -u
BUILD=${BUILD:-build/fuzz}
seconds=${FUZZ_SECONDS:-120}
code=0
mkdir -p "$BUILD/found"
seeds_of() { # target
    case $1 in
    calc) echo tests/corpus/calc ;;
    definition | json) echo tests/corpus/definitions/good tests/corpus/definitions/bad ;;
    *) [ ! -d "tests/fuzz/corpus/$1" ] || echo "tests/fuzz/corpus/$1" ;;
    esac
}
[ $# -gt 0 ] || set -- $(ls tests/fuzz/test_fuzz_*.c | sed 's|.*/test_fuzz_||; s|\.c$||')
for target; do
    mkdir -p "$BUILD/grown/$target"
    # shellcheck disable=SC2046
    if "$BUILD/tests/fuzz/test_fuzz_$target" -max_total_time="$seconds" -timeout=25 -rss_limit_mb=2048 -max_len=65536 \
        -print_final_stats=1 -artifact_prefix="$BUILD/found/$target-" "$BUILD/grown/$target" $(seeds_of "$target") \
        >"$BUILD/found/$target.log" 2>&1; then
        echo "ok $target: $(sed -n 's/^stat::number_of_executed_units: *//p' "$BUILD/found/$target.log") executions"
    else
        echo "not ok $target: see $BUILD/found/$target.log"
        grep -E 'ERROR|runtime error|SUMMARY|Test unit written' "$BUILD/found/$target.log" | head -5
        code=1
    fi
done
exit $code
