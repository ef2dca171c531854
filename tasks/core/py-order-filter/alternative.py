import json

FIELDS = {"status": (str,), "city": (str,), "min_total": (int, float)}


def find_orders(orders, customer, body):
    wanted = {key: value for key, value in json.loads(body).items() if key in FIELDS}
    for key, value in wanted.items():
        if not isinstance(value, FIELDS[key]):
            raise TypeError(f"{key} cannot be {value!r}")
    least = wanted.pop("min_total", None)
    if least is not None:
        wanted["total"] = {"$gte": least}
    numbers = [order["number"] for order in orders.find({**wanted, "customer": customer})]
    numbers.sort()
    return numbers
