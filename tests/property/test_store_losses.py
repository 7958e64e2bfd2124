#!/usr/bin/env python3
"""Data that are lost on the way into a store never make another verdict, and those of others none at all.

Shops with a known truth are drawn: their touches are in a store, their events are spoiled before they are imported. Amounts that
cannot be read, users that are none, users and types of events that are written otherwise, at random, the largest, those of one arm:
the verdict is that of the clean events, or invalid: data. Rows that another experiment, other users or other types of events lose
leave it as it is.

usage: test_store_losses.py [SHOPS]     (more than the default of 3: the long form, rows for the table of tests/proof/run.sh)
"""
import collections
import json
import os
import pathlib
import random
import shutil
import subprocess
import sys
import tempfile

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent
PROGRAM = os.environ.get("HOOKLINE", str(ROOT / os.environ.get("BUILD", "build") / "hookline"))
BEFORE = os.environ.get("BEFORE")
SHORT = 3
NOW = ["--now", "2026-03-09T00:00:00Z"]
AT = "2026-03-02T05:00:00Z"

SPOILED = {
    "amount": lambda e: {**e, "value": "much"},
    "user NULL": lambda e: {**e, "user_id": "NULL"},
    "user in capitals": lambda e: {**e, "user_id": e["user_id"].upper()},
    "user as a number": lambda e: {**e, "user_id": e["user_id"] + ".0"},
    "type in capitals": lambda e: {**e, "type": "Order"},
    "type in full width": lambda e: {**e, "type": "ｏｒｄｅｒ"},
    "blank amount": lambda e: {**e, "value": ""},
    "no time": lambda e: {**e, "at": "yesterday"},
}
WHICH = ["at random", "largest", "largest of an arm"]
SHARES = [0.004, 0.009, 0.02, 0.1]  # of events: touches without one are as they should be


def run(program, *arguments):
    done = subprocess.run([program, *arguments], stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    assert done.returncode in (0, 3), (arguments, done.stderr.decode())
    return done.stdout


def write(path, rows):
    with open(path, "w", encoding="utf-8") as file:
        print(*rows[0], sep=",", file=file)
        for row in rows:
            print(*row.values(), sep=",", file=file)


def define(folder, name):
    metric = {"metric": "revenue", "kind": "mean", "event": "order", "value": "sum", "within": "P5D", "role": "primary"}
    document = {"format": "hookline-experiment/1", "experiment": name, "salt": name, "arms": [{"arm": "a"}, {"arm": "b"}],
                "control": "a", "metrics": [metric], "analysis": {"inference": "fixed"}}
    pathlib.Path(folder, f"{name}.json").write_text(json.dumps(document))


def shop(rng):
    """Touches and orders of a shop in which the treatment makes more buy, or buy more, or nothing."""
    n, rate, spread = rng.choice([600, 1500]), rng.choice([0.1, 0.3]), rng.choice([0.5, 1])
    more, larger = rng.choice([(0, 0), (0.6, 0), (0, 0.5), (0.4, 0.4)])
    touches, orders = [], []
    for i in range(n):
        treated = rng.random() < 0.5
        touches.append({"touch_id": f"t{i}", "user_id": f"u{i}", "experiment": "x", "arm": "ab"[treated], "sent_at": "2026-03-02T02:00:00Z"})
        if rng.random() < min(1, rate * (1 + treated * more)):
            value = round(rng.lognormvariate(4, spread) * (1 + treated * larger), 2)
            orders.append({"event_id": f"e{i}", "user_id": f"u{i}", "type": "order", "at": AT, "value": value, "arm": treated})
    return touches, orders


def spoil(rng, orders, how, which, share):
    of = [i for i, order in enumerate(orders) if "of an arm" not in which or order["arm"]]
    count = max(1, int(share * len(orders)))
    bad = sorted(of, key=lambda i: orders[i]["value"])[-count:] if "largest" in which else rng.sample(of, min(count, len(of)))
    out = [{**order} for order in orders]
    for i in bad:
        out[i] = SPOILED[how](out[i])
    return out


def decide(program, base, folder, orders, *more):
    """The verdict with these orders; more: (kind, rows) that are imported beside them."""
    store = f"{folder}/s.db"
    for end in ("", "-wal", "-shm"):
        pathlib.Path(store + end).unlink(missing_ok=True)
    shutil.copy(base, store)
    for kind, rows in (("events", [{k: v for k, v in order.items() if k != "arm"} for order in orders]), *more):
        write(f"{folder}/rows.csv", rows)
        run(program, "import", kind, f"{folder}/rows.csv", "--db", store, "-q", *NOW)
    said = json.loads(run(program, "report", "x", "--db", store, "--format", "json", *NOW))
    return said["verdict"]["decision"]


def others(touches):
    """Rows that are refused, and none of this experiment's."""
    event = {"event_id": "", "user_id": "", "type": "order", "at": AT, "value": "much"}
    return (("touches", [{**t, "touch_id": f"z{i}", "experiment": "z", "arm": "none"} for i, t in enumerate(touches)]),
            ("events", [{**event, "event_id": f"s{i}", "user_id": f"w{i}"} for i in range(200)]),
            ("events", [{**event, "event_id": f"v{i}", "user_id": f"u{i}", "type": "view"} for i in range(200)]),
            ("users", [{"user_id": "NULL", "plan": "p"} for _ in range(200)]))


def play(rng, folder, tally):
    touches, orders = shop(rng)
    seed = rng.random()
    for program in [PROGRAM] + ([BEFORE] if BEFORE else []):
        base = f"{folder}/base.db"
        pathlib.Path(base).unlink(missing_ok=True)
        write(f"{folder}/touches.csv", touches)
        for name in "xz":
            run(program, "apply", f"{folder}/{name}.json", "--db", base, "-q", "--now", "2026-03-01T00:00:00Z")
        run(program, "import", "touches", f"{folder}/touches.csv", "--db", base, "-q", *NOW)
        clean = decide(program, base, folder, orders)
        plan = random.Random(seed)  # both programs the same
        for how in SPOILED:
            which, share = plan.choice(WHICH), plan.choice(SHARES)
            said = decide(program, base, folder, spoil(plan, orders, how, which, share))
            tally[program, how][0 if said == clean else 1 if said == "invalid_data" else 2] += 1
        said = decide(program, base, folder, orders, *others(touches))
        tally[program, "of others"][0 if said == clean else 2] += 1


def main():
    count = int(sys.argv[1]) if len(sys.argv) > 1 else SHORT
    tally = collections.defaultdict(lambda: [0, 0, 0])
    rng = random.Random(20260318)
    with tempfile.TemporaryDirectory() as folder:
        define(folder, "x")
        define(folder, "z")
        for _ in range(count):
            play(rng, folder, tally)
    failed = False
    for what in [*SPOILED, "of others"]:
        same, invalid, other = tally[PROGRAM, what]
        failed = failed or other > 0
        print(f"{'not ok' if other else 'ok'} {what}: {same} the same, {invalid} invalid, {other} another")
        if count > SHORT:
            before = f"{100 * tally[BEFORE, what][2] / count:.1f} %" if BEFORE else "–"
            print(f"| losses in a store: {what} | another verdict | {before} | {100 * other / count:.1f} % | 0 % |"
                  f"{' <- outside' if other else ''}")
    return failed


if __name__ == "__main__":
    sys.exit(main())
