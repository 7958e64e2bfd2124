"""What hookline timing writes fits docs/formats/timing.schema.json, what is none of it does not, and the page names every key."""
import json
import pathlib
import subprocess
import sys
import tempfile

sys.dont_write_bytecode = True
import test_schema  # noqa: E402

root = pathlib.Path(__file__).resolve().parent.parent.parent
schema_path = root / "docs/formats/timing.schema.json"
COMMON = ["--sent-at", "sent_at", "--zone", "Asia/Shanghai", "--user", "user", "--now", "2026-04-01T00:00:00Z", "--quiet"]


def run(*command, cwd):
    done = subprocess.run([test_schema.hookline, "timing", *command], capture_output=True, cwd=cwd)
    assert done.returncode == 0, done.stderr.decode()
    return done.stdout


def write_touches(work):
    rows = ["user,sent_at,clicked,paid,replied_at,drawn,segment,blocked"]
    for i in range(600):
        day, hour = 1 + i % 28, 8 + i % 13
        at = f"2026-03-{day:02d} {hour:02d}:10"
        yes = i % 7 < 2
        rows.append(f"u{i % 40},{at},{yes:d},{i % 50 if yes else 0},{at[:-2] + '40' if yes else ''},0.0769,{'ab'[i % 2]},{i % 11 == 0:d}")
    (work / "t.csv").write_text("\n".join(rows) + "\n")


KINDS = {
    "clicks": ["--outcome", "clicked", "--segment", "segment", "--propensity", "drawn"],
    "guarded": ["--outcome", "clicked", "--segment", "segment", "--propensity", "drawn", "--guardrail", "blocked"],
    "values": ["--value", "paid", "--propensity", "drawn", "--half-life", "P30D"],
    "delays": ["--outcome-at", "replied_at", "--within", "PT6H", "--hours", "08:00-22:00"],
}


def documents(work):
    """A model of each kind of outcome, its report, and a policy weighed by the touches and by the model."""
    write_touches(work)
    for name, kind in KINDS.items():
        run("fit", "t.csv", *COMMON, *kind, "-o", f"{name}.model", cwd=work)
        yield f"{name}-model", (work / f"{name}.model").read_bytes()
        yield f"{name}-report", run("report", f"{name}.model", "--format", "json", cwd=work)
        yield f"{name}-belief", run("evaluate", f"{name}.model", "--policy", "19:00-21:00", "--format", "json", cwd=work)
    for policy in ("19:00-21:00", "02:00-03:00"):
        yield f"weighed-{policy[:2]}", run("evaluate", "t.csv", *COMMON, *KINDS["clicks"][:2], "--propensity", "drawn",
                                           "--policy", policy, "--format", "json", cwd=work)


def damaged(text):
    for change in (lambda d: d.update(extra=1), lambda d: d.update(format="hookline-timing/2"),
                   lambda d: d.pop("data" if "data" in d else "gain"),
                   lambda d: (d["segments"][0] if "segments" in d else d).update(touches=-1)):
        document = json.loads(text)
        change(document)
        yield json.dumps(document)


def names_of(node):
    if isinstance(node, dict):
        for name, inner in node.get("properties", {}).items():
            yield name
        for inner in node.values():
            yield from names_of(inner)
    elif isinstance(node, list):
        for inner in node:
            yield from names_of(inner)


def page_is_whole():
    page = (root / "docs/formats/timing.md").read_text()
    unnamed = sorted({n for n in names_of(json.loads(schema_path.read_text())) if f"`{n}`" not in page})
    print(f"not ok timing page: it does not name {unnamed}" if unnamed else "ok timing page")
    return not unnamed


def main():
    test_schema.install()
    with tempfile.TemporaryDirectory() as folder:
        work = pathlib.Path(folder)
        wanted = {}
        for title, text in documents(work):
            (work / f"{title}.json").write_bytes(text)
            wanted[str(work / f"{title}.json")] = True
            for i, bad in enumerate(damaged(text)):
                (work / f"{title}-{i}.json").write_text(bad)
                wanted[str(work / f"{title}-{i}.json")] = False
        ajv = subprocess.run(["node", str(root / "tests/schema/validate.mjs"), str(test_schema.ajv), str(schema_path), *wanted],
                             capture_output=True, text=True)
        if ajv.returncode != 0:
            print(ajv.stderr)
            sys.exit("not ok timing schema: the schema or ajv does not load")
        wrong = [pathlib.Path(f).name for f, fits in json.loads(ajv.stdout).items() if fits != wanted[f]]
        print(f"not ok timing schema: {wrong}" if wrong else "ok timing schema")
    sys.exit(0 if page_is_whole() and not wrong else 1)


main()
