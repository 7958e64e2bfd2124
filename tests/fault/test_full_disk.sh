#!/bin/sh
# A full disk stops an import with exit 1 and a reason; the store is as before or after a batch, and
# the import completes when there is room. A small tmpfs where we may mount one, else a limit on the
# size of files (which the kernel reports as another error).
set -u
HOOKLINE=$(realpath "${HOOKLINE:-build/hookline}")
work=$(mktemp -d)
now=2026-06-01T00:00:00Z
disk=$work/disk
mkdir "$disk"
mounted=0
[ "$(id -u)" = 0 ] && mount -t tmpfs -o size=6m none "$disk" 2>/dev/null && mounted=1
cleanup() {
    [ $mounted = 1 ] && umount "$disk"
    rm -rf "$work"
}
trap cleanup EXIT
"$HOOKLINE" simulate --users 20000 --seed 11 --out "$work/shop" -q || exit 1
"$HOOKLINE" apply "$work/shop/coupon-expiry-evening.json" "$work/shop/address-confirmation.json" \
    --db "$disk/a.db" --now $now -q 2>/dev/null

import_limited() {
    if [ $mounted = 1 ]; then
        "$HOOKLINE" import touches "$work/shop/touches.csv" --db "$disk/a.db" --now $now -q --batch 2000
    else
        (
            trap '' XFSZ
            ulimit -f 4000
            "$HOOKLINE" import touches "$work/shop/touches.csv" --db "$disk/a.db" --now $now -q --batch 2000
        )
    fi
}
import_limited 2>"$work/said"
got=$?
code=0
if [ $got -ne 1 ]; then
    echo "not ok an import to a full disk exits 1, not $got"
    code=1
fi
if ! grep -qE 'disk is full|disk I/O error' "$work/said"; then
    echo "not ok it says why: $(cat "$work/said")"
    code=1
fi
cp "$disk"/a.db* "$work/"
if ! "$HOOKLINE" verify --db "$work/a.db" -q; then
    echo "not ok the store is as after a batch"
    code=1
fi
if ! "$HOOKLINE" import touches "$work/shop/touches.csv" --db "$work/a.db" --now $now -q ||
    ! "$HOOKLINE" verify --db "$work/a.db" -q; then
    echo "not ok the import completes when there is room"
    code=1
fi
# a reject file that cannot be written stops the import before anything of the batch is kept
if [ -w /dev/full ]; then
    printf 'touch_id,user_id,experiment,arm,sent_at\nx,u,coupon-expiry-evening,nowhere,2026-03-01T00:00:00Z\ny,u,coupon-expiry-evening,daytime,2026-03-01T00:00:00Z\n' >"$work/bad.csv"
    "$HOOKLINE" import touches "$work/bad.csv" --db "$work/a.db" --rejects /dev/full -q 2>"$work/said"
    got=$?
    "$HOOKLINE" import touches "$work/bad.csv" --db "$work/a.db" --rejects "$work/r.csv" >"$work/again" 2>/dev/null
    if [ $got -ne 1 ] || ! grep -q 'reject file cannot be written' "$work/said" || ! grep -q 'new 1,' "$work/again"; then
        echo "not ok a reject file that cannot be written stops the import: $(cat "$work/said" "$work/again")"
        code=1
    fi
fi
[ $code -eq 0 ] && echo "ok full disk ($([ $mounted = 1 ] && echo tmpfs || echo 'file size limit'))"
exit $code
