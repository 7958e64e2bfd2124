"""Messages to hosts in July 2015 (Edelman, Luca & Svirsky 2017), whose times nobody drew: replies within six hours are fastest from
late morning to early afternoon and slowest before dawn, and whether there is a reply at all does not depend on the hour. Skipped where
the data are not there (HL_SHARED)."""
import csv
import datetime
import json
import os
import pathlib
import subprocess
import sys
import tempfile

root = pathlib.Path(__file__).resolve().parent.parent.parent
hookline = os.environ["HOOKLINE"]
data = pathlib.Path(os.environ.get("HL_SHARED", root.parent / "shared")) / "data/airbnb_replies.csv"
failed = []


def check(name, fine):
    print(f"{'ok' if fine else 'not ok'} {name}")
    if not fine:
        failed.append(name)


def clean(path):
    """Reply times lie four hours ahead of send times; two cities have none that can be used."""
    with data.open() as source, path.open("w") as out:
        writer = csv.writer(out)
        writer.writerow(["sent_at", "replied_at", "replied"])
        for row in csv.DictReader(source):
            if row["city"] in ("Tampa", "Atlanta") or not row["sent_at_local"]:
                continue
            at = row["response_at_raw"]
            if at:
                at = (datetime.datetime.fromisoformat(at) - datetime.timedelta(hours=4)).isoformat(" ")
            writer.writerow([row["sent_at_local"], at, int(bool(at))])


def report(work, *outcome):
    common = ["--sent-at", "sent_at", "--zone", "America/New_York", "--now", "2015-09-01T00:00:00Z", "--quiet"]
    subprocess.run([hookline, "timing", "fit", "replies.csv", *common, *outcome, "-o", "m.json"], cwd=work, check=True)
    out = subprocess.run([hookline, "timing", "report", "m.json", "--format", "json"], cwd=work, check=True, capture_output=True)
    return json.loads(out.stdout)


def of_hours(segment, hours):
    rates = [s["rate"] for s in segment["slots"] if s["slot"] % 24 in hours]
    return sum(rates) / len(rates)


def main():
    if not data.exists():
        print("skip replies of hosts: the data are not there")
        return
    with tempfile.TemporaryDirectory() as folder:
        work = pathlib.Path(folder)
        clean(work / "replies.csv")
        soon = report(work, "--outcome-at", "replied_at", "--within", "PT6H")
        one = soon["segments"][0]
        hours = {h: of_hours(one, [h]) for h in range(24)}
        check("marked observational, and nothing is called shown", soon["observational"] and one["decision"] != "use")
        check("fastest in the morning to early afternoon", 8 <= max(hours, key=hours.get) <= 15)
        check("slowest at 01:00-04:59", min(hours, key=hours.get) in (1, 2, 3, 4))
        check("a third replies so soon at night, more than half by day",
              of_hours(one, range(1, 5)) < 0.40 and of_hours(one, range(9, 15)) > 0.55)
        ever = report(work, "--outcome", "replied")["segments"][0]
        check("whether there is a reply at all: no difference worth it", ever["decision"] == "no difference worth it")
    sys.exit(1 if failed else 0)


main()
