#!/bin/sh
# Runs every proof, as many at once as there are processors (JOBS=1: one after the other); each prints its figures
# when it has ended, and "proved NAME" or "not proved NAME". Then the table of all figures that have a bound
# (tests/support/proof.h), which is also left in build/proof/table.md. Ends with "N passed, N failed".
# usage: run.sh [NAME...]   (prove_quantiles ...; all when none is named)
#        run.sh --one FILE  (what run.sh starts itself)
set -u
BUILD=${BUILD:-build}
export BUILD
outputs=$BUILD/proof
table=$outputs/table.md

one() { # file
    name=$(basename "$1")
    name=${name%.*}
    case $1 in
    *.c) "$BUILD/tests/proof/$name" >"$outputs/$name.txt" 2>&1 </dev/null ;;
    *.sh) sh "$1" >"$outputs/$name.txt" 2>&1 </dev/null ;;
    esac && touch "$outputs/$name.proved"
    [ -e "$outputs/$name.proved" ] && said="proved $name" || said="not proved $name"
    # in one piece, as several proofs print
    printf '%s\n' "== $name
$(grep -v '^| ' "$outputs/$name.txt")
$said"
}

if [ "${1:-}" = --one ]; then
    one "$2"
    exit 0
fi

wanted() { # name names...
    wanted=$1
    shift
    [ $# -eq 0 ] && return 0
    for each in "$@"; do
        [ "$each" = "$wanted" ] && return 0
    done
    return 1
}

mkdir -p "$outputs"
files=
for file in tests/proof/prove_*.c tests/proof/prove_*.sh; do
    name=$(basename "$file")
    wanted "${name%.*}" "$@" && files="$files $file"
done
rm -f "$outputs"/*.proved
printf '%s\n' $files | xargs -P "${JOBS:-$(nproc)}" -I{} sh tests/proof/run.sh --one {}

printf '| case | figure | before | now | bound |\n|---|---|---|---|---|\n' >"$table"
passed=0 failed=0
for file in $files; do
    name=$(basename "$file")
    name=${name%.*}
    grep '^| ' "$outputs/$name.txt" >>"$table"
    if [ -e "$outputs/$name.proved" ]; then
        passed=$((passed + 1))
    else
        failed=$((failed + 1))
    fi
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
