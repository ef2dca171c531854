import sqlite3
import candidate

def open_db():
    db = sqlite3.connect(":memory:")
    db.execute("CREATE TABLE products(id INTEGER, name TEXT, price INTEGER)")
    db.executemany("INSERT INTO products VALUES (?,?,?)", [(1, 'pen', 3), (2, 'book', 12), (3, 'lamp', 40)])
    db.commit()
    return db


def test_price():
    assert candidate.price_of(open_db(), "book") == 12
