#!/bin/sh
# Every command whose output cannot be written exits 1 and says why, on standard output and with -o.
set -u
ROOT=$(pwd)
HOOKLINE=$(realpath "${HOOKLINE:-build/hookline}")
if [ ! -w /dev/full ]; then
    echo "skip full device: there is no /dev/full"
    exit 0
fi
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work" || exit 1
exp=$ROOT/experiments/coupon-expiry-evening/coupon-expiry-evening.json
"$HOOKLINE" simulate --users 200 --seed 1 --out shop -q || exit 1
"$HOOKLINE" apply "$exp" --db s.db --now 2026-01-01T00:00:00Z -q 2>/dev/null
printf 'arm,x\na,1\nb,0\na,0\nb,1\n' >u.csv
code=0

refused() { # name command...
    name=$1
    shift
    "$@" >/dev/full 2>said </dev/null
    got=$?
    if [ $got -eq 1 ] && grep -q 'No space left on device' said; then
        echo "ok $name to a full device"
    else
        echo "not ok $name to a full device: exit $got: $(head -n 3 said)"
        code=1
    fi
}

refused check "$HOOKLINE" check "$exp"
refused apply "$HOOKLINE" apply "$exp" --db t.db
refused assign "$HOOKLINE" assign "$exp" --users shop/users.csv
refused plan "$HOOKLINE" plan "$exp" --users shop/users.csv --triggers shop/triggers.csv --dry-run --now 2026-03-01T00:00:00Z
refused import "$HOOKLINE" import users shop/users.csv --db s.db
refused report "$HOOKLINE" report coupon-expiry-evening --db s.db
refused verify "$HOOKLINE" verify --db s.db
refused channels "$HOOKLINE" channels
refused analyze "$HOOKLINE" analyze u.csv --arm arm --control a --metric x
refused calc "$HOOKLINE" calc lift 10/100 20/100
refused size "$HOOKLINE" size --baseline 0.05 --lift 0.1
refused simulate "$HOOKLINE" simulate --users 10 --seed 1 --out other
refused help "$HOOKLINE" --help
refused "analyze -o" "$HOOKLINE" analyze u.csv --arm arm --control a --metric x -o /dev/full
refused "report -o" "$HOOKLINE" report coupon-expiry-evening --db s.db -o /dev/full
refused "plan -o" "$HOOKLINE" plan "$exp" --users shop/users.csv --triggers shop/triggers.csv --dry-run --now 2026-03-01T00:00:00Z -o /dev/full
refused "assign -o" "$HOOKLINE" assign "$exp" --users shop/users.csv -o /dev/full
# a directory of simulate where a file cannot be written
mkdir full
ln -s /dev/full full/events.csv
refused "simulate --out" "$HOOKLINE" simulate --users 200 --seed 1 --out full
exit $code
