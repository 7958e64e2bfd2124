#!/bin/sh
# Commands that share work among threads, under the thread sanitizer: it must have nothing to report, and what they print
# must be the same whatever the number of threads. Ends with "N passed, N failed".
# usage: BUILD=build/tsan tests/tsan/run.sh
set -u
BUILD=${BUILD:-build/tsan}
hookline=$(realpath "$BUILD")/hookline
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work" || exit 1
TSAN_OPTIONS="exitcode=66 halt_on_error=0"
export TSAN_OPTIONS
# Where a kernel spreads addresses wider than the sanitizer knows, it is started without.
fixed=""
"$hookline" --version >/dev/null 2>&1 || fixed="setarch -R"
passed=0 failed=0

# name expected-exit-code words...
quiet() {
    name=$1
    expected=$2
    shift 2
    $fixed "$hookline" "$@" >out 2>said
    got=$?
    if [ "$got" -eq "$expected" ] && ! grep -q 'ThreadSanitizer' said; then
        echo "ok $name"
        passed=$((passed + 1))
    else
        echo "not ok $name: exit $got"
        head -n 60 said
        failed=$((failed + 1))
    fi
}

same() { # name, and the output before in $1
    if cmp -s "$2" out; then
        echo "ok $1"
        passed=$((passed + 1))
    else
        echo "not ok $1"
        diff "$2" out | head -n 20
        failed=$((failed + 1))
    fi
}

# Several pieces for each thread (a piece is a mebibyte), with quotes; a user has two rows.
awk 'BEGIN { s = 7; print "user,group,seen,spent,before,where"
  for (i = 0; i < 220000; i++) { s = (s * 16807) % 2147483647; r = s % 1000; u = int(i / 2)
    print "user-" u "," u % 3 "," (r < 90 + 5 * (u % 3)) "," (r % 7 ? 0 : r / 10) "," s % 50 ",\"shop " s % 40 "\"" } }' >flat.csv
awk -F, 'NR == 1 { split($0, key, ","); next }
  { printf "{"; for (i = 1; i < 6; i++) printf "\"%s\":%s,", key[i], (i < 3 ? "\"" $i "\"" : $i); print "\"where\":" $6 "}" }' \
    flat.csv >flat.ndjson
flat="--arm group --control 0 --unit user --metric seen:proportion --metric spent:mean --now 2026-01-01T00:00:00Z"
# shellcheck disable=SC2086 # the words of the options are words
for threads in 1 3; do
    [ $threads -eq 1 ] || cp out before
    quiet "analyze --threads $threads" 0 analyze flat.csv $flat --covariate before --by where --threads $threads
done
same "analyze: the same by one thread and by three" before
# shellcheck disable=SC2086
quiet "analyze NDJSON" 0 analyze flat.ndjson $flat --threads 3
quiet "analyze quantiles" 0 analyze flat.csv --arm group --control 0 --metric 'spent:quantile:0.9' --threads 3

for threads in 1 3; do # many segments, which are analysed by threads as well
    [ $threads -eq 1 ] || cp out before
    quiet "analyze --by many --threads $threads" 0 analyze flat.csv --arm group --control 0 --metric seen:proportion \
        --metric 'w=spent:mean:winsorize:0.99' --metric 'q=spent:quantile:0.9' --by where --by before --threads $threads \
        --format json --now 2026-01-01T00:00:00Z
done
same "analyze --by many: the same by one thread and by three" before

quiet "simulate" 0 simulate --users 1500 --seed 3 --out shop -q
quiet "apply" 0 apply shop/coupon-expiry-evening.json shop/address-confirmation.json --db shop.db -q
for kind in users touches events costs; do
    quiet "import $kind" 0 import $kind shop/$kind.csv --db shop.db -q
done
quiet "report" 0 report coupon-expiry-evening --db shop.db
for threads in 1 3; do
    [ $threads -eq 1 ] || cp out before
    quiet "calibrate --threads $threads" 0 calibrate coupon-expiry-evening --db shop.db --runs 60 \
        --now 2026-06-01T00:00:00Z --threads $threads
done
same "calibrate: the same by one thread and by three" before
echo "$passed passed, $failed failed"
[ "$failed" -eq 0 ] && [ "$passed" -gt 0 ]
