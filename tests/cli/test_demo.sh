#!/bin/sh
# The demo runs to its end, and the truth lies in its intervals.
out=$(mktemp)
if sh tools/demo.sh 4000 >"$out" 2>&1 && grep -q '^The truth lies in' "$out" && grep -q 'Verdict: ship Mens E-Mail' "$out" &&
    grep -q '^plan of coupon-expiry-evening' "$out" && grep -q '^held by: window' "$out" &&
    grep -q '^  .*chosen' "$out"; then
    echo "ok demo runs from simulate to report, and the truth lies in its intervals"
    code=0
else
    echo "not ok demo runs from simulate to report, and the truth lies in its intervals"
    tail -n 30 "$out"
    code=1
fi
rm -f "$out"
exit $code
