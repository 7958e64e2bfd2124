#!/usr/bin/env python3
"""The Chinese of the program uses the words that operators use, and is set as Chinese is set.

Read are all that it may say (the literals of reports/messages and of the help in cli) and what it was
seen to say (golden cases, recorded reports, pages). Each old word stands here with the new one; none
may come back. Set as Chinese: full-width marks between Chinese characters; no line of a report begins
with a closing mark, or parts a number from its unit.
"""
import os
import pathlib
import re
import subprocess
import sys

sys.dont_write_bytecode = True
sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / "support"))
from told import ROOT, leave, say  # noqa: E402

HAN = r"[\u4e00-\u9fff]"

# what must not be said: what is said instead
OLD = {
    r"随时有效": "序贯区间（可随时查看）",
    r"守住": "未超出容许范围",
    r"突破": "触发护栏",
    r"容许(?!范围)": "允许变差不超过 0.50",
    r"更优概率": "优于对照的概率 6%",
    r"相对提升": "相对变化",
    r"部分合并": "收缩估计（部分池化）",
    r"(?:^|\s)人群\s": "细分人群",
    r"人群? *\S+ = (?:in|out)\b": "细分人群 office：属于",
    r"人数\s+触达$": "触达次数",
    r"因素": "因子",
    r"(?:^|\s)水平\s": "取值",
    r"一半不超过": "中位数 4.67 小时",
    r"[（(]-?[\d.,]+ 至 -?[\d.,]+[）)]": "95% 区间 [-1.9, 1.3]",
    r"看出差[别异]|把握看出来|上看出": "检测出差异",
    r"漏斗步骤": "漏斗转化",
    r"首次 [a-z]+ 的": "首次“点击”的用时",
    r"放弃(?: \d|或)": "未排（无可用时段）",
    r"延后": "顺延",
    r"触发 \d": "触发事件 3000",
    r"钩子": "触达理由",
    r"留出组": "全局对照组",
    r"应于": "原定",
    r"已过时点": "已错过，改从现在起",
    r"不在窗口内": "顺延至",
    r"个窗口|窗口“|窗口的": "时段",
    r"频次（": "达到上限（每位员工每天 20 条）",
    r"(?:顺延|等待的)原因：[^{]*[a-z_]{4,}": "原因一律译出",
    r"样本比例": "分流比例检查",
    r"盐值": "随机盐",
}
HALF = re.compile(rf"{HAN}[,:;?!]|[,:;?!]{HAN}|{HAN}\(|\){HAN}|（[^）]*\)$")
LITERALS = re.compile(r'"((?:[^"\\]|\\.)*)"')


def literals(path):
    """The strings of a C file, those that stand side by side as one, and their lines."""
    text = re.sub(r"/\*.*?\*/", lambda m: "\n" * m.group(0).count("\n"),
                  path.read_text(encoding="utf-8"), flags=re.S)
    for m in re.finditer(r'"(?:[^"\\]|\\.)*"(?:\s*"(?:[^"\\]|\\.)*")*', text):
        joined = "".join(LITERALS.findall(m.group(0))).replace("\\n", "\n").replace('\\"', '"')
        yield text.count("\n", 0, m.start()) + 1, joined


def said():
    """(where, text) of all Chinese."""
    for folder in ("reports/messages", "cli"):
        for path in sorted(p for p in (ROOT / folder).glob("*.[ci]*") if p.name != "line_words.inc"):
            for number, text in literals(path):
                for line in text.split("\n"):
                    yield f"{path.relative_to(ROOT)}:{number}", line
    pages = [*ROOT.glob("tests/cli/cases/*/std*"), *ROOT.glob("tests/unit/reports/golden/*"),
             *ROOT.glob("docs/zh/*.md"), *ROOT.glob("docs/*.zh.md"), ROOT / "README.md",
             *ROOT.glob("README.zh.md")]
    for path in sorted(pages):
        text = path.read_text(encoding="utf-8", errors="replace")
        for number, line in enumerate(text.split("\n"), 1):
            yield f"{path.relative_to(ROOT)}:{number}", line


def check_words():
    wrong = []
    for where, line in said():
        if not re.search(HAN, line):
            continue
        wrong += [f"{where}: {m.group(0).strip()} → {new}: {line.strip()[:70]}"
                  for old, new in OLD.items() if (m := re.search(old, line))]
    say(not wrong, "old words are gone", wrong)


def without_code(line):
    """What is written for a machine is no sentence."""
    return re.sub(r'`[^`]*`|:\{\d|\{[^}]*\}|"[^"]*"|--\S+|\S+=\S+|^\S+:\d+:\d+|/\S+', "", line)


def check_marks():
    wrong = []
    for folder in ("reports/messages",):
        for path in sorted((ROOT / folder).glob("*.c")):
            for number, text in literals(path):
                m = HALF.search(without_code(text))
                if m and re.search(HAN, text):
                    wrong.append(f"{path.relative_to(ROOT)}:{number}: {m.group(0)}: {text[:70]}")
    say(not wrong, "marks are full-width", wrong)


def check_lines():
    wrong = []
    for path in sorted(ROOT.glob("tests/unit/reports/golden/*.zh.txt")):
        lines = path.read_text(encoding="utf-8").split("\n")
        for number, (line, following) in enumerate(zip(lines, lines[1:]), 1):
            start = following.strip()
            if start and start[0] in "，。；：！？、）”%":
                wrong.append(f"{path.name}:{number + 1} begins with {start[0]}")
            if re.search(r"\d$", line) and re.match(r"(个百分点|小时|分钟|天|人|次|%|pp)", start):
                wrong.append(f"{path.name}:{number} parts a number from {start[:4]}")
    say(not wrong, "lines end where they may", wrong)


def check_sources():
    program = os.environ.get("HOOKLINE", str(ROOT / os.environ.get("BUILD", "build") / "hookline"))
    done = subprocess.run([program, "channels", "--lang", "zh"], stdout=subprocess.PIPE, check=True)
    lines = [line for line in done.stdout.decode("utf-8").split("\n") if "来源：" in line]
    wrong = [line for line in lines if not re.search(HAN, line.split("来源：")[1]) and "CFR" not in line]
    say(bool(lines) and not wrong, "sources of channels are said in Chinese, but for names of laws", wrong)


check_words()
check_marks()
check_lines()
check_sources()
leave()
