#!/bin/sh
# A/A: the simulated shop without effects, and a published data set, through the real hash and the
# real analysis, thousands of times. Every error rate must be what is promised; and touches of one
# user taken as independent must be found out.
# usage: prove_calibrate.sh [runs] [users]   (the short form among the tests passes fewer)
set -eu
runs=${1:-4000}
users=${2:-20000}
hookline=$(realpath "${BUILD:-build}")/hookline
data=${HL_SHARED:-$(pwd)/../shared}/data/hillstrom.csv
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"
code=0

# seed calibrate's arguments...; sets got
calibrated() {
    seed=$1
    shift
    got=0
    "$hookline" calibrate "$@" --runs "$runs" --seed "$seed" -q -o out.txt || got=$?
    printf '\n%s, seed %s: exit %s, %s expected\n' "$name" "$seed" "$got" "$expected"
    sed -n '/^How often/,/^$/p' out.txt | sed '1,2d'
}

# name expected-exit-code calibrate's arguments...
# One calibration cries wolf once in a hundred, and there are several here: one that does not come out
# as expected is made once more, from other random numbers. What is really wrong fails both times.
held() {
    name=$1
    expected=$2
    shift 2
    calibrated 1 "$@"
    [ "$got" -eq "$expected" ] || calibrated 1001 "$@"
    [ "$got" -eq "$expected" ] || code=1
}

"$hookline" simulate --users "$users" --seed 11 --null --out shop -q
as_of=$(sed -n 's/^  "as_of": "\(.*\)",$/\1/p' shop/truth.json)
"$hookline" apply shop/coupon-expiry-evening.json shop/address-confirmation.json --db shop.db -q --now "$as_of"
for kind in users touches events costs; do
    "$hookline" import "$kind" "shop/$kind.csv" --db shop.db -q --now "$as_of"
done
for experiment in coupon-expiry-evening address-confirmation; do
    held "$experiment" 0 "$experiment" --db shop.db --now "$as_of"
done
awk 'BEGIN { s = 7; print "user,click,spent"
  for (u = 0; u < 1000; u++) { s = (s * 16807) % 2147483647; r = s % 100 < 40 ? 60 : 10
    for (t = 0; t < 10; t++) { s = (s * 16807) % 2147483647; c = s % 100 < r; print u "," c "," c * (s % 991) } } }' \
    >touches.csv
held 'ten touches a user, clustered' 0 touches.csv --unit user --metric click:proportion --metric spent:mean
held 'ten touches a user, as if independent' 1 touches.csv --unit user --metric click:proportion \
    --independent-touches
if [ -r "$data" ]; then
    held 'hillstrom, three arms' 0 "$data" --metric visit:proportion --metric conversion:proportion \
        --metric spend:mean --weights equal --arm segment --control 'No E-Mail'
else
    echo "skip hillstrom: no $data"
fi
exit $code
