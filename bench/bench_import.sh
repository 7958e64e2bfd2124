#!/bin/sh
# import of 1 million touches and 0.3 million events with all cells kept, against the sqlite3 shell's
# .import of the same files (which keeps text, without keys, users, attribution or cells).
set -eu
BUILD=${BUILD:-build}
users=$(awk -v s="${HL_BENCH_SCALE:-1}" 'BEGIN { printf "%d", 437600 * s }')
rounds=${HL_BENCH_ROUNDS:-3}
data=$BUILD/bench-data/shop-$users
if [ ! -s "$data/done" ]; then
    "$BUILD/hookline" simulate --users "$users" --seed 3 --out "$data" -q
    events=$(awk -v s="${HL_BENCH_SCALE:-1}" 'BEGIN { printf "%d", 300000 * s + 1 }')
    head -n "$events" "$data/events.csv" >"$data/some-events.csv"
    touch "$data/done"
fi
cat "$data"/*.csv >/dev/null

now() { date +%s.%N; }
fresh() { # db: definitions and users are in
    rm -f "$1" "$1-wal" "$1-shm"
    "$BUILD/hookline" apply "$data/coupon-expiry-evening.json" "$data/address-confirmation.json" --db "$1" -q 2>/dev/null
    "$BUILD/hookline" import users "$data/users.csv" --db "$1" -q
}
ours() {
    "$BUILD/hookline" import touches "$data/touches.csv" --db "$1" -q
    "$BUILD/hookline" import events "$data/some-events.csv" --db "$1" -q
}
shell_import() {
    rm -f "$1"
    printf '.mode csv\n.import %s touches\n.import %s events\n' "$data/touches.csv" "$data/some-events.csv" | sqlite3 "$1"
}
least() { awk -v l="$1" -v a="$2" -v b="$3" 'BEGIN { t = b - a; print (l == "" || t < l) ? t : l }'; }
row() { awk -v n="$1" -v t="$2" -v b="$3" 'BEGIN { printf "  %-44s %8.3f s  %6.2f x\n", n, t, t / b }'; }

echo "  $(wc -l <"$data/touches.csv") touches, $(wc -l <"$data/some-events.csv") events of $users users, best of $rounds"
base='' mine='' again=''
for _ in $(seq "$rounds"); do
    a=$(now)
    shell_import "$data/shell.db"
    b=$(now)
    base=$(least "$base" "$a" "$b")
    fresh "$data/ours.db"
    a=$(now)
    ours "$data/ours.db"
    b=$(now)
    mine=$(least "$mine" "$a" "$b")
    a=$(now)
    ours "$data/ours.db"
    b=$(now)
    again=$(least "$again" "$a" "$b")
done
row "sqlite3 .import" "$base" "$base"
row "hookline import, cells kept" "$mine" "$base"
row "hookline import of the same files again" "$again" "$base"
