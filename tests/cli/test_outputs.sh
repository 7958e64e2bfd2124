#!/bin/sh
# No command writes over what it reads, over a store, over a directory, by whatever name or link; one
# that fails leaves what was there; devices, pipes and links still work.
set -u
ROOT=$(pwd)
HOOKLINE=$(realpath "${HOOKLINE:-build/hookline}")
work=$(mktemp -d)
trap 'chmod -R u+w "$work"; rm -rf "$work"' EXIT
cd "$work" || exit 1
exp=$ROOT/experiments/coupon-expiry-evening/coupon-expiry-evening.json
now=2026-03-01T00:00:00Z
"$HOOKLINE" simulate --users 60 --seed 1 --out shop -q || exit 1
cp "$exp" exp.json
"$HOOKLINE" apply exp.json --db s.db --now $now -q 2>/dev/null
"$HOOKLINE" import users shop/users.csv --db s.db -q || exit 1
"$HOOKLINE" apply shop/address-confirmation.json --db s.db --now $now -q 2>/dev/null
"$HOOKLINE" import touches shop/touches.csv --db s.db -q || exit 1
cp s.db another.db
printf 'arm,x\na,1\nb,0\na,0\nb,1\n' >u.csv
printf '{"id":1,"method":"wilson","in":{"x":3,"n":10}}\n' >calc.ndjson
printf 'touch_id,user_id,experiment,arm,sent_at\nx,u,coupon-expiry-evening,nowhere,2026-03-01T00:00:00Z\n' >bad.csv
printf 'touch_id,user_id,experiment,arm,sent_at\ny,u,coupon-expiry-evening,nowhere,2026-03-01T00:00:00Z\n' >bad.csv.rejects.csv
mkdir folder
ln -s u.csv soft.csv
ln u.csv hard.csv
code=0

bad() {
    echo "not ok $1"
    head -n 3 said
    code=1
}
# refused NAME OUTPUT SAYS command...: exit 2, a reason, and OUTPUT as it was, nothing beside it
refused() {
    name=$1 output=$2 says=$3
    shift 3
    rm -rf ../before.$$
    cp -a . ../before.$$
    "$@" >printed 2>said </dev/null
    got=$?
    rm -f printed
    if [ $got -ne 2 ] || ! grep -q "$says" said; then
        bad "$name is refused: exit $got"
    elif [ -f "$output" ] && ! cmp -s "$output" "../before.$$/$output"; then
        bad "$name leaves $output"
    elif [ "$(ls -A . | grep -v '^said$')" != "$(ls -A ../before.$$ | grep -v '^said$')" ]; then
        bad "$name leaves nothing beside: $(ls -A)"
    else
        echo "ok $name is refused"
    fi
    rm -rf ../before.$$
}

plan="$HOOKLINE plan exp.json --users shop/users.csv --triggers shop/triggers.csv --dry-run --now $now"
analyze="$HOOKLINE analyze u.csv --arm arm --control a --metric x --now $now"
refused 'analyze over its standard input' u.csv 'is also read' sh -c "${analyze%%u.csv*} - ${analyze#*u.csv} -o u.csv <u.csv"
refused 'analyze onto the end of its standard input' u.csv 'is read, and standard' sh -c "${analyze%%u.csv*} - ${analyze#*u.csv} <u.csv >>u.csv"
refused 'report over its store' s.db 'read\|database' "$HOOKLINE" report coupon-expiry-evening --db s.db -o s.db
refused 'report over another store' another.db 'is a database' "$HOOKLINE" report coupon-expiry-evening --db s.db -o another.db
refused 'report over the journal of a store' s.db-wal 'part of a database' "$HOOKLINE" report coupon-expiry-evening --db s.db -o s.db-wal
refused 'the list over its store' s.db 'read\|database' "$HOOKLINE" report --db s.db -o s.db
HOOKLINE_DB=s.db refused 'report over the store of the environment' s.db 'read\|database' "$HOOKLINE" report coupon-expiry-evening -o s.db
refused 'assign over its users' shop/users.csv 'is also read' "$HOOKLINE" assign exp.json --users shop/users.csv -o shop/users.csv
refused 'assign over its definition' exp.json 'is also read' "$HOOKLINE" assign exp.json --users shop/users.csv -o ./exp.json
refused 'assign over an earlier definition' exp.json 'is also read' "$HOOKLINE" assign "$exp" --previous exp.json --users shop/users.csv -o exp.json
refused 'plan over its triggers' shop/triggers.csv 'is also read' $plan -o shop/triggers.csv
refused 'plan over its users' shop/users.csv 'is also read' $plan -o shop/users.csv
refused 'plan over its events' shop/events.csv 'is also read' $plan --events shop/events.csv -o shop/events.csv
refused 'plan over a store that it would make' new.db 'is also read' "$HOOKLINE" plan exp.json --users shop/users.csv --triggers shop/triggers.csv --now $now --db new.db -o new.db
refused 'apply over its definition' exp.json 'is also read' "$HOOKLINE" apply exp.json --db s.db -o exp.json
refused 'check over its definition' exp.json 'is also read' "$HOOKLINE" check exp.json -o exp.json
refused 'calc over its lines' calc.ndjson 'is also read' "$HOOKLINE" calc calc.ndjson -o calc.ndjson
refused 'analyze over its rows' u.csv 'is also read' $analyze -o u.csv
refused 'analyze over a soft link to its rows' u.csv 'is also read' $analyze -o soft.csv
refused 'analyze over a hard link to its rows' u.csv 'is also read' $analyze -o hard.csv
refused 'analyze over another spelling' u.csv 'is also read' $analyze -o folder/../u.csv
refused 'analyze over a directory' folder 'is a directory' $analyze -o folder
refused 'analyze over a store' s.db 'is a database' $analyze -o s.db
refused 'rejects over the rows' bad.csv 'is also read' "$HOOKLINE" import touches bad.csv --db s.db --rejects bad.csv
refused 'rejects over the store' s.db 'read\|database' "$HOOKLINE" import touches bad.csv --db s.db --rejects s.db
refused 'rejects over the next rows' bad.csv.rejects.csv 'is also read' "$HOOKLINE" import touches bad.csv bad.csv.rejects.csv --db s.db
printf 'user_id,zone\nu1,UTC\n' >own.csv
refused "rejects over somebody's own table" own.csv 'no file of refused rows' "$HOOKLINE" import touches bad.csv --db s.db --rejects own.csv
refused 'rejects of two files in one' r.csv 'is for one file' "$HOOKLINE" import touches bad.csv u.csv --rejects r.csv --db s.db
cp s.db shop/costs.csv
mkdir mine && printf 'user_id,zone\nu1,UTC\n' >mine/users.csv
refused "simulate over somebody's own users" mine/users.csv 'of no simulation' "$HOOKLINE" simulate --users 5 --out mine
mv mine/users.csv mine/coupon-expiry-evening.json
refused "simulate over somebody's own definition" mine/coupon-expiry-evening.json 'of no simulation' "$HOOKLINE" simulate --users 5 --out mine
refused 'simulate over a store' shop/costs.csv 'is a database' "$HOOKLINE" simulate --users 5 --out shop
rm shop/costs.csv
"$HOOKLINE" assign exp.json --users shop/users.csv >>shop/users.csv 2>said
if [ $? -ne 2 ] || ! grep -q 'standard output goes to it' said; then
    bad 'standard output into what is read'
fi

# ---- a failure leaves what was there
kept() { # NAME FILE command...
    name=$1 file=$2
    shift 2
    cp "$file" before
    "$@" >printed 2>said </dev/null
    got=$?
    if [ $got -eq 0 ] || ! cmp -s before "$file" || [ -n "$(find . -name '.hookline-*')" ]; then
        bad "$name keeps $file (exit $got)"
    else
        echo "ok $name keeps $file"
    fi
}
echo earlier >earlier
cut -c1-3 shop/users.csv >broken.csv
{ cat shop/users.csv; for i in 1 2 3 4 5 6 7 8 9; do sed -n '2,$p' shop/users.csv | sed "s/^/$i/"; done; } >shop/many.csv
kept 'a report of nothing' earlier "$HOOKLINE" report nothing --db s.db -o earlier
kept 'users without ids' earlier "$HOOKLINE" assign exp.json --users broken.csv -o earlier
(
    trap '' XFSZ
    ulimit -f 20
    kept 'assign on a full disk' earlier "$HOOKLINE" assign exp.json --users shop/many.csv -o earlier
    exit $code
) || code=1
mkdir small && echo earlier | tee small/events.csv >small/truth.json && mkdir small/touches.csv
kept 'simulate that cannot write one of its files' small/events.csv "$HOOKLINE" simulate --users 5 --out small
[ "$(ls small | tr '\n' ' ')" = 'events.csv touches.csv truth.json ' ] || bad "simulate wrote beside: $(ls small)"
head -c 300 shop/touches.csv >half.csv
printf 'earlier rejects\n' >half.csv.rejects.csv
kept 'an import that is refused' half.csv.rejects.csv "$HOOKLINE" import costs half.csv --db s.db

# ---- and what works still works
same() { # NAME FILE
    if cmp -s expected "$2"; then echo "ok $1"; else bad "$1"; fi
}
$analyze >expected 2>/dev/null
$analyze -o new.txt && same 'a new file' new.txt
[ "$(stat -c %a new.txt)" = "$(umask_of=$(umask); printf '%o' $((0666 & ~0$umask_of)))" ] || bad 'a new file has the permissions of the umask'
chmod 640 new.txt && echo old >>new.txt && $analyze -o new.txt && same 'a file that is replaced' new.txt
[ "$(stat -c %a new.txt)" = 640 ] || bad 'a replaced file keeps its permissions'
ln -s new.txt link.txt && $analyze -o link.txt && [ -L link.txt ] && same 'a link to a file' new.txt
$analyze -o /dev/stdout >got && same '/dev/stdout to a file' got
$analyze -o /dev/stdout | cat >got && same '/dev/stdout to a pipe' got
$analyze -o - >got && same 'the name -' got
mkfifo pipe
cat pipe >got &
$analyze -o pipe && wait && same 'a pipe' got
[ -p pipe ] || bad 'a pipe stays'
$analyze -o /dev/null && [ -c /dev/null ] && echo 'ok /dev/null'
"$HOOKLINE" import touches bad.csv --db s.db -q --rejects r.csv 2>/dev/null
grep -q '^2,arm,' r.csv && echo 'ok a reject file' || bad 'a reject file'
[ -z "$(find . -name '.hookline-*')" ] || bad 'something is left beside an output'
exit $code
