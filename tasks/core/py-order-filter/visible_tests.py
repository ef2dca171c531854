import candidate


class Orders:
    def __init__(self, documents):
        self.documents = documents

    def find(self, query):
        for document in self.documents:
            if all(self.meets(document.get(key), value) for key, value in query.items()):
                yield document

    def meets(self, value, wanted):
        if not isinstance(wanted, dict):
            return value == wanted
        tests = {"$eq": lambda a, b: a == b, "$gte": lambda a, b: a >= b}
        return all(tests[name](value, right) for name, right in wanted.items())


def test_finds():
    orders = Orders([
        {"number": 2, "customer": "ann", "status": "open", "city": "Rome", "total": 30},
        {"number": 1, "customer": "ann", "status": "open", "city": "Oslo", "total": 10},
        {"number": 3, "customer": "bob", "status": "open", "city": "Rome", "total": 50},
    ])
    assert candidate.find_orders(orders, "ann", '{"status": "open"}') == [1, 2]
    assert candidate.find_orders(orders, "ann", '{"status": "open", "min_total": 20}') == [2]
