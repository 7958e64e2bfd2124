"""Reports fit docs/formats/analysis.schema.json, what is not a report does not, and the page
docs/formats/analysis.md names every key, flag, code and check of the schema."""
import json

import pathlib
import subprocess
import sys
import tempfile

sys.dont_write_bytecode = True
import test_schema  # noqa: E402

root = pathlib.Path(__file__).resolve().parent.parent.parent
schema_path = root / "docs/formats/analysis.schema.json"
page = (root / "docs/formats/analysis.md").read_text()


def run(*command, cwd):
    done = subprocess.run([test_schema.hookline, *command], capture_output=True, cwd=cwd)
    assert done.returncode == 0, done.stderr.decode()
    return done.stdout


def reports(work):
    """The recorded one, a shop's two from a store, and a flat file with two values missing."""
    yield "recorded", (root / "tests/unit/reports/golden/small.json").read_bytes()
    run("simulate", "--users", "800", "--out", "shop", "-q", cwd=work)
    names = ["coupon-expiry-evening", "address-confirmation"]
    run("apply", *[f"{n}.json" for n in names], "--db", "s.db", "-q", cwd=work / "shop")
    for kind in ("users", "touches", "events"):
        run("import", kind, f"{kind}.csv", "--db", "s.db", "-q", cwd=work / "shop")
    for name in names:
        yield name, run("report", name, "--db", "s.db", "--format", "json", cwd=work / "shop")
    (work / "flat.csv").write_text("arm,y,z\n" + "a,0,1\nb,1,2\n" * 9)
    yield "flat", run("analyze", "flat.csv", "--arm", "arm", "--control", "a", "--metric", "y",
                      "--metric", "z:mean", "--format", "json", cwd=work)


def damaged(text):
    """Documents that must not fit."""
    for change in (lambda d: d.update(extra=1), lambda d: d.pop("verdict"),
                   lambda d: d["verdict"].update(decision="maybe"),
                   lambda d: d["verdict"]["because"][0].update(code="perhaps"),
                   lambda d: d["checks"][0].pop("detail"),
                   lambda d: d["metrics"][0]["comparisons"][0].update(p=2),
                   lambda d: d["metrics"][0]["comparisons"][0]["flags"].append("odd")):
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


def main():
    schema = json.loads(schema_path.read_text())
    values = [*schema["$defs"]["flags"]["items"]["enum"], *schema["$defs"]["code"]["enum"],
              *schema["$defs"]["check"]["enum"]]
    unnamed = sorted({n for n in [*names_of(schema), *values] if f"`{n}`" not in page} - {"estimate"})
    print(f"not ok analysis page: it does not name {unnamed}" if unnamed else "ok analysis page")
    test_schema.install()
    with tempfile.TemporaryDirectory() as folder:
        work = pathlib.Path(folder)
        wanted = {}
        for name, text in reports(work):
            (work / f"{name}.json").write_bytes(text)
            wanted[str(work / f"{name}.json")] = True
            for i, bad in enumerate(damaged(text)):
                (work / f"{name}-{i}.json").write_text(bad)
                wanted[str(work / f"{name}-{i}.json")] = False
        run_ajv = subprocess.run(["node", str(root / "tests/schema/validate.mjs"), str(test_schema.ajv),
                                  str(schema_path), *wanted], capture_output=True, text=True)
        if run_ajv.returncode != 0:
            print(run_ajv.stderr)
            sys.exit("not ok analysis schema: the schema or ajv does not load")
        wrong = [f for f, fits in json.loads(run_ajv.stdout).items() if fits != wanted[f]]
    print(f"not ok analysis schema: {wrong}" if wrong else "ok analysis schema")
    sys.exit(1 if wrong or unnamed else 0)


main()
