#!/usr/bin/env python3
"""Checks every #include against tools/layers.txt: the written order between the rooms and between
the public headers."""
import pathlib
import re
import sys

root = pathlib.Path(__file__).resolve().parent.parent
rooms, public, headers, only = {}, {}, {}, {}
for line in (root / "tools/layers.txt").read_text().splitlines():
    line = line.split("#")[0].strip()
    if not line:
        continue
    name, allowed = (part.strip() for part in line.split(":"))
    if name.startswith("only "):
        only[name[5:].strip().strip("<>")] = allowed.split()
    elif name.startswith("hookline/"):
        headers[name] = ["hookline/" + other for other in allowed.split()]
    else:
        below, _, seen = allowed.partition("+")
        rooms[name] = below.split()
        public[name] = ["hookline/" + other if other != "*" else "*" for other in seen.split()]


def room_of(path):
    parts = path.relative_to(root).parts
    return parts[1] if parts[0] == "engine" else parts[0]


def includes(path):
    """(line number, name, is it quoted?)"""
    for number, line in enumerate(path.read_text().splitlines(), 1):
        match = re.match(r'\s*#\s*include\s+([<"])([^>"]+)[>"]', line)
        if match:
            yield number, match.group(2), match.group(1) == '"'


def reached(header):
    """The public header and all that it may include, however far down."""
    seen, todo = set(), [header]
    while todo:
        one = todo.pop()
        if one not in seen:
            seen.add(one)
            todo += headers.get(one, [])
    return seen


problems = []
for room in rooms:
    for header in public[room]:
        for one in reached(header):
            allowed = only.get(one + ".h", [room])
            if room not in allowed:
                problems.append(f"tools/layers.txt: {room} reaches {one} by {header}")


def check_header(path):
    own = "hookline/" + path.stem
    if own not in headers:
        problems.append(f"{path.relative_to(root)}: {own} is not in tools/layers.txt")
        return
    for number, name, _ in includes(path):
        if name.startswith("hookline/") and name.removesuffix(".h") not in headers[own]:
            problems.append(f"{path.relative_to(root)}:{number}: {own} may not include {name}")


def check_source(path):
    room = room_of(path)
    if room not in rooms:
        problems.append(f"{path.relative_to(root)}: room '{room}' is not in tools/layers.txt")
        return
    for number, name, quoted in includes(path):
        where = f"{path.relative_to(root)}:{number}"
        for header, allowed in only.items():
            if name == header or (header.endswith("/") and name.startswith(header)):
                if room not in allowed:
                    problems.append(f"{where}: only {', '.join(allowed)} may include <{name}>")
        if name.startswith("hookline/"):
            if "*" not in public[room] and name.removesuffix(".h") not in public[room]:
                problems.append(f"{where}: {room} may not include {name}")
        elif name == "hookline.h" and "*" not in public[room]:
            problems.append(f"{where}: {room} may not include all public headers")
        elif quoted:
            target = room
            if "/" in name:
                first = name.split("/")
                target = first[1] if first[0] == "engine" else first[0]
            if target != room and target not in rooms[room]:
                problems.append(f"{where}: {room} may not include {target} ({name})")


for path in sorted((root / "include/hookline").glob("*.h")):
    check_header(path)
files = [p for top in ("engine", "reports", "cli", "serve") for p in (root / top).rglob("*.[ch]")]
for path in sorted(files):
    check_source(path)
for problem in problems:
    print(problem)
print(f"layers: {len(headers)} public headers, {len(files)} files, {len(problems)} problems")
sys.exit(1 if problems else 0)
