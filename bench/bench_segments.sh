#!/bin/sh
# analyze --by a column of 1, 100, 1,000 and 10,000 values, on the same number of users: an analysis costs
# what its cells cost, so the time and the memory above those without a split must grow with the number of
# values, and no faster. A proportion and a mean, each with its exact and Bayesian view of every segment.
set -eu
BUILD=${BUILD:-build}
rounds=${HL_BENCH_ROUNDS:-3}
users=$(awk -v s="${HL_BENCH_SCALE:-1}" 'BEGIN { n = 400000 * s; printf "%d", n < 2000 ? 2000 : n }')
now() { date +%s.%N; }
least() { awk -v l="$1" -v a="$2" -v b="$3" 'BEGIN { t = b - a; print (l == "" || t < l) ? t : l }'; }
peak() { # kB
    python3 -c 'import resource, subprocess, sys
subprocess.run(sys.argv[1:], check=True, stdout=subprocess.DEVNULL)
print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)' "$@"
}

mkdir -p "$BUILD/bench-data"
data=$BUILD/bench-data/segments-$users.csv
if [ ! -s "$data" ]; then
    awk -v n="$users" 'BEGIN {
        srand(1)
        print "arm,v1,v100,v1000,v10000,clicked,spend"
        for (i = 0; i < n; i++) {
            clicked = rand() < 0.1
            printf "%s,x,%d,%d,%d,%d,%.2f\n", rand() < 0.5 ? "a" : "b", rand() * 100, rand() * 1000,
                rand() * 10000, clicked, clicked ? -30 * log(1 - rand()) : 0
        }
    }' >"$data.part"
    mv "$data.part" "$data"
fi

analyze="$BUILD/hookline analyze $data --arm arm --control a --metric clicked:proportion --metric spend:mean
    --weights equal --format json --quiet"
echo "  $users users, best of $rounds"
base=''
for values in 1 100 1000 10000; do
    took=''
    for _ in $(seq "$rounds"); do
        a=$(now)
        $analyze --by "v$values" >/dev/null
        b=$(now)
        took=$(least "$took" "$a" "$b")
    done
    [ -n "$base" ] || base=$took
    memory=$(peak $analyze --by "v$values")
    [ "$values" != 1 ] || { least_memory=$memory; }
    awk -v v="$values" -v t="$took" -v b="$base" -v m="$memory" -v l="$least_memory" 'BEGIN {
        printf "  %6d values  %8.3f s  %7.2f x  %7d kB", v, t, t / b, m
        if (v > 1)
            printf "  above none: %7.1f us and %6.2f kB a value", (t - b) / v * 1e6, (m - l) / v
        print ""
    }'
done
