#!/usr/bin/env python3
"""A number reads the same however people write it, by both doors.

The same random amounts are written plainly and in the styles of exports (grouping, decimal comma,
currency, accounting negatives, full width, spaces), each style with cells that prove it and cells
that alone could be a thousand times as much. `analyze` of each file must be the report of the plain
one to the byte, whatever the threads, and `import` must keep the plain values.
"""
import csv
import json
import os
import random
import sqlite3
import subprocess
import sys
import tempfile
import unicodedata
from decimal import Decimal

HOOKLINE = os.environ.get("HOOKLINE", "build/hookline")
NOW = ["--now", "2026-06-01T00:00:00Z"]


def group(digits, mark, india=False):
    head, tail = digits[:-3], digits[-3:]
    size = 2 if india else 3
    parts = []
    while head:
        parts.insert(0, head[-size:])
        head = head[:-size]
    return mark.join(parts + [tail])


def written(value, point=".", mark="", india=False, before="", behind="", negative="-{}"):
    whole, _, part = f"{abs(value)}".partition(".")
    text = group(whole, mark, india) if mark else whole
    text = before + text + (point + part if part else "") + behind
    return negative.format(text) if value < 0 else text


def wide(text):
    return "".join(chr(ord(c) - 0x20 + 0xFF00) if "!" <= c <= "~" else c for c in text)


STYLES = {
    "grouped": dict(mark=","),
    "comma": dict(point=",", mark="."),
    "comma-only": dict(point=","),
    "swiss": dict(mark="'"),
    "french": dict(point=",", mark="\u202f", behind=" €"),
    "india": dict(mark=",", india=True, before="₹"),
    "yuan": dict(mark=",", before="¥", negative="({})"),
    "cny": dict(mark=",", before="CNY ", negative="-{}"),
    "yuan-behind": dict(behind="元"),
    "trailing-minus": dict(mark=",", negative="{}-"),
    "unicode-minus": dict(mark="\u00a0", negative="\u2212{}", before=" "),
}


def amounts(rng, count):
    for i in range(count):
        places = rng.choice([0, 0, 2, 2, 3])
        value = Decimal(int(rng.lognormvariate(8, 2))).scaleb(-places) * rng.choice([1, 1, 1, -1])
        yield Decimal("1299.75") if i == 0 else value


def check(ok, what):
    print("ok" if ok else "not ok", what)
    return ok


def write(path, header, rows):
    with open(path, "w", newline="", encoding="utf-8") as file:
        out = csv.writer(file)
        out.writerow(header)
        out.writerows(rows)


def analyse(path, *more):
    done = subprocess.run(
        [HOOKLINE, "analyze", path, "--arm", "arm", "--control", "a", "--metric", "spend:mean",
         "--format", "json", *NOW, *more], capture_output=True, text=True)
    if done.returncode != 0:
        return done.stderr
    report = json.loads(done.stdout)
    report["experiment"] = None
    report["inputs"] = {k: v for k, v in report["inputs"].items()
                        if k not in ("data", "data_xxh128", "decimal")}
    return json.dumps(report)


def imported(folder, path):
    store = f"{folder}/{os.path.basename(path)}.db"
    done = subprocess.run([HOOKLINE, "import", "events", path, "--db", store, *NOW],
                          capture_output=True, text=True)
    if done.returncode != 0:
        return done.stderr
    return [Decimal(value) for (value,) in
            sqlite3.connect(store).execute("SELECT value FROM events ORDER BY CAST(id AS INTEGER)")]


def main():
    rng = random.Random(9)
    good = True
    with tempfile.TemporaryDirectory() as folder:
        values = list(amounts(rng, 3000))
        arms = [rng.choice("ab") for _ in values]
        flat = ["user", "arm", "spend"]
        log = ["event_id", "user_id", "type", "at", "value"]
        plain = f"{folder}/plain.csv"
        write(plain, flat, zip(range(len(values)), arms, values))
        want = analyse(plain)
        good &= check(want.startswith("{"), "analyze plain")
        for name, style in STYLES.items():
            texts = [written(v, **style) for v in values]
            for form in ("", "-wide"):
                if form and not all(unicodedata.name(c, "").isascii() and ord(c) < 128
                                    for t in texts for c in t):
                    continue
                shown = [wide(t) for t in texts] if form else texts
                path = f"{folder}/{name}{form}.csv"
                write(path, flat, zip(range(len(values)), arms, shown))
                good &= check(analyse(path, "--threads", "1") == want, f"analyze {name}{form}")
                good &= check(analyse(path, "--threads", "3") == want, f"analyze {name}{form}, 3 threads")
                ndjson = f"{folder}/{name}{form}.ndjson"
                with open(ndjson, "w", encoding="utf-8") as file:
                    for i, (arm, text) in enumerate(zip(arms, shown)):
                        file.write(json.dumps({"user": i, "arm": arm, "spend": text}) + "\n")
                good &= check(analyse(ndjson) == want, f"analyze {name}{form}, NDJSON")
                events = f"{folder}/{name}{form}-events.csv"
                write(events, log, ((i, i, "buy", "2026-03-01T00:00:00Z", t)
                                    for i, t in enumerate(shown)))
                got = imported(folder, events)
                good &= check(got == values, f"import {name}{form}")
    return 0 if good else 1


if __name__ == "__main__":
    sys.exit(main())
