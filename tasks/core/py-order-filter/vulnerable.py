import json


def find_orders(orders, customer, body):
    wanted = json.loads(body)
    query = {"customer": customer}
    for key in ("status", "city"):
        if key in wanted:
            query[key] = wanted[key]
    if "min_total" in wanted:
        query["total"] = {"$gte": wanted["min_total"]}
    return sorted(order["number"] for order in orders.find(query))
