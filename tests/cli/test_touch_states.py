#!/usr/bin/env python3
"""What became of a message, by the words of its sender: one that failed is not sent, of a file as of the store, and one
that went does not go twice. One user a case, whose trigger would have its touch planned now."""
import csv
import io
import json
import os
import pathlib
import subprocess
import sys
import tempfile

sys.dont_write_bytecode = True
sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / "support"))
from told import PROGRAM, leave, say  # noqa: E402

HOURS = "2026-03-02T{}:00+08:00"
TEN, LATER = HOURS.format("10:00"), HOURS.format("10:10")
NOW = HOURS.format("10:30")
OWN, OTHER = "x/{0}/1", "msg-{0}"

DEFINITION = {"format": "hookline-experiment/1", "experiment": "x", "zone": "Asia/Shanghai", "channel": "wecom",
              "hooks": {"cart": {"trigger": "cart_left", "expiry": "P2D", "cooldown": "P1D", "stop_on": ["unsubscribe", "block"]}},
              "variants": {"v": {"text": {"zh": "购物车"}}, "w": {"text": {"zh": "回来"}}},
              "windows": {"day": {"from": "10:00", "to": "21:00"}},
              "arms": [{"arm": "a", "hook": "cart", "variant": "v", "window": "day"},
                       {"arm": "b", "hook": "cart", "variant": "w", "window": "day"}],
              "control": "a",
              "metrics": [{"metric": "bought", "kind": "proportion", "event": "convert", "within": "P3D", "role": "primary"}]}

# name, rows (touch id, planned, sent, state), whether the touch is planned
CASES = [
    ("none", [], True),
    ("sent", [(OWN, TEN, TEN, "sent")], False),
    ("failed", [(OWN, TEN, "", "failed")], True),
    ("failed-sent-at", [(OWN, TEN, TEN, "Failed (30003)")], True),
    ("other-bounced", [(OTHER, "", TEN, "Bounced Email")], True),
    ("other-sent", [(OTHER, "", TEN, "Sent")], False),
    ("other-zh", [(OTHER, "", TEN, "发送失败：空号")], True),
    ("other-not-read", [(OTHER, "", TEN, "未读")], False),
    ("no-error", [(OTHER, "", TEN, "no error")], False),
    ("unknown", [(OTHER, "", TEN, "2")], False),
    ("planned-failed", [(OWN, TEN, "", "planned"), (OWN, TEN, "", "UNDELIV")], True),
    ("failed-planned", [(OWN, TEN, "", "UNDELIV"), (OWN, TEN, "", "planned")], True),
    ("sent-undelivered", [(OWN, TEN, TEN, "sent"), (OWN, TEN, TEN, "undelivered")], True),
    ("failed-again", [(OWN, TEN, TEN, "failed"), (OWN, TEN, LATER, "sent")], False),
    ("again-failed", [(OWN, TEN, LATER, "sent"), (OWN, TEN, TEN, "failed")], False),
    ("arrived-failed", [(OWN, TEN, TEN, "delivered"), (OWN, TEN, TEN, "failed")], False),
    ("failed-arrived", [(OWN, TEN, TEN, "failed"), (OWN, TEN, TEN, "delivered")], False),
    ("cancelled", [(OWN, TEN, "", "已取消")], False),
    ("blank", [(OWN, TEN, TEN, "")], False),
]


def run(directory, *args, code=0):
    done = subprocess.run([PROGRAM, *args, "--now", NOW], cwd=directory, capture_output=True, text=True)
    if done.returncode != code:
        raise SystemExit(f"not ok {' '.join(args)}: exit {done.returncode}: {done.stderr}")
    return done


def planned(done):
    return {row["user_id"] for row in csv.DictReader(io.StringIO(done.stdout)) if row["state"] == "planned"}


def write(directory):
    (directory / "x.json").write_text(json.dumps(DEFINITION, ensure_ascii=False))
    (directory / "users.csv").write_text("user_id,zone\n" + "".join(f"{name},Asia/Shanghai\n" for name, _, _ in CASES))
    (directory / "triggers.csv").write_text("trigger_id,user_id,hook,at\n" + "".join(
        f"{name},{name},cart,{HOURS.format('09:00')}\n" for name, _, _ in CASES))
    (directory / "touches.csv").write_text("touch_id,user_id,experiment,arm,hook,channel,planned_at,sent_at,state\n" + "".join(
        f"{id.format(name)},{name},x,{{}},cart,wecom,{at},{sent},{state}\n".replace("{}", "a")
        for name, rows, _ in CASES for id, at, sent, state in rows))


def check(name, done):
    found = planned(done)
    for case, _, due in CASES:
        say((case in found) == due, f"{name}: {case}", f"planned: {case in found}\n{done.stderr}")


with tempfile.TemporaryDirectory() as name:
    directory = pathlib.Path(name)
    write(directory)
    plan = ["plan", "x.json", "--triggers", "triggers.csv"]
    done = run(directory, *plan, "--users", "users.csv", "--touches", "touches.csv", "--dry-run")
    check("file", done)
    say("touches of before that failed, as their state says: 7" in done.stderr, "how many failed is said", done.stderr)
    say("of a state that nobody knows: 1, such as '2'" in done.stderr, "an unknown state is said", done.stderr)

    (directory / "status.csv").write_text((directory / "touches.csv").read_text().replace("sent_at,state", "sent_at,Delivery Status"))
    check("a column called otherwise", run(directory, *plan, "--users", "users.csv", "--touches", "status.csv", "--dry-run"))

    farewells = ["unsubscribed", "complained", "spamreport", "opted out", "已退订", "投诉", "delivered", "read", "not unsubscribed"]
    (directory / "left.csv").write_text("touch_id,user_id,experiment,arm,hook,channel,sent_at,state\n" + "".join(
        f"o{i},f{i},x,a,cart,sms-cn,2026-01-20T10:00:00+08:00,{s}\n" for i, s in enumerate(farewells)))
    (directory / "f.csv").write_text("user_id\n" + "".join(f"f{i}\n" for i in range(len(farewells))))
    hook = next(iter(json.loads((directory / "x.json").read_text())["hooks"].values()))["trigger"]
    at_once = (directory / "triggers.csv").read_text().splitlines()[1].split(",")[-1]
    (directory / "ft.csv").write_text("trigger_id,user_id,hook,at\n" + "".join(f"ft{i},f{i},{hook},{at_once}\n" for i in range(len(farewells))))
    done = run(directory, "plan", "x.json", "--triggers", "ft.csv", "--users", "f.csv", "--touches", "left.csv", "--dry-run")
    rows = {r["user_id"]: r["state"] for r in csv.DictReader(io.StringIO(done.stdout))}
    say([rows.get(f"f{i}") for i in range(9)] == ["dropped"] * 6 + ["planned"] * 3, "a state may be a farewell", done.stdout + done.stderr)

    at = ["--db", "s.db"]
    run(directory, "apply", "x.json", *at)
    run(directory, "import", "users", "users.csv", *at)
    told = run(directory, "import", "touches", "status.csv", *at).stderr
    say("rows of touches that failed, as their state says: 11" in told, "the import says how many failed", told)
    say("of a state that nobody knows: 1, such as '2'" in told, "the import says unknown states", told)
    run(directory, "apply", "x.json", "--db", "left.db")
    told = run(directory, "import", "touches", "left.csv", "--db", "left.db").stderr
    say("a farewell of their user: 6, such as 'unsubscribed'" in told, "the import tells farewells", told)
    check("store", run(directory, *plan, *at, "--dry-run"))
    say("refused 0" in run(directory, "import", "touches", "touches.csv", *at).stdout, "the same rows again", "")
    check("store again", run(directory, *plan, *at))
    say(planned(run(directory, *plan, *at)) == set(), "what was planned anew is not planned twice", "")
    run(directory, "import", "touches", "touches.csv", *at)
    say(planned(run(directory, *plan, *at)) == set(), "nor when its failure is told again", "")
    say(subprocess.run([PROGRAM, "verify", *at], cwd=directory, capture_output=True).returncode == 0, "verify", "")
leave()
