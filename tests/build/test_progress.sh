#!/bin/sh
# What a build says: little while all is well, everything when it is not.
set -u
unset MAKEFLAGS MFLAGS MAKELEVEL
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
code=0
say() { # condition-exit-code name
    if [ "$1" -eq 0 ]; then echo "ok $2"; else echo "not ok $2" && cat "$work/said" && code=1; fi
}
# Three files of the project, into a place of its own.
objects=$(ls cli/*.c | head -n 3 | sed "s|^|$work/build/obj/|; s|c$|o|")
build() {
    # shellcheck disable=SC2086
    make BUILD="$work/build" $objects "$@" >"$work/said" 2>&1
}

build && [ "$(cat "$work/said")" = "building hookline: 3 files" ]
say $? "not on a terminal a build says one line"

build && ! grep -q building "$work/said"
say $? "what is built is not announced again"

rm -r "$work/build" && build MAKE_TERMOUT=/dev/tty TERM=xterm && [ "$(wc -l <"$work/said")" -eq 1 ] &&
    tr '\r' '\n' <"$work/said" | grep -q '^\[2/3\] ' && tr '\r' '\n' <"$work/said" | grep -q '^\[3/3\] '
say $? "on a terminal one line counts to the end"

rm -r "$work/build"
for terminal in '' /dev/tty; do
    ! build MAKE_TERMOUT=$terminal TERM=xterm CFLAGS=-DHL_OK=1 && tr '\r' '\n' <"$work/said" | grep -q 'error' &&
        grep -q 'HL_OK' "$work/said" && [ -z "$(find "$work/build" -name '*.said')" ]
    say $? "errors are shown in full${terminal:+ on a terminal}"
done

build V=1 && grep -q -- '-std=c17.* cli/' "$work/said"
say $? "V=1 shows the commands"
exit $code
