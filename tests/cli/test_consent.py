#!/usr/bin/env python3
"""Users whose attributes say that they want no advertising: promotions to them are dropped and told, with a condition of
the audience that does what it says; receipts go, and so does what another channel's attribute says."""
import csv
import io
import json
import pathlib
import re
import subprocess
import sys
import tempfile

sys.dont_write_bytecode = True
sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / "support"))
from told import PROGRAM, leave, say  # noqa: E402

NOW = "2026-03-02T10:30:00+08:00"
# column, what says no, what does not, the condition that is told (None: nothing is dropped)
CASES = [
    ("accepts_marketing", ["no", "FALSE"], ["yes", ""], '{"accepts_marketing": {"$ne": false}}'),
    ("consent", ["UNSUBSCRIBED"], ["SUBSCRIBED"], '{"consent": {"$ne": "UNSUBSCRIBED"}}'),
    ("Email & SMS Consent", ["UNSUBSCRIBED", "never subscribed"], ["SUBSCRIBED"],
     '{"Email & SMS Consent": {"$nin": ["UNSUBSCRIBED", "never subscribed"]}}'),
    ("opted_out", ["true"], ["false"], '{"opted_out": {"$ne": true}}'),
    ("是否接收营销", ["否"], ["是"], '{"是否接收营销": {"$ne": false}}'),
    ("unsubscribed_at", ["2026-01-02"], [""], '{"unsubscribed_at": {"$exists": false}}'),
    ("sms_opt_in", ["0"], ["1"], '{"sms_opt_in": {"$ne": false}}'),
    ("dnd", ["1", "1.0"], ["0", "0.0", ""], '{"dnd": {"$ne": true}}'),
    ("deleted", ["1"], ["0"], '{"deleted": {"$ne": true}}'),
    ("friend_status", ["deleted"], ["normal"], '{"friend_status": {"$ne": "deleted"}}'),
    ("status", ["unsubscribed", "opted_out"], ["active", "inactive"], '{"status": {"$nin": ["unsubscribed", "opted_out"]}}'),
    ("gdpr", ["no"], ["yes"], '{"gdpr": {"$ne": false}}'),
    ("好友状态", ["已删除"], ["正常"], '{"好友状态": {"$ne": "已删除"}}'),
    ("opt_in_status", ["pending", "unconfirmed"], ["confirmed"], '{"opt_in_status": {"$nin": ["pending", "unconfirmed"]}}'),
    ("objection_to_marketing", ["yes"], ["no", ""], '{"objection_to_marketing": {"$ne": true}}'),
    ("spam_complaint", ["1"], ["0"], '{"spam_complaint": {"$ne": true}}'),
    ("sms_opt_out", ["STOP"], ["", "0"], '{"sms_opt_out": {"$ne": "STOP"}}'),
    ("last_reply", ["TD", "退订"], ["谢谢", ""], '{"last_reply": {"$nin": ["TD", "退订"]}}'),
    ("account_status", ["deleted"], ["active", "left"], '{"account_status": {"$ne": "deleted"}}'),
    ("备注", ["请勿打扰"], ["老客户", ""], '{"备注": {"$ne": "请勿打扰"}}'),
    ("offers_accepted", [], ["0", "3"], None),
    ("客户状态", [], ["已流失", "正常"], None),
    ("是否好友", [], ["否", "是"], None),
    ("order_status", [], ["unsubscribed", "paid"], None),
    ("Accepts Email Marketing", [], ["no", "yes"], None),
    ("subscription", [], ["no", "yes"], None),
    ("cookie_consent", [], ["no", "yes"], None),
]


def definition(audience=None, klass="promotion"):
    d = {"format": "hookline-experiment/1", "experiment": "x", "zone": "Asia/Shanghai", "channel": "sms-cn",
         "hooks": {"cart": {"trigger": "cart_left", "class": klass, "expiry": "P2D", "cooldown": "P1D", "stop_on": ["unsubscribe"]}},
         "variants": {"v": {"text": {"zh": "购物车"}}, "w": {"text": {"zh": "回来"}}},
         "windows": {"day": {"from": "10:00", "to": "21:00"}},
         "arms": [{"arm": "a", "hook": "cart", "variant": "v", "window": "day"}, {"arm": "b", "hook": "cart", "variant": "w", "window": "day"}],
         "control": "a",
         "metrics": [{"metric": "bought", "kind": "proportion", "event": "convert", "within": "P3D", "role": "primary"}]}
    return json.dumps({**d, **({} if audience is None else {"audience": audience})}, ensure_ascii=False)


def run(directory, *args):
    return subprocess.run([PROGRAM, *args, "--now", NOW], cwd=directory, capture_output=True, text=True)


def planned(done):
    return {row["user_id"] for row in csv.DictReader(io.StringIO(done.stdout)) if row["state"] == "planned"}


def write(directory, column, values):
    quoted = f'"{column}"'
    (directory / "users.csv").write_text(f"user_id,zone,{quoted}\n" + "".join(f"u{i},Asia/Shanghai,{v}\n" for i, v in enumerate(values)))
    (directory / "triggers.csv").write_text("trigger_id,user_id,hook,at\n" + "".join(
        f"t{i},u{i},cart,2026-03-02T09:00:00+08:00\n" for i in range(len(values))))


def plan(directory, *more, **how):
    (directory / "x.json").write_text(definition(**how))
    return run(directory, "plan", "x.json", "--triggers", "triggers.csv", "--dry-run", *(more or ["--users", "users.csv"]))


def check(directory, column, refusing, others, condition):
    write(directory, column, refusing + others)
    may = {f"u{i + len(refusing)}" for i in range(len(others))}
    done = plan(directory)
    say(planned(done) == may, f"{column}: who gets it", done.stdout + done.stderr)
    told = re.search(r"such as 'u0'; promotions to them are dropped; the audience would leave them out with (.*)", done.stderr)
    say((told.group(1) if told else None) == condition, f"{column}: what is told", done.stderr)
    if condition is None:
        return
    done = plan(directory, audience=json.loads(condition))
    say(planned(done) == may and "to advertising" not in done.stderr, f"{column}: the condition leaves them out", done.stdout + done.stderr)


def check_audience(directory):
    """A condition chooses users and gives nobody's consent; only that the attribute is there says that it means something else."""
    for column, no, yes, audience in [("accepts_marketing", ["no"], ["yes"], {"accepts_marketing": "no"}),
                                      ("opt_out", ["1", "yes", "true", "是"], ["0", ""], {"opt_out": 1}),
                                      ("opt_out", ["yes", "true", "是"], ["0", ""], {"opt_out": {"$ne": "1"}}),
                                      ("unsubscribed_at", ["2026-01-02"], [""], {"unsubscribed_at": {"$exists": True}}),
                                      ("opted_out", ["true"], ["false"], {"opted_out": {"$exists": True}}),
                                      ("consent", ["no"], ["yes"], {"consent": {"$exists": True, "$eq": "no"}}),
                                      ("consent", ["no"], ["yes"], {"$and": [{"consent": {"$exists": True}}, {"consent": "no"}]})]:
        write(directory, column, no + yes)
        done = plan(directory, audience=audience)
        got = planned(done) & {f"u{i}" for i in range(len(no))}
        say(not got, f"{column} {audience}: nobody who said no", done.stdout + done.stderr)
        say(f"users whose '{column}' says no" in done.stderr, f"{column} {audience}: told", done.stderr)
    write(directory, "consent", ["no", "yes"])
    done = plan(directory, audience={"consent": {"$exists": True}})
    say(planned(done) == {"u0", "u1"} and "to advertising" not in done.stderr, "an attribute that means something else", done.stderr)
    write(directory, "opt_out", ["1", "yes", "0", "no"])
    done = plan(directory, audience={"opt_out": {"$ne": 1}}, klass="service")
    say(planned(done) == {"u2", "u3"}, "yes is 1 to a condition", done.stdout + done.stderr)


def check_objects(directory):
    write(directory, "zone2", [""] * 5)
    for name, members in {
        "by channel": [{"marketing": {"sms": False, "email": True}}, {"marketing": {"sms": True, "email": False}}],
        "by state": [{"sms_marketing_consent": {"state": "unsubscribed"}}, {"sms_marketing_consent": {"state": "subscribed"}}],
        "preferences": [{"preferences": {"promotions": False, "color": "red"}}, {"preferences": {"promotions": True, "color": "no"}}],
    }.items():
        (directory / "u.ndjson").write_text(records(*members))
        done = plan(directory, "--users", "u.ndjson")
        say(planned(done) == {"u1"}, f"objects: {name}", done.stdout + done.stderr)
        told = re.search(r"promotions to them are dropped; the audience would leave them out with (.*)", done.stderr)
        done = plan(directory, "--users", "u.ndjson", audience=json.loads(told.group(1)))
        say(planned(done) == {"u1"} and "promotions to them are dropped" not in done.stderr, f"objects: the condition of {name}", done.stderr)
        (directory / "u.csv").write_text("user_id,zone," + next(iter(members[0])) + "\n" + "".join(
            f"u{i},Asia/Shanghai," + '"' + json.dumps(next(iter(m.values()))).replace('"', '""') + '"\n' for i, m in enumerate(members)))
        done = plan(directory, "--users", "u.csv")
        say(planned(done) == {"u1"}, f"objects in a cell: {name}", done.stdout + done.stderr)


def records(*more):
    return "".join(json.dumps({"user_id": f"u{i}", "zone": "Asia/Shanghai", **m}) + "\n" for i, m in enumerate(more))


def check_keys(directory):
    """A key that no first record has: of a file, of standard input, of a store whichever way its records are cut."""
    write(directory, "zone2", ["", "", ""])
    users = records({}, {"opted_out": True}, {"opted_out": False})
    (directory / "u.ndjson").write_text(users)
    done = plan(directory, "--users", "u.ndjson")
    say(planned(done) == {"u0", "u2"}, "a no in a key of later records", done.stdout + done.stderr)
    done = subprocess.run([PROGRAM, "plan", "x.json", "--triggers", "triggers.csv", "--users", "-", "--dry-run", "--now", NOW],
                          cwd=directory, capture_output=True, text=True, input=users)
    say(planned(done) == {"u0", "u2"}, "the same of standard input", done.stdout + done.stderr)
    late = '{"user_id": "v", "note": "' + "x" * 4000 + '"}\n'
    done = subprocess.run([PROGRAM, "plan", "x.json", "--triggers", "triggers.csv", "--users", "-", "--dry-run", "--now", NOW],
                          cwd=directory, capture_output=True, text=True, input="".join(late.replace('"v"', f'"v{i}"') for i in range(9000)) + users)
    say(done.returncode == 3 and "has the key 'opted_out'" in done.stderr, "a key behind what is held is refused", done.stderr)
    states = []
    for cut in ([users], users.splitlines(keepends=True)):
        for old in (directory).glob("k.db*"):
            old.unlink()
        run(directory, "apply", "x.json", "--db", "k.db")
        for part in cut:
            (directory / "u.ndjson").write_text(part)
            run(directory, "import", "users", "u.ndjson", "--db", "k.db")
        (directory / "u.ndjson").write_text('{"user_id": "u1", "city": "x"}\n{"user_id": "u0", "opted_out": null}\n')
        run(directory, "import", "users", "u.ndjson", "--db", "k.db")
        states.append(planned(plan(directory, "--db", "k.db")))
    say(states == [{"u0", "u2"}] * 2, "users of a store keep what a record has no key of", str(states))


HEAD = "user_id,zone,accepts_marketing,updated_at\n"
EARLY, LATE, NEVER = "2025-01-05 08:00:00", "2026-02-01T00:00:00", ""
# the files in order, each with its rows (answer, of when), whether the promotion goes, what is said
WORDS = [
    ("an older yes behind a no", [[("no", LATE)], [("yes", EARLY)]], False, "is older, by 'updated_at'"),
    ("a later yes", [[("no", EARLY)], [("yes", LATE)]], True, None),
    ("an older no behind a yes", [[("yes", LATE)], [("no", EARLY)]], True, "is older, by 'updated_at'"),
    ("a later no", [[("yes", EARLY)], [("no", LATE)]], False, None),
    ("a later yes in one file, first", [[("yes", LATE), ("no", EARLY)]], True, "is older"),
    ("an older yes in one file, last", [[("no", LATE), ("yes", EARLY)]], False, "is older"),
    ("an older yes, then one between", [[("no", LATE)], [("yes", "2024-01-01")], [("yes", EARLY)]], False, "is older"),
    ("at one instant", [[("no", LATE)], [("yes", LATE)]], False, "which is later: no counts"),
    ("one file, no times", [[("no", NEVER), ("yes", NEVER)]], False, "which is later: no counts"),
    ("one file, no times, an empty answer", [[("no", NEVER), ("", NEVER)]], False, "which is later: no counts"),
    ("two files, no times", [[("no", NEVER)], [("yes", NEVER)]], True, "this export is the later one"),
    ("one file, alike", [[("no", NEVER), ("no", NEVER)]], False, None),
]


def check_words(directory):
    """Which of two words counts, in one batch and row by row."""
    write(directory, "zone2", [""])
    for what, files, goes, said in WORDS:
        for batch in ([], ["--batch", "1"]):
            for old in directory.glob("w.db*"):
                old.unlink()
            run(directory, "apply", "x.json", "--db", "w.db")
            for rows in files:
                (directory / "w.csv").write_text(HEAD + "".join(f"u0,Asia/Shanghai,{a},{t}\n" for a, t in rows))
                done = run(directory, "import", "users", "w.csv", "--db", "w.db", *batch)
            sent = planned(plan(directory, "--db", "w.db")) == {"u0"}
            say(sent == goes and (said in done.stderr if said else "advertising" not in done.stderr), f"{what} {batch}", done.stderr)


with tempfile.TemporaryDirectory() as name:
    directory = pathlib.Path(name)
    for case in CASES:
        check(directory, *case)
    (directory / "users.csv").write_text("user_id,zone,consent\nu0,Asia/Shanghai,yes\nu0,Asia/Shanghai,no\n")
    say(planned(plan(directory)) == set(), "a no in the second row of a user", "")
    check_keys(directory)
    check_audience(directory)
    check_objects(directory)
    check_words(directory)
    write(directory, "accepts_marketing", ["no", "yes"])
    done = plan(directory, klass="transactional")
    say(planned(done) == {"u0", "u1"} and "to advertising" not in done.stderr, "a receipt goes", done.stdout + done.stderr)
    (directory / "x.json").write_text(definition())
    run(directory, "apply", "x.json", "--db", "s.db")
    run(directory, "import", "users", "users.csv", "--db", "s.db")
    done = plan(directory, "--db", "s.db")
    say(planned(done) == {"u1"} and '{"$ne": false}' in done.stderr, "users of a store", done.stdout + done.stderr)
    say("no_consent" in done.stdout, "the row that does not go has its reason", done.stdout)
leave()
