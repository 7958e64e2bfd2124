#!/usr/bin/env python3
"""Every worked example in the comment that opens a public header is C that compiles as it stands.

An example is what is set in by three spaces or more in that comment. It may use what
tests/docs/header_example.h declares; statuses that it ignores, and names that do not exist, fail.
"""
import os
import pathlib
import re
import shlex
import subprocess
import sys
import tempfile

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent
HERE = pathlib.Path(__file__).resolve().parent
FLAGS = ["-std=c17", "-Wall", "-Wextra", "-Werror", "-Wno-unused-variable", "-Wno-unused-but-set-variable",
         "-fsyntax-only", f"-I{ROOT / 'include'}", f"-I{HERE}"]
# A diagram is set in, too.
DIAGRAMS = {"hookline.h"}


def example_of(header):
    opening = re.match(r"/\*(.*?)\*/", header.read_text(encoding="utf-8"), re.S)
    lines = opening.group(1).split("\n") if opening else []
    return "\n".join(line[5:] for line in lines if re.match(r" \*   \s*\S", line))


def compiles(code):
    source = f'#include "header_example.h"\nvoid example(void);\nvoid example(void)\n{{\n{code}\n}}\n'
    with tempfile.NamedTemporaryFile("w", suffix=".c", encoding="utf-8") as file:
        file.write(source)
        file.flush()
        done = subprocess.run([*shlex.split(os.environ.get("CC", "cc")), *FLAGS, file.name], stdout=subprocess.PIPE,
                              stderr=subprocess.STDOUT)
    return done.returncode == 0, done.stdout.decode("utf-8", "replace")


failed = compiles("no_such_function();")[0]
print(("not ok " if failed else "ok ") + "an example that is wrong does not compile")
for path in sorted((ROOT / "include").rglob("*.h")):
    example = example_of(path)
    if not example or path.name in DIAGRAMS:
        continue
    good, said = compiles(example)
    print(("ok " if good else "not ok ") + f"the example of {path.relative_to(ROOT / 'include')} compiles")
    if not good:
        print(said)
        failed = True
sys.exit(1 if failed else 0)
