"""simulate: outcomes agree with truth.json, injected defects are as many as it says, bytes do not vary."""
import csv
import datetime
import hashlib
import json
import math
import os
import pathlib
import subprocess
import sys
import tempfile

failed = False


def check(name, good, detail=""):
    global failed
    failed = failed or not good
    print(f"{'ok' if good else 'not ok'} {name}{'' if good else ': ' + str(detail)}")


def simulate(directory, *more):
    subprocess.run([os.environ["HOOKLINE"], "simulate", "--out", directory, "-q", *more], check=True)


def ms(text):
    return int(datetime.datetime.fromisoformat(text).timestamp() * 1000)


def read(directory, name):
    with open(os.path.join(directory, name), newline="", encoding="utf-8") as file:
        return list(csv.DictReader(file))


def digest(directory):
    total = hashlib.sha256()
    for path in sorted(pathlib.Path(directory).iterdir()):
        total.update(path.name.encode() + path.read_bytes())
    return total.hexdigest()


HOUR = 3600 * 1000
METRICS = {"click": ("click", 24), "reply": ("reply", 24), "repurchase": ("convert", 168), "blocked": ("block", 168)}


def outcomes(touches, events):
    """Per user: arm and the values of the metrics, by the rules of attribution."""
    by_user, seen = {}, set()
    for t in touches:
        by_user.setdefault(t["user_id"], []).append((ms(t["sent_at"]), t["touch_id"], t["arm"]))
    users = {u: {"arm": ts[0][2], "revenue": 0.0, **{m: 0 for m in METRICS}} for u, ts in by_user.items()}
    before = 0
    for e in events:
        if e["event_id"] in seen or e["user_id"] not in by_user:
            continue
        seen.add(e["event_id"])
        at = ms(e["at"])
        own = [t for t in by_user[e["user_id"]] if (t[1] == e["touch_id"] if e["touch_id"] else t[0] <= at)]
        if not own:
            continue
        sent = max(own)[0]
        if at < sent:
            before += 1
            continue
        for metric, (kind, hours) in METRICS.items():
            if e["type"] == kind and at - sent < hours * HOUR:
                users[e["user_id"]][metric] = 1
                if kind == "convert":
                    users[e["user_id"]]["revenue"] += float(e["value"])
    return users, before


def compare(experiment, users, segment_of=None):
    """The worst distance between sample and truth, in standard errors, over arms and metrics."""
    worst = (0, "")
    for metric in experiment["metrics"]:
        for arm in metric["arms"]:
            values = [u[metric["metric"]] for u in users.values() if u["arm"] == arm["arm"]]
            mean = sum(values) / len(values)
            variance = sum((v - mean) ** 2 for v in values) / (len(values) - 1)
            z = abs(mean - arm["mean"]) / math.sqrt(variance / len(values))
            worst = max(worst, (z, f"{experiment['experiment']} {metric['metric']} {arm['arm']}: {mean} {arm['mean']}"))
    return worst


with tempfile.TemporaryDirectory() as work:
    one, two, other, null, small = (os.path.join(work, d) for d in ("one", "two", "other", "null", "small"))
    simulate(one, "--users", "20000", "--seed", "3")
    simulate(two, "--users", "20000", "--seed", "3")
    simulate(other, "--users", "200", "--seed", "4")
    simulate(small, "--users", "200", "--seed", "3")
    simulate(null, "--users", "200", "--seed", "3", "--null")
    check("the same seed gives the same bytes", digest(one) == digest(two))
    check("another seed gives others", digest(other) != digest(small))
    check("fewer users are the first of more",
          read(one, "users.csv")[:200] == read(small, "users.csv"))
    truth = json.loads(pathlib.Path(one, "truth.json").read_text(encoding="utf-8"))
    touches, events = read(one, "touches.csv"), read(one, "events.csv")
    before = fast = 0
    for experiment in truth["experiments"]:
        own = [t for t in touches if t["experiment"] == experiment["experiment"]]
        users, early = outcomes(own, events)
        before += early
        z, where = compare(experiment, users)
        check(f"{experiment['experiment']}: outcomes agree with the truth", z < 4.5, f"z = {z:.2f}: {where}")
        units = {a["arm"]: a["units"] for a in experiment["arms"]}
        check(f"{experiment['experiment']}: units and touches are as said",
              units == {a: sum(u["arm"] == a for u in users.values()) for a in units}
              and sum(a["touches"] for a in experiment["arms"]) == len(own))
        office = next(s for s in experiment["segments"] if s["by"] == "office" and s["value"] == "in")
        names = {u["user_id"] for u in read(one, "users.csv") if u["occupation"] == "office"}
        z, where = compare({**office, "experiment": "office"}, {u: v for u, v in users.items() if u in names})
        check(f"{experiment['experiment']}: so do those of a segment", z < 4.5, f"z = {z:.2f}: {where}")
    said = sum(e["defects"]["events_before_touch"] for e in truth["experiments"])
    check("events before their touch are as many as said", before == said > 0, (before, said))
    ids = [e["event_id"] for e in events]
    doubled = len(ids) - len(set(ids))
    check("doubled events are as many as said", doubled == truth["defects"]["duplicate_events"] > 0, doubled)
    check("rows are as many as said",
          len(touches) == truth["rows"]["touches"] and len(ids) - doubled == truth["rows"]["events"])
    delivered = {e["touch_id"]: ms(e["at"]) for e in events if e["type"] == "delivered"}
    quick = {e["event_id"] for e in events if e["type"] == "click" and e["touch_id"]
             and 0 <= ms(e["at"]) - delivered[e["touch_id"]] <= 2000}
    said = sum(e["defects"]["fast_clicks"] for e in truth["experiments"])
    check("clicks within 2 s of delivery are as many as said", len(quick) == said > 0, (len(quick), said))
    calm = json.loads(pathlib.Path(null, "truth.json").read_text(encoding="utf-8"))
    lifts = [c["lift"] for e in calm["experiments"] for m in e["metrics"] for c in m["comparisons"]]
    check("--null: every lift is exactly 0", len(lifts) > 5 and all(x == 0 for x in lifts), lifts)
    # pinned on amd64: any machine must arrive at these bytes
    check("the bytes are those of every machine", digest(small) == "2ce04658afa35dc6f7188d9133e75b6f19d5a64ce2513774dfa17367c7482059", digest(small))
sys.exit(failed)
