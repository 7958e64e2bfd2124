#!/bin/sh
# `make install` gives a program, libraries, headers, a pkg-config file, man pages and completions that work, wherever it puts them;
# `make uninstall` takes them away again and nothing else.
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
share=$root/usr/share
for command in $(sed -n 's/^HL_COMMAND(\(.*\))$/\1/p' cli/commands.inc); do
    grep -q '^\.SH OPTIONS' "$share/man/man1/hookline-$command.1" && grep -q '^\.SH 选项' "$share/man/zh_CN/man1/hookline-$command.1" &&
        grep -q "hookline.-$command" "$share/man/man1/hookline.1"
    say $? "man pages: hookline-$command(1), in English and Chinese, named by hookline(1)"
done
bash -n "$share/bash-completion/completions/hookline" && grep -q '^#compdef hookline' "$share/zsh/site-functions/_hookline" &&
    grep -q '^complete -c hookline' "$share/fish/vendor_completions.d/hookline.fish"
say $? "completions for bash, zsh and fish"
cat >"$root/use.c" <<'C'
#include <hookline.h>
#include <stdio.h>
int main(void)
{
    hl_init();
    return printf("%s\n", hl_version()) < 0;
}
C
# prefix: a program is compiled and linked by what pkg-config says, with the shared library and with the static one.
# pkg-config writes words for a shell to read; the static library needs what the file lists as private.
links() {
    export PKG_CONFIG_PATH="$1/lib/pkgconfig"
    eval "cc -o '$root/shared' '$root/use.c' $(pkg-config --cflags --libs hookline)" &&
        LD_LIBRARY_PATH="$1/lib" "$root/shared" >/dev/null &&
        eval "cc -o '$root/static' '$root/use.c' $(pkg-config --cflags hookline) '$1/lib/libhookline.a' \
            $(pkg-config --libs $(pkg-config --print-requires-private hookline)) -lpthread -lm" && "$root/static" >/dev/null
}
links "$root/usr"
say $? "a program links the shared library, and the static one"
foreign=$(nm -D --defined-only "$root/usr/lib/libhookline.so" | awk '$2 ~ /[TDBR]/ {print $3}' | grep -v '^hl_' || true)
[ -z "$foreign" ]
say $? "the shared library exports only hl_ names $foreign"
nm -D --defined-only "$root/usr/lib/libhookline.so" | grep -q ' hl_[a-z]*__' && leak=1 || leak=0
say "$leak" "internal names are not exported"

# A prefix in which a shell and sed find much to misread, beside a file whose name is its first word.
odd="$root/pre fix & co"
: >"$root/pre"
make -s install BUILD="$BUILD" PREFIX="$odd" >"$root/log" 2>&1 && "$odd/bin/hookline" --version >"$root/log" && links "$odd"
say $? "a prefix with spaces"
make -s install BUILD="$BUILD" DESTDIR="$root/de's tination" PREFIX=/usr >"$root/log" 2>&1 &&
    "$root/de's tination/usr/bin/hookline" --version >/dev/null &&
    grep -q '^prefix=/usr$' "$root/de's tination/usr/lib/pkgconfig/hookline.pc"
say $? "a staging directory with spaces"

: >"$odd/include/other.h"
: >"$odd/include/hookline/mine.h"
: >"$odd/lib/libhookline.so.99"
make -s uninstall PREFIX="$odd" >"$root/log" 2>&1 && make -s uninstall DESTDIR="$root/de's tination" PREFIX=/usr >>"$root/log" 2>&1
left=$(cd "$root" && find pre "pre fix & co" "de's tination" ! -type d)
[ "$(printf '%s\n' "$left" | sort)" = "pre
pre fix & co/include/hookline/mine.h
pre fix & co/include/other.h
pre fix & co/lib/libhookline.so.99" ]
say $? "uninstall removes what install put there, and nothing else"

grep -q "^prefix=$root/usr\$" "$root/usr/lib/pkgconfig/hookline.pc" && ! grep -rq '^prefix=' "$BUILD"/*.pc 2>/dev/null
say $? "hookline.pc names the prefix of the installation"

for file in bin/hookline lib/libhookline.so; do
    readelf -lW "$root/usr/$file" | grep -q GNU_RELRO && readelf -dW "$root/usr/$file" | grep -q 'BIND_NOW\|Flags:.*NOW'
    say $? "full RELRO: $file"
    nm -D "$root/usr/$file" | grep -q __stack_chk_fail
    say $? "stack protector: $file"
    nm -D "$root/usr/$file" | grep -q '_chk@'
    say $? "FORTIFY: $file"
    ! readelf -lW "$root/usr/$file" | grep GNU_STACK | grep -q E
    say $? "no executable stack: $file"
done
readelf -dW "$root/usr/bin/hookline" | grep -q 'Flags:.*PIE'
say $? "the program is position-independent"

flags="CPPFLAGS=-DHL_ASKED_CPP CFLAGS=-DHL_ASKED_C LDFLAGS=-Wl,-O1"
# shellcheck disable=SC2086
make -B -n V=1 BUILD="$BUILD" $flags all >"$root/log" 2>&1
[ "$(grep -c -- '-c -o .*-DHL_ASKED_CPP -DHL_ASKED_C' "$root/log")" = "$(grep -c -- ' -c -o ' "$root/log")" ] ||
    [ "$(grep -c -- '-DHL_ASKED_CPP -DHL_ASKED_C.* -c -o ' "$root/log")" = "$(grep -c -- ' -c -o ' "$root/log")" ]
say $? "CPPFLAGS and CFLAGS reach every file"
[ "$(grep -c -- '-Wl,-O1' "$root/log")" -eq 2 ]
say $? "LDFLAGS reach the program and the shared library"

absolute=$(realpath "$BUILD")
make -q BUILD="$absolute" "$absolute/hookline" >"$root/log" 2>&1 && BUILD=$absolute HOOKLINE='' sh tests/cli/test_golden.sh calc-lift | grep -q '^ok'
say $? "an absolute build directory"

! make -s BUILD="$root/bui ld" >"$root/log" 2>&1 && grep -q 'cannot have a space' "$root/log"
say $? "a build directory with a space is refused"
exit $code
