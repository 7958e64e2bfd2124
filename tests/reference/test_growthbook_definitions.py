"""GrowthBook's own conditions are accepted as an audience, except those that can never mean anything."""
import json
import os
import pathlib
import subprocess
import sys
import tempfile

root = pathlib.Path(__file__).resolve().parent.parent.parent
build = pathlib.Path(os.environ.get("BUILD", "build"))
hookline = os.environ.get("HOOKLINE", str((build if build.is_absolute() else root / build) / "hookline"))
vectors = pathlib.Path(os.environ.get("HL_SHARED", "../shared")) / "conformance/growthbook.json"
if not vectors.exists():
    print(f"skip growthbook definitions: {vectors} is not there")
    sys.exit(0)
# GrowthBook evaluates these to false (or true) for ever; here they are mistakes.
mistaken = {"$nin - not array", "$ini - not array", "$regex invalid - pass",
            "$inGroup fails for unknown group id"}
wrong, mistakes, cases = [], set(), json.loads(vectors.read_text())["evalCondition"]
with tempfile.TemporaryDirectory() as folder:
    files = []
    for i, case in enumerate(cases):
        definition = {"format": "hookline-experiment/1", "experiment": f"e{i}",
                      "arms": [{"arm": "a"}], "audience": case[1]}
        if len(case) > 4:
            definition["groups"] = case[4]
        files.append(pathlib.Path(folder) / f"{i}.json")
        files[-1].write_text(json.dumps(definition))
    run = subprocess.run([hookline, "check", "--format", "json", *map(str, files)], capture_output=True)
    for case, said in zip(cases, json.loads(run.stdout)["files"]):
        if not said["ok"]:
            mistakes.add(case[0])
        if said["ok"] == (case[0] in mistaken):
            wrong.append(f"{case[0]}: ok {said['ok']} {said['problems'][:1]}")
for line in wrong:
    print(line)
print("not ok growthbook definitions" if wrong else
      f"ok {len(cases) - len(mistakes)} of {len(cases)} conditions accepted, {len(mistakes)} refused as mistakes")
sys.exit(1 if wrong else 0)
