#!/bin/sh
# The whole job once: a simulated shop, its experiments checked and applied, a day of its triggers planned, its log
# imported, the report, and the estimated lifts beside the true ones; then a published test.
# usage: tools/demo.sh [users]   (the files go to DEMO_DIR, which is build/demo)
set -eu
cd "$(dirname "$0")/.."
users=${1:-20000}
build=${BUILD:-build}
hookline=$(realpath "$build/hookline")
dir=${DEMO_DIR:-$build/demo}
mkdir -p "$dir"
rm -f "$dir"/shop.db*

say() { printf '\n$ hookline %s\n' "$*"; }
run() {
    say "$@"
    (cd "$dir" && "$hookline" "$@")
}

run simulate --users "$users" --seed 7 --out shop -q
as_of=$(sed -n 's/^  "as_of": "\(.*\)",$/\1/p' "$dir/shop/truth.json")
run check shop/coupon-expiry-evening.json shop/address-confirmation.json
run apply shop/coupon-expiry-evening.json shop/address-confirmation.json --db shop.db --now 2026-03-01T00:00:00Z
run import users shop/users.csv --db shop.db -q --now "$as_of"

# The coupons that lapse on the 13th are reminded of on the 10th; planned the evening before, from what the store has.
awk -F, 'NR == 1 || ($3 == "coupon" && $4 ~ /^2026-03-13/)' "$dir/shop/triggers.csv" >"$dir/day.csv"
plan="plan coupon-expiry-evening --db shop.db --triggers day.csv --now 2026-03-09T20:00:00+08:00"
# shellcheck disable=SC2086 # the words of the plan are words
{
    run $plan --dry-run --zone Asia/Shanghai --format calendar
    (cd "$dir" && "$hookline" $plan --dry-run -q -o plan.csv)
    touch=$(awk -F, '$4 == "evening" && $15 == "planned" && $17 != "Asia/Shanghai" { t = $1 } END { print t }' "$dir/plan.csv")
    run $plan --dry-run --explain "$touch"
    run $plan -o plan.csv
}

for kind in touches events costs; do
    run import "$kind" "shop/$kind.csv" --db shop.db -q --now "$as_of"
done
run report coupon-expiry-evening --db shop.db --now "$as_of"
# experiment ending words...
keep() {
    file=$1.report.$2
    experiment=$1
    shift 2
    (cd "$dir" && "$hookline" report "$experiment" --db shop.db --now "$as_of" "$@" -o "$file")
}
for experiment in coupon-expiry-evening address-confirmation; do
    keep $experiment txt
    keep $experiment md --format markdown
    keep $experiment zh.md --format markdown --lang zh
    keep $experiment json --format json
done
printf '\nEstimated lifts beside the true ones (of %s simulated customers):\n' "$users"
"$build/tools/compare_with_truth" "$dir/shop/truth.json" \
    "$dir/coupon-expiry-evening.report.json" "$dir/address-confirmation.report.json"

printf '\nSend times: learnt from that log, beside the true ones, and what plans do with them.\n'
run timing fit coupon-expiry-evening --db shop.db --outcome click --segment occupation --now "$as_of" -o clicks.timing.json
run timing report coupon-expiry-evening --db shop.db
(cd "$dir" && "$hookline" timing report coupon-expiry-evening --db shop.db -o clicks.timing.txt &&
    "$hookline" timing report coupon-expiry-evening --db shop.db --format json -o clicks.timing.report.json)
printf '\nThe windows that were found beside the true ones, and their gains over the hours of now:\n'
"$build/tools/compare_hours_with_truth" "$dir/shop/truth.json" "$dir/clicks.timing.json" "$dir/clicks.timing.report.json"
# The next experiment asks for the words, and draws its hours by the model of all: the reminders of one day.
cp experiments/coupon-reminder-learnt/coupon-reminder-learnt.json "$dir/"
awk -F, 'NR == 1 || ($3 == "coupon" && $4 ~ /^2026-03-13/)' "$dir/shop/triggers.csv" | sed 's/2026-03-13/2026-04-13/' >"$dir/learnt.csv"
run apply coupon-reminder-learnt.json --db shop.db --now "$as_of"
run timing fit --db shop.db --outcome click --segment occupation --now "$as_of"
run plan coupon-reminder-learnt --db shop.db --triggers learnt.csv --now 2026-04-09T20:00:00+08:00 -q -o learnt.plan.csv
printf '\nSome of its touches, each with the chance of its hour and by what that was drawn:\n'
awk -F, '$15 == "planned" || NR == 1 { print $2 "," $11 "," $13 "," $(NF - 1) }' "$dir/learnt.plan.csv" | head -n 12
awk -F, '$15 == "planned" { n[$(NF - 1)]++ } END { printf "%d by the model, %d explored, %d held out\n", n["model"], n["explore"], n["holdout"] }' \
    "$dir/learnt.plan.csv"

printf '\nA published test, from its counts (experiments/hillstrom-2008):\n'
test=experiments/hillstrom-2008
printf '\n$ hookline analyze %s/cells.csv --arm segment --count users \\\n' "$test"
printf '      --definition %s/hillstrom-2008.json --metric visit:proportion \\\n' "$test"
printf '      --metric conversion:proportion --metric spend=spend_sum,spend_sumsq,spend_cubes,spenders:mean\n'
hillstrom() {
    "$hookline" analyze "$test/cells.csv" --arm segment --count users \
        --definition "$test/hillstrom-2008.json" --metric visit:proportion \
        --metric conversion:proportion --metric spend=spend_sum,spend_sumsq,spend_cubes,spenders:mean \
        --now 2008-04-20T00:00:00Z "$@"
}
hillstrom
hillstrom --format markdown -o "$dir/hillstrom-2008.report.md"

cat <<END

======================================================================
That was: a shop of $users simulated customers, its two experiments checked and stored, one day of coupon reminders
planned, its log taken in, the verdict, the estimated lifts beside the true ones, the hours at which customers answer beside the
true ones, a plan that sends at them, and a published test of 64,000.

The files are in $dir:
  coupon-expiry-evening.report.txt   the report shown above; .md for a wiki, .zh.md in Chinese, .json for programs
  address-confirmation.report.txt    the other experiment, two factors of two levels; likewise
  hillstrom-2008.report.md           the published test
  clicks.timing.txt                  at which hours customers click; .json is the model
  learnt.plan.csv                    touches at hours that the model has drawn, with their chances
  plan.csv                           the planned touches of that day, each with its instant and its reason
  shop.db, shop/                     the store; the definitions, the log and truth.json

Next:
  cat $dir/address-confirmation.report.txt
  $hookline report coupon-expiry-evening --db $dir/shop.db --now $as_of --lang zh
  $hookline --help
  make check        the tests
  make install      into /usr/local, as root; make install PREFIX=\$HOME/.local without
END
