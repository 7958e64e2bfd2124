#!/usr/bin/env python3
"""Tables whose rows are not what they look like make no verdict in silence: each is read as it was meant, is refused
with the line, or leaves no verdict; and the like of it that is as it should be is read.

A row of the table: what it is, the lines of the file (or files), more arguments, and what must come of it: a decision,
"refused" (exit 3, and what the error says), "invalid_data", and a text that must be said.
"""
import json
import os
import pathlib
import random
import subprocess
import sys
import tempfile

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent
PROGRAM = os.environ.get("HOOKLINE", str(ROOT / os.environ.get("BUILD", "build") / "hookline"))
BOUGHT = ["--metric", "bought:proportion"]
REVENUE = ["--metric", "revenue:mean"]


def arm(i):
    return "test" if i % 2 else "control"


def bought(i):
    return int(i * 7919 % 100 < (30 if i % 2 else 20))


def table(head, row, n=2000):
    return [head] + [row(i) for i in range(n)]


# ---- a number in two fields

def large(i):
    return i * 7919 % 1000 < 300


def amount(i, comma=","):
    return "0" if not large(i) else f"2{comma}400.00" if i % 2 and i % 3 == 0 else "500.00"


def split(head, form, comma=","):
    return table(head, lambda i: form.format(i=i, arm=arm(i), v=amount(i, comma)))


def cents(i):
    return f"{i * 31 % 40},{i * 7 % 100:02d}" if large(i) else "0"


NUMBERS = [
    ("a last column that is left out", split("user,arm,revenue,note", "u{i},{arm},{v}"), REVENUE, "invalid_data", "'2' and '400.00'"),
    ("a last column that is empty", split("user,arm,revenue,note", "u{i},{arm},{v},"), REVENUE, "invalid_data", "'2' and '400.00'"),
    ("two columns that are empty", split("user,arm,revenue,note,tag", "u{i},{arm},{v},,"), REVENUE, "invalid_data", "'2' and '400.00'"),
    ("with a currency", split("user,arm,revenue,note", "u{i},{arm},${v},"), REVENUE, "invalid_data", "'$2' and '400.00'"),
    ("a column that is not read, before one that is", table("user,arm,price,bought,note", lambda i: f"u{i},{arm(i)},{'1,001' if i % 3 == 0 else 7},{bought(i)},"),
     BOUGHT, "invalid_data", "'1' and '001'"),
    ("decimal commas", table("user,arm,revenue,note", lambda i: f"u{i},{arm(i)},{cents(i)}"), REVENUE, "invalid_data", "look like one number"),
    ("all of them", table("user,arm,revenue,note", lambda i: f"u{i},{arm(i)},{i % 9 + 1},{i * 7 % 1000:03d}.00,"), REVENUE, "refused", "look like one number"),
    ("without a comma they are read", split("user,arm,revenue,note", "u{i},{arm},{v},", ""), REVENUE, "ship", None),
    ("quoted they are read", split("user,arm,revenue,note", 'u{i},{arm},"{v}",'), REVENUE, "ship", None),
    ("two columns of numbers are two", table("user,arm,revenue,age,note", lambda i: f"u{i},{arm(i)},{i % 40 + (9 if i % 2 else 0)},{100 + i % 90}{',x' if i % 5 == 0 else ''}"), REVENUE, "ship", None),
]

# ---- a header in the middle


def pasted(head, second, first_row, second_row, n=2000):
    return [head] + [first_row(i) for i in range(n // 2)] + [second] + [second_row(i) for i in range(n // 2, n)]


def plain(i):
    return f"u{i},{arm(i)},{bought(i)},{i % 3}"


HEADERS = [
    ("in the same order", pasted("user,arm,bought,clicks", "user,arm,bought,clicks", plain, plain), BOUGHT, "ship", "the header once more"),
    ("columns in another order", pasted("user,arm,bought,clicks", "user,arm,clicks,bought", plain, lambda i: f"u{i},{arm(i)},{i % 3},{bought(i)}"),
     BOUGHT, "refused", ":1002: a second header"),
    ("the arm elsewhere", pasted("user,arm,bought,clicks", "user,clicks,bought,arm", plain, lambda i: f"u{i},{i % 3},{bought(i)},{arm(i)}"),
     BOUGHT, "refused", ":1002: a second header"),
    ("with a condition that the header does not meet", pasted("user,arm,bought,clicks", "user,arm,clicks,bought", plain, lambda i: f"u{i},{arm(i)},{i % 3},{bought(i)}"),
     BOUGHT + ["--where", '{"clicks": {"$lt": 9}}'], "refused", ":1002: a second header"),
    ("another column", pasted("user,arm,bought,clicks", "user,arm,opened,clicks", plain, plain), BOUGHT, "refused", ":1002: a second header"),
    ("all by other names", pasted("user,arm,bought,clicks", "id,group,purchased,hits", plain, plain), BOUGHT, "refused", ":1002: a text wherever"),
]

# ---- rows of totals

TOTALS = [(f"'{label}'", table("user,arm,bought", lambda i: f"u{i},{arm(i)},{bought(i)}") + [f"{label},{of},{value}"], BOUGHT, "ship", "row of totals")
          for label, of, value in (("Overall", "", 0.25), ("All", "all", 0.25), ("平均", "", 0.25), ("小计", "", 500), ("总计", "", 500),
                                   ("Grand Total", "", 500), ("Average", "-", 0.25), ("u", "Overall", 0.25))]

# ---- lists in cells


def tagged(i):
    return "vip" if i // 2 % 2 else "new"


def in_list(i):
    return f'u{i},{arm(i)},"[""{tagged(i)}"",""x""]",{bought(i)}'


LISTS = [(condition, table("user,arm,tags,bought", in_list), BOUGHT + ["--where", condition], want, said) for condition, want, said in (
    ('{"tags": {"$in": ["vip"]}}', "ship", "1000 of 2000 rows"), ('{"tags": {"$nin": ["vip"]}}', "ship", "1000 of 2000 rows"),
    ('{"tags": {"$all": ["vip", "x"]}}', "ship", "1000 of 2000 rows"), ('{"tags": {"$elemMatch": {"$eq": "vip"}}}', "ship", "1000 of 2000 rows"),
    ('{"tags": {"$size": 2}}', "ship", None))]

# ---- several files


def half(which, form):
    return table("user,arm,revenue", lambda i: form.format(i=2 * i + which, arm=arm(i), v=20 + i * 31 % 50 + (9 if i % 2 else 0)), 500)


FILES = [
    ("one currency", [half(0, "u{i},{arm},${v}"), half(1, "u{i},{arm},${v}")], REVENUE, "ship", None),
    ("two currencies", [half(0, "u{i},{arm},${v}"), half(1, "u{i},{arm},¥{v}")], REVENUE, "refused", "different currencies"),
    ("a currency in one", [half(0, "u{i},{arm},${v}"), half(1, "u{i},{arm},{v}")], REVENUE, "refused", "names a currency"),
    ("percents in one", [half(0, "u{i},{arm},{v}%"), half(1, "u{i},{arm},{v}")], REVENUE, "refused", "percent sign"),
]

# ---- a definition with an audience

DEFINITION = {"format": "hookline-experiment/1", "experiment": "x", "audience": {"level": {"$gte": 3}}, "control": "control",
              "arms": [{"arm": "control"}, {"arm": "test"}], "analysis": {"inference": "fixed"},
              "metrics": [{"metric": "bought", "kind": "proportion", "column": "bought", "role": "primary"}]}


def inside(i):
    """The treatment helps those of level 3 and above, and harms the others more often."""
    level = i // 2 % 5
    rate = (0.3 if i % 2 else 0.2) if level >= 3 else (0.1 if i % 2 else 0.2)
    return f"u{i},{arm(i)},{int(random.Random(i).random() < rate)},{level}"


AUDIENCES = [
    ("its column is there", table("user,arm,bought,level", inside, 6000), ["--definition", "x.json"], "ship", '"code": "audience"'),
    ("its column is not there", [line.rsplit(",", 1)[0] for line in table("user,arm,bought,level", inside, 6000)],
     ["--definition", "x.json"], "keep_control", '"code": "audience_unknown"'),
]

TABLES = {"a number in two fields": NUMBERS, "a header in the middle": HEADERS, "a row of totals": TOTALS,
          "lists": LISTS, "files": FILES, "an audience": AUDIENCES}


def decide(files, more, folder):
    names = []
    for k, lines in enumerate(files):
        names.append(f"f{k}.csv")
        pathlib.Path(folder, names[-1]).write_text("\n".join(lines) + "\n", encoding="utf-8")
    of_arm = [] if "--arm-from-file" in more else ["--arm", "arm"]
    done = subprocess.run([PROGRAM, "analyze", *names, *of_arm, "--control", "control", *more, "--format", "json"], cwd=folder,
                          stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    said = done.stderr.decode("utf-8")
    if done.returncode == 3 and not done.stdout:
        return "refused", said
    report = json.loads(done.stdout)
    decision = report["verdict"]["decision"]
    good = done.returncode == (3 if decision == "invalid_data" else 0)
    return (decision if good else f"{decision} with exit {done.returncode}"), said + done.stdout.decode("utf-8")


def main():
    failed = False
    with tempfile.TemporaryDirectory() as folder:
        pathlib.Path(folder, "x.json").write_text(json.dumps(DEFINITION), encoding="utf-8")
        for kind, rows in TABLES.items():
            for name, lines, more, want, text in rows:
                files = lines if isinstance(lines[0], list) else [lines]
                got, said = decide(files, more, folder)
                good = got == want and (text is None or text in said)
                print(("ok " if good else "not ok ") + f"{kind}: {name}" + ("" if good else f": {got}, not {want} ({text}): {said[:300]}"))
                failed = failed or not good
    return failed


if __name__ == "__main__":
    sys.exit(main())
