"""Offsets of every zone as Python's zoneinfo tells them: an independent reader of the same files.

Lines "o ZONE utc_seconds offset" and "i ZONE local_seconds utc_seconds" (fold 0, which is the rule
of RFC 5545). Instants are random, and around the changes of two random years per zone."""
import random
import sys
from datetime import datetime, timedelta, timezone

try:
    import zoneinfo
except ImportError:
    print("none")
    sys.exit(0)

EPOCH = datetime(1970, 1, 1, tzinfo=timezone.utc)
draw = random.Random(20261122)


def offset(zone, utc):
    return int((EPOCH + timedelta(seconds=utc)).astimezone(zone).utcoffset().total_seconds())


def instant(zone, local):
    naive = (EPOCH + timedelta(seconds=local)).replace(tzinfo=zone)
    return local - int(naive.utcoffset().total_seconds())


def changes(zone, year):
    day = int((datetime(year, 1, 1, tzinfo=timezone.utc) - EPOCH).total_seconds())
    for start in range(day, day + 366 * 86400, 86400):
        low, high = start, start + 86400
        if offset(zone, low) != offset(zone, high):
            before = offset(zone, low)
            while high - low > 1:
                middle = (low + high) // 2
                low, high = (middle, high) if offset(zone, middle) == before else (low, middle)
            yield high


# Factory is how tzdata writes "not set": no zone here
for name in sorted(zoneinfo.available_timezones() - {"Factory"}):
    if name in ("localtime", "posixrules"):
        continue
    zone = zoneinfo.ZoneInfo(name)
    utcs = [draw.randrange(-2**31, 5 * 10**9) for _ in range(30)]
    utcs += [draw.randrange(5 * 10**9, 60 * 10**9) for _ in range(5)]
    locals_ = [u + 3600 for u in utcs]
    for year in (draw.randrange(1920, 2030), draw.randrange(2020, 2300)):
        for at in changes(zone, year):
            utcs += [at - 1, at, at + 1]
            wall = at + offset(zone, at)
            locals_ += [wall + draw.randrange(-7200, 7200) for _ in range(6)]
            locals_ += [wall, wall - 1, wall - 3600, wall - 3601, wall + 3600, wall + 3599]
    for utc in utcs:
        print("o", name, utc, offset(zone, utc))
    for local in locals_:
        print("i", name, local, instant(zone, local))
