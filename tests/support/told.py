"""What tests of the program have in common: which program it is, and checks that are told one a line."""
import os
import pathlib
import sys

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent
PROGRAM = os.path.realpath(os.environ.get("HOOKLINE", str(ROOT / os.environ.get("BUILD", "build") / "hookline")))
MOST_LINES = 20
failed = False


def say(good, name, detail=""):
    """detail: a text, or lines, of which the first are told."""
    global failed
    print(("ok " if good else "not ok ") + name)
    if not good:
        failed = True
        for line in [detail] if isinstance(detail, str) else list(detail)[:MOST_LINES]:
            print(f"  {line}")


def leave():
    """Ends the test: with 1 where a check failed."""
    sys.exit(1 if failed else 0)
