#!/usr/bin/env python3
"""Delays, quantiles and winsorized means of a store against the raw log.

A simulated shop is imported and reported; the same figures are computed here from the CSV files, by
sorting. Counts must be equal, quantiles agree within a bucket (1/128), the threshold lie at most a
bucket above the pooled quantile, and means of values clipped at it agree to 1e-12. Then a store of
before the distributions were kept is opened: its cells are computed anew, and the report is the same.
"""
import csv
import json
import math
import os
import sqlite3
import subprocess
import sys
import tempfile
from datetime import datetime
from decimal import Decimal

HOOKLINE = os.path.abspath(os.environ.get("HOOKLINE", os.environ.get("BUILD", "build") + "/hookline"))
NOW = "2026-12-01T00:00:00Z"
EXPERIMENT = "coupon-expiry-evening"
EXTRA = [
    {"metric": "spent", "kind": "mean", "event": "convert", "within": "P7D", "winsorize": 0.97},
    {"metric": "first-click", "kind": "quantile", "event": "click", "value": "delay",
     "within": "PT24H", "quantile": 0.9},
    {"metric": "bought", "kind": "quantile", "event": "convert", "value": "sum", "within": "P7D",
     "quantile": 0.99}]
HOUR = 3600000


def run(*args):
    done = subprocess.run([HOOKLINE, *args], capture_output=True, text=True)
    if done.returncode != 0:
        sys.exit(f"not ok {' '.join(args)}: {done.stderr}")
    return done.stdout


def check(name, good, *said):
    if not good:
        sys.exit(f"not ok {name}: {said}")


def ms(text):
    return int(datetime.fromisoformat(text).timestamp() * 1000)


def rows(path):
    with open(path, newline="", encoding="utf-8") as file:
        return list(csv.DictReader(file))


def type7(values, q):
    values = sorted(values)
    h = (len(values) - 1) * q
    at = math.floor(h)
    return values[at] + (h - at) * (values[min(at + 1, len(values) - 1)] - values[at])


def near(a, b):
    return abs(a - b) <= max(abs(a), abs(b)) / 128


class Log:
    """Who had which touch, and what followed it."""

    def __init__(self, shop):
        self.touches = {}  # user -> [(sent, id, arm)]
        for row in rows(f"{shop}/touches.csv"):
            if row["experiment"] == EXPERIMENT and row["sent_at"]:
                self.touches.setdefault(row["user_id"], []).append(
                    (ms(row["sent_at"]), row["touch_id"], row["arm"]))
        for list_ in self.touches.values():
            list_.sort()
        self.events = {}
        once = {row["event_id"]: row for row in rows(f"{shop}/events.csv")}
        for row in once.values():
            self.events.setdefault((row["user_id"], row["type"]), []).append(
                (ms(row["at"]), row["touch_id"], Decimal(row["value"] or 0)))

    def followed(self, user, type_, within):
        """(at, delay, value) of every event that belongs to a touch of the user."""
        for at, named, value in self.events.get((user, type_), []):
            sent = [t[0] for t in self.touches[user] if t[0] <= at and named in ("", t[1])]
            if sent and at - sent[-1] <= within:
                yield at, at - sent[-1], value

    def by_arm(self, type_, within, take):
        out = {}
        for user, touches in self.touches.items():
            value = take(sorted(self.followed(user, type_, within)))
            if value is not None:
                out.setdefault(touches[0][2], []).append(value)
        return out


def first_delay(events):
    return events[0][1] / HOUR if events else None


def total(events):
    return float(sum(e[2] for e in events))


def check_delay(metric, want):
    for arm in metric["delay"]["arms"]:
        values = want[arm["arm"]]
        check("delay n", arm["n"] == len(values), arm, len(values))
        check("median", near(arm["median"]["estimate"], type7(values, 0.5)), arm, type7(values, 0.5))
        check("p90", near(arm["p90"]["estimate"], type7(values, 0.9)), arm, type7(values, 0.9))
        check("median inside", arm["median"]["low"] <= arm["median"]["estimate"]
              <= arm["median"]["high"], arm)


def check_quantile(metric, want):
    for arm in metric["arms"]:
        values = want[arm["arm"]]
        check("n", arm["n"] == len(values), arm, len(values))
        check("quantile", near(arm["mean"], type7(values, metric["quantile"])), arm,
              type7(values, metric["quantile"]))


def check_winsorized(metric, want):
    pooled = sorted(v for values in want.values() for v in values)
    least = pooled[math.ceil(metric["winsorized"]["quantile"] * len(pooled) - 1e-9) - 1]
    threshold = metric["winsorized"]["threshold"]
    check("threshold", least <= threshold and near(least, threshold), least, threshold)
    for arm, clipped in zip(metric["arms"], metric["winsorized"]["clipped"]):
        values = want[arm["arm"]]
        mean = math.fsum(min(v, threshold) for v in values) / len(values)
        check("clipped", clipped["n"] == sum(v > threshold for v in values) > 0, clipped)
        check("mean", math.isclose(arm["mean"], mean, rel_tol=1e-12), arm, mean)
    check("flag", all("winsorized" in c["flags"] for c in metric["comparisons"]))


def main():
    with tempfile.TemporaryDirectory() as work:
        shop, db = f"{work}/shop", f"{work}/shop.db"
        run("simulate", "--users", "2500", "--seed", "5", "--out", shop, "-q")
        path = f"{shop}/{EXPERIMENT}.json"
        definition = json.load(open(path, encoding="utf-8"))
        definition["metrics"] += EXTRA
        json.dump(definition, open(path, "w", encoding="utf-8"))
        run("apply", path, f"{shop}/address-confirmation.json", "--db", db, "-q")
        for kind in ("users", "touches", "events"):
            run("import", kind, f"{shop}/{kind}.csv", "--db", db, "-q")
        text = run("report", EXPERIMENT, "--db", db, "--now", NOW, "--format", "json")
        metrics = {m["metric"]: m for m in json.loads(text)["metrics"]}
        log = Log(shop)
        day = 24 * HOUR
        check_delay(metrics["click"], log.by_arm("click", day, first_delay))
        check_delay(metrics["first-click"], log.by_arm("click", day, first_delay))
        check_delay(metrics["spent"], log.by_arm("convert", 7 * day, first_delay))
        print("ok delays are those of the log")
        check_quantile(metrics["first-click"], log.by_arm("click", day, first_delay))
        check_quantile(metrics["bought"], log.by_arm("convert", 7 * day, total))
        print("ok quantiles are those of the log")
        check_winsorized(metrics["spent"], log.by_arm("convert", 7 * day, total))
        print("ok winsorized means are means of clipped values of the log")
        for version, form in (2, 1), (4, 2):  # as a store was before: cells of another form
            with sqlite3.connect(db) as store:
                store.execute(f"UPDATE cells SET data = x'0{form}0000'")
                if version < 4:
                    store.executescript("DROP TABLE refusals; DROP TABLE slots")
                if version < 8:
                    store.executescript("DROP TABLE slot_totals")
                if version < 14:
                    store.executescript("ALTER TABLE rejects DROP COLUMN type; DROP TABLE event_types")
                if version < 16:
                    store.executescript("DROP TABLE value_marks")
                if version < 19:
                    store.executescript("DROP TABLE value_looks; ALTER TABLE events DROP COLUMN currency")
                if version < 20:
                    store.executescript("ALTER TABLE rejects DROP COLUMN value; ALTER TABLE touches DROP COLUMN said; ALTER TABLE touches DROP COLUMN policy")
                if version < 23:
                    store.executescript("DROP TABLE timing_models; DROP TABLE timing_models_of")
                    for column in ("propensity", "policy", "model"):
                        store.execute(f"ALTER TABLE reservations DROP COLUMN {column}")
                store.execute(f"PRAGMA user_version = {version}")
            again = run("report", EXPERIMENT, "--db", db, "--now", NOW, "--format", "json")
            check("migrated", again == text, version)
            run("verify", "--db", db)
            with sqlite3.connect(db) as store:
                check("version", store.execute("PRAGMA user_version").fetchone()[0] >= 5)
        print("ok an older store's cells are computed anew")


main()
