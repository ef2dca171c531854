import json
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
        tests = {
            "$eq": lambda a, b: a == b,
            "$gte": lambda a, b: a >= b,
            "$in": lambda a, b: a in b,
            "$type": lambda a, b: True,
        }
        return all(tests[name](value, right) for name, right in wanted.items())


ORDERS = [
    {"number": 5, "customer": "ann", "status": "open", "city": "New York", "total": 20},
    {"number": 4, "customer": "ann", "status": "sent", "city": "Oslo", "total": 19.5},
    {"number": 9, "customer": "ann", "status": "open", "city": "Oslo", "total": 0},
    {"number": 1, "customer": "bob", "status": "open", "city": "Oslo", "total": 90},
]


def find(customer, /, **body):
    return candidate.find_orders(Orders(ORDERS), customer, json.dumps(body))


def test_everything_of_one():
    assert find("ann") == [4, 5, 9]
    assert find("bob") == [1]
    assert find("zoe", status="open") + find("bob", city="Oslo") == [1]


def test_all_must_be_met():
    assert find("ann", status="open", city="Oslo") == [9]
    assert find("ann", city="New York", min_total=20) == [5]
    assert find("ann", status="sent", city="New York") + find("ann", status="sent") == [4]


def test_numbers():
    assert find("ann", min_total=0) == [4, 5, 9]
    assert find("ann", min_total=19.5) == [4, 5]
    assert find("ann", min_total=20.5) + find("bob", min_total=90) == [1]


def test_other_keys():
    assert find("ann", status="open", page=3, number=4) == [5, 9]
    assert find("ann", customer="bob") == [4, 5, 9]
