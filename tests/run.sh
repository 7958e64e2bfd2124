#!/bin/sh
# Runs every test program and every script test; ends with "N passed, N failed".
# A program's cmocka lines and a script's "ok"/"not ok"/"skip" lines are counted alike.
set -u
BUILD=${BUILD:-build}
export BUILD
HOOKLINE=$(realpath "$BUILD")/hookline
export HOOKLINE
log=$BUILD/tests.log
: >"$log"
passed=0 failed=0 skipped=0

count() { # file pattern
    grep -cE "$2" "$1" || true
}

# cmocka names what failed or was skipped once more at its end.
count_once() { # file pattern
    grep -E "$2" "$1" | sort -u | wc -l
}

run() { # name command...
    name=$1
    shift
    out=$BUILD/test.out
    "$@" >"$out" 2>&1
    code=$?
    cat "$out" >>"$log"
    p=$(count "$out" '^(\[       OK \]|ok )')
    f=$(count_once "$out" '^(\[  FAILED  \] [^0-9]|not ok )')
    s=$(count_once "$out" '^(\[  SKIPPED \] [^0-9]|skip )')
    grep -E '^(skipped: |skip )' "$out" | sed "s|^|$name: |"
    if [ "$code" -ne 0 ] && [ "$f" -eq 0 ]; then
        f=1
    fi
    if [ "$f" -gt 0 ]; then
        echo "FAILED $name (exit $code)"
        tail -n 60 "$out"
    fi
    if [ "$p" -eq 0 ] && [ "$f" -eq 0 ] && [ "$s" -eq 0 ]; then
        echo "FAILED $name: it ran no test"
        f=1
    fi
    passed=$((passed + p)) failed=$((failed + f)) skipped=$((skipped + s))
}

for source in $(find tests -name 'test_*.c' | sort); do
    binary=$BUILD/${source%.c}
    run "$source" "$binary"
done
for script in $(find tests -name 'test_*.sh' -o -name 'test_*.py' | sort); do
    case $script in
    *.sh) run "$script" sh "$script" ;;
    *.py) run "$script" python3 "$script" ;;
    esac
done

echo "$passed passed, $failed failed, $skipped skipped"
[ "$failed" -eq 0 ] && [ "$passed" -gt 0 ]
