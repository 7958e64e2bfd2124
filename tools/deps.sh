#!/bin/sh
# Installs the Debian packages that are missing; says what it does; does nothing when all are there.
set -eu
want="gcc libc6-dev make pkg-config binutils git libgsl-dev libsqlite3-dev libcjson-dev nettle-dev libpcre2-dev libxxhash-dev tzdata
libcmocka-dev sqlite3 python3 clang clang-format clang-tidy cppcheck g++ libclang-rt-14-dev"
missing=""
for package in $want; do
    dpkg-query -W -f='${Status}' "$package" 2>/dev/null | grep -q 'ok installed' || missing="$missing $package"
done
command -v npm >/dev/null 2>&1 || missing="$missing nodejs npm"
[ -z "$missing" ] && exit 0
echo "installing:$missing"
if [ "$(id -u)" = 0 ]; then
    as_root=""
elif command -v sudo >/dev/null 2>&1; then
    as_root="sudo"
else
    echo "these Debian packages are missing and only root can install them:$missing" >&2
    exit 1
fi
$as_root apt-get update -qq
# shellcheck disable=SC2086
DEBIAN_FRONTEND=noninteractive $as_root apt-get install -y -qq --no-install-recommends $missing >/dev/null
