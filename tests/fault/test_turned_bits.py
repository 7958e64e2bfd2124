#!/usr/bin/env python3
"""A bit of a store that is turned is said, or changes no report: never another number with exit 0.

Bits are drawn over the whole file with a fixed seed. Whoever finds the damage (SQLite's pages, the
checksums of cells and definitions) does not matter here; `verify` and its repair come after."""
import os
import pathlib
import random
import shutil
import subprocess
import sys
import tempfile

HOOKLINE = pathlib.Path(os.environ.get("HOOKLINE", "build/hookline")).resolve()
EXPERIMENTS = ("coupon-expiry-evening", "address-confirmation")
NOW = "2026-12-01T00:00:00Z"


def run(*words):
    return subprocess.run([HOOKLINE, *words], capture_output=True, check=False)


def reports(db):
    """What each report says, None where it fails; fails itself when the program is killed."""
    said = []
    for name in EXPERIMENTS:
        done = run("report", name, "--db", db, "--now", NOW, "--format", "json")
        if done.returncode not in (0, 1, 3) or (done.returncode and not done.stderr):
            sys.exit(f"not ok report exits {done.returncode}: {done.stderr!r}")
        said.append(done.stdout if done.returncode == 0 else None)
    return said


def main():
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 60
    with tempfile.TemporaryDirectory() as work:
        whole, turned = f"{work}/whole.db", f"{work}/turned.db"
        run("simulate", "--users", "300", "--seed", "3", "--out", f"{work}/shop", "-q")
        run("apply", *(f"{work}/shop/{name}.json" for name in EXPERIMENTS), "--db", whole, "-q",
            "--now", "2026-01-01T00:00:00Z")
        for kind in ("users", "touches", "events"):
            run("import", kind, f"{work}/shop/{kind}.csv", "--db", whole, "-q")
        right = reports(whole)
        if None in right:
            sys.exit("not ok the store has no reports")
        draw = random.Random(20261126)
        size = os.path.getsize(whole)
        told = wrong = 0
        for _ in range(count):
            shutil.copyfile(whole, turned)
            for end in ("-wal", "-shm", "-journal"):
                pathlib.Path(turned + end).unlink(missing_ok=True)
            at, bit = draw.randrange(size), draw.randrange(8)
            with open(turned, "r+b") as store:
                store.seek(at)
                byte = store.read(1)[0]
                store.seek(at)
                store.write(bytes([byte ^ (1 << bit)]))
            said = reports(turned)
            told += None in said
            for name, now, before in zip(EXPERIMENTS, said, right):
                if now is not None and now != before:
                    wrong += 1
                    print(f"not ok bit {bit} of byte {at} turned: {name} has another report")
        if wrong:
            sys.exit(1)
        if told == 0:
            sys.exit("not ok no turned bit was said: the test sees nothing")
        print(f"ok {count} turned bits: {told} said, no report with other numbers")


main()
