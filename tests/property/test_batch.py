#!/usr/bin/env python3
"""What a batch says of many experiments is what follows from their own reports: the p of each over all recomputed here
(Benjamini & Bogomolov 2014, by its definition) from the single reports, and with it the decisions and the order."""
import json
import os
import pathlib
import random
import subprocess
import sys
import tempfile

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent
PROGRAM = os.path.realpath(os.environ.get("HOOKLINE", str(ROOT / os.environ.get("BUILD", "build") / "hookline")))
ORDER = ["invalid", "stop", "ship", "keep_control", "ended", "nothing_to_compare", "running"]
ALPHA = 0.05
WORDS = ["--arm", "arm", "--control", "c", "--count", "n", "--metric", "click=clicks/n:proportion", "--metric",
         "buy=buys/n:proportion:primary", "--metric", "out=outs/n:proportion:guardrail:decrease", "--worth", "buy=0.3",
         "--weights", "equal", "--now", "2026-06-01T00:00:00Z", "--format", "json"]


def run(*words):
    done = subprocess.run([PROGRAM, "analyze", *words], stdout=subprocess.PIPE, stderr=subprocess.PIPE, check=False)
    assert done.returncode in (0, 3), done.stderr.decode()
    return done.stdout.decode()


def table(seed, experiments, arms):
    """Most experiments have no effect; some have one, some harm, some a split that is off."""
    rng = random.Random(seed)
    rows = ["e,arm,n,clicks,buys,outs"]
    for e in range(experiments):
        lift = rng.choice([1, 1, 1, 1, 1.12, 1.2, 0.8])
        harm = 4 if rng.random() < 0.08 else 1
        for k, arm in enumerate(["c", "x", "y", "z"][:arms]):
            n = 2000 - (400 if k == 1 and rng.random() < 0.06 else 0)
            rate = lift if k == 1 else 1
            binomial = lambda p, n=n: sum(rng.random() < p for _ in range(n))
            rows.append(f"e{e:02},{arm},{n},{binomial(0.2 * rate)},{binomial(0.1)},"
                        f"{binomial(0.01 * (harm if k == 1 else 1))}")
    return "\n".join(rows) + "\n"


def of_families(families):
    """p over all of every p within its experiment: the least q at which it is rejected. At q the R experiments are
    selected that Benjamini-Hochberg of their least p selects, and in each what is at most q R / m is rejected."""
    m = len(families)
    least = [min(f) for f in families]
    levels = sorted({p * m / r for f in families for p in f for r in range(1, m + 1)})

    def selected(q):
        return max([r for r in range(1, m + 1) if sum(p <= q * r / m * (1 + 1e-12) for p in least) >= r], default=0)

    counts = [selected(q) for q in levels]
    out = []
    for f in families:
        out.append([min(1, next(q for q, r in zip(levels, counts)
                                if r and min(f) <= q * r / m * (1 + 1e-12) and p <= q * r / m * (1 + 1e-12)))
                    for p in f])
    return out


def primaries(report):
    """(metric, arm, p within the experiment, its side) of a single report, by its own correction."""
    names = {"click": 1, "buy": 1}
    for metric in report["metrics"]:
        if metric["metric"] not in names:
            continue
        for c in metric["comparisons"]:
            anytime = report["verdict"]["inference"] == "anytime"
            p = c["anytime"]["p_adjusted"] if anytime else c["p_adjusted"]
            if p is not None:
                yield metric["metric"], c["arm"], p, c["difference"]["estimate"] > 0, c


def decision(report, across):
    own = report["verdict"]["decision"]
    found = {(m, a): up for (m, a, _, up, _), q in zip(primaries(report), across or []) if q < ALPHA}
    arms = {a for _, a, *_ in primaries(report)}
    if own == "ship" and not any(up and a == report["verdict"]["arm"] for (_, a), up in found.items()):
        return False
    out = {a for (_, a), up in found.items() if not up}
    return own != "keep_control" or out == arms


def limits(report, across):
    """What the verdict says of arms beside its decision that is not shown among all: one to stop, one that may be shipped."""
    own = report["verdict"]["decision"]
    found = {(a, up) for (_, a, _, up, _), q in zip(primaries(report), across) if q < ALPHA}
    told = {"stop_guardrail": "fit_to_ship", "keep_running": "worse", "not_shown": "worse"}.get(own)
    return [a["arm"] for a in report["verdict"]["arms"]
            if a["decision"] == told and (a["arm"], told == "fit_to_ship") not in found]


def check(inference, seed, arms, experiments=18):
    with tempfile.TemporaryDirectory() as folder:
        path = os.path.join(folder, "t.csv")
        pathlib.Path(path).write_text(table(seed, experiments, arms))
        words = [path, *WORDS, "--inference", inference]
        rows = [json.loads(line) for line in run(*words, "--experiment-column", "e").splitlines()]
        single = {r["experiment"]: json.loads(run(*words, "--where", json.dumps({"e": r["experiment"]}))) for r in rows}
    asked = {n: s for n, s in single.items() if not s["verdict"]["decision"].startswith("invalid")}
    families = [[p for _, _, p, *_ in primaries(s)] for s in asked.values()]
    across = dict(zip(asked, of_families(families)))
    turned = 0
    for row in rows:
        name, report = row["experiment"], single[row["experiment"]]
        assert row["decision"] == report["verdict"]["decision"], (name, row["decision"])
        said = [c["p_across"] for c in row["comparisons"] if c["role"] == "primary"]
        if name not in across:
            assert said == [None] * len(said) and row["family"] == len(asked)
            continue
        assert len(said) == len(across[name])
        for mine, its in zip(across[name], said):
            assert abs(mine - its) <= 1e-9 * mine, (name, mine, its)
        stands = decision(report, across[name])
        ended = inference == "fixed"
        want = row["decision"] if stands else ("not_shown" if ended else "keep_running")
        limited = limits(report, across[name])
        assert row["decision_across"] == want and row["turned"] == (not stands or bool(limited)), (name, want, row)
        turned += row["turned"]
    by_rank = sorted(rows, key=lambda r: r["rank"])
    places = [ORDER.index(r["attention"]) for r in by_rank]
    assert places == sorted(places) and [r["rank"] for r in by_rank] == list(range(1, len(rows) + 1))
    return turned, len(rows)


def main():
    turned = 0
    for inference, seed, arms in (("fixed", 1, 2), ("fixed", 2, 3), ("fixed", 3, 2), ("anytime", 4, 2), ("fixed", 6, 4)):
        try:
            told, count = check(inference, seed, arms)
        except AssertionError as wrong:
            sys.exit(f"not ok {inference}, {arms} arms: {wrong}")
        turned += told
        print(f"ok {inference}, {arms} arms: {count} experiments, {told} turned")
    if turned == 0:
        sys.exit("not ok no verdict was turned: nothing was tested")


main()
