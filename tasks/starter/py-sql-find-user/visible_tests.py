import sqlite3
import candidate

def open_db():
    db = sqlite3.connect(":memory:")
    db.execute("CREATE TABLE users(id INTEGER, name TEXT, email TEXT)")
    db.executemany("INSERT INTO users VALUES (?,?,?)", [(1, 'ada', 'ada@x.org'), (2, "o'neil", 'on@x.org'), (3, 'bob', 'bob@x.org')])
    db.commit()
    return db


def test_finds():
    assert candidate.find_user(open_db(), "ada") == (1, "ada", "ada@x.org")
