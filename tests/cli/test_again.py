#!/usr/bin/env python3
"""The command that a report shows under "To make this report again" is run by a shell, as it stands, and must give the
same bytes: of reports from the store and of flat files, in both languages and forms, whatever was said and was not."""
import os
import pathlib
import re
import subprocess
import sys
import tempfile

sys.dont_write_bytecode = True
sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / "support"))
from told import PROGRAM, leave, say  # noqa: E402

SHELL = "bash" if os.path.exists("/bin/bash") else "sh"


def run(words, directory, given=b"", **env):
    done = subprocess.run(words, cwd=directory, input=given, stdout=subprocess.PIPE,
                          stderr=subprocess.PIPE, env={**os.environ, **env})
    if done.returncode not in (0, 3):
        print(done.stderr.decode())
    return done.stdout.decode("utf-8")


def command_of(report):
    """Lines that end in a backslash, and the one after them."""
    found = re.search(r"^  hookline (?:.*\\\n)*.*\n", report, re.M)
    return found.group(0) if found else "false"


def check(name, words, directory, given=b"", **env):
    report = run([PROGRAM, *words], directory, given, **env)
    plain = {"PATH": f"{directory}/bin:{os.environ['PATH']}"}
    again = subprocess.run([SHELL, "-c", command_of(report)], cwd=directory, input=given, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=plain)
    same = again.stdout.decode("utf-8") == report and report != ""
    say(same, name, command_of(report) + again.stderr.decode() + again.stdout.decode()[:2000])


def make_files(directory):
    (directory / "bin").mkdir()
    (directory / "bin" / "hookline").symlink_to(PROGRAM)
    (directory / "it's a $HOME; file.csv").write_text(
        "the arm,x,n\n" + "".join(f"{arm},{i % 3 == 0:d},{i % 5}\n" for i in range(300) for arm in ("a'b", '"c ""d"""')))
    (directory / "-dash.csv").write_text("arm,x\n" + "a,1\nb,0\na,0\nb,1\n" * 20)
    (directory / "bell.csv").write_text("arm,x\n" + "a\a,1\nb,0\na\a,0\nb,1\n" * 20)


def make_store(directory):
    run([PROGRAM, "simulate", "--users", "1500", "--seed", "5", "--out", "shop", "-q"], directory)
    at = ["--db", "shop.db", "--now", "2026-03-01T00:00:00Z"]
    run([PROGRAM, "apply", "shop/coupon-expiry-evening.json", "shop/address-confirmation.json", *at], directory)
    for kind in ("users", "touches", "events", "costs"):
        run([PROGRAM, "import", kind, f"shop/{kind}.csv", *at, "-q"], directory)


with tempfile.TemporaryDirectory() as name:
    directory = pathlib.Path(name)
    make_files(directory)
    make_store(directory)
    for lang in ("en", "zh"):
        check(f"report, {lang}", ["report", "coupon-expiry-evening", "--db", "shop.db", "--lang", lang], directory)
    check("report, the store and the language of the environment", ["report", "address-confirmation"], directory,
          HOOKLINE_DB="shop.db", HOOKLINE_LANG="zh")
    check("report, a definition file, another zone, markdown",
          ["report", "shop/address-confirmation.json", "--db=shop.db", "--zone", "Europe/Berlin", "--format", "markdown",
           "--now", "1780272000000"], directory)
    check("report, wide, to standard output", ["report", "address-confirmation", "--db", "shop.db", "--width", "140",
                                               "-o", "-"], directory)
    several = ["report", "address-confirmation", "coupon-expiry-evening", "--db", "shop.db"]
    check("report of several", [*several, "--zone", "Asia/Shanghai"], directory)
    check("report of all, markdown, zh", ["report", "--db", "shop.db", "--format", "markdown", "--lang", "zh"], directory)
    check("analyze, many experiments",
          ["analyze", "it's a $HOME; file.csv", "--arm", "the arm", "--control", "a'b", "--metric", "x:proportion",
           "--experiment-column", "n"], directory)
    odd = ["analyze", "it's a $HOME; file.csv", "--arm", "the arm", "--control", "a'b", "--metric", "x:proportion"]
    check("analyze, names that a shell would read otherwise", odd, directory)
    check("analyze, everything said", [*odd, "--metric", "n:mean:secondary", "--by", "n", "--weights", "equal", "--alpha",
                                       "0.1", "--inference", "anytime", "--correction", "bh", "--expected", "x=0.3",
                                       "--threads", "3", "-q", "--where", '{"n": {"$in": [0, 1, 2, "it\'s"]}}', "--strict",
                                       "--blank", "zero", "--accept-losses", "--lang", "zh"], directory)
    check("analyze, a file that looks like an option",
          ["analyze", "--arm", "arm", "--control", "a", "--metric", "x", "--", "-dash.csv"], directory)
    given = (directory / "-dash.csv").read_bytes()
    for name in ("-", "/dev/stdin"):
        words = ["analyze", name, "--arm", "arm", "--control", "a", "--metric", "x"]
        check(f"analyze, {name}: the same input again", words, directory, given)
        say(f"same input given again as {name}" in run([PROGRAM, *words], directory, given), f"that {name} is needed is said")
    flat = ["calibrate", "it's a $HOME; file.csv", "--metric", "x:proportion", "--runs", "30", "--threads", "2", "-q"]
    check("calibrate, a flat file", flat, directory)
    check("calibrate, standard input, zh, markdown",
          ["calibrate", "-", "--metric", "x:proportion", "--runs", "30", "--lang", "zh", "--format", "markdown", "--seed", "4"],
          directory, given)
    check("calibrate, from the store", ["calibrate", "address-confirmation", "--db", "shop.db", "--runs", "20"], directory)
    if SHELL == "bash":
        check("analyze, a name that cannot be shown",
              ["analyze", "bell.csv", "--arm", "arm", "--control", "a\a", "--metric", "x"], directory)
    short = run([PROGRAM, *odd, "--detail", "short"], directory)
    say("hookline analyze" not in short, "the short form shows no command", short)
leave()
