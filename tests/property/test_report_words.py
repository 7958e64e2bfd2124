#!/usr/bin/env python3
"""What a report says is so: over made experiments of every shape the claims of its short form, in both languages, are
worked out anew from the numbers of its JSON, and no two of them exclude each other.

The verdict follows from what is shown and from the guardrails; a sentence, a table's row and the JSON have one interval,
that of the inference that counts; "differs", "holds", "ok" mean what the numbers say; English and Chinese tell the same
numbers.

usage: test_report_words.py [experiments]   (default 60)"""
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
EXPERIMENTS = int(sys.argv[1]) if len(sys.argv) > 1 else 60
SEED = 20261127
ARMS = ["control", "a", "b", "c"]
LIFT_MOST = 99  # HL_LIFT_MOST: an end beyond it is said as if there were none
wrong = []
seen = {}
lines = []


# ---- an experiment of any shape

def any_metric(rng, index):
    role = "primary" if index == 0 else rng.choice(["primary", "secondary", "guardrail", "guardrail"])
    metric = {"metric": f"m{index}", "kind": "proportion", "column": f"m{index}", "role": role,
              "goal": rng.choice(["increase", "decrease"])}
    if role == "guardrail":
        kind = rng.randrange(3)
        if kind == 0:
            metric["margin"] = rng.choice([0.005, 0.02])
        elif kind == 1:
            metric["margin_lift"] = rng.choice([0.1, 0.3])
    if role == "primary" and rng.random() < 0.3:
        metric["worth"] = rng.choice([0.02, 0.1, 0.25])
    return metric


def binomial(rng, n, p):
    """Near enough for made counts."""
    if n * p > 50:
        return min(n, max(0, round(rng.gauss(n * p, math.sqrt(n * p * (1 - p))))))
    return sum(rng.random() < p for _ in range(n))


def make(rng, directory):
    arms = ARMS[:rng.choice([2, 2, 3, 4])]
    metrics = [any_metric(rng, i) for i in range(rng.randint(1, 4))]
    definition = {"format": "hookline-experiment/1", "experiment": "made", "arms": [{"arm": a} for a in arms],
                  "control": "control", "metrics": metrics,
                  "analysis": {"inference": rng.choice(["fixed", "anytime"]),
                               "correction": rng.choice(["holm", "bonferroni", "none", "bh", "dunnett"])}}
    split = rng.random() < 0.6
    if split:
        definition["analysis"]["by"] = ["city"]
    cells = rng.choice([30, 300, 2000, 20000])
    names = [m["metric"] for m in metrics]
    rows = ["arm,city,users," + ",".join(names)]
    lost = rng.random() < 0.1
    bases = {m: rng.choice([0.02, 0.1, 0.3]) for m in names}
    for arm in arms:
        effects = {m: rng.choice([0.7, 0.95, 1, 1, 1, 1.05, 1.3]) if arm != "control" else 1 for m in names}
        for city in ("here", "there"):
            turn = rng.choice([1, 1, 1, 0.6, 1.5]) if arm != "control" else 1
            n = round(cells * (0.9 if lost and arm == "a" else 1)) + rng.randrange(5)
            counts = [binomial(rng, n, min(0.9, bases[m] * effects[m] * turn)) for m in names]
            rows.append(f"{arm},{city},{n}," + ",".join(map(str, counts)))
    (directory / "made.json").write_text(json.dumps(definition))
    (directory / "made.csv").write_text("\n".join(rows) + "\n")
    words = ["analyze", "made.csv", "--definition", "made.json", "--arm", "arm", "--count", "users", "--weights", "equal",
             "--now", "2026-06-01T00:00:00Z"]
    return words + [w for m in names for w in ("--metric", f"{m}={m}/users:proportion")]


def run(words, directory):
    done = subprocess.run([PROGRAM, *words], cwd=directory, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    if done.returncode not in (0, 3):
        raise SystemExit(done.stderr.decode())
    return done.stdout.decode("utf-8")


# ---- numbers as the report writes them

def decimals_of(low, high, estimate):
    half = (high - low) / 2 if low is not None and high is not None else math.nan
    if not (math.isfinite(half) and half > 0):
        half = abs(estimate) / 100
    digits = 0 if half <= 0 else 1 - math.floor(math.log10(half))
    return min(6, max(0, digits)) if half > 0 else 1


def in_digits(value, digits):
    text = f"{value:.{digits}f}"
    return text if float(text) != 0 else f"{0:.{digits}f}"


def end_written(value, digits, margin):
    """An end is seen on its side of 0 and of a margin: with up to two decimals more, then one of the last digit off."""
    most = digits + 2
    for side in (0,) if not margin else (0, 100 * margin):
        hides = lambda: abs(value - side) > 1e-12 * abs(side) and in_digits(value, digits) == in_digits(side, digits)
        while digits < most and hides():
            digits += 1
        if hides():
            return in_digits(side + math.copysign(10 ** -digits, value - side), digits)
    return in_digits(value, digits)


def written(estimate, low, high, margin=None):
    """The numbers of "+25 % (12 to 41)" or, without an end, "+530 % (above -35)", hundredfold."""
    values = [100 * estimate, 100 * low, None if high is None else 100 * high]
    away = abs(values[0] - values[1])  # of one end, what the decimals go by
    digits = decimals_of(*((-away, away) if high is None else values[1:]), values[0])
    return [in_digits(values[0], digits), *(end_written(v, digits, margin) for v in values[1:] if v is not None)]


def number(text):
    return [t.lstrip("+") for t in re.findall(r"(?<![\w.])[-+]?\d+(?:,\d{3})*(?:\.\d+)?", text)]


# ---- what is claimed

class Report:
    def __init__(self, words, directory):
        self.json = json.loads(run([*words, "--format", "json"], directory))
        self.text = run([*words, "--detail", "short", "--width", "160"], directory)
        self.chinese = run([*words, "--detail", "short", "--width", "160", "--lang", "zh"], directory)
        self.lines = run([*words, "--detail", "short", "--width", "80"], directory).count("\n")
        self.metrics = {m["metric"]: m for m in self.json["metrics"]}
        self.anytime = self.json["inputs"]["inference"] == "anytime"
        self.alpha = float(self.json["inputs"]["alpha"])
        self.decision = self.json["verdict"]["decision"]
        self.because = self.json["verdict"]["because"]

    def comparison(self, metric, arm):
        return next(c for c in self.metrics[metric]["comparisons"] if c["arm"] == arm)

    def counting(self, c, scale):
        """The interval that counts."""
        if not self.anytime:
            return c[scale]
        low, high = ("low", "high") if scale == "lift" else ("difference_low", "difference_high")
        return {"estimate": c[scale]["estimate"], "low": c["anytime"][low], "high": c["anytime"][high]}

    def p(self, c):
        """Corrected; beside small counts the larger of the plain and the exact one is read."""
        return c["anytime"]["p_adjusted"] if self.anytime else c["p_adjusted"]


def hold(report, holds, what):
    if not holds:
        wrong.append((what, report))


def same(a, b):
    return (a is None) == (b is None) and (a is None or abs(a - b) <= 1e-12 * (1 + abs(a)))


def leaves_out(estimate, x):
    return any(end is not None and sign * (end - x) > 1e-12 for end, sign in ((estimate["low"], 1), (estimate["high"], -1)))


def findings_have_the_numbers_that_count(r):
    for f in r.because:
        if "effect" not in f or "low" not in f or "arm" not in f or f["code"] in ("beats_runner_up", "runner_up_undecided"):
            continue
        if f["metric"] not in r.metrics or f.get("other") != "control":
            continue
        c = r.comparison(f["metric"], f["arm"])
        if f["code"].startswith("segment"):
            segment = next(s for s in r.metrics[f["metric"]]["segments"] if f"{s['by']} = {s['value']}" == f["name"])
            c = next(c for c in segment["comparisons"] if c["arm"] == f["arm"])
        want = r.counting(c, f["effect_of"])
        hold(r, all(same(f[key], want[name]) for key, name in (("effect", "estimate"), ("low", "low"), ("high", "high"))),
             f"{f['code']}: an interval that does not count")


def shown_is_shown(r):
    for f in r.because:
        up = f.get("metric") in r.metrics and r.metrics[f["metric"]]["goal"] == "increase"
        if f["code"] in ("better", "worse"):
            c = r.comparison(f["metric"], f["arm"])
            good = (f["effect"] > 0) == up
            hold(r, f["p"] < r.alpha and good == (f["code"] == "better"), f"{f['code']}, and its numbers say otherwise")
            hold(r, leaves_out(r.counting(c, f["effect_of"]), 0), f"{f['code']}, and 0 is in its interval")
        if f["code"] == "not_shown":
            hold(r, not f["p"] < r.alpha, "not shown, and p is below alpha")


def told_of_guardrail(r, m, c, declared):
    """Its state in a word; where the interval alone would decide otherwise the word says that it is corrected."""
    margin, up = declared.get("margin", declared.get("margin_lift")), m["goal"] == "decrease"
    state = c["guardrail"]["state"]
    values = [m["arms"][i]["mean"] for i, a in enumerate(r.json["arms"]) if a["arm"] in (c["arm"], c["control"])] \
        if isinstance(m["arms"], list) else []
    if state == "held" and values == [0, 0]:
        return "nothing seen"
    e = r.counting(c, "difference" if "margin" in declared or margin is None else "lift")
    known = None not in (e["low"], e["high"])
    if margin is None:
        alone = known and (e["low"] > 0 if up else e["high"] < 0)
        return {"held": "harm, uncorrected" if alone else "no harm shown", "broken": "harmed"}.get(state, "not decided")
    harm = margin if up else -margin
    alone = known and (e["low"] > harm or e["high"] < harm)
    return {"held": "holds", "broken": "broken", "undecided": "open once corrected" if alone else "not decided"}[state]


def guardrails_are_as_told(r):
    for name, m in r.metrics.items():
        if m["role"] != "guardrail" or r.decision.startswith("invalid"):
            continue
        declared = r.definition[name]
        for c in m["comparisons"]:
            if r.json["verdict"]["arm"] not in (None, c["arm"]):
                continue
            row = re.search(rf"^  {name} +{c['arm']} +(.*)$", r.text, re.M)
            hold(r, row is not None, f"no row of guardrail {name} for {c['arm']}")
            if row is None:
                continue
            margin = declared.get("margin", declared.get("margin_lift"))
            state = told_of_guardrail(r, m, c, declared)
            if "not judged" not in row.group(1):
                hold(r, row.group(1).endswith(state), f"guardrail {name}: not {state}: {row.group(1)}")
            scale = "difference" if "margin" in declared else "lift"
            e = r.counting(c, scale)
            whole = None not in (e["low"], e["high"], e["estimate"]) and (scale == "difference" or e["low"] > -1)
            if whole and ("pp" in row.group(1)) == (scale == "difference"):
                signed = margin and (margin if m["goal"] == "decrease" else -margin)
                high = None if scale == "lift" and e["high"] > LIFT_MOST else e["high"]
                said = written(e["estimate"], e["low"], high, signed)
                hold(r, number(row.group(1))[:len(said)] == said and ("above" in row.group(1)) == (high is None),
                     f"guardrail {name}: {row.group(1)} is not {e}")
            if margin and "not judged" not in row.group(1) and e["low"] is not None and e["high"] is not None:
                harm = margin if m["goal"] == "decrease" else -margin
                inside = e["high"] < harm if harm > 0 else e["low"] > harm
                hold(r, state != "holds" or inside, f"guardrail {name} holds, and its interval reaches the margin")


def secondaries_that_are_worse_are_told(r):
    """In the reasons, with a row of each arm as far as there is room, and of the arm to ship in the first line."""
    if r.decision.startswith("invalid"):
        return
    said = {(f["metric"], f["arm"]) for f in r.because if f["code"] == "secondary_worse"}
    worse = {(name, c["arm"]) for name, m in r.metrics.items() if m["role"] == "secondary" for c in m["comparisons"]
             if r.p(c) is not None and r.p(c) < r.alpha and (c["difference"]["estimate"] < 0) == (m["goal"] == "increase")}
    hold(r, said == worse, f"worse on secondary metrics: {worse}, told: {said}")
    ship = r.json["verdict"]["arm"] if r.decision == "ship" else None
    costs = [metric for metric, arm in said if arm == ship]
    hold(r, not costs or "at a cost" in r.text, f"ships at a cost that is not said: {costs}")
    for metric, arm in said:
        rows = re.search(rf"^  {metric} +{arm} ", r.text, re.M) or "more (--detail full)" in r.text
        hold(r, rows is not None, f"no row of {metric} for {arm}, which is worse")


def gains(r, arm):
    """The primary metrics that the reasons and the numbers show it to be better (1) and worse (-1) on."""
    return {name: 1 if (c["difference"]["estimate"] > 0) == (m["goal"] == "increase") else -1
            for name, m in r.metrics.items() if m["role"] == "primary"
            for c in m["comparisons"] if c["arm"] == arm and r.p(c) is not None and r.p(c) < r.alpha}


def of_alike_gains_the_harmless_ships(r):
    said = {arm for arm in (f["arm"] for f in r.because if f["code"] in ("secondary_worse", "guardrail_harm_tolerated"))}
    fit = [a["arm"] for a in r.json["verdict"]["arms"] if a["decision"] == "fit_to_ship"]
    for f in r.because:
        if f["code"] == "preferred_without_harm":
            hold(r, f["other"] in said and f["arm"] not in said and not f["p"] < r.alpha, "goes before another without reason")
            hold(r, {f["arm"], f["other"]} <= set(fit), "an arm goes before another, and one is not fit to ship")
    ship = r.json["verdict"]["arm"]
    preferred = any(f["code"] == "preferred_without_harm" for f in r.because)
    hold(r, r.decision != "ship" or ship not in said or not preferred, "the arm that ships does harm, and is preferred")
    told = "at a cost" in r.text.partition("What next")[0]
    hold(r, r.decision != "ship" or told == (ship in said), "the cost of what ships, and the first line")


def primaries_that_disagree_are_told(r):
    if r.decision.startswith("invalid"):
        return
    said = {f["arm"] for f in r.because if f["code"] in ("primaries_disagree", "held_back_by_primary")}
    mixed = {a["arm"] for a in r.json["verdict"]["arms"]
             if a["decision"] == "worse" and set(gains(r, a["arm"]).values()) == {1, -1}}
    hold(r, said == mixed, f"primary metrics disagree on {mixed}, told: {said}")
    hold(r, (r.decision == "keep_control" and bool(mixed)) == ("though the primary metrics disagree" in r.text),
         "the first line, and whether the primary metrics disagree")


def a_gain_below_worth_is_told(r):
    ship = r.json["verdict"]["arm"]
    if r.decision != "ship":
        return
    said = {f["metric"] for f in r.because if f["code"] == "worth_not_shown" and f["arm"] == ship}
    less, short = set(), False
    for name, m in r.metrics.items():
        worth = r.definition[name].get("worth")
        if not worth or gains(r, ship).get(name) != 1:
            continue
        lift, sign = r.counting(r.comparison(name, ship), "lift"), 1 if m["goal"] == "increase" else -1
        low = lift["low"] if sign > 0 else None if lift["high"] is None else -lift["high"]
        excluded = any(f["code"] == "worth_excluded" and f["metric"] == name and f["arm"] == ship for f in r.because)
        if low is not None and low < worth and not excluded:
            less.add(name)
            short = short or sign * lift["estimate"] < worth
    hold(r, said == less, f"not shown to be worth it: {less}, told: {said}")
    hold(r, ("estimated to be less than is worth it" in " ".join(r.text.split())) == short, "the first line, and what is worth it")


def sentences_and_tables_agree(r):
    """Every interval that a reason quotes stands in the tables below it."""
    head, _, below = r.text.partition("What next")
    for f in r.because:
        if f["code"] not in ("better", "worse", "not_shown", "guardrail_undecided", "guardrail_broken"):
            continue
        sentence = f["text"]["en"]
        quoted = re.search(r"([-+]?[\d.]+ (?:%|pp)) \((?:[\d.]+ % interval: )?([^)]*)\)", sentence)
        if quoted and sentence.split(":")[0] in " ".join(head.split()) and not r.decision.startswith("invalid"):
            cell = f"{quoted.group(1)} ({quoted.group(2)})"
            hold(r, cell in below or f["metric"] not in below, f"not in the tables: {cell}")


def the_verdict_follows(r):
    codes = {}
    for f in r.because:
        codes.setdefault(f.get("arm"), set()).add(f["code"])
    ship = r.json["verdict"]["arm"]
    if r.decision == "ship":
        hold(r, "better" in codes.get(ship, ()) and not codes[ship] & {"worse", "guardrail_broken", "guardrail_undecided"},
             "ships what it should not")
        hold(r, f"Verdict: ship {ship}" in r.text and f"上线 {ship}" in r.chinese, "another arm than the one to ship")
    broken = [a["arm"] for a in r.json["verdict"]["arms"] if a["decision"] == "guardrail_broken"]
    fit = [a["arm"] for a in r.json["verdict"]["arms"] if a["decision"] == "fit_to_ship"]
    hold(r, sorted(broken) == sorted({arm for arm, said in codes.items() if said & {"guardrail_broken", "guardrail_harmed", "harm_since"}}),
         f"arms that break a guardrail: {broken}")
    hold(r, (r.decision == "stop_guardrail") == bool(broken) and (r.decision == "ship") <= (ship in fit), "arms and verdict differ")
    if r.decision == "stop_guardrail":
        head = f"Verdict: stop {', '.join(broken)}: "
        hold(r, head in r.text and f"停用 {'、'.join(broken)}：" in r.chinese, f"not {head}")
        hold(r, not fit or f"{', '.join(fit)} may be shipped" in r.text, f"{fit} may be shipped, which is not said")
        hold(r, codes.get(ship, set()) & {"guardrail_broken", "guardrail_harmed", "harm_since"}, "stops, and nothing is broken")
    if r.decision == "keep_control":
        hold(r, not any("better" in said and not said & {"worse", "guardrail_undecided", "guardrail_broken", "harm_since"}
                        for arm, said in codes.items() if arm), "keeps the control, and an arm could be shipped")
    if r.decision.startswith("invalid"):
        hold(r, "lift (" not in r.text and "change (" not in r.text, "invalid, and comparisons are shown")


def segments_are_as_told(r):
    if r.decision.startswith("invalid"):
        return
    told = re.search(r"For whom: (.*?)\n\n", r.text + "\n\n", re.S)
    different = [i for m in r.metrics.values() for i in m["interactions"] if i["different"]]
    hold(r, told is not None, "nothing is said of for whom")
    for i in (i for m in r.metrics.values() for i in m["interactions"]):
        hold(r, i["p_adjusted"] is None or i["different"] == (i["p_adjusted"] < r.alpha), "different, and p says otherwise")
    says = "differs by" in r.text
    hold(r, says == bool(different), f"for whom: {len(different)} differ")
    split = any(m["segments"] for m in r.metrics.values())
    hold(r, split == ("not split" not in r.text), "split by segments, or not")


def checks_are_counted(r):
    ok = sum(c["status"] == "ok" for c in r.json["checks"])
    others = len(r.json["checks"]) - ok
    want = f"Checks: {ok} ok, {others} to look at" if others else f"Checks: all {ok} ok"
    hold(r, want in r.text, want)


def the_languages_agree(r):
    def numbers(text):
        return sorted(number(re.sub(r"--\w+.*|SRM.*", "", text)))
    a, b = numbers(r.text), numbers(r.chinese)
    left = [x for x in a if x not in b] + [x for x in b if x not in a]
    hold(r, all(x in ("80", "20", "10") for x in left), f"numbers of one language alone: {left}")


def quoted(r):
    """What the tables quote, each number as they write it: (value in percent, text)."""
    segments = [c for m in r.metrics.values() for s in m["segments"] for c in s["comparisons"]]
    for c in [c for m in r.metrics.values() for c in m["comparisons"]] + segments:
        for scale in ("lift", "difference"):
            e = r.counting(c, scale)
            if None not in e.values() and (scale == "difference" or -1 < e["low"] and e["high"] < 100):
                texts = written(e["estimate"], e["low"], e["high"])
                yield from ((100 * e[end], text) for end, text in zip(("estimate", "low", "high"), texts))


# two arms with each other, and ends of intervals of another level: they may have the digits of a number of a table by chance
OF_NO_TABLE = re.compile(r"\bbeats\b|\bexcluded\b|\bgoes before\b|\bworth\b")


def one_number_has_one_rounding(r):
    """What a sentence says with its unit and the tables show too, it says as they do."""
    if r.decision.startswith("invalid"):
        return
    known = list(quoted(r))
    texts = {text.lstrip("+") for _, text in known}
    first, _, rest = r.text.partition("What next")
    points = re.split(r"^  - ", first, flags=re.M) + re.findall(r"^  - (.*)$", rest, re.M)
    prose = " ".join(point for point in points if not OF_NO_TABLE.search(point))
    prose = re.sub(r"tolerated: [-+\d.]+ (%|pp)", "", " ".join(prose.split()))  # as declared
    for said in re.findall(r"(?<![\w.])([-+]\d+(?:\.\d+)?) (?:%|pp)", prose):
        said = said.lstrip("+")
        digits = len(said.partition(".")[2])
        other = [text for value, text in known if in_digits(value, digits) == said]
        hold(r, said in texts or not other, f"{said} in the prose, and {other[:2]} in the tables")


CLAIMS = [findings_have_the_numbers_that_count, shown_is_shown, guardrails_are_as_told,
          secondaries_that_are_worse_are_told, of_alike_gains_the_harmless_ships, primaries_that_disagree_are_told,
          a_gain_below_worth_is_told, sentences_and_tables_agree,
          the_verdict_follows, segments_are_as_told, checks_are_counted, the_languages_agree, one_number_has_one_rounding]

with tempfile.TemporaryDirectory() as name:
    directory = pathlib.Path(name)
    for index in range(EXPERIMENTS):
        rng = random.Random(f"{SEED} {index}")
        words = make(rng, directory)
        report = Report(words, directory)
        report.definition = {m["metric"]: m for m in json.loads((directory / "made.json").read_text())["metrics"]}
        report.index = index
        seen[report.decision] = seen.get(report.decision, 0) + 1
        lines.append(report.lines)
        for claim in CLAIMS:
            claim(report)
for claim, report in wrong[:8]:
    print(f"experiment {report.index}: {claim}\n{report.text}")
print(f"{'not ok' if wrong else 'ok'} the claims of {EXPERIMENTS} reports follow from their numbers ({len(wrong)} do not)")
rich = len(seen) >= 4
lines.sort()
usual, most = lines[len(lines) * 9 // 10], lines[-1]
fits = most <= 45
print(f"{'ok' if fits else 'not ok'} short forms have at most {most} lines of 80 columns, nine of ten of them {usual}")
print(f"| reports | claims of {EXPERIMENTS} that their numbers deny, of {len(CLAIMS)} kinds | – | {len(wrong)} | 0 |")
print(f"| reports | lines of nine short forms of ten on 80 columns | 226 to 406 | {usual} | 45 |")
print(f"{'ok' if rich else 'not ok'} verdicts that were met: {seen}")
sys.exit(1 if wrong or not rich or not fits else 0)
