#!/bin/sh
# Nothing that a terminal obeys, tears a line or turns the direction of writing comes from a file or
# a command line to people: not in reports, not in Markdown, not in messages. CSV and JSON keep it.
set -u
ROOT=$(pwd)
HOOKLINE=$(realpath "${HOOKLINE:-build/hookline}")
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work" || exit 1
now=2026-04-01T00:00:00Z
E=$(printf '\033')
R=$(printf '\342\200\256')
N='
'
bad="x${E}[2J${N}y${R}z"
code=0

awk -v e="$E" -v r="$R" 'BEGIN { print "arm,m,d"; for (i = 0; i < 300; i++)
    printf "%s,%d,%s\n", i % 2 ? "a" : "\"b" e "]0;t\a\nc|@all <b> & $x$" r "\"", i % 3 == 0, i % 5 ? "\"p\nq" e "[31m\"" : "@team" }' >an.csv
cat >x.json <<JSON
{"format":"hookline-experiment/1","experiment":"x","unit":"user","arms":[{"arm":"a","weight":1},{"arm":"b","weight":1}],
 "control":"a","audience":{"city":{"\$in":["p\u001b[2J\nq"]}},
 "metrics":[{"metric":"click","kind":"proportion","event":"click","within":"PT24H","role":"primary"}],
 "analysis":{"by":["city"]}}
JSON
printf 'user_id,zone,city\n"u%s[31m\n1",UTC,"p%s[2J\nq"\nu2,UTC,z\n' "$E" "$E" >users.csv
printf 'touch_id,user_id,experiment,arm,sent_at\nt1,"u%s[31m\n1",x,a,2026-03-01T10:00:00Z\n"t%s]0;x\a2",u2,x,"%s[2Jarm\nb",2026-03-01T10:00:00Z\nt3,u2,x,b,2026-03-01T10:00:00Z\n' "$E" "$E" "$E" >touches.csv

# clean NAME command...: what it prints for people has no byte that is obeyed, and it printed something
clean() {
    name=$1
    shift
    "$@" >out 2>&1 </dev/null
    if [ ! -s out ] || LC_ALL=C grep -qP '[\x00-\x08\x0b-\x1f\x7f]|\xc2[\x80-\x9f]|\xe2\x80[\x8b\x8e\x8f\xa8-\xae]|\xe2\x81[\xa0-\xaf]' out; then
        echo "not ok $name"
        head -n 5 out | cat -v
        code=1
    else
        echo "ok $name"
    fi
}
for lang in en zh; do
    clean "analyze as text ($lang)" "$HOOKLINE" analyze an.csv --arm arm --control a --metric m --by d --lang $lang --now $now
    clean "analyze as Markdown ($lang)" "$HOOKLINE" analyze an.csv --arm arm --control a --metric m --by d --format markdown --lang $lang --now $now
done
"$HOOKLINE" analyze an.csv --arm arm --control a --metric m --by d --format markdown --now $now >md 2>/dev/null
if ! grep -q 'b\\\\x1b\]0;t\\\\x07\\\\nc\\|\\@all \\<b\\> \\& \\$x\\$\\\\u202e' md && ! grep -qF 'b\\x1b\]0;t\\x07\\nc\|\@all \<b\> \& \$x\$\\u202e' md; then
    echo "not ok Markdown escapes what would be markup"
    grep -n 'all' md | head -n 3 | cat -v
    code=1
fi
# rows of a table have the columns of their header
if ! awk '/^\|/ { gsub(/\\\|/, ""); n = gsub(/\|/, ""); if (table && n != table) { print "not ok a torn row: " $0; bad = 1 } table = n; next } { table = 0 } END { exit bad }' md; then
    code=1
fi
clean 'analyze without such an arm' "$HOOKLINE" analyze an.csv --arm arm --control "$bad" --metric m
clean 'analyze without such a column' "$HOOKLINE" analyze an.csv --arm "$bad" --control a --metric m
clean 'a file that is not there' "$HOOKLINE" analyze "$bad" --arm arm --control a --metric m
clean 'a command that is not there' "$HOOKLINE" "$bad"
clean 'an option that is not there' "$HOOKLINE" report "--$bad"
clean 'a choice that is not there' "$HOOKLINE" report --format "$bad"
clean 'a store that is not there' "$HOOKLINE" report --db "$bad"
clean check "$HOOKLINE" check x.json
cp x.json "$bad.json"
clean 'check of a name' "$HOOKLINE" check "$bad.json"
clean apply "$HOOKLINE" apply x.json --db s.db --now $now
"$HOOKLINE" apply x.json --db s.db -q || code=1 # it is a definition, so what follows has a store
clean 'import users' "$HOOKLINE" import users users.csv --db s.db
clean 'import touches' "$HOOKLINE" import touches touches.csv --db s.db
clean 'list' "$HOOKLINE" report --db s.db
clean report "$HOOKLINE" report x --db s.db --now $now
clean 'report as Markdown' "$HOOKLINE" report x --db s.db --now $now --format markdown
clean 'no such experiment' "$HOOKLINE" report "$bad" --db s.db
clean verify "$HOOKLINE" verify --db s.db
clean 'assign --explain' "$HOOKLINE" assign x.json --users users.csv --explain "u${E}[31m${N}1"
clean 'assign --explain nobody' "$HOOKLINE" assign x.json --users users.csv --explain "$bad"
clean 'no such method' "$HOOKLINE" calc "$bad" a=1
clean 'no such argument' "$HOOKLINE" calc wilson "$bad=1"
clean 'no such channel' "$HOOKLINE" channels "$bad"
# data keep their bytes
"$HOOKLINE" assign x.json --users users.csv -o arms.csv 2>/dev/null
grep -q "u${E}\[31m" arms.csv || {
    echo "not ok CSV keeps ids"
    code=1
}
exit $code
