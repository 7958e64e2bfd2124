"""Reports fit docs/formats/analysis.schema.json and lists of them docs/formats/batch.schema.json, what is none of them does
not, and their pages name every key, flag, code and check of the schemas."""
import json

import pathlib
import subprocess
import sys
import tempfile

sys.dont_write_bytecode = True
import test_schema  # noqa: E402

root = pathlib.Path(__file__).resolve().parent.parent.parent
formats = root / "docs/formats"


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


def batches(work):
    """The list of a store, with and without what a batch says, and a line of a flat file for each kind of experiment."""
    for form in ([], ["--list"]):
        yield f"list{len(form)}", run("report", "--db", "s.db", "--format", "json", *form, cwd=work / "shop")
    (work / "many.csv").write_text("e,arm,y\n" + "1,a,0\n1,b,1\n1,b,0\n1,a,1\n" * 30 + "2,a,0\n3,b,1\n"
                                   + "4,a,0\n" * 40 + "4,b,1\n" * 40 + "5,a,1\n" * 90 + "5,b,0\n" * 20)
    lines = run("analyze", "many.csv", "--experiment-column", "e", "--arm", "arm", "--control", "a", "--metric", "y:proportion",
                "--weights", "equal", "--format", "json", cwd=work)
    for i, line in enumerate(lines.splitlines()):
        yield f"line{i}", line


def damaged_batch(text):
    whole = json.loads(text)
    for change in (lambda d: d.update(extra=1), lambda d: d.update(format="hookline-batch/2"),
                   lambda d: d.pop("units"), lambda d: d.update(units=-1)):
        document = json.loads(text)
        change(document if "experiment" in document else document["experiments"][0])
        if document != whole:
            yield json.dumps(document)


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


def shared():
    """What a report and a batch of reports both say is defined alike; so is a line of a flat file and one of a store's list."""
    report, batch = (json.loads((formats / f"{n}.schema.json").read_text()) for n in ("analysis", "batch"))
    defined = batch["$defs"]
    unlike = [n for n in ("estimate", "flags", "code", "check") if defined[n] != report["$defs"][n]]
    arm = report["properties"]["verdict"]["properties"]["arms"]["items"]["properties"]["decision"]
    unlike += ["armDecision"] if defined["armDecision"] != arm else []
    line, listed = defined["line"]["properties"], defined["listed"]["properties"]
    unlike += sorted(n for n in line if n not in ("format", "units") and listed.get(n) != line[n])
    print(f"not ok batch and analysis schemas differ in {unlike}" if unlike else "ok batch and analysis schemas share")
    return not unlike


def check(name, documents, spoil, work):
    schema_path = formats / f"{name}.schema.json"
    schema = json.loads(schema_path.read_text())
    pages = (formats / f"{name}.md").read_text() + ((formats / "analysis.md").read_text())
    values = [*schema["$defs"]["flags"]["items"]["enum"], *schema["$defs"]["code"]["enum"],
              *schema["$defs"]["check"]["enum"]]
    unnamed = sorted({n for n in [*names_of(schema), *values] if f"`{n}`" not in pages} - {"estimate"})
    print(f"not ok {name} page: it does not name {unnamed}" if unnamed else f"ok {name} page")
    wanted = {}
    for title, text in documents(work):
        (work / f"{title}.json").write_bytes(text)
        wanted[str(work / f"{title}.json")] = True
        for i, bad in enumerate(spoil(text)):
            (work / f"{title}-{i}.json").write_text(bad)
            wanted[str(work / f"{title}-{i}.json")] = False
    run_ajv = subprocess.run(["node", str(root / "tests/schema/validate.mjs"), str(test_schema.ajv),
                              str(schema_path), *wanted], capture_output=True, text=True)
    if run_ajv.returncode != 0:
        print(run_ajv.stderr)
        sys.exit(f"not ok {name} schema: the schema or ajv does not load")
    wrong = [f for f, fits in json.loads(run_ajv.stdout).items() if fits != wanted[f]]
    print(f"not ok {name} schema: {wrong}" if wrong else f"ok {name} schema")
    return not wrong and not unnamed


def main():
    test_schema.install()
    with tempfile.TemporaryDirectory() as folder:
        work = pathlib.Path(folder)
        good = [shared(), check("analysis", reports, damaged, work), check("batch", batches, damaged_batch, work)]
    sys.exit(0 if all(good) else 1)


main()
