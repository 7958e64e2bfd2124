#!/bin/sh
# analyze on a file of 10 million users (3 arms, 3 proportions, revenue, a covariate, 6 segments),
# against a bare C pass over the same columns, and against what people use instead: sqlite3's import
# and GROUP BY, pandas, R's data.table, DuckDB, where they are installed.
# The others do less: they stop at counts, sums and sums of squares by arm and segment.
set -eu
BUILD=${BUILD:-build}
users=$(awk -v s="${HL_BENCH_SCALE:-1}" 'BEGIN { printf "%d", 10000000 * s }')
data=$BUILD/bench-data/users-$users.csv
rounds=${HL_BENCH_ROUNDS:-3}
mkdir -p "$BUILD/bench-data"
if [ ! -s "$data" ]; then
    "$BUILD/bench/generate_users" "$users" >"$data.part"
    mv "$data.part" "$data"
fi
cat "$data" >/dev/null # into the page cache: nobody waits for the disk

now() { date +%s.%N; }
# the best of some rounds, in seconds
best() {
    least=
    for _ in $(seq "$rounds"); do
        from=$(now)
        "$@" >"$BUILD/bench-data/out" 2>"$BUILD/bench-data/err" || { cat "$BUILD/bench-data/err" >&2; return 1; }
        to=$(now)
        least=$(awk -v l="$least" -v a="$from" -v b="$to" 'BEGIN { t = b - a; print (l == "" || t < l) ? t : l }')
    done
    echo "$least"
}
row() { # name seconds base
    awk -v n="$1" -v t="$2" -v b="$3" 'BEGIN { printf "  %-44s %8.3f s  %6.2f x\n", n, t, t / b }'
}
analyze() {
    threads=$1
    shift
    "$BUILD/hookline" analyze "$data" --threads "$threads" --arm arm --control none \
        --metric opened:proportion --metric clicked:proportion --metric ordered:proportion \
        --metric revenue:mean --covariate spend_before --by segment --quiet "$@"
}
peak() { # kB of memory of its own: the mapped file's pages are the kernel's
    python3 - "$@" <<'P'
import os, subprocess, sys
p = subprocess.Popen(sys.argv[1:], stdout=subprocess.DEVNULL)
top = 0
while p.poll() is None:
    try:
        for line in open(f"/proc/{p.pid}/status"):
            if line.startswith("RssAnon"):
                top = max(top, int(line.split()[1]))
    except OSError:
        pass
print(top)
P
}

echo "  $users users, $(du -m "$data" | cut -f1) MB, best of $rounds"
one=$(best "$BUILD/bench/bare_pass" "$data" 1)
two=$(best "$BUILD/bench/bare_pass" "$data" 2)
ours1=$(best analyze 1)
ours2=$(best analyze 2)
echo "  against the bare pass with one thread:"
row "bare pass, 1 thread" "$one" "$one"
row "hookline analyze, 1 thread" "$ours1" "$one"
echo "  against the bare pass with two threads:"
row "bare pass, 2 threads" "$two" "$two"
row "hookline analyze, 2 threads" "$ours2" "$two"

by_sqlite() {
    sqlite3 :memory: ".mode csv" ".import $data u" "select arm, segment, count(*), sum(opened),
      sum(clicked), sum(ordered), sum(revenue), sum(revenue*revenue), sum(spend_before),
      sum(revenue*spend_before) from u group by arm, segment"
}
by_pandas() {
    /usr/bin/python3 - "$data" <<'P'
import sys, pandas as pd
d = pd.read_csv(sys.argv[1], usecols=["arm", "segment", "opened", "clicked", "ordered", "revenue", "spend_before"])
d["rr"] = d.revenue * d.revenue
d["rx"] = d.revenue * d.spend_before
print(d.groupby(["arm", "segment"]).sum())
P
}
by_data_table() {
    Rscript -e 'suppressMessages(library(data.table)); setDTthreads(2)' \
        -e "d <- fread('$data', select = c('arm', 'segment', 'opened', 'clicked', 'ordered', 'revenue', 'spend_before'), showProgress = FALSE)" \
        -e 'print(d[, .(.N, sum(opened), sum(clicked), sum(ordered), sum(revenue), sum(revenue^2), sum(spend_before), sum(revenue * spend_before)), by = .(arm, segment)])'
}
by_duckdb() {
    duckdb -c "select arm, segment, count(*), sum(opened), sum(clicked), sum(ordered), sum(revenue),
      sum(revenue*revenue), sum(spend_before), sum(revenue*spend_before) from read_csv_auto('$data') group by all"
}
others() {
    echo "  others, against hookline analyze with two threads:"
    rounds=1
    command -v sqlite3 >/dev/null && row "sqlite3 .import and GROUP BY" "$(best by_sqlite)" "$ours2"
    /usr/bin/python3 -c 'import pandas' 2>/dev/null && row "pandas" "$(best by_pandas)" "$ours2"
    Rscript -e 'library(data.table)' >/dev/null 2>&1 && row "data.table (2 threads)" "$(best by_data_table)" "$ours2"
    if command -v duckdb >/dev/null; then row "DuckDB" "$(best by_duckdb)" "$ours2"; fi
}
[ "${HL_BENCH_OTHERS:-1}" = 0 ] || others

head -n "$((users / 10 + 1))" "$data" >"$BUILD/bench-data/tenth.csv"
whole=$(peak "$BUILD/hookline" analyze "$data" --arm arm --control none --metric revenue:mean --by segment --quiet)
tenth=$(peak "$BUILD/hookline" analyze "$BUILD/bench-data/tenth.csv" --arm arm --control none --metric revenue:mean --by segment --quiet)
echo "  memory of its own: $whole kB; with a tenth of the users: $tenth kB"
