#!/bin/sh
# `make install` gives a program, libraries, headers, a pkg-config file and a man page that work.
set -u
BUILD=${BUILD:-build}
[ -z "${HL_SANITIZED:-}" ] || { echo "skip install: not under sanitizers"; exit 0; }
root=$(mktemp -d)
trap 'rm -rf "$root"' EXIT
code=0
say() { # condition-exit-code name
    if [ "$1" -eq 0 ]; then echo "ok $2"; else echo "not ok $2"; code=1; fi
}
make -s install BUILD="$BUILD" PREFIX="$root/usr" >"$root/log" 2>&1
say $? "make install"
"$root/usr/bin/hookline" --version | grep -q '^hookline [0-9]'
say $? "installed program runs"
[ -s "$root/usr/share/man/man1/hookline.1" ]
say $? "man page"
cat >"$root/use.c" <<'C'
#include <hookline.h>
#include <stdio.h>
int main(void)
{
    hl_init();
    return printf("%s\n", hl_version()) < 0;
}
C
export PKG_CONFIG_PATH="$root/usr/lib/pkgconfig"
# The prefix is written at build time; point pkg-config at the place of this test.
flags() { pkg-config --define-variable=prefix="$root/usr" --define-variable=libdir="$root/usr/lib" "$@" hookline; }
# shellcheck disable=SC2046
cc -o "$root/shared" "$root/use.c" $(flags --cflags --libs) && LD_LIBRARY_PATH="$root/usr/lib" "$root/shared" >/dev/null
say $? "a program links the shared library"
# The static library with shared ones behind it: what it needs is what the file lists as private.
# shellcheck disable=SC2046
cc -o "$root/static" "$root/use.c" $(flags --cflags) "$root/usr/lib/libhookline.a" \
    $(pkg-config --libs $(pkg-config --print-requires-private hookline)) -lpthread -lm && "$root/static" >/dev/null
say $? "a program links the static library"
foreign=$(nm -D --defined-only "$root/usr/lib/libhookline.so" | awk '$2 ~ /[TDBR]/ {print $3}' | grep -v '^hl_' || true)
[ -z "$foreign" ]
say $? "the shared library exports only hl_ names $foreign"
nm -D --defined-only "$root/usr/lib/libhookline.so" | grep -q ' hl_[a-z]*__' && leak=1 || leak=0
say "$leak" "internal names are not exported"
exit $code
