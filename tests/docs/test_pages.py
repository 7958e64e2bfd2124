#!/usr/bin/env python3
"""What the pages name is there.

* A link to a file of the project leads to one, and to a heading of it.
* Decisions have numbers of their own, without a gap.
* The files of an example (a block of code with a command of hookline that is not run by test_docs.py, and the
  examples of --help) are in the project, or made before: by the example itself, on its page, or by
  `hookline simulate --out shop`.
* Where an interval is shown, its level is said: in the head of the table, or in the sentence.
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

PAGES = [*sorted(ROOT.glob("*.md")), *sorted((ROOT / "docs").rglob("*.md")),
         *sorted((ROOT / "experiments").rglob("*.md"))]
FILE = re.compile(r"[\w./*-]+\.(?:csv|tsv|json|ndjson|db|ics|gz)\b")
MADE = re.compile(r"(?:-o|--output|--out|--db|--rejects|>) ?([\w./-]+)|\bcp \S+ ([\w./-]+)")
SIMULATE = re.compile(r"hookline simulate [^\n]*--out (\w+)")


def name_of(path):
    return path.relative_to(ROOT).as_posix()


def anchor(heading):
    """As GitHub makes it."""
    text = re.sub(r"`|\[([^\]]*)\]\([^)]*\)", r"\1", heading).strip().lower()
    return re.sub(r"[^\w\- ]", "", text).replace(" ", "-")


def anchors_of(path):
    text = re.sub(r"^```.*?^```", "", path.read_text(encoding="utf-8"), flags=re.S | re.M)
    return {anchor(m.group(1)) for m in re.finditer(r"^#+ (.*)$", text, re.M)}


def check_links():
    wrong, count = [], 0
    for page in PAGES:
        text = re.sub(r"^```.*?^```|`[^`\n]*`", "", page.read_text(encoding="utf-8"), flags=re.S | re.M)
        for target in re.findall(r"\]\(([^)\s]+)\)", text):
            if re.match(r"\w+:", target):
                continue
            count += 1
            file, _, heading = target.partition("#")
            to = (page.parent / file).resolve() if file else page
            if not to.exists():
                wrong.append(f"{name_of(page)}: {target} is not there")
            elif heading and heading not in anchors_of(to):
                wrong.append(f"{name_of(page)}: {target} has no such heading")
    say(count > 0 and not wrong, f"{count} links lead somewhere", wrong)


def check_decisions():
    numbers = [path.name[:4] for path in sorted((ROOT / "docs/decisions").glob("*.md"))]
    wanted = [f"{i:04d}" for i in range(1, len(numbers) + 1)]
    say(bool(numbers) and numbers == wanted, "decisions have numbers of their own, without a gap",
        [] if numbers == wanted else numbers)
    wrong = []
    for page in PAGES:
        for said, linked in re.findall(r"\[decision (\d+)\]\([^)]*?(\d{4})-", page.read_text(encoding="utf-8")):
            if said.zfill(4) != linked:
                wrong.append(f"{name_of(page)}: decision {said} is linked to {linked}")
    say(not wrong, "decisions are called by their numbers", wrong)


def simulated():
    with tempfile.TemporaryDirectory() as directory:
        subprocess.run([PROGRAM, "simulate", "--users", "10", "--out", f"{directory}/shop", "-q"], check=True)
        return set(os.listdir(f"{directory}/shop"))


def made_by(text, files):
    """Names that the commands of the text write; wherever they run, so the last part alone."""
    out = {os.path.basename(a or b) for a, b in MADE.findall(text)}
    return out | files if SIMULATE.search(text) else out


def lacking(block, made):
    names = [name for name in FILE.findall(block) if not name.startswith("-")]
    return [name for name in names
            if not any(ROOT.glob(name)) and os.path.basename(name) not in made
            and not ("*" in name and made)]


def check_examples():
    wrong, count, files = [], 0, simulated()
    for page in PAGES:
        text, made = page.read_text(encoding="utf-8"), set()
        for m in re.finditer(r"^```\w*\n(.*?)^```|<!-- setup: (.*?) -->", text, re.S | re.M):
            block = m.group(1) or m.group(2)
            made |= made_by(block, files)
            if m.group(1) and re.search(r"^ *hookline ", block, re.M) and not re.search(r"^\$ ", block, re.M):
                count += 1
                wrong += [f"{name_of(page)}: {name} is not there" for name in lacking(block, made)]
    for command in re.findall(r"^HL_COMMAND\((\w+)\)$", (ROOT / "cli/commands.inc").read_text(), re.M):
        done = subprocess.run([PROGRAM, command, "--help"], stdout=subprocess.PIPE, check=True)
        block = done.stdout.decode("utf-8").rpartition("examples:\n")[2]
        count += 1
        wrong += [f"hookline {command} --help: {name} is not there"
                  for name in lacking(block, made_by(block, files) | {"hookline.db"})]
    say(not wrong, f"files of {count} examples are there", wrong)


NUMBER = r"[-+]?\d[\d,]*(?:\.\d+)?"
INTERVAL = re.compile(rf"\({NUMBER} to {NUMBER}\)|(?<![\[,] ){NUMBER}%?(?: 个百分点)? \[{NUMBER}, {NUMBER}\]")
LEVEL = re.compile(r"\d ?%(?: interval|, *always|\)|）| ?区间| ?序贯区间)")


def blocks(text):
    """(line number, text) of tables, bullets and paragraphs: what begins at the margin or with a dash ends another."""
    block, start, kind = [], 1, None
    for number, line in enumerate([*text.split("\n"), ""], 1):
        bullet = re.match(r" *- ", line) is not None
        goes_on = kind == "bullet" and line.startswith("    ")
        now = "bullet" if bullet or goes_on else "row" if re.match(r"  |\|", line) else "text"
        if not line.strip() or bullet or now != kind:
            if block:
                yield start, block
            block, start = [], number
        if line.strip():
            block.append(line)
        kind = now if line.strip() else None


def unlevelled(text, whole):
    """Intervals whose level is not said in the head of their table, or in their sentence."""
    for start, block in blocks(text):
        row = next((i for i, line in enumerate(block) if INTERVAL.search(line)), None)
        if row is None:
            continue
        is_table = re.match(r"  |\|", block[0]) and not re.match(r" *- ", block[0])
        said = " ".join(block[:row] if is_table else block)
        if is_table and not whole:
            continue  # may be cut out of its table
        if not LEVEL.search(re.sub(r"\s+", " ", said)):
            yield start + row, block[row]


def reports():
    """What was recorded of reports, in every form."""
    for pattern in ("tests/unit/reports/golden/*.txt", "tests/unit/reports/golden/*.md", "tests/cli/cases/*/stdout",
                    "README*.md", "docs/*.md", "docs/zh/*.md"):
        yield from sorted(ROOT.glob(pattern))


CELLS = ["experiments/hillstrom-2008/cells.csv", "--count", "users", "--arm", "segment", "--control", "No E-Mail",
         "--metric", "visit:proportion", "--metric", "conversion:proportion:primary", "--by", "newbie"]
SCREENS = ["docs/reports/factors.csv", "--count", "users", "--definition", "docs/reports/address.json", "--arm", "arm",
           "--metric", "replied=replied/users:proportion", "--metric", "blocked=blocked/users:proportion"]


def analysed():
    """(name, text) of reports with several arms, metrics and corrections, in every form and language."""
    for words in ([*CELLS, "--correction", "dunnett"], [*CELLS, "--inference", "anytime"], SCREENS):
        for lang in ("en", "zh"):
            for form in (["--detail", "short"], ["--detail", "full"], ["--format", "markdown"]):
                done = subprocess.run([PROGRAM, "analyze", *words, "-q", "--lang", lang, *form], cwd=ROOT, check=True,
                                      stdout=subprocess.PIPE)
                yield " ".join([*words[-2:], lang, *form]), done.stdout.decode("utf-8")


def check_levels():
    wrong, count = [], 0
    for name, text in analysed():
        count += 1
        wrong += [f"{name}:{number}: {line.strip()[:90]}" for number, line in unlevelled(text, True)]
    for path in reports():
        text = path.read_text(encoding="utf-8", errors="replace")
        if not INTERVAL.search(text) or not re.search("^(Verdict|结论)", text, re.M):
            continue
        count += 1
        wrong += [f"{name_of(path)}:{number}: {line.strip()[:90]}"
                  for number, line in unlevelled(text, "cases" not in path.parts)]
    say(count > 0 and not wrong, f"intervals of {count} reports have their level", wrong)


check_links()
check_decisions()
check_examples()
check_levels()
leave()
