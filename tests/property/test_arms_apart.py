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
        return not all_hold({"how amounts are written": WRITTEN, "crowds": CROWDS, "days": DAYS}, folder)


if __name__ == "__main__":
    sys.exit(main())
