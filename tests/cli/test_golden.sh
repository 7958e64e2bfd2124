#!/bin/sh
# Golden tests of the program: every tests/cli/cases/NAME/cmd is a shell script, run in an empty
# directory with $HOOKLINE (the program), $CASE (its own folder) and $ROOT (the project). What it
# writes and its exit code must equal the files stdout, stderr and exit beside it.
# HL_RECORD=1 writes those files anew (make record): read the diff before you commit it.
# HL_EVERY=N runs every N-th of them.
# A cmd that exits 77 is skipped; its last line on stderr says why.
set -u
BUILD=${BUILD:-build}
ROOT=$(pwd)
HOOKLINE=${HOOKLINE:-$(realpath "$BUILD")/hookline}
export ROOT HOOKLINE TZ=UTC LC_ALL=C
unset HOOKLINE_LANG
only=${1:-}
code=0
nth=0
for cmd in tests/cli/cases/*/cmd; do
    CASE=$ROOT/$(dirname "$cmd")
    name=$(basename "$CASE")
    [ -z "$only" ] || [ "$only" = "$name" ] || continue
    nth=$((nth + 1))
    [ $((nth % ${HL_EVERY:-1})) -eq 0 ] || continue
    export CASE
    work=$(mktemp -d)
    (cd "$work" && sh "$CASE/cmd" >"$work/.stdout" 2>"$work/.stderr" </dev/null)
    got=$?
    if [ "$got" -eq 77 ]; then
        echo "skip $name: $(tail -n 1 "$work/.stderr")"
        rm -rf "$work"
        continue
    fi
    if [ -n "${HL_RECORD:-}" ]; then
        cp "$work/.stdout" "$CASE/stdout"
        cp "$work/.stderr" "$CASE/stderr"
        echo "$got" >"$CASE/exit"
    fi
    if [ "$got" = "$(cat "$CASE/exit" 2>/dev/null)" ] && cmp -s "$work/.stdout" "$CASE/stdout" && cmp -s "$work/.stderr" "$CASE/stderr"; then
        echo "ok $name"
    else
        echo "not ok $name (exit $got)"
        diff -u "$CASE/stdout" "$work/.stdout" | head -n 40
        diff -u "$CASE/stderr" "$work/.stderr" | head -n 40
        code=1
    fi
    rm -rf "$work"
done
exit $code
