#!/bin/sh
# What has no end, or takes no end of time, is bounded and said: devices in the place of files, rows
# and lines without an end, very many columns, patterns that go back and forth.
set -u
ROOT=$(pwd)
HOOKLINE=$(realpath "${HOOKLINE:-build/hookline}")
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work" || exit 1
exp=$ROOT/experiments/coupon-expiry-evening/coupon-expiry-evening.json
now=2026-03-01T00:00:00Z
code=0
say() { # condition-exit-code name
    if [ "$1" -eq 0 ]; then echo "ok $2"; else echo "not ok $2" && head -n 4 said && code=1; fi
}
# refused NAME SAYS command...: exits 1 to 3 within seconds and within 600 MB, and says why
refused() {
    name=$1 says=$2
    shift 2
    (
        [ -n "${HL_SANITIZED:-}" ] || ulimit -v 600000
        timeout 60 "$@" >printed 2>said
    )
    got=$?
    [ $got -ge 1 ] && [ $got -le 3 ] && grep -q "$says" said
    say $? "$name"
}
"$HOOKLINE" simulate --users 50 --seed 1 --out shop -q || exit 1
plan="plan $exp --users shop/users.csv --triggers shop/triggers.csv --dry-run --now $now"
# shellcheck disable=SC2086
refused 'a calendar without an end' 'and so no calendar' "$HOOKLINE" $plan --calendar /dev/zero
refused 'a definition without an end' 'over 64 MiB' "$HOOKLINE" check /dev/zero
refused 'rows without an end' 'a record longer than' "$HOOKLINE" analyze /dev/zero --arm a --control b --metric m
refused 'users without an end' 'a record longer than' "$HOOKLINE" assign "$exp" --users /dev/zero
refused 'an import without an end' 'a record longer than' "$HOOKLINE" import users /dev/zero --db s.db
refused 'a line without an end' 'a line of more than' "$HOOKLINE" calc /dev/zero

awk 'BEGIN { printf "user_id,zone"; for (i = 0; i < 100000; i++) printf ",c%d", i; print ""
    for (r = 0; r < 20; r++) { printf "u%d,UTC", r; for (i = 0; i < 100000; i++) printf ",1"; print "" } }' >wide.csv
refused '100,000 columns' 'more than 32768 fields' "$HOOKLINE" import users wide.csv --db s.db
cut -d, -f1-16384 wide.csv | head -n 3 >sheet.csv
"$HOOKLINE" import users sheet.csv --db s.db -q >said 2>&1
say $? 'as many columns as a spreadsheet has'

# ---- calendars of definitions
sed 's/^{/{"calendar": "holidays.json",/' "$exp" >x.json
echo '{"holidays":["2026-03-02"]}' >holidays.json
# shellcheck disable=SC2086
"$HOOKLINE" plan x.json --users shop/users.csv --triggers shop/triggers.csv --dry-run --now $now >printed 2>said
say $? 'a calendar beside the definition'
"$HOOKLINE" plan x.json --users shop/users.csv --triggers shop/triggers.csv --dry-run --now $now -o holidays.json >printed 2>said
[ $? -eq 2 ] && grep -q 'is also read' said && grep -q 2026-03-02 holidays.json
say $? 'which is not written over'
for name in /etc/passwd ../x.json below/../../x.json /dev/zero; do
    sed "s|^{|{\"calendar\": \"$name\",|" "$exp" >outside.json
    "$HOOKLINE" check outside.json >printed 2>said
    [ $? -eq 3 ] && grep -q "outside of the definition's folder" said
    say $? "the calendar $name"
done

# ---- patterns
cat >p.json <<'JSON'
{"format":"hookline-experiment/1","experiment":"x","unit":"user","arms":[{"arm":"a","weight":1},{"arm":"b","weight":1}],
 "control":"a","audience":{"city":{"$regex":"^(([a-z])+.)+[A-Z]([a-z])+$"}},
 "metrics":[{"metric":"click","kind":"proportion","event":"click","within":"PT24H","role":"primary"}]}
JSON
awk 'BEGIN { print "user_id,city"; for (i = 0; i < 300; i++) print "u" i ",aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"; print "v,abcdXyz" }' >cities.csv
timeout 60 "$HOOKLINE" assign p.json --users cities.csv >printed 2>said
[ $? -eq 0 ] && grep -q '300 matches of a \$regex took too many steps' said && grep -q '^v,[ab],.*,assigned' printed
say $? 'matches that are given up are counted and said'
sed 's/\[A-Z\](\[a-z\])+//; s/((\[a-z\])+\.)+/[a-zA-Z]+/' p.json >sane.json
"$HOOKLINE" assign sane.json --users cities.csv >printed 2>said
[ $? -eq 0 ] && ! grep -q 'given up' said
say $? 'a sane pattern is not'
exit $code
