#!/bin/sh
# Many plans at once, on one store: no user gets more than the cap, no room stays unused.
set -u
HOOKLINE=${HOOKLINE:-$(pwd)/build/hookline}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work" || exit 1
cat >x.json <<'END'
{"format": "hookline-experiment/1", "experiment": "together", "unit": "user", "zone": "Asia/Shanghai",
 "hooks": {"news": {"trigger": "news", "expiry": "P1D", "class": "promotion"}},
 "variants": {"v": {"text": {"en": "x"}}}, "channel": "email",
 "caps": [{"scope": "user", "count": 2, "calendar": "month"}],
 "arms": [{"arm": "only", "weight": 1, "hook": "news", "variant": "v"}],
 "metrics": [{"metric": "click", "kind": "proportion", "event": "click", "within": "PT24H", "role": "primary"}]}
END
awk 'BEGIN { print "user_id,zone"; for (u = 1; u <= 50; u++) print "u" u ",Asia/Shanghai" }' >users.csv
for p in 1 2 3 4 5 6; do
    awk -v p=$p 'BEGIN { print "trigger_id,user_id,hook,at"
        for (u = 1; u <= 50; u++) print "p" p "-" u ",u" u ",news,2026-11-22T10:00:00+08:00" }' >t$p.csv
done
"$HOOKLINE" plan x.json --users users.csv --db s.db -q --now 2026-11-22T10:00:00+08:00 >/dev/null 2>&1
pids=""
for p in 1 2 3 4 5 6; do
    "$HOOKLINE" plan x.json --users users.csv --triggers t$p.csv --db s.db -q \
        --now 2026-11-22T10:00:00+08:00 >out$p.csv 2>err$p &
    pids="$pids $!"
done
code=0
for pid in $pids; do wait "$pid" || code=1; done
counts=$(cat out*.csv | awk -F, '$15 == "planned" { n[$2]++ } END { for (u in n) print n[u] }' | sort | uniq -c | awk '{ print $1 "x" $2 }')
stored=$(sqlite3 s.db 'SELECT count(*) FROM reservations')
if [ "$code" = 0 ] && [ "$counts" = 50x2 ] && [ "$stored" = 100 ]; then
    echo "ok six plans at once never oversend"
else
    echo "not ok six plans at once never oversend: exit $code, '$counts', $stored stored"
    cat err*
fi
