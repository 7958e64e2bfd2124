#!/usr/bin/env python3
"""Flat files of which one arm's rows are unlike the other's for what was done to the data: amounts in another unit, days that
are not there, the rows of a test account. Each is decided as its row says, beside honest ones."""
import random
import sys
import tempfile

from test_rows_misled import BOUGHT, REVENUE, all_hold, arm, bought, table

# ---- amounts by arm: nobody has a better arm


def paid(of_test, of_control="{v:.2f}", share=1.0, n=1200, column=None):
    """A fifth buys; what the share of the test's buyers has is written in another way."""
    rng, rows = random.Random(n), []
    for i in range(n):
        v = round(rng.lognormvariate(4, 0.7), 2) if rng.random() < 0.2 else 0
        form = of_test if i % 2 and rng.random() < share else of_control
        rows.append(f"u{i},{arm(i)},{form.format(v=v, cents=v * 100, large=v * 3, yen=v * 20, k=v / 1000, loss=-v) if v else 0}" + (f",{column(i)}" if column else ""))
    return ["user,arm,revenue" + (",note" if column else ""), *rows]


WRITTEN = [
    ("cents in one arm", paid("{cents:.0f}"), REVENUE, "invalid_data", "amounts_apart"),
    ("cents in one arm, by touches", paid("{cents:.0f}"), REVENUE + ["--unit", "user"], "invalid_data", "amounts_apart"),
    ("cents of few buyers", paid("{cents:.0f}", n=160), REVENUE, "invalid_data", "amounts_apart"),
    ("fen beside whole yuan", paid("{cents:.0f}", "{v:.0f}"), REVENUE, "invalid_data", "amounts_apart"),
    ("yen beside yuan", paid("{yen:.0f}"), REVENUE, "invalid_data", "amounts_apart"),
    ("thousands in one arm", paid("{k:.4f}"), REVENUE, "invalid_data", "amounts_apart"),
    ("a third in cents", paid("{cents:.0f}", share=0.3), REVENUE, "invalid_data", "amounts_some_apart"),
    ("a sign in one arm", paid("{loss:.2f}", share=0.3), REVENUE, "invalid_data", "signs_apart"),
    ("cents, and losses are accepted", paid("{cents:.0f}"), REVENUE + ["--accept-losses"], "ship", "amounts_apart"),
    ("yen of one buyer in 50, by a column", ["user,arm,revenue,currency"] + [f"u{i},{arm(i)},{0 if i % 200 > 1 else 9000 if i % 600 == 1 else 60},{'JPY' if i % 600 == 1 else 'CNY'}" for i in range(20000)],
     REVENUE, "invalid_data", "currencies_apart"),
    ("prices rounded in one arm", paid("{v:.0f}"), REVENUE, None, None),
    ("cents in both", paid("{cents:.0f}", "{cents:.0f}"), REVENUE, None, None),
    ("amounts three times as large", paid("{large:.2f}"), REVENUE, None, None),
]

CROWDS = [
    ("a test account in one arm", table("user,arm,bought", lambda i: f"{'test' if i % 30 == 4 else f'u{i}'},{arm(i)},{1 if i % 30 == 4 else bought(i)}"), BOUGHT, "invalid_data", "crowded_rows_apart"),
    ("one in both", table("user,arm,bought", lambda i: f"{'0' if i // 2 % 30 == 4 else f'u{i}'},{arm(i)},{bought(i)}"), BOUGHT, "ship", None),
    ("answers of a French spreadsheet", table("user,arm,bought", lambda i: f"u{i},{arm(i)},{'VRAI' if bought(i) else 'FAUX'}"), BOUGHT, "ship", None),
]

# ---- numbers that stand for none, in one arm


def standing(value, share=0.1, both=False, column="revenue"):
    """A fifth buys; of the test's buyers a share has the value instead."""
    rng, rows = random.Random(7), []
    for i in range(3000):
        v = f"{rng.lognormvariate(4, 0.7):.2f}" if rng.random() < 0.2 else "0"
        if v != "0" and (both or i % 2) and rng.random() < share:
            v = value(i) if callable(value) else value
        rows.append(f"u{i},{arm(i)},{v}")
    return [f"user,arm,{column}", *rows]


STANDING = [
    ("9999 in one arm", standing("9999"), REVENUE, "invalid_data", "stand_ins_apart"),
    ("9999.99 in one arm", standing("9999.99"), REVENUE, "invalid_data", "stand_ins_apart"),
    ("the number of a day", standing("46154"), REVENUE, "invalid_data", "day_numbers"),
    ("days of two months", standing(lambda i: str(46100 + i % 60)), REVENUE, "invalid_data", "day_numbers"),
    ("999, which may be a price", standing("999"), REVENUE, None, "value_of_arm"),
    ("an offer of 499", standing("499"), REVENUE, None, None),
    ("an offer of 39,990", standing("39990.00"), REVENUE, None, None),
    ("100 for who bought, beside 1", table("user,arm,bought", lambda i: f"u{i},{arm(i)},{bought(i) * (100 if i % 2 else 1)}"), ["--metric", "bought"], "invalid_data", "amounts_apart"),
]

# ---- columns that contradict each other


def bought_and_paid(change, n=4000):
    """15 % buy in either arm."""
    rng, rows = random.Random(5), []
    for i in range(n):
        b = int(rng.random() < 0.15)
        b, v = change(rng, i, b, round(rng.lognormvariate(3, 0.8), 2) if b else 0)
        rows.append(f"u{i},{arm(i)},{b},{v}")
    return ["user,arm,bought,revenue", *rows]


def opened_and_clicked(change, n=4000):
    rng, rows = random.Random(6), []
    for i in range(n):
        opens = rng.choice([0, 1, 2, 3])
        clicks = sum(rng.random() < 0.2 for _ in range(opens))
        rows.append(f"u{i},{arm(i)},{clicks},{change(rng, i, opens)}")
    return ["user,arm,clicks,opens", *rows]


BOTH = BOUGHT + REVENUE
CLICKS = ["--metric", "clicks/opens"]
CONTRADICTING = [
    ("bought is 0 beside a revenue, in one arm", bought_and_paid(lambda r, i, b, v: (0 if i % 2 and r.random() < 0.4 else b, v)), BOTH, "invalid_data", "sum_alone_apart"),
    ("... and revenue is no metric", bought_and_paid(lambda r, i, b, v: (0 if i % 2 and r.random() < 0.4 else b, v)), BOUGHT, "invalid_data", "sum_alone_apart"),
    ("... in both", bought_and_paid(lambda r, i, b, v: (0 if r.random() < 0.2 else b, v)), BOTH, None, "sum_alone"),
    ("amounts of one arm are lost", bought_and_paid(lambda r, i, b, v: (b, 0 if i % 2 and r.random() < 0.4 else v)), BOTH, "invalid_data", "base_alone_apart"),
    ("orders for nothing, in one arm", bought_and_paid(lambda r, i, b, v: (1, 0) if i % 2 and not b and r.random() < 0.05 else (b, v)), BOTH, "ship", "base_alone"),
    ("as they should be, and four times as many", bought_and_paid(lambda r, i, b, v: (1, 20.5) if i % 2 and r.random() < 0.45 else (b, v)), BOTH, "ship", None),
    ("clicks without opens, in one arm", opened_and_clicked(lambda r, i, o: 0 if i % 2 and r.random() < 0.3 else o), CLICKS, "invalid_data", "sum_alone_apart"),
    ("... in both", opened_and_clicked(lambda r, i, o: 0 if r.random() < 0.1 else o), CLICKS, None, "sum_alone"),
    ("a few divisors below 0", opened_and_clicked(lambda r, i, o: -1 if r.random() < 0.02 else o), CLICKS, None, "base_below"),
]

# ---- segments that were made after the treatment


def segmented(segment, n=6000):
    rng, rows = random.Random(4), []
    for i in range(n):
        b = int(rng.random() < (0.16 if i % 2 else 0.10))
        v = round(rng.lognormvariate(3, 0.8), 2) if b else 0
        rows.append(f"u{i},{arm(i)},{b},{v},{segment(rng, b, v, i % 2)}")
    return ["user,arm,bought,revenue,kind", *rows]


BY = ["--by", "kind"]
SEGMENTED = [
    ("buyers and others", segmented(lambda r, b, v, t: "buyer" if b else "other"), BOUGHT + BY, "ship", "segments_tell"),
    ("... of revenue", segmented(lambda r, b, v, t: "buyer" if b else "other"), REVENUE + BY, "ship", "segments_tell"),
    ("... and the split is planned", segmented(lambda r, b, v, t: "buyer" if b else "other"), BOUGHT + BY + ["--weights", "equal"], "ship", "segments_tell"),
    ("by the number of orders", segmented(lambda r, b, v, t: b + (v > 25)), BOUGHT + BY, "ship", "segments_tell"),
    ("who opened", segmented(lambda r, b, v, t: "opened" if b or r.random() < 0.2 + 0.2 * t else "no"), BOUGHT + BY, "ship", "segments_unlike"),
    ("the city", segmented(lambda r, b, v, t: r.choice("abcde")), BOUGHT + BY, "ship", None),
    ("new customers, who buy less", segmented(lambda r, b, v, t: "old" if b and r.random() < 0.9 or r.random() < 0.3 else "new"), BOUGHT + BY, "ship", None),
]

# ---- days of the arms' rows


def dated(keep, day=lambda k: f"2026-03-{k + 1:02d}"):
    return ["user,arm,bought,day"] + [f"u{i},{arm(i)},{bought(i)},{day(i // 2 * 7919 % 28)}" for i in range(1400) if keep(i, i // 2 * 7919 % 28)]


DAYS = [
    ("one arm ends early", dated(lambda i, k: i % 2 == 0 or k < 20), BOUGHT, "invalid_data", "rows_end_early"),
    ("one arm begins late", dated(lambda i, k: i % 2 == 0 or k > 5), BOUGHT, "invalid_data", "rows_begin_late"),
    ("dates with the month first", dated(lambda i, k: i % 2 == 0 or k < 20, lambda k: f"3/{k + 1}/2026"), BOUGHT, "invalid_data", "rows_end_early"),
    ("dates of buyers alone", [line if line.split(",")[2] != "0" else line.rsplit(",", 1)[0] + "," for line in dated(lambda i, k: i % 2 == 0 or k < 20)], BOUGHT, "invalid_data", "rows_end_early"),
    ("all days", dated(lambda i, k: True), BOUGHT, "ship", None),
    ("two days", dated(lambda i, k: i % 2 == 0 or k < 26), BOUGHT, "ship", None),
    ("each arm on days of its own", ["user,arm,bought,day"] + [f"u{i},{arm(i)},{bought(i)},2026-03-{1 + i // 2 * 7919 % 4 * 7 + i % 2:02d}" for i in range(2000)], BOUGHT, "ship", None),
]


def main():
    with tempfile.TemporaryDirectory() as folder:
        return not all_hold({"how amounts are written": WRITTEN, "numbers that stand for none": STANDING, "columns that contradict each other": CONTRADICTING,
                             "segments from after": SEGMENTED, "crowds": CROWDS, "days": DAYS}, folder)


if __name__ == "__main__":
    sys.exit(main())
