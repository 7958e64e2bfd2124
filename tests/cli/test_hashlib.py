"""assign against an independent computation: hashlib, 100,000 ids, Chinese ones among them."""
import csv
import hashlib
import json
import os
import pathlib
import subprocess
import sys
import tempfile

SPACE = 1 << 53
root = pathlib.Path(__file__).resolve().parents[2]
path = root / "experiments/coupon-expiry-evening/coupon-expiry-evening.json"
exp = json.loads(path.read_text(encoding="utf-8"))


def bucket(prefix, salt, unit):
    return int.from_bytes(hashlib.sha256(f"{prefix}:{salt}:{unit}".encode()).digest()[:8], "big") >> 11


def expected(unit, orders, blocked):
    arm_bucket = bucket("arm", exp["salt"], unit)
    if orders < 1 or blocked == "true":
        return "", arm_bucket, "audience"
    if bucket("holdout", exp["holdout"]["name"], unit) < SPACE * 5 // 100:
        return "", arm_bucket, "holdout"
    if bucket("layer", exp["layer"]["name"], unit) >= SPACE // 2:
        return "", arm_bucket, "layer"
    return ("daytime" if arm_bucket < SPACE // 2 else "evening"), arm_bucket, "assigned"


kinds = ["u{}", "wmQ-{}_x", "用户{}", "顾客，{}", 'o"{}"', "é{}", "🍜{}", "a {} b", "{}", "長いID-{}\n第二行"]
rows = [(kinds[i % len(kinds)].format(i), i % 4, "true" if i % 11 == 0 else "") for i in range(100000)]
wrong = 0
with tempfile.TemporaryDirectory() as work:
    users, out = os.path.join(work, "users.csv"), os.path.join(work, "out.csv")
    with open(users, "w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file)
        writer.writerow(["user_id", "orders", "blocked"])
        writer.writerows(rows)
    subprocess.run([os.environ["HOOKLINE"], "assign", str(path), "--users", users, "-q", "-o", out], check=True)
    with open(out, newline="", encoding="utf-8") as file:
        got = list(csv.reader(file))[1:]
if len(got) != len(rows):
    print(f"not ok assign writes every user: {len(got)} of {len(rows)}")
    sys.exit(1)
for (unit, orders, blocked), line in zip(rows, got):
    arm, number, reason = expected(unit, orders, blocked)
    if line != [unit, arm, str(number), reason]:
        wrong += 1
        if wrong < 5:
            print("wanted", [unit, arm, number, reason], "got", line)
arms = {line[1] for line in got}
if arms != {"", "daytime", "evening"}:
    print(f"not ok both arms are used: {arms}")
    wrong += 1
print(f"{'not ok' if wrong else 'ok'} assign agrees with hashlib on {len(rows)} ids")
sys.exit(wrong > 0)
