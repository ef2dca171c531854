import sqlite3
import candidate

def open_db():
    db = sqlite3.connect(":memory:")
    db.execute("CREATE TABLE orders(id INTEGER, customer TEXT, total INTEGER)")
    db.executemany("INSERT INTO orders VALUES (?,?,?)", [(1, 'ada', 5), (2, 'ada', 7), (3, 'bob', 9)])
    db.commit()
    return db


def test_counts():
    assert candidate.count_orders(open_db(), "ada") == 2
