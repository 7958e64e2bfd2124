#!/bin/sh
# The demo runs to its end, leaves what it says it leaves, and the truth lies in its intervals; truths that
# are nine times as far off do not.
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
out=$dir/said
code=0
say() { # condition-exit-code name
    if [ "$1" -eq 0 ]; then echo "ok $2"; else echo "not ok $2" && tail -n 40 "$out" && code=1; fi
}
DEMO_DIR=$dir/demo sh tools/demo.sh 4000 >"$out" 2>&1 && grep -q '^The truth lies in' "$out" &&
    grep -q 'Verdict: ship Mens E-Mail' "$out" && grep -q '^plan of .*coupon-expiry-evening' "$out" &&
    grep -q '^held by: window' "$out" && grep -q '^  .*chosen' "$out"
say $? "demo runs from simulate to report, and the truth lies in its intervals"

# the office workers' evening, its true gain in its interval, and a plan whose hours carry their chances
grep -q '^office  *20:00–22:00  20:00–22:00 .* yes  use' "$out" && grep -q '^The true gain of the window that was found lies in [34] of 4' "$out" &&
    grep -q '^[0-9]* by the model, [1-9][0-9]* explored, [1-9][0-9]* held out' "$out" &&
    awk -F, 'NR > 1 && $15 == "planned" && ($13 <= 0 || $13 >= 1 || $(NF - 1) !~ /^(model|explore|holdout)$/ || length($NF) != 64) { bad = 1 }
             END { exit bad }' "$dir/demo/learnt.plan.csv"
say $? "the demo finds the office workers' evening, and plans by it"

for file in $(sed -n '/^The files are in/,/^Next/s/^  \([^ ,]*\).*/\1/p' "$out"); do
    [ -s "$dir/demo/$file" ] || missing="${missing:-} $file"
done
[ -z "${missing:-}" ] && grep -q "^The files are in $dir/demo:" "$out" && tail -n 1 "$out" | grep -q 'make install'
say $? "the demo ends on where its files are and what to type next ${missing:-}"

sed -E 's/"lift": -?/"lift": 9/' "$dir/demo/shop/truth.json" >"$dir/other.json"
! "${BUILD:-build}/tools/compare_with_truth" "$dir/other.json" "$dir"/demo/*.report.json >"$out" 2>&1 &&
    grep -q '^The truth lies in' "$out"
say $? "lifts far from the truth are told from it"
exit $code
