#!/usr/bin/env python3
"""No line of the help is wider than 80 columns, and none of Chinese ends inside a word: in --help, and in a man page as
groff sets it, where it is installed. The words that lines keep whole (reports/messages/line_words.inc) are nearly all
that the Chinese of the program has, as far as node, where it is installed, can divide it."""
import re
import shutil
import subprocess
import sys
import pathlib
import unicodedata

sys.dont_write_bytecode = True
sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / "support"))
from told import PROGRAM, ROOT, leave, say  # noqa: E402

WIDTH = 80
MOST_MISSING = 0.02
# The project's terms, and common words beside which lines were seen to end.
WORDS = """护栏指标 主要指标 细分人群 对照组 全局对照组 触达理由 触发事件 流量层 随机盐 序贯 显著性 置信水平 协变量 数据库 实验 定义 分组
指标 用户 事件 触达 渠道 时段 时区 上限 班次 免打扰 占位 排期 导入 拒收 汇总 标准输出 标准错误 分隔符 制表符 环境变量 表格 文件 列名 输入 输出
数据 比例 均值 区间 对照 效果 基线 功效 校正 周期性 报告 结论 版本 命令 选项 语言 任务 毫秒 微秒 之间""".split()


def columns(text):
    return sum(2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in text)


def broken(text):
    """Words that the end of a line divides."""
    lines = text.split("\n")
    for line, following in zip(lines, lines[1:]):
        for word in WORDS:
            for i in range(1, len(word)):
                if line.rstrip().endswith(word[:i]) and following.strip().startswith(word[i:]):
                    yield f"{word}: {line.strip()} | {following.strip()}"


def output(*words):
    return subprocess.run(words, cwd=ROOT, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, check=True).stdout.decode()


def check_help(name):
    for lang in ("en", "zh"):
        text = output(PROGRAM, name, "--help", "--lang", lang)
        prose = re.sub(r"^(?:示例：|examples:)$.*", "", text, flags=re.M | re.S)
        wide = [line for line in prose.split("\n") if columns(line) > WIDTH]
        say(not wide, f"{name} --help has no line of more than {WIDTH} columns ({lang})", wide)
    say(not list(broken(text)), f"{name} --help --lang zh ends no line inside a word", broken(text))


def check_man(name):
    page = subprocess.run([PROGRAM, "help", name, "--format", "man", "--lang", "zh"], stdout=subprocess.PIPE, check=True).stdout
    done = subprocess.run(["groff", "-k", "-man", "-Tutf8", f"-rLL={WIDTH}n", "-P-c"], input=page, stdout=subprocess.PIPE,
                          stderr=subprocess.PIPE, check=True)
    text = re.sub(r".\x08|\x1b\[[0-9;]*m", "", done.stdout.decode())
    say(not list(broken(text)), f"hookline-{name}(1) ends no line inside a word of Chinese", broken(text))


def check_words():
    if shutil.which("node") is None:
        print("skip node is not installed: the words of lines were not compared")
        return
    total, missing, *words = output("node", "tools/line_words.mjs", "--check").split(" ")
    say(int(missing) <= MOST_MISSING * int(total), f"{total} words of Chinese, {missing} of them not known to lines",
        ["node tools/line_words.mjs writes them", *words])


for command in re.findall(r"^HL_COMMAND\((\w+)\)$", (ROOT / "cli/commands.inc").read_text(encoding="utf-8"), re.M):
    check_help(command)
    if shutil.which("groff") is not None:
        check_man(command)
check_words()
leave()
