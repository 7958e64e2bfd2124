#!/bin/sh
# Where a store may be: in a place where nothing can be written it is read as it stands; what SQLite
# would take for something else than a file is refused; an empty file is no store.
set -u
ROOT=$(pwd)
HOOKLINE=$(realpath "${HOOKLINE:-build/hookline}")
work=$(mktemp -d)
trap 'chmod -R u+w "$work"; rm -rf "$work"' EXIT
chmod 755 "$work"
cd "$work" || exit 1
exp=$ROOT/experiments/coupon-expiry-evening/coupon-expiry-evening.json
now=2026-04-01T00:00:00Z
code=0
say() { # condition-exit-code name
    if [ "$1" -eq 0 ]; then echo "ok $2"; else echo "not ok $2" && head -n 4 said && code=1; fi
}
"$HOOKLINE" simulate --users 60 --seed 1 --out shop -q || exit 1
mkdir 'read only ?#%'
db='read only ?#%/s.db'
"$HOOKLINE" apply "$exp" shop/address-confirmation.json --db "$db" --now $now -q 2>/dev/null
for kind in users touches events; do
    "$HOOKLINE" import $kind shop/$kind.csv --db "$db" -q || exit 1
done
"$HOOKLINE" report coupon-expiry-evening --db "$db" --now $now --format json >before

# ---- a place that is read-only, for the administrator too: as somebody else
as() { "$@"; }
if [ "$(id -u)" = 0 ]; then
    command -v setpriv >/dev/null || {
        echo "skip a read-only place: no setpriv to be somebody else"
        as=
    }
    cp "$HOOKLINE" hookline
    HOOKLINE=$work/hookline
    as() { setpriv --reuid 65534 --regid 65534 --clear-groups "$@"; }
fi
if [ "${as-set}" ]; then
    chmod 444 "$db"
    chmod 555 'read only ?#%'
    as "$HOOKLINE" report coupon-expiry-evening --db "$db" --now $now --format json >after 2>said
    [ $? -eq 0 ] && cmp -s before after
    say $? 'report reads a store in a read-only place'
    as "$HOOKLINE" report --db "$db" >list 2>said && grep -q coupon-expiry-evening list && grep -q address-confirmation list
    say $? 'so does the list'
    as "$HOOKLINE" verify --db "$db" >said 2>&1
    say $? 'so does verify'
    as "$HOOKLINE" assign coupon-expiry-evening --db "$db" 2>said | grep -q '^user_id,'
    say $? 'so does assign'
    as "$HOOKLINE" plan coupon-expiry-evening --db "$db" --triggers shop/triggers.csv --dry-run --now 2026-03-01T00:00:00Z 2>said | grep -q '^touch_id,'
    say $? 'so does a dry run of a plan'
    as "$HOOKLINE" import users shop/users.csv --db "$db" >said 2>&1
    [ $? -eq 1 ] && grep -q 'cannot be written' said
    say $? 'an import says that it cannot be written'
    [ "$(ls -A 'read only ?#%')" = s.db ]
    say $? 'nothing was left beside it'
    # one of an older schema: what versions from 15 on added is taken away
    mkdir older
    cp "$db" older/s.db
    chmod 644 older/s.db
    python3 -c 'import sqlite3; db = sqlite3.connect("older/s.db"); db.executescript("DROP TABLE timing_models; DROP TABLE timing_models_of; ALTER TABLE reservations DROP COLUMN propensity; ALTER TABLE reservations DROP COLUMN policy; ALTER TABLE reservations DROP COLUMN model; DROP TABLE event_types; DROP TABLE value_marks; DROP TABLE value_looks; ALTER TABLE events DROP COLUMN currency; ALTER TABLE rejects DROP COLUMN value; ALTER TABLE touches DROP COLUMN said; ALTER TABLE touches DROP COLUMN policy; PRAGMA user_version = 14"); db.close()'
    cp older/s.db older/kept
    chmod 444 older/s.db
    chmod 555 older
    as "$HOOKLINE" report coupon-expiry-evening --db older/s.db --now $now --format json >after 2>said
    [ $? -eq 0 ] && cmp -s before after
    say $? 'report reads an older store in a read-only place'
    as "$HOOKLINE" verify --db older/s.db >said 2>&1
    say $? 'so does verify of an older store'
    as "$HOOKLINE" import users shop/users.csv --db older/s.db >said 2>&1
    [ $? -eq 1 ] && grep -q 'cannot be written' said
    say $? 'an import into it says that it cannot be written'
    cmp -s older/s.db older/kept && [ "$(ls -A older | wc -l)" -eq 2 ]
    say $? 'it stays as it was'
    chmod 755 older
    python3 -c 'import sqlite3; db = sqlite3.connect("older/kept"); db.executescript("PRAGMA user_version = 9999"); db.close()'
    "$HOOKLINE" report coupon-expiry-evening --db older/kept >said 2>&1
    [ $? -eq 1 ] && grep -q 'was written by a newer Hookline' said
    say $? 'a newer store is refused'
    chmod 755 'read only ?#%'
    printf 'frames' >"$db-wal"
    chmod 555 'read only ?#%'
    as "$HOOKLINE" report coupon-expiry-evening --db "$db" >said 2>&1
    [ $? -eq 1 ] && grep -q 'copy the two files' said
    say $? 'a log beside it is not left out in silence'
fi

# ---- names
for name in :memory: file:s.db 'file::memory:?cache=shared' file:///tmp/x.db; do
    for command in 'report' 'verify' "apply $exp" 'import users shop/users.csv'; do
        # shellcheck disable=SC2086
        "$HOOKLINE" $command --db "$name" >said 2>&1
        [ $? -eq 2 ] && grep -q 'is named by its file' said
        say $? "$command --db $name is refused"
    done
    HOOKLINE_DB=$name "$HOOKLINE" report >said 2>&1
    [ $? -eq 2 ]
    say $? "HOOKLINE_DB=$name is refused"
done
"$HOOKLINE" report --db '' >said 2>&1
[ $? -eq 2 ] && grep -q 'is empty' said && [ ! -e hookline.db ]
say $? 'an empty name is no store, and not the usual one'
[ -z "$(find . -name 'file:*' -o -name ':memory:*')" ]
say $? 'no file of such a name was made'

# ---- an empty file
: >empty.db
for command in 'report' 'report coupon-expiry-evening' 'verify' 'assign coupon-expiry-evening'; do
    # shellcheck disable=SC2086
    "$HOOKLINE" $command --db empty.db >said 2>&1
    [ $? -eq 1 ] && grep -q 'is empty, and so no store' said && [ ! -s empty.db ] && [ "$(ls empty.db*)" = empty.db ]
    say $? "$command of an empty file"
done
"$HOOKLINE" apply "$exp" --dry-run --db empty.db >said 2>&1 && [ ! -s empty.db ]
say $? 'a dry run leaves an empty file empty'
"$HOOKLINE" apply "$exp" --db empty.db >said 2>&1 && "$HOOKLINE" verify --db empty.db >said 2>&1
say $? 'apply makes a store of an empty file'
exit $code
