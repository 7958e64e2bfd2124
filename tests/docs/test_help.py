#!/usr/bin/env python3
"""What a command says of itself stands once, in its tables (cli/options.h); everything else is made of it.

* The options in docs/commands/NAME.md stand between <!-- options --> and <!-- /options -->, as
  `hookline help NAME --format markdown` prints them, and docs/commands/reference.zh.md is its Chinese.
* The man pages and the completions of shells name every option of --help, in both languages.
* Completion by bash, zsh and fish, each run by its shell where it is installed, gives commands, options, choices,
  names of experiments and files.
* Every word of a choice reaches what it names.
* Every word that base/synonyms.c knows is one that nothing is called, and means something that there is.
* `hookline --help` has each heading once, and each command under one.

HL_RECORD=1 (make docs) writes the options into the pages.
"""
import json
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile

sys.dont_write_bytecode = True
sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / "support"))
from told import PROGRAM, ROOT, leave, say  # noqa: E402

PAGES = ROOT / "docs/commands"
RECORD = bool(os.environ.get("HL_RECORD"))
BLOCK = re.compile(r"(<!-- options -->\n).*?(<!-- /options -->)", re.S)
CHINESE = ("# 命令参考\n\n<!-- 由 make docs 生成，请勿手改；文字在 cli/cmd_*.c 的表中 -->\n"
           "[English](README.md)\n\n")


def said(*words, **environment):
    env = {k: v for k, v in os.environ.items() if not k.startswith("HOOKLINE_")}
    done = subprocess.run([PROGRAM, *words], env={**env, **environment}, cwd=tempfile.gettempdir(),
                          stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
    return done.stdout.decode("utf-8")


def commands():
    rows = (ROOT / "cli/commands.inc").read_text(encoding="utf-8")
    return re.findall(r"^HL_COMMAND\((\w+)\)$", rows, re.M)


def options(text):
    """[(name, value)] as --help shows them."""
    return re.findall(r"^ {2}(?:-\w, |    )--([a-z-]+)(?: (\S+))?", text, re.M)


def check_page(name):
    path = PAGES / f"{name}.md"
    table = said("help", name, "--format", "markdown")
    text = path.read_text(encoding="utf-8")
    new = BLOCK.sub(lambda m: m.group(1) + table + m.group(2), text)
    if RECORD and new != text:
        path.write_text(new, encoding="utf-8")
    say(BLOCK.search(text) is not None and (RECORD or new == text),
        f"docs/commands/{name}.md has the options of the help", "make docs writes them")


def check_reference():
    path = PAGES / "reference.zh.md"
    text = CHINESE + said("help", "--format", "markdown", "--lang", "zh").rstrip("\n") + "\n"
    if RECORD:
        path.write_text(text, encoding="utf-8")
    say(path.exists() and path.read_text(encoding="utf-8") == text,
        "docs/commands/reference.zh.md is what the help says", "make docs writes it")


def check_languages(name):
    english, chinese = said(name, "--help"), said(name, "--help", "--lang=zh")
    say(options(english) == options(chinese) and len(options(english)) > 1,
        f"{name} --help names the same options in both languages")
    say(said(name, "--help", HOOKLINE_LANG="zh_CN.UTF-8") == chinese and
        said(name, "--help", "--lang", "en", HOOKLINE_LANG="zh") == english,
        f"{name} --help heeds HOOKLINE_LANG, and --lang first")
    bare = [line for line in chinese.split("\n") if re.search(r"[a-z]{3,}( [a-z]+){4,}", line)
            and not re.match(r" |用法", line)]
    say(not bare, f"{name} --help --lang zh is Chinese", "\n".join(bare))
    say(not re.search(r"[一-鿿]", english), f"{name} --help is English")


def check_forms(name, shells):
    wanted = options(said(name, "--help"))
    for lang in ("en", "zh"):
        page = said("help", name, "--format", "man", "--lang", lang).replace("\\-", "-").replace("\\:", "")
        missing = [o for o, _ in wanted if f"\\fB--{o}\\fR" not in page]
        say(not missing and page.startswith(f".TH HOOKLINE-{name.upper()} 1"),
            f"hookline-{name}(1) names every option ({lang})", missing)
    bash = re.search(rf"^    \*:{name}:\*\)\n(.*?)^        esac ;;", shells["bash"], re.S | re.M).group(1)
    zsh = re.search(rf"^    {name}\)\n(.*?);;", shells["zsh"], re.S | re.M).group(1)
    fish = "\n".join(re.findall(rf"^.*seen_subcommand_from {name}['; ].*$", shells["fish"], re.M))
    own = wanted[:[o for o, _ in wanted].index("help") + 1]  # `plan confirm` is not completed
    for shell, text, form in (("bash", bash, "--{}"), ("zsh", zsh, "--{}"), ("fish", fish, "-l {} ")):
        missing = [o for o, _ in own if form.format(o) not in text]
        missing += [v for _, v in own if "|" in v and v.replace("|", " ") not in text]
        say(not missing, f"completion by {shell} names every option and choice of {name}", missing)


def bash_offers(directory, lines):
    """What bash would offer for the last word of each line."""
    code = ('compopt() { :; }; source "$1"; shift; COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1)); _hookline; '
            'printf "%s\\n" "${COMPREPLY[@]}"')
    for line in lines:
        words = line.replace("=", " = ").split(" ")  # bash breaks words there
        yield offered(["bash", "-c", code, "bash", f"{directory}/hookline.bash", *words], directory)


def zsh_offers(directory, lines):
    shutil.copy(f"{directory}/hookline.zsh", f"{directory}/zsh/_hookline")
    told = "\n".join(offered(["zsh", "-f", str(ROOT / "tests/docs/complete.zsh"), directory, *lines], directory))
    return [part.split("\n")[1:] for part in ("\n" + told).split("\n== ")[1:]]


def fish_offers(directory, lines):
    for line in lines:
        code = f"source {directory}/hookline.fish; complete -C '{line}'"
        yield [found.split("\t")[0] for found in offered(["fish", "--no-config", "-c", code], directory)]


def offered(command, directory):
    env = dict(os.environ, PATH=f"{directory}/bin:{os.environ['PATH']}", HOME=directory)
    done = subprocess.run(command, env=env, cwd=directory, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                          stderr=subprocess.STDOUT, timeout=60)
    return done.stdout.decode().splitlines()


# What must be offered, and whether anything else may be.
COMPLETED = [
    ("hookline cal", {"calc", "calibrate"}, False),
    ("hookline report --for", {"--format"}, False),
    ("hookline report --format ", {"text", "json", "markdown"}, False),
    ("hookline report --format=m", {"markdown"}, False),
    ("hookline size --inference ", {"fixed", "anytime", "group_sequential"}, False),
    ("hookline import to", {"touches"}, False),
    ("hookline help si", {"simulate", "size"}, False),
    ("hookline report --db shop.db coup", {"coupon-expiry-evening"}, False),
    ("hookline report --db=shop.db one coup", {"coupon-expiry-evening"}, False),
    ("hookline calc wil", {"wilson"}, True),
    ("hookline check shop", {"shop.db"}, False),
    ("hookline report --db sh", {"shop.db"}, False),
    ("hookline plan --db shop.db co", {"confirm", "coupon-expiry-evening"}, False),
    ("hookline plan can", {"cancel"}, False),
    ("hookline plan cancel --to", {"--touch"}, False),
    ("hookline plan confirm --db shop.db coup", {"coupon-expiry-evening"}, False),
    ("hookline size --spending ", {"obf", "pocock", "hsd"}, False),
    ("hookline report --detail ", {"short", "full"}, False),
    ("hookline plan --epoch mi", {"milliseconds", "microseconds"}, False),
]


def check_shell(shell, offers, directory):
    """The generated script, loaded by the shell itself, offers what it should."""
    if shutil.which(shell) is None:
        print(f"skip {shell} is not installed: its completion was not run")
        return
    script = said("help", "--format", shell)
    pathlib.Path(f"{directory}/hookline.{shell}").write_text(script, encoding="utf-8")
    for (line, wanted, more), got in zip(COMPLETED, offers(directory, [line for line, *_ in COMPLETED])):
        found = {g.rstrip(" ").removeprefix("--format=") for g in got}
        say(wanted <= found and (more or found == wanted), f"{shell} completes: {line}", got)


def check_shells():
    with tempfile.TemporaryDirectory() as directory:
        os.mkdir(f"{directory}/bin")
        os.mkdir(f"{directory}/zsh")
        os.symlink(PROGRAM, f"{directory}/bin/hookline")
        definition = ROOT / "experiments/coupon-expiry-evening/coupon-expiry-evening.json"
        subprocess.run([PROGRAM, "apply", str(definition), "--db", f"{directory}/shop.db", "-q"], check=True)
        for shell, offers in (("bash", bash_offers), ("zsh", zsh_offers), ("fish", fish_offers)):
            check_shell(shell, offers, directory)


def check_choices():
    base = ["size", "--baseline", "2", "--sd", "3", "--lift", "0.1", "--format", "json"]
    for option, value in options(said("size", "--help")):
        if "|" not in value or option in ("format", "lang", "log"):
            continue
        for word in value.split("|"):
            words = base + [f"--{option}", word]
            words += ["--inference", "group_sequential"] if option == "spending" else []
            request = json.loads(said(*words))["request"]
            say(request[option.replace("-", "_")] == word, f"size --{option} {word} is that", request)


def check_synonyms():
    table = (ROOT / "engine/base/synonyms.c").read_text(encoding="utf-8")
    rows = re.findall(r'\{"([^"]+)", \{([^}]+)\}\}', table)
    known = set(commands()) | {"users", "touches", "events", "costs", "confirm", "cancel", "version", "equal"}
    keys = json.loads((ROOT / "docs/formats/experiment.schema.json").read_text(encoding="utf-8"))
    known |= set(re.findall(r'"(\w+)": \{', json.dumps(keys))) | set(re.findall(r'"(\w+)"', json.dumps(keys)))
    for name in commands():
        for option, value in options(said(name, "--help")):
            known |= {option, *(value.split("|") if "|" in value else [])}
    known |= set(re.findall(r"^  ([a-z]\w*)  +\S", said("calc", "--list"), re.M))
    meant = {word for _, words in rows for word in re.findall(r'"([^"]+)"', words)}
    say(len(rows) > 100 and not meant - known, f"{len(rows)} synonyms mean what there is", sorted(meant - known))
    twice = sorted(word for word, _ in rows if [w for w, _ in rows].count(word) > 1)
    say(not twice, "each synonym stands once", twice)


def check_list():
    for lang, count in (("en", 4), ("zh", 4)):
        text = said("--help", "--lang", lang)
        heads = re.findall(r"^(\S[^\n.。：:]*)\n  [a-z]", text, re.M)
        names = re.findall(r"^  ([a-z]+)  +\S", text, re.M)
        say(len(heads) == len(set(heads)) == count, f"--help has each heading once ({lang})", heads)
        say(names == [n for n in commands() if n != "help"], f"--help has each command once ({lang})", names)


shells = {shell: said("help", "--format", shell) for shell in ("bash", "zsh", "fish")}
for command in commands():
    if command != "help":
        check_page(command)
    check_languages(command)
    check_forms(command, shells)
check_reference()
check_list()
check_synonyms()
check_choices()
check_shells()
leave()
