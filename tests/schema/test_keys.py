"""The validator's tables, the JSON Schema and the page docs/formats/experiment.md know the same keys.
The validator is asked: an unknown key in each kind of object makes it list those it knows."""
import json
import os
import pathlib
import re
import subprocess
import sys

root = pathlib.Path(__file__).resolve().parent.parent.parent
build = pathlib.Path(os.environ.get("BUILD", "build"))
hookline = os.environ.get("HOOKLINE", str((build if build.is_absolute() else root / build) / "hookline"))
schema = json.loads((root / "docs/formats/experiment.schema.json").read_text())
page = (root / "docs/formats/experiment.md").read_text()
odd = {"qqqqqqqqqqqqqq": 1}
definition = {
    **odd, "hypothesis": odd, "layer": odd, "holdout": odd, "ramp": [odd], "hooks": {"h": odd},
    "windows": {"w": odd}, "variants": {"v": {**odd, "script": [odd]}}, "caps": [odd],
    "quiet_hours": [odd], "calendar": odd, "every_arm": odd, "arms": [{**odd, "steps": [odd]}],
    "metrics": [odd], "analysis": {**odd, "prior": odd}, "audience": {"a": {"$qqqqqqqqqqqqqq": 1}},
}


def properties(pointer):
    """The property names of the schema for the object at the pointer."""
    def follow(node):
        return schema["$defs"][node["$ref"].split("/")[-1]] if "$ref" in node else node
    node = schema
    for part in pointer.split("/")[1:-1]:
        node = follow(node)
        if part.isdigit():
            node = node["items"]
        elif part in node.get("properties", {}):
            node = node["properties"][part]
        else:
            node = node.get("additionalProperties") or next(o for o in node["oneOf"] if "properties" in o)
    node = follow(node)
    if pointer.startswith("/audience/"):
        node = schema["$defs"]["operators"]
    if "oneOf" in node and "properties" not in node:
        node = next(o for o in node["oneOf"] if "properties" in o)
    return set(node["properties"])


run = subprocess.run([hookline, "check", "--format", "json", "-"], input=json.dumps(definition),
                     capture_output=True, text=True)
wrong, seen, keys = [], 0, set()
for problem in json.loads(run.stdout)["files"][0]["problems"]:
    if "qqqqqqqqqqqqqq" not in problem["pointer"]:
        continue
    seen += 1
    known = set(problem["accepted"].split(", "))
    keys |= known
    expected = properties(problem["pointer"])
    if known != expected:
        wrong.append(f"{problem['pointer']}: validator and schema differ in {sorted(known ^ expected)}")
if seen != 19:
    wrong.append(f"{seen} kinds of object were seen, not 19")
documented = set(re.findall(r"`([^`]+)`", page)) | set(re.findall(r'"(\w+)"', page))
wrong += [f"docs/formats/experiment.md does not mention `{key}`" for key in sorted(keys - documented)]
for line in wrong:
    print(line)
print("not ok keys" if wrong else f"ok {len(keys)} keys are the same in validator, schema and page")
sys.exit(1 if wrong else 0)
