"""Every allocation of every command fails once: the command says so and exits with 1, or does as without it.

The k-th allocation of the program, its libraries included, is made to fail by fail_alloc_preload.so. Of a command with many allocations a part is tried,
in equal steps, every other one with all that follow it failing too; HL_EVERY=1 tries them all, both ways (make proof).
Arguments name the cases to run; without any it is all of them.

Accepted is exit 1 with "out of memory" and no file left half written; or the same exit code, the same
output, the same errors as without a failure: streams and SQLite do without some of their memory. Then the same
command runs unhindered on what the failed one left, and must do what it does on what was there before."""
import concurrent.futures
import json
import os
import pathlib
import shlex
import shutil
import subprocess
import sys
import tempfile

ROOT = pathlib.Path(__file__).resolve().parents[2]
HOOKLINE = pathlib.Path(os.environ["HOOKLINE"]).resolve()
PRELOAD = HOOKLINE.parent / "tests/fault/fail_alloc_preload.so"
TRIED = 8  # allocations of a command, when not every one is
EVERY = bool(os.environ.get("HL_EVERY"))

FILES = {
    # with a zone, by whose clock days are counted
    "x.json": (ROOT / "tests/cli/store/x.json").read_text().replace("{", '{"zone": "America/New_York",', 1).replace(
        '"metrics": [', '"metrics": [{"metric": "left", "kind": "proportion", "event": "convert", "within": "P2D"},', 1),
    "heavier.json": (ROOT / "tests/cli/store/heavier.json").read_text().replace("{", '{"zone": "Asia/Shanghai",', 1),
    "plan.json": (ROOT / "tests/cli/cases/plan-arbitration/x.json").read_text(),
    "by_model.json": (ROOT / "tests/cli/cases/plan-arbitration/x.json").read_text().replace('"value": 5', '"value": 5, "choose": "model"'),
    "journey.json": (ROOT / "tests/cli/cases/plan-journey/x.json").read_text(),
    "full.json": (ROOT / "tests/corpus/definitions/good/full.json").read_text(),
    "bad.json": (ROOT / "tests/corpus/definitions/bad/many-at-once.json").read_text(),
    "users.csv": "user_id,zone,spend,city,born\nu1,Asia/Shanghai,12,Shanghai,1990-11-24\nu2,UTC,3,\"Su, zhou\",2000-02-29\n"
    "u3,Nowhere/None,,,\n",
    # texts that SQLite has no room for on its side, and enough pages that not all are in memory from the start
    "many.csv": "user_id,zone,spend,note\n" + "".join(f"{'v' * 300}{i},UTC,{i},{'n' * 2000}\n" for i in range(60)),
    "users.ndjson": '{"user_id":"u1","zone":"Asia/Shanghai","spend":12}\n{"user_id":"u\\u4e8c","spend":3,"tags":["a","b"]}\n',
    "bad_users.csv": "user_id,zone\nu1,UTC\n,UTC\nu9,\"UTC\nu2\n",
    "triggers.csv": "trigger_id,user_id,hook,at\nt1,u1,news,2026-11-22T10:00:00+08:00\nt2,u1,care,2026-11-22T10:00:00+08:00\n"
    "t3,u2,sale,2026-11-22T10:00:00+08:00\n",
    "joined.csv": "trigger_id,user_id,hook,at\nf1,u1,friend_added,2026-11-22T23:50:00+08:00\n",
    "touches.csv": "touch_id,user_id,experiment,arm,sent_at,cost,operator\n" + "".join(
        f"t{i},u{i},x,{'ab'[i % 2]},2026-03-0{1 + i % 3}T10:00:00+08:00,0.02,ann\n" for i in range(1, 25)
    ),
    "events.csv": "event_id,user_id,type,at,touch_id,value\n" + "".join(
        f"e{i},u{i},{'click' if i % 4 else 'convert'},2026-03-05T10:00:00+08:00,,{i}.5\n" for i in range(1, 25, 3)
    ) + "e30,u1,click,2026-03-01T10:05:00+08:00,t1,\n",
    "bad_events.csv": "event_id,user_id,type,at\ne7,u1,click,yesterday\ne8,u1,click,2026-03-01T10:05:00+08:00\n",
    "costs.csv": "channel,operator,source,from,to,amount\nwecom,,,2026-03-01T00:00:00Z,2026-04-01T00:00:00Z,12.50\n",
    "holidays.ics": "BEGIN:VCALENDAR\nBEGIN:VEVENT\nDTSTART;VALUE=DATE:20261123\nSUMMARY:day off\nEND:VEVENT\nEND:VCALENDAR\n",
    "rows.csv": "arm,u,x,v,d,z,n,s,click,revenue,spend,ab\n" + "".join(
        f"{'ct'[i // 2 % 2]},{i // 2},{i % 3 == 0:d},{i * 7 % 11}.{i},{'pq'[i // 4 % 2]},{i % 5},9,{i % 4},{i % 2},{i},{i},{'ab'[i % 2]}\n"
        for i in range(40)
    ),
    "sent.csv": "u,s,h,at,zone,click,p,by,blocked\n" + "".join(
        f"u{i % 5},{'ab'[i % 2]},{'xy'[i % 3 % 2]},2026-03-{1 + i % 20:02} {8 + i % 12:02}:00,UTC,{i % 3 % 2},0.1,"
        f"{('model', 'holdout', '')[i % 3]},{i % 7 == 0:d}\n" for i in range(40)),
    "timing.json": (ROOT / "tests/corpus/timing/small.json").read_text(),
    # arms that are windows
    "hours.json": json.dumps({
        "format": "hookline-experiment/1", "experiment": "hours", "zone": "UTC", "channel": "wecom", "hooks": {"go": {"trigger": "go"}},
        "windows": {"day": {"from": "10:00", "to": "12:00"}, "evening": {"from": "20:00", "to": "22:00"}}, "variants": {"v": {"text": "v"}},
        "arms": [{"arm": name, "variant": "v", "window": name, "hook": "go"} for name in ("day", "evening")], "control": "day",
        "metrics": [{"metric": "click", "kind": "proportion", "event": "click", "within": "P1D", "role": "primary"}]}),
    "hours.csv": "touch_id,user_id,experiment,arm,sent_at,propensity,policy\n" + "".join(
        f"h{i},u{i},hours,{('day', 'evening')[i % 2]},2026-03-0{1 + i % 3}T{(10, 20)[i % 2]}:10:00Z,0.5,{('model', 'holdout', '', 'v2')[i % 4]}\n"
        for i in range(1, 25)),
    "guarded.json": (ROOT / "tests/corpus/timing/guarded.json").read_text(),
    "people.csv": "user_id,zone,s\nu1,UTC,a\nu2,Asia/Tokyo,b\nu3,,a\nu4,UTC,never\n",
    "more.csv": "u;note; x ;arm;d;v;;\n" + "".join(f"{i};n;{i % 2};{'ct'[i % 2]};p;{i};;\n" for i in range(12)),
    "rows.ndjson": "".join(
        '{"arm":"%s","u":%d,"x":%d,"v":%d.5,"d":"\\u7532%d","n":[{"k":"deep"}]}\n' % ("ct"[i % 2], i, i % 2, i, i % 2)
        for i in range(12)
    ),
    # read twice, as the comma divides; arms and cities that look alike
    "commas.csv": "u,arm,d,x\n" + "".join(
        f"u{i},{('c', 'C ', 't')[i % 3]},{'pP'[i % 2]},\"{1 + i % 7}.{100 + i},5\"\n" if i % 5 else f"u{i},t,p,1.299\n" for i in range(30)
    ),
    "comma_events.csv": "event_id,user_id,type,at,value\n" + "".join(
        f"c{i},u{i},click,2026-03-05T10:00:00+08:00,{('1.299', '3,5', 'NULL')[i % 3]!r}\n".replace("'", '"') for i in range(1, 9)
    ),
    "calc.ndjson": '{"id":1,"method":"wilson","in":{"x":3,"n":10}}\n{"id":"2","method":"scas_ratio","in":{"xc":1,"nc":10,"xt":3,"nt":10}}\n'
    '{"id":3,"method":"holm","in":{"p":[0.01,0.04,0.03]}}\n{"id":4,"method":"wilsn"}\nnonsense\n',
}

NOW = "--now 2026-04-01T00:00:00Z"
PLAN = "plan plan.json --users users.csv --triggers triggers.csv --now 2026-11-22T10:00:00+08:00"
ANALYZE = f"analyze rows.csv --arm arm --control c --threads 1 {NOW}"
# name, command (files of FILES by name), store that is there before ("" for none)
CASES = [
    ("help", "--help", ""),
    ("help-analyze", "analyze --help", ""),
    ("unknown-option", "report --fromat json", ""),
    ("check", "check x.json full.json plan.json", ""),
    ("check-bad", "check bad.json", ""),
    ("check-json", "check x.json bad.json --format json -o out", ""),
    ("apply", f"apply x.json plan.json --db s.db {NOW}", ""),
    ("apply-change", f"apply heavier.json --db s.db --allow-reassign {NOW}", "full"),
    ("apply-refused", f"apply heavier.json --db s.db {NOW}", "full"),
    ("apply-dry", f"apply x.json --db s.db --dry-run {NOW}", ""),
    ("assign", "assign full.json --users users.csv --at 2026-03-01T00:00:00Z -o out", ""),
    ("assign-ndjson", "assign x.json --users users.ndjson --format ndjson --at 2026-03-01T00:00:00Z", ""),
    ("assign-bad-rows", "assign x.json --users bad_users.csv --at 2026-03-01T00:00:00Z", ""),
    ("assign-explain", "assign full.json --users users.csv --explain u1 --at 2026-03-01T00:00:00Z", ""),
    ("assign-previous", "assign heavier.json --previous x.json --users users.csv --at 2026-03-01T00:00:00Z", ""),
    ("assign-store", "assign x --db s.db --at 2026-03-01T00:00:00Z", "full"),
    ("plan", f"{PLAN} --dry-run -o out", ""),
    ("plan-explain", f"{PLAN} --dry-run --explain compete/t1/2", ""),
    ("plan-calendar", f"{PLAN} --dry-run --format calendar --calendar holidays.ics --lang zh", ""),
    ("plan-journey", "plan journey.json --users users.csv --triggers joined.csv --events events.csv --touches touches.csv "
     "--dry-run --format ndjson --now 2026-11-24T08:00:00+08:00", ""),
    ("plan-reserve", f"{PLAN} --db s.db", "full"),
    ("plan-again", f"{PLAN} --db s.db", "planned"),
    ("plan-by-name", "plan compete --triggers triggers.csv --db s.db --now 2026-11-22T10:00:00+08:00", "planned"),
    ("plan-cancel", "plan cancel compete --all --db s.db --now 2026-11-22T10:00:00+08:00", "planned"),
    ("timing-fit", f"timing fit sent.csv --sent-at at --outcome click --zone zone --user u --segment s --hook h --propensity p "
     f"--half-life none {NOW} -o out", ""),
    ("timing-fit-policy", f"timing fit sent.csv --sent-at at --outcome click --zone zone --user u --segment s --propensity p --policy by "
     f"--guardrail blocked --half-life none {NOW} -o out", ""),
    ("timing-report-guarded", "timing report guarded.json --lang zh", ""),
    ("timing-choose-guarded", "timing choose guarded.json --users people.csv --from 2026-03-09T00:00 --to 2026-03-10T00:00", ""),
    ("timing-choose-experiment", "timing choose timing.json --users people.csv --from 2026-03-09T00:00 --to 2026-03-10T00:00 plan.json", ""),
    ("timing-evaluate", f"timing evaluate sent.csv --policy b=08:00-12:00 --sent-at at --outcome click --zone zone --user u --segment s "
     f"--propensity p {NOW}", ""),
    ("timing-evaluate-model", "timing evaluate timing.json --policy timing.json", ""),
    ("timing-fit-store", f"timing fit x --db s.db --outcome click --segment city {NOW} -o out", "full"),
    ("timing-fit-all", f"timing fit --db s.db --outcome click --lang zh {NOW}", "learnt"),
    ("timing-fit-refused", f"timing fit x y --db s.db --outcome clik --segment citi {NOW}", "full"),
    ("timing-fit-guarded", f"timing fit x --db s.db --outcome click --guardrail left {NOW} -o out", "full"),
    ("timing-report-store", "timing report x --db s.db", "learnt"),
    ("timing-report-windows", "timing report hours --db s.db", "windows"),
    ("import-touches-drawn", f"import touches hours.csv --db s.db --lang zh {NOW}", "hours"),
    ("plan-model", f"{PLAN.replace('plan.json', 'by_model.json')} --db s.db", "learnt"),
    ("verify-learnt", "verify --db s.db", "learnt"),
    ("timing-report", "timing report timing.json --lang zh", ""),
    ("timing-choose", "timing choose timing.json --users people.csv --from 2026-03-09T00:00 --to 2026-03-10T00:00", ""),
    ("channels", "channels", ""),
    ("channels-json", "channels --format json", ""),
    ("channels-one", "channels sms-us --lang zh", ""),
    ("channels-unknown", "channels sms-uk", ""),
    ("import-users", f"import users users.csv --db s.db {NOW}", ""),
    ("import-users-ndjson", f"import users users.ndjson --db s.db {NOW}", "full"),
    ("import-touches", f"import touches touches.csv --db s.db {NOW}", "applied"),
    ("import-events", f"import events events.csv --db s.db {NOW}", "sent"),
    ("import-refused", f"import events bad_events.csv --db s.db --rejects out {NOW}", "full"),
    ("import-commas", f"import events comma_events.csv --db s.db {NOW}", "sent"),
    ("import-costs", f"import costs costs.csv --db s.db {NOW}", "full"),
    ("report", f"report x --db s.db {NOW} -o out", "full"),
    ("report-json", f"report x --db s.db {NOW} --format json", "full"),
    ("report-markdown", f"report x.json --db s.db {NOW} --format markdown --lang zh", "full"),
    ("report-list", f"report --db s.db --list {NOW}", "full"),
    ("report-all", f"report --db s.db {NOW}", "full"),
    ("report-all-json", f"report --db s.db {NOW} --format json", "full"),
    ("verify", "verify --db s.db", "full"),
    ("verify-large", "verify --db s.db", "large"),
    ("assign-large", "assign x --db s.db --at 2026-03-01T00:00:00Z", "large"),
    ("apply-large", f"apply heavier.json --db s.db --allow-reassign {NOW}", "large"),
    ("analyze", f"{ANALYZE} --metric x --metric v:mean --metric q=v:quantile:0.5 --metric w=v:winsorize:0.9 --covariate z "
     "--by d --weights 1,1 -o out", ""),
    ("analyze-json", f"{ANALYZE} --metric x --metric r=x/n --unit u --format json", ""),
    ("analyze-where", f"{ANALYZE} --metric x --by d --where '{{\"$or\": [{{\"z\": {{\"$gte\": 1}}}}, {{\"d\": \"p\"}}]}}'", ""),
    ("analyze-ndjson", f"analyze rows.ndjson --arm arm --control c --metric x --by d --where '{{\"n.0.k\": \"deep\"}}' "
     f"--threads 1 {NOW}", ""),
    ("analyze-encoding", f"{ANALYZE} --metric x --encoding gb18030", ""),
    ("analyze-files", f"analyze rows.csv more.csv rows.ndjson --arm arm --control c --metric x --metric v:mean --by d {NOW}", ""),
    ("analyze-refused", f"{ANALYZE} --metric y", ""),
    ("analyze-count", f"analyze rows.csv --experiment-column d --arm arm --count n --metric click=s/n --weights equal {NOW}", ""),
    ("analyze-definition", f"analyze rows.csv --arm ab --definition x.json --threads 2 {NOW}", ""),
    ("analyze-commas", f"analyze commas.csv --arm arm --control c --metric x:mean --by d --trim --unit u --threads 1 {NOW}", ""),
    ("analyze-alike", f"analyze commas.csv --arm arm --control c --metric x:mean {NOW}", ""),
    ("calc-stream", "calc calc.ndjson -o out", ""),
    ("calc-method", "calc scas_ratio xc=57 nc=1471 xt=87 nt=1529 conf=0.9", ""),
    ("calc-lift", "calc lift 57/1471 87/1529", ""),
    ("calc-list", "calc --list", ""),
    ("calc-describe", "calc wilson --help", ""),
    ("size", "size --baseline 0.05 --lift 0.1 --traffic 2000 --inference group_sequential", ""),
    ("size-json", "size --baseline 0.05 --lift 0.1 --format json", ""),
    ("calibrate", f"calibrate rows.csv --metric x:proportion --metric v:mean --runs 20 --threads 1 {NOW}", ""),
    ("calibrate-store", f"calibrate x --db s.db --runs 20 --threads 1 {NOW}", "full"),
    ("simulate", "simulate --users 20 --days 7 --seed 1 --out shop", ""),
]


# Run in little address space.
SQUEEZED = [case for case in CASES if case[0] in ("check", "plan-reserve", "import-touches", "report", "verify-large", "analyze")]
ENVIRONMENT = {"PATH": os.environ["PATH"], "TZ": "UTC", "LC_ALL": "C"}


def run(folder, command, failing=None, after=False, count=None):
    """Exit code, output, errors, and every file that the command left in its folder."""
    env = dict(ENVIRONMENT)
    if failing is not None or count is not None:
        env["LD_PRELOAD"] = str(PRELOAD)
    if failing is not None:
        env["HL_FAIL_ALLOC"] = str(failing)
    if after:
        env["HL_FAIL_ALLOC_AFTER"] = "1"
    if count is not None:
        env["HL_FAIL_ALLOC_COUNT"] = str(count)
    words = [str(HOOKLINE), *shlex.split(command)]
    done = subprocess.run(words, cwd=folder, env=env, stdin=subprocess.DEVNULL, capture_output=True, check=False)
    return done.returncode, done.stdout, done.stderr


class Place:
    """A folder with the inputs, in which one case runs again and again."""

    def __init__(self, folder, store):
        self.folder, self.store = folder, store
        folder.mkdir()
        for name, text in FILES.items():
            (folder / name).write_text(text)
        self.reset()

    def reset(self):
        for path in self.folder.iterdir():
            if path.is_dir():
                shutil.rmtree(path)
            elif path.name not in FILES:
                path.unlink()
        if self.store is not None:
            shutil.copyfile(self.store, self.folder / "s.db")

    def left(self):
        """What a command left, without the store, whose bytes may differ."""
        made = [p for p in self.folder.rglob("*") if p.is_file() and p.relative_to(self.folder).as_posix() not in FILES]
        return {p.relative_to(self.folder).as_posix(): p.read_bytes() for p in made if not p.name.startswith("s.db")}


def stores(work):
    """The stores that cases start from, each made of the one before and some commands."""
    steps = {
        "applied": [f"apply x.json --db s.db {NOW}", f"import users users.csv --db s.db {NOW}"],
        "sent": [f"import touches touches.csv --db s.db {NOW}"],
        "full": [f"import events events.csv --db s.db {NOW}", f"import costs costs.csv --db s.db {NOW}"],
        "learnt": [f"timing fit x --db s.db --outcome click {NOW}", f"timing fit --db s.db --outcome click --segment city {NOW}"],
        "large": [f"import users many.csv --db s.db {NOW}"],
        "planned": [f"apply plan.json --db s.db {NOW}", f"{PLAN} --db s.db"],
        "hours": [f"apply hours.json --db s.db {NOW}"],
        "windows": [f"import touches hours.csv --db s.db {NOW}", f"timing fit hours --db s.db --outcome click {NOW}"],
    }
    place, made = Place(work / "making", None), {"": None}
    for name, commands in steps.items():
        for command in commands:
            code, _, errors = run(place.folder, command)
            assert code == 0, (command, errors)
        made[name] = work / f"{name}.db"
        shutil.copyfile(place.folder / "s.db", made[name])
    return made


def says_memory(stderr):
    """Want of memory, in either language."""
    return b"out of memory" in stderr or "内存不足".encode() in stderr


def complaint(place, command, k, after, whole, files):
    """What is wrong with the command when its k-th allocation fails (and all after it)."""
    place.reset()
    got = run(place.folder, command, k, after)
    left = place.left()
    if got == whole and left == files:
        return None
    if got[0] != 1 or not says_memory(got[2]):
        return f"exit {got[0]} for {whole[0]}, {len(got[1])} bytes for {len(whole[1])}: {got[2][-300:]!r}"
    if b"damage" in got[2]:
        return f"calls it damage: {got[2][-300:]!r}"
    torn = [name for name, data in left.items() if files.get(name) != data]
    if torn and not command.startswith("simulate"):
        return f"leaves a part of {torn}"
    again = run(place.folder, command)
    if (again[0], place.left()) != (whole[0], files):
        return f"the next run exits {again[0]} for {whole[0]}: {again[2][-300:]!r}"
    return None


def narrow(folder, command, kilobytes):
    """The same with so much address space (ulimit -v); None when the program does not even start."""
    shell = ["sh", "-c", f'ulimit -v {kilobytes}; exec "$@"', "sh", str(HOOKLINE), *shlex.split(command)]
    done = subprocess.run(shell, cwd=folder, env=ENVIRONMENT, stdin=subprocess.DEVNULL, capture_output=True, check=False)
    return None if done.returncode == 127 else (done.returncode, done.stdout, done.stderr)


def squeeze(work, made):
    """From too little address space to start in, by small steps, to enough for all."""
    wrong = []
    for name, command, store in SQUEEZED:
        place = Place(work / f"squeezed-{name}", made[store])
        whole, files = run(place.folder, command), place.left()
        kilobytes, enough, lacked = 8000, 0, 0
        while enough < 3 and kilobytes < 400000:
            place.reset()
            got = narrow(place.folder, command, kilobytes)
            if got is not None and (got, place.left()) == (whole, files):
                enough += 1
            elif got is not None and got[0] == 1 and says_memory(got[2]) and b"damage" not in got[2]:
                lacked += 1
            elif got is not None:
                wrong.append(f"  {name} in {kilobytes} KiB: exit {got[0]}: {got[2][-300:]!r}")
            kilobytes += 200
        if enough < 3 or (lacked == 0 and name != "help"):
            wrong.append(f"  {name}: {enough} runs with enough, {lacked} with too little")
        shutil.rmtree(place.folder)
    return wrong


def tried(count):
    """Which allocation fails, and whether all after it do."""
    if EVERY:
        return [(k, after) for k in range(count) for after in (False, True)]
    return [(k, i % 2 == 1) for i, k in enumerate(range(0, count, max(1, count // TRIED)))]


def case(work, name, command, store):
    place = Place(work / name, store)
    whole, counted = run(place.folder, command), work / f"{name}.count"
    files = place.left()
    place.reset()
    run(place.folder, command, count=counted)
    count = int(counted.read_text())
    wrong = [] if count > 0 else ["  no allocation was counted: is the preloaded library in effect?"]
    for k, after in tried(count):
        said = complaint(place, command, k, after, whole, files)
        if said is not None:
            wrong.append(f"  allocation {k}{' and all after' if after else ''}: {said}")
    shutil.rmtree(place.folder)
    return name, count, wrong


def tell(what, wrong):
    print(f"{'not ok' if wrong else 'ok'} {what}", flush=True)
    print("\n".join(wrong[: None if EVERY else 10]), end="\n" if wrong else "")
    return bool(wrong)


def main():
    if os.environ.get("HL_SANITIZED"):
        print("skip programs without memory: the sanitizer has allocations of its own")
        return False
    fast = "/dev/shm" if os.access("/dev/shm", os.W_OK) else None
    chosen = [c for c in CASES if len(sys.argv) == 1 or c[0] in sys.argv[1:]]
    failed = 0
    with tempfile.TemporaryDirectory(dir=fast) as work, concurrent.futures.ThreadPoolExecutor(2) as pool:
        work = pathlib.Path(work)
        made = stores(work)
        squeezed = pool.submit(squeeze, work, made) if len(sys.argv) == 1 else None
        for name, count, wrong in pool.map(lambda c: case(work, c[0], c[1], made[c[2]]), chosen):
            failed += tell(f"{name} without memory: {count} allocations", wrong)
        if squeezed is not None:
            failed += tell("commands in little address space", squeezed.result())
    return failed > 0


sys.exit(main())
