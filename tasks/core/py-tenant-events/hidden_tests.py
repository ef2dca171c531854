import sqlite3
import candidate


def make(*events):
    log = candidate.EventLog(sqlite3.connect(":memory:"))
    for customer, text in events:
        log.add(customer, text)
    return log


def test_part_as_it_stands():
    log = make(("a", "50% off"), ("a", "500 off"), ("a", "a_b"), ("a", "axb"), ("a", "it's \"new\""))
    assert log.search("a", "50%") == ["50% off"]
    assert log.search("a", "a_b") == ["a_b"]
    assert log.search("a", "'s \"n") == ["it's \"new\""]


def test_drop_is_for_one():
    log = make(("a", "one"), ("b", "two"), ("a-b", "three"))
    log.drop("a")
    assert log.search("a", "") == []
    assert log.search("b", "") == ["two"]
    assert log.search("a-b", "") == ["three"]
    log.add("a", "again")
    assert log.search("a", "") == ["again"]


def test_unknown_customer():
    log = make(("a", "one"))
    log.drop("nobody")
    assert log.search("nobody", "one") == []
    assert log.search("a", "ONE") == ["one"]


def test_order_and_names():
    log = make(("1-800", "z"), ("1-800", "a"), ("select", "s"), ("-", "dash"))
    assert log.search("1-800", "") == ["z", "a"]
    assert log.search("select", "S") == ["s"]
    assert log.search("-", "dash") == ["dash"]
