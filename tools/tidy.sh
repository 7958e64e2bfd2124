#!/bin/sh
# clang-tidy on one file, unless the same text passed before.
set -eu
case $1 in
engine/base/error.c) ;; # defines what the header speaks of
*) FLAGS="$FLAGS -include tools/analyser.h" ;;
esac
# shellcheck disable=SC2086
key=$( (cat .clang-tidy; clang $FLAGS -E "$1") | sha256sum | cut -c1-32)
mark=$BUILD/tidy/$key
[ -e "$mark" ] && exit 0
# shellcheck disable=SC2086
if clang-tidy --quiet "$1" -- $FLAGS >"$mark.out" 2>/dev/null; then
    mv "$mark.out" "$mark"
else
    cat "$mark.out"
    rm -f "$mark.out"
    echo "clang-tidy: $1"
    exit 1
fi
