#!/usr/bin/env python3
"""Data that are lost never make another verdict.

Shops with a known truth are drawn, exported, and spoiled: cells that cannot be read, at random, in one arm
more than in the other, the largest values, the largest of one arm, unread or blank; blanks where nobody bought; rows that are
none. The verdict on what is left is that on the clean file, or invalid: data.

usage: test_losses.py [EXPERIMENTS]     (more than the default of 25: the long form, which prints rows of the
table of tests/proof/run.sh, with the figures of the program named by BEFORE, when there is one, beside)
"""
import collections
import json
import os
import pathlib
import random
import subprocess
import sys
import tempfile

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent
PROGRAM = os.environ.get("HOOKLINE", str(ROOT / os.environ.get("BUILD", "build") / "hookline"))
BEFORE = os.environ.get("BEFORE")
SHORT = 12
INVALID = ("invalid_data", "invalid_srm")


MEAN = ["--control", "control", "--metric", "revenue:mean", "--metric", "bought:proportion", "--weights", "equal"]
QUANTILE = ["--control", "control", "--metric", "revenue:quantile:0.9", "--weights", "equal"]


def guarded(folder, name, guardrail, inference="fixed"):
    """A definition whose revenue is a guardrail."""
    path = f"{folder}/{name}.json"
    arms = [{"arm": "control", "weight": 1}, {"arm": "offer", "weight": 1}]
    metrics = [{"metric": "bought", "kind": "proportion", "column": "bought", "role": "primary"},
               {"metric": "revenue", "column": "revenue", "role": "guardrail", "goal": "increase", **guardrail}]
    with open(path, "w", encoding="utf-8") as file:
        json.dump({"format": "hookline-experiment/1", "experiment": "shop", "unit": "user", "zone": "UTC", "arms": arms,
                   "control": "control", "metrics": metrics, "analysis": {"inference": inference}}, file)
    return ["--definition", path]


def decision(program, path, *more, design=None):
    done = subprocess.run([program, "analyze", path, "--arm", "arm", *(design or MEAN), "--format", "json", "--quiet",
                           *more], stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    assert done.stdout, done.stderr.decode()
    said = json.loads(done.stdout)["verdict"]["decision"]
    if program == PROGRAM:
        assert said != "invalid_data" or done.returncode == 3, (said, done.returncode)
        # of arms that do not keep their split and have lost data, too, the split is told first
        assert done.returncode != 3 or said in ("invalid_data", "invalid_srm"), (said, done.returncode)
    return said


def write(path, rows):
    with open(path, "w", encoding="utf-8") as file:
        file.write("user,arm,bought,revenue\n")
        file.writelines(f"{i},{arm},{bought},{revenue}\n" for i, (arm, bought, revenue) in enumerate(rows))


def shop(rng):
    """Buyers at some rate with amounts of some spread; the treatment makes more buy, or buy more, or nothing."""
    n = rng.choice([1000, 2000, 4000, 8000])
    rate, spread = rng.choice([0.05, 0.1, 0.3, 0.8]), rng.choice([0.5, 1, 1.5])
    more, larger = rng.choice([(0, 0), (0.4, 0), (0, 0.3), (0.2, 0.3), (-0.2, 0)])
    rows = []
    for _ in range(n):
        treated = rng.random() < 0.5
        bought = rng.random() < min(1, rate * (1 + treated * more))
        revenue = round(rng.lognormvariate(4, spread) * (1 + treated * larger), 2) if bought else 0
        rows.append(("offer" if treated else "control", int(bought), revenue))
    return rows


def spoil(rng, rows, how, share):
    """Cells of revenue that cannot be read: about this share of them."""
    of = [i for i, row in enumerate(rows) if "of an arm" not in how or row[0] == "offer"]
    count = max(1, int(share * len(rows)))
    if how.startswith("largest"):
        bad = sorted(of, key=lambda i: rows[i][2])[-count:]
    else:
        bad = rng.sample(of, min(count, len(of)))
    out = list(rows)
    for i in bad:
        out[i] = (out[i][0], out[i][1], "" if "blank" in how else rng.choice(["much", "12 or 13", "1.2.3", "x"]))
    return out


def blanks(rows):
    return [(arm, bought, revenue if bought else "") for arm, bought, revenue in rows]


def cut(rng, rows, share):
    """Rows whose record is none: their amounts were written with an unquoted separator."""
    bad = set(sorted(range(len(rows)), key=lambda i: rows[i][2])[-max(1, int(share * len(rows))):])
    return [(arm, bought, f"1,{revenue}" if i in bad else revenue) for i, (arm, bought, revenue) in enumerate(rows)]


WHOLE = (None, "whole")  # plays of which the whole data decide nothing
HOWS = ["at random", "of an arm", "largest", "largest of an arm", "largest of an arm, blank"]
SHARES = [0.0005, 0.003, 0.009, 0.015, 0.03, 0.08]


def play(rng, folder, tally):
    path = f"{folder}/shop.csv"
    rows = shop(rng)
    write(path, rows)
    clean = {program: decision(program, path) for program in [PROGRAM] + ([BEFORE] if BEFORE else [])}
    tally[WHOLE][1] += clean[PROGRAM] in INVALID  # its split is broken by chance: nothing is lost, nothing decided

    def judge(what, *more):
        for program in clean:
            said = decision(program, path, *(more if program == PROGRAM else ()))
            tally[program, what][0 if said == clean[program] else 1 if said in INVALID else 2] += 1

    for how in HOWS:
        for share in SHARES:
            write(path, spoil(rng, rows, how, share))
            judge((how, share))
    for share in (0.003, 0.03):
        write(path, cut(rng, rows, share))
        judge(("rows cut, largest", share))
    write(path, blanks(rows))
    judge(("blank non-buyers", "nobody says what"))
    judge(("blank non-buyers", "zero"), "--blank", "zero")


def play_others(rng, folder, tally):
    """What is no primary mean: guardrails, with a margin and without, and quantiles."""
    path = f"{folder}/other.csv"
    rows = shop(rng)
    designs = {"guardrail with a margin": guarded(folder, "lift", {"kind": "mean", "margin_lift": 0.1}),
               "guardrail with a margin, anytime": guarded(folder, "anytime", {"kind": "mean", "margin": 5}, "anytime"),
               "guardrail without": guarded(folder, "harm", {"kind": "mean"}),
               "guardrail of a quantile": guarded(folder, "q", {"kind": "quantile", "quantile": 0.9, "margin_lift": 0.2}),
               "quantile": QUANTILE}
    write(path, rows)
    clean = {name: decision(PROGRAM, path, design=design) for name, design in designs.items()}
    for how in HOWS:
        for share in (0.003, 0.009):
            write(path, spoil(rng, rows, how, share))
            for name, design in designs.items():
                said = decision(PROGRAM, path, design=design)
                right = 0 if said == clean[name] else 1 if said in INVALID else 2
                tally[PROGRAM, (f"{name}: {how}", share)][right] += 1


def bound_of(what):
    """Above 1 % never; below it what is lost may be larger than anything that was read."""
    how, share = what
    if isinstance(share, str) or share > 0.01:
        return 0.0
    return 0.03 if "largest" in how and "of an arm" not in how else 0.01


def main():
    count = int(sys.argv[1]) if len(sys.argv) > 1 else SHORT
    tally = collections.defaultdict(lambda: [0, 0, 0])
    rng = random.Random(20260317)
    with tempfile.TemporaryDirectory() as folder:
        for _ in range(count):
            play(rng, folder, tally)
            if count > SHORT or _ % 5 == 0:
                play_others(rng, folder, tally)
    failed = False
    whole_invalid = tally.pop(WHOLE)[1]
    kinds = sorted({what for _, what in tally}, key=str)
    for what in kinds:
        same, invalid, other = tally[PROGRAM, what]
        most = bound_of(what)
        played = same + invalid + other
        slack = 3 * (most * (1 - most) / played) ** 0.5 if count <= SHORT else 0
        good = other <= (most + slack) * played
        failed = failed or not good
        name = f"{what[0]}, {what[1]}"
        print(f"{'ok' if good else 'not ok'} {name}: {same} the same, {invalid} invalid, {other} another")
        if count > SHORT:
            before = f"{100 * tally[BEFORE, what][2] / count:.1f} %" if BEFORE else "–"
            outside = "" if good else " <- outside"
            print(f"| losses: {name} | another verdict | {before} | {100 * other / count:.1f} % | "
                  f"{100 * most:.0f} % |{outside}")
    said = tally[PROGRAM, ("blank non-buyers", "zero")]
    unsaid = tally[PROGRAM, ("blank non-buyers", "nobody says what")]
    nothing = unsaid[0] == whole_invalid and unsaid[2] == 0
    for name, good in (("blanks of which nobody says what they are decide nothing", nothing),
                       ("blanks that are 0 decide as the zeros do", said[0] == count)):
        print(("ok " if good else "not ok ") + name)
        failed = failed or not good
    return failed


if __name__ == "__main__":
    sys.exit(main())
