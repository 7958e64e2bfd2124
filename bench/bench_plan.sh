#!/bin/sh
# Touches planned a second over 40 zones: the core against a bare loop of zone conversions, and the
# command on a million triggers, in a dry run and with reservations.
set -eu
BUILD=${BUILD:-build}
count=$(awk -v s="${HL_BENCH_SCALE:-1}" 'BEGIN { printf "%d", 1000000 * s }')
data=$BUILD/bench-data/plan
mkdir -p "$data"
"$BUILD/bench/plan_core" "$count"
cat >"$data/x.json" <<'END'
{"format": "hookline-experiment/1", "experiment": "bench", "unit": "user",
 "hooks": {"h": {"trigger": "h", "expiry": "P7D", "class": "promotion", "jitter": "PT1H"}},
 "windows": {"day": {"days": "mon-sun", "from": "09:00", "to": "21:00", "zone": "user"}},
 "quiet_hours": [{"days": "mon-sun", "from": "20:30", "to": "08:00"}],
 "caps": [{"scope": "user", "count": 1, "per": "P2D"}, {"scope": "channel", "count": 4, "calendar": "month"}],
 "variants": {"v": {"text": {"en": "x"}}}, "channel": "email",
 "arms": [{"arm": "only", "weight": 1, "hook": "h", "variant": "v", "window": "day"}],
 "metrics": [{"metric": "click", "kind": "proportion", "event": "click", "within": "PT24H", "role": "primary"}]}
END
awk -v n="$count" 'BEGIN {
    split("Asia/Shanghai Asia/Tokyo Asia/Seoul Asia/Kolkata Asia/Kathmandu Asia/Dubai Asia/Tehran Asia/Bangkok Asia/Manila Asia/Jakarta Europe/Berlin Europe/London Europe/Paris Europe/Madrid Europe/Rome Europe/Moscow Europe/Dublin Europe/Lisbon Europe/Athens Europe/Helsinki America/New_York America/Chicago America/Denver America/Los_Angeles America/Sao_Paulo America/Bogota America/Lima America/Mexico_City America/St_Johns America/Halifax Africa/Cairo Africa/Lagos Africa/Nairobi Africa/Casablanca Africa/Johannesburg Australia/Sydney Australia/Lord_Howe Pacific/Auckland Pacific/Apia Pacific/Honolulu", z, " ")
    print "user_id,zone"; for (i = 1; i <= n / 2; i++) print "u" i "," z[i % 40 + 1] }' >"$data/users.csv"
awk -v n="$count" 'BEGIN { print "trigger_id,user_id,hook,at"
    for (i = 1; i <= n; i++) print "t" i ",u" (i * 7919 % (n / 2) + 1) ",h,2026-11-22T" sprintf("%02d", i % 10) ":00:00Z" }' >"$data/triggers.csv"
took() {
    from=$(date +%s.%N)
    "$@" >/dev/null
    to=$(date +%s.%N)
    awk -v a="$from" -v b="$to" 'BEGIN { print b - a }'
}
plan() { "$BUILD/hookline" plan "$data/x.json" --users "$data/users.csv" --triggers "$data/triggers.csv" --now 2026-11-22T10:00:00Z -q -o "$data/out.csv" "$@"; }
rm -f "$data"/s.db*
dry=$(took plan --dry-run)
stored=$(took plan --db "$data/s.db")
awk -v n="$count" -v d="$dry" -v s="$stored" 'BEGIN {
    printf "command, dry run: %.0f k triggers/s in and out\n", n / d / 1e3
    printf "command, reserving: %.0f k triggers/s, %.2f times the time of the dry run\n", n / s / 1e3, s / d }'
