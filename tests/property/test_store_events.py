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
    def __init__(self, seed=3, rates=(0.25, 0.25), user=lambda i: f"u{i}", arm=lambda i, day: i % 2, days=5,
                 touch=lambda i: f"t{i}"):
        self.rng, self.user, self.touches, self.events = random.Random(seed), user, [], []
        self.arms, self.at = {}, {}
        for i in range(USERS):
            day = i % days
            self.arms[i], self.at[i] = arm(i, day), START + DAY * day
            self.touches.append({"touch_id": touch(i), "user_id": user(i), "experiment": "spring",
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


def valued(value, **more):
    def change(event):
        event["value"] = value(event["i"]) if callable(value) else value
        event.update(more)
    return change


def named(touch):
    def change(event):
        event["touch_id"] = touch
    return change


def in_arm(shop, arm, how, every=1):
    for event in shop.events:
        if event["i"] is not None and shop.arms[event["i"]] == arm and event["i"] % every == 0:
            how(event)
    return shop


def priced(shop):
    for event in shop.events:
        event["value"] = round(shop.rng.lognormvariate(4, 0.6), 2)
    return shop


def hundredfold(event):
    event["value"] = round(event["value"] * 100)


def refunded(shop, arms):
    for event in [e for e in shop.events if shop.arms[e["i"]] in arms and e["i"] % 4 < 2]:
        shop.events.append({**event, "event_id": "R" + event["event_id"], "value": -event["value"]})
        later(26 * HOUR + 7 * HOUR / 60)(shop.events[-1])
    return shop


def long_id(i):
    return str(1380013800000000000 + i * 1237)


def again(shop, days):
    """Half of all units buy behind the window too, whatever they did within."""
    for i in range(USERS):
        if shop.rng.random() < 0.5:
            shop.buy(i, shop.at[i] + DAY * shop.rng.uniform(*days))
    return shop


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


def colleague(shop):
    """One user has an address for an id."""
    shop.touches.append({**shop.touches[0], "touch_id": "z", "user_id": "staff@x.com"})
    return shop


def twice(shop, by, of=lambda i: True):
    """Another system tells the same orders, by so much later."""
    for event in [e for e in shop.events if e["i"] is not None and of(e["i"])]:
        shop.events.append({**event, "event_id": "P" + event["event_id"]})
        later(by)(shop.events[-1])
    return shop


def token(i):
    """As an openid: random, of base 64."""
    rng = random.Random(i)
    return "o" + "".join(rng.choice("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_") for _ in range(27))


def with_coupons(shop):
    for i in range(USERS):
        if shop.arms[i] == 1 and shop.rng.random() < 0.3:
            shop.buy(i, shop.at[i] + 6 * HOUR, name="coupon")
    return shop


def cut(shop, lost):
    """Some of the control's events are lost: those of which lost(user, time since the start) holds."""
    at = {id(e): datetime.datetime.fromisoformat(e["at"][:-1]) - START for e in shop.events}
    shop.events = [e for e in shop.events if e["i"] is None or shop.arms[e["i"]] == 1 or not lost(e["i"], at[id(e)])]
    return shop


def both_end(shop, after):
    """No event is later."""
    shop.events = [e for e in shop.events if datetime.datetime.fromisoformat(e["at"][:-1]) < START + after]
    return shop


def next_touch(event):
    event["touch_id"] = f"t{(event['i'] + 1) % USERS}"


def guests_of_a_quarter(shop, count):
    for k in range(count):
        shop.buy(None, START + DAY * (90 * k / count - 45), user=f"guest{k}")
    return shop


def guests_of_before(shop, a_day):
    """As many every day, from two months before the experiment to its end."""
    for k in range(a_day * 74):
        shop.buy(None, START + DAY * (k / a_day - 60), user=f"guest{k}")
    return shop


def corrected(shop, share, factor, arms=(0, 1)):
    """What a later import says of the same events."""
    shop.later = [{**e, "value": round(e["value"] * factor, 2)} for e in shop.events
                  if shop.arms[e["i"]] in arms and shop.rng.random() < share]
    return shop


def taken_back(shop, shares):
    """Of each arm's orders a share, as events of a type of their own that nothing reads."""
    arm_of = {touch["user_id"]: ("control", "evening").index(touch["arm"]) for touch in shop.touches}
    shop.events += [{**e, "event_id": f"r{e['event_id']}", "type": "refund", "value": -e["value"]} for e in shop.events
                    if shop.rng.random() < shares[arm_of[e["user_id"]]]]
    return shop


def of_two_rows(shop):
    """Orders of two rows, under one id."""
    shop.events += [{**e, "value": e["value"] / 2} for e in shop.events]
    return shop


def forward(shop):
    """A tenth of all would have bought in the fourth week, and most of the treated do so at once."""
    for i in range(USERS):
        if shop.rng.random() < 0.1:
            soon = shop.arms[i] == 1 and shop.rng.random() < 0.9
            shop.buy(i, shop.at[i] + (9 * HOUR if soon else DAY * shop.rng.uniform(9, 28)))
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
    ("the control's under telephone numbers", lambda: again(Shop(user=lambda i: f"{10000 + i}", days=3), (1, 25))
     .spoil(of(lambda i: f"138{i * 7919 % 100000000:08d}")), BAD, "events_elsewhere_turn"),
    ("telephone numbers of other customers", lambda: Shop(user=lambda i: f"{10000 + i}", rates=(0.2, 0.32))
     .others(120, lambda k: f"139{k * 7919 % 100000000:08d}"), ("ship",), "events_elsewhere_range"),
    ("numbers of later customers", lambda: Shop(user=lambda i: f"{10000 + i}").others(300, lambda k: f"{100000 + k}"), FINE,
     "no events_elsewhere_range"),
    ("type (not set)", lambda: Shop().spoil(typed("(not set)")), BAD, "events_without_type_turn"),
    ("type (not set), few", lambda: Shop().spoil(typed("(not set)"), share=0.02, both=True), FINE, "events_without_type_range"),
    ("addresses of other customers", lambda: Shop(rates=(0.2, 0.32)).others(120, lambda k: f"cust{k}@mail.com"), ("ship",),
     "events_elsewhere_range"),
    ("addresses of a few", lambda: Shop(rates=(0.2, 0.5)).others(20, lambda k: f"cust{k}@mail.com"), ("ship",), "events_elsewhere_range"),
    ("the control's under addresses", lambda: colleague(Shop(days=9)).spoil(of(lambda i: f"user{i}@x.com")), ("ship",),
     "events_elsewhere_range"),
    ("... after touches of three days in a month", lambda: colleague(again(Shop(days=3), (1, 25)))
     .spoil(of(lambda i: f"user{i}@x.com")), BAD, "events_elsewhere_turn"),
    ("the touch's id for the user's", lambda: Shop().spoil(of(lambda i: f"t{i}")), BAD, "strangers_spelled_apart"),
    ("ids of other customers that are touches' too", lambda: Shop(user=lambda i: f"{i + 5000}", touch=lambda i: f"{i}")
     .others(300, lambda k: f"{k}"), FINE, "no strangers_spelled_apart"),
    ("ids rounded to 15 digits", lambda: Shop(user=long_id).spoil(of(lambda i: long_id(i)[:15] + "0000")), BAD,
     "events_of_nobody_turn"),
    ("touch 0 in all", lambda: Shop(rates=(0.2, 0.3)).spoil(named("0"), share=1, both=True), ("ship",), "no unknown_touch_many"),
    ("a campaign's number in all", lambda: Shop(rates=(0.2, 0.3)).spoil(named("spring-26"), share=1, both=True), ("ship",),
     "unknown_touch"),
    ("... in one arm", lambda: in_arm(Shop(rates=(0.2, 0.3)), 1, named("77")), ("ship",), "unknown_touch"),
    ("... that is a touch as well", lambda: Shop(rates=(0.2, 0.3)).spoil(named("t1"), share=1, both=True), ("ship",), "unknown_touch"),
    ("touches of other users", lambda: Shop().spoil(next_touch), BAD, "unknown_touch_apart"),
    ("the control's events end", lambda: cut(Shop(days=9), lambda i, at: at > 6 * DAY), BAD, "days_missing"),
    ("... end for the most part", lambda: cut(Shop(days=9, rates=(0.45, 0.45)), lambda i, at: at > 5 * DAY and i // 10 % 10 > 2), BAD, "days_thin"),
    ("... begin late", lambda: cut(Shop(days=9), lambda i, at: at < 3 * DAY), BAD, "days_missing"),
    ("... lack the latest users", lambda: cut(again(Shop(days=9), (0, 6)), lambda i, at: i % 9 > 5), BAD, "days_missing_touched"),
    ("... end after the last touch", lambda: cut(again(Shop(days=1), (0, 6)), lambda i, at: at > 3 * DAY), ANY, "days_without_events"),
    ("guests of a quarter", lambda: guests_of_a_quarter(Shop(rates=(0.2, 0.32)), 120), ("ship",), "events_of_nobody_range"),
    ("guests before the experiment too", lambda: guests_of_before(Shop(rates=(0.2, 0.32)), 20), ("ship",), "events_of_nobody_range"),
    ("... and those of the control", lambda: guests_of_before(Shop().spoil(of(lambda i: "guest")), 20), BAD, "events_of_nobody_turn"),
    ("orders sent back in part, as a later import says", lambda: corrected(Shop(rates=(0.2, 0.32)), 0.3, 0.5), ("ship",), "corrections"),
    ("... and nothing shown", lambda: corrected(Shop(), 0.3, 0.5), FINE, "corrections"),
    ("orders of two rows under one id", lambda: of_two_rows(Shop()), BAD, "rejected_rows_many"),
    ("walk-ins, and nothing shown", lambda: Shop().others(400, lambda k: "散客"), FINE, "events_of_nobody_range"),
    ("no user in the control", lambda: Shop().spoil(of(lambda i: "")), BAD, "events_of_nobody_turn"),
    ("no user in both", lambda: Shop().spoil(of(lambda i: ""), share=0.2, both=True), FINE, "events_of_nobody_range"),
    ("a type of the control's own", lambda: Shop().spoil(typed("转化")), BAD, "event_types_renamed"),
    ("... of all it has", lambda: Shop().spoil(typed("purchase"), share=1), BAD, "event_types_renamed"),
    ("a type that comes with the treatment", lambda: with_coupons(Shop(rates=(0.2, 0.3))), ("ship",), "no event_types_one_arm"),
    ("refunds of one arm", lambda: taken_back(Shop(rates=(0.2, 0.35)), (0, 0.5)), ("ship",), "event_types_undo"),
    ("refunds alike", lambda: taken_back(Shop(rates=(0.2, 0.35)), (0.2, 0.2)), ("ship",), "no event_types_undo"),
    ("a month late", lambda: Shop(rates=(0.5, 0.5)).spoil(later(31 * DAY)), BAD, "after_window_moved"),
    ("brought forward", lambda: forward(Shop(rates=(0.1, 0.1))), ("ship",), "after_window"),
    ("an effect that lasts", lambda: again(Shop(rates=(0.2, 0.3)), (8, 45)), ("ship",), "no after_window"),
    ("dollars in one arm, nothing said in the other", lambda: in_arm(Shop(), 1, valued("12.00 USD")), BAD, "currency_of_some_apart"),
    ("yen in one arm", lambda: in_arm(in_arm(Shop(), 1, valued(2000, currency="JPY")), 0, valued(100, currency="CNY")), BAD,
     "currencies_apart"),
    ("yen in both", lambda: Shop().spoil(valued(100, 币种="CNY"), 1, True).spoil(valued(2000, 币种="JPY"), 0.3, True), ANY, "currencies"),
    ("yuan by three names", lambda: Shop().spoil(valued(100, currency="CNY"), 1, True).spoil(valued(100, currency="元"), 0.3, True), FINE,
     "no currencies"),
    ("99999999 in one arm", lambda: in_arm(Shop(), 1, valued(99999999), 9), BAD, "stand_ins_apart"),
    ("99999999, a few in one arm", lambda: in_arm(Shop(), 1, valued(99999999), 41), BAD, "stand_ins"),
    ("-1 in one arm", lambda: in_arm(Shop(), 0, valued(-1), 3), BAD, "stand_ins_apart"),
    ("-1 in both", lambda: Shop().spoil(valued(-1), 0.1, True), FINE, "stand_ins"),
    ("-1, two", lambda: in_arm(Shop(), 0, valued(-1), 700), FINE, "stand_ins"),
    ("a price of 9999", lambda: in_arm(Shop().spoil(valued(999), 0.4, True), 1, valued(9999), 3), ANY, "no stand_ins_apart"),
    ("cents in one arm", lambda: in_arm(priced(Shop()), 1, hundredfold), BAD, "amounts_apart"),
    ("... in some of its orders", lambda: in_arm(priced(Shop()), 1, hundredfold, 3), BAD, "amounts_some_apart"),
    ("cents in both", lambda: in_arm(in_arm(priced(Shop(rates=(0.2, 0.3))), 1, hundredfold), 0, hundredfold), ("ship",), "no amounts_apart"),
    ("refunds of one arm alone", lambda: refunded(priced(Shop()), (0,)), BAD, "signs_apart"),
    ("refunds of both", lambda: refunded(priced(Shop(rates=(0.2, 0.3))), (0, 1)), ("ship",), "no signs_apart"),
    ("orders of two systems in one arm", lambda: (lambda s: twice(s, datetime.timedelta(seconds=3), lambda i: s.arms[i] == 1))(Shop()),
     BAD, "events_again"),
    ("... of two zones", lambda: (lambda s: twice(s, 8 * HOUR, lambda i: s.arms[i] == 1))(Shop()), BAD, "events_again"),
    ("... in both arms", lambda: twice(Shop(), datetime.timedelta(seconds=3)), FINE, "events_again_some"),
    ("... by five minutes", lambda: (lambda s: twice(s, HOUR / 12, lambda i: s.arms[i] == 1))(Shop()), BAD, "events_again"),
    ("refunds of one arm as orders", lambda: (lambda s: twice(priced(s), 1.3 * DAY, lambda i: s.arms[i] == 1 and i % 4 == 1))
     (Shop(rates=(0.2, 0.3))), ("ship",), "same_values"),
    ("refunds of both as orders", lambda: twice(priced(Shop(rates=(0.2, 0.3))), 1.3 * DAY, lambda i: i % 4 < 2), ("ship",), "no same_values"),
    ("more orders of other things", lambda: (lambda s: priced(twice(s, 1.3 * DAY, lambda i: s.arms[i] == 1 and i % 4 == 1)))
     (Shop(rates=(0.2, 0.3))), ("ship",), "no same_values"),
    ("the events of both end", lambda: both_end(Shop(days=12), 6 * DAY), FINE, "events_end"),
    ("... a day before the report", lambda: Shop(days=45), FINE, "no events_end"),
    ("the same bought twice, more so by the treated", lambda: twice(Shop(), datetime.timedelta(seconds=70), lambda i: i % 8 in (0, 1, 3)),
     ANY, "no events_again"),
    ("random ids, and those of other customers", lambda: Shop(user=token, rates=(0.2, 0.32)).others(900, lambda k: token(-1 - k)),
     ("ship",), "no events_elsewhere_range"),
    ("guests with whole addresses", lambda: Shop(rates=(0.2, 0.32)).others(120, lambda k: f"guest{k}@mail.com"), ("ship",),
     "events_elsewhere_range"),
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
    if hasattr(shop, "later"):
        write(folder / "later.csv", [{k: v for k, v in e.items() if k != "i"} for e in shop.later])
        run(folder, "import", "events", "later.csv", "--db", "s.db", "-q", "--now", "2026-06-01T00:00:00Z")
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
