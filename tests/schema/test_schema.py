"""The validator and the JSON Schema say the same of every file of the corpus, except where a schema
cannot: those files are listed in beyond.txt, each with its reason, and none is listed in vain."""
import fcntl
import json
import os
import pathlib
import shutil
import subprocess
import sys

root = pathlib.Path(__file__).resolve().parent.parent.parent
build = pathlib.Path(os.environ.get("BUILD", "build"))
build = build if build.is_absolute() else root / build
hookline = os.environ.get("HOOKLINE", str(build / "hookline"))
corpus = root / "tests/corpus/definitions"
ajv = build / "ajv"


def skip(reason):
    print(f"skip schema: {reason}")
    sys.exit(0)


def install():
    """Once and whole, however many tests ask for it at the same time."""
    build.mkdir(parents=True, exist_ok=True)
    with open(build / "ajv.lock", "w", encoding="utf-8") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not (ajv / "whole").exists():
            install_anew()


def install_anew():
    shutil.rmtree(ajv, ignore_errors=True)
    if not shutil.which("node") or not shutil.which("npm"):
        skip("ajv needs node and npm, which are not installed")
    ajv.mkdir(parents=True, exist_ok=True)
    command = ["npm", "install", "--prefix", str(ajv), "--no-save", "--package-lock=false",
               "--silent", "--no-fund", "--no-audit", "--ignore-scripts", "ajv@8"]
    if subprocess.run(command, capture_output=True).returncode != 0:
        skip("ajv could not be installed from npm")
    (ajv / "whole").touch()


def accepted(path):
    """What the validator says, from its JSON form."""
    run = subprocess.run([hookline, "check", "--format", "json", str(path)], capture_output=True)
    said = json.loads(run.stdout)["files"][0]
    assert run.returncode == (0 if said["ok"] else 3), f"{path}: exit {run.returncode}"
    errors = [p for p in said["problems"] if p["severity"] == "error"]
    assert said["ok"] == (not errors), f"{path}: ok {said['ok']} with {len(errors)} errors"
    return said["ok"]


def main():
    install()
    files = sorted(corpus.glob("*/*.json"))
    names = {str(f): f"{f.parent.name}/{f.stem}" for f in files}
    schema = root / "docs/formats/experiment.schema.json"
    run = subprocess.run(["node", str(root / "tests/schema/validate.mjs"), str(ajv), str(schema), *names],
                         capture_output=True, text=True)
    if run.returncode != 0:
        print(run.stderr)
        print("not ok schema: the schema or ajv does not load")
        sys.exit(1)
    fits = json.loads(run.stdout)
    beyond = dict(line.split(": ", 1) for line in
                  (root / "tests/schema/beyond.txt").read_text().splitlines()
                  if line and not line.startswith("#"))
    wrong = []
    for path, name in names.items():
        ok = accepted(path)
        if ok != (name.startswith("good/")):
            wrong.append(f"{name}: the validator says {'ok' if ok else 'rejected'}")
        if fits[path] == ok and name in beyond:
            wrong.append(f"{name}: listed in beyond.txt, but the schema says the same")
        if fits[path] != ok and name not in beyond:
            wrong.append(f"{name}: the validator says {ok}, the schema {fits[path]}")
    wrong += [f"{name}: listed in beyond.txt, but there is no such file"
              for name in beyond if name not in names.values()]
    if len(files) < 60:
        wrong.append(f"only {len(files)} files in the corpus")
    for line in wrong:
        print(line)
    print("not ok schema" if wrong else f"ok schema and validator agree on {len(files)} files, "
          f"{len(beyond)} beyond a schema")
    sys.exit(1 if wrong else 0)


if __name__ == "__main__":
    main()
