#!/bin/sh
# Installs the Debian packages that are missing for what is named; says what it does; does nothing when all are there.
# usage: tools/deps.sh build|check|fuzz|lint|bench...
set -eu

packages_for() {
    case $1 in
    build) echo gcc libc6-dev make pkg-config binutils libgsl-dev libsqlite3-dev libcjson-dev nettle-dev libpcre2-dev \
        libxxhash-dev libutf8proc-dev tzdata ;;
    fuzz) packages_for check && echo clang ;;
    check | bench) packages_for build && echo libcmocka-dev python3 sqlite3 locales zsh fish ;;
    lint) packages_for build && echo libcmocka-dev python3 git g++ clang clang-format clang-tidy cppcheck ;;
    *) echo "tools/deps.sh: there is no set '$1'; there are build, check, fuzz, lint, bench" >&2 && exit 2 ;;
    esac
}

want=$(for what in "$@"; do packages_for "$what"; done) || exit 2
missing=""
for package in $want; do
    case " $missing " in *" $package "*) continue ;; esac
    dpkg-query -W -f='${Status}' "$package" 2>/dev/null | grep -q 'ok installed' || missing="$missing $package"
done
[ -z "$missing" ] && exit 0
echo "installing for $*:$missing"
if [ "$(id -u)" = 0 ]; then
    as_root=""
elif command -v sudo >/dev/null 2>&1; then
    as_root="sudo"
else
    echo "these Debian packages are missing and only root can install them:$missing" >&2
    exit 1
fi
said=$(mktemp)
trap 'rm -f "$said"' EXIT
# shellcheck disable=SC2086
{
    $as_root apt-get update -qq &&
        DEBIAN_FRONTEND=noninteractive $as_root apt-get install -y -qq --no-install-recommends $missing
} >"$said" 2>&1 || {
    cat "$said" >&2
    exit 1
}
