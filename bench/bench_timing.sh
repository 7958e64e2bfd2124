#!/bin/sh
# timing fit of touches at 168 hours of the week in 50 segments, drawn evenly over 12 weeks: one pass over the rows,
# then a fit whose cost is that of the cells (segment x hour; with --half-life auto also x day). The rows that fill
# the cells just so show what the fit alone takes.
set -eu
BUILD=${BUILD:-build}
rounds=${HL_BENCH_ROUNDS:-3}
touches=$(awk -v s="${HL_BENCH_SCALE:-1}" 'BEGIN { n = 10000000 * s; printf "%d", n < 5000 ? 5000 : n }')
segments=$([ "$touches" -lt 100000 ] && echo 5 || echo 50)
few=$(awk -v n="$touches" 'BEGIN { print n < 100000 ? n : 100000 }')
now() { date +%s.%N; }
least() { awk -v l="$1" -v a="$2" -v b="$3" 'BEGIN { t = b - a; print (l == "" || t < l) ? t : l }'; }

mkdir -p "$BUILD/bench-data"
make_touches() { # COUNT FILE
    [ ! -s "$2" ] || return 0
    awk -v n="$1" -v segments="$segments" 'BEGIN {
        srand(1)
        print "sent_at,user,segment,clicked,propensity"
        for (i = 0; i < n; i++) {
            hour = int(rand() * 168 * 12)
            day = int(hour / 24)
            user = int(rand() * n / 20)
            printf "2025-%02d-%02dT%02d:00:00Z,u%d,s%d,%d,0.005952\n", 1 + int(day / 28), 1 + day % 28, hour % 24,
                user, user % segments, rand() < 0.1 + 0.05 * (hour % 24 > 11)
        }
    }' >"$2.part"
    mv "$2.part" "$2"
}

fit() { # FILE HALF_LIFE
    took=''
    for _ in $(seq "$rounds"); do
        a=$(now)
        "$BUILD/hookline" timing fit "$1" --sent-at sent_at --zone UTC --outcome clicked --user user --segment segment \
            --propensity propensity --half-life "$2" --now 2025-06-01T00:00:00Z -o "$BUILD/bench-data/model.json" \
            --quiet >/dev/null
        b=$(now)
        took=$(least "$took" "$a" "$b")
    done
}

for count in $(printf '%s\n' "$few" "$touches" | uniq); do
    data=$BUILD/bench-data/timing-$count.csv
    make_touches "$count" "$data"
    for half_life in none auto; do
        fit "$data" "$half_life"
        awk -v n="$count" -v h="$half_life" -v t="$took" 'BEGIN {
            printf "  %9d touches  half-life %-4s  %8.3f s  %7.3f us a touch\n", n, h, t, t / n * 1e6
        }'
    done
done
