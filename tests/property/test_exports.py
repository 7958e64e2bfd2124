#!/usr/bin/env python3
"""Exports as people make them, of a shop whose truth is known, never make another verdict with exit 0.

Each export says what the plain table says, in another way, or hides part of it. What is read is read as it
was meant; what cannot be is refused, or leaves no verdict.
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
HEAD = ["user", "arm", "spent", "bought", "seg"]
RICH = '{"spent": {"$gte": 500}}'


def shop(seed):
    """The offer helps those who spent 500 and more before, and harms the others more often."""
    rng = random.Random(seed)
    rows = []
    for i in range(4000):
        arm = "AB"[i % 2]
        spent = rng.randrange(0, 3000) if rng.random() < 0.35 else rng.randrange(0, 500)
        rate = (0.10 if arm == "A" else 0.22) if spent >= 500 else (0.30 if arm == "A" else 0.16)
        rows.append([f"u{i}", arm, spent, int(rng.random() < rate), "女" if i % 3 else "男"])
    return rows


def written(rows, how, column=2):
    return [[how(i, value) if k == column else value for k, value in enumerate(row)] for i, row in enumerate(rows)]


def text(rows, sep=",", head=HEAD, quote=True):
    def cell(value):
        value = str(value)
        return f'"{value}"' if quote and (sep in value or '"' in value) else value
    return "\n".join(sep.join(map(cell, row)) for row in [head] + rows) + "\n"


def run(*args):
    done = subprocess.run([PROGRAM, *args], stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    return done.returncode, done.stdout.decode(), done.stderr.decode()


def decision(files, *more, where=RICH):
    """What is decided with exit 0; else, or where nothing may be read, None."""
    condition = ["--where", where] if where else []
    code, out, err = run("analyze", *files, "--arm", "arm", "--control", "A", "--metric", "bought:proportion",
                         "--weights", "equal", "--format", "json", "--quiet", *condition, *more)
    said = json.loads(out)["verdict"]["decision"] if code == 0 else None
    return None if said == "invalid_srm" else said


def thousands(value):
    return f"{value:,}"


def grouped(i, value):
    return thousands(value)


def germans(i, value):
    return f"{value:,}.50".replace(",", "x").replace(".", ",").replace("x", ".")


# How the column of the condition is written, the separator, and whether it must be read as it is meant.
WAYS = {
    "thousands": (grouped, ",", True),
    "thousands and cents": (lambda i, v: thousands(v) + ".00", ",", True),
    "german": (germans, ";", True),
    "german without thousands": (lambda i, v: f"{v},50", ";", True),
    "yuan": (lambda i, v: f"¥{thousands(v)}.00", ",", True),
    "full width": (lambda i, v: "".join(chr(ord(c) + 0xFEE0) for c in str(v)), ",", True),
    "blanks around": (lambda i, v: f" {v} ", ",", True),
    "apostrophes": (lambda i, v: thousands(v).replace(",", "'"), ",", True),
    "spaces": (lambda i, v: thousands(v).replace(",", " ") + ",00", ";", True),
    "no-break spaces": (lambda i, v: thousands(v).replace(",", "\u00a0") + ",00", ";", True),
    "trailing currency": (lambda i, v: f"{v} 元", ",", True),
    "accounting": (lambda i, v: f"{v}.00" if v else "-", ",", True),
    "exponents": (lambda i, v: f"{v:e}", ",", True),
    "as floats": (lambda i, v: f"{v}.0", ",", True),
    "signs": (lambda i, v: f"+{v}", ",", True),
    "NULL for zero": (lambda i, v: v or "NULL", ",", True),
    "three places with a comma": (lambda i, v: f"{v / 1000:.3f}".replace(".", ","), ";", False),
    "two ways": (lambda i, v: thousands(v) if i % 2 else f"{v},00", ";", False),
    "two currencies": (lambda i, v: f"¥{v}" if i % 2 else f"${v}", ",", False),
    "percents here and there": (lambda i, v: f"{v} %" if i % 5 == 0 else v, ",", False),
    "ten thousands": (lambda i, v: f"{v / 10000}万", ",", False),
    "large ones of B are words": (lambda i, v: "many" if i % 2 and v > 2000 else v, ",", False),
    "large ones are words": (lambda i, v: "many" if v > 1500 else v, ",", False),
    "all words": (lambda i, v: "many" if v >= 500 else "few", ",", False),
    "ranges": (lambda i, v: f"{v // 500 * 500}-{v // 500 * 500 + 499}", ",", False),
    "hash signs": (lambda i, v: "#" * 6 if v > 999 else v, ",", False),
    "errors of Excel": (lambda i, v: "#VALUE!" if v > 999 and i % 4 == 1 else v, ",", False),
    "dates": (lambda i, v: "12.03.2026" if v > 999 else v, ",", False),
    "infinity": (lambda i, v: "inf" if v > 999 else v, ",", False),
    "two numbers": (lambda i, v: f"{v}/{v}" if v > 999 else v, ",", False),
}


def say(failed, name, good, got):
    print(("ok " if good else "not ok ") + name + ("" if good else f": {got}"))
    return failed or not good


def conditions(folder, failed):
    rows = shop(1)
    path = f"{folder}/shop.csv"
    pathlib.Path(path).write_text(text(rows), encoding="utf-8")
    right, whole = decision([path]), decision([path], where=None)
    failed = say(failed, "the plain table: helps those, and not all", right == "ship" and whole not in (right, None), (right, whole))
    for name, (how, sep, must) in WAYS.items():
        cells = written(rows, how)
        pathlib.Path(path).write_text(text(cells, sep), encoding="utf-8")
        got = decision([path])
        failed = say(failed, f"condition, {name}", got == right or (got is None and not must), got)
        head = text(cells, sep).splitlines(True)
        first, second = f"{folder}/first.csv", f"{folder}/second.csv"
        pathlib.Path(first).write_text(text(rows[:2000]), encoding="utf-8")
        pathlib.Path(second).write_text(head[0] + "".join(head[2001:]), encoding="utf-8")
        got = decision([first, second])
        failed = say(failed, f"the second file alone, {name}", got in (right, None), got)
        got = decision([second, first])
        failed = say(failed, f"the first file alone, {name}", got in (right, None), got)
    return failed


def kept(folder, users, exp):
    """Who gets an arm by the audience, as assign counts; None: refused."""
    out = f"{folder}/arms.csv"
    code, _, err = run("assign", exp, "--users", users, "-o", out)
    return None if code != 0 else sum(1 for line in open(out, encoding="utf-8") if line.endswith("assigned\n"))


def audiences(folder, failed):
    rows = shop(2)
    exp, users = f"{folder}/x.json", f"{folder}/users.csv"
    json.dump({"format": "hookline-experiment/1", "experiment": "x", "unit": "user", "zone": "UTC", "control": "A",
               "arms": [{"arm": "A", "weight": 1}, {"arm": "B", "weight": 1}], "audience": json.loads(RICH),
               "metrics": [{"metric": "buy", "kind": "proportion", "event": "buy", "within": "P7D", "role": "primary"}]},
              open(exp, "w", encoding="utf-8"))
    right = sum(row[2] >= 500 for row in rows)
    for name, (how, sep, must) in WAYS.items():
        if not must:
            continue
        pathlib.Path(users).write_text(text(written(rows, how), sep, ["user_id"] + HEAD[1:]), encoding="utf-8")
        got = kept(folder, users, exp)
        failed = say(failed, f"audience, {name}", got == right, (got, right))
    return failed


def many(folder, failed):
    """One file of many experiments: what one lost is the others' no matter, rows of none are everybody's."""
    path = f"{folder}/many.csv"
    lines = ["exp,user,arm,bought\n"]
    for e in range(3):
        lines += [f"e{e},e{e}{row[0]},{row[1]},{row[3] if e != 1 or i % 9 else 'lost'}\n"
                  for i, row in enumerate(row for row in shop(3) if row[2] >= 500)]
    for name, more, wanted in (("one has lost values", [], ["ship", "invalid_data", "ship"]),
                               ("rows of none", ["NULL,v,A,1\n", ",w,A,1\n"] * 100, ["invalid_data"] * 3)):
        pathlib.Path(path).write_text("".join(lines + more), encoding="utf-8")
        code, out, _ = run("analyze", path, "--experiment-column", "exp", "--arm", "arm", "--control", "A", "--metric",
                           "bought:proportion", "--weights", "equal", "--format", "json", "--quiet")
        got = [json.loads(line)["decision"] for line in out.splitlines()]
        failed = say(failed, f"many experiments, {name}", got == wanted and code == 3, (code, got))
    return failed


def encodings(folder, failed):
    """A segment's name is that of the shop, or is said to be doubtful."""
    path = f"{folder}/gbk.csv"
    for words in (["女"], ["未知"], ["男", "女"], ["浏览"], ["购买"], ["老客", "新客"], ["甲", "乙"], ["北京"], ["拉黑"]):
        rows = written(shop(4), lambda i, _: words[i // 2 % len(words)], column=4)
        pathlib.Path(path).write_bytes(text(rows).encode("gb18030"))
        code, out, err = run("analyze", path, "--arm", "arm", "--control", "A", "--metric", "bought:proportion", "--by", "seg")
        told = "gb18030" in err and words[0] in err or "most likely gb18030" in err
        failed = say(failed, f"GBK that says {' '.join(words)} is no secret", told, err)
        code, out, err = run("analyze", path, "--arm", "arm", "--control", "A", "--metric", "bought:proportion", "--by",
                             "seg", "--encoding", "gb18030", "--quiet")
        failed = say(failed, f"... and read where that is said: {words[0]}", code == 0 and words[0] in out, err)
    return failed


def shapes(folder, failed):
    path = f"{folder}/shape.csv"
    rows = shop(5)
    right = None
    for name, made in {
            "plain": text(rows),
            "a second header": text([["用户", "组", "花费", "是否购买", "性别"]] + rows),
            "a header in the middle": text(rows[:2000] + [HEAD] + rows[2000:]),
            "totals": text(rows + [["Total", "", sum(row[2] for row in rows), sum(row[3] for row in rows), ""]]),
            "columns of one name": text([row + ["", "x"] for row in rows], head=HEAD + ["note", "note"]),
            "blank rows at the end": text(rows) + ",,,,\n" * 50,
            "trailing cells left out": "\n".join(line.rstrip(",") for line in text(written(rows, lambda i, v: "" if i % 2 else v, 4)).splitlines()) + "\n"}.items():
        pathlib.Path(path).write_text(made, encoding="utf-8")
        got = decision([path])
        right = right or got
        failed = say(failed, f"shape, {name}", got == right == "ship", got)
    for name, made in {"a list of JSON": json.dumps([dict(zip(HEAD, row)) for row in rows]),
                       "NDJSON under .csv": "\n".join(json.dumps(dict(zip(HEAD, row))) for row in rows)}.items():
        pathlib.Path(path).write_text(made, encoding="utf-8")
        got = decision([path])
        failed = say(failed, f"shape, {name}", got in (right, None), got)
    return failed


def main():
    failed = False
    with tempfile.TemporaryDirectory() as folder:
        for part in (conditions, audiences, many, encodings, shapes):
            failed = part(folder, failed)
    return failed


if __name__ == "__main__":
    sys.exit(main())
