#!/usr/bin/env python3
"""Estimated lifts beside the true ones.

usage: tools/compare_with_truth.py truth.json report.json...

truth.json comes from `hookline simulate`, the reports from `hookline report --format json`. Exits with 1 when the
truth lies outside far more intervals than chance allows.
"""
import json
import math
import sys


def percent(x):
    return "      –" if x is None else f"{100 * x:+6.1f} %"


def row_of(metric, comparison, truth):
    """The printed row, and whether the truth lies inside the fixed and the always-valid interval."""
    lift, anytime = comparison["lift"], comparison.get("anytime") or {}
    inside = [(r.get("low") is None or r["low"] <= truth) and (r.get("high") is None or truth <= r["high"])
              for r in (lift, anytime)]
    cells = [f"{metric:<11}", f"{comparison['arm']:<15}", percent(truth), percent(lift["estimate"]),
             f"{percent(lift['low'])} to {percent(lift['high'])}", "yes" if inside[0] else "NO ",
             f"{percent(anytime.get('low'))} to {percent(anytime.get('high'))}", "yes" if inside[1] else "NO"]
    return "  ".join(cells), inside


def true_lifts(experiment):
    return {(m["metric"], c["arm"]): c["lift"] for m in experiment["metrics"] for c in m["comparisons"]}


with open(sys.argv[1], encoding="utf-8") as file:
    truth = {e["experiment"]: true_lifts(e) for e in json.load(file)["experiments"]}
total = [0, 0, 0]
for path in sys.argv[2:]:
    with open(path, encoding="utf-8") as file:
        report = json.load(file)
    print(f"\n{report['experiment']}")
    print(f"{'metric':<11}  {'arm':<15}  {'true':>8}  {'estimate':>8}  {'95 % interval':^20}  in?  {'always valid':^20}  in?")
    for metric in report["metrics"]:
        for comparison in metric["comparisons"]:
            known = truth[report["experiment"]].get((metric["metric"], comparison["arm"]))
            if known is None:
                continue
            line, inside = row_of(metric["metric"], comparison, known)
            print(line)
            total = [total[0] + 1, total[1] + inside[0], total[2] + inside[1]]
count, fixed, always = total
print(f"\nThe truth lies in {fixed} of {count} 95 % intervals and in {always} of {count} always-valid ones.")
# five in a hundred may miss; beyond four standard errors it is no chance
sys.exit(count == 0 or count - max(fixed, always) > 0.05 * count + 4 * math.sqrt(0.0475 * count))
