#!/usr/bin/env python3
"""Every message of the sources has its Chinese.

* Each string literal of the sources that is a sentence, or a piece of one, is taken for a format; its places
  are filled, and the catalogue (reports/messages/said_*.c) must say the line in Chinese with the same values
  and no English left. What is no message is named below, with the reason.
* Whatever `hookline check` says of the corpus of definitions, and the golden cases say to people, leaves no English
  sentence in Chinese.
* A row of the catalogue names no place that its English does not have, leaves out none but those that belong to the
  grammar of English (row%s), and is found again by what its English makes.
"""
import concurrent.futures
import os
import pathlib
import re
import subprocess
import sys
import tempfile

sys.dont_write_bytecode = True
ROOT = pathlib.Path(__file__).resolve().parent.parent.parent
BUILD = ROOT / os.environ.get("BUILD", "build")
PROGRAM = os.environ.get("HOOKLINE", str(BUILD / "hookline"))

# Rooms and files that say nothing to people: numerics, SQL, names of other systems, words of commands.
SILENT = {
    "engine/base/windows_zones.c", "engine/base/zone_names.c", "engine/scan/arm_words.c",
}
# Rooms whose other literals are help and names of numbers: there, only what is given to these functions.
SPEAKING = {"hl_error_set", "hl_error_system", "hl_cli_usage", "hl_cli_print"}
BY_CALLS = {"cli", "engine/calc"}
# Pieces of sentences that stand in longer literals, or are put together: the whole is tried in EXTRA.
PIECES = {
    "; accepted: %s", "hookline %s: ", " is", " was", "s are", "s were", "; the first such text is '%s' in %s, '%s' in %s",
    "; the first such text is '%s' in gb18030", "%.*s (column %zu)",
    "; accepted: ", " without its dollar", "; '%.3s' is full-width, for '%c'", "%s %s %s", "%s %s %s and %s %s",
    "%s from %s to %s", "of at least", "at most", "at least ", "an ", 'a definition, \\"format\\": \\"',
    "this is %s%s, not %s%s", " and ", "error: ", "warning: ", "note: ", ": no file beside it", "; did you mean ",
    "; did you mean '", "no user has '%.100s'%s%.100s%s", "no user of the store has '%.100s'%s%.100s%s", " (line %lld)",
    " a decimal point: the column is written in two ways; write it in one, or say --decimal . or --decimal , (then the "
    "other is not read)", " and the column's other whole numbers are below a thousand, and none of it has other parts "
    "(--decimal says otherwise)", " are sums of different currencies: they cannot be added up; bring the column to one",
    " has a decimal comma, ", " has a decimal comma: the column is read so", " has a percent sign, ",
    " has its point before three digits, as all numbers of the column: read as a decimal point, as programs write it "
    "(--decimal , reads thousands)", " has none: is that a hundred times as much? Write the column in one way",
    " is read as thousands, as ", " is thousands or has a decimal mark, and nothing in the column says which: say "
    "--decimal . or --decimal ,", "experiment '%s' has no arm '%s'; it has",
    " ('%s' and '%s' differ in case, width, spaces or coding alone: --trim reads them as one)", "planned in ",
    "experiment '%s': the cell of arm '%s', %s%s%s, %s is not what the log gives", "before 1900 or after 2100",
    "before 2000 or after 2100", ": read the file with --encoding %s", "most likely %s", " (or %s)",
    "its bytes do not say what it is: name it with --encoding, one of ", " --delimiter '",
    "%s:%lld: two columns have the name '%.*s'%s", "; is there a header line at all? line %lld has numbers",
    "; line %lld looks like the header: --skip-lines %lld%s%s%s", "more cells that cannot be read",
    "more rows that cannot be used", "more blank cells", "keys", "there is no column",
    "no record has a value of", "did you mean '", "'%s' is %s",
    "unknown zone '%s'%s%s%s: the user is %s%s", "%s: these are no %s%s", "there is no time zone '%.100s'%s%s%s",
    " (it looks like costs: hookline import costs FILE)", " (it looks like events: hookline import events FILE)",
    " (it looks like touches: hookline import touches FILE)", " (it looks like users: hookline import users FILE)",
    " (it looks like triggers, which no store keeps: hookline plan --triggers FILE)", "there is no time zone '%s'%s%s%s",
    "%s: no row has the control '%s' as its arm; %s%s%sarms: %s", "there is no channel '%s'%s%s%s",
    ", %zu %s%s",
    "%s: version %lld%s", " would be stored", " stored", "%lld touch%s %s\\n", ", which ", ": see ",
    "--%s '%s' is not one of:", "hookline %s: --%s '%s' is not one of:%s\\n",
    "; '%.*s' stands in %s", "design: %s is %s; accepted: %s", "design: %s[%zu]%s%s is %s; accepted: %s",
    "metric %zu: no values %s have such sums", "of a rate", "with the denominator 1",
    "--%s takes a time with offset, e.g. 2026-11-22T10:00:00+08:00, not '%s'%s%s", "'%.*s' is %s: was it read as it is meant?",
}
EXTRA = [
    "a number above 0 and below 1", "a whole number of at least 3", "a number from 0 to 1",
    "'x' has no offset; '：' is full-width, for ':'", 'a definition, "format": "hookline-experiment/1"',
    "standard input: this is null, not a string", "this is an object, not an array",
    "'or' is no operator without its dollar; did you mean '$or'?", "the file is over 64 MiB (at least 7 bytes)",
    "a window needs the key 'to'", "x: no file beside it: Permission denied", "no user has 'x'; did you mean 'y'?",
    "no user has 'x'", "no user of the store has 'x'; did you mean 'y'?", "no user of the store has 'x'",
    "'1,2' has a decimal comma, '1.2' (line 7) a decimal point: the column is written in two ways; write it in one, or "
    "say --decimal . or --decimal , (then the other is not read)",
    "'1,299' is read as thousands, as '7' and the column's other whole numbers are below a thousand, and none of it has "
    "other parts (--decimal says otherwise)",
    "'1' and '2' (line 7) are sums of different currencies: they cannot be added up; bring the column to one",
    "'1,2' has a decimal comma: the column is read so",
    "'5 %' has a percent sign, '5' (line 7) has none: is that a hundred times as much? Write the column in one way",
    "'1.299' has its point before three digits, as all numbers of the column: read as a decimal point, as programs write "
    "it (--decimal , reads thousands)",
    "'1.299' is thousands or has a decimal mark, and nothing in the column says which: say --decimal . or --decimal ,",
    "experiment 'x' has no arm 'y'; it has 'a', 'b'",
    "experiment 'x' has no arm 'B'; it has 'a', 'b' ('B' and 'b' differ in case, width, spaces or coding alone: --trim reads them "
    "as one)",
    "experiment 'x': the cell of arm 'y', all, 2026-01-01 is not what the log gives",
    "experiment 'x': the cell of arm 'y', city = b, 2026-01-01 is not what the log gives",
    "'x' is before 1900 or after 2100: was it read as it is meant?", "unknown zone 'x': the user is held",
    "unknown zone 'x'; did you mean Asia/Shanghai?: the user is planned in UTC", "unknown zone 'x': the user is planned in UTC",
    "'at' is probably seconds since 1970 (--epoch seconds reads it): '1772350200'",
    "'at' is not a time (RFC 3339 with offset, or epoch milliseconds): 'soon': it does not count",
    "was rounded by a spreadsheet (export the column as text): '1.7E12'", "is longer than 512 bytes: 'xxx' ...",
    "a.csv:1: the header is not UTF-8 but most likely gb18030 (or big5): read the file with --encoding gb18030",
    "a.csv: the file is not UTF-8 but its bytes do not say what it is: name it with --encoding, one of a, b",
    "a.csv:1: two columns have the name 'x'", "a.csv:1: two columns have the name 'x'; line 3 looks like the header: "
    "--skip-lines 2 --delimiter ';'",
    "a.csv: there is no column 'x'; columns: a, b; is there a header line at all? line 2 has numbers",
    "a.csv: there is no column 'x'; did you mean 'y'? columns: y, z; line 4 looks like the header: --skip-lines 3",
    "a.csv: no record has a value of 'x'; did you mean 'y'? keys: y, z",
    "7 more rows that cannot be used", "7 more cells that cannot be read", "7 more blank cells", "'x' is empty",
    "'x' is blank", "users.csv:7: user_id is '8.61E+12': white space or an unseen mark around an id makes another one of it: take it off",
    "touch 'x' is not one that can be confirmed: nothing was changed", "there is no time zone 'x'; did you mean UTC?",
    "a.csv: no row has the control 'x' as its arm; did you mean 'y'? arms: y, z",
    "a.csv: these are no users (it looks like touches: hookline import touches FILE)",
    "a.csv: there is no column 'user_id'; it has: a, b (it looks like costs: hookline import costs FILE)",
    "a.csv: these are no users (it looks like triggers, which no store keeps: hookline plan --triggers FILE)",
    "a.csv: no row has the control 'x' as its arm; arms: y, z", "hookline channels: there is no channel 'x'; did you mean 'y'?",
    "hookline import: 1 of 1 row was refused: see a.csv.rejects.csv", "hookline import: 1 of 1 row was refused",
    "hookline import: warning: 2 times are before 2000 or after 2100: read as it is meant?",
    "a.csv: a column that is used is not UTF-8 but most likely gb18030 (or euc-kr): read the file with --encoding gb18030; "
    "the first such text is 'x' in gb18030, 'y' in euc-kr",
    "a.csv: a column that is used is not UTF-8 but its bytes do not say what it is: name it with --encoding, one of a, b; "
    "the first such text is 'x' in gb18030",
    "hookline import: 3 of 70 rows were refused: see a.csv.rejects.csv", "hookline import: 3 of 70 rows were refused",
    ", 1 factor", ", 2 hooks", ", 1 window", ", 2 variants", ", 3 metrics", ", 1 segment", "x: version 2 would be stored",
    "x: version 2 stored", "x: version 2, unchanged", "3 touches confirmed", "3 touches cancelled", "3 cells differ",
    "3 cells differed, and are right now", "1 cell differs", "1 cell differed, and is right now", "1 touch confirmed", ", holdout 7", ", audience 7", ", no_unit 7", ", layer 7", ", traffic 7",
    "hookline plan: --now takes a time with offset, e.g. 2026-11-22T10:00:00+08:00, not '17', which has no offset",
    "hookline plan: --now takes a time with offset, e.g. 2026-11-22T10:00:00+08:00, not 'x'",
    "design: arms[1].weight is -1; accepted: a share of at least 0", "design: alpha is 7; accepted: a number between 0 and 1",
    "metric 1: no values of a rate have such sums", "metric 1: no values with the denominator 1 have such sums",
    "hookline check: --format 'yaml' is not one of: text json",
    "'1,2' has a decimal comma: the column is read so; '3,4' stands in b.csv",
    "unknown key 'x'; did you mean 'id'?; unknown key 'y'", "'rho' is missing (confidence)",
    "there is no method 'x'; did you mean 'wilson'?",
]
# Words that programs read, and what other programs write.
NO_MESSAGES = {
    " to ",  # between two weekdays, as people write them
    "SQLite format 3", "# version %31s", "grand total", "sub total", "all users", "all arms", "total general", "total général", " Total", "no padding", "a name for every counter", "paid × plain",
    "paid × care", "packed × plain", "packed × care",
    "make-up day", "makeup day", "абочий день",
    "days off", "every day", "working days", "not enough data", "no difference worth it",
    " days off", " every day", " working days", "most engaged hour", "not drawn", "not tried", "too few", "no model", "no holdout", "not by a model",
    "[object Object]", "not set", "(not set)", "a number's text fits", "error code", "working day", "day off", "no work", "not a working", "running SQL",
    " \\t\\r\\n\\xef\\xbb\\xbf",
}
TOKEN = re.compile(r'/\*.*?\*/|//[^\n]*|"(?:[^"\\\n]|\\.)*"|\'(?:[^\'\\\n]|\\.)+\'|\bPRI[a-zA-Z0-9]+\b|[A-Za-z_]\w*|\S', re.S)
CONVERSION = re.compile(r"%[-0-9.*+]*(?:l|ll|z)?[sdiuxXc]")
NUMBERS = {"PRId64": "lld", "PRIu64": "llu"}


def literals(text):
    """The string literals of a source, joined where they stand side by side."""
    joined = None
    for token in TOKEN.findall(re.sub(r"^[ \t]*#.*?(?<!\\)$", "", text, flags=re.S | re.M)):
        if token.startswith("/*") or token.startswith("//"):
            continue
        if token[0] == '"':
            joined = (joined or "") + token[1:-1]
        elif token in NUMBERS and joined is not None:
            joined += NUMBERS[token]
        elif joined is not None:
            yield joined
            joined = None


def is_sentence(text):
    """There are words beside JSON, and it is no SQL."""
    if re.match(r"(SELECT|INSERT|UPDATE|DELETE|CREATE|PRAGMA|DROP|BEGIN|ALTER)\b|\) WHERE| EXCEPT SELECT", text):
        return False
    plain = re.sub(r'\\"[^"]*\\"|\{.*\}', "", CONVERSION.sub("", text))
    return " " in text and re.search(r"[a-z]{2}", plain) is not None


def calls(text):
    """What stands between the brackets of the functions that speak."""
    tokens = [t for t in TOKEN.findall(text) if not t.startswith(("/*", "//"))]
    depth = None
    for before, token in zip(tokens, tokens[1:]):
        if depth is None and token == "(" and before in SPEAKING:
            depth, inside = 0, []
        if depth is not None:
            depth += (token == "(") - (token == ")")
            inside.append(token)
            if depth == 0:
                yield " ".join(inside)
                depth = None


def sources():
    for path in sorted([*ROOT.glob("engine/*/*.c"), *ROOT.glob("cli/*.c")]):
        name = path.relative_to(ROOT).as_posix()
        text = path.read_text(encoding="utf-8")
        if name not in SILENT:
            yield name, "\n".join(calls(text)) if name.rsplit("/", 1)[0] in BY_CALLS else text


def unescaped(text):
    """As the program has it; a line is one message."""
    if "\\" not in text:
        return text
    raw = text.encode("utf-8").decode("unicode_escape").encode("latin-1")
    return raw.decode("utf-8", "replace").replace("\n", "")


def samples(form):
    """Lines that the format may make, and the values that their Chinese must have."""
    numbers = iter(range(71, 99))

    def filled(word):
        names = iter("Xa Xb Xc Xd Xe Xf Xg Xh".split())
        values = []

        def value(match):
            kind = match.group(0)[-1]
            text = "Q" if kind == "c" else str(next(numbers)) if kind != "s" else word or next(names)
            glued = kind == "s" and match.start() > 0 and form[match.start() - 1].isalpha()
            if not glued and not (kind == "s" and word):
                values.append(text)
            return "" if glued else text
        return CONVERSION.sub(value, form).replace("%%", "%"), values
    yield filled(None)
    yield filled("out of memory")
    yield filled("a window")


LATIN = re.compile(r"\b[a-z']{2,} [a-z']{2,}\b")


def english_in(text):
    """Words of a sentence that stand outside of names, code and JSON."""
    text = re.sub(r"“[^”]*”|'[^']*'|`[^`]*`|\"[^\"]*\"|\{.*?\}|\[.*?\]|https?://\S+|--[a-z-]+ [a-z.]+|可选范围：.*|hookline \w+", "", text)
    found = LATIN.search(text)
    return found.group(0) if found else None


def in_chinese(lines):
    done = subprocess.run([str(BUILD / "tools/in_chinese")], input="\n".join(lines) + "\n", encoding="utf-8",
                          stdout=subprocess.PIPE, check=True)
    return done.stdout.rstrip("\n").split("\n")


def fault(line, values, said):
    if re.search("[一-鿿]", said) is None:
        return "no Chinese"
    lost = [value for value in values if value not in said]
    if lost:
        return f"lost {lost}: {said}"
    left = english_in(said)
    return f"'{left}' is left: {said}" if left else None


def check_sources():
    wanted = []
    for name, text in sources():
        for form in sorted(set(literals(text))):
            if is_sentence(form) and form not in PIECES | NO_MESSAGES:
                wanted.append((name, form, list(samples(unescaped(form)))))
    wanted += [("put together", line, [(line, [])]) for line in EXTRA]
    said = iter(in_chinese([line for _, _, tried in wanted for line, _ in tried]))
    bad = []
    for name, form, tried in wanted:
        faults = [fault(line, values, next(said)) for line, values in tried]
        if None not in faults:
            bad.append(f"  {name}: \"{form}\": {faults[0]}")
    print(f"{'not ok' if bad else 'ok'} {len(wanted)} messages have their Chinese")
    print("\n".join(bad[:400]))
    return not bad


def catalogue():
    """(file, English, Chinese) of every row."""
    for path in sorted(ROOT.glob("reports/messages/said*.c")):
        text = re.sub(r"/\*.*?\*/", "", path.read_text(encoding="utf-8"), flags=re.S)
        for row in re.finditer(r'\{\s*((?:"(?:[^"\\]|\\.)*"\s*)+),\s*((?:"(?:[^"\\]|\\.)*"\s*)+)\}', text):
            en, zh = ("".join(re.findall(r'"((?:[^"\\]|\\.)*)"', part)) for part in row.groups())
            yield path.name, unescaped(en), unescaped(zh)


def places_of(en):
    return list(CONVERSION.finditer(en.replace("%%", "  ")))


def filled(en, zh):
    """A line that the row is for, and what must be said of it."""
    values = {}
    for number, place in enumerate(places_of(en), 1):
        kind = place.group(0)[-1]
        message = f"{{{number}*}}" in zh
        values[number] = "out of memory" if message else f"X{number}" if kind == "s" else "Q" if kind == "c" else str(70 + number)
    numbers = iter(values)
    line = CONVERSION.sub(lambda m: values[next(numbers)], en.replace("%%", "\0")).replace("\0", "%")
    wanted = re.sub(r"\{(\d+)([*?-]?)\}", lambda m: "内存不足" if m.group(2) == "*" else values[int(m.group(1))], zh)
    return line, wanted


def check_rows():
    """Places are the same in both languages, and no row is hidden by another."""
    bad = []
    rows = list(catalogue())
    for name, en, zh in rows:
        places = places_of(en)
        named = {int(n) for n in re.findall(r"\{(\d+)[*?-]?\}", zh)}
        may_lack = {i + 1 for i, m in enumerate(places) if m.start() > 0 and en[m.start() - 1].isalpha()}
        every = set(range(1, len(places) + 1))
        if named - every or every - named - may_lack:
            bad.append(f"  {name}: \"{en}\": {zh}")
    tried = [filled(en, zh) for _, en, zh in rows if "*}" not in zh or not re.match(r"%s(?:; |: )?%s$", en)]
    for (line, wanted), said in zip(tried, in_chinese([line for line, _ in tried])):
        if said != wanted:
            bad.append(f"  {line}: {said}, not {wanted}")
    print(f"{'not ok' if bad or not rows else 'ok'} {len(rows)} rows")
    print("\n".join(bad))
    return not bad


def speak(case, where):
    """What the golden case says on standard error, and of problems, when Chinese is spoken."""
    env = dict(os.environ, HOOKLINE_LANG="zh", TZ="UTC", LC_ALL="C", ROOT=str(ROOT), HOOKLINE=PROGRAM, CASE=str(case))
    done = subprocess.run(["sh", str(case / "cmd")], cwd=where, env=env, stdin=subprocess.DEVNULL,
                          stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    out = done.stdout.decode("utf-8", "replace").splitlines()
    return [line for line in done.stderr.decode("utf-8", "replace").splitlines() if not line.startswith("ls: ")] + \
           [line for line in out if re.match(r"hookline|\S+:[\d:]* (error|warning|note|错误|警告|提示)", line)]


def check_cases():
    """What people are told by the cases of the golden tests that refuse, warn or sum up; a quarter of them, or all with
    HL_EVERY (make proof)."""
    cases = [path.parent for path in sorted((ROOT / "tests/cli/cases").glob("*/cmd"))
             if re.match(r"check|store|rows|assign|plan|calc-errors|unknown|.*-refus", path.parent.name)]
    cases = cases if os.environ.get("HL_EVERY") else cases[::4]
    count = 0
    bad = []

    def told(case):
        with tempfile.TemporaryDirectory() as where:
            return [(case.name, line) for line in speak(case, where)]
    with concurrent.futures.ThreadPoolExecutor(2) as pool:
        for name, line in (pair for lines in pool.map(told, cases) for pair in lines):
            count += 1
            left = english_in(line)
            if left and not left.endswith("help"):
                bad.append(f"  {name}: '{left}' is left: {line}")
    print(f"{'not ok' if bad or not count else 'ok'} {count} lines of the golden cases in Chinese")
    print("\n".join(bad))
    return not bad


def check_corpus():
    lines = []
    for path in sorted((ROOT / "tests/corpus/definitions").glob("*/*.json")):
        done = subprocess.run([PROGRAM, "check", path.name], cwd=path.parent, stdout=subprocess.DEVNULL,
                              stderr=subprocess.PIPE)
        lines += done.stderr.decode("utf-8", "replace").splitlines()
    bad = [f"  {said}" for said in in_chinese(lines) if fault("", [], said)]
    print(f"{'not ok' if bad or not lines else 'ok'} {len(lines)} problems of the corpus in Chinese")
    print("\n".join(bad))
    return not bad


sys.exit(0 if all([check_sources(), check_rows(), check_corpus(), check_cases()]) else 1)
