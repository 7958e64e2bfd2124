#!/bin/sh
# report from stores of 0.1, 1 and 3 million touches: it reads cells, so it must not grow with the log.
set -eu
BUILD=${BUILD:-build}
scale=${HL_BENCH_SCALE:-1}
rounds=${HL_BENCH_ROUNDS:-3}
now() { date +%s.%N; }
least() { awk -v l="$1" -v a="$2" -v b="$3" 'BEGIN { t = b - a; print (l == "" || t < l) ? t : l }'; }

base=''
for share in 0.1 1 3; do
    users=$(awk -v s="$scale" -v p=$share 'BEGIN { printf "%d", 437600 * s * p }')
    data=$BUILD/bench-data/report-$users
    db=$data/shop.db
    if [ ! -s "$data/done" ]; then
        "$BUILD/hookline" simulate --users "$users" --seed 3 --out "$data" -q
        rm -f "$db"
        "$BUILD/hookline" apply "$data/coupon-expiry-evening.json" "$data/address-confirmation.json" --db "$db" -q 2>/dev/null
        for kind in users touches events; do
            "$BUILD/hookline" import $kind "$data/$kind.csv" --db "$db" -q
        done
        wc -l <"$data/touches.csv" >"$data/done"
        rm -f "$data"/*.csv
    fi
    "$BUILD/hookline" report coupon-expiry-evening --db "$db" >/dev/null
    took=''
    for _ in $(seq "$rounds"); do
        a=$(now)
        "$BUILD/hookline" report coupon-expiry-evening --db "$db" >/dev/null
        b=$(now)
        took=$(least "$took" "$a" "$b")
    done
    [ -n "$base" ] || base=$took
    awk -v n="$(cat "$data/done")" -v t="$took" -v b="$base" -v m="$(du -m "$db" | cut -f1)" \
        'BEGIN { printf "  %9d touches (store of %5d MB)            %8.3f s  %6.2f x\n", n, m, t, t / b }'
done
