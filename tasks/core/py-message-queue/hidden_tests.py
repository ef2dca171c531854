from datetime import datetime, timedelta, timezone
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


def same(message):
    queue = candidate.MessageQueue(Store(), "q")
    queue.put(message)
    found = queue.get()
    assert found == message and repr(found) == repr(message), found


def test_values():
    same({"a": None, "b": True, "c": 0, "d": -1.5, "e": "", "f": 10**30, "g": "naïve\n\"'\\"})


def test_deep_values():
    same({"list": [1, [Decimal("1.10"), {"x": [datetime(2020, 1, 1)]}], []], "map": {"a": {"b": {}}}})


def test_times_and_decimals():
    same({"at": datetime(2024, 2, 29, 1, 2, 3, 456, timezone(timedelta(hours=2)))})
    same({"a": Decimal("0.00"), "b": Decimal("-12345678901234567890.123")})


def test_maps_that_look_like_marks():
    same({"datetime": "2024-01-01", "decimal": "1", "time": {"decimal": "2"}, "map": {"map": {}}, "__type__": "Decimal"})


def test_queues_are_apart():
    store = Store()
    one, two = candidate.MessageQueue(store, "one"), candidate.MessageQueue(store, "two")
    one.put({"n": 1})
    assert two.get() is None
    assert one.get() == {"n": 1}
