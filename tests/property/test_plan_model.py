#!/usr/bin/env python3
"""Hours that a plan draws by the model of send times come as often as the propensities say that it writes.

A log of drawn hours is learnt from in a store; many users of three segments, one of which the model never saw, are then
planned within windows that quiet hours cut in the middle of an hour. Of each segment the chance of every hour is the same for all
its users, the chances of hours of one policy's reach add up to 1, and the hours are as many as a chi-square test lets
pass; so are the policies. The same plan is made twice to the byte.
"""
import collections
import csv
import io
import json
import os
import pathlib
import random
import subprocess
import sys
import tempfile

ROOT = pathlib.Path(__file__).resolve().parents[2]
PROGRAM = os.environ.get("HOOKLINE", str(ROOT / os.environ.get("BUILD", "build") / "hookline"))
EXPLORE, HOLDOUT = 0.1, 0.2
USERS = 6000
DEFINITION = {
    "format": "hookline-experiment/1", "experiment": "x", "zone": "UTC", "channel": "wecom",
    "hooks": {"go": {"trigger": "go", "class": "service", "choose": "model", "explore": EXPLORE, "holdout": HOLDOUT, "expiry": "P2D"}},
    "windows": {"day": {"from": "09:00", "to": "15:00"}}, "quiet_hours": [{"from": "12:20", "to": "12:40"}],
    "variants": {"v": {"text": "v"}}, "control": "a",
    "arms": [{"arm": "a", "variant": "v", "window": "day", "hook": "go"}],
    "metrics": [{"metric": "click", "kind": "proportion", "event": "click", "within": "P1D", "role": "primary"}]}
# upper 0.1 % points of chi-square by degrees of freedom
LIMITS = {1: 10.83, 2: 13.82, 3: 16.27, 4: 18.47, 5: 20.52, 6: 22.46, 7: 24.32, 8: 26.12, 9: 27.88, 10: 29.59, 11: 31.26}


def run(folder, *arguments):
    done = subprocess.run([PROGRAM, *arguments], cwd=folder, capture_output=True, check=False)
    assert done.returncode == 0, (arguments, done.stderr.decode())
    return done.stdout


def write(folder, name, header, rows):
    with open(pathlib.Path(folder, name), "w", newline="", encoding="utf-8") as file:
        csv.writer(file).writerows([header, *rows])


def learn(folder):
    draw = random.Random(5)
    pathlib.Path(folder, "x.json").write_text(json.dumps(DEFINITION), encoding="utf-8")
    users, touches, events = [], [], []
    for i in range(400):
        job = "office" if i % 2 else "home"
        users.append([f"l{i}", "UTC", job])
        for k in range(5):
            hour = 9 + draw.randrange(6)
            at = f"2026-03-{1 + draw.randrange(28):02}T{hour:02}:00:00Z"
            touches.append([f"t{i}-{k}", f"l{i}", "x", "a", at, f"{1 / 6:.6f}"])
            if draw.random() < (0.2 if (hour > 12) == (job == "office") else 0.15):
                events.append([f"e{i}-{k}", f"l{i}", "click", at[:14] + "30:00Z", f"t{i}-{k}"])
    users += [[f"u{i}", "UTC", ("office", "home", "farm")[i % 3]] for i in range(USERS)]
    write(folder, "users.csv", ["user_id", "zone", "job"], users)
    write(folder, "touches.csv", ["touch_id", "user_id", "experiment", "arm", "sent_at", "propensity"], touches)
    write(folder, "events.csv", ["event_id", "user_id", "type", "at", "touch_id"], events)
    write(folder, "triggers.csv", ["trigger_id", "user_id", "hook", "at"],
          [[f"g{i}", f"u{i}", "go", "2026-04-06T00:00:00Z"] for i in range(USERS)])
    run(folder, "apply", "x.json", "--db", "s.db", "-q", "--now", "2026-02-01T00:00:00Z")
    for kind in "users", "touches", "events":
        run(folder, "import", kind, f"{kind}.csv", "--db", "s.db", "-q", "--now", "2026-04-01T00:00:00Z")
    run(folder, "timing", "fit", "x", "--db", "s.db", "--outcome", "click", "--segment", "job", "--now", "2026-04-01T00:00:00Z")


def chi_square(counts, chances, total):
    """Statistic and its degrees of freedom."""
    cells = [(counts.get(key, 0), chance * total) for key, chance in chances.items() if chance * total >= 5]
    rare = [(counts.get(key, 0), chance * total) for key, chance in chances.items() if chance * total < 5]
    if sum(chance for _, chance in rare) >= 5:
        cells.append((sum(count for count, _ in rare), sum(chance for _, chance in rare)))
    return sum((count - chance) ** 2 / chance for count, chance in cells), len(cells) - 1


def judge(name, statistic, freedom):
    ok = freedom == 0 or statistic <= LIMITS[freedom]
    print(f"{'ok' if ok else 'not ok'} {name}: chi-square {statistic:.1f} of {freedom}")
    return ok


def check_segment(name, rows):
    chances, counts = {}, collections.Counter()
    same = True
    for row in rows:
        hour = row["planned_at"][:13]
        same = same and chances.setdefault(hour, float(row["propensity"])) == float(row["propensity"])
        counts[hour] += 1
    total = sum(chances.values())
    # two days of six hours, the cut one among them; explored ones reach all of them
    whole = same and len(chances) == 12 and abs(total - 1) < 1e-9
    print(f"{'ok' if whole else 'not ok'} {name}: {len(chances)} hours, whose chances add up to {total:.12f}")
    return judge(f"{name}: hours come as often as their propensities say", *chi_square(counts, chances, len(rows))) and whole


def main():
    with tempfile.TemporaryDirectory() as folder:
        learn(folder)
        plan = ["plan", "x", "--db", "s.db", "--triggers", "triggers.csv", "--now", "2026-04-05T20:00:00Z", "--seed", "3"]
        said = run(folder, *plan, "--dry-run")
        again = run(folder, *plan, "-o", "plan.csv") + pathlib.Path(folder, "plan.csv").read_bytes()
        rows = list(csv.DictReader(io.StringIO(said.decode())))
        jobs = {f"u{i}": ("office", "home", "farm")[i % 3] for i in range(USERS)}
        good = said == again
        print(f"{'ok' if good else 'not ok'} the same plan to the byte, {len(rows)} touches")
        for job in "office", "home", "farm":
            of = [row for row in rows if jobs[row["user_id"]] == job]
            good = check_segment(job, of) and good
            unseen = all(("not seen" in row["reason"]) == (job == "farm") for row in of)
            print(f"{'ok' if unseen else 'not ok'} {job}: {'said to be' if job == 'farm' else 'not'} unseen by the model")
            good = good and unseen
        policies = collections.Counter(row["policy"] for row in rows)
        good = judge("policies", *chi_square(policies, {"model": 1 - EXPLORE - HOLDOUT, "explore": EXPLORE, "holdout": HOLDOUT}, len(rows))) and good
        kept = subprocess.run(["sqlite3", f"{folder}/s.db", "SELECT count(*), count(DISTINCT model), min(length(model)) FROM reservations WHERE "
                               "propensity > 0 AND policy IN ('model', 'explore', 'holdout')"], capture_output=True, check=True)
        stored = kept.stdout.decode().strip() == f"{USERS}|1|64"
        print(f"{'ok' if stored else 'not ok'} the store has policy, propensity and the model's digest of every touch: {kept.stdout.decode().strip()}")
        return 0 if good and stored else 1


if __name__ == "__main__":
    sys.exit(main())
