#!/bin/sh
# One table of 3,000 users as shops and spreadsheets export it: the rates of both arms as the report has
# them. Before: what the program said of the same file when it read UTF-8 with commas alone.
set -u
BUILD=${BUILD:-build}
HOOKLINE=${HOOKLINE:-$(realpath "$BUILD")/hookline}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work" || exit 1
rows=0
outside=0

awk 'BEGIN {
    printf "user,arm,bought,city\r\n"
    for (i = 0; i < 3000; i++) {
        bought = i * 7919 % 1000 < (i % 2 ? 85 : 151)
        printf "u%d,%s,%d,%s\r\n", i, i % 2 ? "control" : "evening", bought, bought ? "上海市徐汇区" : ""
    }
}' >plain.csv
iconv -f UTF-8 -t GB18030 plain.csv >gbk.csv
sed -e '1s/arm/组/' -e 's/control/对照组/' -e 's/evening/晚间/' plain.csv | iconv -f UTF-8 -t GB18030 >gbk-names.csv
{ printf '\377\376' && iconv -f UTF-8 -t UTF-16LE plain.csv; } >utf16.csv
tr -d '\n' <plain.csv >mac.csv
tr ',' ';' <plain.csv >semicolon.csv
{ echo 'Orders of March' && echo && cat plain.csv; } >titled.csv
sed 's/\r$/,,\r/' plain.csv >empty-columns.csv
{ cat plain.csv && printf 'Total,,354,\r\n'; } >totals.csv
sed -n 1,1501p plain.csv >march.csv
{ printf 'city;bought;arm;user\r\n' && sed -n '1502,$p' plain.csv | awk -F '[,\r]' '{ printf "%s;%s;%s;%s\r\n", $4, $3, $2, $1 }'; } >april.csv
for arm in control evening; do
    awk -F, -v arm=$arm 'NR == 1 || $2 == arm { print $1 "," $3 }' plain.csv >$arm.csv
done

# The rates of the two arms, control first.
rates() {
    "$HOOKLINE" analyze "$@" --metric bought:proportion --format json 2>said.txt |
        awk -F '[:,]' '/"mean"/ && n < 2 { printf "%s%.2f %%", n++ ? ", " : "", 100 * $2 }'
}

row() { # case before arguments...
    case=$1
    before=$2
    shift 2
    now=$(rates "$@")
    rows=$((rows + 1))
    mark=
    if [ "$now" != "$wanted" ]; then
        outside=$((outside + 1))
        mark=" <- outside"
    fi
    echo "| $case | rates of control, evening | $before | ${now:-none}$mark | $wanted |"
}

wanted=$(rates plain.csv --arm arm --control control)
[ -n "$wanted" ] || { cat said.txt; exit 1; }
row "GBK in a column nobody uses" "0.00 %, 0.00 %" gbk.csv --arm arm --control control
row "GBK names of arms, --encoding gb18030" "refused" gbk-names.csv --encoding gb18030 --arm 组 --control 对照组
row "UTF-16 with its mark" "refused" utf16.csv --arm arm --control control
row "lines that end with CR" "refused" mac.csv --arm arm --control control
row "semicolons" "refused" semicolon.csv --arm arm --control control
row "titles above the header, --skip-lines 2" "refused" titled.csv --skip-lines 2 --arm arm --control control
row "empty columns at the end" "refused" empty-columns.csv --arm arm --control control
row "a row of totals" "as now, for its empty arm" totals.csv --arm arm --control control
row "a file a month, in two dialects" "refused" march.csv april.csv --arm arm --control control
row "a file an arm" "refused" control.csv evening.csv --arm-from-file --control control
echo "$rows figures, $outside outside their bounds"
[ "$outside" -eq 0 ]
