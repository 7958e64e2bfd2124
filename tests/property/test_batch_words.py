#!/usr/bin/env python3
"""A batch says of every experiment what its own report says: over made experiments (fixed, always-valid, planned looks; at
their end or before it; guardrails, segments, several arms, a split that is off, nothing seen) and a shop's on several days,
the verdict's line with its limits, the arms, the number and the next look are those of the single report, in both languages.
Where reading many together changes one it is marked, and the sentence says so."""
import json
import math
import os
import pathlib
import random
import re
import subprocess
import sys
import tempfile

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent
PROGRAM = os.path.realpath(os.environ.get("HOOKLINE", str(ROOT / os.environ.get("BUILD", "build") / "hookline")))
WIDE = ["--detail", "short", "--width", "160"]
wrong, seen = [], {}
text_titles = [{"paid × care": "付款后，关心", "packed × plain": "打包后，平实", "packed × care": "打包后，关心", "evening": "晚间"}]


def run(words, cwd):
    done = subprocess.run([PROGRAM, *words], cwd=cwd, stdout=subprocess.PIPE, stderr=subprocess.PIPE, check=False)
    if done.returncode not in (0, 3):
        sys.exit(f"not ok {' '.join(words)}: {done.stderr.decode()}")
    return done.stdout.decode()


# ---- experiments of any shape

def binomial(rng, n, p):
    if n * p > 50:
        return min(n, max(0, round(rng.gauss(n * p, math.sqrt(n * p * (1 - p))))))
    return sum(rng.random() < p for _ in range(n))


def definition(inference, correction, margin, planned):
    analysis = {"inference": inference, "correction": correction, "by": ["city"]}
    if planned:
        analysis["planned_units"] = planned
    if inference == "group_sequential":
        analysis["looks"] = [0.5, 1]
    guard = {"metric": "out", "kind": "proportion", "column": "out", "role": "guardrail", "goal": "decrease", **margin}
    return {"format": "hookline-experiment/1", "experiment": "made", "arms": [{"arm": a} for a in "abcd"], "control": "a",
            "metrics": [{"metric": "click", "kind": "proportion", "column": "click", "role": "primary"},
                        {"metric": "wait", "kind": "proportion", "column": "wait", "role": "primary", "goal": "decrease"},
                        guard], "analysis": analysis}


# By arm: how often east and west click, and how often there is harm, of what the control has; users an arm.
PLAY = [{},
        {"b": (2.2, 0.6, 1)},
        {"b": (1.5, 1.5, 1), "c": (1.6, 0.6, 1), "d": (1.3, 1.3, 4)},
        {"b": (0.7, 0.7, 1)},
        {"b": (0.7, 0.7, 1), "c": (0.7, 0.7, 1), "d": (0.7, 0.7, 1)}]
LOST, NOTHING, UNSEEN, APART = 5, 6, 7, 8  # b is better, and nothing of the guardrail is in; shown but for the correction


def experiment(rng, name, play):
    if play == APART:
        return [f"{name},{arm},{city},3000,{339 if arm == 'b' else 300},12,30" for arm in "abcd" for city in ("east", "west")]
    rows = []
    users = rng.choice([1500, 3000, 12000])
    for arm in "abcd":
        by_chance = (rng.choice([1, 1.25, 0.75]), rng.choice([1, 1, 1.25]), rng.choice([1, 1, 1, 3]))
        east, west, harm = (PLAY[play].get(arm, (1, 1, 1)) if 0 < play < LOST else (0, 0, 0) if play == NOTHING else
                            (2 if arm == "b" else 1, 2 if arm == "b" else 1, 0) if play == UNSEEN else
                            by_chance if arm != "a" else (1, 1, 1))
        for city, times in (("east", east), ("west", west)):
            n = round(users * (0.8 if play == LOST and arm == "b" else 1))
            rows.append(f"{name},{arm},{city},{n},{binomial(rng, n, 0.1 * times)},{binomial(rng, n, 0.2 * (play != NOTHING))},"
                        f"{binomial(rng, n, 0.01 * harm)}")
    return rows


SHAPES = [("fixed", "holm", {"margin": 0.005}, None, []), ("fixed", "dunnett", {"margin_lift": 0.5}, None, []),
          ("fixed", "holm", {"margin": 0.005}, 90000, []), ("anytime", "holm", {}, None, []),
          ("anytime", "bonferroni", {"margin": 0.005}, None, []), ("group_sequential", "holm", {"margin": 0.005}, 48000,
                                                                  ["--look", "2"])]


# ---- what is said, as (decision, arms, others, limited)

def list_of(text):
    return tuple(sorted(re.split(r", |、", text))) if text else ()


SINGLE = {"en": [(r"ship (\S+), but not to everyone, and at a cost: ", "ship! at a cost"), (r"ship (\S+), at a cost: ", "ship at a cost"),
                 (r"keep running, or stop (.+): harm is shown$", "may stop"),
                 (r"ship (\S+), but not to everyone$", "ship!"), (r"ship (\S+)$", "ship"), (r"keep control", "keep"),
                 (r"not shown: .* but (.+) to be worse; ", "not shown"), (r"not shown", "not shown"),
                 (r"keep running without (.+), shown to be worse$", "keep running"), (r"keep running$", "keep running"),
                 (r"stop (.+?): ", "stop"), (r"not decided: ", "not decided"), (r"invalid: .*SRM", "invalid: SRM"),
                 (r"invalid: ", "invalid: data")],
          "zh": [(r"上线 (\S+)，但不是对所有人，且有代价：", "ship! at a cost"), (r"上线 (\S+)，但有代价：", "ship at a cost"),
                 (r"继续实验，或停发已证明有损害的 (.+)$", "may stop"),
                 (r"上线 (\S+)，但不是对所有人$", "ship!"), (r"上线 (\S+)$", "ship"), (r"保留对照组", "keep"),
                 (r"未分高下：.*，(.+) 则证明更差", "not shown"), (r"未分高下", "not shown"),
                 (r"继续实验，但停发已证明更差的 (.+)$", "keep running"), (r"继续实验$", "keep running"),
                 (r"停用 (.+?)：", "stop"), (r"尚不能判定：", "not decided"), (r"结果无效：.*SRM", "invalid: SRM"),
                 (r"结果无效：", "invalid: data")]}
LINE = {"en": [(r"ship (\S+), not to all, at a(?: tolerated)? cost$", "ship! at a cost"),
               (r"ship (\S+), at a(?: tolerated)? cost$", "ship at a cost"),
               (r"may stop (.+): harm$", "may stop"), (r"stop (.+?); .+: harm too$", "stop"),
               (r"ship (\S+), not to all$", "ship!"), (r"ship (\S+)(?: \(a guardrail unseen\))?$", "ship"), (r"keep control$", "keep"),
               (r"not shown, drop (.+)$", "not shown"), (r"not shown$", "not shown"),
               (r"keep running without (.+)$", "keep running"), (r"keep running$", "keep running"),
               (r"stop (.+?); (?P<fit>.+) may ship$", "stop"), (r"stop (.+)$", "stop"), (r"not decided$", "not decided"),
               (r"invalid: SRM$", "invalid: SRM"), (r"invalid: data$", "invalid: data")],
        "zh": [(r"上线 (\S+)，部分人除外，(?:且有代价|代价可容许)$", "ship! at a cost"),
               (r"上线 (\S+)，(?:但有代价|代价可容许)$", "ship at a cost"),
               (r"可停发有损害的 (.+)$", "may stop"), (r"停用 (.+?)；.+ 也有损害$", "stop"),
               (r"上线 (\S+)，部分人除外$", "ship!"), (r"上线 ([^\s（]+)(?:（护栏指标无数据）)?$", "ship"), (r"保留对照组$", "keep"),
               (r"未分高下，弃用 (.+)$", "not shown"), (r"未分高下$", "not shown"),
               (r"继续实验，停发 (.+)$", "keep running"), (r"继续实验$", "keep running"),
               (r"停用 (.+?)；(?P<fit>.+?) ?可上线$", "stop"), (r"停用 (.+)$", "stop"), (r"尚不能判定$", "not decided"),
               (r"无效：SRM$", "invalid: SRM"), (r"无效：数据$", "invalid: data")]}


def read(text, patterns):
    for pattern, what in patterns:
        found = re.match(pattern, text)
        if found:
            return what, list_of(found.group(1) if found.re.groups else ""), found.groupdict().get("fit")
    return "?" + text, (), None


def verdict_of(text, lang):
    return read(re.search(r"^(?:Verdict: |结论：)(.*)$", text, re.M).group(1), SINGLE[lang])


def harmed(report, arm):
    names = [f["name"] for f in report["verdict"]["because"] if f.get("arm") == arm and f["code"] in
             ("segment_worse", "segment_guardrail_broken", "segment_guardrail_harmed")]
    return list(dict.fromkeys(names))


def fit_text(report, lang):
    fit = [f["arm"] for f in report["verdict"]["because"] if f["code"] == "fit_to_ship"]
    words = (" (not to all)", ", ") if lang == "en" else ("（部分人除外）", "、")
    return words[1].join(a + (words[0] if harmed(report, a) else "") for a in fit) or None


def lines_of(text):
    """The table of all: experiment -> its cells."""
    table = re.split(r"^(?:All experiments|全部实验).*\n-+\n", text, flags=re.M)[1].split("\n\n")[0].split("\n")
    arms = bool(re.search(r" (?:arm|组)  ", table[0]))
    return {re.sub(r".*[(（](.*)[)）]$", r"\1", cells[0]): (cells[1:], arms) for cells in (re.split(r"\s{2,}", line.strip()) for line in table[1:])}


# ---- what is held

def hold(holds, what, *where):
    if not holds:
        wrong.append((what, *where))


def numbers(text):
    return re.findall(r"[-+]?\d+(?:\.\d+)?", text)


def same_facts(name, row, report):
    verdict = report["verdict"]
    hold(row["decision"] == verdict["decision"] and row["arm"] == verdict["arm"], f"{name}: another decision", row)
    hold({a["arm"]: a["decision"] for a in row["arm_decisions"]} == {a["arm"]: a["decision"] for a in verdict["arms"]},
         f"{name}: other arms", row["arm_decisions"], verdict["arms"])
    for a in row["arm_decisions"]:
        hold(a["harmed"] == harmed(report, a["arm"]), f"{name}: other segments", a, harmed(report, a["arm"]))
    codes = ("not_shown_corrected", "not_shown_exact", "guardrail_unseen")
    said = {(f["metric"], f["arm"], f["code"].replace("guardrail_", "")) for f in verdict["because"] if f["code"] in codes}
    hold(said == {(c["metric"], c["arm"], c["caveat"]) for c in row["comparisons"] if c["caveat"]}, f"{name}: other caveats", said)
    looks = [f for f in verdict["because"]
             if f["code"] in ("next_look_on", "next_look", "windows_close_on", "touches_go_on", "standstill_open")]
    want = {"day": looks[0].get("name"), "units": looks[0].get("n")} if looks else {"day": None, "units": None}
    hold(row["next_look"] == want, f"{name}: another next look", row["next_look"], want)
    if row["reason"]:
        f = [f for f in verdict["because"] if f["code"] == row["reason"]["code"] and f["arm"] == row["reason"]["arm"] and
             f["metric"] == row["reason"]["metric"]]
        hold(f and f[0]["effect"] == row["reason"]["effect"]["estimate"], f"{name}: a reason of its own", row["reason"])
    if verdict["arm"] and not row["turned"]:
        hold(row["told"]["arm"] == verdict["arm"], f"{name}: the number is another arm's", row["told"], verdict["arm"])
        hold(row["reason"]["arm"] == verdict["arm"], f"{name}: the reason is another arm's", row["reason"])
    if row["reason"] and row["reason"]["code"] in ("better", "worse") and not row["turned"]:
        hold(row["told"]["arm"] == row["reason"]["arm"] and row["told"]["metric"] == row["reason"]["metric"],
             f"{name}: number and reason differ", row["told"], row["reason"])


def same_words(name, row, table, report, text, lang):
    """cells: units, days, verdict, metric, effect, ..., next look; an arm before the effect where the table has arms"""
    cells, arms = table
    said = verdict_of(text, lang)
    verdict = cells[2].removesuffix(" *")
    line = read(verdict, LINE[lang])
    hold(row["turned"] == cells[2].endswith(" *"), f"{name}: the mark", cells, row["turned"])
    if not row["turned"]:
        hold(line[:2] == said[:2], f"{name}: line {line}, report {said}")
        hold(said[0] != "stop" or line[2] == fit_text(report, lang), f"{name}: who may be shipped: {line}", fit_text(report, lang))
    seen[said[0]] = seen.get(said[0], 0) + 1
    next_look = cells[-1]
    if row["decision_across"] != "keep_running" or row["lacks"]:
        hold(next_look == "–" or row["lacks"], f"{name}: a next look of what does not run on: {cells}")
    elif row["next_look"]["day"]:
        hold(next_look == row["next_look"]["day"], f"{name}: {next_look}", row["next_look"])
        hold(not report or row["turned"] or next_look in text.split("What next" if lang == "en" else "下一步")[1] or
             next_look in text, f"{name}: a day that its report does not say")
    told = row["told"]
    if told and not row["decision"].startswith("invalid") and cells[4] != "–":
        effect = cells[5] if arms else cells[4]
        one = line[1] if len(line[1]) == 1 and not line[2] else None
        titles = [told["arm"]] + [t for a in text_titles if (t := a.get(told["arm"]))]
        hold(not arms or cells[4] in titles, f"{name}: whose number? {cells}", told)
        hold(arms or one == (told["arm"],) or row["arms"] == 2 or one and one[0] in titles, f"{name}: whose number? {cells}", told)
        metric = next(m for m in report["metrics"] if m["metric"] == told["metric"])
        c = next(c for c in metric["comparisons"] if c["arm"] == told["arm"])
        mine = next(x for x in row["comparisons"] if (x["metric"], x["arm"]) == (told["metric"], told["arm"]))["effective"]
        one_interval(name, row, cells, effect, text, told)
        reason, shown = row["reason"], mine[mine["effect_of"]]["estimate"]
        if row["decision_across"] == "stop_guardrail" and (reason["metric"], reason["arm"]) == (told["metric"], told["arm"]):
            shown = reason["effect"]["estimate"]  # beside "stop" stands the guardrail, as the reason says it
        hold(row["decision_across"] != "stop_guardrail" or metric["role"] == "guardrail", f"{name}: a number of another metric", told)
        hold(abs(float(numbers(effect)[0]) - 100 * shown) < 6 and
             mine["difference"]["estimate"] == c["difference"]["estimate"], f"{name}: another number {cells}")


def one_interval(name, row, cells, effect, text, told):
    """The number and its interval are those of the single report, at the level that its head or the cell says; where they
    leave out 0 and nothing is shown, a mark says so."""
    c = next(x for x in row["comparisons"] if (x["metric"], x["arm"]) == (told["metric"], told["arm"]))
    interval = re.search(r"(?:\(| \[|: )(\S+(?: to |, )\S+?)[)\]]", effect)
    hold(not interval or interval.group(1) in " ".join(text.split()), f"{name}: an interval that its report has not: {cells}")
    quoted = c["quoted"][c["effective"]["effect_of"]]
    apart = (c["caveat"] or "").startswith("not_shown") and None not in (quoted["low"], quoted["high"]) and \
        (quoted["low"] > 0 or quoted["high"] < 0)
    hold(("†" in effect) == apart, f"{name}: the mark of what leaves out 0: {cells}", c)
    seen["apart"] = seen.get("apart", 0) + apart
    seen["levels"] = seen.get("levels", 0) + ("interval" in effect or "区间" in effect)


def narrow(text, rows, lang):
    """Where numbers of several metrics stand in one column, each has the name of its own, at any width."""
    head = re.split(r"^(?:All experiments|全部实验).*\n-+\n", text, flags=re.M)[1].split("\n")[0]
    metrics = {r["told"]["metric"] for r in rows.values() if r["told"] and not r["decision"].startswith("invalid")}
    hold(len(metrics) < 2 or ("metric" if lang == "en" else "指标") in head, "whose numbers? several metrics", head, metrics)


def sentences(text, rows, reports, lang):
    first = text.split("\n\n")[1]
    others = sum(r["attention"] == "running" for r in rows.values())
    hold((str(len(rows) - others) in numbers(first)) or others == len(rows) or others == 0, "how many to open", first)
    for name, row in rows.items():
        if row["attention"] == "running":
            hold(verdict_of(reports[name][lang], lang)[:2] == ("keep running", ()) or row["turned"],
                 f"{name}: it runs on, and its report says {verdict_of(reports[name][lang], lang)}")
        told = re.search(rf"^  - {name}(?:: |：)(.*)", text, re.M)
        if not told:
            continue
        whole = " ".join(text[told.start():].split("\n  - ")[1 if text[told.start():].startswith("\n  - ") else 0].split("\n\n")[0].split())
        hold(row["turned"] == ("that is not shown" in whole or "则未检测出" in whole), f"{name}: turned?", whole)
        for arm in row["arm_decisions"]:
            ships = row["decision_across"] == "ship" and arm["arm"] == row["arm"]
            beside = row["decision_across"] == "stop_guardrail" and arm["decision_across"] == "fit_to_ship"
            unseen = [c["metric"] for c in row["comparisons"] if c["arm"] == arm["arm"] and c["caveat"] == "unseen"]
            told_unseen = "check the import" in whole or "核对导入" in whole
            hold(not (unseen and (ships or beside)) or all(m in whole for m in unseen) and told_unseen,
                 f"{name}: of {unseen} nothing has been seen, which is not said", whole)
            seen["unseen"] = seen.get("unseen", 0) + bool(unseen and ships)
            for segment in arm["harmed"] if ships or beside else []:
                hold(segment in whole, f"{name}: {segment} is harmed, which is not said", whole)
    anytime = {r["inference"] for r in rows.values() if r["inference"]}
    hold(("^" in text) == (len(anytime) > 1 and "anytime" in anytime), "marks of always-valid intervals", text)


def turned_as_said(name, row):
    if row["turned_by"] is None:
        hold(not row["turned"], f"{name}: turned, and nothing turns it", row)
        return
    c = next(c for c in row["comparisons"] if c["metric"] == row["turned_by"]["metric"] and c["arm"] == row["turned_by"]["arm"])
    hold(row["turned"] and c["shown"] != 0 and c["p_across"] >= row["alpha"], f"{name}: turned by what is shown still", c)


def compare(name, row, line, reports):
    same_facts(name, row, reports["json"])
    turned_as_said(name, row)
    for lang in line:
        same_words(f"{name} {lang}", row, line[lang], reports["json"], reports[lang], lang)


def of_file(index, shape, folder):
    rng = random.Random(f"20261127 {index}")
    inference, correction, margin, planned, more = shape
    plays = [0, 1, 2, 3, 4 + index % 3, *([UNSEEN, APART] if index == 0 else [])] if inference != "group_sequential" else [0, 2, 3]  # slow ones
    names = [f"{inference[0]}{index}{k}" for k in range(len(plays))]
    rows = ["e,arm,city,n,click,wait,out"]
    for name, play in zip(names, plays):
        rows += experiment(rng, name, play)
    (folder / "d.json").write_text(json.dumps(definition(inference, correction, margin, planned)))
    (folder / "f.csv").write_text("\n".join(rows) + "\n")
    words = ["analyze", "f.csv", "--definition", "d.json", "--arm", "arm", "--count", "n", "--weights", "equal", "--now",
             "2026-06-01T00:00:00Z", *more]
    words += [w for m in ("click", "wait", "out") for w in ("--metric", f"{m}={m}/n:proportion")]
    check(words, ["--experiment-column", "e"], names, lambda name: [*words, "--where", json.dumps({"e": name})],
          lambda text: {r["experiment"]: r for r in map(json.loads, text.splitlines())}, folder,
          ("zh",) if index % 3 == 1 else ("en",))


def check(words, many, names, one, rows_of, folder, languages=("en", "zh")):
    rows = rows_of(run([*words, *many, "--format", "json"], folder))
    texts = {lang: run([*words, *many, *WIDE, "--lang", lang], folder) for lang in languages}
    lines = {lang: lines_of(text) for lang, text in texts.items()}
    reports = {}
    for name in names:
        reports[name] = {lang: run([*one(name), *WIDE, "--lang", lang], folder) for lang in languages}
        reports[name]["json"] = json.loads(run([*one(name), "--format", "json"], folder))
        compare(name, rows[name], {lang: lines[lang][name] for lang in lines}, reports[name])
    for lang in texts:
        narrow(run([*words, *many, *WIDE[:2], "--width", "80", "--lang", lang], folder), rows, lang)
        sentences(texts[lang], rows, reports, lang)


def shop(folder):
    """A store's two, one of them always-valid: on the first days, while touches go out, and at the end."""
    run(["simulate", "--users", "300", "--seed", "5", "--out", "shop", "-q"], folder)
    names = ["coupon-expiry-evening", "address-confirmation"]
    run(["apply", *[f"{n}.json" for n in names], "--db", "s.db", "-q", "--now", "2026-03-01T00:00:00Z"], folder / "shop")
    for kind in ("users", "touches", "events"):
        run(["import", kind, f"{kind}.csv", "--db", "s.db", "-q", "--now", "2026-06-01T00:00:00Z"], folder / "shop")
    for day in ("2026-03-12", "2026-03-30"):
        words = ["report", "--db", "s.db", "--now", f"{day}T23:30:00Z"]
        check(words, [], names, lambda name: [words[0], name, *words[1:]],
              lambda text: {r["experiment"]: r for r in json.loads(text)["experiments"]}, folder / "shop")


def main():
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        for index, shape in enumerate(SHAPES):
            of_file(index, shape, folder)
        shop(folder)
    for what in wrong[:12]:
        print(*what, sep="\n    ")
    print(f"{'not ok' if wrong else 'ok'} a batch says what the single reports say ({len(wrong)} it does not)")
    rich = {"ship", "ship!", "keep running", "not shown", "stop", "invalid: SRM", "not decided"} <= seen.keys() and \
        all(seen.get(k) for k in ("apart", "unseen"))
    print(f"{'ok' if rich else 'not ok'} verdicts that were met: {seen}")
    sys.exit(1 if wrong or not rich else 0)


main()
