#!/usr/bin/env python3
"""Who types what is not quite right is told what was probably meant: a slip of the hand, the beginning of a word, another
tool's word, the Chinese word, 5 for 5 %, an experiment by the first part of its name."""
import pathlib
import subprocess
import sys
import tempfile

sys.dont_write_bytecode = True
sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / "support"))
from told import PROGRAM, ROOT, leave, say  # noqa: E402

STORE = ROOT / "experiments"
# Words, and what must stand in the answer.
SIZE = "size --baseline 0.05 --lift 0.1"
WIN = "analyze win.csv --arm arm --control day --count users --metric o=ordered/users:proportion"
CASES = [
    # commands
    ("stat", "'calc'"), ("报告", "“report”"), ("分析", "“analyze”"), ("检查", "“check”"), ("计划", "“plan”"),
    ("导入", "“import”"), ("样本量", "“size”"), ("校准", "“calibrate”"), ("模拟", "“simulate”"),
    ("渠道", "“channels”"), ("排期", "“plan”"), ("分流", "“assign”"), ("sample", "'size'"), ("dashboard", "'report'"),
    ("launch", "'apply'"), ("version", "'--version'"), ("--versoin", "'--version'"), ("-v", "'--version'"),
    ("--db x report", "options stand behind the command"), ("help 报告", "'report'"), ("ana", "'analyze'"),
    # options
    ("size --rate 0.05", "--baseline"), ("size --base 0.05", "--baseline"), ("size --conversion 0.05", "--baseline"),
    ("size --cr 0.05", "--baseline"), (f"{SIZE} --mde 0.1", "--lift"), (f"{SIZE} --effect-size 0.1", "--lift"),
    (f"{SIZE} --beta 0.2", "--power"), (f"{SIZE} --conf 0.95", "--alpha"), (f"{SIZE} --sample-size 9", "--users"),
    (f"{SIZE} --daily 1000", "--traffic"), (f"{SIZE} --days 14", "--traffic"), (f"{SIZE} --variants 3", "--arms"),
    (f"{SIZE} --share 0.5", "--control-share"), (f"{SIZE} --one-sided", "--alpha"), (f"{SIZE} --sequential", "--inference"),
    ("size --mean 12", "--baseline"), ("size --基线 0.05", "--baseline"), (f"{SIZE} --语言 zh", "--lang"),
    ("size 0.05 0.1", "hookline size --baseline VALUE"), ("report --experiment x", "hookline report [EXP...]"),
    ("report --verbose", "--detail"), ("report --date 2026-03-20", "--now"), ("import users x.csv --tz Asia/Shanghai", "--zone"),
    (f"{WIN} --segment city", "--by"), (f"{WIN} --metric-name x", "--metric"), ("simulate --output x", "--out"),
    ("simulate --dir x", "--out"), ("verify --fix", "--repair"), ("verify shop.db", "--db shop.db"),
    # choices
    (f"{SIZE} --inference group", "group_sequential"), (f"{SIZE} --inference gs", "group_sequential"),
    (f"{SIZE} --correction fdr", "'bh'"), (f"{SIZE} --spending pocok", "'pocock'"), ("report --lang zh-CN", "“zh”"),
    ("report --format html", "'markdown'"), ("import click x.csv", "'events'"), ("import 触达 x.csv", "'touches'"),
    ("import users x.csv --epoch s", "'seconds'"), ("plan cancle x", "'plan cancel'"), ("plan 确认 x --all", "'plan confirm'"),
    ("plan approve x --all", "'plan confirm'"), ("plan delete x --all", "'plan cancel'"),
    # 5 for 5 %
    (f"{SIZE} --alpha 5", "0.05 (5 %)"), (f"{SIZE} --power 80", "0.8 (80 %)"), (f"{SIZE} --control-share 50", "0.5 (50 %)"),
    (f"{SIZE} --icc 30", "0.3 (30 %)"), ("size --baseline 5 --lift 0.1", "0.05 (5 %)? A mean needs its --sd"),
    ("size --baseline 0.05 --lift 10", "0.1 (10 %)"), (f"{SIZE} --alpha 0.95", "0.05 (5 %)"), (f"{WIN} --alpha 5", "0.05 (5 %)"),
    (f"{WIN} --alpha 95", "0.05 (5 %)"), (f"{WIN} --worth 5", "0.05 (5 %)"), (f"{WIN} --expected o=20", "0.2 (20 %)"),
    ("calc lift 57/1471 87/1529 --conf 95", "0.95 (95 %)"),
    # methods and what they take
    ("calc 卡方", "ztest_pooled"), ("calc 卡方 x=1", "yates"), ("calc t检验", "'welch'"), ("calc chi-square x=1", "'ztest_pooled'"),
    ("calc median", "did you mean 'quantile7'?"), ("calc wilcoxon x=1", "hookline calc --list"),
    ("calc wilson successes=3 n=10", "'x'"), ("calc fisher 1 2 3 4", "hookline calc fisher --help"),
    # names
    ("report coupon-expiry --db shop.db", "'coupon-expiry-evening'"), ("report coupon --db shop.db", "'coupon-expiry-evening'"),
    ("report evening --db shop.db", "'coupon-expiry-evening'"), ("calibrate coupon --db shop.db", "'coupon-expiry-evening'"),
    ("plan coupon --db shop.db --triggers x.csv", "'coupon-expiry-evening'"), ("calibrate win.csv", "--metric COL is missing"),
    ("channels sms", "sms-cn "), ("channels 企业微信", "wecom"), ("channels whatsap", "whatsapp-session"),
    (f"{WIN} --by citty", "'city'"), (f"{WIN} --by cit", "'city'"), (WIN.replace("day", "da"), "'day'"),
    (f"{WIN}:conversion", "'proportion'"), (f"{WIN}:lower", "'decrease'"), (f"{WIN} --weights even", "'equal'"),
]
# What means several, or is done in another way, is answered in a few lines that name the commands.
TOPICS = [
    ("实验", "check apply report", "JSON 定义文件"), ("查看", "", "“report”"), ("上传", "", "“import”"), ("下载", "", "“report”"),
    ("run", "apply plan report", "An experiment runs by three commands"), ("运行", "apply plan report", "实验靠三个命令运行"),
    ("new", "simulate check apply", "simulate --out shop"), ("新建", "simulate check apply", "simulate --out shop"),
    ("stop", "plan apply report", "plan cancel EXP --all"), ("停止", "plan apply report", "plan cancel EXP --all"),
    ("delete", "plan apply", "deletes nothing"), ("删除", "plan apply", "不删除"), ("experiments", "check apply report", "JSON file"),
    ("edit", "check apply", "next version"), ("config", "apply import", "Nothing is to be set up"), ("ui", "report", "no server"),
    ("data", "analyze import", "hookline analyze FILE"), ("metrics", "report analyze", "--metric"), ("arms", "assign", "hookline assign"),
    ("用户", "import assign", "users|touches|events|costs"), ("why", "report plan", "--explain TOUCH"), ("win.csv", "", "'analyze win.csv'"),
    ("win.csv --lang zh", "", "“analyze win.csv”"), ("x.json", "", "'check x.json'"),
]
# Options that are another with a value, the operand, or nothing that is to be asked for; in English and Chinese.
OPTIONS = [
    ("report --json", "did you mean --format json?"), ("report x --markdown", "--format markdown"), ("report --html", "--format markdown"),
    ("report --output-format json", "--format json"), ("size --json", "--format json"), ("calc fisher --json", "--format json"),
    ("report --en", "--lang en"), ("report --zh", "--lang zh"), ("report --chinese", "--lang zh"), ("report --中文", "--lang zh"),
    ("report --verbose", "--detail full"), ("report -v", "--detail full"), ("check -v x.json", "nothing is held back"),
    ("report --summary", "--detail short"), ("report --full", "--detail full"), ("plan x.json --why", "--explain"),
    ("plan x.json --为什么", "--explain"), ("analyze --csv win.csv", "'win.csv' is given without one: hookline analyze FILE"),
    ("analyze --file win.csv", "'win.csv'"), ("analyze --input=win.csv", "'win.csv'"), ("analyze -i win.csv", "'win.csv'"),
    ("check --file x.json", "'x.json'"), ("report --experiment x", "'x' is given without one: hookline report [EXP...]"),
    ("import --file users.csv", "FILE is given without one: hookline import"), ("calibrate --csv win.csv", "'win.csv'"),
    ("analyze --xlsx x.xlsx", "save the sheet as CSV"), ("analyze win.csv --pvalue", "p stands in every report"),
    ("analyze --sql x", "no query is read"), ("report --version", "hookline --version"), ("report --no-color", "NO_COLOR"),
    ("report --yes", "nothing is asked back"), ("report --host x", "no server"), ("analyze win.csv --no-header", "names the columns"),
    ("analyze win.csv --conf 95", "--alpha 0.05, the error rate of 95 % confidence"),
    ("size --confidence 0.9", "--alpha 0.1, the error rate of 90 % confidence"), ("analyze win.csv --confidence 99%", "--alpha 0.01"),
    ("analyze win.csv --anytime", "--inference anytime"), ("analyze win.csv --bonferroni", "--correction bonferroni"),
    ("size --baseline 0.05 --group-sequential", "--inference group_sequential"), ("report -json", "--format json"),
    ("analyze -metric x", "--metric"), (f"{SIZE} --alpha 0.95", "is an error rate of 95 %: did you mean 0.05 (5 %)?"),
]
# What is like nothing is answered without a guess.
NO_GUESS = ["xyzzy", "size --qqq 1", "calc qqq x=1", f"{WIN} --by zzz", "report zzz --db shop.db", "channels zzz"]


def run(directory, words):
    done = subprocess.run([PROGRAM, *words.split(" ")], cwd=directory, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                          stderr=subprocess.STDOUT)
    return done.returncode, done.stdout.decode()


def check_definition(directory):
    """Keys and values of a definition, as other tools call them."""
    text = ('{"format": "hookline-experiment/1", "name": "x", "guardrails": [],\n'
            ' "metrics": [{"metric": "m", "type": "mean", "direction": "up", "kind": "prop"}], "zone": "Asia/Shangha"}')
    pathlib.Path(f"{directory}/x.json").write_text(text, encoding="utf-8")
    _, said = run(directory, "check x.json")
    for wanted in ("'experiment'", "'metrics'", "'kind'", "'goal'", "'proportion'", "Asia/Shanghai?\n"):
        say(f"did you mean {wanted}" in said, f"check: {wanted.strip()}", said)


with tempfile.TemporaryDirectory() as where:
    for name in ("coupon-expiry-evening", "birthday"):
        subprocess.run([PROGRAM, "apply", str(STORE / name / f"{name}.json"), "--db", f"{where}/shop.db", "-q"], check=True)
    pathlib.Path(f"{where}/win.csv").write_text("arm,city,users,ordered\nday,a,100,10\nday,b,100,10\nevening,a,100,12\n")
    for typed, meant in CASES:
        code, answer = run(where, typed)
        say(code != 0 and meant in answer, f"{typed}: {meant}", answer)
    pathlib.Path(f"{where}/x.json").write_text("{}")
    for typed, names, meant in TOPICS:
        code, answer = run(where, typed)
        lines = answer.splitlines()
        told = all(any(line.startswith(f"  {name} ") for line in lines) for name in names.split())
        say(code == 2 and len(lines) <= 8 and told and meant in answer, f"{typed}: {names} {meant}", answer)
    for typed, meant in OPTIONS:
        code, answer = run(where, typed)
        say(code == 2 and len(answer.splitlines()) <= 6 and meant in answer, f"{typed}: {meant}", answer)
        code, answer = run(where, f"{typed} --lang zh")
        say(code == 2 and "没有选项" in answer or "是不是" in answer, f"{typed}, in Chinese", answer)
    for typed in NO_GUESS:
        code, answer = run(where, typed)
        say(code != 0 and "did you mean" not in answer, f"no guess: {typed}", answer)
    check_definition(where)
leave()
