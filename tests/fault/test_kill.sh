#!/bin/sh
# An import that is killed leaves the store as it was before or after one of its batches, and running
# it again completes it: the report is then the same bytes as after an import that was left alone.
set -u
HOOKLINE=${HOOKLINE:-build/hookline}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
now=2026-06-01T00:00:00Z
"$HOOKLINE" simulate --users 3000 --seed 11 --out "$work/shop" -q || exit 1
definitions="$work/shop/coupon-expiry-evening.json $work/shop/address-confirmation.json"
# shellcheck disable=SC2086
"$HOOKLINE" apply $definitions --db "$work/empty.db" --now $now -q 2>/dev/null
"$HOOKLINE" import users "$work/shop/users.csv" --db "$work/empty.db" --now $now -q || exit 1

import_all() { # db
    "$HOOKLINE" import touches "$work/shop/touches.csv" --db "$1" --now $now -q --batch 500 &&
        "$HOOKLINE" import events "$work/shop/events.csv" --db "$1" --now $now -q --batch 500
}
report() { # db
    "$HOOKLINE" report coupon-expiry-evening --db "$1" --format json --now $now &&
        "$HOOKLINE" report address-confirmation --db "$1" --format json --now $now
}
touches() { # db
    "$HOOKLINE" report --db "$1" | awk '{sum += $(NF - 2)} END {print sum + 0}'
}

cp "$work/empty.db" "$work/whole.db"
import_all "$work/whole.db" || exit 1
report "$work/whole.db" >"$work/whole.json" || exit 1

code=0 midway=0
for delay in 0.02 0.05 0.08 0.12 0.17 0.25; do
    cp "$work/empty.db" "$work/killed.db"
    rm -f "$work/killed.db-wal" "$work/killed.db-shm"
    "$HOOKLINE" import touches "$work/shop/touches.csv" --db "$work/killed.db" --now $now -q --batch 500 &
    pid=$!
    sleep $delay
    kill -9 $pid 2>/dev/null
    wait $pid 2>/dev/null
    after=$(touches "$work/killed.db")
    [ "$after" -gt 0 ] && [ "$after" -lt "$(touches "$work/whole.db")" ] && midway=$((midway + 1))
    if ! "$HOOKLINE" verify --db "$work/killed.db" -q; then
        echo "not ok killed after $delay s: the cells are not those of the log"
        code=1
    fi
    import_all "$work/killed.db" || code=1
    report "$work/killed.db" >"$work/killed.json"
    if ! cmp -s "$work/whole.json" "$work/killed.json"; then
        echo "not ok killed after $delay s: the report differs"
        code=1
    fi
done
[ $code -eq 0 ] && echo "ok six imports killed ($midway of them between batches) and completed"
exit $code
