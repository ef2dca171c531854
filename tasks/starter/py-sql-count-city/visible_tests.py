import sqlite3
import candidate

def open_db():
    db = sqlite3.connect(":memory:")
    db.execute("CREATE TABLE people(id INTEGER, city TEXT)")
    db.executemany("INSERT INTO people VALUES (?,?)", [(1, 'berlin'), (2, 'paris'), (3, 'berlin')])
    db.commit()
    return db


def test_counts():
    assert candidate.count_people(open_db(), "berlin") == 2
