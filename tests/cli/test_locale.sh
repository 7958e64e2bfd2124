#!/bin/sh
# A host program that has set its locale changes no byte: every twelfth golden case and the oracle's inputs with the program
# under a locale with a decimal comma; some commands under one whose decimal point has two bytes, and under one
# in which the small I has no dot. And the program itself does not follow LC_ALL.
set -u
BUILD=${BUILD:-build}
ROOT=$(pwd)
PROGRAM=$(realpath "${HOOKLINE:-$BUILD/hookline}")
PRELOAD=$(realpath "$BUILD/tests/cli/set_locale_preload.so")
if [ -n "${HL_SANITIZED:-}" ]; then
    echo "skip locales: the sanitizer must be loaded first"
    exit 0
fi
if ! command -v localedef >/dev/null || [ ! -e /usr/share/i18n/locales/de_DE ]; then
    echo "skip locales: there is no localedef, or no /usr/share/i18n (Debian: locales)"
    exit 0
fi
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
code=0

tell() { # name status
    if [ "$2" -eq 0 ]; then
        echo "ok $1"
    else
        echo "not ok $1"
        code=1
    fi
}

# A program that runs hookline as a host with that locale would.
host() { # language charset point
    localedef -i "$1" -f "$2" --no-archive "$work/$1.$2" >"$work/said" 2>&1 || cat "$work/said"
    cat >"$work/in-$1" <<END
#!/bin/sh
exec env LOCPATH="$work" HL_HOST_LOCALE="$1.$2" HL_HOST_POINT="$3" LD_PRELOAD="$PRELOAD" "$PROGRAM" "\$@"
END
    chmod +x "$work/in-$1"
    "$work/in-$1" --version >/dev/null
    tell "the locale $1.$2 is in effect" $?
}

host de_DE UTF-8 ,
host ps_AF UTF-8 ٫
host tr_TR ISO-8859-9 ,

HL_EVERY=12 HOOKLINE=$work/in-de_DE sh tests/cli/test_golden.sh >"$work/golden" 2>&1
tell "every twelfth golden case with a decimal comma" $?
grep -A 40 '^not ok' "$work/golden"

# every input of the oracle as lines of calc
python3 - >"$work/calc.ndjson" <<'END'
import json, pathlib

for path in sorted(pathlib.Path("tests/reference/oracle").glob("*.json")):
    cases = json.loads(path.read_text())
    for i, case in enumerate(cases.get("cases", []) if isinstance(cases, dict) else cases):
        if isinstance(case, dict) and "method" in case and "in" in case and i % 7 == 0:
            print(json.dumps({"id": f"{path.stem} {i}", "method": case["method"], "in": case["in"]}))
END
cat >"$work/days.ics" <<'END'
begin:vcalendar
Begin:vevent
dtstart;value=date:20261123
summary:day off
end:vevent
End:VCalendar
END
printf 'user_id,zone\nu1,Asia/Istanbul\n' >"$work/users.CSV"
printf 'trigger_id,user_id,hook,at\nt1,u1,news,2026-11-22T10:00:00+08:00\n' >"$work/triggers.csv"

commands() { # program
    cd "$work" || exit 1
    "$1" calc calc.ndjson
    "$1" size --baseline 0.05 --lift 0.1 --arms 3 --touches 2.5 --icc 0.125
    "$1" calc lift 57/1471 87/1529 --conf 0.875
    "$1" plan "$ROOT/tests/cli/cases/plan-arbitration/x.json" --users users.CSV --triggers triggers.csv \
        --calendar days.ics --dry-run --format ndjson --now 2026-11-22T10:00:00+08:00
    "$1" analyze "$ROOT/tests/cli/store/touches.csv" --arm arm --control a \
        --metric cost:mean --where '{"cost": {"$gt": 0.0125}}' --now 2026-05-01T00:00:00Z --format json
    "$1" calibrate "$ROOT/tests/cli/store/touches.csv" --metric cost:mean --runs 20
    "$1" check no-such-file.json
    cd "$ROOT" || exit 1
}

commands "$PROGRAM" >"$work/plain" 2>&1
[ "$(wc -l <"$work/plain")" -gt 300 ]
tell "the oracle has inputs, and commands answer" $?
for language in de_DE ps_AF tr_TR; do
    commands "$work/in-$language" >"$work/there" 2>&1
    cmp "$work/plain" "$work/there"
    tell "commands under $language" $?
done
cat >"$work/follows" <<END
#!/bin/sh
exec env LOCPATH="$work" LC_ALL=de_DE.UTF-8 "$PROGRAM" "\$@"
END
chmod +x "$work/follows"
commands "$work/follows" >"$work/there" 2>&1
cmp "$work/plain" "$work/there"
tell "the program does not follow LC_ALL" $?
exit $code
