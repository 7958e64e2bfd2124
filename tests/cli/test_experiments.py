"""Every experiment of experiments/ is a good definition with a story, and the published test gives its published figures."""
import json
import os
import pathlib
import subprocess
import sys

root = pathlib.Path(__file__).resolve().parents[2]
hookline = os.environ["HOOKLINE"]
failed = False


def check(name, good, detail=""):
    global failed
    failed = failed or not good
    print(f"{'ok' if good else 'not ok'} {name}{'' if good else ': ' + str(detail)}")


SAMPLES = {"send-times"}  # touches to learn from, and no experiment
folders = sorted(p for p in (root / "experiments").iterdir() if p.is_dir() and p.name not in SAMPLES)
files = [folder / f"{folder.name}.json" for folder in folders]
run = subprocess.run([hookline, "check", *map(str, files)], capture_output=True, text=True)
check("experiments: all pass together", run.returncode == 0, run.stderr)
for folder, path in zip(folders, files):
    definition = json.loads(path.read_text(encoding="utf-8"))
    readme = folder / "README.md"
    first = readme.read_text(encoding="utf-8").splitlines()[0] if readme.exists() else ""
    titles = [definition["title"]["en"], definition["title"]["zh"]]
    check(f"experiments: {folder.name} has its name and a story under both titles",
          definition["experiment"] == folder.name and all(t in first for t in titles), first)

folder = root / "experiments/hillstrom-2008"
common = [hookline, "analyze", "--arm", "segment", "--definition", str(folder / "hillstrom-2008.json"),
          "--metric", "visit:proportion", "--metric", "conversion:proportion", "--format", "json",
          "--now", "2008-04-20T00:00:00Z", "-q"]


def analyze(*more):
    return json.loads(subprocess.run([*common, *more], check=True, capture_output=True, text=True).stdout)


cells = analyze(str(folder / "cells.csv"), "--count", "users", "--metric", "spend=spend_sum,spend_sumsq,spend_cubes,spenders:mean")
counts = {a["arm"]: a["units"] for a in cells["arms"]}
check("hillstrom-2008: the arms are as published",
      counts == {"No E-Mail": 21306, "Mens E-Mail": 21307, "Womens E-Mail": 21387}, counts)
means = {m["metric"]: {a["arm"]: a["mean"] for a in m["arms"]} for m in cells["metrics"]}
published = {"visit": (.1062, .1828, .1514), "conversion": (.00573, .01253, .00884)}
wrong = [(m, a, means[m][a]) for m, rates in published.items() for a, rate in zip(counts, rates)
         if abs(means[m][a] - rate) > (5e-5 if m == "visit" else 5e-6)]
check("hillstrom-2008: the rates are as published", not wrong, wrong)
shared = pathlib.Path(os.environ.get("HL_SHARED", root.parent / "shared")) / "data/hillstrom.csv"
if not shared.exists():
    print("skip hillstrom-2008: data/hillstrom.csv is not there")
    sys.exit(failed)
raw = analyze(str(shared), "--metric", "spend:mean")
check("hillstrom-2008: counts and rows of customers give the same bytes",
      all(raw[part] == cells[part] for part in ("verdict", "checks", "arms", "metrics")),
      [part for part in ("verdict", "checks", "arms", "metrics") if raw[part] != cells[part]])
made = subprocess.run([sys.executable, str(root / "tools/make_hillstrom_cells.py"), str(shared)],
                      check=True, capture_output=True, text=True).stdout
check("hillstrom-2008: cells.csv is what the tool makes", made == (folder / "cells.csv").read_text(encoding="utf-8"))
sys.exit(failed)
