#!/usr/bin/env python3
"""Functions that are given an hl_error to fill and do not return hl_status, and headers that declare a status without
HL_NODISCARD. usage: error_convention.py FILE..."""
import pathlib
import re
import sys

FUNCTION = re.compile(r"^((?:\w+[ \n*]+)+)(\w+)\(([^;{}]*)\)\s*(?:HL_PRINTF\([\d, ]+\))?\s*[;{]", re.MULTILINE)
FILLS = re.compile(r"(?<!const )\bhl_error \*")

found = False
for path in sys.argv[1:]:
    text = re.sub(r"/\*.*?\*/", "", pathlib.Path(path).read_text(encoding="utf-8"), flags=re.DOTALL)
    for returns, name, arguments in FUNCTION.findall(text):
        words = returns.split()
        if FILLS.search(arguments) and "hl_status" not in words and "return" not in words and "typedef" not in words:
            print(f"  {path}: {name} returns {' '.join(words)}")
            found = True
        if path.endswith(".h") and "hl_status" in words and not {"HL_NODISCARD", "typedef"} & set(words):
            print(f"  {path}: {name} lacks HL_NODISCARD")
            found = True
sys.exit(found)
