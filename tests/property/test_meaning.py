#!/usr/bin/env python3
"""Flat files whose columns are not what they are read as, or that lack rows: what an operator ought to know stands in the verdict
itself, and nothing of it in that of honest files."""
import random
import sys
import tempfile

from test_rows_misled import REVENUE, all_hold, arm

ORDERS = ["--unit", "user"]


def amount(rng):
    return round(rng.lognormvariate(3.5, 0.8), 2)


def with_status(undone, lift=1.3, n=3000):
    """A fifth buys, in the test arm more; of the orders of each arm a share is cancelled."""
    rng, rows = random.Random(2), []
    for i in range(n):
        buys = rng.random() < (0.2 * lift if i % 2 else 0.2)
        status = ("cancelled" if rng.random() < undone[i % 2] else "paid") if buys else ""
        rows.append(f"u{i},{arm(i)},{amount(rng) if buys else 0},{status}")
    return ["user,arm,revenue,order_status", *rows]


UNDONE = [
    ("cancelled of one arm", with_status((0.03, 0.4)), REVENUE, "invalid_data", "undone_rows_apart"),
    ("... and that is accepted", with_status((0.03, 0.4), 1.6), REVENUE + ["--accept-losses"], "ship", "undone_rows_apart"),
    ("cancelled of both", with_status((0.1, 0.1), 1.6), REVENUE, "ship", "undone_rows"),
    ("none cancelled", with_status((0, 0), 1.6), REVENUE, "ship", None),
]


def lines(of_test, n=1500):
    """Half order; the total stands on every line."""
    rng, rows = random.Random(4), []
    for i in range(n):
        total, count = amount(rng), rng.choice((1, 2, 3)) if i % 2 == 0 else of_test(rng)
        rows += [f"u{i},{arm(i)},o{i},s{k},{total}" for k in range(count)] if rng.random() < 0.5 else [f"u{i},{arm(i)},,,0"]
    return ["user,arm,order_id,item,order_total", *rows]


TOTAL = ["--metric", "order_total:mean", *ORDERS]
LINES = [
    ("totals on lines, of which one arm has more", lines(lambda r: r.choice((2, 3, 4))), TOTAL, "invalid_data", "order_totals_apart"),
    ("totals on as many lines", lines(lambda r: r.choice((1, 2, 3))), TOTAL, None, "order_totals"),
]


def repeated(again, prices=amount, n=3000):
    """A fifth buys, of the test arm more, some of them again: for the same amount, for another or not at all."""
    rng, rows = random.Random(9), []
    for i in range(n):
        if rng.random() >= (0.3 if i % 2 else 0.2):
            rows.append(f"u{i},{arm(i)},0,2026-03-01")
            continue
        values = [prices(rng)]
        how = again(rng, i % 2)
        values += [values[0]] if how == "same" else [prices(rng)] if how == "other" else []
        rows += [f"u{i},{arm(i)},{v},2026-03-{rng.randrange(1, 29):02d}" for v in values]
    return ["user,arm,revenue,day", *rows]


def often(same, other):
    """By arm: the shares of buyers who buy the same again, or another thing."""
    def choose(rng, test):
        u = rng.random()
        return "same" if u < same[test] else "other" if u < same[test] + other[test] else "no"
    return choose


PER_ROW = REVENUE + ORDERS + ["--accept-losses"]
AGAIN = [
    ("refunds of one arm as orders", repeated(often((0, 0.4), (0.1, 0.1))), PER_ROW, "ship", "same_values_of_metric"),
    ("more orders of other things", repeated(often((0.02, 0.02), (0.1, 0.4))), PER_ROW, "ship", "rows_per_unit_apart"),
    ("... are no verdict by the row", repeated(often((0.02, 0.02), (0.1, 0.4))), REVENUE + ORDERS, "counted_apart", "rows_per_unit_apart"),
    ("as many orders", repeated(often((0.02, 0.02), (0.1, 0.1))), REVENUE + ORDERS, "ship", None),
]


def baskets(n=3000):
    """The test arm sells to more buyers, who buy less."""
    rng, rows = random.Random(4), []
    for i in range(n):
        buys = rng.random() < (0.3 if i % 2 else 0.2)
        value = round(rng.lognormvariate(3 if i % 2 else 3.3, 0.5), 2)
        rows.append(f"u{i},{arm(i)},{int(buys)},{value if buys else 0}")
    return ["user,arm,bought,revenue", *rows]


BASKET, BOUGHT = ["--metric", "aov=revenue/bought"], ["--metric", "bought:proportion"]
BASES = [
    ("a basket of other buyers", baskets(), BASKET, "counted_apart", "denominators_differ"),
    ("... where it is meant so", baskets(), BASKET + ["--accept-losses"], "keep_control", "denominators_differ"),
    ("... beside what decides", baskets(), BOUGHT + [BASKET[0], BASKET[1] + ":secondary"], "ship", '"denominators_differ"'),
    ("... as a guardrail that breaks", baskets(), BOUGHT + [BASKET[0], BASKET[1] + ":guardrail:increase"], "counted_apart", "denominators_differ"),
    ("... as one that holds", baskets(), BOUGHT + [BASKET[0], BASKET[1] + ":guardrail:decrease"], "ship", '"denominators_differ"'),
]


def scores(largest, code, shares, n=3000):
    """Answers from 0 on, alike in both arms; of each arm a share has the code."""
    rng, rows = random.Random(5), []
    for i in range(n):
        rows.append(f"u{i},{arm(i)},{code if rng.random() < shares[i % 2] else rng.randrange(largest + 1)}")
    return ["user,arm,score", *rows]


SCORE = ["--metric", "score:mean"]
CODES = [
    ("99 beside 0 to 10", scores(10, 99, (0.05, 0.1)), SCORE, "invalid_data", "stand_ins_of_scale"),
    ("... alike", scores(10, 99, (0.03, 0.03)), SCORE, "invalid_data", "stand_ins_of_scale"),
    ("999 beside ages", scores(90, 999, (0.02, 0.03)), SCORE, "invalid_data", "stand_ins_of_scale"),
    ("answers alone", scores(10, 5, (0.05, 0.1)), SCORE, None, None),
    ("two prices", ["user,arm,score"] + [f"u{i},{arm(i)},{(0, 0, 1, 99)[i // 2 % 4]}" for i in range(2000)], SCORE, None, None),
]


def counted(value, n=200):
    rng, rows = random.Random(3), []
    for i in range(n):
        users = rng.randrange(20, 400)
        rows.append(f"{arm(i)},{value(rng, i, users)},{users}")
    return ["arm,spent,users", *rows]


SPENT = ["--metric", "spent:mean", "--count", "users"]
COUNTED = [
    ("sums of groups", counted(lambda r, i, users: round(users * r.uniform(3, 4 + i % 2), 2)), SPENT, "invalid_data", "counted_sums"),
    ("averages of groups", counted(lambda r, i, users: round(r.uniform(3, 4 + i % 2), 3)), SPENT, "invalid_data", "counted_sums"),
    ("a table of how many bought how often", counted(lambda r, i, users: i // 2 % 9), SPENT, None, None),
]


def of_buyers(keep, n=4000):
    rng, rows = random.Random(8), []
    for i in range(n):
        v = amount(rng) if rng.random() < 0.2 else 0
        if keep(i % 2, v):
            rows.append(f"u{i},{arm(i)},{v}")
    return ["user,arm,revenue", *rows]


def largest(count, n=12000):
    head, *rows = of_buyers(lambda test, v: True, n)
    return [head, *sorted(rows, key=lambda row: -float(row.rsplit(",", 1)[1]))[:count]]


MISSING = [
    ("one arm of buyers alone", of_buyers(lambda test, v: v or not test), REVENUE, "invalid_data", "only_buyers_cut"),
    ("the largest 1,000", largest(1000), REVENUE, None, "export_cut"),
    ("1,000 of all", of_buyers(lambda test, v: True, 1000), REVENUE, None, None),
    ("a full sheet", ["user,arm,revenue"] + [f"u{i},{arm(i)},{i % 7}" for i in range(65535)], REVENUE, None, "export_cut"),
]


def ramp(share, column="joined", trend=0.02, n=6000):
    """The share of the test arm by the day; who comes later buys less often; the test arm buys a fifth more often."""
    rng, rows = random.Random(6), []
    for i in range(n):
        day = i % 14
        test = rng.random() < share(day)
        buys = rng.random() < (0.4 - trend * day) * (1.2 if test else 1)
        rows.append(f"u{i},{'ab'[test]},{int(buys)},2026-03-{day + 1:02d}")
    return [f"user,arm,bought,{column}", *rows]


SHIFT = ["--control", "a", "--metric", "bought"]
RAMPS = [
    ("a ramp, and fewer buy by the day", ramp(lambda day: 0.1 if day < 7 else 0.5), SHIFT, None, "arms_shift"),
    ("a ramp alone", ramp(lambda day: 0.1 if day < 7 else 0.5, trend=0), SHIFT, "ship", None),
    ("fewer buy by the day", ramp(lambda day: 0.5), SHIFT, "ship", None),
    ("days of what users did since", ramp(lambda day: 0.1 if day < 7 else 0.5, "last_seen"), SHIFT, None, None),
]


def main():
    with tempfile.TemporaryDirectory() as folder:
        return not all_hold({"orders that were undone": UNDONE, "lines of orders": LINES, "the same again": AGAIN, "what is counted over": BASES, "codes of no answer": CODES, "sums beside a count": COUNTED,
                             "rows that are missing": MISSING, "ramps": RAMPS}, folder)


if __name__ == "__main__":
    sys.exit(main())
