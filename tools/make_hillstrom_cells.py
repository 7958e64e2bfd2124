#!/usr/bin/env python3
"""Counts of a published e-mail test as frequency rows.

usage: tools/make_hillstrom_cells.py hillstrom.csv > experiments/hillstrom-2008/cells.csv

The input is the MineThatData e-mail challenge of 2008 (Kevin Hillstrom), one row a customer. The output is one row
for each arm, newbie, channel, visit and conversion that occurs, with the number of customers and the exact sum and
sums of squares and cubes of what they spent, and how many spent something. No row of a customer is in it.
"""
import collections
import csv
import decimal
import sys

decimal.getcontext().prec = 60
keys = ("segment", "newbie", "channel", "visit", "conversion")
cells = collections.defaultdict(lambda: [0, decimal.Decimal(0), decimal.Decimal(0), decimal.Decimal(0), 0])
with open(sys.argv[1], newline="", encoding="utf-8") as file:
    for row in csv.DictReader(file):
        spend = decimal.Decimal(row["spend"])
        cell = cells[tuple(row[key] for key in keys)]
        cell[0] += 1
        cell[1] += spend
        cell[2] += spend * spend
        cell[3] += spend * spend * spend
        cell[4] += spend != 0
out = csv.writer(sys.stdout, lineterminator="\n")
out.writerow([*keys, "users", "spend_sum", "spend_sumsq", "spend_cubes", "spenders"])
for key in sorted(cells):
    users, total, squares, cubes, spenders = cells[key]
    out.writerow([*key, users, f"{total:f}", f"{squares:f}", f"{cubes:f}", spenders])
