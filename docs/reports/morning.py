#!/usr/bin/env python3
"""Makes of a simulated shop (the directory given) what a morning may look like, for docs/commands/report.md: one experiment
that has ended, one that breaks a guardrail, one that runs."""
import csv
import hashlib
import json
import pathlib
import sys
from datetime import datetime, timedelta

SHOP = pathlib.Path(sys.argv[1])
LATER = timedelta(days=26)  # the third one is the first one again, on a quarter of its users


def table(name):
    with open(SHOP / name, newline="", encoding="utf-8") as file:
        return list(csv.DictReader(file))


def write(name, rows):
    with open(SHOP / name, "w", newline="", encoding="utf-8") as file:
        out = csv.DictWriter(file, rows[0].keys(), lineterminator="\n")
        out.writeheader()
        out.writerows(rows)


def moved(text):
    return (datetime.fromisoformat(text) + LATER).isoformat() if text else ""


def again(row):
    """A touch or an event of the third experiment."""
    row = {k: moved(v) if k in ("planned_at", "sent_at", "at") else v for k, v in row.items()}
    for key in ("touch_id", "event_id"):
        if row.get(key):
            row[key] = "again-" + row[key]
    if "experiment" in row:
        row["experiment"] = "coupon-expiry-april"
    return row


def define(name, source, **changes):
    made = json.loads((SHOP / f"{source}.json").read_text(encoding="utf-8"))
    made.update(experiment=name, salt=name)
    if name != source:
        del made["layer"]  # each of both may have everyone
    made["analysis"].update(changes.get("analysis", {}))
    for metric in made["metrics"]:
        metric.update(changes.get(metric["metric"], {}))
    (SHOP / f"{name}.json").write_text(json.dumps(made, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")


def is_drawn(touch):
    """Whether the third experiment, by its own salt, puts the user where the first one did."""
    drawn = hashlib.sha256(f"arm:coupon-expiry-april:{touch['user_id']}".encode()).digest()
    return touch["arm"] == ("daytime" if drawn[0] < 128 else "evening")


touches, events = table("touches.csv"), table("events.csv")
few = {t["touch_id"] for t in touches if t["experiment"] == "coupon-expiry-evening" and t["user_id"][-1] in "013579" and is_drawn(t)}
write("touches.csv", touches + [again(t) for t in touches if t["touch_id"] in few])
write("events.csv", events + [again(e) for e in events if e["touch_id"] in few])
define("coupon-expiry-april", "coupon-expiry-evening")
define("coupon-expiry-evening", "coupon-expiry-evening", analysis={"inference": "fixed"}, blocked={"margin": 0.02})
define("address-confirmation", "address-confirmation", click={"role": "primary"},
       reply={"role": "guardrail", "goal": "increase"})
