#!/usr/bin/env python3
"""Stores that older versions of the program made are read as if they had been imported today.

tests/cli/older/N.db.xz was made by the last program of schema N, from the files beside it:

    hookline apply x.json --db N.db -q --now 2026-03-01T00:00:00Z
    hookline import KIND KIND.csv --db N.db -q --now 2026-03-20T00:00:00Z     (users, touches, events)
    sqlite3 N.db VACUUM; xz -9 N.db

that of 22 with a reservation of a touch that is not among the files.
"""
import lzma
import os
import pathlib
import subprocess
import sys
import tempfile

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent
PROGRAM = os.environ.get("HOOKLINE", str(ROOT / os.environ.get("BUILD", "build") / "hookline"))
OLDER = ROOT / "tests/cli/older"


def run(*arguments):
    return subprocess.run([PROGRAM, *arguments], check=True, stdout=subprocess.PIPE).stdout


def report(store):
    now = "--db", store, "--now", "2026-04-01T00:00:00Z"
    model = f"{store}.model"
    run("timing", "fit", "spring", "--outcome", "bought", "--segment", "city", *now, "-q", "-o", model)
    return run("report", "spring", *now, "--format", "json") + pathlib.Path(model).read_bytes()


def main():
    failed = False
    with tempfile.TemporaryDirectory() as folder:
        fresh = f"{folder}/fresh.db"
        run("apply", str(OLDER / "x.json"), "--db", fresh, "-q", "--now", "2026-03-01T00:00:00Z")
        for kind in "users", "touches", "events":
            run("import", kind, str(OLDER / f"{kind}.csv"), "--db", fresh, "-q", "--now", "2026-03-20T00:00:00Z")
        wanted = report(fresh)
        for older in sorted(OLDER.glob("*.db.xz")):
            store = pathlib.Path(folder, older.name[:-3])
            store.write_bytes(lzma.decompress(older.read_bytes()))
            same = report(str(store)) == wanted
            whole = b"all right" in run("verify", "--db", str(store))
            again = report(str(store)) == wanted
            failed = failed or not (same and whole and again)
            print(f"{'ok' if same and whole and again else 'not ok'} a store of schema {older.name.split('.')[0]}: "
                  f"{'the same report and model' if same and again else 'another report or model'}, {'whole' if whole else 'damaged'}")
    return failed


if __name__ == "__main__":
    sys.exit(main())
