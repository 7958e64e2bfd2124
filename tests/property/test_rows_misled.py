#!/usr/bin/env python3
"""Tables whose rows are not what they look like make no verdict in silence: each is read as it was meant, is refused
with the line, or leaves no verdict; and the like of it that is as it should be is read.

A row of the table: what it is, the lines of the file (or files), more arguments, and what must come of it: a decision,
"refused" (exit 3, and what the error says), "invalid_data", and a text that must be said.
"""
import json
import os
import pathlib
import random
import subprocess
import sys
import tempfile

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent
PROGRAM = os.environ.get("HOOKLINE", str(ROOT / os.environ.get("BUILD", "build") / "hookline"))
BOUGHT = ["--metric", "bought:proportion"]
REVENUE = ["--metric", "revenue:mean"]


def arm(i):
    return "test" if i % 2 else "control"


def bought(i):
    return int(i * 7919 % 100 < (30 if i % 2 else 20))


def table(head, row, n=2000):
    return [head] + [row(i) for i in range(n)]


# ---- a number in two fields

def large(i):
    return i * 7919 % 1000 < 300


def amount(i, comma=","):
    return "0" if not large(i) else f"2{comma}400.00" if i % 2 and i % 3 == 0 else "500.00"


def split(head, form, comma=","):
    return table(head, lambda i: form.format(i=i, arm=arm(i), v=amount(i, comma)))


def cents(i):
    return f"{i * 31 % 40},{i * 7 % 100:02d}" if large(i) else "0"


def beside(i, nothing, places):
    """A number below 5000 whose own comma cuts it, and nothing behind it; other rows have an empty cell there."""
    value = 0 if i * 7919 % 100 < 20 else 100 + i * 104729 % (4000 if i % 6 == 1 else 890)
    if value == 0:
        return f"{nothing},"
    text = f"{value}" + (f".{i % 100:02d}" if places else "")
    return f"{value // 1000},{text[-6 if places else -3:]}" if value >= 1000 else f"{text},"


REVENUE_PAID = ["--metric", "paid:mean"]
NUMBERS = [
    ("a last column that is left out", split("user,arm,revenue,note", "u{i},{arm},{v}"), REVENUE, "invalid_data", "'2' and '400.00'"),
    ("a last column that is empty", split("user,arm,revenue,note", "u{i},{arm},{v},"), REVENUE, "invalid_data", "'2' and '400.00'"),
    ("two columns that are empty", split("user,arm,revenue,note,tag", "u{i},{arm},{v},,"), REVENUE, "invalid_data", "'2' and '400.00'"),
    ("with a currency", split("user,arm,revenue,note", "u{i},{arm},${v},"), REVENUE, "invalid_data", "'$2' and '400.00'"),
    ("a column that is not read, before one that is", table("user,arm,price,bought,note", lambda i: f"u{i},{arm(i)},{'1,001' if i % 3 == 0 else 7},{bought(i)},"),
     BOUGHT, "invalid_data", "'1' and '001'"),
    ("decimal commas", table("user,arm,revenue,note", lambda i: f"u{i},{arm(i)},{cents(i)}"), REVENUE, "invalid_data", "look like one number"),
    ("all of them", table("user,arm,revenue,note", lambda i: f"u{i},{arm(i)},{i % 9 + 1},{i * 7 % 1000:03d}.00,"), REVENUE, "refused", "look like one number"),
    ("without a comma they are read", split("user,arm,revenue,note", "u{i},{arm},{v},", ""), REVENUE, "ship", None),
    ("quoted they are read", split("user,arm,revenue,note", 'u{i},{arm},"{v}",'), REVENUE, "ship", None),
    ("nothing as accounts write it", table("user,arm,revenue", lambda i: f"u{i},{arm(i)},{'¥' + str(20 + i * 31 % 50 + (9 if i % 2 else 0)) if i % 7 < 4 else '¥-'}"), REVENUE, "ship", None),
    ("beside a column that was left out", table("user,arm,revenue,coupon,bought", lambda i: f"u{i},{arm(i)},{beside(i, '0.00' if i % 3 else '0', 2)},1"), REVENUE, "invalid_data", "look like one number"),
    ("beside an empty column", table("user,arm,revenue,note,city", lambda i: f"u{i},{arm(i)},{beside(i, '0', 0)},上海"), REVENUE, "invalid_data", "look like one number"),
    ("with a currency beside one", table("user,arm,revenue,note", lambda i: f"u{i},{arm(i)},¥{beside(i, '0.00', 2)}"), REVENUE, "invalid_data", "look like one number"),
    ("a discount that few have", table("user,arm,paid,discount", lambda i: f"u{i},{arm(i)},{70 + i % 30 if i % 9 == 0 else 100 + i * 31 % 500 + 99 * (i % 2)},{100 + i * 7 % 200 if i % 9 == 0 else ''}"), REVENUE_PAID, "ship", None),
    ("a branch that few have", table("user,arm,paid,branch", lambda i: f"u{i},{arm(i)},{10 + i * 31 % 50 + (9 if i % 2 else 0)},{i % 120:03d}" if i % 9 == 0 else f"u{i},{arm(i)},{10 + i * 31 % 50 + (9 if i % 2 else 0)},"), REVENUE_PAID, "ship", None),
    ("a cost that few have", table("user,arm,paid,cost", lambda i: f"u{i},{arm(i)},{10 + i * 31 % 500 + (99 if i % 2 else 0)}.50,{f'{100 + i % 800}.25' if i % 9 == 0 else ''}"), REVENUE_PAID, "ship", None),
    ("two columns of numbers are two", table("user,arm,revenue,age,note", lambda i: f"u{i},{arm(i)},{i % 40 + (9 if i % 2 else 0)},{100 + i % 90}{',x' if i % 5 == 0 else ''}"), REVENUE, "ship", None),
]

# ---- a header in the middle


def pasted(head, second, first_row, second_row, n=2000):
    return [head] + [first_row(i) for i in range(n // 2)] + [second] + [second_row(i) for i in range(n // 2, n)]


def plain(i):
    return f"u{i},{arm(i)},{bought(i)},{i % 3}"


HEADERS = [
    ("in the same order", pasted("user,arm,bought,clicks", "user,arm,bought,clicks", plain, plain), BOUGHT, "ship", "the header once more"),
    ("columns in another order", pasted("user,arm,bought,clicks", "user,arm,clicks,bought", plain, lambda i: f"u{i},{arm(i)},{i % 3},{bought(i)}"),
     BOUGHT, "refused", ":1002: a second header"),
    ("the arm elsewhere", pasted("user,arm,bought,clicks", "user,clicks,bought,arm", plain, lambda i: f"u{i},{i % 3},{bought(i)},{arm(i)}"),
     BOUGHT, "refused", ":1002: a second header"),
    ("with a condition that the header does not meet", pasted("user,arm,bought,clicks", "user,arm,clicks,bought", plain, lambda i: f"u{i},{arm(i)},{i % 3},{bought(i)}"),
     BOUGHT + ["--where", '{"clicks": {"$lt": 9}}'], "refused", ":1002: a second header"),
    ("another column", pasted("user,arm,bought,clicks", "user,arm,opened,clicks", plain, plain), BOUGHT, "refused", ":1002: a second header"),
    ("all by other names", pasted("user,arm,bought,clicks", "id,group,purchased,hits", plain, plain), BOUGHT, "refused", ":1002: a text wherever"),
]

# ---- rows of totals

TOTALS = [(f"'{label}'", table("user,arm,bought", lambda i: f"u{i},{arm(i)},{bought(i)}") + [f"{label},{of},{value}"], BOUGHT, "ship", "row of totals")
          for label, of, value in (("Overall", "", 0.25), ("All", "all", 0.25), ("平均", "", 0.25), ("小计", "", 500), ("总计", "", 500),
                                   ("Grand Total", "", 500), ("Average", "-", 0.25), ("u", "Overall", 0.25), ("Summe control", "control", 500), ("test Total", "test", 500), ("合计 test", "test", 500))]

# ---- lists in cells


def tagged(i):
    return "vip" if i // 2 % 2 else "new"


def in_list(i):
    return f'u{i},{arm(i)},"[""{tagged(i)}"",""x""]",{bought(i)}'


LISTS = [(condition, table("user,arm,tags,bought", in_list), BOUGHT + ["--where", condition], want, said) for condition, want, said in (
    ('{"tags": {"$in": ["vip"]}}', "ship", "1000 of 2000 rows"), ('{"tags": {"$nin": ["vip"]}}', "ship", "1000 of 2000 rows"),
    ('{"tags": {"$all": ["vip", "x"]}}', "ship", "1000 of 2000 rows"), ('{"tags": {"$elemMatch": {"$eq": "vip"}}}', "ship", "1000 of 2000 rows"),
    ('{"tags": {"$size": 2}}', "ship", None))]

# ---- yes and no in conditions


def whether(answer):
    return table("user,arm,opted,bought", lambda i: f"u{i},{arm(i)},{answer(i)},{bought(i)}")


WHETHER = [
    ("words for yes and no", whether(lambda i: ("yes", "no", "TRUE", "0")[i // 2 % 4]), BOUGHT + ["--where", '{"opted": true}'], "ship", "1000 of 2000 rows"),
    ("what is neither", whether(lambda i: ("yes", "no", "maybe")[i // 2 % 3]), BOUGHT + ["--where", '{"opted": true}'], "invalid_data", "undecided_many"),
    ("what is neither, seldom", whether(lambda i: "maybe" if i % 1000 < 2 else "yes"), BOUGHT + ["--where", '{"opted": {"$ne": false}}'], "ship", "undecided_few"),
    *[(f"'{yes}' and '{no}'", table("user,arm,bought", lambda i, yes=yes, no=no: f"u{i},{arm(i)},{yes if bought(i) else no}"), how, "ship", f"'{yes.lower()}' is read as yes, '{no.lower()}' as no")
      for how in (BOUGHT, ["--metric", "bought"]) for yes, no in (("已购买", "未购买"), ("converted", "not converted"), ("Bought", "Did not buy"), ("有", "无"), ("paid", "unpaid"), ("购买", "没有购买"), ("成交", "未成交"))],
    ("words of an other kind", table("user,arm,bought", lambda i: f"u{i},{arm(i)},{'gold' if bought(i) else 'silver'}"), BOUGHT, "refused", "no value of a metric"),
    ("a column that asks whether not", table("user,arm,unpaid", lambda i: f"u{i},{arm(i)},{'paid' if bought(i) else 'unpaid'}"), ["--metric", "unpaid:proportion"], "refused", "no value of a metric"),
    ("a third word", table("user,arm,bought", lambda i: f"u{i},{arm(i)},{('converted', 'not converted', 'pending')[0 if bought(i) else 1 + (i % 9 == 0)]}"), BOUGHT, "refused", "no value of a metric"),
    ("where it does not matter", whether(lambda i: "maybe"), BOUGHT + ["--where", '{"opted": {"$in": [true, false]}}'], "ship", None),
]

# ---- several files


def half(which, form):
    return table("user,arm,revenue", lambda i: form.format(i=2 * i + which, arm=arm(i), v=20 + i * 31 % 50 + (9 if i % 2 else 0)), 500)


FILES = [
    ("one currency", [half(0, "u{i},{arm},${v}"), half(1, "u{i},{arm},${v}")], REVENUE, "ship", None),
    ("two currencies", [half(0, "u{i},{arm},${v}"), half(1, "u{i},{arm},¥{v}")], REVENUE, "refused", "different currencies"),
    ("a currency in one", [half(0, "u{i},{arm},${v}"), half(1, "u{i},{arm},{v}")], REVENUE, "refused", "names a currency"),
    ("percents in one", [half(0, "u{i},{arm},{v}%"), half(1, "u{i},{arm},{v}")], REVENUE, "refused", "percent sign"),
]

# ---- a definition with an audience

DEFINITION = {"format": "hookline-experiment/1", "experiment": "x", "audience": {"level": {"$gte": 3}}, "control": "control",
              "arms": [{"arm": "control"}, {"arm": "test"}], "analysis": {"inference": "fixed"},
              "metrics": [{"metric": "bought", "kind": "proportion", "column": "bought", "role": "primary"}]}


def inside(i):
    """The treatment helps those of level 3 and above, and harms the others more often."""
    level = i // 2 % 5
    rate = (0.3 if i % 2 else 0.2) if level >= 3 else (0.1 if i % 2 else 0.2)
    return f"u{i},{arm(i)},{int(random.Random(i).random() < rate)},{level}"


AUDIENCES = [
    ("its column is there", table("user,arm,bought,level", inside, 6000), ["--definition", "x.json"], "ship", '"code": "audience"'),
    ("its column is not there", [line.rsplit(",", 1)[0] for line in table("user,arm,bought,level", inside, 6000)],
     ["--definition", "x.json"], "keep_control", '"code": "audience_unknown"'),
]

# ---- ids of units

UNIT = BOUGHT + ["--unit", "user"]


def of_user(user, n=3000):
    return table("user,arm,bought", lambda i: f"{user(i)},{arm(i)},{bought(i)}", n)


def twice(second, every=5):
    """A fifth of the users have a row in the other arm, under the second spelling of their id."""
    def rows(first):
        return [line for i in range(3000) for line in
                [f"{first(i)},{arm(i)},{bought(i)}"] + ([f"{second(i)},{arm(i + 1)},{bought(i)}"] if i % every == 0 else [])]
    return lambda first: ["user,arm,bought"] + rows(first)


UNITS = [
    ("guests in both arms", of_user(lambda i: "0" if i % 5 < 2 else f"u{i}"), UNIT, "invalid_data", "two_arms_rows"),
    ("guests in one arm", of_user(lambda i: "guest" if i % 10 == 1 else f"u{i}"), UNIT, "invalid_data", "placeholder_unit"),
    ("匿名 in one arm", of_user(lambda i: "匿名" if i % 10 == 1 else f"u{i}"), UNIT, "invalid_data", "placeholder_unit"),
    ("zeros of an UUID", of_user(lambda i: "00000000-0000-0000-0000-000000000000" if i % 10 == 1 else f"u{i}"), UNIT, "invalid_data", "placeholder_unit"),
    ("a machine", of_user(lambda i: "u1" if i % 10 == 1 else f"u{i}"), UNIT, "invalid_data", "crowded_unit"),
    ("a few guests", of_user(lambda i: "guest" if i % 200 == 1 else f"u{i}"), UNIT, "ship", "placeholder_unit"),
    ("user 0 is one of many", of_user(lambda i: str(i // 2)[:-1] + str(i % 2) if i > 40 else str(i % 20)), UNIT, "ship", None),
    ("ids of words", of_user(lambda i: f"test{i}"), UNIT, "ship", None),
    ("U7 and u7", twice(lambda i: f"U{i}")(lambda i: f"u{i}"), UNIT, "invalid_data", "units_spelled_many"),
    ("007 and 7", twice(lambda i: f"{i:06d}")(str), UNIT, "invalid_data", "units_spelled_many"),
    ("+86 and 86", twice(lambda i: f"+86{i}")(lambda i: f"86{i}"), UNIT, "invalid_data", "units_spelled_many"),
    ("full width", twice(lambda i: "".join(chr(ord(c) + 0xFEE0) for c in f"u{i}"))(lambda i: f"u{i}"), UNIT, "invalid_data", "units_spelled_many"),
    ("Ab7 and aB7", twice(lambda i: f"aB{i}")(lambda i: f"Ab{i}"), UNIT, "invalid_data", "units_spelled_many"),
    *((f"{spelled(7)} and {plain_id(7)}", twice(spelled)(plain_id), UNIT, "invalid_data", "units_spelled_many") for spelled, plain_id in (
        (lambda i: f"+86138{i:08d}", lambda i: f"138{i:08d}"), (lambda i: f"86138{i:08d}", lambda i: f"138{i:08d}"),
        (lambda i: f"138-{i // 10000:04d}-{i % 10000:04d}", lambda i: f"138{i:08d}"), (lambda i: f"mailto:c{i}@x.com", lambda i: f"c{i}@x.com"),
        (lambda i: f"gid://shopify/Customer/{i}", str), (lambda i: f"{i + 100000}.1700000000", lambda i: f"GA1.2.{i + 100000}.1700000000"),
        (lambda i: f"u_{i}", lambda i: f"u{i}"), (lambda i: f"8f2c{i:04x}1b2c4d5e9f00a1b2c3d4e5f6", lambda i: f"8f2c{i:04x}-1b2c-4d5e-9f00-a1b2c3d4e5f6"),
        (lambda i: f'"{i + 1000000:,}"', lambda i: str(i + 1000000)), (lambda i: f"#{i}", str))),
    # a formula of a text is the text: one unit in two arms
    ('="u7" and u7', twice(lambda i: f'"=""u{i}"""')(lambda i: f"u{i}"), UNIT, "invalid_data", "two_arms_many"),
    ("a number and its part", of_user(lambda i: f"{i // 20 * 2 + i % 2}-{i // 2 % 10 + 1}"), UNIT, "ship", None),
    ("parts behind points", of_user(lambda i: f"{i // 40 * 2 + i % 2}.{i // 2 % 20 + 1}"), UNIT, "ship", None),
    ("a few", twice(lambda i: f"U{i}", 500)(lambda i: f"u{i}"), UNIT, "ship", '"units_spelled"'),
    ("all in capitals", of_user(lambda i: f"U{i}"), UNIT, "ship", None),
]

# ---- arms that are none, or one in two spellings


def of_arms(form, n=4000, every=5):
    """What `form` writes instead of the arm, of a fifth of the control's buyers."""
    return table("user,arm,bought", lambda i: f"u{i},{form if i % 2 == 0 and bought(i) and i % every == 0 else arm(i)},{bought(i)}", n)


def spelled(first, second):
    return table("user,arm,bought", lambda i: f"u{i},{('control' if i % 2 == 0 else second if i % 5 == 0 else first)},{bought(i)}")


def halves(first, second):
    return table("user,arm,bought", lambda i: f"u{i},{second if i % 2 else first},{bought(i)}")


ARMS = [(word, of_arms(word), BOUGHT, "invalid_data", "stands for no arm") for word in (
    "(not set)", "(other)", "Other", "unknown", "未知", "#VALUE!", "{}", "未分组", "$undefined", "un_assigned", "NA", "excluded", "Not in experiment", "已排除")] + [
    (f"'{word}' is an arm", table("user,arm,bought", lambda i, word=word: f"u{i},{word if i % 2 else 'control'},{bought(i)}"), BOUGHT, "ship", None)
    for word in ("test", "default", "none", "无", "guest")] + [
    (f"'{a}' and '{b}'", spelled(a, b), BOUGHT, "refused", "--trim reads them as one") for a, b in (
        ("test", "'test'"), ("test", "“test”"), ("test", "[test]"), ("test", "<test>"), ("test", "「test」"), ("test", "b'test'"), ("test", "test;"), ("test", "arm=test"), ("test", "Variant: test"), ("test", "name: test"), ("test", "_test"), ("test", "test/"), ("test", "%22test%22"), ("test", "tеst"), ("test", "the test arm"),
        ("test", "test group"), ("实验", "实验组"), ("试验组", "实验组"), ("A", "group A"), ("A", "A组"), ("true", "1"), ("ctrl", "control"), ("control", "对照组"), ("témoin", "control"), ("groupe témoin", "control"), ("A - control", "control"), ("Kontrollgruppe", "control"),
        ("test_group", "test-group"), ("test group", "test_group"), ("1", "1.0"), ("testgroup", "Test Group"), ("组 1", "组1"))] + [
    (f"'{a}' and '{b}', of which there are few{' with --trim' if more else ''}", spelled(a, b), BOUGHT + more, "refused", "differ in an emoji, a zero in front") for more in ([], ["--trim"])
    for a, b in (("test", "test 🔥"), ("1", "01"), ("test", "test ✓"), ("test", "Control Group (A)"), ("evening", "晚间"), ("email", "邮件"))] + [
    ("'control' and 'Variation 0'", spelled("control", "Variation 0"), BOUGHT, "refused", "or the language alone"),
    ("'-1' is none", of_arms("-1"), BOUGHT, "refused", "the arm '-1'")] + [
    (f"'{b}' is an arm beside '{a}'{' with --trim' if more else ''}", halves(a, b), BOUGHT + ["--control", a] + more, "ship", None) for more in ([], ["--trim"])
    for a, b in (("Last day", "Last day 🎁"), ("1", "01"), ("Sale", "🔥 Sale"))] + [
    (f"'{a}' and '{b}' with --trim", spelled(a, b), BOUGHT + ["--trim"], "ship", None) for a, b in (("test_group", "test-group"), ("1", "1.0"), ("test", "'test'"), ("test", "[test]"), ("test", "test group"))] + [
    ("'morning' and 'mroning'", spelled("morning", "mroning"), BOUGHT, "refused", "misspelt"), ("'morning' and 'mornng'", spelled("morning", "mornng"), BOUGHT, "refused", "misspelt")] + [
    (f"'{a}' and '{b}' are two", spelled(a, b), BOUGHT, "ship", None) for a, b in (("1_1", "11"), ("1", "-1"), ("a1", "a2"), ("v1.0", "v1.1"), ("10", "1"), ("A", "A'"), ("new", "new_price"), ("<5", ">5"), ("evening", "evening_v2"), ("variantA", "variantB"),
                                                                                 ("banner", "banners"), ("morning", "evening"), ("test", "treatment"), ("light", "night"), ("+10%", "-10%"))]

# ---- rows that stand twice


def again(which, head="user,arm,bought", row=lambda i: f"u{i},{arm(i)},{bought(i)}", n=3000):
    return [head] + [row(i) for i in range(n) for _ in range(1 + which(i))]


def turned(lines):
    return lines[:1] + lines[:0:-1]


ONCE = again(lambda i: 0)


def buyer_cents(i, many=90000):
    return f"{random.Random(i).randrange(100, many) / 100:.2f}" if bought(i) else "0"


def listed_price(i, of_arm):
    return f"{(9 + 3 * random.Random(i).randrange(60)) * (0.85 if of_arm and i % 2 else 1):.2f}" if bought(i) else "0"


AMOUNTS = [
    ("amounts of buyers, and nothing of all others", again(lambda i: 0, "arm,bought,revenue", lambda i: f"{arm(i)},{bought(i)},{buyer_cents(i)}", 4000), REVENUE, "ship", None),
    ("and a margin that no metric reads", again(lambda i: 0, "arm,bought,revenue,margin", lambda i: f"{arm(i)},{bought(i)},{buyer_cents(i)},{float(buyer_cents(i)) * .3:.3f}", 4000), REVENUE, "ship", None),
    ("and a product", again(lambda i: 0, "product_id,arm,bought,revenue", lambda i: f"{'p' + str(i % 30) if bought(i) else ''},{arm(i)},{bought(i)},{buyer_cents(i)}", 4000), REVENUE, "ship", None),
    ("and ids that are masked", again(lambda i: 0, "user_id,arm,bought,revenue", lambda i: f"****,{arm(i)},{bought(i)},{buyer_cents(i)}", 4000), REVENUE, "ship", None),
    ("prices of a list", again(lambda i: 0, "arm,bought,revenue", lambda i: f"{arm(i)},{bought(i)},{listed_price(i, False)}", 6000), REVENUE, "ship", None),
    ("prices of a list, less in one arm", again(lambda i: 0, "arm,bought,revenue", lambda i: f"{arm(i)},{bought(i)},{listed_price(i, True)}", 6000), REVENUE, "ship", None),
    ("amounts of buyers who stand twice", again(lambda i: i % 2 == 0 and bought(i), "arm,bought,revenue", lambda i: f"{arm(i)},{bought(i)},{buyer_cents(i, 9000000)}", 4000), REVENUE,
     "invalid_data", "repeated_rows_apart"),
    ("orders of whom some stand twice", again(lambda i: i % 10 == 0 and bought(i), "order_id,arm,bought", lambda i: f"{'#' + str(i) if bought(i) else '0'},{arm(i)},{bought(i)}", 6000), BOUGHT,
     "invalid_data", "repeated_rows"),
    ("orders that stand ten times", again(lambda i: 9 * (i % 2 == 0 and bought(i)), "order_id,arm,bought", lambda i: f"{'#' + str(i) if bought(i) else '-'},{arm(i)},{bought(i)}", 1500), BOUGHT,
     "invalid_data", "repeated_rows_apart"),
]
REPEATS = [
    ("a join that fans out in one arm", again(lambda i: i % 2 == 0 and bought(i)), BOUGHT, "invalid_data", "repeated_rows_apart"),
    ("in both arms", again(lambda i: i % 10 < 2), BOUGHT, "invalid_data", "repeated_rows_many"),
    ("in one arm of many rows", again(lambda i: i % 2 == 0 and bought(i), n=30000), BOUGHT, "invalid_data", "repeated_rows_apart"),
    ("a few rows", again(lambda i: i % 500 < 2), BOUGHT, "ship", '"repeated_rows"'),
    ("a file and its copy", [ONCE, list(ONCE)], BOUGHT, "refused", "the same to the last byte"),
    ("a file and its rows in another order", [ONCE, turned(ONCE)], BOUGHT, "invalid_data", "repeated_rows"),
    ("without an id they may be alike", again(lambda i: 0, "arm,bought,city", lambda i: f"{arm(i)},{bought(i)},city{i % 50}"), BOUGHT, "ship", None),
    ("amounts may be alike by chance", again(lambda i: 0, "arm,bought,amount", lambda i: f"{arm(i)},{bought(i)},{random.Random(i).randrange(5000)}"), BOUGHT, "ship", None),
    ("those without an order have no id", again(lambda i: 0, "order_id,arm,bought", lambda i: f"{'#' + str(i) if bought(i) else ''},{arm(i)},{bought(i)}"), BOUGHT, "ship", None),
    ("orders that stand twice", again(lambda i: i % 2 == 0 and bought(i), "order_id,arm,bought", lambda i: f"{'#' + str(i) if bought(i) else ''},{arm(i)},{bought(i)}"), BOUGHT,
     "invalid_data", "repeated_rows_apart"),
    ("touches may be alike", again(lambda i: 2), UNIT, "ship", None),
    ("touches of an id are not", again(lambda i: i % 2 == 0 and bought(i), "touch,user,arm,bought", lambda i: f"t{i},u{i // 4 * 2 + i % 2},{arm(i)},{bought(i)}"), UNIT,
     "invalid_data", "repeated_rows_apart"),
]

# ---- rows that say the same once more, and users in several rows


def price(i):
    return f"{20 + i * 104729 % 30000 / 100:.2f}" if bought(i) else "0"


def doubled(which, head, row, n=3000):
    """Row k of user i; which(i): how many more there are than one."""
    return [head] + [row(i, k) for i in range(n) for k in range(1 + which(i))]


def of_test(i):
    return int(i % 2 == 1 and bought(i) and i % 3 > 0)


def stamped(name, value, which=of_test):
    return doubled(which, f"user,arm,bought,revenue,{name}", lambda i, k: f"u{i},{arm(i)},{bought(i)},{price(i)},{value(i, k)}")


def numbered(name, which=of_test):
    lines = doubled(which, "user,arm,bought,revenue", lambda i, k: f"u{i},{arm(i)},{bought(i)},{price(i)}")
    return [f"{name},{lines[0]}"] + [f"{n},{line}" for n, line in enumerate(lines[1:])]


def touches(head, row, n=6000):
    """Two touches and more of each user of an even arm; a fifth of them buys, at one of few prices or at one of many."""
    return [head] + [row(i, i // 4 * 2 + i % 2) for i in range(n)]


PLAIN = doubled(lambda i: 0, "user,arm,bought,revenue", lambda i, k: f"u{i},{arm(i)},{bought(i)},{price(i)}")
TURNED = ["arm,revenue,bought,user"] + [f"{arm(i)},{price(i)}0,{bought(i)},u{i}" for i in range(3000) if of_test(i)]
BOTH = BOUGHT + REVENUE
BOTH_UNIT = BOTH + ["--unit", "user"]
AGAIN = [(f"{name}{' with --unit' if more == BOTH_UNIT else ''}", lines, more, "invalid_data", text)
         for more in (BOTH, BOTH_UNIT) for name, lines, text in (
             ("a time of export", stamped("exported_at", lambda i, k: f"2026-03-01 10:00:0{k}"), "rows_over_again_apart"),
             ("导出时间", stamped("导出时间", lambda i, k: f"2026-03-0{1 + k} 10:00"), "rows_over_again_apart"),
             ("a batch", stamped("batch_id", lambda i, k: f"b{k}"), "rows_over_again_apart"),
             ("a row number", numbered("row"), "rows_over_again_apart"),
             ("the index of a data frame", numbered(""), "rows_over_again_apart"),
             ("a time of export, in both arms", stamped("updated_at", lambda i, k: f"2026-03-01 10:00:0{k}", lambda i: i * 7919 % 100 < 12),
              "rows_over_again_many"),
             ("another order of columns, and other decimals", [PLAIN, TURNED], "rows_over_again_apart"))] + [
    ("an id of every row", stamped("log_id", lambda i, k: f"x{7 * i + k}"), BOTH, "invalid_data", "users_again_apart"),
    ("an id of every row with --unit", stamped("log_id", lambda i, k: f"x{7 * i + k}"), BOTH_UNIT, "invalid_data", "rows_over_again_apart"),
    ("a note that differs", stamped("note", lambda i, k: "x" * k), BOTH, "invalid_data", "users_again_apart"),
    ("orders that stand twice but for the status", [line.replace("user,", "order_no,") for line in stamped("status", lambda i, k: "paid shipped".split()[k])], BOTH,
     "invalid_data", "users_again_apart"),
    ("an id that is called like nothing", [line.replace("user,", "k,") for line in stamped("exported_at", lambda i, k: f"10:0{k}")], BOTH, "invalid_data", "rows_over_again_apart"),
    ("NDJSON", stamped("exported_at", lambda i, k: f"2026-03-01 10:00:0{k}"), BOTH + ["--ndjson"], "invalid_data", "rows_over_again_apart"),
    ("sessions of users", doubled(lambda i: i // 2 % 3, "session_id,user,arm,bought", lambda i, k: f"s{i}-{k},u{i},{arm(i)},{bought(i + 100 * k)}"), BOUGHT, "ship", '"users_again"'),
    ("sessions that arms were drawn for", doubled(lambda i: 0, "session_id,user,arm,bought", lambda i, k: f"s{i},u{i * 7919 % 901},{arm(i)},{bought(i)}"), BOUGHT, "ship", None),
    ("users in two spellings", doubled(lambda i: i % 10 == 1, "user,arm,bought", lambda i, k: f"{'uU'[k]}{i}x,{arm(i)},{bought(i)}"), BOUGHT, "invalid_data", "rows_over_again_apart"),
    ("codes of both cases", doubled(lambda i: 0, "user,arm,bought", lambda i, k: f"{'aA'[i % 2]}{'bB'[i // 2 % 2]}{i // 4},{arm(i)},{bought(i)}"), BOUGHT, "ship", None),
    *[(f"users by {name}", [line.replace("user,", f"{name},", 1) for line in doubled(lambda i: i % 10 == 1, "user,x,arm,bought", lambda i, k: f"{i % 700 if i > 2900 else i},{k},{arm(i)},{bought(i)}")], BOUGHT,
       "invalid_data", f'"name": "{name}"') for name in ("Kundennummer", "id_cliente", "Numéro client", "External User ID", "会員番号", "會員編號", "고객번호", "$distinct_id", "yz_open_id", "codice cliente")],
    ("a time of loading beside that of the order, with --unit", doubled(lambda i: i % 2 == 0 and bought(i), "user,ordered_at,loaded,arm,bought,revenue",
                                                                        lambda i, k: f"u{i // 2 * 2 + (i % 2)},2026-03-{1 + i % 28:02d} {8 + i % 13:02d}:{i % 60:02d}:{i * 7 % 60:02d},2026-04-01 0{k}:{i % 60:02d}:00,{arm(i)},{bought(i)},{price(i)}"),
     BOTH_UNIT, "invalid_data", "rows_over_again_apart"),
    ("a day of the partition, with --unit", doubled(lambda i: i % 2 == 0 and bought(i), "user,dt,arm,bought,revenue", lambda i, k: f"u{i},2026-04-0{1 + k},{arm(i)},{bought(i)},{price(i)}"),
     BOTH_UNIT, "invalid_data", "rows_over_again_apart"),
    ("orders at different times, with --unit", doubled(lambda i: i % 4 < 2 and i * 7919 % 100 < 20, "user,ordered_at,sent_at,arm,bought,revenue",
                                                       lambda i, k: f"u{i},2026-03-{1 + (i + 9 * k) % 28:02d} {8 + i % 13:02d}:{i % 60:02d}:{k}7,2026-04-{1 + k:02d} 0{k}:{i % 60:02d}:00,{arm(i)},{bought(i)},{price(i)}"),
     BOTH_UNIT, None, None),
    ("users of both arms", doubled(lambda i: i % 20 < 2, "user,arm,bought", lambda i, k: f"u{i},{arm(i + k)},{bought(i)}"), BOUGHT, "invalid_data", "users_in_arms_many"),
    ("a few users of both arms", doubled(lambda i: i % 200 < 2, "user,arm,bought", lambda i, k: f"u{i},{arm(i + k)},{bought(i)}"), BOUGHT, "ship", '"users_in_arms"'),
    ("few names in both arms", doubled(lambda i: 0, "customer,arm,bought", lambda i, k: f"{'王伟 李娜 张敏 刘洋 陈杰'.split()[i * 7 % 5]},{arm(i)},{bought(i)}"), BOUGHT, "ship", None),
    ("scores and prices are no ids", doubled(lambda i: 0, "score,price,sent_at,arm,bought", lambda i, k: f"{i * 7919 % 3001},{i * 31 % 700}.50,2026-03-{1 + i % 28:02d},{arm(i)},{bought(i)}"),
     BOUGHT, "ship", None),
    ("guests have no id", doubled(lambda i: 0, "user,arm,bought", lambda i, k: f"{'guest' if i % 3 == 0 else f'u{i}'},{arm(i)},{bought(i)}"), BOUGHT, "ship", None),
    ("an id that is empty in all rows", doubled(lambda i: 0, "user,arm,bought", lambda i, k: f",{arm(i)},{bought(i)}"), BOUGHT, "ship", '"users_nameless"'),
    ("an id that is NULL in all rows", doubled(lambda i: 0, "user,arm,bought", lambda i, k: f"NULL,{arm(i)},{bought(i)}"), BOUGHT, "ship", '"users_nameless"'),
    ("an id that is empty with --unit", doubled(lambda i: 0, "user,arm,bought", lambda i, k: f",{arm(i)},{bought(i)}"), UNIT, "refused", "no row could be used"),
    ("touches with a row number", touches("row,user,arm,bought,revenue", lambda i, u: f"{i},u{u},{arm(u)},{bought(i)},{(9, 19, 49)[i % 3] if bought(i) else 0}"), BOTH_UNIT, "ship", None),
    ("touches with an id and a time", touches("touch_id,sent_at,user,arm,bought,revenue", lambda i, u: f"t{i},2026-03-{1 + i % 28:02d} 10:00,u{u},{arm(u)},{bought(i)},{price(i)}"), BOTH_UNIT,
     "ship", None),
    ("a price of one's own, month by month", touches("month,user,arm,bought,revenue", lambda i, u: f"{1 + i // 2 % 2},u{u},{arm(u)},{bought(i)},{price(u) if bought(i) else 0}"), BOTH_UNIT,
     "ship", None),
    ("an attribute of one's own", touches("touch,user,phone,arm,bought", lambda i, u: f"t{i},u{u},138{u:08d},{arm(u)},{bought(i)}"), UNIT, "ship", None),
]

# ---- currencies


def named(currency, more=lambda i: True):
    return table("user,arm,bought,revenue,currency", lambda i: f"u{i},{arm(i)},{bought(i)},{price(i)},{currency(i) if more(i) else ''}")


def priced(form, zero="0"):
    return table("user,arm,bought,revenue", lambda i: f"u{i},{arm(i)},{bought(i)},{form(i).format(v=price(i)) if bought(i) else zero}")


CURRENCIES = [
    ("another in one arm", named(lambda i: "JPY" if i % 2 else "CNY"), BOTH, "invalid_data", "currencies_apart"),
    ("codes in a column that is called like nothing", [line.replace("currency", "x") for line in named(lambda i: "JPY" if i % 2 else "CNY")], BOTH, "invalid_data", "currencies_apart"),
    ("two columns name some", [f"{line},{'presentment_currency' if n == 0 else 'JPY' if n % 2 else 'CNY'}" for n, line in enumerate(named(lambda i: "CNY"))], BOTH, "invalid_data",
     "currencies_apart"),
    ("of buyers alone", named(lambda i: "JPY" if i % 2 else "CNY", bought), BOTH, "invalid_data", "currencies_apart"),
    ("币种", [line.replace("currency", "币种") for line in named(lambda i: "日元" if i % 2 else "人民币")], BOTH, "invalid_data", "currencies_apart"),
    ("a few in one arm", named(lambda i: "JPY" if i % 2 and i % 5 == 0 else "CNY"), BOTH, "invalid_data", "currencies_apart"),
    ("named in one arm", named(lambda i: "JPY" if i % 2 else ""), BOTH, "invalid_data", "currencies_apart"),
    ("mixed alike", named(lambda i: "JPY" if i // 2 % 3 == 0 else "CNY"), BOTH, "ship", '"currencies"'),
    ("one, by its names", named(lambda i: ("美元" if i % 4 == 1 else "US Dollar") if i % 2 else "USD"), BOTH, "ship", None),
    ("one in two languages, and another", named(lambda i: "日元" if i % 2 else ("USD", "美元")[i // 2 % 2]), BOTH, "invalid_data", "currencies_apart"),
    ("one, in three spellings", named(lambda i: ("CNY", "cny ", "RMB")[i // 2 % 3]), BOTH, "ship", None),
    ("one, and some rows name none", named(lambda i: "CNY", lambda i: i // 2 % 3), BOTH, "ship", None),
    ("of no amount that is read", named(lambda i: "JPY" if i % 2 else "CNY"), BOUGHT, "ship", None),
    ("but one is kept", named(lambda i: "JPY" if i // 2 % 3 == 0 else "CNY"), BOTH + ["--where", '{"currency": "CNY"}'], "ship", None),
    ("a sign in one arm", priced(lambda i: "{v}元" if i % 2 else "{v}"), BOTH, "invalid_data", "currency_of_some_apart"),
    ("a sign in one arm with --unit", priced(lambda i: "{v}元" if i % 2 else "{v}"), BOTH_UNIT, "invalid_data", "currency_of_some_apart"),
    ("a sign here and there", priced(lambda i: "¥{v}" if i // 2 % 4 == 0 else "{v}"), BOTH, "ship", '"currency_of_some"'),
    ("a sign and its code", priced(lambda i: "${v} USD"), BOTH, "ship", None),
    ("a sign and two codes", priced(lambda i: "${v} USD" if i % 2 else "${v} MXN"), BOTH, "refused", "currenc"),
    ("nothing has no sign", priced(lambda i: "¥{v}"), BOTH, "ship", None),
    ("nothing has one too", priced(lambda i: "¥{v}", "¥0.00"), BOTH, "ship", None),
]

# ---- numbers that stand for none


def stands(value, which, rest=lambda i: price(i)):
    return table("user,arm,bought,revenue", lambda i: f"u{i},{arm(i)},{bought(i)},{(value if which(i) else rest(i)) if bought(i) else 0}", 4000)


STAND_INS = [
    *[(f"{value} in one arm, {how}", stands(value, lambda i: i % 2 == 0 and i % 3 == 0), more, "invalid_data", "stand_ins_apart")
      for value in ("-1", "-999", "999999", "99999999.99", "2147483647") for how, more in (("by row", BOTH), ("by unit", BOTH_UNIT))],
    ("in words of a shop", stands("¥999,999.00".replace(",", ""), lambda i: i % 2 == 0 and i % 3 == 0, lambda i: f"¥{price(i)}"), BOTH, "invalid_data", "stand_ins_apart"),
    ("a few that decide", stands("999999", lambda i: i % 200 == 1 and i < 1800), REVENUE, "invalid_data", "losses_turn"),
    ("in both arms", stands("-1", lambda i: i // 2 % 9 == 0), BOTH, "ship", '"stand_ins"'),
    ("refunds of one are no stand-in", stands("-1", lambda i: i % 2 == 0 and i % 3 == 0, lambda i: -5 if i % 7 == 0 else price(i)), BOTH, None, None),
    ("one below 0 of a rating", table("user,arm,rating", lambda i: f"u{i},{arm(i)},{(-1, 0, 1)[i * 7919 % 3]}"), ["--metric", "rating:mean"], None, None),
    ("a price list", stands("9999", lambda i: i % 3 == 0, lambda i: (199, 999, 1999)[i % 3]), BOTH, None, None),
]

# ---- arms that are several


def listed(form, n=4000):
    return [line.replace("\x1f", form if '"' not in form and "," not in form else '"' + form.replace('"', '""') + '"')
            for line in of_arms("\x1f", n, 1)]


ARM_LISTS = [(form, listed(form), BOUGHT, "invalid_data", "lists several arms")
             for form in ('["control","test"]', "{control,test}", "['control', 'test']", "(control,test)")] + [
    (form, listed(form), BOUGHT, "refused", "names several arms") for form in ("control|test", "control;test", "control, test", "control & test", "test+control",
                                                                               "control and test", "control，test", "control_test", "control->test", "controltest",
                                                                               "both", "A/B", "from control to test", "control→test (moved)", "Control & Test", "test then control", "control test", "两组都有")] + [
    ("one in brackets", [line.replace(",control,", ',"[""control""]",').replace(",test,", ',"[""test""]",') for line in listed('["control"]')],
     BOUGHT + ["--control", '["control"]'], "ship", None),
    ("a list of one", [line if n % 2 else line.replace(",control,", ',"[""control""]",') for n, line in enumerate(table("user,arm,bought", lambda i: f"u{i // 2},{arm(i // 2)},{bought(i // 2)}"))],
     BOUGHT, "refused", "--trim reads them as one"),
    ("a combination of names", table("user,arm,bought", lambda i: f"u{i},{('control', 'control2', 'new_control')[i % 3]},{bought(i)}"), BOUGHT, "not_shown", None),
    ("a combination is an arm", table("user,arm,bought", lambda i: f"u{i},{('control', 'sms', 'mail', 'sms+mail')[i % 4]},{bought(i)}", 4000), BOUGHT, "ship", None),
    *[(f"{first}, {second} and {both}, of which one is the control", table("user,arm,bought", lambda i, arms=(first, second, both): f"u{i},{arms[i % 3]},{bought(i)}", 3000),
       BOUGHT + ["--control", first], "not_shown", None) for first, second, both in (("email", "sms", "email+sms"), ("A", "B", "A+B"), ("图片", "文字", "图片+文字"), ("新客", "老客", "新客和老客"), ("email", "sms", "email and sms"))],
    ("few have a combination with the control", table("user,arm,bought", lambda i: f"u{i},{('email', 'sms', 'email+sms' if i % 15 == 2 else 'sms')[i % 3]},{bought(i)}", 3000),
     BOUGHT + ["--control", "email"], "refused", "names several arms"),
    ("few have a combination", table("user,arm,bought", lambda i: f"u{i},{('control', 'sms', 'mail', 'sms+mail' if i % 40 == 3 else 'sms')[i % 4]},{bought(i)}", 4000), BOUGHT, "refused", "names several arms"),
    ("both is an arm", table("user,arm,bought", lambda i: f"u{i},{('control', 'sms', 'mail', 'both')[i % 4]},{bought(i)}", 4000), BOUGHT, "ship", None),
    ("two factors", table("user,arm,bought", lambda i: f"u{i},{('control', 'care_noon', 'care_evening', 'sale_noon', 'sale_evening')[i % 5]},{bought(i)}", 4000), BOUGHT, None, None),
    ("a version between two", table("user,arm,bought", lambda i: f"u{i},{('control', '1', '2', '1.2')[i % 4]},{bought(i)}", 4000), BOUGHT, "ship", None),
    ("a comma in a name", table("user,arm,bought", lambda i: f"u{i},{'control' if i % 2 == 0 else chr(34) + '9 am, Monday' + chr(34)},{bought(i)}"), BOUGHT, "ship", None),
]

# ---- no rows at all

EMPTY = [("a line of commas", [",,,,,"], BOUGHT, "refused", "no header line"), ("nothing", [""], BOUGHT, "refused", "no header line")]

TABLES = {"once more": AGAIN, "currencies": CURRENCIES, "numbers that stand for none": STAND_INS, "arms that are several": ARM_LISTS, "no rows": EMPTY, "ids of units": UNITS, "arms": ARMS, "rows that stand twice": REPEATS + AMOUNTS, "a number in two fields": NUMBERS, "a header in the middle": HEADERS, "a row of totals": TOTALS,
          "lists": LISTS, "yes and no": WHETHER, "files": FILES, "an audience": AUDIENCES}


# What nothing is told by.
CODES = ("units_spelled", "_unit\"", "repeated_rows", "\"code\": \"currenc", "users_again", "users_in", "users_name", "stand_ins", "amounts_", "signs_apart",
         "rows_end", "rows_begin", "crowded_rows", "undone_rows", "order_totals", "same_values", "counted_sums", "export_cut", "only_buyers", "arms_shift",
         "rows_per_unit")


def decide(files, more, folder):
    names = []
    json_too = "--ndjson" in more
    more = [word for word in more if word != "--ndjson"]
    for k, lines in enumerate(files):
        names.append(f"f{k}.{'ndjson' if json_too else 'csv'}")
        if json_too:
            head = lines[0].split(",")
            lines = [json.dumps(dict(zip(head, line.split(",")))) for line in lines[1:]]
        pathlib.Path(folder, names[-1]).write_text("\n".join(lines) + "\n", encoding="utf-8")
    of_arm = [] if "--arm-from-file" in more else ["--arm", "arm"]
    done = subprocess.run([PROGRAM, "analyze", *names, *of_arm, *([] if "--control" in more else ["--control", "control"]), *more, "--format", "json"], cwd=folder,
                          stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    said = done.stderr.decode("utf-8")
    if done.returncode == 3 and not done.stdout:
        return "refused", said
    report = json.loads(done.stdout)
    decision = report["verdict"]["decision"]
    good = done.returncode == (3 if decision == "invalid_data" else 0)
    return (decision if good else f"{decision} with exit {done.returncode}"), said + done.stdout.decode("utf-8")


def threads(folder):
    """What is told of rows that stand twice does not depend on how many threads read a large file, nor on its order."""
    rng, told = random.Random(7), set()
    lines = again(lambda i: i % 2 == 0 and bought(i), n=40000)
    for order in range(2):
        pathlib.Path(folder, "large.csv").write_text("\n".join(lines) + "\n", encoding="utf-8")
        for count in "14":
            done = subprocess.run([PROGRAM, "analyze", "large.csv", "--arm", "arm", "--control", "control", *BOUGHT, "--threads", count, "--format",
                                   "json"], cwd=folder, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
            told.add(json.dumps([c for c in json.loads(done.stdout)["checks"] if c["check"] == "repeated_rows"]))
        body = lines[1:]
        rng.shuffle(body)
        lines = lines[:1] + body
    good = len(told) == 1 and told != {"[]"}
    print(("ok " if good else "not ok ") + "rows that stand twice: any order, any threads" + ("" if good else f": {told}"))
    return not good


def memory(folder):
    """A row of commas alone, as long as a record may be, is refused in the memory of its bytes."""
    path = pathlib.Path(folder, "wide.csv")
    path.write_bytes(b"user,arm,bought\n" + b"".join(b"u%d,%s,%d\n" % (i, b"test" if i % 2 else b"control", bought(i)) for i in range(400)) + b"," * (1 << 24) + b"x\n")
    child = subprocess.Popen([PROGRAM, "analyze", "wide.csv", "--arm", "arm", "--control", "control", *BOUGHT, "-o", "wide.txt"], cwd=folder, stderr=subprocess.PIPE)
    said = child.stderr.read().decode("utf-8")
    usage = os.wait4(child.pid, 0)[2]
    child.returncode = 0
    good = usage.ru_maxrss < 128 * 1024 and ":402:1: warning: a record of more than 32768 fields" in said
    print(("ok " if good else "not ok ") + "a row of commas takes no more memory than bytes" + ("" if good else f": {usage.ru_maxrss} KiB: {said[:300]}"))
    return not good


def imports(folder):
    """A store refuses the same rows, and the same files."""
    head = "event_id,user_id,type,at,value,note"
    kept = {"a number in two fields": [f"e{i},u{i},order,2026-03-02T13:30:00Z,{'2,400.00' if i % 9 == 0 else 5 + i % 90}," for i in range(300)],
            "a header in the middle": [head.replace("value,note", "note,value") if i == 150 else f"f{i},u{i},order,2026-03-02T13:30:00Z,{i % 90}," for i in range(300)]}
    failed = False
    for name, text in (("a number in two fields", "look like one number"), ("a header in the middle", ":152: a second header")):
        pathlib.Path(folder, "events.csv").write_text("\n".join([head, *kept[name]]) + "\n", encoding="utf-8")
        done = subprocess.run([PROGRAM, "import", "events", "events.csv", "--db", "s.db"], cwd=folder, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        said = done.stderr.decode("utf-8")
        good = text in said and done.returncode in (0, 3)
        print(("ok " if good else "not ok ") + f"a store: {name}" + ("" if good else f": {done.returncode} {said}"))
        failed = failed or not good
    return failed


def all_hold(tables, folder):
    """Whether each table gives what its row says."""
    held = True
    for kind, rows in tables.items():
        for name, lines, more, want, text in rows:
            files = lines if isinstance(lines[0], list) else [lines]
            got, said = decide(files, more, folder)
            quiet = text is not None or not any(code in said for code in CODES)
            good = (got == want if want is not None else got not in ("refused", "invalid_data")) and quiet and (text is None or text in said)
            print(("ok " if good else "not ok ") + f"{kind}: {name}" + ("" if good else f": {got}, not {want} ({text}): {said[:300]}"))
            held = held and good
    return held


def main():
    with tempfile.TemporaryDirectory() as folder:
        failed = threads(folder) | memory(folder) | imports(folder)
        pathlib.Path(folder, "x.json").write_text(json.dumps(DEFINITION), encoding="utf-8")
        return failed | (not all_hold(TABLES, folder))


if __name__ == "__main__":
    sys.exit(main())
