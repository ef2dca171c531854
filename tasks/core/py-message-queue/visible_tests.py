from datetime import datetime
from decimal import Decimal
import candidate


class Store:
    def __init__(self):
        self.lists = {}

    def rpush(self, name, data):
        assert isinstance(data, bytes)
        self.lists.setdefault(name, []).append(data)

    def lpop(self, name):
        return self.lists[name].pop(0) if self.lists.get(name) else None


def test_first_in_first_out():
    queue = candidate.MessageQueue(Store(), "mail")
    queue.put({"to": "ann", "at": datetime(2024, 5, 1, 12, 30)})
    queue.put({"to": "bob", "price": Decimal("9.90")})
    assert queue.get() == {"to": "ann", "at": datetime(2024, 5, 1, 12, 30)}
    assert queue.get() == {"to": "bob", "price": Decimal("9.90")}
    assert queue.get() is None
