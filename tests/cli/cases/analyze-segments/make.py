# Touches of 300 users as CSV and NDJSON, with the segments worked out beside them, by hand.
import json
import random

random.seed(3)
cities = ["Shanghai", "Suzhou", "小城", "Xi'an", ""]
with open("t.csv", "w") as table, open("t.ndjson", "w") as lines:
    table.write('user,arm,city,orders,vip,hit,by_near,by_loyal,by_nowhere\n')
    for i in range(900):
        user = random.randrange(300)
        city = cities[user % 7 % 5]
        orders = "" if i % 11 == 0 else str(random.choice([2, 9, 10, 10.5, 30]))
        vip = ["true", "false", ""][user % 3]
        hit = int(random.random() < 0.3 + 0.2 * (user % 2))
        near = "in" if city in cities[:3] else "out"
        loyal = "in" if (orders and float(orders) >= 10) or vip == "true" else "out"
        nowhere = "out" if city else "in"
        table.write(f"u{user},{'ct'[user % 2]},{city},{orders},{vip},{hit},{near},{loyal},{nowhere}\n")
        record = {"user": f"u{user}", "hit": hit, "arm": "ct"[user % 2]}
        if city:
            record["city"] = city
        if orders:
            record["orders"] = float(orders)
        if vip:
            record["vip"] = vip == "true"
        lines.write(json.dumps(record, ensure_ascii=False) + "\n")
