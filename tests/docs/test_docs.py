#!/usr/bin/env python3
"""The documentation is held to the program.

* A code block whose lines start with "$ hookline ..." is run, in an empty directory a page, with the
  project's experiments/ in it; what the commands print must be what the page shows. A line "..." stands
  for any lines. A page may prepare its directory: <!-- setup: command -->, run by sh, unseen. The version of the
  machine's time zones is not compared.
* Every command has a page in docs/commands that names each of its long options, but for those that
  docs/commands/README.md names for all.
* Every method of `hookline calc --list` is named in docs/statistics.

usage: test_docs.py [page...]   (with pages: only the commands that they show)
HL_RECORD=1 writes what the commands print into the pages: read the diff before you commit it.
"""
import os
import pathlib
import re
import subprocess
import sys
import tempfile

sys.dont_write_bytecode = True
sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / "support"))
from told import PROGRAM, ROOT, leave, say  # noqa: E402

RECORD = bool(os.environ.get("HL_RECORD"))


def shell(command, directory):
    env = dict(os.environ, PATH=f"{directory}/.bin:{os.environ['PATH']}", TZ="UTC", LC_ALL="C.UTF-8")
    done = subprocess.run(["sh", "-c", command], cwd=directory, env=env, stdin=subprocess.DEVNULL,
                          stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
    return done.stdout.decode("utf-8", "replace")


def without_versions(text):
    """Every machine has a version of the time zones of its own."""
    return re.sub(r"\b(tzdata\W{1,4})(?:\d{4}[a-z]|unknown)\b", r"\1VERSION", text)


def is_as_shown(got, shown):
    got, shown = without_versions(got), without_versions(shown.rstrip("\n"))
    lines = [".*" if line == "..." else re.escape(line) for line in shown.split("\n")]
    pattern = re.compile("\n".join(lines).replace(".*", "(?:.*)"), re.S)
    return pattern.fullmatch(got) is not None or (not shown.strip() and not got)


def commands_of(block):
    """[(command, output)]: a command goes on over lines that end in a backslash."""
    out = []
    lines = block.split("\n")
    i = 0
    while i < len(lines):
        if lines[i].startswith("$ "):
            command = [lines[i][2:]]
            while command[-1].endswith("\\"):
                i += 1
                command.append(lines[i])
            out.append(["\n".join(command), []])
        elif out:
            out[-1][1].append(lines[i])
        i += 1
    return [(command, "\n".join(shown)) for command, shown in out]


def check_page(path):
    text = path.read_text(encoding="utf-8")
    blocks = [m for m in re.finditer(r"^```\w*\n(\$ .*?)^```|<!-- setup: (.*?) -->", text, re.S | re.M)]
    if not any(m.group(1) for m in blocks):
        return
    with tempfile.TemporaryDirectory() as directory:
        os.mkdir(f"{directory}/.bin")
        os.symlink(PROGRAM, f"{directory}/.bin/hookline")
        os.symlink(ROOT / "experiments", f"{directory}/experiments")
        new = text
        for m in blocks:
            if m.group(2):
                shell(m.group(2), directory)
                continue
            written = ""
            for command, shown in commands_of(m.group(1)):
                got = shell(command, directory).rstrip("\n")
                good = is_as_shown(got, shown)
                if RECORD and not good and "\n...\n" not in "\n" + shown + "\n":
                    written += f"$ {command}\n" + (got + "\n" if got else "")
                else:
                    written += f"$ {command}\n" + (shown.rstrip("\n") + "\n" if shown.strip() else "")
                    say(good, f"{path.relative_to(ROOT)}: {command.splitlines()[0]}", got)
            new = new.replace(m.group(0), "```\n" + written + "```") if RECORD else new
        if RECORD and new != text:
            path.write_text(new, encoding="utf-8")


def command_names():
    text = shell(f"'{PROGRAM}' --help", str(ROOT))
    return re.findall(r"^  ([a-z]+)  +\S", text, re.M)


def check_options(name):
    page = ROOT / "docs/commands" / f"{name}.md"
    if not page.exists():
        say(False, f"docs/commands/{name}.md exists")
        return
    text = page.read_text(encoding="utf-8")
    text_help = shell(f"'{PROGRAM}' {name} --help", str(ROOT))
    options = set(re.findall(r"^ +(?:-\w, )?--([a-z-]+)", text_help, re.M)) - {"help"}
    shared = (ROOT / "docs/commands/README.md").read_text(encoding="utf-8")
    missing = sorted(o for o in options if f"--{o}" not in text and f"--{o}" not in shared)
    say(not missing, f"docs/commands/{name}.md names every option", f"missing: {missing}")


def check_methods():
    pages = "".join(p.read_text(encoding="utf-8") for p in (ROOT / "docs/statistics").glob("*.md"))
    listed = re.findall(r"^  ([a-z][a-z0-9_]+)  +\S", shell(f"'{PROGRAM}' calc --list", str(ROOT)), re.M)
    missing = [m for m in listed if not re.search(rf"\b{m}\b", pages)]
    say(bool(listed) and not missing, f"docs/statistics names all {len(listed)} methods", f"missing: {missing}")


if len(sys.argv) > 1:
    for name in sys.argv[1:]:
        check_page(ROOT / name)
    leave()
# docs/library.md shows programs of examples/, which tests/examples runs.
for page in [*sorted(ROOT.glob("README*.md")), *sorted((ROOT / "docs").rglob("*.md")),
             *sorted((ROOT / "experiments").rglob("*.md"))]:
    if page != ROOT / "docs/library.md":
        check_page(page)
for command_name in command_names():
    check_options(command_name)
check_methods()
leave()
