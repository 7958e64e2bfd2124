#!/bin/sh
# The zones of TZDIR are those that count: another version of them is reported and changes nothing else, and what is not
# in them is not a zone.
set -u
BUILD=${BUILD:-build}
HOOKLINE=${HOOKLINE:-$(realpath "$BUILD")/hookline}
export HOOKLINE
root=$(pwd)
system=${TZDIR:-/usr/share/zoneinfo}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
code=0
say() { # condition-exit-code name
    if [ "$1" -eq 0 ]; then echo "ok $2"; else echo "not ok $2" && tail -n 40 "$work/said" && code=1; fi
}

# A database of two zones, of a version that never was.
mkdir -p "$work/few/Asia"
cp "$system/UTC" "$work/few/UTC"
cp "$system/Asia/Shanghai" "$system/Asia/Tokyo" "$work/few/Asia/"
printf '# version 1999z\nZ UTC 0 - UTC\nZ Asia/Shanghai 8 - CST\nZ Asia/Tokyo 9 - JST\n' >"$work/few/tzdata.zi"

cp tests/cli/cases/plan-flags/x.json "$work/"
printf 'user_id,zone\nu1,Asia/Shanghai\nu2,Asia/Tokyo\n' >"$work/users.csv"
printf 'trigger_id,user_id,hook,at\nt1,u1,coupon,2026-11-30T00:00:00+08:00\nt2,u2,coupon,2026-11-30T00:00:00+08:00\n' \
    >"$work/triggers.csv"
plan() { # zones format
    (cd "$work" && TZDIR=$1 "$HOOKLINE" plan x.json --users users.csv --triggers triggers.csv --dry-run -q \
        --now 2026-11-22T10:00:00+08:00 --format "$2") 2>"$work/said"
}
masked() { sed -E 's/(tzdata |,)(unknown|[0-9]{4}[a-z])\b/\1VERSION/'; }
for format in csv calendar; do
    plan "$system" $format >"$work/system.$format" && plan "$work/few" $format >"$work/few.$format" &&
        grep -qE '(tzdata |,)1999z' "$work/few.$format" && ! grep -q 1999z "$work/system.$format" &&
        masked <"$work/system.$format" >"$work/want" && masked <"$work/few.$format" | diff "$work/want" - >"$work/said"
    say $? "a plan as $format says which zones it was made with, and is the same for the rest"
done
grep -q ',planned,' "$work/few.csv"
say $? "there is something planned"

cp "$system/Asia/Tokyo" "$work/few/Asia/Shanghai"
plan "$work/few" csv >"$work/tokyo.csv" && ! diff "$work/few.csv" "$work/tokyo.csv" >"$work/said"
say $? "zones are read from there"

sed 's|Asia/Shanghai|Europe/Paris|' "$work/x.json" >"$work/paris.json"
TZDIR=$system "$HOOKLINE" check "$work/paris.json" >"$work/said" 2>&1 &&
    { TZDIR=$work/few "$HOOKLINE" check "$work/paris.json" >"$work/said" 2>&1; [ $? -eq 3 ]; } && grep -q 'Europe/Paris' "$work/said"
say $? "a zone that is not there is refused"

TZDIR=$(printf '/%01000d' 0) "$HOOKLINE" --version >"$work/said" 2>&1
[ $? -eq 2 ] && grep -q '^hookline: TZDIR: ' "$work/said"
say $? "a path that is too long is refused"

# What is recorded holds with another version: the whole database under another name.
mkdir "$work/all"
ln -s "$system"/* "$work/all/"
rm -f "$work/all/tzdata.zi"
{ echo '# version 2099z' && sed 1d "$system/tzdata.zi"; } >"$work/all/tzdata.zi"
TZDIR=$work/all python3 tests/docs/test_docs.py README.md >"$work/said" 2>&1
say $? "what README.md shows"
for stdout in $(grep -l tzdata tests/cli/cases/*/stdout); do
    name=$(basename "$(dirname "$stdout")")
    TZDIR=$work/all sh "$root/tests/cli/test_golden.sh" "$name" >"$work/said" 2>&1
    say $? "golden case $name"
done
exit $code
