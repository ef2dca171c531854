import sqlite3
import candidate


def test_sorts():
    connection = sqlite3.connect(":memory:")
    connection.execute("CREATE TABLE goods(id INTEGER PRIMARY KEY, name, price, stock)")
    connection.executemany(
        "INSERT INTO goods(name, price, stock) VALUES (?, ?, ?)", [("rope", 7, 2), ("axe", 30, 5), ("saw", 12, 9)]
    )
    assert candidate.stock_page(connection) == [("axe", 30, 5), ("rope", 7, 2), ("saw", 12, 9)]
    assert candidate.stock_page(connection, "price", "desc") == [("axe", 30, 5), ("saw", 12, 9), ("rope", 7, 2)]
