#!/usr/bin/env python3
"""The send-time model of a store is that of a flat file with the same touches, to the byte.

Shops of random users, days off and outcomes: hours that nobody drew, hours that were drawn elsewhere and are imported with
their propensity and policy, hours that a plan drew by the model of the log so far (some
of which went out late), touches that are too young to be told, that failed, that lie behind now, events that name no touch. What the log says is
worked out here by the rule of docs/commands/timing.md, written as a table, and fitted with --outcome-at, --within, --policy and
--calendar. Then: what is done now is told by the holdout, and the realised gain is what these touches say by hand.
"""
import csv
import datetime as dt
import json
import os
import pathlib
import random
import subprocess
import sys
import tempfile

ROOT = pathlib.Path(__file__).resolve().parents[2]
PROGRAM = os.environ.get("HOOKLINE", str(ROOT / os.environ.get("BUILD", "build") / "hookline"))
ZONES = {"Asia/Shanghai": 8, "Asia/Kathmandu": 5.75, "UTC": 0}
CALENDAR = {"holidays": ["2026-04-06", "2026-03-13"], "working": ["2026-03-14", "2026-04-11"]}
START = dt.datetime(2026, 3, 2, tzinfo=dt.timezone.utc)
PLANNED = dt.datetime(2026, 4, 6, tzinfo=dt.timezone.utc)
NOW = "2026-04-08T00:00:00Z"
FIT = ["--segment", "job", "--hours", "08:00-22:00", "--now", NOW]


def definition(within):
    return {
        "format": "hookline-experiment/1", "experiment": "x", "zone": "user", "channel": "wecom", "calendar": CALENDAR,
        "hooks": {"go": {"trigger": "go", "class": "service", "choose": "model", "explore": 0.2, "holdout": 0.3, "expiry": "P3D"}},
        "windows": {"day": {"from": "08:00", "to": "22:00"}}, "variants": {"v": {"text": "v"}}, "control": "a",
        "arms": [{"arm": "a", "variant": "v", "window": "day", "hook": "go"}],
        "metrics": [{"metric": "click", "kind": "proportion", "event": "click", "within": within, "role": "primary"}]}


def run(folder, *arguments):
    done = subprocess.run([PROGRAM, *arguments], cwd=folder, capture_output=True, check=False)
    assert done.returncode == 0, (arguments, done.stderr.decode())
    return done.stdout


def write(folder, name, header, rows):
    with open(pathlib.Path(folder, name), "w", newline="", encoding="utf-8") as file:
        csv.writer(file).writerows([header, *rows])


def text(at):
    return at.strftime("%Y-%m-%dT%H:%M:%SZ")


class Shop:
    """touches: by id, user, when it went out (None: it did not), propensity, policy; events: of a touch or of a user."""

    def __init__(self, seed, within):
        self.draw = random.Random(seed)
        self.users = {f"u{i}": (self.draw.choice(list(ZONES)), ("office", "home")[i % 2]) for i in range(60)}
        self.within, self.touches, self.events = within, {}, []
        self.told = {}  # by touch: propensity and policy that its file says; the others are known from their plan

    def outcome(self, touch, user, sent):
        local = sent + dt.timedelta(hours=ZONES[self.users[user][0]])
        better = local.hour >= 17 if self.users[user][1] == "office" else local.hour < 12
        if self.draw.random() < (0.5 if better else 0.15):
            delay = dt.timedelta(seconds=self.draw.randrange(int(1.2 * self.within.total_seconds())))
            self.events.append((touch if self.draw.random() < 0.7 else "", user, sent + delay))

    def send(self, touch, user, sent, propensity, policy, failed=False):
        self.touches[touch] = [user, sent, propensity, policy, failed]
        if not failed:
            self.outcome(touch, user, sent)

    def first_weeks(self):
        for i, user in enumerate(self.users):
            for k in range(4):
                sent = START + dt.timedelta(days=self.draw.randrange(28), hours=self.draw.randrange(2, 12), minutes=self.draw.randrange(60))
                drawn = ("0.0714", self.draw.choice(["model", "explore", "holdout"])) if k % 2 else ("", "")
                self.send(f"t{i}-{k}", user, sent, *drawn, self.draw.random() < 0.05)
                self.told[f"t{i}-{k}"] = drawn

    def write(self, folder):
        write(folder, "users.csv", ["user_id", "zone", "job"], [[user, *known] for user, known in self.users.items()])
        write(folder, "touches.csv", ["touch_id", "user_id", "experiment", "arm", "hook", "sent_at", "state", "propensity", "policy"],
              [[touch, user, "x", "a", "go", text(sent), "failed" if failed else "", *self.told.get(touch, ("", ""))]
               for touch, (user, sent, _, _, failed) in self.touches.items()])
        write(folder, "events.csv", ["event_id", "user_id", "type", "at", "touch_id"],
              [[f"e{i}", user, "click", text(at), touch] for i, (touch, user, at) in enumerate(self.events)])
        for kind in "users", "touches", "events":
            run(folder, "import", kind, f"{kind}.csv", "--db", "s.db", "-q", "--now", "2026-05-01T00:00:00Z")

    def came(self):
        """When what a touch was for first came: of the touch that is named, else of the latest before."""
        first = {}
        for touch, user, at in self.events:
            went = [(sent, other) for other, (of, sent, _, _, failed) in self.touches.items() if of == user and not failed and sent <= at]
            touch = touch or (max(went)[1] if went else "")
            if touch and at - self.touches[touch][1] <= self.within and not self.touches[touch][4]:
                first[touch] = min(first.get(touch, at), at)
        return first

    def table(self, folder):
        rows, came = [], self.came()
        for touch, (user, sent, propensity, policy, failed) in self.touches.items():
            if not failed and text(sent) <= NOW:
                at = text(came[touch]) if touch in came else ""
                rows.append([text(sent), self.users[user][0], user, "go", "x/a", propensity, policy, at, self.users[user][1]])
        self.draw.shuffle(rows)
        write(folder, "table.csv", ["sent_at", "zone", "user_id", "hook", "variant", "propensity", "policy", "click", "job"], rows)
        return rows


def plan(shop, folder):
    """Touches that the model draws; one in ten goes out two hours late."""
    write(folder, "triggers.csv", ["trigger_id", "user_id", "hook", "at"],
          [[f"g{i}", user, "go", text(PLANNED)] for i, user in enumerate(shop.users)])
    run(folder, "timing", "fit", "x", "--db", "s.db", "--outcome", "click", "--segment", "job", "--now", text(PLANNED))
    run(folder, "plan", "x", "--db", "s.db", "--triggers", "triggers.csv", "--now", text(PLANNED), "-o", "plan.csv")
    with open(pathlib.Path(folder, "plan.csv"), encoding="utf-8") as file:
        for row in csv.DictReader(file):
            late = shop.draw.random() < 0.1
            at = dt.datetime.fromisoformat(row["planned_at"]).astimezone(dt.timezone.utc) + dt.timedelta(hours=2 * late)
            shop.send(row["touch_id"], row["user_id"], at, "" if late else row["propensity"], row["policy"])


def by_hand(shop, model):
    """Whether usual hours and the realised gain are what these touches say."""
    came, now = shop.came(), dt.datetime.fromisoformat(NOW.replace("Z", "+00:00"))
    known = {"model": [], "holdout": []}
    for touch, (_, sent, _, policy, failed) in shop.touches.items():
        if policy in known and not failed and sent + shop.within <= now:
            known[policy].append(touch in came and came[touch] <= now)
    told = model["realised"]
    same = model["usual"] == "holdout"
    for policy, came_of in known.items():
        same = same and told[policy]["touches"] == len(came_of)
        rate = sum(came_of) / len(came_of) if came_of else None
        same = same and (rate is None) == (told[policy]["rate"] is None) and (rate is None or abs(told[policy]["rate"] - rate) < 1e-12)
    return same


def check(seed, within, iso):
    shop = Shop(seed, within)
    with tempfile.TemporaryDirectory() as folder:
        pathlib.Path(folder, "x.json").write_text(json.dumps(definition(iso)), encoding="utf-8")
        pathlib.Path(folder, "x.days.json").write_text(json.dumps(CALENDAR), encoding="utf-8")
        run(folder, "apply", "x.json", "--db", "s.db", "-q", "--now", "2026-02-01T00:00:00Z")
        shop.first_weeks()
        shop.write(folder)
        plan(shop, folder)
        shop.write(folder)
        rows = shop.table(folder)
        run(folder, "timing", "fit", "x", "--db", "s.db", "--outcome", "click", "--calendar", "x.days.json", *FIT, "-o", "of-store.json")
        run(folder, "timing", "fit", "x", "--db", "s.db", "--outcome", "click", *FIT, "-o", "by-definition.json")
        run(folder, "timing", "fit", "table.csv", "--sent-at", "sent_at", "--zone", "zone", "--user", "user_id", "--hook", "hook",
            "--variant", "variant", "--propensity", "propensity", "--policy", "policy", "--outcome-at", "click", "--within", iso,
            "--calendar", "x.days.json", *FIT, "-o", "of-table.json")
        store, table, own = (pathlib.Path(folder, f"{name}.json").read_bytes() for name in ("of-store", "of-table", "by-definition"))
        model = json.loads(store)
    good = store == table
    print(f"{'ok' if good else 'not ok'} {iso}, seed {seed}: {len(rows)} touches, {model['data']['young']} young: the same bytes")
    alike = own.replace(b'"calendar":"x"', b'"calendar":"x.days.json"') == store
    print(f"{'ok' if alike else 'not ok'} {iso}, seed {seed}: days off are those of the definition's calendar")
    told = by_hand(shop, model)
    print(f"{'ok' if told else 'not ok'} {iso}, seed {seed}: usual hours and realised gain: {model['usual']}, {model.get('realised')}")
    return good and alike and told


def main():
    good = check(2, dt.timedelta(hours=30), "PT30H")
    return 0 if good else 1


if __name__ == "__main__":
    sys.exit(main())
