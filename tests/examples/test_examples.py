#!/usr/bin/env python3
"""The programs of examples/ compile and run against the installed library, static and shared, and
docs/library.md shows them, and what they print, as they are.

In that page "<!-- examples/NAME.c -->" stands before a block with the program's text, and a block of
"$ ./NAME ..." lines is run in an empty directory with the project's experiments/ in it. HL_RECORD=1
writes both anew: read the diff before you commit it.
"""
import os
import pathlib
import re
import subprocess
import sys
import tempfile

sys.dont_write_bytecode = True
sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / "support"))
from told import ROOT, leave, say  # noqa: E402

PAGE = ROOT / "docs/library.md"
BUILD = os.environ.get("BUILD", "build")
RECORD = bool(os.environ.get("HL_RECORD"))
MOST_LINES = 60
CODE = re.compile(r"(<!-- examples/(\w+)\.c -->\n```c\n)(.*?)(```)", re.S)
SHOWN = re.compile(r"(^```\n)((?:\$ \./.*\n(?:(?!```).*\n)*)+)(```)", re.M)


def run(command, cwd=ROOT, **environment):
    done = subprocess.run(command, cwd=cwd, env=dict(os.environ, **environment), stdin=subprocess.DEVNULL,
                          stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
    return done.returncode, done.stdout.decode("utf-8", "replace")


def flags(usr, *wanted):
    code, text = run(["pkg-config", f"--define-variable=prefix={usr}", f"--define-variable=libdir={usr}/lib",
                      *wanted, "hookline"], PKG_CONFIG_PATH=f"{usr}/lib/pkgconfig")
    assert code == 0, text
    return text.split()


def links(usr):
    """How a program is linked: with the shared library, and with the static one."""
    private = flags(usr, "--print-requires-private")
    _, static = run(["pkg-config", "--libs", *private])
    return {"shared": flags(usr, "--libs"),
            "static": [f"{usr}/lib/libhookline.a", *static.split(), "-lpthread", "-lm"]}


def compile_all(usr, out):
    warnings = ["-std=c17", "-Wall", "-Wextra", "-Wpedantic", "-Werror"]
    for how, libraries in links(usr).items():
        (out / how).mkdir()
        for source in sorted((ROOT / "examples").glob("*.c")):
            code, text = run([os.environ.get("CC", "cc"), *warnings, "-o", str(out / how / source.stem), str(source),
                              *flags(usr, "--cflags"), *libraries])
            say(code == 0, f"examples/{source.name} compiles ({how})", text)


def play(block, programs, usr):
    """The block with what its commands print now."""
    with tempfile.TemporaryDirectory() as directory:
        os.symlink(ROOT / "experiments", f"{directory}/experiments")
        for program in programs.iterdir():
            os.symlink(program, f"{directory}/{program.name}")
        out = ""
        for line in block.splitlines():
            if line.startswith("$ "):
                _, text = run(["sh", "-c", line[2:]], cwd=directory, LD_LIBRARY_PATH=f"{usr}/lib")
                out += line + "\n" + text
        return out


def check_shown(page, out, usr):
    for how in ("shared", "static"):
        for m in SHOWN.finditer(page):
            now = play(m.group(2), out / how, usr)
            if RECORD:
                page = page.replace(m.group(0), m.group(1) + now + m.group(3))
            else:
                say(now == m.group(2), f"docs/library.md: {m.group(2).splitlines()[0]} ({how})", now)
    return page


def check_code(page):
    shown = {m.group(2): m.group(3) for m in CODE.finditer(page)}
    for source in sorted((ROOT / "examples").glob("*.c")):
        text = source.read_text(encoding="utf-8")
        say(text.count("\n") < MOST_LINES, f"examples/{source.name} is shorter than {MOST_LINES} lines")
        if not RECORD:
            say(shown.get(source.stem) == text, f"docs/library.md shows examples/{source.name} as it is")
    if not RECORD:
        return page
    return CODE.sub(lambda m: m.group(1) + (ROOT / f"examples/{m.group(2)}.c").read_text(encoding="utf-8") + m.group(4),
                    page)


if os.environ.get("HL_SANITIZED"):
    print("skip examples: not under sanitizers")
    sys.exit(0)
with tempfile.TemporaryDirectory() as directory:
    usr = pathlib.Path(directory) / "usr"
    code, text = run(["make", "-s", "install", f"BUILD={BUILD}", f"PREFIX={usr}"])
    say(code == 0, "make install", text)
    if code == 0:
        compile_all(usr, pathlib.Path(directory))
        before = PAGE.read_text(encoding="utf-8")
        after = check_shown(check_code(before), pathlib.Path(directory), usr)
        if after != before:
            PAGE.write_text(after, encoding="utf-8")
leave()
