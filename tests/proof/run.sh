#!/bin/sh
# Runs every proof; each prints its figures and ends with "proved NAME" or "not proved NAME". Then the
# table of all figures that have a bound (tests/support/proof.h), which is also left in
# build/proof/table.md. Ends with "N passed, N failed".
# usage: run.sh [NAME...]   (prove_quantiles ...; all when none is named)
set -u
BUILD=${BUILD:-build}
passed=0 failed=0
mkdir -p "$BUILD/proof"
table=$BUILD/proof/table.md
printf '| case | figure | before | now | bound |\n|---|---|---|---|---|\n' >"$table"

wanted() { # name names...
    wanted=$1
    shift
    [ $# -eq 0 ] && return 0
    for each in "$@"; do
        [ "$each" = "$wanted" ] && return 0
    done
    return 1
}

prove() { # name command...
    name=$1
    shift
    echo "== $name"
    # the code goes through a file: a pipe would lose it
    { "$@" || echo failed >"$BUILD/proof/failed"; } | tee "$BUILD/proof/$name.txt" | grep -v '^| '
    grep '^| ' "$BUILD/proof/$name.txt" >>"$table"
    if [ -e "$BUILD/proof/failed" ]; then
        echo "not proved $name"
        failed=$((failed + 1))
        rm "$BUILD/proof/failed"
    else
        echo "proved $name"
        passed=$((passed + 1))
    fi
}

rm -f "$BUILD/proof/failed"
for source in tests/proof/prove_*.c; do
    name=$(basename "$source" .c)
    wanted "$name" "$@" && prove "$name" "$BUILD/tests/proof/$name"
done
for script in tests/proof/prove_*.sh; do
    name=$(basename "$script" .sh)
    wanted "$name" "$@" && prove "$name" sh "$script"
done
echo
awk -F ' [|] ' '
    { sub(/^[|] ?/, ""); sub(/ ?[|]$/, ""); for (i = 1; i <= NF; i++) { cell[NR, i] = $i
      if (NR != 2 && length($i) > width[i]) width[i] = length($i) } }
    END { for (r = 1; r <= NR; r++) if (r != 2) { line = ""
          for (i = 1; i <= 5; i++) line = line sprintf("%-" width[i] "s  ", cell[r, i])
          sub(/ +$/, "", line); print line } }' "$table"
echo
echo "$passed passed, $failed failed"
[ "$failed" -eq 0 ] && [ "$passed" -gt 0 ]
