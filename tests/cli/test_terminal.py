#!/usr/bin/env python3
"""What a report is on a terminal, and that it stays what it was elsewhere: short there, whole in a pipe or a file; as
wide as the terminal; colour only there, not with NO_COLOR and not on a dumb one."""
import fcntl
import os
import pathlib
import pty
import struct
import subprocess
import sys
import tempfile
import termios
import unicodedata

sys.dont_write_bytecode = True
sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / "support"))
from told import PROGRAM, leave, say  # noqa: E402

LINES_OF_A_SCREEN = 45


def width(line):
    return sum(2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in line)


def on_terminal(words, columns, directory, **env):
    """What the program prints on a terminal of so many columns."""
    master, slave = pty.openpty()
    fcntl.ioctl(slave, termios.TIOCSWINSZ, struct.pack("HHHH", 50, columns, 0, 0))
    attributes = termios.tcgetattr(slave)
    attributes[1] &= ~termios.OPOST
    termios.tcsetattr(slave, termios.TCSANOW, attributes)
    clean = {k: v for k, v in os.environ.items() if k not in ("COLUMNS", "NO_COLOR", "TERM")}
    run = subprocess.Popen([PROGRAM, *words], stdin=subprocess.DEVNULL, stdout=slave, cwd=directory,
                           stderr=subprocess.DEVNULL, env={**clean, "TERM": "xterm", **env})
    os.close(slave)
    out = b""
    while True:
        try:
            piece = os.read(master, 65536)
        except OSError:
            piece = b""
        if not piece:
            break
        out += piece
    os.close(master)
    run.wait()
    return out.decode("utf-8")


def in_pipe(words, directory, **env):
    return subprocess.run([PROGRAM, *words], stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                          stderr=subprocess.DEVNULL, check=True, cwd=directory,
                          env=dict(os.environ, **env)).stdout.decode("utf-8")


def make(directory):
    rows = ["arm,city,users,ordered,blocked"]
    for arm, rate in (("control", 10), ("a", 12), ("b", 15), ("c", 11)):
        for city in ("Shanghai", "Suzhou"):
            rows.append(f"{arm},{city},2000,{20 * rate},4")
    (directory / "counts.csv").write_text("\n".join(rows) + "\n")


with tempfile.TemporaryDirectory() as name:
    directory = pathlib.Path(name)
    make(directory)
    words = ["analyze", "counts.csv", "--arm", "arm", "--control", "control", "--count", "users", "--metric",
             "ordered=ordered/users:proportion", "--metric", "blocked=blocked/users:proportion:guardrail:decrease",
             "--by", "city", "--weights", "equal", "--now", "2026-06-01T00:00:00Z"]
    whole = in_pipe(words, directory)
    short = in_pipe([*words, "--detail", "short"], directory)
    say(max(map(width, whole.split("\n"))) <= 100 and len(whole.split("\n")) > 60, "a pipe gets all of it", whole)
    say(in_pipe(words, directory, COLUMNS="80", TERM="xterm") == whole, "whatever COLUMNS says there")
    for lang in ("en", "zh"):
        for columns in (80, 120):
            got = on_terminal([*words, "--lang", lang], columns, directory, NO_COLOR="1")
            want = in_pipe([*words, "--lang", lang, "--detail", "short", "--width", str(columns)], directory)
            say(got == want and got != "", f"{lang}: short on a terminal of {columns} columns", got)
            lines = got.split("\n")
            say(max(map(width, lines)) <= columns and len(lines) <= LINES_OF_A_SCREEN,
                f"{lang}: {len(lines) - 1} lines fit {columns} columns", got)
    get = lambda columns=80, *more, **env: on_terminal([*words, *more], columns, directory, **env)
    narrow = in_pipe([*words, "--detail", "short", "--width", "80"], directory)
    say(get(60, NO_COLOR="1") == narrow, "80 columns are the least")
    say(get(300, NO_COLOR="1") == in_pipe([*words, "--detail", "short", "--width", "160"], directory), "160 the most")
    say(get(80, NO_COLOR="1", COLUMNS="120") == in_pipe([*words, "--detail", "short", "--width", "120"], directory),
        "COLUMNS goes first")
    say(get(80, "--detail", "full", NO_COLOR="1") == in_pipe([*words, "--width", "80"], directory),
        "--detail full is all of it there too")
    painted = get(80)
    say("\033[" in painted and "\033[" not in short, "colour on a terminal, none in a pipe")
    say(get(80, TERM="dumb") == narrow and get(80, TERM="") == narrow, "none on a dumb one")
    say("\033[" in get(80, NO_COLOR=""), "an empty NO_COLOR says nothing")
    say(get(80, "--format", "markdown") == in_pipe([*words, "--format", "markdown"], directory),
        "markdown is for a file, also on a terminal")
    say(get(80, "-o", "report.txt") == "" and (directory / "report.txt").read_text() == whole, "a file gets all of it")
leave()
