#!/usr/bin/env python3
"""--log makes a record of every line of standard error, with the time and the experiment; progress on a terminal
comes to 100 %, stays away with --log, --quiet or no terminal, and is taken away where the work fails."""
import datetime
import json
import os
import pathlib
import pty
import re
import shutil
import subprocess
import sys
import tempfile

sys.dont_write_bytecode = True
sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / "support"))
from told import PROGRAM, ROOT, leave, say  # noqa: E402

STORE = ROOT / "tests/cli/store"
LEVEL = re.compile("(?:error|warning|note): |(?:错误|警告|提示)：")  # a member of the record says it


def run(where, *words, **environment):
    done = subprocess.run([PROGRAM, *words], cwd=where, env={**os.environ, **environment}, stdin=subprocess.DEVNULL,
                          stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    return done.returncode, done.stdout.decode(), done.stderr.decode()


def on_terminal(where, *words):
    """What standard error shows there."""
    leader, terminal = pty.openpty()
    child = subprocess.Popen([PROGRAM, *words], cwd=where, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL,
                             stderr=terminal)
    os.close(terminal)
    shown = b""
    while True:
        try:
            part = os.read(leader, 4096)
        except OSError:
            part = b""
        if not part:
            break
        shown += part
    os.close(leader)
    return child.wait(), shown.decode()


def again(where):
    """The store as it was."""
    shutil.copy(f"{where}/first.db", f"{where}/shop.db")


def check_records(where):
    """Whatever is said without --log is said with it, a record a line."""
    bad = pathlib.Path(where) / "touches.csv"
    bad.write_text("touch_id,user_id,experiment,arm,planned_at,sent_at\n"
                   "t1,u1,x,a,,2026-03-01T00:00:00Z\nt2,u2,x,nope,,2026-03-01T00:00:00Z\n"
                   "t3,\"u\n3\",x,a,,1990-03-01T00:00:00Z\n", encoding="utf-8")
    run(where, "apply", str(STORE / "x.json"), "--db", "first.db", "-q")
    lost = pathlib.Path(where) / "lost.csv"
    lost.write_text("arm,v\n" + "".join(f"{'ab'[i % 2]},{'' if i % 10 == 1 else i % 7}\n" for i in range(400)))
    cases = [
        (["import", "touches", "touches.csv", "--db", "shop.db"], None),
        (["report", "nobody", "--db", "shop.db"], "nobody"),
        (["report", "shop/nobody.json", "--db", "shop.db"], "nobody"),
        (["report", "--db", "nowhere.db"], None),
        (["report", "--formt", "x"], None),
        (["check", "touches.csv", "missing.json"], None),
        (["assign", str(STORE / "x.json"), "--users", "touches.csv"], "x"),
        (["calc", "nothing", "x=1"], None),
        (["plan", "x", "--dry-run"], "x"),
        (["analyze", "lost.csv", "--arm", "arm", "--control", "a", "--metric", "v:mean", "--now", "2026-06-01T00:00:00Z"], None),
    ]
    for words, experiment in cases:
        for lang in ("en", "zh"):
            again(where)
            code, out, plain = run(where, *words, HOOKLINE_LANG=lang)
            again(where)
            before = datetime.datetime.now(datetime.timezone.utc).replace(microsecond=0)
            logged_code, logged_out, logged = run(where, *words, "--log", "json", HOOKLINE_LANG=lang)
            after = datetime.datetime.now(datetime.timezone.utc)
            records = [json.loads(line) for line in logged.splitlines()]
            name = f"{' '.join(words[:2])} ({lang})"
            strip = re.compile(rf"^hookline( {words[0]})?: ")
            said = [LEVEL.sub("", strip.sub("", line), count=1) for line in plain.splitlines()]
            say(said == [r["message"] for r in records] and records,
                f"--log json says what is said without: {name}", f"{plain}\n{logged}")
            say(code == logged_code and out == logged_out, f"--log changes nothing else: {name}", (code, logged_code))
            times = [datetime.datetime.fromisoformat(r["time"].replace("Z", "+00:00")) for r in records]
            say(all(before <= t <= after for t in times), f"each has its time: {name}", logged)
            say(all(list(r) == ["time", "level", "command", "experiment", "message"] and r["command"] == words[0] and
                    r["experiment"] == experiment for r in records), f"each has command and experiment: {name}", logged)
            say(code == 0 or any(r["level"] == "error" for r in records), f"a failure has an error: {name}", logged)
    _, _, text = run(where, "report", "nobody", "--db", "shop.db", "--log=text")
    say(re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ error report nobody: \S.*\n", text), "--log text", text)
    code, _, said = run(where, "report", "--log", "xml")
    say(code == 2 and "json text" in said, "--log xml is refused", said)


def check_progress(where):
    rows = "".join(f"{i},{'ab'[i % 2]},{i % 3 % 2}\n" for i in range(20000))
    (pathlib.Path(where) / "x.csv").write_text("user,arm,bought\n" + rows)
    slow = ["calibrate", "x.csv", "--metric", "bought:proportion", "--runs", "1000"]
    code, shown = on_terminal(where, *slow)
    parts = [int(n) for n in re.findall(r"calibrating +(\d+) %", shown)]
    if not parts:
        print("skip progress: the machine was done within a second")
        return
    say(parts == sorted(parts) and parts[-1] == 100 and shown.rstrip("\r\n").endswith("100 %"),
        "progress comes to 100 % and stays there", repr(shown[-200:]))
    for option in (["--quiet"], ["--log", "json"]):
        _, shown = on_terminal(where, *slow, *option)
        say("%" not in shown, f"no progress with {option[0]}", repr(shown[-200:]))


with tempfile.TemporaryDirectory() as directory:
    check_records(directory)
    check_progress(directory)
leave()
