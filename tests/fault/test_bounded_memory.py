#!/usr/bin/env python3
"""Memory is bounded by bytes, not by rows: many experiments of many arms and segments are imported and
verified in passes. The list of experiments reads no cells."""
import json
import os
import pathlib
import random
import sqlite3
import subprocess
import sys
import tempfile

HOOKLINE = pathlib.Path(os.environ.get("HOOKLINE", "build/hookline")).resolve()
EXPERIMENTS, ARMS, SEGMENTS, USERS, TOUCHES = 6, 20, 50, 3000, 450
MOST_MB = 200  # all of it at once takes 360 MB
NOW = ["--now", "2026-06-01T00:00:00Z"]


def run(*words):
    done = subprocess.run([HOOKLINE, *words], capture_output=True, check=False)
    if done.returncode != 0:
        sys.exit(f"not ok {words}: {done.stderr.decode()[:300]}")
    return done.stdout


def peak(*words):
    """Megabytes that the program held at most."""
    script = ("import resource,subprocess,sys;c=subprocess.run(sys.argv[1:],stdout=subprocess.DEVNULL).returncode;"
              "print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss>>10);sys.exit(c)")
    done = subprocess.run([sys.executable, "-c", script, HOOKLINE, *words], capture_output=True, check=False)
    if done.returncode != 0:
        sys.exit(f"not ok {words}: {done.stderr.decode()[:300]}")
    return int(done.stdout)


def definition(name):
    event = {"kind": "mean", "event": "convert", "value": "sum", "within": "P7D"}
    return {"format": "hookline-experiment/1", "experiment": name, "unit": "user",
            "arms": [{"arm": f"arm{a:02}", "weight": 1} for a in range(ARMS)], "control": "arm00",
            "segments": {f"s{s:02}": {"orders": {"$gte": s}} for s in range(SEGMENTS)},
            "metrics": [{"metric": "click", "kind": "proportion", "event": "click", "within": "PT24H", "role": "primary"},
                        {"metric": "rev", **event}, {"metric": "q", **event, "kind": "quantile", "quantile": 0.9}]}


def write_inputs():
    draw = random.Random(7)
    for e in range(EXPERIMENTS):
        pathlib.Path(f"x{e}.json").write_text(json.dumps(definition(f"x{e}")), encoding="utf-8")
    with open("users.csv", "w", encoding="utf-8") as users:
        users.write("user_id,zone,orders\n")
        users.writelines(f"u{u},UTC,{draw.randrange(60)}\n" for u in range(USERS))
    with open("touches.csv", "w", encoding="utf-8") as touches:
        touches.write("touch_id,user_id,experiment,arm,sent_at\n")
        for e in range(EXPERIMENTS):
            for n in range(TOUCHES):
                day = 1 + n % 25
                touches.write(f"t{e}-{n},u{(n * 7) % USERS},x{e},arm{draw.randrange(ARMS):02},2026-03-{day:02}T10:00:00Z\n")


def main():
    with tempfile.TemporaryDirectory() as work:
        os.chdir(work)
        write_inputs()
        run("apply", *(f"x{e}.json" for e in range(EXPERIMENTS)), "--db", "s.db", "-q", *NOW)
        run("import", "users", "users.csv", "--db", "s.db", "-q")
        for name, words in (("import", ["import", "touches", "touches.csv"]), ("verify", ["verify"])):
            megabytes = peak(*words, "--db", "s.db")
            if not os.environ.get("HL_SANITIZED") and megabytes > MOST_MB:
                sys.exit(f"not ok {name} takes {megabytes} MB, more than {MOST_MB}")
            print(f"ok {name} takes {megabytes} MB")
        before = run("report", "--db", "s.db", "--list")
        if before.count(f"{TOUCHES} touches sent".encode()) != EXPERIMENTS:
            sys.exit(f"not ok the list: {before[:300]}")
        report = run("report", "x3", "--db", "s.db", "--format", "json", *NOW)
        # the same in small pieces
        run("apply", *(f"x{e}.json" for e in range(EXPERIMENTS)), "--db", "t.db", "-q", *NOW)
        run("import", "touches", "touches.csv", "--db", "t.db", "-q", "--batch", "700")
        run("import", "users", "users.csv", "--db", "t.db", "-q")
        if run("report", "x3", "--db", "t.db", "--format", "json", *NOW) != report:
            sys.exit("not ok another order and other batches give another report")
        print("ok parts of a batch add up to the same")
        with sqlite3.connect("s.db") as store:
            store.execute("DELETE FROM cells")
        if run("report", "--db", "s.db", "--list") != before:
            sys.exit("not ok the list reads cells")
        print("ok the list of experiments reads no cells")


main()
