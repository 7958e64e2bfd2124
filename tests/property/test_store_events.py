#!/usr/bin/env python3
"""Events of a store that are not where they belong make no verdict, and those that are as they should be no alarm.

Shops with a known truth: arms alike (a quarter of each buys), or where a case says so one that is far better. Two in five of the
buyers of the control are spoiled in one way, which alone would ship the other arm; the same of both arms, the guests of a shop and
a customer's history are no fault.
"""
import concurrent.futures
import csv
import datetime
import json
import os
import pathlib
import random
import subprocess
import sys
import tempfile

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent
PROGRAM = os.environ.get("HOOKLINE", str(ROOT / os.environ.get("BUILD", "build") / "hookline"))
NOW = "2026-04-20T00:00:00Z"
USERS = 1600
START = datetime.datetime(2026, 3, 2, 2)
HOUR, DAY = datetime.timedelta(hours=1), datetime.timedelta(days=1)


def define(folder):
    metrics = [{"metric": "bought", "kind": "proportion", "event": "convert", "within": "P7D", "role": "primary"},
               {"metric": "spent", "kind": "mean", "event": "convert", "value": "sum", "within": "P7D"}]
    document = {"format": "hookline-experiment/1", "experiment": "spring", "zone": "Asia/Shanghai", "control": "control",
                "arms": [{"arm": "control"}, {"arm": "evening"}], "metrics": metrics, "analysis": {"inference": "fixed"}}
    pathlib.Path(folder, "x.json").write_text(json.dumps(document))


def write(path, rows):
    keys = list(dict.fromkeys(key for row in rows for key in row))
    with open(path, "w", newline="", encoding="utf-8") as file:
        writer = csv.DictWriter(file, keys)
        writer.writeheader()
        writer.writerows(rows)


def run(folder, *arguments):
    done = subprocess.run([PROGRAM, *arguments], cwd=folder, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    assert done.returncode in (0, 3), (arguments, done.stderr.decode())
    return done


class Shop:
    def __init__(self, seed=3, rates=(0.25, 0.25), user=lambda i: f"u{i}", arm=lambda i, day: i % 2, days=5):
        self.rng, self.user, self.touches, self.events = random.Random(seed), user, [], []
        self.arms, self.at = {}, {}
        for i in range(USERS):
            day = i % days
            self.arms[i], self.at[i] = arm(i, day), START + DAY * day
            self.touches.append({"touch_id": f"t{i}", "user_id": user(i), "experiment": "spring",
                                 "arm": ("control", "evening")[self.arms[i]], "sent_at": self.at[i].isoformat() + "Z"})
            if self.rng.random() < rates[self.arms[i]]:
                self.buy(i, self.at[i] + 5 * HOUR)

    def buy(self, i, at, user=None, name="convert"):
        self.events.append({"event_id": f"e{len(self.events)}", "user_id": user or self.user(i), "type": name,
                            "at": at.isoformat() + "Z", "value": 100, "i": i})

    def spoil(self, how, share=0.4, both=False):
        for event in self.events:
            if event["i"] is not None and (both or self.arms[event["i"]] == 0) and self.rng.random() < share:
                how(event)
        return self

    def others(self, count, user, both=False):
        """Events of customers beside the experiment."""
        for k in range(count):
            self.buy(None, START + DAY * (k % 9) + 3 * HOUR, user=user(k))
        return self


def later(by):
    def change(event):
        at = datetime.datetime.fromisoformat(event["at"][:-1]) + by
        event["at"] = at.isoformat() + "Z"
    return change


def of(user):
    def change(event):
        event["user_id"] = user(event["i"])
    return change


def typed(name):
    def change(event):
        event["type"] = name
    return change


def with_history(shop, faults=()):
    """A third of the users bought before, at any distance."""
    for i in range(USERS):
        for _ in range(3):
            if shop.rng.random() < 0.12:
                shop.buy(i, shop.at[i] - DAY * shop.rng.uniform(1 / 24, 800))
    return shop


def ramped():
    """One in ten is treated in the first days and one in two in the last, and the export begins with the experiment: who came
    later has more of a history in it."""
    rng = random.Random(8)
    shop = Shop(arm=lambda i, day: int(rng.random() < (0.1 if day < 10 else 0.5)), days=20)
    for i in range(USERS):
        since = (shop.at[i] - START) / DAY
        for _ in range(4):
            back = shop.rng.uniform(0.1, 30)
            if back < since:
                shop.buy(i, shop.at[i] - DAY * back)
    return shop


def crossed():
    """One in ten has three touches, in both arms."""
    shop = Shop()
    for i in range(0, USERS, 10):
        for k in range(2):
            shop.touches.append({**shop.touches[i], "touch_id": f"x{i}-{k}", "arm": ("evening", "control")[k],
                                 "sent_at": (shop.at[i] + (k + 1) * DAY).isoformat() + "Z"})
    return shop


def hexed(i):
    return f"{i:08x}-3c4d-4e5f-8a6b-{i * 7919 % 0xffffffffffff:012x}"


MOBILE = dict(user=lambda i: f"138{i:08d}")
FINE = ("not_shown", "keep_running")
ANY = (*FINE, "ship", "keep_control")
BAD = ("invalid_data",)
# what, the shop, decisions, the code that is found (or, with "no", is not)
CASES = [
    ("clean", lambda: Shop(), FINE, "no early_events_month"),
    ("a month early", lambda: Shop().spoil(later(-28 * DAY)), BAD, "early_events_month"),
    ("two months early", lambda: Shop().spoil(later(-59 * DAY)), BAD, "early_events_months"),
    ("a year early", lambda: Shop().spoil(later(-365 * DAY)), BAD, "early_events_year"),
    ("ten years early", lambda: Shop().spoil(later(-3652 * DAY)), BAD, "early_events_long"),
    ("a year early, with a history", lambda: with_history(Shop()).spoil(later(-365 * DAY)), BAD, "early_events_year"),
    ("a year early in both arms", lambda: Shop().spoil(later(-365 * DAY), both=True), ANY, "no early_events_year"),
    ("a history", lambda: with_history(Shop()), FINE, "no early_events_months"),
    ("a ramp and the history since", ramped, ("invalid_srm",), "no early_events_month"),
    ("a year late", lambda: Shop().spoil(later(365 * DAY)), BAD, "late_events_apart"),
    ("a year late, one", lambda: Shop().spoil(later(365 * DAY), share=0.005), FINE, "late_events"),
    ("after the report, before the import", lambda: Shop().spoil(later(60 * DAY)), ("ship",), "no late_events"),
    ("guest", lambda: Shop().spoil(of(lambda i: "guest")), BAD, "events_of_nobody_turn"),
    ("(not set)", lambda: Shop().spoil(of(lambda i: "(not set)")), BAD, "events_of_nobody_turn"),
    ("0", lambda: Shop().spoil(of(lambda i: "0")), BAD, "events_of_nobody_turn"),
    ("游客", lambda: Shop().spoil(of(lambda i: "游客")), BAD, "events_of_nobody_turn"),
    ("guest_12", lambda: Shop().spoil(of(lambda i: f"guest_{i}")), BAD, "events_of_nobody_turn"),
    ("a browser's id", lambda: Shop().spoil(of(lambda i: f"{i + 88888}.17000")), BAD, "events_of_nobody_turn"),
    ("GA1.2.", lambda: Shop().spoil(of(lambda i: f"GA1.2.{i + 88888}.17000")), BAD, "events_of_nobody_turn"),
    ("a UUID", lambda: Shop().spoil(of(hexed)), BAD, "events_of_nobody_turn"),
    ("guest@", lambda: Shop(user=lambda i: f"a{i}@b.cn").spoil(of(lambda i: "guest@b.cn")), BAD, "events_of_nobody_turn"),
    ("one id for those who are not known", lambda: Shop().spoil(of(lambda i: "u99999")), BAD, "events_of_nobody_turn"),
    ("... beside other customers", lambda: Shop().spoil(of(lambda i: "k0")).others(400, lambda k: f"k{k}"), BAD, "events_of_nobody_turn"),
    ("other customers who buy often", lambda: Shop().others(400, lambda k: f"k{k % 15}"), FINE, "no events_of_nobody_range"),
    ("guests alike", lambda: Shop().spoil(of(lambda i: "guest"), share=0.035, both=True), FINE, "events_of_nobody_range"),
    ("guests, and a clear verdict", lambda: Shop(rates=(0.2, 0.5)).spoil(of(lambda i: "guest"), share=0.08, both=True), ("ship",),
     "events_of_nobody_range"),
    ("other customers", lambda: Shop().others(300, lambda k: f"k{k}"), FINE, "no events_of_nobody"),
    ("other customers and guests", lambda: Shop().others(600, lambda k: f"k{k}").others(35, lambda k: "guest"), FINE,
     "events_of_nobody_range"),
    ("other customers, guests of one arm", lambda: Shop().spoil(of(lambda i: "guest")).others(4000, lambda k: f"k{k}"), BAD,
     "events_of_nobody_turn"),
    ("+86", lambda: Shop(**MOBILE).spoil(of(lambda i: f"+86138{i:08d}")), BAD, "strangers_spelled_apart"),
    ("groups", lambda: Shop(**MOBILE).spoil(of(lambda i: f"138-{i // 10000:04d}-{i % 10000:04d}")), BAD, "strangers_spelled_apart"),
    ("mailto:", lambda: Shop(user=lambda i: f"a{i}@b.cn").spoil(of(lambda i: f"mailto:a{i}@b.cn")), BAD, "strangers_spelled_apart"),
    ("gid://", lambda: Shop(user=lambda i: f"{i + 7}").spoil(of(lambda i: f"gid://shopify/Customer/{i + 7}")), BAD,
     "strangers_spelled_apart"),
    ("a UUID without dashes", lambda: Shop(user=hexed).spoil(of(lambda i: hexed(i).replace("-", ""))), BAD, "strangers_spelled_apart"),
    ("+86, many other customers", lambda: Shop(**MOBILE).spoil(of(lambda i: f"+86138{i:08d}"))
     .others(3000, lambda k: f"139{k:08d}"), BAD, "strangers_spelled_apart"),
    ("+86 in both arms", lambda: Shop(**MOBILE).spoil(of(lambda i: f"+86138{i:08d}"), share=0.05, both=True), BAD,
     "strangers_spelled_many"),
    ("type (not set)", lambda: Shop().spoil(typed("(not set)")), BAD, "events_without_type_turn"),
    ("type (not set), few", lambda: Shop().spoil(typed("(not set)"), share=0.02, both=True), FINE, "events_without_type_range"),
    ("units of two arms", crossed, BAD, "two_arms_first_many"),
]


def judge(folder, shop):
    folder.mkdir()
    define(folder)
    write(folder / "touches.csv", shop.touches)
    write(folder / "events.csv", [{k: v for k, v in event.items() if k != "i"} for event in shop.events])
    run(folder, "apply", "x.json", "--db", "s.db", "-q", "--now", "2026-03-01T00:00:00Z")
    run(folder, "import", "touches", "touches.csv", "--db", "s.db", "-q", "--now", "2026-06-01T00:00:00Z")
    run(folder, "import", "events", "events.csv", "--db", "s.db", "-q", "--now", "2026-06-01T00:00:00Z")
    done = run(folder, "report", "spring", "--db", "s.db", "--now", NOW, "--format", "json")
    report = json.loads(done.stdout)
    return report, done.returncode


def fault(folder, case):
    what, shop, decisions, code = case
    report, exit_code = judge(folder, shop())
    found = {check["code"]: check for check in report["checks"]}
    decision = report["verdict"]["decision"]
    if decision not in decisions or exit_code != (3 if decision == "invalid_data" else 0):
        return f"{decision}, exit {exit_code}, for {decisions}: {sorted(found)}"
    if code.startswith("no "):
        return f"{code[3:]} is found" if code[3:] in found else None
    if code not in found:
        return f"{code} is not among {sorted(found)}"
    if code.startswith("two_arms") and found[code]["n"] != USERS // 10:
        return f"{found[code]['finding']['n']} units in two arms for {USERS // 10}"
    return None


def main():
    with tempfile.TemporaryDirectory() as folder, concurrent.futures.ThreadPoolExecutor(2) as pool:
        jobs = [pool.submit(fault, pathlib.Path(folder, str(i)), case) for i, case in enumerate(CASES)]
        faults = [(case[0], job.result()) for case, job in zip(CASES, jobs)]
    for what, why in faults:
        print(f"ok {what}" if why is None else f"not ok {what}: {why}")
    return any(why for _, why in faults)


if __name__ == "__main__":
    sys.exit(main())
