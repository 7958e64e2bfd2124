#!/usr/bin/env python3
"""The same rows leave the same store, whatever their order, their pieces and their repetitions.

One simulated shop, made harder (touches that come first as planned and later as sent, events before
their touch and of touches that are never told, users told late, an experiment whose unit is a city),
is imported in many ways; `report --format json` must be the same bytes each time, and `verify` must
find nothing.
"""
import csv
import json
import os
import random
import subprocess
import sys
import tempfile

HOOKLINE = os.environ.get("HOOKLINE", "build/hookline")
NOW = "2026-06-01T00:00:00Z"


def run(*args, code=0):
    done = subprocess.run([HOOKLINE, *args], capture_output=True, text=True)
    if done.returncode != code:
        raise SystemExit(f"not ok {' '.join(args)}: exit {done.returncode}: {done.stderr}")
    return done.stdout


def read(path):
    with open(path, newline="", encoding="utf-8") as file:
        return list(csv.DictReader(file))


def write(path, rows):
    with open(path, "w", newline="", encoding="utf-8") as file:
        writer = csv.DictWriter(file, rows[0].keys())
        writer.writeheader()
        writer.writerows(rows)


def city_definition(shop):
    definition = json.load(open(f"{shop}/coupon-expiry-evening.json", encoding="utf-8"))
    definition.update(experiment="by-city", salt="by-city", unit="city")
    definition["metrics"] += [
        {"metric": "spent", "kind": "mean", "event": "convert", "within": "P7D", "winsorize": 0.9},
        {"metric": "first-click", "kind": "quantile", "event": "click", "value": "delay",
         "within": "PT24H", "quantile": 0.5},
        {"metric": "clicks", "kind": "quantile", "event": "click", "value": "count", "quantile": 0.8}]
    for key in ("layer", "holdout", "audience"):
        definition.pop(key, None)
    path = f"{shop}/by-city.json"
    json.dump(definition, open(path, "w", encoding="utf-8"))
    return path


def make_harder(data, rng):
    """More rows, from which nothing is taken away."""
    touches = data["touches"]
    for touch in list(touches):
        if touch["experiment"] == "coupon-expiry-evening" and rng.random() < 0.3:
            touches.append({**touch, "touch_id": "c" + touch["touch_id"], "experiment": "by-city"})
    for touch in list(touches):
        draw = rng.random()
        if draw < 0.1:  # told twice: when planned, and with all of it when sent
            touches.append({**touch, "sent_at": "", "cost": "", "operator": ""})
        elif draw < 0.13:  # never sent
            touch["sent_at"] = ""
    for event in data["events"]:
        draw = rng.random()
        if draw < 0.2:
            event["touch_id"] = ""
        elif draw < 0.22:
            event["touch_id"] = "nobody-knows"
    data["users"] = [user for user in data["users"] if rng.random() < 0.9]


def pieces(data, count, rng):
    """Every row of every kind, in random order, cut into files that are imported in random order."""
    files = []
    for kind, rows in data.items():
        rows = rows[:]
        rng.shuffle(rows)
        n = count if len(rows) >= count else 1
        for i in range(n):
            files.append((kind, rows[i::n]))
    rng.shuffle(files)
    return files


def store(folder, name, definitions, files, batch=None, late=0):
    """Imports the files and returns all reports; the last `late` definitions are applied changed
    at first (another window of a metric), and as they are at the end."""
    db = f"{folder}/{name}.db"
    for path in definitions:
        run("apply", path, "--db", db, "--now", NOW, "-q")
    for i, (kind, rows) in enumerate(files):
        path = f"{folder}/{name}-{i}.csv"
        write(path, rows)
        more = ["--batch", str(batch)] if batch else []
        run("import", kind, path, "--db", db, "--now", NOW, "-q", *more)
    run("verify", "--db", db, "-q")
    names = [line.split(":")[0] for line in run("report", "--db", db, "--list").splitlines()]
    return {n: run("report", n, "--db", db, "--format", "json", "--now", NOW, "--accept-losses") for n in names}


def changed_definition(path):
    definition = json.load(open(path, encoding="utf-8"))
    definition["metrics"] = definition["metrics"][:1]
    definition["metrics"][0]["within"] = "PT2H"
    definition.pop("segments", None)
    definition.pop("titles", None)
    out = path.replace(".json", "-before.json")
    json.dump(definition, open(out, "w", encoding="utf-8"))
    return out


def main():
    rng = random.Random(20261122)
    with tempfile.TemporaryDirectory() as folder:
        shop = f"{folder}/shop"
        run("simulate", "--users", "1000", "--seed", "5", "--out", shop, "-q")
        definitions = [f"{shop}/coupon-expiry-evening.json", f"{shop}/address-confirmation.json",
                       city_definition(shop)]
        data = {kind: read(f"{shop}/{kind}.csv") for kind in ("users", "touches", "events", "costs")}
        make_harder(data, rng)
        plain = [(kind, rows) for kind, rows in data.items()]
        want = store(folder, "plain", definitions, plain)
        if len(want) != 3 or any('"before_touch"' not in report for report in want.values()):
            print("not ok the reports say what the test is about")
            sys.exit(1)
        ways = {
            "in batches of 37 rows": (plain, 37),
            "twice": (plain + plain, None),
            "events first, users last": (plain[::-1], None),
            "shuffled": (pieces(data, 1, rng), None),
            "in 17 pieces of each kind": (pieces(data, 17, rng), None),
            "in 17 pieces, some twice": (pieces(data, 17, rng) + pieces(data, 5, rng), 101),
        }
        failed = False
        for i, (way, (files, batch)) in enumerate(ways.items()):
            same = store(folder, f"way{i}", definitions, files, batch) == want
            failed |= not same
            print("ok" if same else "not ok", way)
        # metrics that are declared after the log is in
        db = f"{folder}/late.db"
        first = [changed_definition(path) for path in definitions]
        run("apply", *first, "--db", db, "--now", NOW, "-q")
        for kind, rows in plain:
            write(f"{folder}/late.csv", rows)
            run("import", kind, f"{folder}/late.csv", "--db", db, "--now", NOW, "-q")
        run("apply", *definitions, "--db", db, "--now", NOW, "-q")
        run("verify", "--db", db, "-q")
        late = {n: run("report", n, "--db", db, "--format", "json", "--now", NOW, "--accept-losses") for n in want}
        failed |= late != want
        print("ok" if late == want else "not ok", "definitions changed afterwards")
        sys.exit(1 if failed else 0)


main()
