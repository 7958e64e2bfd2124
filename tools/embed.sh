#!/bin/sh
# Writes text files as a C source: an array of {name, text, length}, ended by an empty one.
# usage: tools/embed.sh SYMBOL FILE...
set -eu
symbol=$1
shift
echo '#include "base/embedded.h"'
index=0
for file in "$@"; do
    printf 'static const unsigned char file_%d[] = {' "$index"
    od -An -v -tu1 "$file" | tr -s ' \n' ',,' | sed -e 's/^,//' -e 's/,$//'
    printf ', 0};\n'
    index=$((index + 1))
done
echo "const hl_embedded $symbol[] = {"
index=0
for file in "$@"; do
    printf '    {"%s", (const char *)file_%d, sizeof file_%d - 1},\n' "$file" "$index" "$index"
    index=$((index + 1))
done
echo '    {NULL, NULL, 0},'
echo '};'
