import sqlite3
import candidate


def make(goods):
    connection = sqlite3.connect(":memory:")
    connection.execute("CREATE TABLE goods(id INTEGER PRIMARY KEY, name, price, stock)")
    connection.executemany("INSERT INTO goods(name, price, stock) VALUES (?, ?, ?)", goods)
    return connection


def test_each_column():
    connection = make([("b", 3, 10), ("c", 1, 9), ("a", 2, 100)])
    names = lambda *order: "".join(row[0] for row in candidate.stock_page(connection, *order))
    assert names("name", "desc") == "cba"
    assert names("price", "asc") == "cab"
    assert names("stock", "asc") == "cba"
    assert names("stock", "desc") == "abc"


def test_equal_ones_by_id():
    connection = make([("z", 1, 1), ("m", 1, 2), ("a", 1, 3)])
    assert [row[0] for row in candidate.stock_page(connection, "price", "asc")] == ["z", "m", "a"]
    assert [row[0] for row in candidate.stock_page(connection, "price", "desc")] == ["z", "m", "a"]


def test_pages():
    connection = make([(f"item {number:02}", number, 0) for number in range(23)])
    assert [row[1] for row in candidate.stock_page(connection, "price", "asc", "2")] == list(range(10, 20))
    assert [row[1] for row in candidate.stock_page(connection, "price", "desc", 3)] == [2, 1, 0]
    assert candidate.stock_page(connection, "price", "asc", "4") == []
