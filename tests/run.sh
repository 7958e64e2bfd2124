#!/bin/sh
# Runs every test program and every script test, as many at once as there are processors (JOBS=1: one after the
# other); ends with "N passed, N failed". A program's cmocka lines and a script's "ok"/"not ok"/"skip" lines are
# counted alike. What each printed is left in build/tests/out/NAME.out, all of it in order in build/tests.log.
# The processor time of each test, slowest first, stands in build/tests.times.
# usage: run.sh   or, for one test that run.sh starts itself: run.sh --one TEST
set -u
BUILD=${BUILD:-build}
export BUILD
HOOKLINE=$(realpath "$BUILD")/hookline
export HOOKLINE
# where python3 is a script that looks up which one to start (pyenv), that is asked once
python=$(python3 -c 'import sys; print(sys.executable)' 2>/dev/null) && PATH=$(dirname "$python"):$PATH
export PATH
outputs=$BUILD/tests/out

name_of() { # tests/cli/test_x.py -> cli.test_x.py
    echo "${1#tests/}" | tr / .
}

count() { # file pattern
    grep -cE "$2" "$1" || true
}

# cmocka names what failed or was skipped once more at its end.
count_once() { # file pattern
    grep -E "$2" "$1" | sort -u | wc -l
}

# Seconds of processor, user and system, that all children of this shell took: the second line of times.
spent() { # test file
    times >"$2"
    awk -v test="$1" 'NR == 2 { split($1, u, /[ms]/); split($2, s, /[ms]/); user = 60 * u[1] + u[2]
        sys = 60 * s[1] + s[2]; printf "%.1f = %.1f user + %.1f system: %s\n", user + sys, user, sys, test }' "$2" >"$2.sum"
    mv "$2.sum" "$2"
}

# Leaves NAME.out, and NAME.count with "PASSED FAILED SKIPPED"; what people should see goes out in one piece.
one() { # test
    test=$1
    out=$outputs/$(name_of "$test").out
    case $test in
    *.c) "$BUILD/${test%.c}" >"$out" 2>&1 </dev/null ;;
    *.sh) sh "$test" >"$out" 2>&1 </dev/null ;;
    *.py) python3 "$test" >"$out" 2>&1 </dev/null ;;
    esac
    code=$?
    p=$(count "$out" '^(\[       OK \]|ok )')
    f=$(count_once "$out" '^(\[  FAILED  \] [^0-9]|not ok )')
    s=$(count_once "$out" '^(\[  SKIPPED \] [^0-9]|skip )')
    seen=$(grep -E '^(skipped: |skip )' "$out" | sed "s|^|$test: |")
    [ "$code" -ne 0 ] && [ "$f" -eq 0 ] && f=1
    [ "$f" -gt 0 ] && seen="$seen
FAILED $test (exit $code)
$(tail -n 60 "$out")"
    [ "$p" -eq 0 ] && [ "$f" -eq 0 ] && [ "$s" -eq 0 ] && f=1 && seen="FAILED $test: it ran no test"
    echo "$p $f $s" >"${out%.out}.count"
    spent "$test" "${out%.out}.time"
    [ -z "$seen" ] || printf '%s\n' "$seen" | sed '/./,$!d'
}

if [ "${1:-}" = --one ]; then
    one "$2"
    exit 0
fi

rm -rf "$outputs"
mkdir -p "$outputs"
tests=$(find tests -name 'test_*.c' -o -name 'test_*.sh' -o -name 'test_*.py' | sort)
echo "$tests" | xargs -P "${JOBS:-$(nproc)}" -I{} sh tests/run.sh --one {}
: >"$BUILD/tests.log"
for test in $tests; do
    out=$outputs/$(name_of "$test")
    cat "$out.out" >>"$BUILD/tests.log"
    [ -e "$out.count" ] || echo "0 1 0" >"$out.count" # its runner was ended
done
cat "$outputs"/*.time | sort -rn >"$BUILD/tests.times"
cat "$outputs"/*.count | awk '{ p += $1; f += $2; s += $3 }
    END { printf "%d passed, %d failed, %d skipped\n", p, f, s; exit f > 0 || p == 0 }'
