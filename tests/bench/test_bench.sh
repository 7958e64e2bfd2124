#!/bin/sh
# Every benchmark runs through on a small scale and prints figures, so that none rots unseen. Times
# are not looked at.
set -u
BUILD=$(realpath "${BUILD:-build}")
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
ln -s "$BUILD/hookline" "$BUILD/bench" "$work/"
code=0
for script in bench/bench_*.sh; do
    if BUILD=$work HL_BENCH_SCALE=0.0005 HL_BENCH_ROUNDS=1 HL_BENCH_OTHERS=0 bench/run.sh \
        "$(basename "$script" .sh | sed 's/^bench_//')" >"$work/said" 2>&1 &&
        grep -qE '[0-9]\.[0-9]' "$work/said" && ! grep -qE '(^|[^a-z])(nan|inf)' "$work/said"; then
        echo "ok $script"
    else
        echo "not ok $script"
        cat "$work/said"
        code=1
    fi
done
# the send-time model against its cheapest strong rival, few seeds: the gates allow three standard errors of them
if "$BUILD/bench/timing" 4 3 narrow >"$work/said" 2>&1 &&
    "$BUILD/bench/timing" 4 3 null model >>"$work/said" 2>&1 && [ "$(grep -c "^holds" "$work/said")" -eq 5 ]; then
    echo "ok bench/timing"
else
    echo "not ok bench/timing"
    cat "$work/said"
    code=1
fi
exit $code
