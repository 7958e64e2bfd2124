#!/usr/bin/env python3
"""Checks every #include against tools/layers.txt: the written order between the rooms."""
import pathlib
import re
import sys

root = pathlib.Path(__file__).resolve().parent.parent
allowed, only = {}, {}
for line in (root / "tools/layers.txt").read_text().splitlines():
    line = line.split("#")[0].strip()
    if line.startswith("only "):
        header, rooms = line[5:].split(":")
        only[header.strip().lstrip("<").rstrip(">")] = rooms.split()
    elif line:
        room, rooms = line.split(":")
        allowed[room.strip()] = rooms.split()


def room_of(path):
    parts = path.relative_to(root).parts
    return parts[1] if parts[0] == "engine" else parts[0]


problems = []
files = [p for top in ("engine", "reports", "cli", "serve") for p in (root / top).rglob("*.[ch]")]
for path in sorted(files):
    room = room_of(path)
    if room not in allowed:
        problems.append(f"{path.relative_to(root)}: room '{room}' is not in tools/layers.txt")
        continue
    for number, line in enumerate(path.read_text().splitlines(), 1):
        match = re.match(r'\s*#\s*include\s+([<"])([^>"]+)[>"]', line)
        if not match:
            continue
        where = f"{path.relative_to(root)}:{number}"
        name = match.group(2)
        for header, rooms in only.items():
            if name == header or (header.endswith("/") and name.startswith(header)):
                if room not in rooms:
                    problems.append(f"{where}: only {', '.join(rooms)} may include <{name}>")
        if name.startswith("hookline"):
            continue
        if match.group(1) == '"':
            if "/" not in name:
                target = room
            else:
                first = name.split("/")
                target = first[1] if first[0] == "engine" else first[0]
            if target != room and target not in allowed[room]:
                problems.append(f"{where}: {room} may not include {target} ({name})")
for problem in problems:
    print(problem)
print(f"layers: {len(files)} files, {len(problems)} problems")
sys.exit(1 if problems else 0)
